"""What a list leaves to the row above 同上: ditto marks, cells that were merged, rows that go on with an item."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ingest.readers import Cell

from .body import Body
from .model import Kind, Recognition

_ABOVE = ("同上", "同前", "同上栏", "同上行", "同上格", "仝上", "〃", "″", "”", "“", '"', "''", "＂", "々", "〞", "``", "´´")
_LEFT = ("同左",)


def _written(words: tuple[str, ...]) -> frozenset[str]:
    """Ways in which a mark is written: spaced out, in brackets, with a full stop."""
    spaced = {gap.join(w) for w in words if w[0] in "同仝" for gap in ("", " ", "  ", "　", "　　", "   ")} | set(words)
    return frozenset(form.format(w) for w in spaced for form in ("{}", "{}。", "（{}）", "({})", " {}", "{} "))


DITTO, BESIDE = _written(_ABOVE), _written(_LEFT)
"""Marks that stand for what the cell above says, and for what the cell to the left says."""
_MARKS: frozenset[object] = DITTO | BESIDE
_HANDED_DOWN = ("name", "code", "power_type", "duty_class", "domain", "holder")


def fill_ditto(columns: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Columns with their ditto marks replaced by what they stand for; one in the first row means nothing."""
    out: list[Sequence[Cell]] = []
    for at, column in enumerate(columns):
        if _MARKS.isdisjoint(column):
            out.append(column)
            continue
        filled: list[Cell] = []
        for i, cell in enumerate(column):
            if cell in DITTO:
                filled.append(filled[-1] if filled else None)
            elif cell in BESIDE:
                filled.append(out[at - 1][i] if at else None)
            else:
                filled.append(cell)
        out.append(filled)
    return out


def hand_down(kind: Kind, found: Recognition, body: Body, columns: dict[str, list[Any]]) -> None:
    """Fill what a file without merged cells leaves blank below a merged cell, where nothing else can be meant."""
    _groups(found, body, columns)
    sequence = found.index("sequence")
    if sequence is None or "name" not in columns or kind.name not in ("power", "conferral", "duty"):
        return
    numbers = body.columns[sequence]
    shared = [columns[c] for c in _HANDED_DOWN if c in columns]
    others = [c for i, c in enumerate(body.columns) if i != sequence]
    for i in range(1, len(body)):
        blank = columns["name"][i] is None and numbers[i] is None and columns.get("sub_item", [None] * len(body))[i] is None
        if blank and any(c[i] is not None for c in others):
            for values in shared:
                if values[i] is None:
                    values[i] = values[i - 1]


def _groups(found: Recognition, body: Body, columns: dict[str, list[Any]]) -> None:
    """A column left of the names that says each value once, at the first of its rows."""
    name = found.index("name")
    for column in ("domain", "power_type", "duty_class"):
        at, values = found.index(column), columns.get(column)
        if name is None or at is None or at > name or not values or values[0] is None or None not in values:
            continue
        if any(a is not None and a == b for a, b in pairwise(values)):
            continue  # who repeats a value means a blank to be blank
        edges = [n for n, _ in body.sections]
        for i in range(1, len(values)):
            crossed = any(body.numbers[i - 1] < edge < body.numbers[i] for edge in edges)
            if values[i] is None and not crossed:
                values[i] = values[i - 1]


def sub_items(columns: dict[str, list[Any]]) -> None:
    """A sub-item 子项 whose row leaves out the item's name belongs to the item above."""
    subs, above = columns.get("sub_item"), columns.get("name")
    if subs is None or above is None:
        return
    last: dict[str, Any] = {}
    for i, sub in enumerate(subs):
        if above[i] is not None:
            last = {name: columns[name][i] for name in ("name", "code", "power_type", "domain", "holder") if name in columns}
        elif sub is not None:
            for name, value in last.items():
                if columns[name][i] is None and name != "code":
                    columns[name][i] = value
