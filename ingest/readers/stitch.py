"""Tables that continue over pages 续表, made one.

Every row is kept; only repeated heading rows are dropped. A row that the page break cut in two is one row again, a merged
cell that goes over the break fills the rows on both pages. A different table on the next page stays a table of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from rapidfuzz.fuzz import ratio

from .canonical import Box, Cell, Table
from .pdf_lines import ENUMERATED, joined

CellPart: TypeAlias = tuple[str, int, Box]
"""Words of a cell, the page (from 1) and the box where they stand. A cell that a page break cut has two."""

Range: TypeAlias = tuple[int, int, int, int]
"""Top, left, bottom, right of a merged cell, counted from 1, inclusive."""

Between: TypeAlias = Literal["nothing", "continued", "text"]
"""What stands between a table and the one before: nothing, a caption such as 续表, or other text."""

CONTINUED = re.compile(
    r"^[（(【]?\s*(?:续\s*(?:前|上)?\s*表|接\s*上\s*[表页]"
    r"|(?:附?表|附件|清单).{0,40}?(?:[（(]\s*续\s*(?:上|前)?表?\s*\d*\s*[）)]|续表\s*\d*)\s*$)"
)
"""A caption that says that the table is continued: 续表, 续表1, 表2（续）, 接上表."""

_SPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"[\d.．,，%％/\\()（）\-—–]+")
_TOTALS = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|注[：:]|备\s*注[：:]|说\s*明[：:])")
_NUMBERED = re.compile(r"^\s*(?:序\s*号|编\s*号|编\s*码|项\s*次|序)\s*$")
_HEADING_ROWS = 5


@dataclass(slots=True)
class Fragment:
    """A table as it stands on one page; after stitching, the whole. ``edges`` are its columns' edges in points."""

    table: Table
    pages: tuple[int, int] = (0, 0)
    edges: tuple[float, ...] = ()
    between: Between = "nothing"
    cells: list[list[tuple[CellPart, ...]]] = field(default_factory=list)
    scanned: bool = False
    joints: int = 0
    dropped: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Joint:
    headings: int
    begin: int
    cut: bool


def stitch(tables: Sequence[Table]) -> list[Table]:
    """Tables in their order, those that continue the one before joined to it.

    A table continues when it repeats the heading or its numbering goes on, and nothing but a caption such as 续表
    (:attr:`Table.title`) stands before it. Tables that are joined are new; the others are those given.
    """
    return [f.table for f in stitch_fragments([_fragment(t, i) for i, t in enumerate(tables)])]


def _fragment(table: Table, index: int) -> Fragment:
    between: Between = "nothing" if not table.title else "continued" if CONTINUED.match(table.title) else "text"
    pages = (table.row_places[0][0], table.row_places[-1][0]) if table.row_places else (0, 0)
    return Fragment(table, pages, between=between if index else "text")


