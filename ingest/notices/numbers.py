"""Numbers with units, ranges and dates 数字、区间、日期. Chinese numerals go through cn2an only once they are captured."""

from __future__ import annotations

import re
from functools import lru_cache

import cn2an

from graph.evidence import Quantity

_UNIT = (
    "个百分点|平方公里|平方千米|平方米|个小时|个工作日|工作日|个月|大类|人次|户次|万元|亿元|亩|公里|个|名|人|支|只|项|家|处|起|件|次|本|条款|条|种|类|户|间|辆|台|套|年|天|日|小时|分钟|"
    "元|倍|级|批|所|座|栋|片|张|份|场|位|组|层|口|门|册|篇|宗|例|吨|米|周|轮|则|款|章|块|班|路"
)
_REPEATED = "万元|亿元|元|%|个|名|人|天|日|年|项|家|平方米|小时"
_ARABIC = r"\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15}(?:\.\d{1,15})?"
_CHINESE = r"(?:[一二两三四五六七八九十百千〇零]|万(?=[一二三四五六七八九〇零])){1,12}"
"""三千 of 三千万元 and 三万 of 三万元 leave 万 to the unit; 十二万三千 is one numeral."""
_CHINESE_UNIT = (
    "万元|亿元|余人|个百分点|平方公里|个工作日|工作日|个小时|个月|大类|个|名|支|只|项|家|处|起|件|次|本|条款|种|类|户|间|辆|台|套|年|天|小时|元|倍|所|座|片|张|份|场|位|组|批|篇|册|条"
    "|(?<=[余多])人|(?<=[十百千])人|(?<=十[一二三四五六七八九])人"
)
NUMBER = (
    rf"(?P<N>百分之(?:{_CHINESE}(?:点[一二三四五六七八九零〇]{{1,4}})?|\d+(?:\.\d+)?)"
    r"|(?<![一二三四五六七八九十百第])[二三四五六七八九十]{1,2}分之[一二三四五六七八九十]{1,2}(?:左右|以上|以下)?"
    rf"|(?<![\d第.+])(?:{_ARABIC}) ?(?:{_REPEATED})(?:-|~|至|到|--)(?:{_ARABIC}) ?(?:{_REPEATED})(?:左右|以上|以下|以内)?"
    rf"|(?<![\d第.+])(?:{_ARABIC})(?:[万亿])?(?: ?(?:-|~|至|到|--) ?(?:{_ARABIC}))?(?:[余多几]?[万亿千百]+)?(?:余|多|几)?"
    rf"(?:(?: ?(?:%|(?:{_UNIT})))|(?<=[万亿]))(?:左右|以上|以下|以内|之内)?"
    rf"|(?<![第一二三四五六七八九十几数同统万百千])(?!一[^一二三四五六七八九十百千万〇零至到])(?:{_CHINESE})(?:[至到-](?:{_CHINESE}))?(?:余|多|几)?(?:{_CHINESE_UNIT})(?:左右|以上|以下|以内)?)"
)
"""One number with its unit. A Chinese numeral needs the unit at once, and an ordinal (第三) is none."""

_LATE = r"(?:初|底|末|上旬|中旬|下旬|上半年|下半年|第?[一二三四]季度)"
DATE = (
    r"(?P<Y>(?<!\d)(?:19|20)\d\d ?年? ?(?:-|~|至|到|--) ?(?:19|20)\d\d ?年(?![\d一二三四五六七八九十] ?月|\d\d ?月)"
    rf"|(?<!\d)\d{{4}}(?: ?年(?: ?\d{{1,2}} ?月(?: ?\d{{1,2}} ?日|{_LATE})?|{_LATE})?|[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))"
    rf"|[二一][〇零九][〇零一二三四五六七八九]{{2}}年(?:[一二三四五六七八九十]{{1,3}}月(?:[一二三四五六七八九十]{{1,3}}日|{_LATE})?|{_LATE})?)"
)
"""One date, or a span of years. What of it :func:`date` cannot say (初、底、上半年) stays in the words."""

