"""Why a decision was made 判定说明: the matcher's own steps, one after the other, in Chinese."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from .cores import compare_cores
from .match import Match, bare_line, cores_of, detail_veto, head_veto, level_veto, match, moved_shown, place_veto, reductions
from .parse import ParsedName, parse
from .text import plain
from .units import LINES

VERDICT_ZH = {"same": "相同", "different": "不同", "succeeds": "承继", "unsure": "待定"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was looked at, in each name, and what came of it."""

    name: str
    left: str
    right: str
    outcome: str

    def __str__(self) -> str:
        sides = f"“{self.left}”与“{self.right}”：" if self.left or self.right else ""
        return f"{self.name}：{sides}{self.outcome}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with its steps, in the order in which the matcher takes them."""

    decision: Match
    steps: tuple[Step, ...]

    @property
    def lines(self) -> list[str]:
        """The steps as text, the verdict last."""
        d = self.decision
        return [str(s) for s in self.steps] + [f"结论：{VERDICT_ZH[d.verdict]}（{d.score:.2f}）。{d.reason}"]

    def as_json(self) -> dict[str, object]:
        """For programs."""
        d = self.decision
        return {
            "verdict": d.verdict,
            "score": d.score,
            "reason": d.reason,
            "successor": d.successor,
            "steps": [asdict(s) for s in self.steps],
            "explanation": self.lines,
        }


def explain(a: str, b: str, label: str = "Organ", scope: str = "") -> Explanation:
    """Decide as :func:`match` does, and say how; the names keep the caller's order."""
    decision = match(a, b, label, scope)
    left, right = plain(a), plain(b)
    steps = []
    if (left, right) != (a, b):
        steps.append(Step("写法", left, right, "去掉空格与引号，全角改半角，繁体改简体后比较"))
    if label == "Organ" and left != right:
        steps += _organ_steps(parse(left, scope), parse(right, scope), scope, decision)
    return Explanation(decision, tuple(steps))


def _organ_steps(a: ParsedName, b: ParsedName, scope: str, decision: Match) -> list[Step]:
    bare = bare_line(a, b) or bare_line(b, a)
    if bare is not None:
        return [Step("泛称", a.rest, b.rest, bare.reason.rstrip("。"))]
    level, place = level_veto(a, b), place_veto(a, b, scope)
    steps = [
        Step("层级", a.level or "未写", b.level or "未写", _outcome(level, "一致" if a.level == b.level else "不冲突")),
        Step("地名", _place(a, scope), _place(b, scope), _outcome(place, moved_shown(a, b, scope) or "不冲突")),
    ]
    if a.above or b.above:
        steps.append(Step("所属机构", "、".join(a.above) or "未写", "、".join(b.above) or "未写", "已比较"))
    head = head_veto(a, b)
    steps.append(Step("机构类别", a.head or "未写", b.head or "未写", _outcome(head, "一致" if a.head == b.head else "可以通用")))
    if a.ordinal or b.ordinal or a.note or b.note:
        detail = detail_veto(a, b)
        steps.append(Step("序号与括注", _detail(a), _detail(b), _outcome(detail, "不冲突")))
    core = cores_of(a, b)
    steps.append(Step("核心词", _core(a), _core(b), core[2] or "都没有核心词"))
    steps += _shortened(a, b)
    if decision.verdict == "succeeds":
        steps.append(Step("机构改革", "", "", decision.reason.rstrip("。")))
    vetoes = [v for v in (level, place, head, detail_veto(a, b)) if v is not None]
    steps.append(Step("否决", "", "", vetoes[0].reason.rstrip("。") if vetoes and decision.verdict == "different" else "没有"))
    parts = "；".join(f"{why} −{less:.2f}" for why, less in reductions(a, b, scope)) if decision.verdict == "same" else ""
    if decision.verdict == "succeeds":
        parts = "前后两个机构，承继一律记 0.60"
    scored = f"核心词 {core[1]:.2f}" + (f"；{parts}" if parts else "") if not vetoes else "被否决，按字面相近程度给低分"
    steps.append(Step("得分", "", "", f"{scored}；合计 {decision.score:.2f}"))
    return steps


def _outcome(veto: Match | None, otherwise: str) -> str:
    return f"否决，{veto.reason.rstrip('。')}" if veto is not None else otherwise


def _detail(name: ParsedName) -> str:
    return (f"第{name.ordinal}" if name.ordinal else "") + (f"（{name.note}）" if name.note else "") or "无"


def _place(name: ParsedName, scope: str) -> str:
    shown = "".join(p.name for p in name.places) + (f"（{name.bare}）" if name.bare else "")
    if name.bare in ("区", "县", "市", "省") and scope and not name.places:
        shown += f"即{scope}内"
    return shown or "未写"


def _core(name: ParsedName) -> str:
    return (name.core or "无") + (f"（{name.key}，条线{LINES[name.key]}）" if name.key else "")


def _shortened(a: ParsedName, b: ParsedName) -> list[Step]:
    """The abbreviation that joined two cores, where one did."""
    if a.core == b.core or not a.core or not b.core:
        return []
    found = compare_cores(min(a.core, b.core), max(a.core, b.core), a.head)
    if found.verdict != "same":
        return []
    short, long = sorted((a.core, b.core), key=lambda c: (len(c), c))
    how = "简称表" if a.key and a.key == b.key else "依序简称"
    return [Step("简称", short, long, f"按{how}认作同一职能")]
