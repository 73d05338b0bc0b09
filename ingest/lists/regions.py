"""Where the lists of a sheet are 分区: one under the other, side by side, transposed, or the continuation of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.readers import Cell, Table
from ingest.readers.canonical import ColumnTable

from .headings import clean_heading, heading_cell
from .kinds import KINDS, kind_named
from .matrix import matrix_of
from .model import Kind, Recognition, SheetMapping
from .recognise import recognise
from .values import BadValue, parse_boolean, parse_date, parse_number, parse_term, show, squeezed

_SAMPLE = 30
_FLIPPED = 60
"""Rows and columns up to which a sheet may be a small table with its headings down the side."""
_MIN_HEADINGS = 3
_PROBED = 6
"""Columns from the left in which the headings of a list further down are looked for."""
_OFTEN = 40


@dataclass(slots=True)
class Region:
    """One list within a sheet. ``transposed``: ``table`` is the sheet turned round, its rows are the sheet's columns."""

    table: Table
    found: Recognition
    transposed: bool = False
    marks: dict[int, str] = field(default_factory=dict)
    """Of a responsibility matrix: column → the body or area that its heading names."""


def regions_of(table: Table, stem: str, mapping: SheetMapping | None, before: Region | None) -> list[Region]:
    """The lists of a sheet, from the left and the top. What a mapping says of a sheet holds for all of it."""
    if mapping is not None:
        return [Region(table, recognise(table, stem, mapping))]
    out: list[Region] = []
    for part in _beside(table, stem):
        out += _below(part, stem, before)
        before = out[-1]
    return out


def cut(table: Table, top: int, bottom: int, left: int = 0, right: int | None = None) -> Table:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right`` of a table, counted from 0, ends not included."""
    if isinstance(table, ColumnTable):
        columns = table.columns()[left:right]
        part: Table = ColumnTable(table.name, [list(c[top:bottom]) for c in columns])
    else:
        part = Table(table.name, [row[left:right] for row in table.rows[top:bottom]])
    part.first_row, part.first_column = table.first_row + top, table.first_column + left
    part.hidden, part.title = table.hidden, table.title if top == 0 and left == 0 else ""
    part.row_places = table.row_places[top:bottom]
    return part


def _beside(table: Table, stem: str) -> list[Table]:
    """Lists that stand beside each other: a blank column between them, or the headings begin anew."""
    top = table.head(_SAMPLE)
    width = max(map(len, top), default=0)
    if width < 4:
        return [table]
    height = len(table.columns()[0])
    for edges in (_blank_columns(table, top, width), _repeated(table, top, stem)):
        if not edges:
            continue
        starts = [0, *(e + 1 for e in edges if e >= 0), *(-e for e in edges if e < 0)]
        ends = [*(abs(e) for e in edges), width]
        parts = [cut(table, 0, height, a, b) for a, b in zip(starts, ends, strict=True)]
        if all(recognise(p, stem).kind for p in parts):
            return parts
    return [table]


def _blank_columns(table: Table, top: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """Columns that hold nothing between columns that do, titles over all of them aside."""
    rows = [row for row in top if len({c for c in row if c is not None}) > 1]
    if len(rows) < 2:
        return []
    begin = next(i for i, row in enumerate(top) if row is rows[0])
    blank = [x for x in range(width) if all(x >= len(row) or row[x] is None for row in rows)]
    if not blank:
        return []
    columns = table.columns(begin)
    blank = [x for x in blank if not any(c is not None for c in columns[x])]
    between = [x for x in blank if any(y not in blank for y in range(x)) and any(y not in blank for y in range(x + 1, width))]
    return [x for x in between if x + 1 not in between]


def _repeated(table: Table, top: Sequence[Sequence[Cell]], stem: str) -> list[int]:
    """Where the headings begin anew, as negative columns: nothing stands between the lists."""
    for row in top:
        heads = [heading_cell(c) for c in row]
        if len(set(heads) - {""}) < _MIN_HEADINGS or not heads[0] or heads[0] not in _headings() or heads[1] == heads[0]:
            continue
        again = [x for x in range(2, len(heads) - 1) if heads[x] == heads[0]]
        same = all(heads[a : a + again[0]] == heads[: again[0]] for a in again) if again else False
        serial = heads[0] in ("序号", "编号", "序")
        return [-x for x in again] if again and (same or serial) else []
    return []


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    """All headings that lists are known to have, cleaned."""
    return frozenset(clean_heading(s) for kind in KINDS for column in kind.columns for s in column.synonyms)


@lru_cache(maxsize=1)
def _as_written() -> frozenset[object]:
    """Headings in the ways in which at least one of a list's is written: plain, and short ones spaced out."""
    plain = {s for kind in KINDS for column in kind.columns for s in column.synonyms} | _headings()
    return frozenset(plain | {gap.join(s) for s in plain if len(s) == 2 for gap in (" ", "  ", "　", "\n", "   ", "　　")})


def _below(table: Table, stem: str, before: Region | None) -> list[Region]:
    first = _one(table, stem, before)
    if first.transposed or not first.found.kind:
        return [first]
    at = _next_headings(table, first.found, stem)
    if at is None:
        return [first]
    height = len(table.columns()[0])
    upper = Region(cut(table, 0, at), first.found, marks=first.marks)
    return [upper, *_below(cut(table, at, height), stem, upper)]


