"""Cells to values 取值: dates, numbers, yes and no, enumerations, terms of a vocabulary, in the forms that offices write."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from functools import lru_cache

from graph.ontology import Vocabulary
from ingest.names import simplified
from ingest.readers import Cell
from ingest.statutes.numerals import to_int

from .terms import EXTRA_TERMS


class BadValue(ValueError):
    """A cell that is not what its column holds; the message says so in Chinese."""


NOTHING: frozenset[str] = frozenset(
    (
        "",
        "-",
        "—",
        "——",
        "－",
        "--",
        "/",
        "／",
        "\\",
        "无",
        "暂无",
        "空",
        "n/a",
        "na",
        "none",
        "null",
        "待定",
        "不详",
        "未知",
        "…",
        "*无",
    )
)
"""How offices write that a cell is empty."""

_NOTHING_LENGTH = max(map(len, NOTHING))
ERRORS: frozenset[str] = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
"""What a formula that failed shows."""

_EPOCH = dt.date(1899, 12, 30)
_YMD = re.compile(r"^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[T ,，].*|\(.*|号.*)?$")
_SINCE = re.compile(r"^自(?=\d{4}|[〇○零一二])|(?<=[年月日\d])(?:起|开始|始|起施行|施行|起实施|实施|起执行|执行|前|止|底)$")
_TIME = re.compile(r"(?<=\d)\s+\d{1,2}[:：时].*$", re.S)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"^(\d{4})年?度?$")
_CHINESE_DATE = re.compile(
    r"^([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十元]{1,3})月(?:([一二三四五六七八九十]{1,3})日?)?)?$"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMBER = re.compile(
    r"^(?:约|近|共|计|合计|逾|超过?|不少于|至少|人民币|¥|￥|rmb)*([-+]?\d+(?:\.\d+)?)\s*(万|亿|千|百|%|‰)?([^\d]*)$"
)
_REMARK = re.compile(r"\([^()]*\)$")
_FACTORS = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2, "%": 0.01, "‰": 0.001}
_TRUE = frozenset(
    [
        "是",
        "有",
        "对",
        "真",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "√",
        "✓",
        "✔",
        "☑",
        "v",
        "已",
        "完整",
        "全部",
        "合成",
        "排他",
        "示例",
        "模拟",
    ]
)
_FALSE = frozenset(
    [
        "否",
        "无",
        "没有",
        "错",
        "假",
        "n",
        "no",
        "false",
        "f",
        "0",
        "×",
        "x",
        "✗",
        "✘",
        "☐",
        "未",
        "不完整",
        "部分",
        "真实",
        "不排他",
        "非排他",
        "不是",
    ]
)
_OPEN_ENDED = ("长期", "至今", "永久", "无期限", "未定", "现行", "持续", "不限", "常态")


def squeezed(cell: Cell) -> str:
    """A cell's text as compared: NFKC, no white space."""
    text = cell if type(cell) is str else show(cell)
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split())


def show(cell: Cell) -> str:
    """A cell as a person reads it in the sheet."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


def is_nothing(text: str) -> bool:
    """Whether a cell's squeezed text means that it is empty."""
    return len(text) <= _NOTHING_LENGTH and text.lower() in NOTHING


def parse_text(cell: Cell) -> str | None:
    """Text without white space at its ends; None for what means empty."""
    text = show(cell).strip()
    return None if is_nothing(squeezed(text)) else text


def parse_code(cell: Cell) -> str | None:
    """A code: no white space, half-width. A number keeps its digits (Excel drops leading zeros, which cannot be had back)."""
    if type(cell) is str and len(cell) > 4 and cell.isascii() and cell.isalnum():
        return cell
    text = squeezed(cell)
    return None if is_nothing(text) else text


def parse_name(cell: Cell) -> str | None:
    """One name: line breaks inside are layout."""
    text = "".join(show(cell).split()).strip("、；;，,。")
    return None if is_nothing(text) else text


def parse_names(cell: Cell) -> tuple[str, ...] | None:
    """Names separated by 、；，; or line ends, not inside brackets or quotation marks; None where there are none."""
    found = tuple(dict.fromkeys(n for part in split(show(cell)) if (n := cleaned_name(part))))
    return found or None


_ITEM_NUMBER = re.compile(r"^(?:\d{1,2}[.、)．]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]|[①-⑳])\s*")


def cleaned_name(part: str) -> str:
    """One of several names, without its number in the cell, 等 and punctuation; "" for what means nothing."""
    name = _ITEM_NUMBER.sub("", "".join(part.split())).strip("。.;；")
    if name.endswith(("等", "等等")) and len(name) > 3:
        name = name.rstrip("等")
    return "" if is_nothing(name) else name


_OPENING, _CLOSING = "（(《〈“「【[", "）)》〉”」】]"


