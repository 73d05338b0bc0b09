"""Whether two names name one thing: the structural matcher 名称判定, each decision with its reason.

Organisations are compared part by part: a conflict of place, level, head or ordinal ends it; then the functions are
compared; only what is left is a question of spelling. A bare 区… means the document's own district.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from .cores import Verdict, compare_cores
from .former import change_shown, followed, prefixes_of
from .gazetteer import AreaEntry, ancestors, area_by_name
from .kinds import team_kind_of
from .match_others import compare_area, compare_aux, compare_instrument, compare_text
from .parse import ParsedName, parse
from .places import Place
from .succession import Succession, between
from .text import plain
from .units import core_key
from .vocabulary import HEADS_ALIKE, HEADS_CLOSE, NAMED_BY_PLACE, PLACE_FILLERS, PLAIN_HEADS


@dataclass(frozen=True, slots=True)
class Match:
    """A decision: same, different, succeeds or unsure, a score from 0 to 1, and why, in one Chinese sentence.

    Of ``succeeds``, ``successor`` is the younger of the two names as compared (:func:`text.plain`).
    """

    verdict: Verdict
    score: float
    reason: str
    successor: str = ""


@lru_cache(maxsize=262144)
def match(a: str, b: str, label: str = "Organ", scope: str = "") -> Match:
    """Decide whether two names of one label are the same. Symmetric, and the same each time.

    ``scope`` is the full name of the district that both texts speak for, if they speak for one.
    """
    left, right = sorted((plain(a), plain(b)))
    if left == right:
        return Match("same", 1.0, "两个名称写法相同。")
    if label == "Organ":
        return compare(parse(left, scope), parse(right, scope), scope)
    if label == "AuxTeam":
        return Match(*compare_aux(left, right))
    if label == "Area":
        return Match(*compare_area(left, right, scope))
    if label in ("Instrument", "Provision"):
        return Match(*compare_instrument(left, right))
    return Match(*compare_text(left, right))


def compare(a: ParsedName, b: ParsedName, scope: str = "") -> Match:
    """Decide on two parsed organisation names."""
    decision = _compare(a, b, scope)
    if decision.verdict == "different" or _one_place(a, b):
        return decision
    moved = _moved_areas(a, b, scope)
    if moved is None:
        return decision
    older, younger, why = moved
    if decision.verdict == "unsure":
        return _different(0.3, f"{why}，且{decision.reason.rstrip('。')}。")
    if decision.verdict == "succeeds":
        return replace(decision, reason=f"{decision.reason.rstrip('。')}；{why}。")
    return succeeded(Succession(older, younger, why, 0, 0))


def _second_sign(a: ParsedName, b: ParsedName, scope: str) -> Match | None:
    """城管局(综合行政执法局) is 综合行政执法局, too: a body that hangs out a second sign 挂牌 bears both names."""
    if not a.note or b.note or not b.head or not b.core:
        return None
    own = parse(a.note, scope)
    where = "".join(p.written for p in a.leading) + ("" if own.bare else a.bare)
    sign = parse(a.note if own.places else where + a.note, scope)
    if sign.head != b.head or not sign.core or not sign.level or level_veto(sign, b) or place_veto(sign, b, scope):
        return None
    if detail_veto(sign, b) is not None or cores_of(sign, b)[0] != "same":
        return None
    return Match("same", 0.85, f"“{a.text}”括注的牌子就是“{b.text}”。")


def _compare(a: ParsedName, b: ParsedName, scope: str) -> Match:
    signed = _second_sign(a, b, scope) or _second_sign(b, a, scope)
    if signed is not None:
        return signed
    bare = bare_line(a, b) or bare_line(b, a)
    if bare is not None:
        return bare
    veto = level_veto(a, b) or place_veto(a, b, scope)
    if veto is not None:
        return veto
    detail = detail_veto(a, b)
    followed = between(a, b) if detail is None else None
    if followed is not None:
        return succeeded(followed)
    veto = head_veto(a, b) or detail
    if veto is not None:
        return veto
    if a.ellipsis or b.ellipsis:
        return Match("unsure", 0.5, "有一方是省略说法，要看上下文才知道指谁。")
    stations = {a.head, b.head} == {"站", "工作站"} and a.key == b.key != ""  # 林业站 is 林业工作站
    if a.head != b.head and not stations and frozenset((a.head, b.head)) in HEADS_CLOSE:
        return Match("unsure", 0.5, f"“{a.head}”与“{b.head}”有时混用，需要人看。")
    if a.head != b.head and not stations and frozenset((a.head, b.head)) not in HEADS_ALIKE:
        return Match("unsure", 0.55, f"两者都是“{team_kind_of(a)}”一类，但一称“{a.head}”、一称“{b.head}”，需要人看。")
    verdict, score, reason = cores_of(a, b)
    if verdict == "different":
        return Match("different", round(score, 3), reason + "。")
    if verdict == "unsure":
        return Match("unsure", score, reason + "，需要人看。")
    notes = [reason] if reason else []
    if bool(a.level) != bool(b.level) and a.head not in NAMED_BY_PLACE:
        return Match("unsure", 0.62, f"{reason or '机构类别相同'}，但一方没有写明是哪一级、哪里的，需要人看。")
    if a.level == "街镇" and _street(a) is None and _street(b) is None and (a.bare or b.bare) and a.bare != b.bare:
        return Match("unsure", 0.6, f"{reason or '机构类别相同'}，但泛指的范围写法不同，需要人看。")
    if (_street(a) is None) != (_street(b) is None) and a.level == "街镇" and a.head not in NAMED_BY_PLACE:
        return Match("unsure", 0.6, f"{reason or '机构类别相同'}，但一方没有写明是哪个街镇，需要人看。")
    if len(a.above) != len(b.above) and not a.core and not b.core and a.head in PLAIN_HEADS:
        return Match("unsure", 0.5, f"一方写明属于“{(a.above or b.above)[-1]}”，另一方没有写，需要人看。")
    for why, less in reductions(a, b, scope):
        score -= less
        notes.append(why)
    return Match(
        "same", round(max(score, 0.8), 3), "地名、层级、机构类别一致" + ("，" + "，".join(notes) if notes else "") + "。"
    )


def reductions(a: ParsedName, b: ParsedName, scope: str) -> list[tuple[str, float]]:
    """What makes a sameness a little less certain, and by how much."""
    found: list[tuple[str, float]] = []
    if bool(a.bare) != bool(b.bare) and a.level and not scope:
        found.append((f"“{a.bare or b.bare}”指文件所在地", 0.03))
    if len(a.above) != len(b.above):
        found.append(("一方没有写所属机构", 0.03))
    return found


SUCCEEDS = 0.6
"""The score of a succession: likely, and for a person to confirm."""


def succeeded(found: Succession) -> Match:
    """The decision that one body followed another."""
    before, after = found.before.text, found.after.text
    return Match("succeeds", SUCCEEDS, f"“{after}”承继“{before}”（{found.why}），是前后两个机构，不合并。", after)


def bare_line(a: ParsedName, b: ParsedName) -> Match | None:
    """城管 for 城管中队, where both speak of the streets' teams at large or of one street's."""
    kind = team_kind_of(a)
    if a.head or not kind or team_kind_of(b) != kind or not b.head or a.level != "街镇" or b.level != "街镇":
        return None
    usual = kind.endswith(b.head) and core_key(a.rest, "") in ("", b.key)
    if a.bare and b.bare and usual:
        return Match("same", 0.85, f"街镇一级的“{a.rest}”就是“{kind}”。")
    left, right = _street(a), _street(b)
    if a.bare and b.bare:
        return Match("unsure", 0.65, f"街镇一级的“{a.rest}”可能指“{b.rest}”，需要人看。")
    if left is not None and right is not None and _same_place(left, right, False):
        return Match("unsure", 0.65, f"“{a.rest}”可能指“{kind}”，需要人看。")
    return None


def _different(score: float, reason: str) -> Match:
    return Match("different", score, reason)


def level_veto(a: ParsedName, b: ParsedName) -> Match | None:
    """The levels conflict 层级不同."""
    if not a.level or not b.level:
        return None
    if a.level != b.level and not _county_city(a, b) and not _county_city(b, a):
        return _different(0.04, f"层级不同：“{_shown(a)}”是{a.level}级，“{_shown(b)}”是{b.level}级。")
    for one, other in ((a, b), (b, a)):
        county = other.place("county")
        if (
            one.bare in ("区", "县", "旗")
            and county is not None
            and county.name[-1] in "区县市旗"
            and county.name[-1] != one.bare
        ):
            return _different(0.05, f"层级不同：一方是{one.bare}的，另一方属于“{county.name}”。")
    if a.level == "街镇":
        if a.collective != b.collective and _street(a) is not None and _street(b) is not None:
            return _different(0.05, "一方泛指各街镇，另一方是某一个街镇的。")
        if a.bare and b.bare and a.bare != b.bare and "街镇" not in (a.bare, b.bare):
            return _different(0.05, f"层级不同：一方是{a.bare}的，另一方是{b.bare}的。")
        for one, other in ((a, b), (b, a)):
            street = _street(other)
            if one.bare in ("街道", "镇", "乡") and street is not None and one.bare != street.kind:
                return _different(0.05, f"层级不同：一方是{one.bare}的，另一方属于“{street.name}”。")
            if one.collective and one.bare == "街镇" and street is not None and not other.bare:
                return _different(0.1, f"一方泛指各街镇，另一方只属于“{street.name}”。")
    return None


def _county_city(a: ParsedName, b: ParsedName) -> bool:
    """A bare 市 may be a county-level city's own."""
    county = b.place("county")
    return a.bare == "市" and b.level == "区县" and county is not None and county.name.endswith("市")


