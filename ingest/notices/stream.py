"""Streams 句流: a sentence with each mention as one letter and parentheses left out, and the way back to offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from .form import LETTER, NUMBER_LETTERS
from .model import Item, Sentence

_BREAKS = ",;:。!?"
_BREAK = re.compile(f"[{_BREAKS}]")
_UNITS: dict[str, str] = {
    **dict.fromkeys(("名", "人", "位", "人次", "班"), "people"),
    **dict.fromkeys(("%", "倍", "个百分点"), "share"),
    **dict.fromkeys(("元", "万元", "亿元"), "money"),
    **dict.fromkeys(("天", "日", "小时", "个小时", "分钟", "个月", "年", "工作日", "个工作日", "周"), "time"),
    **dict.fromkeys(("", "万", "亿", "百万", "千万"), "bare"),
}


@lru_cache(maxsize=256)
def _letter_of_unit(unit: str) -> str:
    return NUMBER_LETTERS[_UNITS.get(unit) or _UNITS.get(unit.lstrip("万亿千百")) or "count"]


def number_letter(item: Item) -> str:
    """The letter of a number by its unit."""
    return _letter_of_unit(item.quantity.unit if item.quantity else "")


@dataclass(slots=True)
class Stream:
    """``text`` is what forms are matched on; ``starts[i]`` is the offset of its i-th letter in the document.

    ``items`` are the mentions by the place of their letter, in order; ``inside`` those in parentheses; ``begins`` are the places
    where clauses begin. ``topics`` remembers who is spoken of before a place, once asked."""

    text: str
    starts: list[int]
    items: dict[int, Item]
    sentence: Sentence
    inside: list[Item]
    begins: list[int]
    topics: dict[int, Item | None] = field(default_factory=dict)

    def span(self, a: int, b: int) -> tuple[int, int]:
        """Document offsets of the stream's slice a to b (b > a)."""
        last = self.items.get(b - 1)
        return self.starts[a], self.starts[b - 1] + 1 if last is None else last.end

    def clause(self, a: int, b: int) -> tuple[int, int]:
        """The slice widened to whole clauses."""
        while b > a + 1 and self.text[b - 1] in _BREAKS:
            b -= 1
        begins = self.begins
        after = bisect_right(begins, b - 1 if b > a else a)
        first = begins[bisect_right(begins, a) - 1]
        return first, begins[after] - 1 if after < len(begins) else len(self.text)


def stream(shadow: str, sentence: Sentence, items: list[Item], item_starts: list[int]) -> Stream:
    """The stream of a sentence; ``items`` are all items of the document in order, ``item_starts`` where they begin."""
    text: list[str] = []
    starts: list[int] = []
    here: dict[int, Item] = {}
    inside: list[Item] = []
    at = sentence.start
    end = sentence.end
    holes = sentence.holes
    for i in range(bisect_left(item_starts, at), bisect_left(item_starts, end)):
        item = items[i]
        start = item.start
        if holes and any(a <= start < b for a, b in holes):
            inside.append(item)
            continue
        if item.end > end or start < at:
            continue
        if at < start:
            if holes:
                _plain(shadow, at, start, holes, text, starts)
            else:
                text.append(shadow[at:start])
                starts += range(at, start)
        here[len(starts)] = item
        text.append(number_letter(item) if item.kind == "N" else LETTER[item.kind])
        starts.append(start)
        at = item.end
    _plain(shadow, at, end, holes, text, starts)
    said = "".join(text)
    return Stream(said, starts, here, sentence, inside, [0, *(m.end() for m in _BREAK.finditer(said))])


def _plain(shadow: str, a: int, b: int, holes: list[tuple[int, int]], text: list[str], starts: list[int]) -> None:
    """What stands between a and b without the holes."""
    for hole, after in holes:
        if after > a and hole < b:
            if hole > a:
                text.append(shadow[a:hole])
                starts += range(a, hole)
            a = max(a, after)
    if a < b:
        text.append(shadow[a:b])
        starts += range(a, b)
