"""A layout: its sheets as laid out, and what stands in them row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Range = tuple[int, int, int, int]
"""Top, left, bottom, right of merged cells, 1-based and inclusive."""


@dataclass
class Sheet:
    """Cells as laid out: a merged range shows its value in its first cell, the others are None."""

    name: str
    rows: list[list[Any]]
    merged: list[Range] = field(default_factory=list)
    caption: str = ""
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    percent_columns: tuple[int, ...] = ()


@dataclass
class Row:
    """What one row says. ``facts``: fact name → all its values; ``shown``: words that its quotation must hold.

    ``lost`` are facts that a format without merged cells (csv) does not hold. ``number`` is its row in sheet ``sheet``; 0 where
    the row stands in a column.
    """

    kind: str
    facts: dict[str, frozenset[Any]]
    shown: tuple[str, ...] = ()
    sheet: int = 0
    number: int = 0
    lost: frozenset[str] = frozenset()


@dataclass
class Layout:
    """One layout. ``stem`` is the file's name; ``rejected`` how many are to be refused; ``formats`` all that can show it."""

    name: str
    zh: str
    stem: str
    sheets: list[Sheet]
    truth: list[Row]
    rejected: int = 0
    formats: tuple[str, ...] = ("xlsx", "csv", "docx", "html", "xls", "pdf")


def pad(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows of one width."""
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in rows]
