"""What a workbook hides 隐藏的行列与工作表: read like the rest, and told by number beside the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .canonical import Table

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]{0,600})>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]{0,600})>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_FLAT = re.compile(rb"\b(?:ht|width)\s*=\s*[\"']0(?:\.0*)?[\"']")
_NUMBER = re.compile(rb"(?<![\w:])r\s*=\s*[\"'](\d{1,7})[\"']")
_FIRST = re.compile(rb"\bmin\s*=\s*[\"'](\d{1,5})[\"']")
_LAST = re.compile(rb"\bmax\s*=\s*[\"'](\d{1,5})[\"']")
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b")
_TOLD = 8
"""Runs of rows or columns named one by one; of more only how many there are."""


@dataclass(slots=True)
class Hidden:
    """Rows and column ranges (1-based) that a sheet does not show; ``filtered``: a filter is on."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False

    def look(self, data: bytes) -> None:
        """Note what a piece of a sheet's XML hides. Source: ECMA-376 part 1, 18.3.1.13 (col), 18.3.1.73 (row)."""
        if b"hidden" in data or b'"0"' in data:
            for match in _ROW.finditer(data):
                given = match[1]
                if (_HIDDEN.search(given) or _FLAT.search(given)) and (number := _NUMBER.search(given)):
                    self.rows.add(int(number[1]))
            for match in _COLUMN.finditer(data):
                given = match[1]
                first, last = _FIRST.search(given), _LAST.search(given)
                if first and last and (_HIDDEN.search(given) or _FLAT.search(given)):
                    self.columns.append((int(first[1]), int(last[1])))
        self.filtered = self.filtered or _FILTER.search(data) is not None


def note_hidden(table: Table, hidden: Hidden | None) -> None:
    """Write into the table's note whether it is hidden, and which of its filled rows and columns are."""
    told = []
    if table.hidden:
        told.append("深度隐藏的工作表" if table.very_hidden else "隐藏工作表")
    if hidden is not None and hidden.rows:
        last = table.first_row + len(table.rows)
        within = (n for n in sorted(hidden.rows) if table.first_row <= n < last)
        if rows := [n for n in within if any(c is not None for c in table.rows[n - table.first_row])]:
            told.append(f"第{_runs(rows)}行{'被筛选隐藏' if hidden.filtered else '是隐藏行'}")
    if hidden is not None and hidden.columns:
        width = max(map(len, table.rows), default=0)
        within = (n for n in range(table.first_column, table.first_column + width) if any(a <= n <= b for a, b in hidden.columns))
        if columns := [n for n in within if _filled(table, n - table.first_column)]:
            told.append(f"{_runs(columns, letters=True)}列是隐藏列")
    table.note = "，".join(told)


def _filled(table: Table, at: int) -> bool:
    return any(len(row) > at and row[at] is not None for row in table.rows)


def _runs(numbers: Iterable[int], *, letters: bool = False) -> str:
    """``3–5、9``, or ``C–E、I``; of many runs the first, and how many numbers there are."""
    runs: list[list[int]] = []
    count = 0
    for number in numbers:
        count += 1
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    name = _letters if letters else str
    shown = "、".join(name(a) if a == b else f"{name(a)}–{name(b)}" for a, b in runs[:_TOLD])
    return shown if len(runs) <= _TOLD else f"{shown}等{count}"


def _letters(number: int) -> str:
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out
