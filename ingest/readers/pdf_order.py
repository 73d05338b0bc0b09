"""Reading order 阅读顺序: what stands on a page, column by column where a page is set in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canonical import Box
from .pdf_lines import Line, line_of, rows_of, runs_of
from .pdf_page import Glyph
from .stitch import Fragment


@dataclass(slots=True)
class Piece:
    """A run of characters, or a table, with its box."""

    box: Box
    glyphs: list[Glyph]
    table: Fragment | None = None


def in_order(
    glyphs: Sequence[Glyph], tables: Sequence[tuple[Box, Fragment]], page: int, gutter: float | None = None
) -> tuple[list[Line | Fragment], float | None]:
    """Lines and tables in the order in which they are read, and the middle of the white between columns, if there are two.

    ``tables`` come with their upright boxes; ``gutter`` is that of the page before, which holds on while nothing crosses it.
    """
    pieces = [Piece(box, [], fragment) for box, fragment in tables]
    for row in rows_of(glyphs):
        for run in runs_of(row):
            box = (run[0].x0, min(g.y0 for g in run), max(g.x1 for g in run), max(g.y1 for g in run))
            pieces.append(Piece(box, run))
    found = _gutter(pieces)
    if found is None and gutter is not None and pieces:
        found = gutter if _holds_on(gutter, pieces) else None
    return _read(pieces, page, found, ""), found


def _read(pieces: list[Piece], page: int, gutter: float | None, column: str) -> list[Line | Fragment]:
    if gutter is None:
        return _rows(pieces, page, column)
    out: list[Line | Fragment] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def flush() -> None:
        for side, name in ((left, "左"), (right, "右")):
            inner = _gutter(side) if not column else None
            out.extend(_read(list(side), page, inner, f"{column}{name}{gutter:.0f}"))
            side.clear()

    for piece in sorted(pieces, key=lambda p: p.box[1]):
        if piece.box[2] <= gutter + 1:
            left.append(piece)
        elif piece.box[0] >= gutter - 1:
            right.append(piece)
        else:
            flush()
            out.extend(_rows([piece], page, column))
    flush()
    return out


def _holds_on(gutter: float, pieces: list[Piece]) -> bool:
    """Whether the columns of the page before go on: few runs cross the white, a title perhaps, and some end at it."""
    crossing = sum(1 for p in pieces if p.box[0] < gutter < p.box[2])
    ending = sum(1 for p in pieces if p.table is None and gutter - 4 * p.glyphs[0].size < p.box[2] <= gutter)
    return ending >= 2 and crossing <= 0.34 * len(pieces)


def _gutter(pieces: list[Piece]) -> float | None:
    """The middle of the white between two columns of running text, or None."""
    runs = [p for p in pieces if p.table is None]
    if len(runs) < 8:
        return None
    left, right = min(p.box[0] for p in runs), max(p.box[2] for p in runs)
    wide = right - left
    size = sorted(p.glyphs[0].size for p in runs)[len(runs) // 2]
    if wide < 20 * size:
        return None
    best: tuple[int, float] | None = None
    low, high = left + 0.25 * wide, left + 0.75 * wide
    candidates = sorted({round(p.box[2]) + 0.5 * size for p in runs if low < p.box[2] < high})
    for x in candidates:
        crossing = [p for p in runs if p.box[0] < x + 0.3 * size and p.box[2] > x - 0.3 * size]
        before = [p for p in runs if p.box[2] <= x - 0.3 * size]
        after = [p for p in runs if p.box[0] >= x + 0.3 * size]
        if len(before) < 4 or len(after) < 4 or len(crossing) > 0.4 * min(len(before), len(after)) * 2:
            continue
        if not (_solid(before) and _solid(after)):
            continue
        if best is None or len(crossing) < best[0]:
            best = (len(crossing), x)
    return best[1] if best else None


def _solid(side: list[Piece]) -> bool:
    """Whether a side is running text: most of its rows fill it, and its lines stand close below each other."""
    left, right = min(p.box[0] for p in side), max(p.box[2] for p in side)
    long = sum(1 for p in side if p.box[2] - p.box[0] > 0.7 * (right - left))
    return right - left > 8 * side[0].glyphs[0].size and long >= 0.5 * len(side)


def _rows(pieces: list[Piece], page: int, column: str) -> list[Line | Fragment]:
    """From top to bottom; runs of one row are one line."""
    out: list[tuple[float, Line | Fragment]] = [(p.box[1], p.table) for p in pieces if p.table is not None]
    loose = [g for p in pieces if p.table is None for g in p.glyphs]
    boxes = [p.box for p in pieces if p.table is not None]
    for row in rows_of(loose):
        for part in _parted(row, boxes):
            line = line_of(part, page)
            out.append((line.box[1], line))
    lines = [item for _, item in out if isinstance(item, Line)]
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.left, line.right, line.column = left, right, column
    return [item for _, item in sorted(out, key=lambda one: one[0])]


def _parted(row: list[Glyph], tables: Sequence[Box]) -> list[list[Glyph]]:
    """A row parted where a table stands within it."""
    y = (row[0].y0 + row[0].y1) / 2
    cuts = sorted(b[0] for b in tables if b[1] < y < b[3])
    if not cuts:
        return [row]
    parts: dict[int, list[Glyph]] = {}
    for glyph in row:
        parts.setdefault(sum(1 for cut in cuts if glyph.x0 >= cut), []).append(glyph)
    return [parts[k] for k in sorted(parts)]
