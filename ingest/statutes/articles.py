"""A statute's text cut into 条, 款 and 项, each with its exact span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .numerals import DIGITS, to_int

_MARK = r"[ \t\u200b\u3000]*(?:#{1,6}[ \t]*)?(?:\*\*)?[ \t\u3000]*"
_ARTICLE = re.compile(
    rf"^{_MARK}第([{DIGITS}]+|\d{{1,4}})条(?:之([{DIGITS}]+))?(?:\*\*)?(?=[\s\u3000:：【\[（(]|$|[一-鿿])[ \t\u3000]*", re.M
)
_NUMBERED = re.compile(rf"^{_MARK}([一二三四五六七八九十百]+)(?:\*\*)?、", re.M)
_ITEM = re.compile(r"^[ \t\u3000]*[（(]([一二三四五六七八九十百]{1,4})[）)]")
_SUB_ITEM = re.compile(r"^(?:\d{1,2}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])")
_PART = re.compile(rf"^{_MARK}(?:第[{DIGITS}]+(?:编|分编|章|节|部分)|附\s*则|总\s*则|附\s*件|附\s*录|序\s*言|修正案)")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """One 条, 款 or 项: numbers and the span of its text in the canonical text."""

    article: int
    sub: int | None
    paragraph: int | None
    item: int | None
    start: int
    end: int


@dataclass(slots=True)
class Cut:
    """The clauses of a text, and how many lines began like an article but broke the order (quoted ones)."""

    clauses: list[Clause] = field(default_factory=list)
    articles: int = 0
    out_of_order: int = 0
    numbered: bool = False


def is_part(line: str) -> bool:
    """Whether a line is a heading inside a statute: 第一章, 附则."""
    return _PART.match(line) is not None


def article_starts(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, int, int | None]]:
    """(line start, text start, number, 之) of every line that begins like an article."""
    found = []
    for match in _ARTICLE.finditer(text, start, len(text) if end is None else end):
        number = to_int(match[1])
        if number:
            found.append((match.start(), match.end(), number, to_int(match[2]) if match[2] else None))
    return found


def cut(text: str, start: int, end: int) -> Cut:
    """The clauses between two offsets.

    Articles must rise; a line that does not (an article quoted in an amendment) stays text. A decision or amendment
    without articles is cut by its 一、二、三. A 款 is listed only where an article has several; a 项 names its 款 only then.
    """
    result = Cut()
    heads: list[tuple[int, int, int, int | None]] = []
    last = (0, 0)
    first_numbered = _NUMBERED.search(text, start, end)
    starts = article_starts(text, start, end)
    if first_numbered and (not starts or first_numbered.start() < starts[0][0]) and to_int(first_numbered[1]) == 1:
        result.numbered = True
        expected = 1
        for match in _NUMBERED.finditer(text, start, end):
            if to_int(match[1]) == expected:
                heads.append((match.start(), match.end(), expected, None))
                expected += 1
        if len(heads) < 2 and starts:
            result.numbered, heads = False, []
    if not result.numbered:
        for line, body, number, sub in starts:
            if (number, sub or 0) > last and number <= last[0] + 60 + (2000 if not heads else 0):
                heads.append((line, body, number, sub))
                last = (number, sub or 0)
            else:
                result.out_of_order += 1
    result.articles = len(heads)
    for index, (line, body, number, sub) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else end
        result.clauses.extend(_clauses(text, _visible(text, line), body, stop, number, sub))
    return result


def _visible(text: str, line: int) -> int:
    match = re.compile(_MARK).match(text, line)
    return match.end() if match else line


def _clauses(text: str, line: int, body: int, stop: int, number: int, sub: int | None) -> Iterator[Clause]:
    """The article, then its 款 (when several) and 项."""
    paragraphs: list[tuple[int, int]] = []
    items: list[tuple[int, int, int, int]] = []
    finish = line
    for match in _LINE.finditer(text, body, stop):
        raw = match.group()
        content = raw.strip(" \t\u3000\u200b\r")
        if not content or content.startswith(("<!--", "---")):
            continue
        if _PART.match(raw):
            break
        begin = match.start() + raw.index(content[0])
        ends = begin + len(content)
        finish = ends
        if found := _ITEM.match(content):
            value = to_int(found[1])
            if value and paragraphs:
                items.append((len(paragraphs), value, begin, ends))
                continue
        if items and _SUB_ITEM.match(content):
            continue  # 1. 2. below a 项 are its own text
        paragraphs.append((begin, ends))
    yield Clause(number, sub, None, None, line, max(finish, body))
    several = len(paragraphs) > 1
    if several:
        for index, (begin, ends) in enumerate(paragraphs, start=1):
            yield Clause(number, sub, index, None, begin, ends)
    seen: set[tuple[int, int]] = set()
    for paragraph, value, begin, ends in items:
        if (paragraph, value) not in seen:
            seen.add((paragraph, value))
            yield Clause(number, sub, paragraph if several else None, value, begin, ends)
