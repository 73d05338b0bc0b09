"""Quotations to places in the text 引文定位: exact, else nearly so and never across a changed number or negation."""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz

CUT_OFF = 92.0
"""Likeness (0 to 100) below which a quotation is not taken for a place in the text."""
_ROUGH = 85.0
_MOVED = 3
SHORTEST, LONGEST = 4, 400
"""Characters of a quotation."""

_WEIGHTY = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿%％]|[不未无非没勿免否除]|[须可应]")
_TRIMMED = " \t\n　，。；：、,;:"


def anchor(text: str, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """The span of ``text[start:end]`` that a quotation stands for, or None. The span's own words are the evidence."""
    quote = quote.strip()
    if not SHORTEST <= len(quote) <= LONGEST:
        return None
    at = text.find(quote, start, end)
    if at >= 0:
        return at, at + len(quote)
    spaced = re.compile(r"\s*".join(map(re.escape, "".join(quote.split()))))
    if found := spaced.search(text, start, end):
        return found.span()
    place = _near(text, start, end, quote)
    # a slip of the pen may change neither a number nor whether something is so
    if place is None or Counter(_WEIGHTY.findall(quote)) != Counter(_WEIGHTY.findall(text[slice(*place)])):
        return None
    return place


def _near(text: str, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """The span that is most like the quotation, if it is like enough: the alignment is of equal length, its ends are moved."""
    found = fuzz.partial_ratio_alignment(quote, text[start:end], score_cutoff=_ROUGH)
    # the other way round, the text would stand within the quotation
    if found is None or found.dest_end - found.dest_start < 0.8 * len(quote) or found.src_end - found.src_start < len(quote) - 2:
        return None
    low, high = start + found.dest_start, start + found.dest_end
    spans = [
        (a, b)
        for a in range(max(start, low - _MOVED), low + _MOVED + 1)
        for b in range(max(a + SHORTEST, high - _MOVED), min(end, high + _MOVED) + 1)
        if text[a] not in _TRIMMED and text[b - 1] not in _TRIMMED
    ]
    best = max(spans, key=lambda span: (fuzz.ratio(quote, text[slice(*span)]), span[0] - span[1]), default=None)
    return best if best is not None and fuzz.ratio(quote, text[slice(*best)]) >= CUT_OFF else None


def holds(passage: str, words: str) -> bool:
    """Whether words stand in a passage, white space aside."""
    wanted = "".join(words.split())
    return bool(wanted) and wanted in "".join(passage.split())
