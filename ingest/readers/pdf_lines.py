"""Characters to lines 行, and lines to running text: spaces that a PDF inserts between Chinese characters are left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from .canonical import Box
from .pdf_page import Glyph

_APART = 1.2
"""Ems of white between two runs of one row that may be columns."""
_CLOSING = "，。、；：？！）】》〉」』”’％%,.;:?!)]}…—·"
_OPENING = "（【《〈「『“‘([{"
ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百零〇\d]{1,6}[条章节编款]"
    r"|\d{1,3}[.．、](?!\d)|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?=[\s\u4e00-\u9fff])|[（(]\d{1,3}[）)]|[①-⑳㈠-㈩]|附件\d*[：:]?|[-•·●◆■□]\s?)"
)
"""How an item of an enumeration begins."""


@dataclass(slots=True)
class Line:
    """One line, or the part of it that stands in one column."""

    text: str
    box: Box
    size: float
    bold: bool
    token: float
    """Width in points of what a line break could not have divided at its beginning."""
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    """Margins of the column that the line stands in."""
    column: str = ""
    """Which of several columns it stands in; "" on a page of one."""

    @property
    def x0(self) -> float:
        """Left."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """Right."""
        return self.box[2]


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high: Chinese characters and their punctuation."""
    return char >= "\u2e80" or char in "“”‘’…—·"


def is_word(char: str) -> bool:
    """Whether a character is part of a word that spaces set apart: Latin letters and digits."""
    return char.isascii() and char.isalnum()


def _ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by row, from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    middle = high = 0.0
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: (g.y0 + g.y1) / 2):
        at = (glyph.y0 + glyph.y1) / 2
        if rows and at - middle <= 0.4 * min(high, glyph.y1 - glyph.y0):
            rows[-1].append(glyph)
            middle += (at - middle) / len(rows[-1])
        else:
            rows.append([glyph])
            middle, high = at, glyph.y1 - glyph.y0
    for row in rows:
        row.sort(key=lambda g: g.x0)
    return rows


def runs_of(row: list[Glyph], apart: float = _APART) -> list[list[Glyph]]:
    """A row cut where the white between two characters is wider than ``apart`` ems."""
    runs = [[row[0]]]
    end = row[0].x1
    for glyph in row[1:]:
        if glyph.x0 - end > apart * max(glyph.size, 4.0):
            runs.append([])
        runs[-1].append(glyph)
        end = max(end, glyph.x1)
    return runs


def line_of(glyphs: list[Glyph], page: int = 0) -> Line:
    """A line from the characters of one row, with the typed spaces that stand between words."""
    size = round(median(g.size for g in glyphs), 1)
    box = (min(g.x0 for g in glyphs), min(g.y0 for g in glyphs), max(g.x1 for g in glyphs), max(g.y1 for g in glyphs))
    return Line(spaced(glyphs), box, size, sum(g.bold for g in glyphs) * 2 > len(glyphs), _first_token(glyphs, size), page)


def spaced(glyphs: Sequence[Glyph]) -> str:
    """The text of one row."""
    out: list[str] = []
    gaps = 0
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            if glyph.text == last.text and glyph.x0 - last.x0 < 0.1 * glyph.size:
                continue  # printed twice to look bold
            gap = (glyph.x0 - last.x1) / max(1.0, min(glyph.size, last.size))
            both = is_word(last.text[-1]) and is_word(glyph.text[0])
            latin = last.text[-1] < "\u2e80" and glyph.text[0] < "\u2e80"
            # such a sign stands at the left of its square
            room = 1.6 if last.text in "，。、；：？！）】》〉”" else 0.8
            words = both or (latin and (last.text[-1] in ",.;:)" or is_word(last.text[-1])))
            apart = glyph.spaced and gap >= 0.2 and _ideograph(last.text[-1]) and _ideograph(glyph.text[0])
            if gap >= room or apart or (words and (glyph.spaced or gap > 0.18)):
                gaps += gap >= room or apart
                out.append(" ")
        out.append(glyph.text)
        last = glyph
    text = "".join(out)
    letters = text.replace(" ", "")
    if gaps and gaps >= len(letters) - 1 and len(letters) <= 12 and all(is_wide(c) for c in letters):
        return letters  # letters set wide: 通　知
    return text


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one text."""
    if not before or not after:
        return before + after
    if before[-1] == "-" and len(before) > 1 and before[-2].isascii() and before[-2].isalpha() and after[0].islower():
        return before[:-1] + after
    words = is_word(before[-1]) or before[-1] in ",;."
    return (
        f"{before} {after}" if words and before[-1].isascii() and is_word(after[0]) and _prose(before, after) else before + after
    )


def _prose(before: str, after: str) -> bool:
    # numbers and codes broken over lines stay whole
    return not (before[-1].isdigit() and after[0].isdigit()) and not (before[-1] == "." and after[0].isdigit())


def _first_token(glyphs: Sequence[Glyph], size: float) -> float:
    end = 0
    while end < len(glyphs) and glyphs[end].text in _OPENING:
        end += 1
    if end < len(glyphs) and is_word(glyphs[end].text[0]):
        while end + 1 < len(glyphs) and is_word(glyphs[end + 1].text[0]) and glyphs[end + 1].x0 - glyphs[end].x1 < 0.2 * size:
            end += 1
    while end + 1 < len(glyphs) and glyphs[end + 1].text in _CLOSING:
        end += 1
    return glyphs[min(end, len(glyphs) - 1)].x1 - glyphs[0].x0


def full(line: Line, following: Line, right: float, slack: float = 0.5) -> bool:
    """Whether ``following`` begins below only because it had no room behind ``line``, which might have reached ``right``."""
    return right - line.x1 < following.token + slack * line.size


def cell_text(glyphs: list[Glyph], inner: float, slack: float = 0.6) -> str:
    """The text of a cell, ``inner`` points wide inside: a new line only where there had been room, as typed."""
    lines = [line_of(row) for row in rows_of(glyphs)]
    if not lines:
        return ""
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        room = inner - (before.x1 - before.x0)
        wrapped = room < line.token + slack * line.size
        item = bool(ENUMERATED.match(line.text)) and before.text[-1:] in "。；;：:.，、"
        text = joined(text, line.text) if wrapped and not item else f"{text}\n{line.text}"
    return text
