"""Grids and characters to tables 表格: each character goes to the cell that its middle stands in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from .canonical import Cell, Table
from .pdf_lines import cell_text, rows_of
from .pdf_page import Glyph, PageContent, turned, turned_back
from .pdf_ruling import Grid, Span
from .stitch import CellPart, Fragment


def table_of(page: PageContent, grid: Grid, glyphs: Sequence[Glyph], across: Sequence[Glyph] = ()) -> Fragment:
    """The table of a grid. Merged cells are filled, as the reader of docx does."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    owner: list[list[int]] = [[0] * columns for _ in range(rows)]
    for i, span in enumerate(grid.cells):
        for r in range(span.top, span.bottom + 1):
            for c in range(span.left, span.right + 1):
                owner[r][c] = i
    held: list[list[Glyph]] = [[] for _ in grid.cells]
    for glyph in glyphs:
        at = grid.at((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2)
        if at is not None:
            held[owner[at[0]][at[1]]].append(glyph)
    sideways: list[list[Glyph]] = [[] for _ in grid.cells]
    for glyph in across:
        x0, y0, x1, y1 = upright_of_page(page, glyph)
        at = grid.at((x0 + x1) / 2, (y0 + y1) / 2)
        if at is not None:
            sideways[owner[at[0]][at[1]]].append(glyph)
    margins = _margins(grid, held)
    slack = 1.6 if page.scanned else 0.6  # recognised boxes are less exact
    values: list[list[Cell]] = [[None] * columns for _ in range(rows)]
    parts: list[list[tuple[CellPart, ...]]] = [[()] * columns for _ in range(rows)]
    merged = []
    for span, own, turned_own in zip(grid.cells, held, sideways, strict=True):
        box = grid.box_of(span)
        text = cell_text(own, box[2] - box[0] - 2 * margins[span.left], slack)
        text += cell_text(turned_own, box[3] - box[1], slack)
        if (span.top, span.left) != (span.bottom, span.right):
            merged.append((span.top + 1, span.left + 1, span.bottom + 1, span.right + 1))
        if text:
            part: tuple[CellPart, ...] = ((text, page.number, page.shown(box)),)
            for r in range(span.top, span.bottom + 1):
                for c in range(span.left, span.right + 1):
                    values[r][c], parts[r][c] = text, part
    left, right = grid.xs[0], grid.xs[-1]
    places = [(page.number, page.shown((left, grid.ys[r], right, grid.ys[r + 1]))) for r in range(rows)]
    table = Table("", values, merged=sorted(merged), row_places=places)
    return Fragment(table, (page.number, page.number), grid.xs, cells=parts, scanned=page.scanned)


def upright_of_page(page: PageContent, glyph: Glyph) -> tuple[float, float, float, float]:
    """The box of a character that is turned against the rest, in the frame of the rest."""
    shown = turned_back((glyph.x0, glyph.y0, glyph.x1, glyph.y1), page.across_turn, page.width, page.height)
    return turned(shown, page.turn, page.width, page.height)


def _margins(grid: Grid, held: Sequence[list[Glyph]]) -> list[float]:
    """White at the left of each column's cells: a line that ends farther from the right had room for more."""
    out = [6.0] * (len(grid.xs) - 1)
    for span, own in zip(grid.cells, held, strict=True):
        if own:
            white = min(g.x0 for g in own) - grid.xs[span.left]
            out[span.left] = max(0.0, min(out[span.left], white))
    return out


def without_empty_edges(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """A grid of a scan without outer rows and columns that are thin and hold nothing: shadows of the paper's edge."""
    rows = [bool(_inside(glyphs, y0, y1, 1)) or y1 - y0 > 12 for y0, y1 in zip(grid.ys, grid.ys[1:], strict=False)]
    columns = [bool(_inside(glyphs, x0, x1, 0)) or x1 - x0 > 12 for x0, x1 in zip(grid.xs, grid.xs[1:], strict=False)]
    if True not in rows or True not in columns:
        return grid
    top, bottom = rows.index(True), len(rows) - rows[::-1].index(True) - 1
    left, right = columns.index(True), len(columns) - columns[::-1].index(True) - 1
    cells = []
    for s in grid.cells:
        cut = Span(max(s.top, top) - top, max(s.left, left) - left, min(s.bottom, bottom) - top, min(s.right, right) - left)
        if cut.top <= cut.bottom and cut.left <= cut.right:
            cells.append(cut)
    return Grid(grid.xs[left : right + 2], grid.ys[top : bottom + 2], tuple(cells))


def _inside(glyphs: Sequence[Glyph], low: float, high: float, axis: int) -> bool:
    return any(low <= ((g.y0 + g.y1) if axis else (g.x0 + g.x1)) / 2 < high for g in glyphs)


def aligned_tables(page: PageContent, glyphs: Sequence[Glyph]) -> list[Grid]:
    """Tables without ruling lines 无线表, where it is safe.

    Three rows or more below each other, each of three or more runs of characters that keep the same columns with white of
    at least 1.2 ems between, and the same number of runs in every row. Anything less is left as text.
    """
    rows = rows_of(glyphs)
    out: list[Grid] = []
    block: list[list[tuple[float, float]]] = []
    heights: list[tuple[float, float]] = []

    def flush() -> None:
        if len(block) >= 3:
            grid = _aligned_grid(block, heights)
            if grid is not None:
                out.append(grid)
        block.clear()
        heights.clear()

    for row in rows:
        runs = _runs(row)
        top, bottom = min(g.y0 for g in row), max(g.y1 for g in row)
        if len(runs) < 3:
            flush()
            continue
        near = heights and top - heights[-1][1] < 2.2 * (bottom - top)
        if block and not (near and len(runs) == len(block[-1]) and _clear([*block, runs], row[0].size)):
            flush()
        block.append(runs)
        heights.append((top, bottom))
    flush()
    return out


def _runs(row: list[Glyph]) -> list[tuple[float, float]]:
    runs = [(row[0].x0, row[0].x1)]
    for glyph in row[1:]:
        if glyph.x0 - runs[-1][1] > 1.2 * max(glyph.size, 4.0):
            runs.append((glyph.x0, glyph.x1))
        else:
            runs[-1] = (runs[-1][0], max(runs[-1][1], glyph.x1))
    return runs


def _clear(block: list[list[tuple[float, float]]], size: float) -> bool:
    return all(min(r[c + 1][0] for r in block) - max(r[c][1] for r in block) >= 0.8 * size for c in range(len(block[0]) - 1))


def _aligned_grid(block: list[list[tuple[float, float]]], heights: list[tuple[float, float]]) -> Grid | None:
    columns = len(block[0])
    # letters set wide over a line, or a row of names, keep no columns of different words
    if max(b - a for row in block for a, b in row) < 14:
        return None
    inner = [(max(r[c][1] for r in block) + min(r[c + 1][0] for r in block)) / 2 for c in range(columns - 1)]
    xs = (min(r[0][0] for r in block) - 3, *inner, max(r[-1][1] for r in block) + 3)
    ys = [heights[0][0] - 1]
    ys += [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(heights)]
    ys.append(heights[-1][1] + 1)
    if any(b <= a for a, b in itertools.pairwise(ys)):
        return None
    cells = tuple(Span(r, c, r, c) for r in range(len(block)) for c in range(columns))
    return Grid(xs, tuple(ys), cells)
