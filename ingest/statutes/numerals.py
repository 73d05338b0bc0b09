"""Numerals of statutes 条款数字: 第二十五条 and 第25条 both ways, only ever on a captured numeral."""

from __future__ import annotations

from functools import lru_cache

import cn2an

DIGITS = "零〇一二三四五六七八九十百千两"
"""Characters of a Chinese numeral in a locator."""

NUMERAL = rf"(?:[{DIGITS}]+|[0-9０-９]{{1,4}})"
"""A numeral as a regular expression."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@lru_cache(maxsize=4096)
def to_int(numeral: str) -> int | None:
    """The number that a captured numeral writes (二十五, 25, ２５), or None for what is no number (百十)."""
    text = numeral.strip().translate(_FULL_WIDTH).replace("〇", "零")
    if text.isdigit():
        return int(text)
    if text.startswith("十"):
        text = "一" + text  # cn2an's strict reading wants 一十五
    text = text.replace("百十", "百一十").replace("零十", "零一十")
    try:
        return int(cn2an.cn2an(text, "smart"))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def to_chinese(number: int) -> str:
    """The numeral as statutes write it: 15 is 十五, 110 is 一百一十."""
    text = str(cn2an.an2cn(number))
    return text[1:] if text.startswith("一十") else text
