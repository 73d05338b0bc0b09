"""Tables of a text document as laid out 版面表格, and how they and the lines between them become one text (docx, html)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from graph.evidence import UnitStatus

from .canonical import BlockKind, Canonical, Cell, Table, TextBuilder
from .stitch import CONTINUED, Between, Fragment, stitch_fragments

_LAYOUT_ROWS, _LAYOUT_LINES, _LAYOUT_LENGTH = 2, 3, 300
"""Up to so many rows, with a cell of so many paragraphs and characters, a table only arranges the page."""

MOST_CELLS = 5_000_000
"""Cells of one table, laid out; merged cells can make a small file claim any number."""

SHOWN_AGAIN = 200
"""Characters up to which a cell merged over rows is written into the text for each of them."""

Line: TypeAlias = tuple[str, BlockKind, int]
"""A paragraph: text, kind and level of its block."""


@dataclass(slots=True)
class Grid:
    """A table as laid out. ``merged`` are ranges (top, left, bottom, right), 1-based; ``shown`` the words of each row, once."""

    rows: list[list[Cell]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    nested: list[Grid] = field(default_factory=list)
    cells: list[list[Line | Grid]] = field(default_factory=list)
    title: str = ""
    layout: bool = False

    @property
    def is_layout(self) -> bool:
        """Whether the table only arranges the page: its cells hold running text."""
        if self.layout or (len(self.rows) == 1 and len(self.cells) == 1 and len(self.cells[0]) > 1):
            return True
        return len(self.rows) <= _LAYOUT_ROWS and any(
            len(lines := [p for p in cell if isinstance(p, tuple)]) >= _LAYOUT_LINES
            and sum(len(p[0]) for p in lines) > _LAYOUT_LENGTH
            for cell in self.cells
        )


Piece: TypeAlias = Line | Grid
"""A paragraph, or a table; in the order in which they stand, since paragraphs are numbered in that order."""


class Writer:
    """Writes pieces into a document: lines as blocks, tables as tables with a status each."""

    def __init__(self, canonical: Canonical) -> None:
        self.canonical = canonical
        self.builder = TextBuilder()
        self._fragments: list[Fragment] = []
        self._count = 0
        self._since = 0  # blocks written up to the end of the last table

    def emit(self, pieces: Iterable[Piece]) -> None:
        """Lines and tables in their order."""
        for piece in pieces:
            if isinstance(piece, tuple):
                self.builder.add(*piece)
            else:
                self._table(piece)

    def _table(self, grid: Grid) -> None:
        if grid.is_layout and grid.layout:  # a page of a site is arranged by dozens of them
            for cell in grid.cells:
                self.emit(cell)
            return
        title = grid.title or self.builder.last_line()
        between = self._between()
        self._count += 1
        name = f"表{self._count}"
        units = self.canonical.units
        if grid.is_layout:
            units.append(UnitStatus(name, "read", "版式用的表，按正文读入"))
            for cell in grid.cells:
                self.emit(cell)
            return
        for shown in grid.shown:
            self.builder.add(shown, "cell")
        if any(c is not None for row in grid.rows for c in row):
            self._fragments.append(Fragment(Table(name, grid.rows, merged=grid.merged, title=title), between=between))
            units.append(UnitStatus(name, "read", f"{len(grid.rows)} 行", len(grid.rows)))
        else:
            units.append(UnitStatus(name, "empty"))
        self._since = len(self.builder.blocks)
        self.emit(grid.nested)

    def _between(self) -> Between:
        lines = self.builder.lines_from(self._since)
        if not self._fragments:
            return "text"
        if not lines:
            return "nothing"
        return "continued" if all(CONTINUED.match(line.strip()) for line in lines) else "text"

    def finish(self) -> None:
        """Text, blocks and tables to the document; tables that continue are made one, and each is still told."""
        canonical = self.canonical
        canonical.text, canonical.blocks = self.builder.text, self.builder.blocks
        whole = stitch_fragments(self._fragments)
        canonical.tables += [f.table for f in whole]
        kept = {f.table.name for f in whole}
        into = ""
        for at, unit in enumerate(canonical.units):
            if unit.unit in kept:
                into = unit.unit
            elif into and any(f.table.name == unit.unit for f in self._fragments):
                canonical.units[at] = UnitStatus(unit.unit, "read", f"接{into}，并入{into}", unit.rows)
