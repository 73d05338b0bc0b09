"""The rows of a list below its headings 表体, in columns: totals, notes, section titles and repeated headings are told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from ingest.readers import Cell, Table

from .headings import clean_heading, is_note, is_total
from .model import Kind, Recognition

_BEGINNINGS = frozenset("总合小共累本全（([【*※注备说填编附数资制审统联覆打總註備說編數資製審統聯")
_FIRST = 4
"""Columns in which a total or a note may begin."""


@dataclass(slots=True)
class Body:
    """Data rows in columns. ``numbers`` are row numbers as a person sees them in the file."""

    numbers: list[int]
    columns: list[Sequence[Cell]]
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[int, str]] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)


def body_of(table: Table, found: Recognition, kind: Kind) -> Body:
    """The data rows below the headings that were found."""
    begin = found.heading_row + found.depth
    first = table.first_row + begin
    body = Body([], [])
    columns = table.columns(begin)
    if not columns or not columns[0]:
        return body
    dropped: dict[int, str] = {}
    heads = [
        [clean_heading(c) if isinstance(c, str) else "" for c in row]
        for row in table.head(begin)[max(0, found.heading_row - 1) :]
    ]
    _totals_and_notes(columns, dropped, body, first)
    _repeated_headings(heads, found, columns, dropped)
    _sections(columns, dropped, body, first)
    _numbered_sections(kind, found, columns, dropped, body, first)
    _loose_notes(kind, found, columns, dropped, body, first)
    _blank(kind, found, columns, dropped, body, first)
    body.skipped.update(dropped.values())
    if dropped:
        kept = [i not in dropped for i in range(len(columns[0]))]
        body.numbers = list(compress(range(first, first + len(kept)), kept))
        body.columns = [list(compress(c, kept)) for c in columns]
    else:
        body.numbers = list(range(first, first + len(columns[0])))
        body.columns = columns
    return body


def _totals_and_notes(columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int) -> None:
    for at, column in enumerate(columns[:_FIRST]):
        marks: dict[Cell, str] = {}
        for text in {c for c in set(column) if type(c) is str and c.lstrip()[:1] in _BEGINNINGS}:
            if is_total(text):
                marks[text] = "合计"
            elif is_note(text):
                marks[text] = "说明"
        if not marks:
            continue
        for i, value in enumerate(column):
            if value in marks and i not in dropped and all(c[i] is None or c[i] == value for c in columns[:at]):
                if marks[value] == "说明" and not _alone(columns, i, value):
                    continue  # a row whose name begins with 说明
                dropped[i] = marks[value]
                if marks[value] == "说明":
                    body.notes.append((first + i, str(value)))


def _alone(columns: Sequence[Sequence[Cell]], i: int, value: Cell) -> bool:
    others = sum(1 for c in columns if c[i] is not None and c[i] != value)
    return others <= 1 or others * 3 < len(columns)


def _repeated_headings(
    heads: Sequence[Sequence[str]], found: Recognition, columns: Sequence[Sequence[Cell]], dropped: dict[int, str]
) -> None:
    """Headings printed again on each page: most cells are those of one of the heading rows, or of the group row above."""
    heads = [h for h in heads if len(set(h) - {""}) > 1]
    probe = next((c.index for c in found.columns if c.column not in ("", "sequence")), None)
    if probe is None:
        return
    wanted = {h[probe] for h in heads if probe < len(h)} - {""}
    initials = {w[0] for w in wanted}
    same = {
        v
        for v in set(columns[probe])
        if type(v) is str and len(v) < 60 and v.lstrip()[:1].lower() in initials and clean_heading(v) in wanted
    }
    if not same:
        return
    for i, value in enumerate(columns[probe]):
        if value in same and i not in dropped:
            filled = [
                (j, clean_heading(v) if isinstance(v, str) else v) for j, c in enumerate(columns) if (v := c[i]) is not None
            ]
            for head in heads:
                equal = sum(1 for j, c in filled if j < len(head) and c == head[j])
                if equal >= max(2, 0.6 * len(filled)):
                    dropped[i] = "重复表头"
                    break


def _sections(columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int) -> None:
    """Rows of one text merged over all columns: titles of sections, not data."""
    if len(columns) < 3:
        return
    for i, (a, b) in enumerate(zip(columns[0], columns[-1], strict=True)):
        if a is not None and a == b and i not in dropped and isinstance(a, str) and all(c[i] == a for c in columns):
            dropped[i] = "说明" if is_note(a) else "小标题"
            (body.notes if is_note(a) else body.sections).append((first + i, a))


_SECTION = re.compile(r"^\s*(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|[、.．,，])|[（(][一二三四五六七八九十]{1,3}[)）])\s*\S")
_GROUP = re.compile(r"(?:类|领域|条线|方面)(?:事项)?(?:[（(]共?\d+[项条个][)）])?$")
_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）、.]?$")


def _numbered_sections(
    kind: Kind, found: Recognition, columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int
) -> None:
    """Rows of one text that is numbered 一、 or （一） or named 类, 领域: titles of sections, wherever in the row they stand."""
    if len(columns) < 2 or not kind.titled:
        return
    name = found.index("name")
    for at in {0, 1, name if name is not None else 0}:
        if at >= len(columns):
            continue
        marked = {
            v
            for v in set(columns[at])
            if type(v) is str and len(v) < 60 and (_SECTION.match(v) or _GROUP.search("".join(v.split())))
        }
        for i, value in enumerate(columns[at]) if marked else ():
            if value not in marked or i in dropped:
                continue
            others = [v for j, c in enumerate(columns) if j != at and (v := c[i]) is not None and v != value]
            number = columns[0][i] if at else None
            if not others or (others == [number] and _is_ordinal(number, value)):
                dropped[i] = "小标题"
                body.sections.append(
                    (first + i, f"{number}、{value}" if others and not _SECTION.match(str(value)) else str(value))
                )


_PAGE = re.compile(
    r"^[\s—\-－–·（(]*(?:第\s*\d+\s*页|共\s*\d+\s*页|\d+\s*/\s*\d+\s*页?)(?:[\s，,、/]*(?:第|共)\s*\d+\s*页)?[\s—\-－–·）)]*$"
)
_SENTENCE = re.compile(r"[。！]$|，.*[，；]|；.*[；。]")


def _loose_notes(
    kind: Kind, found: Recognition, columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int
) -> None:
    """Page numbers, and whole sentences in a row of their own, that stand where a name would."""
    name = found.index("name")
    if name is None or name >= len(columns) or len(columns) < 3 or not kind.titled:
        return
    for at in {0, name}:
        told = {v for v in set(columns[at]) if type(v) is str and (_PAGE.match(v) or (len(v) > 8 and _SENTENCE.search(v)))}
        for i, value in enumerate(columns[at]) if told else ():
            if value in told and i not in dropped and all(c[i] is None or c[i] == value for c in columns):
                dropped[i] = "说明"
                body.notes.append((first + i, str(value)))


def _is_ordinal(number: Cell, value: Cell) -> bool:
    """Whether a lone cell beside a section's title is only its number."""
    text = "".join(str(number).split())
    return bool(_ORDINAL.match(text)) or (text.isdecimal() and _GROUP.search("".join(str(value).split())) is not None)


def _blank(
    kind: Kind, found: Recognition, columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int
) -> None:
    """Blank rows; and rows with one cell only, none of them a needed one: titles of sections and loose notes."""
    needed = [i for group in kind.needs for name in group if (i := found.index(name)) is not None]
    if not needed or None not in columns[needed[0]]:
        return
    sub_item = found.index("sub_item")
    # a lone cell well inside the row belongs to a column: it goes on with the row above, or is for a person to see
    inside = {c.index for c in found.columns if c.column not in ("", "sequence", "note") and c.index > 1}
    for i, value in enumerate(columns[needed[0]]):
        if value is not None or i in dropped:
            continue
        filled = [(j, v) for j, c in enumerate(columns) if (v := c[i]) is not None and v != ""]
        if not filled:
            dropped[i] = "空行"
        elif len(filled) == 1 and filled[0][0] not in (*needed, sub_item, *inside) and isinstance(filled[0][1], str):
            dropped[i] = "小标题"
            body.sections.append((first + i, filled[0][1]))
