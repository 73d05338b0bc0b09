"""Columns of cells to columns of values 取值, each distinct cell read once; bad cells are reported and left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from graph.evidence import RejectedRow
from ingest.readers import Cell

from .enumerations import names_of
from .model import Column
from .pseudonym import Pseudonyms
from .values import (
    ERRORS,
    BadValue,
    parse_boolean,
    parse_code,
    parse_date,
    parse_integer,
    parse_name,
    parse_number,
    parse_term,
    parse_text,
    parse_until,
    show,
)

_ADVICE = {
    "date": "请写成 2024-05-01 这样的日期",
    "until": "请写成 2024-05-01 这样的日期，没有期限的留空",
    "integer": "请写成整数",
    "number": "请写成数字",
    "boolean": "请写“是”或“否”",
    "term": "请改用可选值之一，或在对照文件中指定别的列",
}
_SHOWN = 8
_NEVER_BAD = frozenset(("text", "name", "code", "party"))


def many_distinct(cells: Sequence[Cell]) -> bool:
    """Whether the first cells are nearly all different, so that remembering each costs more than it saves."""
    sample = cells[:1000]
    return len(sample) == 1000 and len(set(sample)) > 600


def _reader(column: Column, heading: str, pseudonyms: Pseudonyms, known: Collection[str], width: int) -> Callable[[Cell], Any]:
    if column.parse == "names":
        label = next((s.label for s in column.says if s.label), "Organ")
        return lambda cell: names_of(cell, label, known, width)
    if column.parse == "term":
        vocabulary = column.vocabulary
        assert vocabulary is not None
        return lambda cell: parse_term(cell, vocabulary)
    if column.parse == "number" and "万" in heading:

        def in_tens_of_thousands(cell: Cell) -> float | None:
            number = parse_number(cell)
            return None if number is None else number * 10_000 if "万" not in show(cell) else number

        return in_tens_of_thousands
    if column.parse == "party":
        return pseudonyms.of_cell
    readers: dict[str, Callable[[Cell], Any]] = {
        "text": parse_text,
        "name": parse_name,
        "code": parse_code,
        "date": parse_date,
        "until": parse_until,
        "integer": parse_integer,
        "number": parse_number,
        "boolean": parse_boolean,
        "basis": parse_text,
    }
    return readers[column.parse]


def read_column(
    column: Column,
    heading: str,
    cells: Sequence[Cell],
    numbers: Sequence[int],
    sheet: str,
    pseudonyms: Pseudonyms,
    rejected: list[RejectedRow],
    matters: Collection[str] = (),
    paged: bool = False,
) -> list[Any]:
    """The values of a column; a cell that is not what the column holds is None, and reported once for all rows that have it.

    ``matters`` are names of matters seen elsewhere in the document; ``paged`` says that lines of cells end where the cell does.
    """
    width = max((len(line) for c in cells if type(c) is str for line in c.split("\n")), default=0) if paged else 0
    read = _reader(column, heading, pseudonyms, matters, width)
    known: dict[Any, Any] = {None: None}
    bad: dict[Any, str] = {}
    # True equals 1 in a dictionary: cells of other types than text are told apart by their type
    simple = set(map(type, cells)) <= {str, type(None)}
    if simple and column.parse in _NEVER_BAD and many_distinct(cells) and ERRORS.isdisjoint(cells):
        return [None if c is None else read(c) for c in cells]
    keys: Sequence[Any] = cells if simple else [c if type(c) is str or c is None else (type(c), c) for c in cells]
    for key in set(keys):
        cell = key[1] if type(key) is tuple else key
        if cell is None:
            continue
        if cell in ERRORS:
            known[key], bad[key] = None, f"公式出错（{cell}）"
            continue
        try:
            known[key] = read(cell)
        except BadValue as error:
            known[key], bad[key] = None, str(error)
    if bad:
        _report(bad, keys, numbers, sheet, heading, column, rejected)
    return list(map(known.__getitem__, keys))


def _report(
    bad: dict[Any, str],
    keys: Sequence[Any],
    numbers: Sequence[int],
    sheet: str,
    heading: str,
    column: Column,
    rejected: list[RejectedRow],
) -> None:
    rows: dict[Any, list[int]] = {key: [] for key in bad}
    for key, number in zip(keys, numbers, strict=True):
        if key in rows:
            rows[key].append(number)
    for key, at in sorted(rows.items(), key=lambda item: item[1][:1]):
        reason = f"“{heading}”一栏：{bad[key]}，该格未采用，其余各栏照常读入"
        advice = "请改正公式并重新保存" if bad[key].startswith("公式") else _ADVICE.get(column.parse, "请改正后重新读入")
        rejected.append(RejectedRow(f"{sheet}!{row_words(at)}", reason, advice))


def row_words(rows: Sequence[int]) -> str:
    """Row numbers as shown: the first few, and how many in all."""
    shown = "、".join(str(r) for r in rows[:_SHOWN])
    return f"第{shown}行" if len(rows) <= _SHOWN else f"第{shown}行等{len(rows)}行"