def _shown(name: ParsedName) -> str:
    return name.text if len(name.text) <= 24 else name.text[:23] + "…"


def _street(name: ParsedName) -> Place | None:
    return name.place("street")


def _one_place(a: ParsedName, b: ParsedName) -> bool:
    """Whether the deepest places are one area of the gazetteer: then those above are too."""
    x, y = a.places[-1:], b.places[-1:]
    return bool(x and y and x[0].entry is not None and y[0].entry is not None and x[0].entry.code == y[0].entry.code)


def place_veto(a: ParsedName, b: ParsedName, scope: str) -> Match | None:
    """The places conflict 地名不同."""
    if _one_place(a, b):
        return None
    left, right = _places(a, scope), _places(b, scope)
    for level in ("province", "prefecture", "county", "street", "community"):
        x, y = left.get(level), right.get(level)
        if x is None or y is None:
            continue
        if not _same_place(x, y, a.short_place or b.short_place) and not _moved(x, y):
            return _different(0.03 + 0.07 * fuzz.ratio(*sorted((x.name, y.name))) / 100, f"地名不同：“{x.name}”与“{y.name}”。")
    for x in left.values():
        for y in right.values():
            if x.entry and y.entry and x.level != y.level:
                lower, upper = sorted((x.entry, y.entry), key=lambda e: -len(e.prefix))
                if not lower.code.startswith(prefixes_of(upper)):
                    return _different(0.03, f"地名不同：“{lower.name}”不在“{upper.name}”内。")
    return None


