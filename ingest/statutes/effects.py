"""What a statute says of its own time and of other statutes 施行与废止: effective date, repeals, what it amends."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .heading import Heading, date_in
from .locator import instrument_name

_FROM = re.compile(r"自\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:零时)?起?(?:施行|实施|生效)")
_ON_PUBLICATION = re.compile(r"自(?:公布|发布|颁布)之日起?(?:施行|实施|生效)")
_REPEAL = re.compile(r"[^。；\n]*?(?:同时|予以|即行)(?:废止|失效)")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》(?!\s*(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|等\d))")
_PARTLY = re.compile(r"《(?:[^《》]|《[^《》]*》)+》(?:中|第).{0,30}(?:规定|条).{0,8}废止")
_AMENDING = re.compile(r"关于(?:修改|修正|修订|补充)《((?:[^《》]|《[^《》]*》)+)》")
_AMENDMENT = re.compile(r"^(.*?)修正案(?:（.*）)?$")


@dataclass(frozen=True, slots=True)
class Effect:
    """A repeal or an amendment that the text states, with the span that states it (-1 where it is the title)."""

    relation: str
    target: str
    start: int
    end: int


def effective_date(text: str, start: int, end: int, heading: Heading) -> dt.date | None:
    """From when the statute is in force: its own last word, then the head; 自公布之日 needs a published date."""
    stated = list(_FROM.finditer(text, max(start, end - 6000), end))
    if stated:
        return date_in(stated[-1][1])
    if heading.effective_on is not None:
        return heading.effective_on
    if _ON_PUBLICATION.search(text, max(start, end - 6000), end):
        return heading.published_on
    return None


def effects(text: str, start: int, end: int, name: str) -> list[Effect]:
    """Repeals in the closing articles, and what the title says the statute amends.

    Only a whole instrument is repealed: 《…》中有关…的规定同时废止 is passed over, and so is a title that only says how
    another was amended. A statute that replaces one of its own name repeals nothing, for the name lives on.
    """
    found: dict[tuple[str, str], Effect] = {}
    for match in _REPEAL.finditer(text, max(start, end - 6000), end):
        sentence = match.group()
        if "施行" not in text[max(start, match.start() - 200) : match.end()] or _PARTLY.search(sentence):
            continue
        for title in _TITLE.finditer(sentence):
            other = instrument_name(title[1])
            if other != name and not re.search(r"关于(?:修改|修正|修订)", other):
                found.setdefault(("REPEALS", other), Effect("REPEALS", other, match.start(), match.end()))
    if amending := _AMENDING.search(name):
        other = instrument_name(amending[1])
        found.setdefault(("AMENDS", other), Effect("AMENDS", other, -1, -1))
    elif (amendment := _AMENDMENT.match(name)) and amendment[1]:
        other = instrument_name(amendment[1])
        found.setdefault(("AMENDS", other), Effect("AMENDS", other, -1, -1))
    return list(found.values())
