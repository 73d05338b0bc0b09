"""Ruling lines to grids 表线: the same for lines drawn in a PDF and lines found on a scan.

A grid is a connected set of level and upright lines. Neighbouring elementary cells with no line between them are one
merged cell, so merged cells need no guess from the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .canonical import Box

_NEAR = 3.0
"""Points: lines closer than this are one (double borders, a border drawn by both cells)."""
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a grid: rows ``top``…``bottom`` and columns ``left``…``right``, counted from 0, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of columns and rows in points, and the cells between them, each elementary cell in exactly one."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Span, ...]

    @property
    def box(self) -> Box:
        """The whole."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, span: Span) -> Box:
        """One cell."""
        return self.xs[span.left], self.ys[span.top], self.xs[span.right + 1], self.ys[span.bottom + 1]

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point, or None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


@dataclass(slots=True)
class _Line:
    at: float
    begin: float
    end: float


def grids(segments: Iterable[Box]) -> list[Grid]:
    """The tables that lines enclose, from top to bottom; frames of one cell or one column are none."""
    level: list[_Line] = []
    upright: list[_Line] = []
    for x0, y0, x1, y1 in segments:
        if y1 - y0 <= 1.5 and x1 - x0 > 2:
            level.append(_Line((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= 1.5 and y1 - y0 > 2:
            upright.append(_Line((x0 + x1) / 2, y0, y1))
    level, upright = _joined(level), _joined(upright)
    if not level or not upright or len(level) > _MOST or len(upright) > _MOST:
        return []
    found = [g for h, v in _connected(level, upright) if (g := _grid(h, v)) is not None]
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def _joined(lines: list[_Line]) -> list[_Line]:
    """Lines on one level that touch or overlap, made one."""
    out: list[_Line] = []
    for group in _clusters(sorted(lines, key=lambda one: one.at)):
        at = sum(one.at * (one.end - one.begin) for one in group) / sum(one.end - one.begin for one in group)
        last: _Line | None = None
        for one in sorted(group, key=lambda one: one.begin):
            if last is not None and one.begin <= last.end + _NEAR:
                last.end = max(last.end, one.end)
            else:
                last = _Line(at, one.begin, one.end)
                out.append(last)
    return out


def _clusters(lines: list[_Line]) -> Iterable[list[_Line]]:
    group: list[_Line] = []
    for one in lines:
        if group and one.at - group[0].at > _NEAR:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _connected(level: list[_Line], upright: list[_Line]) -> Iterable[tuple[list[_Line], list[_Line]]]:
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(upright)), key=lambda j: upright[j].at)
    ats = [upright[j].at for j in order]
    for i, h in enumerate(level):
        for j in order[bisect_right(ats, h.begin - _NEAR) : bisect_right(ats, h.end + _NEAR)]:
            v = upright[j]
            if v.begin - _NEAR <= h.at <= v.end + _NEAR:
                parent[root(len(level) + j)] = root(i)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, h in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(v)
    return [g for g in groups.values() if len(g[0]) >= 2 and g[1]]


def _grid(level: list[_Line], upright: list[_Line]) -> Grid | None:
    # tables are often open at their sides: their level lines end where the side would be
    xs = _edges([v.at for v in upright], min(h.begin for h in level), max(h.end for h in level))
    ys = _edges([h.at for h in level], min(v.begin for v in upright), max(v.end for v in upright))
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > 200_000:
        return None
    right = [[False] * columns for _ in range(rows)]
    below = [[False] * columns for _ in range(rows)]
    for v in upright:
        c = _nearest(xs, v.at) - 1
        if 0 <= c < columns - 1:
            for r in _covered(ys, v):
                right[r][c] = True
    for h in level:
        r = _nearest(ys, h.at) - 1
        if 0 <= r < rows - 1:
            for c in _covered(xs, h):
                below[r][c] = True
    cells = tuple(_spans(rows, columns, right, below))
    return Grid(tuple(xs), tuple(ys), cells) if len(cells) >= 2 else None


def _edges(inner: Sequence[float], low: float, high: float) -> list[float]:
    out: list[float] = []
    for value in sorted((*inner, low, high)):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _nearest(edges: list[float], value: float) -> int:
    at = bisect_right(edges, value)
    return at - 1 if at == len(edges) or (at > 0 and value - edges[at - 1] <= edges[at] - value) else at


def _covered(edges: list[float], line: _Line) -> Iterable[int]:
    """Intervals that a line runs along for the better part."""
    for i in range(max(0, bisect_right(edges, line.begin) - 1), len(edges) - 1):
        if edges[i] >= line.end:
            break
        if min(line.end, edges[i + 1]) - max(line.begin, edges[i]) > 0.6 * (edges[i + 1] - edges[i]):
            yield i


def _spans(rows: int, columns: int, right: list[list[bool]], below: list[list[bool]]) -> list[Span]:
    seen = [[False] * columns for _ in range(rows)]
    out: list[Span] = []
    for r in range(rows):
        for c in range(columns):
            if seen[r][c]:
                continue
            region = _region(r, c, rows, columns, right, below)
            for y, x in region:
                seen[y][x] = True
            top, bottom = min(y for y, _ in region), max(y for y, _ in region)
            left, last = min(x for _, x in region), max(x for _, x in region)
            if len(region) == (bottom - top + 1) * (last - left + 1):
                out.append(Span(top, left, bottom, last))
            else:  # a line is missing in part: rows are surer than columns
                out += _strips(region)
    return sorted(out, key=lambda s: (s.top, s.left))


def _region(r: int, c: int, rows: int, columns: int, right: list[list[bool]], below: list[list[bool]]) -> set[tuple[int, int]]:
    region = {(r, c)}
    stack = [(r, c)]
    while stack:
        y, x = stack.pop()
        near = []
        if x + 1 < columns and not right[y][x]:
            near.append((y, x + 1))
        if x > 0 and not right[y][x - 1]:
            near.append((y, x - 1))
        if y + 1 < rows and not below[y][x]:
            near.append((y + 1, x))
        if y > 0 and not below[y - 1][x]:
            near.append((y - 1, x))
        for one in near:
            if one not in region:
                region.add(one)
                stack.append(one)
    return region


def _strips(region: set[tuple[int, int]]) -> list[Span]:
    out: list[Span] = []
    for y, x in sorted(region):
        if out and out[-1].top == y and out[-1].right == x - 1:
            out[-1] = Span(y, out[-1].left, y, x)
        else:
            out.append(Span(y, x, y, x))
    return out
