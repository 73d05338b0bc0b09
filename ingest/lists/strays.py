"""Stray cells 零星内容: what stands thousands of rows below a list is not of it, and would make it too large to lay out."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers import Cell, Table
from ingest.readers.canonical import ColumnTable

_LARGE = 5_000_000
"""Cells beyond which a table is looked at for strays."""
_GAP = 1000
"""Blank rows that end a list."""


def without_strays(table: Table) -> tuple[Table, list[int]]:
    """The table without what stands far below it, and the row numbers of that, as a person sees them."""
    if isinstance(table, ColumnTable):
        return table, []  # a csv has no far cells
    rows = table.rows
    if not rows or len(rows) * len(rows[0]) <= _LARGE:
        return table, []
    blank: dict[int, bool] = {}  # blank rows of a sparse sheet are one and the same list
    for row in rows:
        if id(row) not in blank:
            blank[id(row)] = all(c is None for c in row)
    filled = [i for i, row in enumerate(rows) if not blank[id(row)]]
    end = next((k for k in range(1, len(filled)) if filled[k] - filled[k - 1] > _GAP), len(filled))
    kept, strays = filled[:end], filled[end:]
    if not kept:
        return table, []
    width = max(_width(rows[i]) for i in kept)
    body = [row[:width] for row in rows[: kept[-1] + 1]]
    small = Table(table.name, body, table.first_row, table.first_column, table.merged, table.hidden, table.title)
    small.note = table.note
    return small, [table.first_row + i for i in strays]


def _width(row: Sequence[Cell]) -> int:
    return max((x + 1 for x, c in enumerate(row) if c is not None), default=0)
