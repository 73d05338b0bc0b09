"""Persons left out 略去个人信息: what a list's columns say of persons is not in the text that is kept either."""

from __future__ import annotations

from ingest.readers import Canonical

from .kinds import kind_named
from .passages import personal
from .recognise import recognise
from .values import is_nothing, show, squeezed

MASK = "＊"
"""Stands for each character of a name or number that was left out, so that places in the text stay what they are."""


def without_persons(canonical: Canonical) -> None:
    """Put :data:`MASK` for the names, telephone numbers and the like that a document's lists hold, in the text of their tables.

    For documents whose tables are part of the text (docx, html, md, pdf). Doing it twice changes nothing; the tables themselves
    stay, since pseudonyms are made of them.
    """
    if not canonical.text.strip() or not canonical.tables:
        return
    spans = [(b.start, b.end) for b in canonical.blocks if b.kind == "cell"]
    words = _persons(canonical)
    if not spans or not words:
        return
    parts, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        parts += [canonical.text[at:start], _masked(canonical.text[start:end], words)]
        at = max(at, end)
    canonical.text = "".join([*parts, canonical.text[at:]])


def _masked(text: str, words: list[str]) -> str:
    for word in words:
        if word in text:
            text = text.replace(word, MASK * len(word))
    return text


def _persons(canonical: Canonical) -> list[str]:
    """What stands in columns about persons, longest first."""
    found: set[str] = set()
    for table in canonical.tables:
        seen = recognise(table, canonical.name)
        kind = kind_named(seen.kind)
        if kind is None:
            continue
        columns = table.columns(seen.heading_row + seen.depth)
        for column in seen.columns:
            if column.index < len(columns) and (column.column == "party" or personal(column.heading, kind)):
                for cell in set(columns[column.index]):
                    for line in show(cell).split("\n"):
                        if len(squeezed(line)) > 1 and not is_nothing(squeezed(line)):
                            found.add(line.strip())
    return sorted(found, key=lambda word: (-len(word), word))
