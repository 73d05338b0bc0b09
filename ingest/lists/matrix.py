"""Responsibility matrices 责任矩阵: matters down, bodies across, and a mark where they meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from graph.evidence import RejectedRow
from ingest import names
from ingest.names import simplified
from ingest.readers import Cell, Table

from . import places
from .headings import clean_heading, heading_cell, joined
from .kinds import kind_named
from .model import MatchedColumn, Recognition
from .recognise import title_of
from .values import is_nothing, show, squeezed

ROLES = ("lead", "support", "frontline", "enforcement", "backstop")
_WORDS = (
    ("lead", "牵头 主责 主办 负责 主管 责任 第一责任 承办 主 承接"),
    ("support", "配合 协助 协同 参与 协办 支持 联动 会同 配 协 参"),
    ("enforcement", "执法 处罚 查处"),
    ("frontline", "前端 属地 巡查 发现 日常管理 街镇"),
    ("backstop", "兜底 托底"),
)
_ROLE_OF: dict[str, str] = {}
for _role_name, _listed in _WORDS:
    for _word in _listed.split():
        for _ending in ("", "单位", "部门", "责任", "方") if len(_word) > 1 else ("",):
            _ROLE_OF.setdefault(_word + _ending, _role_name)
_LEADING = frozenset("●★■▲◆√✓✔☑◉⊙")
_SUPPORTING = frozenset("○☆□△◇◎Oo〇∆")
_MARK = re.compile(r"[●★■▲◆√✓✔☑◉⊙○☆□△◇◎〇∆]")
_LEGEND = re.compile(
    r"[“\"「‘']?([●★■▲◆√✓✔☑◉⊙○☆□△◇◎〇∆/×])[”\"」’']?\s*(?:表示|代表|为|是|指|[:：\-—－=＝])+\s*([^，,；;。\s、“\"]{1,12})"
)
_NOTHING = frozenset(("×", "x", "不涉及", "否", "不", "不承担", "✗"))
_MIN = 2
_LOOKED = 100


def matrix_of(table: Table, found: Recognition, stem: str) -> tuple[Recognition, dict[int, str]] | None:
    """The sheet as a matrix: its recognition, and which body or area each marked column is of; None where it is none."""
    if not _may_be(table):
        return None
    top = table.head(_DEEPEST)
    for start in range(min(len(top), _DEEPEST - 3)):
        for depth in (1, 2, 3):
            rows = top[start : start + depth]
            if len(rows) < depth or not any(c is not None for c in rows[0]) or not _all_short(rows[-1]):
                break
            marks = _marked(table, rows, start + depth)
            if len(marks) >= _MIN:
                made = _recognition(table, rows, start, depth, marks, stem, found)
                if made is not None:
                    return made, marks
    return None


_DEEPEST = 12


def _may_be(table: Table) -> bool:
    """Whether marks stand in more than one column at all."""
    marked: set[int] = set()
    for row in table.head(_LOOKED):
        for x, cell in enumerate(row):
            if type(cell) is str and len(cell) <= 8 and x not in marked and _role(squeezed(cell), {}) is not None:
                marked.add(x)
        if len(marked) >= _MIN:
            return True
    return False


def _all_short(row: Sequence[Cell]) -> bool:
    return all(c is None or heading_cell(c) for c in row)


def _marked(table: Table, rows: Sequence[Sequence[Cell]], begin: int) -> dict[int, str]:
    """Columns whose heading names a body or an area and whose cells are marks."""
    out: dict[int, str] = {}
    body = table.head(begin + _LOOKED)[begin:]
    marked = False
    for x in range(max(map(len, rows))):
        cells = [t for row in body if x < len(row) and row[x] is not None and (t := squeezed(show(row[x])))]
        roles = [_role(t, {}) for t in cells]
        empty = sum(1 for t in cells if is_nothing(t) or t.lower() in _NOTHING)
        read = empty + sum(1 for r in roles if r is not None)
        short = sum(1 for t in cells if len(t) <= 8)
        if not read or 10 * read < 9 * short or 10 * read < 7 * len(cells):
            continue
        written = next((c for row in reversed(rows) if x < len(row) and (c := row[x]) is not None), None)
        if isinstance(written, str) and _names_who(who := "".join(written.split())):
            out[x] = who
            marked = marked or any(roles)
    return out if marked else {}


@lru_cache(maxsize=4096)
def _names_who(name: str) -> bool:
    if not 2 <= len(name) <= 30:
        return False
    parsed = names.parse(name)
    return bool(parsed.head or parsed.places) or places.collective(name) is not None


def _recognition(
    table: Table, rows: Sequence[Sequence[Cell]], start: int, depth: int, marks: dict[int, str], stem: str, found: Recognition
) -> Recognition | None:
    title = title_of(table, start)
    streets = all(names.area_by_name(body) is not None or places.collective(body) == "" for body in marks.values())
    conferred = streets and bool(re.search(r"赋权|下放|承接|委托", f"{title}{table.name}{stem}"))
    kind = kind_named("conferral" if conferred else "duty")
    assert kind is not None
    columns: list[MatchedColumn] = []
    taken: set[str] = set()
    for x in range(max(map(len, rows))):
        if x in marks:
            continue
        readings, shown = joined(rows, x)
        if not shown:
            continue
        name = next(
            (
                c.name
                for r in readings
                for c in kind.columns
                if c.name not in taken and c.name not in (*ROLES, "holder") and r in map(clean_heading, c.synonyms)
            ),
            "",
        )
        if not name and "name" not in taken and any(_SUBJECT.search(r) for r in readings):
            name = "name"
        taken.add(name)
        columns.append(MatchedColumn(x, shown, name, 100.0 if name else 0.0))
    if "name" not in taken:
        return None
    columns += [MatchedColumn(x, body) for x, body in marks.items()]
    columns.sort(key=lambda c: c.index)
    others = [(found.kind, found.score)] if found.kind else []
    return Recognition(table.name, kind.name, 0.9, start, depth, columns, title, others)


_SUBJECT = re.compile(r"(?:事项|任务|内容|职责|工作|问题|项目|行为|事务)(?:名称|清单)?$|^名称$")


def _role(text: str, legend: dict[str, str]) -> str | None:
    """The role that a mark stands for; None for what is no mark."""
    if text in legend:
        return legend[text]
    if len(text) > 8:
        return None
    text = simplified(text).strip("（）()")
    if len(text) <= 2 and text[:1] in _LEADING:
        return "lead"
    if len(text) <= 2 and text[:1] in _SUPPORTING:
        return "support"
    return _ROLE_OF.get(text)


def role_named(words: str) -> str:
    """The role that words mean (牵头单位, 配合), "" for none."""
    return _ROLE_OF.get(words, "")


def legend_of(texts: Iterable[str]) -> dict[str, str]:
    """What titles and notes say that the marks mean: ●表示牵头，○表示配合."""
    out: dict[str, str] = {}
    for text in texts:
        for mark, meaning in _LEGEND.findall(text):
            role = next((r for r, words in _WORDS if any(len(w) > 1 and w in meaning for w in words.split())), "")
            out.setdefault(mark, role)
    return out


def read_marks(
    found: Recognition,
    marks: dict[int, str],
    cells: Sequence[Sequence[Cell]],
    numbers: Sequence[int],
    texts: Iterable[str],
    columns: dict[str, list[Any]],
    rejected: list[RejectedRow],
) -> None:
    """Put who bears what, or for what is conferred the areas, into ``columns``; marks that mean nothing are reported."""
    legend = legend_of(texts)
    n = len(numbers)
    said: dict[str, list[list[str]]] = {}
    used = {m for x in marks for c in cells[x] if c is not None and (m := squeezed(show(c))) and _MARK.fullmatch(m)}
    if len(used) == 1 and not legend:
        legend = {next(iter(used)): "lead"}  # one mark alone says who is responsible
    unread: dict[str, list[int]] = {}
    for x, body in marks.items():
        for i, cell in enumerate(cells[x]):
            text = squeezed(show(cell))
            if not text or is_nothing(text) or text.lower() in _NOTHING:
                continue
            role = _role(text, legend)
            if role is None:
                unread.setdefault(f"“{body}”一栏：“{text[:20]}”", []).append(numbers[i])
            elif role:
                key = "area" if found.kind == "conferral" else role
                said.setdefault(key, [[] for _ in range(n)])[i].append(body)
    for name, rows in said.items():
        columns[name] = [tuple(r) or None for r in rows]
    for what, at in unread.items():
        where = f"{found.sheet}!第{'、'.join(map(str, at[:8]))}行" + (f"等{len(at)}行" if len(at) > 8 else "")
        rejected.append(RejectedRow(where, f"{what}不是看得懂的标记，该格未采用", "请写“牵头”“配合”，或在表下注明符号的意思"))