_TWICE = re.compile(rf"^(?P<a>{_ARABIC}) ?(?P<u>{_REPEATED})(?:-|~|至|到|--)(?P<b>{_ARABIC}) ?(?P<v>{_REPEATED})")
_SHARE = re.compile(r"^([一二三四五六七八九十]{1,2})分之([一二三四五六七八九十]{1,2})")
_PARTS = re.compile(
    rf"^(?P<a>{_ARABIC}|{_CHINESE})(?P<m>[万亿])?(?: ?(?:-|~|至|到|--) ?(?P<b>{_ARABIC}|{_CHINESE}))?"
    r"(?P<many>[余多几]?[万亿千百]+)?(?P<approx>余|多|几)?"
)
_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_MONEY = {"元": 1.0, "万元": 1e4, "亿元": 1e8}


@lru_cache(maxsize=4096)
def _value(text: str) -> float | None:
    text = text.replace(",", "")
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return float(cn2an.cn2an(text.replace("〇", "零"), "smart"))
    except (ValueError, KeyError):
        return None


def quantity(text: str) -> Quantity | None:
    """The number in ``text``, as :data:`NUMBER` finds it.

    28万 keeps 万 in the unit; a range has its end as ``maximum``; 三分之二 is a percentage. None if unreadable.
    """
    text = text.strip()
    if text.startswith("百分之"):
        whole, _, tenths = text[3:].partition("点")
        share = _value(whole)
        if share is not None and tenths:
            share += float("0." + "".join(_DIGIT[c] for c in tenths))
        return None if share is None else Quantity(share, "%")
    if (fraction := _SHARE.match(text)) is not None:
        below, above = _value(fraction[1]), _value(fraction[2])
        return Quantity(round(100 * above / below, 2), "%") if below and above else None
    if (twice := _TWICE.match(text)) is not None and (both := _range(twice)) is not None:
        return both
    found = _PARTS.match(text)
    if found is None:
        return None
    value = _value(found["a"])
    if value is None:
        return None
    unit = text[found.end() :].strip()
    for suffix in ("左右", "以上", "以下", "以内", "之内"):
        unit = unit.removesuffix(suffix)
    many = (found["m"] or "") + (found["many"] or "").lstrip("余多几")
    maximum = _value(found["b"]) if found["b"] else None
    return Quantity(value, many + unit.removeprefix("余"), maximum)


def _range(twice: re.Match[str]) -> Quantity | None:
    """A range that says its unit twice: 50元至200元, 5000元至2万元."""
    low, high, unit, last = _value(twice["a"]), _value(twice["b"]), twice["u"], twice["v"]
    if low is None or high is None:
        return None
    if unit == last:
        return Quantity(low, unit, high)
    return Quantity(low, unit, high * _MONEY[last] / _MONEY[unit]) if unit in _MONEY and last in _MONEY else None


def date(text: str) -> str:
    """The date in ``text`` as far as it is told: 2015, 2015-01 or 2015-01-06; of a span of years the first; "" for none."""
    text = text.replace(" ", "")
    found = re.match(r"(\d{4})(?:年|[-/.~至到])(?:(\d{1,2})(?:月|[-/.])(?:(\d{1,2}))?)?", text)
    if found is None:
        chinese = re.match(
            r"([二一][〇零九][〇零一二三四五六七八九]{2})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?)?",
            text,
        )
        if chinese is None:
            return ""
        year = "".join(_DIGIT[c] for c in chinese[1])
        rest = [int(v) for g in (chinese[2], chinese[3]) if g and (v := _value(g)) is not None]
        return "-".join([year, *(f"{n:02d}" for n in rest)])
    parts = [found[1], *(f"{int(g):02d}" for g in found.groups()[1:] if g)]
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return parts[0]
    return "-".join(parts)
