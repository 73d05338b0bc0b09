"""Headings 表头: cleaned, joined over rows, and told apart from titles, totals and notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ingest.names import simplified
from ingest.readers import Cell

_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_TAG = re.compile(r"<br\s*/?>", re.I)
_MARKS = re.compile(r"[\s:：*※_\-—.、/|\"“”'。]+")
_TOTAL = re.compile(
    r"^(?:总|合|小|共|累)\s*计[:：]?$|^(?:本页|全区|全街道|全镇|总体)?(?:合计|小计|总计|共计)(?:[（(].*|[:：].*)?$|^总数[:：]?$"
)
_NOTE = re.compile(
    r"^[（(\[【*※]*(?:注|备注|说明|填表说明|填报说明|附注|注释|编制说明|数据来源|资料来源|制表人?|填表人|审核人?|填报单位|填报人|填报日期|制表日期|制表时间|统计日期|"
    r"联系人|联系电话|覆盖范围|打印时间)[)）\]】]*\s*\d{0,2}\s*[:：．.、]"
)
MAX_HEADING = 40
"""Characters beyond which a cell is no heading."""


@lru_cache(maxsize=1 << 15)
def clean_heading(text: str) -> str:
    """A heading as compared: NFKC, simplified script, without white space, punctuation and what stands in brackets."""
    text = simplified(_TAG.sub("", unicodedata.normalize("NFKC", text))).lower()
    short = _MARKS.sub("", _BRACKET.sub("", text))
    return short or _MARKS.sub("", text)


def heading_cell(cell: Cell) -> str:
    """A cell as a heading, "" where it cannot be one: only text is, and only short text."""
    if not isinstance(cell, str) or len(cell) > 2 * MAX_HEADING:
        return ""
    cleaned = clean_heading(cell)
    return cleaned if len(cleaned) <= MAX_HEADING else ""


def joined(rows: Sequence[Sequence[Cell]], column: int) -> tuple[list[str], str]:
    """The readings of a heading that stands in these rows, the most likely first, and what is shown for it.

    A merged cell says the same in each row. A group over its columns (管理关系 over 人事, 日常) is read with them and left
    out; a heading broken over rows only makes sense together.
    """
    parts: list[str] = []
    shown: list[str] = []
    for row in rows:
        cell = row[column] if column < len(row) else None
        text = heading_cell(cell)
        if text and (not parts or parts[-1] != text):
            parts.append(text)
            shown.append("".join(_TAG.sub("", str(cell)).split()))
    if not parts:
        return [], ""
    readings = ["".join(parts), parts[-1], parts[0]] if len(parts) > 1 else [parts[0]]
    if len(parts) > 2:
        readings.append("".join(parts[-2:]))
    return list(dict.fromkeys(readings)), "·".join(shown)


def is_total(text: str) -> bool:
    """Whether a cell marks a row of totals 合计."""
    return len(text) <= 30 and _TOTAL.match(simplified("".join(text.split()))) is not None


def is_note(text: str) -> bool:
    """Whether a cell begins a note under or over a list 注、说明."""
    return _NOTE.match(simplified(text.strip()[:80])) is not None