def _moved(x: Place, y: Place) -> tuple[AreaEntry, AreaEntry] | None:
    """Two areas of which one followed the other, the older first."""
    for before, after in ((x.entry, y.entry), (y.entry, x.entry)):
        if before is not None and after is not None and before.code != after.code and followed(before, after):
            return before, after
    return None


def _moved_areas(a: ParsedName, b: ParsedName, scope: str) -> tuple[ParsedName, ParsedName, str] | None:
    """The older and the younger name where an area of one followed that of the other, and the change in words."""
    left, right = _places(a, scope), _places(b, scope)
    for level in ("prefecture", "county", "street"):
        x, y = left.get(level), right.get(level)
        moved = _moved(x, y) if x is not None and y is not None else None
        if moved is not None and x is not None:
            older, younger = (a, b) if x.entry is not None and moved[0].code == x.entry.code else (b, a)
            return older, younger, change_shown(*moved)
    return None


def moved_shown(a: ParsedName, b: ParsedName, scope: str) -> str:
    """The change of areas that lies between two names, in words, or ""."""
    moved = _moved_areas(a, b, scope)
    return moved[2] if moved is not None else ""


def _places(name: ParsedName, scope: str) -> dict[str, Place]:
    """The places of a name by level; a bare 区 or 市 adds the scope's own."""
    found = {p.level: p for p in name.places}
    if scope and name.bare:
        here = area_by_name(scope)
        own = [here, *ancestors(here)] if here else []
        wanted = {"省": ("province",), "市": ("prefecture", "province")}.get(name.bare, ("county",))
        for entry in own:
            if entry.level in wanted and (name.bare != "市" or entry.name.endswith("市")) and not any(w in found for w in wanted):
                found[entry.level] = Place(entry.name, entry.level, entry)
                break
    return found