def _one(table: Table, stem: str, before: Region | None) -> Region:
    """What one list is: as it stands, as a matrix, turned round, or the next part of the list before it."""
    found = recognise(table, stem)
    matrix = matrix_of(table, found, stem)
    if matrix is not None:
        return Region(table, matrix[0], marks=matrix[1])
    seen = sum(1 for c in found.columns if c.column)
    if seen < _MIN_HEADINGS and (turned := _turned(table, stem, seen)) is not None:
        return turned
    if not found.kind and before is not None and (going_on := _going_on(table, before)) is not None:
        return Region(table, going_on, marks=before.marks)
    return Region(table, found)


def _turned(table: Table, stem: str, seen: int) -> Region | None:
    rows = table.head(_FLIPPED + 1)
    begin = next((i for i, row in enumerate(rows) if len({c for c in row if c is not None}) > 1), len(rows))
    rows = rows[begin:]
    if not 2 <= len(rows) <= _FLIPPED or max(map(len, rows)) > _FLIPPED or len(table.columns(begin)[0]) > _FLIPPED:
        return None
    flipped = Table(table.name, [list(column) for column in table.columns(begin)], table.first_column, table.first_row + begin)
    flipped.hidden = table.hidden
    flipped.title = "\n".join(t for t in (table.title, *(str(c) for row in table.head(begin) for c in row[:1] if c)) if t)
    found = recognise(flipped, stem)
    told = [c for c in found.columns if c.column]
    # all that stands down the side is a heading, else it is a list whose first column happens to hold such words
    if not found.kind or len(told) < _MIN_HEADINGS or len(told) <= seen or 2 * len(told) < len(found.columns):
        return None
    return Region(flipped, found, transposed=True)


def _going_on(table: Table, before: Region) -> Recognition | None:
    """The columns of the list before, where a table without headings goes on with it: as wide, and its cells fit."""
    kind = kind_named(before.found.kind)
    columns = table.columns()
    earlier = before.table.columns()
    if kind is None or before.transposed or not columns or len(columns) != len(earlier):
        return None
    found = replace(before.found, sheet=table.name, heading_row=0, depth=0, others=[], title=table.title)
    sequence = found.index("sequence")
    if sequence is not None and _follows(earlier[sequence], columns[sequence]):
        return found
    fitting = [_fits(kind, c.column, columns[c.index]) for c in found.columns if c.column and c.index < len(columns)]
    return found if any(f is True for f in fitting) and not any(f is False for f in fitting) else None


def _follows(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    last = next((t for c in reversed(above) if (t := squeezed(show(c))).isdecimal()), "")
    first = next((t for c in below if (t := squeezed(show(c))).isdecimal()), "")
    return bool(last and first) and int(first) == int(last) + 1


def _fits(kind: Kind, name: str, cells: Sequence[Cell]) -> bool | None:
    """Whether cells are what a column holds; None where anything would do."""
    column = kind.column(name)
    if column is None or column.parse not in ("date", "integer", "number", "boolean", "term"):
        return None
    filled = [c for c in cells[:200] if c is not None]
    bad = 0
    for cell in filled:
        try:
            if column.parse == "term" and column.vocabulary is not None:
                parse_term(cell, column.vocabulary)
            elif column.parse == "date":
                parse_date(cell)
            elif column.parse == "boolean":
                parse_boolean(cell)
            else:
                parse_number(cell)
        except BadValue:
            bad += 1
    return None if not filled else bad * 5 <= len(filled)


def _next_headings(table: Table, found: Recognition, stem: str) -> int | None:
    """The row at which another list begins below this one, its title included; headings printed again are none."""
    begin = found.heading_row + max(1, found.depth)
    columns = table.columns(begin)
    own = [
        [clean_heading(str(c)) if c is not None else "" for c in row]
        for row in table.head(begin)[max(0, found.heading_row - 1) :]
    ]
    rows: set[int] = set()
    for column in columns[:_PROBED]:
        if _as_written().isdisjoint(column):
            continue
        # what stands there again and again is a value, or a heading printed on each page
        words = {w for w in _as_written().intersection(column) if column.count(w) <= _OFTEN}
        if words:
            rows.update(i for i, c in enumerate(column) if c in words)
    for i in sorted(rows):
        cells = [c[i] for c in columns]
        heads = [clean_heading(c) if isinstance(c, str) else "" for c in cells]
        filled = [x for x, c in enumerate(cells) if c is not None]
        known = sum(heads[x] in _headings() for x in filled)
        again = any(sum(x < len(o) and heads[x] == o[x] for x in filled) >= 0.6 * len(filled) for o in own)
        if len({heads[x] for x in filled}) < _MIN_HEADINGS or known < 0.6 * len(filled) or again:
            continue
        top = begin + _title_row(columns, i)
        other = recognise(cut(table, top, begin + len(columns[0])), stem)
        if other.kind and [c.heading for c in other.columns] != [c.heading for c in found.columns]:
            return top
    return None


def _title_row(columns: Sequence[Sequence[Cell]], at: int) -> int:
    """The first of the rows above headings that belong to them: blank rows, titles and groups of headings."""
    top = at
    while top > 0:
        cells = [c[top - 1] for c in columns if c[top - 1] is not None]
        texts = {c for c in cells if isinstance(c, str)}
        grouped = len(cells) > len(texts) and all(isinstance(c, str) and heading_cell(c) and len(c) <= 10 for c in cells)
        if len(set(cells)) > 1 and not grouped:
            break
        top -= 1
    return top
