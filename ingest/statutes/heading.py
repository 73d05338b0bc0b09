"""The head of a statute 法规题注: its name, who passed it, under which number, when, and for where."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .locator import instrument_name

_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMBER = re.compile(
    r"[一-鿿、]{0,30}?(?:令第?\s*\d+\s*号|令〔?\d{4}〕?第?\s*\d+\s*号|公告第?\s*\d+\s*号)|[一-鿿]{2,10}〔\d{4}〕\s*\d+\s*号"
)
_TITLED = re.compile(r"《.*?》(?=第|修|的|等|\s|$)")
_CONGRESS = re.compile(r"([一-鿿]{2,12}?)(?:第[一二三四五六七八九十]+届)?(?:人民代表大会|人大)(常务委员会|常委会)?")
_NATIONAL = re.compile(r"全国人民代表大会|全国人大|主席令")
_STATE_COUNCIL = re.compile(r"国务院(?!.{0,8}(?:部|委|局|署)(?:令|发布))|政务院")
_COURT = re.compile(r"最高人民(?:法院|检察院)")
_MINISTRY = re.compile(r"([一-鿿]{2,14}?(?:部|委员会|总局|局|署|银行))(?:令|公告|第\d+号|发布|公布|通过)")
_GOVERNMENT = re.compile(r"([一-鿿]{2,12}?人民政府)")
_PASSED = re.compile(r"通过|批准|公布|发布|颁布|施行|修订|修正|修改|印发|令第|公告")
_SUFFIX = re.compile(
    r"(?:法|法典|条例|规定|办法|决定|决议|细则|规则|解释|修正案(?:（[^）]+）)?|规范|准则|守则|制度|方案|标准|意见|公告|通知|章程|通则|组织法|问题的?答复)"
    r"(?:（[^）]{1,12}）)?$"
)
_AMENDED_BY = re.compile(
    r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》\s*(?:[（(].*?[）)])?\s*(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)"
)
_REPEALED = re.compile(r"(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[^，。；\n]{0,40}?(?:废止|失效)$")
_PLACE_ISSUER = re.compile(r"^([一-鿿]{1,9}?(?:省|市|自治区|自治州|自治县|经济特区|县|区))")

_INNER = re.compile(r"第[一二三四五六七八九十百]+[条章编节]|[一二三四五六七八九十]+、")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a statute states; a date or number that it does not state is None or ""."""

    name: str
    kind: str
    issuer: str
    document_number: str
    issued_on: dt.date | None
    published_on: dt.date | None
    effective_on: dt.date | None
    repealed_on: dt.date | None
    jurisdiction: str
    version_on: dt.date | None
    """When this text was last passed or amended: of two versions the newer one is believed."""
    amended_by: tuple[tuple[str, dt.date | None], ...]


def date_in(text: str) -> dt.date | None:
    """The first date of the text, or None (31 June is none)."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def is_title(text: str) -> bool:
    """Whether a line reads like a statute's name."""
    return 4 <= len(text) <= 90 and _SUFFIX.search(text) is not None and "。" not in text and not _INNER.match(text)


def is_history(line: str) -> bool:
    """Whether a line of the head states who passed, published or amended the statute, and when."""
    return len(line) < 4000 and _DATE.search(line) is not None and _PASSED.search(line) is not None


def read_heading(title: str, lines: list[str]) -> Heading:
    """The head from its title and the lines between title and text."""
    name = instrument_name(title)
    history = [line.replace("<", "〈").replace(">", "〉") for line in lines if is_history(line)]
    outside = [_TITLED.sub("", line) for line in history]
    kind, issuer, jurisdiction = _kind(name, outside)
    published = [d for line in outside if re.search(r"公布|发布|颁布", line) and (d := date_in(line))]
    effective = [d for line in outside if re.search(r"\d日\s*(?:起)?(?:施行|实施)", line) and (d := _date_before(line, "施行"))]
    repealed = [d for line in outside if (m := _REPEALED.search(line)) and (d := date_in(m[1]))]
    return Heading(
        name,
        kind,
        issuer,
        _number(outside),
        next((d for line in outside if (d := date_in(line))), None),
        published[-1] if published else None,
        effective[-1] if effective else None,
        repealed[-1] if repealed else None,
        jurisdiction,
        max((d for line in outside for m in _DATE.finditer(line) if (d := date_in(m.group()))), default=None),
        _amendments(name, history),
    )


def _date_before(line: str, word: str) -> dt.date | None:
    cut = line.rfind(word)
    dates = list(_DATE.finditer(line[:cut]))
    return date_in(dates[-1].group()) if dates else None


def _number(lines: list[str]) -> str:
    """The number of the last full publication: a decree (令) before a notice (公告)."""
    decree = notice = ""
    for line in lines:
        if match := _NUMBER.search(_DATE.sub(" ", line)):
            text = re.sub(r"\s+", "", match.group()).lstrip("、以经由和")
            if "令" in text:
                decree = text
            else:
                notice = text
    return (decree or notice).replace("中华人民共和国国务院令", "国务院令").replace("中华人民共和国主席令", "主席令")


def _kind(name: str, lines: list[str]) -> tuple[str, str, str]:
    """Kind, issuer and jurisdiction, from the first line that names an issuer; failing that, from the name."""
    for line in lines:
        if _NATIONAL.search(line):
            return "law", _national_issuer(line), "全国"
        if _COURT.search(line):
            return "judicial_interpretation", "、".join(dict.fromkeys(re.findall(r"最高人民法院|最高人民检察院", line))), "全国"
        body = _DATE.sub(" ", line)
        if (match := _CONGRESS.search(body)) and (place := _PLACE_ISSUER.match(match[1].lstrip("经由根据"))):
            return "local_regulation", f"{place[1]}人民代表大会{'常务委员会' if match[2] else ''}", place[1]
        if _STATE_COUNCIL.search(line):
            return "admin_regulation", "国务院", "全国"
        if match := _GOVERNMENT.search(body):
            return "local_rule", match[1], match[1].removesuffix("人民政府")
        if match := _MINISTRY.search(body):
            return "department_rule", match[1], "全国"
    return _kind_by_name(name)


def jurisdiction_of(title: str) -> str:
    """For where an instrument speaks as far as its title tells: 上海市, 全国, or "" where it tells nothing."""
    return _kind_by_name(instrument_name(title))[2]


def _kind_by_name(name: str) -> tuple[str, str, str]:
    """What the name alone tells: a 条例 without a place is the State Council's (行政法规制定程序条例第五条)."""
    if re.match(r"(?:第[一二三四五六七八九十]+届)?全国人民代表大会", name):
        return "law", _national_issuer(name), "全国"
    if name.startswith("中华人民共和国") and name.endswith(("法", "法典", "修正案")):
        return "law", "", "全国"
    if place := _PLACE_ISSUER.match(name):
        return "local_regulation", "", place[1]
    if name.startswith("国务院") or name.endswith(("条例", "实施细则")):
        return "admin_regulation", "国务院", "全国"
    return "other", "", ""


def _national_issuer(line: str) -> str:
    return "全国人民代表大会常务委员会" if re.search(r"大会常务委员会|人大常委会", line) else "全国人民代表大会"


def _amendments(name: str, lines: list[str]) -> tuple[tuple[str, dt.date | None], ...]:
    found: dict[str, dt.date | None] = {}
    for line in lines:
        for match in _AMENDED_BY.finditer(line):
            other = instrument_name(match[1])
            if other != name and re.search(r"修改|修正|修订|废止|决定", other):
                found.setdefault(other, date_in(line))
    return tuple(found.items())