def _same_place(x: Place, y: Place, short: bool) -> bool:
    if x.entry and y.entry:
        return x.entry.code == y.entry.code
    if x.level == "street" and x.kind != y.kind and not short and "street" not in (x.kind, y.kind):
        return False
    return x.short == y.short


def head_veto(a: ParsedName, b: ParsedName) -> Match | None:
    """The kinds of body conflict 机构类别不同."""
    if a.head == b.head:
        return None
    pair = frozenset((a.head, b.head))
    if pair in HEADS_ALIKE or pair in HEADS_CLOSE:
        return None
    if a.ellipsis or b.ellipsis:
        return None
    if {a.head, b.head} <= {"所", "办", "站"} and a.core and team_kind_of(a) == team_kind_of(b) != "":
        return None
    ratio = fuzz.ratio(a.text, b.text) / 100
    if not a.head or not b.head:
        return _different(round(0.05 + 0.2 * ratio, 3), "一方不是以机构名称结尾。")
    return _different(round(0.03 + 0.15 * ratio, 3), f"机构类别不同：一方是“{a.head}”，另一方是“{b.head}”。")


def detail_veto(a: ParsedName, b: ParsedName) -> Match | None:
    """Ordinals, notes in brackets or the bodies above conflict 序号、括注、所属机构不同."""
    if a.ordinal != b.ordinal:
        return _different(0.1, f"序号不同：“{a.ordinal or '无'}”与“{b.ordinal or '无'}”。")
    if a.note and b.note and a.note != b.note:
        return _different(0.2, f"括注不同：“{a.note}”与“{b.note}”。")
    if a.above and b.above:
        x, y = a.above[-1], b.above[-1]
        if x != y and compare_cores(min(x, y), max(x, y), "").verdict == "different":
            return _different(0.1, f"所属机构不同：“{x}”与“{y}”。")
    return None


def cores_of(a: ParsedName, b: ParsedName) -> tuple[Verdict, float, str]:
    """The comparison of the functions 核心词: verdict, score, reason."""
    if a.head == b.head and a.head in NAMED_BY_PLACE:
        return _named_by_place(a, b)
    left, right = _without_street(a, b), _without_street(b, a)
    head = a.head if a.head == b.head else min(a.head, b.head, key=len)
    return compare_cores(min(left, right), max(left, right), head)


def _without_street(name: ParsedName, other: ParsedName) -> str:
    """A core that begins with the other's street, unsuffixed (玄武湖水务站 beside 玄武湖街道水务站)."""
    street = _street(other)
    if street is not None and _street(name) is None and name.core.startswith(street.short) and len(name.core) > len(street.short):
        return name.core[len(street.short) :]
    return name.core


def _named_by_place(a: ParsedName, b: ParsedName) -> tuple[Verdict, float, str]:
    left, right = own_name(a), own_name(b)
    if left == right:
        if not left:
            return "same", 0.85, ""
        return "same", 0.95, f"都以“{left}”为名"
    if not left or not right:
        return "unsure", 0.5, f"一方没有写明是哪个{a.head}"
    if frozenset((left, right)) == frozenset((left, left + "路")) or left + "路" == right or right + "路" == left:
        return "unsure", 0.6, f"“{left}”与“{right}”只差一个“路”字"
    return "different", 0.05 + 0.25 * fuzz.ratio(left, right) / 100, f"所冠地名不同：“{left}”与“{right}”"


def own_name(name: ParsedName) -> str:
    """What a body named by its place is called: 莘松 of 莘松片区工作站, 莘庄 of 莘庄镇派出所."""
    core = name.core
    for filler in PLACE_FILLERS:
        core = core.removesuffix(filler)
    if core:
        return core
    community = name.place("community")
    if community is not None:
        return community.written.removesuffix("社区").removesuffix("村") or community.written
    if name.head in ("居委会", "村委会", "业委会"):
        return ""
    street = _street(name)
    return street.name.removesuffix("街道").removesuffix("镇").removesuffix("乡") if street is not None else ""
