"""Paragraphs, sentences and parentheses 段、句、括注 on the shadow text, by offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .model import Sentence

_SENTENCE = re.compile(r"[^。!?\n;]+(?:[。!?;]+[”’)]?)?")
LONGEST = 1000
"""Characters; what runs on longer without a full stop (a table pasted as text) is cut, so that no text takes quadratic time."""

_PAREN = re.compile(r"\(([^()\n]*)\)")


def sentences(shadow: str, skip: Iterable[tuple[int, int]] = (), atoms: Iterable[tuple[int, int]] = ()) -> list[Sentence]:
    """Sentences in order, each followed by what its parentheses say.

    ``skip`` are spans to leave out (table cells), ``atoms`` spans
    within which nothing is cut (titles, quotations, number models)."""
    shielded = _shield(shadow, atoms)
    leave = sorted(skip)
    out: list[Sentence] = []
    paragraph = 0
    last = 0
    for start, end in _stretches(shielded):
        if "\n" in shielded[last:start]:
            paragraph += 1
        last = end
        while start < end and shadow[start] in " ●◆■□*-·#>\u3000":
            start += 1
        if end - start < 3 or any(a < end and b > start for a, b in leave):
            continue
        sentence = Sentence(start, end, paragraph)
        out.append(sentence)
        for hole in _PAREN.finditer(shielded, start, end):
            sentence.holes.append(hole.span())
            if hole.end() - hole.start() > 5 and re.search(r"[\u4e00-\u9fff]{2}", hole[1]):
                out.append(Sentence(hole.start() + 1, hole.end() - 1, paragraph, outer=sentence))
    return out


def _stretches(shielded: str) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(shielded):
        start, end = found.span()
        while end - start > LONGEST:
            cut = max(shielded.rfind(",", start, start + LONGEST), shielded.rfind("、", start, start + LONGEST)) + 1
            if cut <= start:
                cut = start + LONGEST
            yield start, cut
            start = cut
        yield start, end


def _shield(shadow: str, atoms: Iterable[tuple[int, int]]) -> str:
    """The text with the inside of atoms made opaque, so that no full stop or bracket in them cuts a sentence."""
    parts: list[str] = []
    at = 0
    for start, end in atoms:
        parts.append(shadow[at:start])
        parts.append("\x00" * (end - start))
        at = end
    parts.append(shadow[at:])
    return "".join(parts)
