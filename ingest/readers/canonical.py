"""The one form 规范文本 that every reader gives: text with offsets, blocks, tables with cells, and the status of each unit."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, TypeAlias

from graph.evidence import RejectedRow, UnitStatus

Cell: TypeAlias = str | int | float | bool | dt.date | None
"""A cell's value; an empty cell is None, an error cell the text of its error (#N/A)."""


BlockKind: TypeAlias = Literal["heading", "paragraph", "item", "cell"]


class Unreadable(Exception):
    """A file that cannot be read: one Chinese sentence with the file, what is wrong and what to do."""


class Cancelled(Exception):
    """Raised by a :data:`Progress` to stop the reading of a file; nothing of it is kept."""


Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Called with the stage (``reading``), pages or parts done, and how many there are where that is known."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table cell of the text: ``text[start:end]``."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in points from a page's top left corner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``text[start:end]`` (a line, or a cell) stands: a 1-based page, and a box on it."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged document: size in points, and whether its text was recognised from an image."""

    number: int
    width: float
    height: float
    scanned: bool = False


@dataclass(slots=True)
class Table:
    """A sheet, or a table of a text document, with merged cells filled.

    ``rows[0]`` is row ``first_row`` of the sheet and its first cell stands in column ``first_column`` (both 1-based).
    ``merged`` are ranges (top, left, bottom, right), 1-based and inclusive.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    title: str = ""
    row_places: list[tuple[int, Box]] = field(default_factory=list)
    """Page and box of each row, in a table of a paged document; else empty."""
    very_hidden: bool = False
    """A sheet that only a macro can show."""
    note: str = ""
    """What the report tells of the sheet beside its rows: that it, or some of its rows or columns, are hidden."""

    def head(self, count: int) -> list[list[Cell]]:
        """The first rows."""
        return self.rows[:count]

    def tail(self, count: int) -> list[list[Cell]]:
        """The last rows."""
        return self.rows[-count:]

    def columns(self, begin: int = 0) -> list[Sequence[Cell]]:
        """The columns, from row ``begin`` (counted from 0) on."""
        return list(zip_longest(*self.rows[begin:]))


class ColumnTable(Table):
    """A table that was read by column; its rows are made only where somebody asks for them."""

    __slots__ = ("_columns", "_made")

    def __init__(self, name: str, columns: list[list[Cell]]) -> None:
        self._columns = columns
        self._made: list[list[Cell]] | None = None
        self.name, self.first_row, self.first_column, self.hidden, self.title = name, 1, 1, False, ""
        self.merged, self.row_places, self.very_hidden, self.note = [], [], False, ""

    @property
    def rows(self) -> list[list[Cell]]:  # type: ignore[override]
        """All rows."""
        if self._made is None:
            self._made = [list(row) for row in zip(*self._columns, strict=True)]
        return self._made

    def head(self, count: int) -> list[list[Cell]]:
        """The first rows."""
        return [list(row) for row in zip(*(c[:count] for c in self._columns), strict=True)]

    def tail(self, count: int) -> list[list[Cell]]:
        """The last rows."""
        return [list(row) for row in zip(*(c[-count:] for c in self._columns), strict=True)]

    def columns(self, begin: int = 0) -> list[Sequence[Cell]]:
        """The columns, from row ``begin`` (counted from 0) on."""
        return [c[begin:] for c in self._columns]


@dataclass(slots=True)
class Canonical:
    """A document as read. Offsets of blocks and passages are character positions in ``text``."""

    name: str
    format: str
    sha256: str
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    units: list[UnitStatus] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def document_id(self) -> str:
        """``doc-`` and the first 12 digits of the SHA-256 of the bytes."""
        return f"doc-{self.sha256[:12]}"


def places_of(canonical: Canonical, start: int, end: int) -> tuple[int | None, str | None]:
    """The page of ``text[start:end]`` and the boxes it covers there: JSON ``[[x0, y0, x1, y1], …]``; None where unknown.

    Part of a line gets part of its box. Text that goes on over a page break is shown on the page where it begins.
    """
    places = canonical.places
    at = bisect_left(places, start, key=lambda p: p.end)
    page: int | None = None
    boxes: list[list[float]] = []
    while at < len(places) and places[at].start < end:
        place = places[at]
        at += 1
        if place.end <= start or (page is not None and place.page != page):
            continue
        page = place.page
        boxes.append(_part(canonical, place, start, end))
    return (page, json.dumps(boxes, separators=(",", ":"))) if page is not None else (None, None)


def _part(canonical: Canonical, place: Place, start: int, end: int) -> list[float]:
    x0, y0, x1, y1 = place.box
    block = bisect_right(canonical.blocks, place.start, key=lambda b: b.start) - 1
    cell = block >= 0 and canonical.blocks[block].kind == "cell"  # its box is the cell's, not that of the words
    if cell or (place.start >= start and place.end <= end):
        return [round(v, 1) for v in place.box]
    text = canonical.text
    whole = _ems(text[place.start : place.end]) or 1.0
    left = x0 + (x1 - x0) * _ems(text[place.start : max(place.start, start)]) / whole
    right = x0 + (x1 - x0) * _ems(text[place.start : min(place.end, end)]) / whole
    return [round(v, 1) for v in (left, y0, right, y1)]


def _ems(text: str) -> float:
    """Width of text in ems: Chinese characters are one, others about half."""
    return sum(1.0 if c >= "\u2e80" else 0.5 for c in text)


class TextBuilder:
    """Collects blocks into one text, a line each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(self, text: str, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """One more block; blank ones are left out."""
        if not text.strip():
            return
        self.blocks.append(Block(kind, self._length, self._length + len(text), level))
        self._parts.append(text)
        self._length += len(text) + 1

    @property
    def next_start(self) -> int:
        """Where the next block will start."""
        return self._length

    def last_line(self, limit: int = 80) -> str:
        """The last block where it may be the title of what follows: short, and no table cell."""
        return self._parts[-1].strip() if self.blocks and self.blocks[-1].kind != "cell" and len(self._parts[-1]) <= limit else ""

    def lines_from(self, block: int) -> list[str]:
        """The text of each block from number ``block`` on."""
        return self._parts[block:]

    @property
    def text(self) -> str:
        """All blocks, a newline between them."""
        return "\n".join(self._parts)
