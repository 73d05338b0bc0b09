"""Dates 日期 of every form with their exact spans: days, spans, plan periods, and what only the text can say (即日起)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numbers import DATE, date
from .shadow import shadow

_PART = "初|底|末|上旬|中旬|下旬"
_MONTH = (
    rf"(?:\d{{1,2}} ?月(?: ?\d{{1,2}} ?日|{_PART})?|[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日|{_PART})?)"
)
_ABSOLUTE = DATE.replace("?P<Y>", "?:")
_TO = r" ?(?:-|~|至|到|--) ?"
_WHEN = re.compile(
    rf"(?P<plan>“?十[一二三四五六]五”?(?=规划|期间|时期|末|以来|中期|[的,。、]|$)(?:规划期|期间|时期|末|中期|以来)?)"
    r"|(?P<since>自(?:本)?[\u4e00-\u9fff]{0,8}?(?:公布|发布|印发|施行|实施|下发|送达|受理|收到|签订|签署|批准|通过)[\u4e00-\u9fff]{0,6}?之日起"
    r"|从?即日起)"
    rf"|(?P<span>{_ABSOLUTE}{_TO}(?:{_ABSOLUTE}|{_MONTH}|\d{{1,2}} ?日))"
    rf"|(?P<absolute>{_ABSOLUTE})"
    rf"|(?P<year>(?:今|去|前|明|后|当|本|上)年(?:度)?(?:初|底|末|上半年|下半年|第?[一二三四]季度|{_MONTH})?)"
    rf"|(?P<months>(?<![\d年]){_MONTH}{_TO}(?:{_MONTH}|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?日))"
    rf"|(?P<month>(?<![\d年个]){_MONTH}(?!份?以内))"
    r"|(?P<part>(?<!年)(?:上半年|下半年|第?[一二三四]季度))"
)
_BOUND = re.compile(r"(?P<from>起|以来|开始|以后|之后)|(?P<until>[之以]?前|止|为止)")
_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"十": 10}
_PLANS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_RELATIVE = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2}


@dataclass(frozen=True, slots=True)
class When:
    """A date where a text names it. ``first`` and ``last`` are as far as told (2020, 2020-06, 2020-06-30), "" when unknown.

    ``bound`` is from (起, 以来), until (前, 止) or ""; ``kind`` date, span, plan 五年规划, year (今年), part (上半年) or since,
    an event of the text itself (自发布之日起).
    """

    start: int
    end: int
    text: str
    kind: str
    first: str
    last: str
    bound: str = ""


def dates(text: str, issued: str = "") -> list[When]:
    """Every date in a text. ``issued`` is the text's own date, which gives 今年 and 3月15日 their year if the text tells none."""
    folded = shadow(text)
    out: list[When] = []
    year = issued[:4]
    for found in _WHEN.finditer(folded):
        kind = found.lastgroup or ""
        said = found[0].replace(" ", "")
        first, last = _read(kind, said, year, issued[:4])
        if kind in ("absolute", "span") and first:
            year = last[:4] or first[:4]
        bound = _BOUND.match(folded, found.end())
        out.append(
            When(
                *found.span(),
                text[slice(*found.span())],
                _kind(kind, first, last),
                first,
                last,
                (bound.lastgroup or "") if bound is not None else "from" if kind == "since" else "",
            )
        )
    return out


def _kind(kind: str, first: str, last: str) -> str:
    if kind in ("absolute", "month"):
        return "date" if first[:4] == last[:4] else "span"
    return "span" if kind == "months" else kind


def _read(kind: str, said: str, year: str, issued: str) -> tuple[str, str]:
    if kind == "plan":
        begin = _PLANS[said.strip("“")[1]]
        return str(begin), str(begin + 4)
    if kind == "absolute":
        return _halves(said, date(said), _end_of_years(said))
    if kind == "year":
        base = str(int(issued) + _RELATIVE[said[0]]) if issued and said[0] != "当" else year if said[0] == "当" else ""
        month = re.search(_MONTH, said)
        if not base:
            return "", ""
        return _halves(said, _dated(base, month[0]) if month else base, "")
    if kind in ("month", "part"):
        if not year:
            return "", ""
        return _halves(said, _dated(year, said) if kind == "month" else year, "")
    if kind in ("span", "months"):
        cut = re.search(r"-|~|至|到", said[4:] if kind == "span" else said)
        at = (cut.start() + (4 if kind == "span" else 0)) if cut else len(said)
        left, right = said[:at], said[at:].lstrip("-~至到")
        first = date(left) if kind == "span" else _dated(year, left) if year else ""
        last = date(right) or _right(first, right)
        return first, last
    return "", ""


def _right(first: str, said: str) -> str:
    """The end of a span, which leaves out what its beginning has said: 3月1日至10日."""
    if not first:
        return ""
    if "月" in said:
        return _dated(first[:4], said)
    day = said.rstrip("日 ")
    return f"{first[:7]}-{int(day) if day.isdigit() else _small(day):02d}"


def _dated(year: str, said: str) -> str:
    """A month and day in words with its year: 三月十五日 of 2020 is 2020-03-15."""
    parts = [year]
    for number in re.findall(r"(\d{1,2}|[一二三四五六七八九十]{1,3})(?=[月日])", said):
        parts.append(f"{int(number) if number.isdigit() else _small(number):02d}")
    return "-".join(parts)


def _small(number: str) -> int:
    """A Chinese numeral up to 39."""
    tens, ten, ones = number.rpartition("十")
    return ((_CHINESE[tens] if tens else 1) * 10 if ten else 0) + (_CHINESE[ones] if ones else 0)


def _end_of_years(said: str) -> str:
    years = re.match(r"\d{4}年?(?:-|~|至|到)+(\d{4})年", said)
    return years[1] if years else ""


def _halves(said: str, first: str, last: str) -> tuple[str, str]:
    """What 上半年, 第三季度, 初 and 底 add to a year or month."""
    quarter = re.search(r"([一二三四])季度", said)
    if quarter is not None and len(first) == 4:
        q = "一二三四".index(quarter[1])
        return f"{first}-{3 * q + 1:02d}", f"{first}-{3 * q + 3:02d}"
    if len(first) == 4 and said.endswith("上半年"):
        return f"{first}-01", f"{first}-06"
    if len(first) == 4 and said.endswith("下半年"):
        return f"{first}-07", f"{first}-12"
    if len(first) == 4 and said.endswith(("底", "末")):
        return f"{first}-12", f"{first}-12"
    if len(first) == 4 and said.endswith("初"):
        return f"{first}-01", f"{first}-01"
    return first, last or first
