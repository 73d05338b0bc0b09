"""Tables of a Word document 表格: merged cells filled, nested tables after the one that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from .canonical import Cell, Unreadable
from .docx_text import Seen, alternative
from .grid import MOST_CELLS, SHOWN_AGAIN, Grid, Piece
from .styles import W, number_of, on, value_of

Reading: TypeAlias = Callable[[Any], list[Piece]]
"""Gives the pieces of a container: a cell, a text box."""


@dataclass(slots=True)
class _Open:
    """A cell that later rows may continue."""

    top: int
    right: int
    bottom: int
    value: Cell


def lay_out(element: Any, reading: Reading, seen: Seen, name: str = "") -> Grid:
    """The grid of a ``w:tbl``; rows that were deleted are left out and counted. Raises Unreadable for endless merged cells."""
    grid = Grid()
    going: dict[int, _Open] = {}
    total = 0
    for row in _rows(element, seen):
        properties = row.find(f"{W}trPr")
        cells: list[Cell] = [None] * min(200, max(0, number_of(value_of(properties, "gridBefore"), 0)))
        shown: list[str] = []
        number = len(grid.rows) + 1
        for cell in _cells(row):
            _cell(cell, number, cells, shown, grid, going, reading)
        for left in [k for k, o in going.items() if o.bottom < number]:
            _close(grid, left, going.pop(left))
        grid.rows.append(cells)
        total += len(cells)
        if total > MOST_CELLS:
            raise Unreadable(f"“{name}”里有一张表的合并单元格过大（超过 {MOST_CELLS} 格），未读入；请核对来源。")
        grid.shown.append("\t".join(shown))
    for left, done in going.items():
        _close(grid, left, done)
    grid.merged.sort()
    width = max((len(r) for r in grid.rows), default=0)
    if width * len(grid.rows) > 4 * MOST_CELLS:
        raise Unreadable(f"“{name}”里有一张表过宽（{len(grid.rows)} 行 {width} 列），未读入；请核对来源。")
    for cells in grid.rows:
        cells.extend([None] * (width - len(cells)))
    return grid


def _cell(
    cell: Any, number: int, cells: list[Cell], shown: list[str], grid: Grid, going: dict[int, _Open], reading: Reading
) -> None:
    properties = cell.find(f"{W}tcPr")
    span = min(200, max(1, number_of(value_of(properties, "gridSpan"), 1)))
    left = len(cells)
    pieces = reading(cell)
    lines = [p for p in pieces if isinstance(p, tuple)]
    grid.nested += [p for p in pieces if isinstance(p, Grid)]
    text = "\n".join(t for p in lines if (t := p[0].strip())) or None
    if _continues(properties, "hMerge") and cells:
        cells.extend([cells[-1]] * span)
        grid.merged.append((number, left, number, left + span))
        return
    above = going.get(left)
    if _continues(properties, "vMerge") and above is not None and above.bottom == number - 1:
        above.bottom = number
        value = above.value
        if text and text != value:  # what a merged cell hides is still there
            value = f"{value}\n{text}" if value else text
    else:
        value = text
        if above is not None:
            _close(grid, left, going.pop(left))
        going[left] = _Open(number, left + span, number, value)
        grid.cells.append(pieces)
    cells.extend([value] * span)
    if value is not None and (going[left].top == number or len(str(value)) <= SHOWN_AGAIN):
        shown.append(str(value))


def _continues(properties: Any, tag: str) -> bool:
    merge = properties.find(f"{W}{tag}") if properties is not None else None
    return merge is not None and (merge.get(f"{W}val") or "continue") == "continue"


def _close(grid: Grid, left: int, done: _Open) -> None:
    if done.bottom > done.top or done.right > left + 1:
        grid.merged.append((done.top, left + 1, done.bottom, done.right))


def _rows(table: Any, seen: Seen) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                seen.deleted_rows += 1
            elif properties is not None and on(properties.find(f"{W}hidden")):
                seen.hidden += sum(len(t.text or "") for t in child.iter(f"{W}t"))
            else:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _rows(child, seen)
        elif isinstance(child.tag, str) and child.tag.endswith("}AlternateContent"):
            for chosen in alternative(child):
                if chosen.tag == f"{W}tr":
                    yield chosen


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)
