"""Running text cut into windows 分段 at sentence ends, with overlap, so that no statement is lost at an edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_ENDS = "。！？；\n"
_MARGIN = 40


class Spanned(Protocol):
    """What a block of text must tell."""

    @property
    def kind(self) -> str:
        """heading, paragraph, item or cell."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character after its last."""
        ...


def running_text(text: str, blocks: Sequence[Spanned]) -> list[tuple[int, int]]:
    """Spans of the text that are no table cells: tables are read as lists, and are not sent anywhere."""
    cells = sorted((b.start, b.end) for b in blocks if b.kind == "cell")
    spans, at = [], 0
    for start, end in cells:
        if start > at:
            spans.append((at, start))
        at = max(at, end)
    spans.append((at, len(text)))
    return [span for span in spans if text[span[0] : span[1]].strip()]


def windows(text: str, spans: Sequence[tuple[int, int]], size: int, overlap: int) -> list[tuple[int, int]]:
    """Windows of at most ``size`` characters that cover all spans; neighbours share about ``overlap`` characters."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        while end - at > size:
            cut = _cut(text, at + size // 2, at + size)
            out.append((at, cut))
            begin = _cut(text, max(at + 1, cut - overlap - _MARGIN), max(at + 1, cut - overlap))
            at = begin if at < begin < cut else cut
        if text[at:end].strip():
            out.append((at, end))
    return out


def _cut(text: str, low: int, high: int) -> int:
    """The place after the last sentence end in ``text[low:high]``, or ``high``."""
    found = max(text.rfind(end, low, high) for end in _ENDS)
    return found + 1 if found >= low else high
