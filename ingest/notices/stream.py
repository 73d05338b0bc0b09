"""Streams 句流: a sentence with each mention as one letter and parentheses left out, and the way back to offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

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


def number_letter(item: Item) -> str:
    """The letter of a number by its unit."""
    unit = item.quantity.unit if item.quantity else ""
    family = _UNITS.get(unit) or _UNITS.get(unit.lstrip("万亿千百")) or "count"
    return NUMBER_LETTERS[family]


@dataclass(slots=True)
class Stream:
    """``text`` is what forms are matched on; ``starts[i]`` and ``ends[i]`` are the offsets of its i-th letter in the document."""

    text: str
    starts: list[int]
    ends: list[int]
    items: dict[int, Item]
    sentence: Sentence
    inside: list[Item]
    begins: list[int]

    def span(self, a: int, b: int) -> tuple[int, int]:
        """Document offsets of the stream's slice a to b (b > a)."""
        return self.starts[a], self.ends[b - 1]

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
    ends: list[int] = []
    here: dict[int, Item] = {}
    inside: list[Item] = []
    at = sentence.start
    holes = sentence.holes
    i = bisect_left(item_starts, sentence.start)
    while i < len(items) and items[i].start < sentence.end:
        item = items[i]
        i += 1
        if holes and any(a <= item.start < b for a, b in holes):
            inside.append(item)
            continue
        if item.end > sentence.end or item.start < at:
            continue
        _plain(shadow, at, item.start, holes, text, starts, ends)
        here[len(starts)] = item
        text.append(number_letter(item) if item.kind == "N" else LETTER[item.kind])
        starts.append(item.start)
        ends.append(item.end)
        at = item.end
    _plain(shadow, at, sentence.end, holes, text, starts, ends)
    said = "".join(text)
    return Stream(said, starts, ends, here, sentence, inside, [0, *(m.end() for m in _BREAK.finditer(said))])


def _plain(
    shadow: str, a: int, b: int, holes: list[tuple[int, int]], text: list[str], starts: list[int], ends: list[int]
) -> None:
    if not holes:
        if a < b:
            text.append(shadow[a:b])
            starts.extend(range(a, b))
            ends.extend(range(a + 1, b + 1))
        return
    while a < b:
        hole = next(((x, y) for x, y in holes if y > a and x < b), None)
        stop = hole[0] if hole is not None and hole[0] > a else b if hole is None else a
        if stop > a:
            text.append(shadow[a:stop])
            starts.extend(range(a, stop))
            ends.extend(range(a + 1, stop + 1))
        a = b if hole is None else max(hole[1], stop)
