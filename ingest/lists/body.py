"""The rows of a list below its headings 表体, in columns: totals, notes, section titles and repeated headings are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from ingest.readers import Cell, Table

from .headings import clean_heading, is_note, is_total
from .model import Kind, Recognition

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
    rows = table.rows[begin:]
    first = table.first_row + begin
    body = Body([], [])
    columns: list[Sequence[Cell]] = list(zip_longest(*rows))
    if not columns:
        return body
    dropped: dict[int, str] = {}
    _totals_and_notes(columns, dropped, body, first)
    _repeated_headings(table, found, rows, columns, dropped)
    _sections(rows, columns, dropped, body, first)
    _blank(kind, found, rows, columns, dropped, body, first)
    body.skipped.update(dropped.values())
    if dropped:
        kept = [i for i in range(len(rows)) if i not in dropped]
        body.numbers = [first + i for i in kept]
        body.columns = [[c[i] for i in kept] for c in columns]
    else:
        body.numbers = list(range(first, first + len(rows)))
        body.columns = columns
    return body


def _totals_and_notes(columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int) -> None:
    for at, column in enumerate(columns[:_FIRST]):
        marks: dict[Cell, str] = {}
        for text in {c for c in column if isinstance(c, str)}:
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
    table: Table, found: Recognition, rows: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]], dropped: dict[int, str]
) -> None:
    """Headings printed again on each page: most cells are those of one of the heading rows."""
    heads = [
        [clean_heading(c) if isinstance(c, str) else "" for c in row]
        for row in table.rows[found.heading_row : found.heading_row + found.depth]
    ]
    above = found.heading_row - 1
    if above >= 0:  # the group row of a two-row heading
        group = [clean_heading(c) if isinstance(c, str) else "" for c in table.rows[above]]
        if len(set(group) - {""}) > 1:
            heads.append(group)
    probe = next((c.index for c in found.columns if c.column not in ("", "sequence")), None)
    if probe is None:
        return
    wanted = {h[probe] for h in heads if probe < len(h)} - {""}
    same = {v for v in {c for c in columns[probe] if isinstance(c, str)} if len(v) < 60 and clean_heading(v) in wanted}
    if not same:
        return
    for i, value in enumerate(columns[probe]):
        if value in same and i not in dropped:
            cells = [clean_heading(c) if isinstance(c, str) else c for c in rows[i]]
            filled = [(j, c) for j, c in enumerate(cells) if c is not None]
            for head in heads:
                equal = sum(1 for j, c in filled if j < len(head) and c == head[j])
                if equal >= max(2, 0.6 * len(filled)):
                    dropped[i] = "重复表头"
                    break


def _sections(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]], dropped: dict[int, str], body: Body, first: int
) -> None:
    """Rows of one text merged over all columns: titles of sections, not data."""
    if len(columns) < 3:
        return
    for i, (a, b) in enumerate(zip(columns[0], columns[-1], strict=True)):
        if a is not None and a == b and i not in dropped and isinstance(a, str) and len(set(rows[i])) == 1:
            dropped[i] = "说明" if is_note(a) else "小标题"
            (body.notes if is_note(a) else body.sections).append((first + i, a))


def _blank(
    kind: Kind, found: Recognition, rows: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]], dropped: dict[int, str],
    body: Body, first: int,
) -> None:
    """Blank rows; and rows with one cell only, none of them a needed one: titles of sections and loose notes."""
    needed = [i for group in kind.needs for name in group if (i := found.index(name)) is not None]
    if not needed:
        return
    probe = columns[needed[0]]
    for i, value in enumerate(probe):
        if value is not None or i in dropped:
            continue
        filled = [(j, c) for j, c in enumerate(rows[i]) if c is not None and c != ""]
        if not filled:
            dropped[i] = "空行"
        elif len(filled) == 1 and filled[0][0] not in needed and isinstance(filled[0][1], str):
            dropped[i] = "小标题"
            body.sections.append((first + i, filled[0][1]))