def split(text: str, separators: str = "、；;，,\n") -> list[str]:
    """Parts of an enumeration; separators inside brackets and quotation marks do not count."""
    if not any(c in text for c in _OPENING):
        for separator in separators[1:]:
            text = text.replace(separator, separators[0])
        return text.split(separators[0])
    parts, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and char in separators:
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    return parts


def parse_date(cell: Cell) -> dt.date | None:
    """A day. A month means its first day, a year its first; numbers are Excel's serials. Raises BadValue."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell))
    text = _SINCE.sub("", squeezed(_TIME.sub("", show(cell))))
    if is_nothing(text):
        return None
    parts: tuple[int, int, int] | None = None
    if match := _YMD.match(text) or _COMPACT.match(text):
        parts = int(match[1]), int(match[2]), int(match[3] or 1)
    elif match := _YEAR.match(text):
        parts = int(match[1]), 1, 1
    elif match := _CHINESE_DATE.match(text):
        month = 1 if match[2] == "元" else to_int(match[2]) if match[2] else 1
        parts = int(match[1].translate(_DIGITS)), month or 0, (to_int(match[3]) or 0) if match[3] else 1
    elif text.replace(".", "", 1).isdecimal():
        return _serial(float(text))
    if parts is None:
        raise BadValue(f"“{text[:30]}”不是日期")
    try:
        return dt.date(*parts)
    except ValueError as error:
        raise BadValue(f"“{text[:30]}”不是存在的日期") from error


def _serial(number: float) -> dt.date:
    if 1900 <= number <= 2100 and number.is_integer():
        return dt.date(int(number), 1, 1)
    if 19_000_101 <= number <= 21_001_231 and number.is_integer():
        year, rest = divmod(int(number), 10_000)
        try:
            return dt.date(year, *divmod(rest, 100))
        except ValueError as error:
            raise BadValue(f"“{int(number)}”不是存在的日期") from error
    if not 10_000 <= number < 110_000:
        raise BadValue(f"“{number:g}”不是日期")
    return _EPOCH + dt.timedelta(days=int(number))


def parse_until(cell: Cell) -> dt.date | None:
    """The day on which something ends; 长期 and the like have none. Raises BadValue."""
    text = squeezed(cell)
    return None if any(word in text for word in _OPEN_ENDED) else parse_date(cell)


def parse_number(cell: Cell) -> float | None:
    """A number with or without a unit (1,234元, 3.5万元, 十二人). Raises BadValue."""
    if isinstance(cell, bool):
        raise BadValue("不是数字")
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise BadValue(f"“{cell}”不是数字")
        return float(cell)
    text = squeezed(cell)
    if is_nothing(text):
        return None
    plain = _REMARK.sub("", text.lower().replace(",", "")) or text
    if match := _NUMBER.match(plain):
        return float(match[1]) * _FACTORS.get(match[2] or "", 1.0)
    chinese = to_int(re.sub(r"[名人个支项户件元辆台本张枚处条份只部座间次家]$", "", plain))
    if chinese is None:
        raise BadValue(f"“{text[:30]}”不是数字")
    return float(chinese)


def parse_integer(cell: Cell) -> int | None:
    """A whole number. Raises BadValue."""
    number = parse_number(cell)
    if number is None:
        return None
    if abs(number) >= 2**53 or number != round(number):
        raise BadValue(f"“{squeezed(cell)[:30]}”不是整数")
    return round(number)


def parse_boolean(cell: Cell) -> bool | None:
    """是/否, √/×, 有/无, 1/0. Raises BadValue."""
    if isinstance(cell, bool):
        return cell
    text = squeezed(cell).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if is_nothing(text):
        return None
    raise BadValue(f"“{text[:30]}”不是“是”或“否”")


def parse_term(cell: Cell, vocabulary: Vocabulary) -> str | None:
    """A term of a vocabulary by its Chinese words, its value, or what offices write for it. Raises BadValue."""
    text = simplified(squeezed(cell))
    words = _words(vocabulary)
    if text in words:
        return words[text]
    if is_nothing(text):
        return None
    inside = [(len(word), value) for word, value in words.items() if len(word) >= 2 and word in text]
    if inside:
        return max(inside)[1]
    known = "、".join(term.zh for term in vocabulary.terms)
    raise BadValue(f"“{text[:30]}”不在“{vocabulary.zh}”的可选值（{known}）之中")


@lru_cache(maxsize=64)
def _words(vocabulary: Vocabulary) -> dict[str, str]:
    words: dict[str, str] = {}
    for term in vocabulary.terms:
        words[squeezed(term.zh)] = term.value
        words[term.value] = term.value
    for word, value in EXTRA_TERMS.get(vocabulary.name, ()):
        words.setdefault(word, value)
    return words