def stitch_fragments(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The same for tables of a paged document, with what is known of their pages and columns."""
    out: list[Fragment] = []
    for fragment in fragments:
        if out:
            before, after = _aligned(out[-1], fragment)
            joint = _joint(before, after) if before is not None and after is not None else None
            if joint is not None and before is not None and after is not None:
                out[-1] = _join(before, after, joint)
                continue
        out.append(fragment)
    return out


def _aligned(before: Fragment, after: Fragment) -> tuple[Fragment | None, Fragment | None]:
    """Both with the same columns, or None: a page may show fewer columns where its cells are merged."""
    a, b = before.edges, after.edges
    if not before.table.rows or not after.table.rows:
        return None, None
    if not a or not b:
        same = len(before.table.rows[0]) == len(after.table.rows[0])
        return (before, after) if same else (None, None)
    near = max(4.0, 0.012 * (a[-1] - a[0]))
    shifted = tuple(x - b[0] + a[0] for x in b)  # left and right pages may have different margins
    if abs(shifted[-1] - a[-1]) > near:
        return None, None
    every = list(a)
    for x in shifted:
        if min(abs(x - y) for y in every) > near:
            every.append(x)
    every.sort()
    if len(every) > max(len(a), len(b)):
        return None, None
    return _widened(before, a, every, near), _widened(after, shifted, every, near)


def _widened(fragment: Fragment, own: Sequence[float], every: Sequence[float], near: float) -> Fragment:
    if len(own) == len(every):
        return fragment
    column: list[int] = []
    for left, right in itertools.pairwise(every):
        middle = (left + right) / 2
        column.append(max(0, min(len(own) - 2, sum(1 for x in own if x <= middle) - 1)))
    first = {c: column.index(c) + 1 for c in column}
    last = {c: len(column) - column[::-1].index(c) for c in column}
    table = fragment.table
    merged = [(t, first[le - 1], b, last[ri - 1]) for t, le, b, ri in table.merged]
    covered = {(r, c) for t, le, b, ri in table.merged for r in range(t, b + 1) for c in range(le, ri + 1)}
    for c in sorted(first):
        if first[c] != last[c]:
            merged += [(r, first[c], r, last[c]) for r in range(1, len(table.rows) + 1) if (r, c + 1) not in covered]
    made = _made(table, [[row[c] for c in column] for row in table.rows], sorted(merged), table.row_places)
    return replace(fragment, table=made, edges=tuple(every), cells=[[row[c] for c in column] for row in fragment.cells])


def _made(table: Table, rows: list[list[Cell]], merged: list[Range], places: list[tuple[int, Box]]) -> Table:
    return Table(table.name, rows, table.first_row, table.first_column, merged, table.hidden, table.title, places)


def _joint(before: Fragment, after: Fragment) -> _Joint | None:
    if after.between == "text":
        return None
    paged = before.pages[1] > 0 and after.pages[0] > 0
    if paged and after.pages[0] - before.pages[1] not in ((0, 1) if after.between == "continued" else (1,)):
        return None
    begin, headings = _headings(before.table.rows, after.table.rows, before.scanned or after.scanned)
    rows = after.table.rows[headings:]
    if not headings and after.between != "continued":
        if _own_heading(before, after):
            return None
        if not (paged and after.edges) and not _numbering_goes_on(before.table.rows, after.table.rows):
            return None
    cut = bool(paged and rows) and _is_cut(before, after, max(1, begin + headings), headings)
    return _Joint(headings, begin, cut)


def _plain(cell: Cell) -> str:
    return "" if cell is None else _SPACE.sub("", str(cell))


def _headings(first: list[list[Cell]], later: list[list[Cell]], scanned: bool) -> tuple[int, int]:
    """Where the heading rows that ``later`` repeats begin in ``first``, and how many they are."""
    for begin in range(min(3, len(first))):
        if begin and len({_plain(c) for c in first[begin - 1]}) > 1:
            break  # only a title over all columns may stand above the heading
        count, proper = 0, False
        while count < min(_HEADING_ROWS, len(later), len(first) - begin):
            row, other = first[begin + count], later[count]
            if not _same_row(row, other, scanned):
                break
            values = {_plain(c) for c in row if c is not None}
            numbers = [_plain(c) for c in row] == [str(i + 1) for i in range(len(row))]
            if not numbers and any(_DIGITS.fullmatch(v) for v in values):
                break
            if proper and not numbers and not _below(first[begin + count - 1], row):
                break
            if numbers and not proper:
                break
            proper = proper or len(values) >= 2
            count += 1
        if proper:
            return begin, count
    return 0, 0


def _same_row(row: list[Cell], other: list[Cell], scanned: bool) -> bool:
    a, b = [_plain(c) for c in row], [_plain(c) for c in other]
    if not any(a):
        return False
    return a == b or (scanned and ratio("|".join(a), "|".join(b)) >= 85)


def _below(above: list[Cell], row: list[Cell]) -> bool:
    """Whether a row belongs to the heading above it: a heading of two rows shares its merged cells."""
    return any(a is not None and _plain(a) == _plain(b) for a, b in zip(above, row, strict=True))


def _own_heading(before: Fragment, after: Fragment) -> bool:
    """Whether a table begins with a heading of its own, other than that of the table before."""
    first = [_plain(c) for c in after.table.rows[0]]
    data = before.table.rows[1:][-20:]
    if (
        not all(first)
        or len(set(first)) < 2
        or any(len(c) > 20 or _DIGITS.fullmatch(c) for c in first)
        or _TOTALS.match(first[0])
    ):
        return False
    if _NUMBERED.match(first[0]):
        return True
    below = after.table.rows[1:]
    for c, heading in enumerate(first):
        held = [v for row in data if (v := _plain(row[c]))]
        own = [v for row in below[:20] if (v := _plain(row[c]))]
        if not held or not own or re.search(r"\d", heading):
            continue
        if len(held) >= 2 and sum(bool(_DIGITS.fullmatch(v)) for v in held) >= 0.8 * len(held):
            return True
        long, mine = sum(map(len, held)) / len(held), sum(map(len, own)) / len(own)
        if long >= 16 and mine >= 16 and len(heading) <= 8 and all(len(f) <= 12 for f in first):
            return True
        if sum(bool(_DIGITS.fullmatch(v)) for v in own) == len(own) >= 2 and not any(map(_DIGITS.fullmatch, held)):
            return True
    return False


def _numbering_goes_on(first: list[list[Cell]], later: list[list[Cell]]) -> bool:
    for column in range(min(2, len(later[0]))):
        last, following = _plain(first[-1][column]), _plain(later[0][column])
        if last.isdecimal() and following.isdecimal() and len(last) < 9 and int(following) == int(last) + 1:
            return True
    return False


def _merged_down(merged: Sequence[Range], begin: int) -> set[int]:
    """Columns with merged cells of several rows, below row ``begin`` (counted from 1)."""
    return {c - 1 for top, left, bottom, right in merged if bottom > top > begin for c in range(left, right + 1)}


def _is_cut(before: Fragment, after: Fragment, data_from: int, headings: int) -> bool:
    """Whether the last row of one page and the first of the next are one row: one lacks what every row has."""
    rows, later = before.table.rows, after.table.rows[headings:]
    last, first = rows[-1], later[0]
    if len(rows) <= data_from or _TOTALS.match(_plain(next((c for c in first if c is not None), ""))):
        return False
    if not any(c is not None for c in first) or not any(c is not None for c in last):
        return False
    held = _merged_down(before.table.merged, data_from) | _merged_down(after.table.merged, headings)
    own = [c for c in range(len(last)) if c not in held]
    sample = rows[data_from:-1] or later[1:]
    always = [c for c in own if sample and all(row[c] is not None for row in sample)]
    if always:
        return any(first[c] is None for c in always) or any(last[c] is None and first[c] is not None for c in always)
    if not own or own[0] != 0:
        return False
    return (
        first[0] is None
        and last[0] is not None
        and any(
            first[c] is not None and last[c] is not None and not _plain(last[c]).endswith(("。", "；", ";", "！")) for c in own
        )
    )


def _join(before: Fragment, after: Fragment, joint: _Joint) -> Fragment:
    a, b = before.table, after.table
    rows = [list(row) for row in a.rows]
    later = [list(row) for row in b.rows[joint.headings :]]
    cells = [list(row) for row in before.cells]
    later_cells = [list(row) for row in after.cells[joint.headings :]]
    merged = [(t - joint.headings, le, bo - joint.headings, ri) for t, le, bo, ri in b.merged if t > joint.headings]
    over = _fill(rows, later, cells, later_cells, a, merged, before, joint) if later else {}
    places = [*a.row_places]
    if joint.cut:
        first, first_cells = later.pop(0), later_cells.pop(0) if later_cells else []
        for c, cell in enumerate(first):
            if c in over or cell is None:
                continue
            held = rows[-1][c]
            rows[-1][c] = cell if held is None else _run_on(str(held), str(cell))
            if first_cells and cells:
                cells[-1][c] = cells[-1][c] + first_cells[c]
        places += b.row_places[joint.headings + 1 :]
    else:
        places += b.row_places[joint.headings :]
    shift = len(rows) - (1 if joint.cut else 0)
    ranges = _ranges(a.merged, merged, shift, over, joint.cut)
    table = _made(a, rows + later, ranges, places)
    return replace(
        before,
        table=table,
        pages=(before.pages[0], after.pages[1]),
        cells=cells + later_cells,
        joints=before.joints + 1,
        dropped=before.dropped + joint.headings,
        cut=before.cut + joint.cut,
    )


def _run_on(text: str, more: str) -> str:
    if text[-1:] in "。；;" and ENUMERATED.match(more):
        return f"{text}\n{more}"
    return joined(text, more)


def _fill(
    rows: list[list[Cell]],
    later: list[list[Cell]],
    cells: list[list[tuple[CellPart, ...]]],
    later_cells: list[list[tuple[CellPart, ...]]],
    table: Table,
    merged: list[Range],
    before: Fragment,
    joint: _Joint,
) -> dict[int, int]:
    """Fill what a merged cell over the break holds; gives its columns and how many rows it covers on the later page."""
    down = _merged_down(table.merged, max(1, joint.begin + joint.headings)) | _merged_down(merged, 0)
    over: dict[int, int] = {}
    if _TOTALS.match(_plain(next((c for c in later[0] if c is not None), ""))):
        return over
    for c in sorted(down):
        depth = next((bo for t, le, bo, ri in merged if t == 1 and le <= c + 1 <= ri), 1)
        if later[0][c] is None and rows[-1][c] is not None:
            for r in range(depth):
                later[r][c] = rows[-1][c]
                if cells and later_cells:
                    later_cells[r][c] = cells[-1][c]
            over[c] = depth
        elif later[0][c] is not None and rows[-1][c] is None:
            top = next((t for t, le, bo, ri in table.merged if bo == len(rows) and le <= c + 1 <= ri), len(rows))
            for r in range(top - 1, len(rows)):
                rows[r][c] = later[0][c]
                if cells and later_cells:
                    cells[r][c] = later_cells[0][c]
            over[c] = depth
    return over


def _ranges(
    first: list[Range],
    later: list[Range],
    shift: int,
    over: dict[int, int],
    cut: bool,
) -> list[Range]:
    """Merged ranges of both, those over the break made one. ``shift``: rows before the later page's first row."""
    last = shift + (1 if cut else 0)
    out = []
    grown: set[tuple[int, int]] = set()
    for top, left, bottom, right in first:
        if bottom == last and all(c - 1 in over for c in range(left, right + 1)):
            grown.add((left, right))
            bottom = shift + over[left - 1]
        out.append((top, left, bottom, right))
    for top, left, bottom, right in later:
        if top == 1 and (left, right) in grown:
            continue
        begins = top + shift
        if top == 1 and not cut and all(c - 1 in over for c in range(left, right + 1)):
            begins -= 1  # the last row before the break was the cell's first
        if (begins, left) != (bottom + shift, right):
            out.append((begins, left, bottom + shift, right))
    for c, depth in over.items():
        covered = any(le <= c + 1 <= ri and t <= last <= bo and bo >= shift + depth for t, le, bo, ri in out)
        if not covered and shift + depth > last:
            out.append((last, c + 1, shift + depth, c + 1))
    return sorted(set(out))
