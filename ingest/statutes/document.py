"""A document that holds statutes: is it one, and where does each instrument begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .articles import article_starts, is_part
from .heading import Heading, is_history, is_title, read_heading

_FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---\s*\n", re.S)
_LINE = re.compile(r"[^\n]+")
_PASSING = re.compile(r"人民代表大会|国务院|令第|人民政府令|最高人民(?:法院|检察院)")
_COLLECTION = re.compile(r"^<!-- INFO END -->$", re.M)
"""What a public collection of statutes writes between head and text."""
_HEAD_LINES = 40


class StatuteText(Protocol):
    """What a statute needs of a Canonical: its name, its identity and the text that offsets refer to."""

    name: str
    format: str
    sha256: str
    text: str

    @property
    def document_id(self) -> str:
        """``doc-`` and the first 12 digits of the SHA-256."""
        ...


@dataclass(frozen=True, slots=True)
class Section:
    """One instrument in a document: its head, the span of its title, and the span of its text."""

    heading: Heading
    title_start: int
    title_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int
    heading: bool


def _lines(text: str) -> list[_Line]:
    front = _FRONT_MATTER.match(text)
    found = []
    for match in _LINE.finditer(text, front.end() if front else 0):
        raw = match.group()
        content = raw.strip(" \t\u3000\u200b\r*#")
        if content and not content.startswith("<!--"):
            start = match.start() + raw.index(content[0], len(raw) - len(raw.lstrip(" \t\u3000\u200b*#")))
            found.append(_Line(content, start, start + len(content), raw.lstrip().startswith("#")))
    return found


def sections(text: str, title: str = "") -> list[Section]:
    """The instruments of a text.

    ``title`` names a text that is a part of a statute kept in several files (第二编 分则); such a text without it has
    no section, for its articles would belong to nothing.
    """
    lines = _lines(text)
    heads = [i for i, line in enumerate(lines) if line.heading and is_title(line.text) and not is_part(line.text)]
    if not heads:
        heads = _plain_head(lines)
    if not heads:
        if not title or not lines:
            return []
        return [Section(read_heading(title, []), lines[0].start, lines[0].end, lines[0].start, len(text))]
    heads = [heads[0], *(i for i in heads[1:] if _starts_anew(lines, i))]
    found = []
    for index, first in enumerate(heads):
        stop = lines[heads[index + 1]].start if index + 1 < len(heads) else len(text)
        last = first + 1
        history = [line.text for line in lines[:first] if is_history(line.text)] if index == 0 else []
        while last < len(lines) and lines[last].start < stop and last - first < _HEAD_LINES:
            line = lines[last].text
            if is_history(line) and not article_starts(text, lines[last].start, lines[last].end):
                history.append(line)
            elif history or is_part(line) or len(line) > 40 or article_starts(line):
                break
            last += 1
        start = lines[last].start if last < len(lines) and lines[last].start < stop else min(lines[first].end, stop)
        found.append(Section(read_heading(lines[first].text, history), lines[first].start, lines[first].end, start, stop))
    return found


def _plain_head(lines: list[_Line]) -> list[int]:
    """The title in a text without heading marks: the last line like a name before the text, for a decree stands before it.

    A decree reads 某市人民政府令 … 《某办法》已经通过，现予公布, and the name follows on its own line.
    """
    found: list[int] = []
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if article_starts(line.text) or (is_part(line.text) and found):
            break
        inside = is_part(line.text) or is_history(line.text) or line.text.endswith(("公告", "通知"))
        if is_title(line.text) and not inside:
            found = [index]
    return found


def _starts_anew(lines: list[_Line], index: int) -> bool:
    """Whether a later heading begins another instrument: it has its own date line (第二章 办法 has none)."""
    return any(is_history(line.text) for line in lines[index + 1 : index + 3])


def is_statute(canonical: StatuteText) -> bool:
    """Whether a document is a statute: articles that begin at 第一条, or a head that says who passed it, or a part of one.

    A notice that merely cites articles is none: its lines do not begin with them.
    """
    text = canonical.text
    starts = article_starts(text)
    numbers = [number for _, _, number, _ in starts]
    if len(numbers) >= 2 and numbers[0] == 1 and numbers[1] in (1, 2):
        return True
    lines = _lines(text[:8000])[:_HEAD_LINES]
    if not lines:
        return False
    if is_part(lines[0].text) and (numbers or lines[0].text.startswith("序") or any(is_title(line.text) for line in lines[1:3])):
        return True
    if not any(is_title(line.text) for line in lines[:3]):
        return False
    if _COLLECTION.search(text):
        return True
    head = [line.text for line in lines[1:4] if is_history(line.text) and len(line.text) < 300]
    return any(_PASSING.search(line) or len(line) < 20 for line in head)


def title_beside(path: Path) -> str:
    """The title of a statute that is kept in several files, from the README.md beside this part; "" for a whole one."""
    readme = path.parent / "README.md"
    if path.name == readme.name or not readme.is_file():
        return ""
    for line in _lines(readme.read_text("utf-8", errors="replace")[:2000])[:3]:
        if is_title(line.text):
            return line.text
    return ""
