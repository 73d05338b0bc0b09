"""Waking 唤起: which forms are worth trying in a sentence, and in which of its clauses.

Sets of forms are bits of a whole number. What a word or a kind of mention means to all forms is one such number, in lanes of
one bit a form, so reading a clause is joining the numbers of its words::

    lane 0             forms that the word wakes: a form is woken by all triggers of its pattern
    lanes 1 to ROUNDS  forms that need this word, or another in its place, by round (all who need none, at the start)
    above              the kinds of mention that stand there, a bit each
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from .form import Form

if TYPE_CHECKING:
    from .stream import Stream

ROUNDS = 3
"""How many of the words that a form cannot do without are looked for before it is tried."""
_MENTIONS = tuple(chr(0xE000 + i) for i in range(0x40))
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Waking:
    """The automaton over triggers, words that forms cannot do without, and the letters of mentions.

    ``triggers`` is the automaton over the first of these words, those that wake a form. ``bits[i]`` is what the i-th word means
    to the forms, ``start`` what holds of a clause without words. ``local`` are the forms that stay in a clause; ``by_need``
    has, for each set of kinds of mention, the forms with a slot for one of them.
    """

    size: int
    automaton: AhoCorasick
    triggers: AhoCorasick
    bits: tuple[int, ...]
    start: int
    local: int
    by_need: tuple[tuple[int, int], ...]
    _able: dict[int, int] = field(default_factory=dict)

    def able(self, kinds: int) -> int:
        """The forms each of whose slots finds one of its kinds among those present."""
        known = self._able.get(kinds)
        if known is None:
            lacking = 0
            for need, forms in self.by_need:
                if not need & kinds:
                    lacking |= forms
            if len(self._able) >= _REMEMBERED:
                self._able.clear()
            known = self._able[kinds] = ~lacking
        return known

    def of(self, held: int, anywhere: int) -> int:
        """The forms that may match where these bits were joined, or that ``anywhere`` wakes."""
        forms = held | anywhere
        for _ in range(ROUNDS):
            held >>= self.size
            forms &= held
        return forms & self.able(held >> self.size) if forms else 0

    def tries(self, stream: Stream, raw: str) -> list[tuple[int, list[int]]]:
        """The forms to be tried in a sentence, in order, each with the clauses to try it in (none: the whole sentence).

        ``raw`` is the sentence with its mentions and parentheses in words: a trigger may stand inside of them."""
        bits = self.bits
        matches = self.automaton.find_matches_as_indexes(stream.text, overlapping=True)
        begins = stream.begins
        clauses = [self.start] * len(begins)
        if len(begins) == 1:
            held = self.start
            for word, _, _ in matches:
                held |= bits[word]
            clauses[0] = held
        else:
            clause = 0
            low, high = 0, begins[1]
            held = self.start
            ends = [*begins[1:], len(stream.text) + 1]
            for word, start, _ in matches:
                if start >= high:
                    clauses[clause] = held
                    clause = bisect_right(begins, start, clause) - 1
                    low, high, held = begins[clause], ends[clause], clauses[clause]
                elif start < low:  # a word across a comma belongs where it begins
                    clauses[bisect_right(begins, start) - 1] |= bits[word]
                    continue
                held |= bits[word]
            clauses[clause] = held
        whole = 1 << self.size
        anywhere = 0
        for word in {m[0] for m in self.triggers.find_matches_as_indexes(raw, overlapping=True)} - {m[0] for m in matches}:
            anywhere |= bits[word]
        anywhere &= whole - 1
        tried: dict[int, list[int]] = {}
        local = self.local
        here = anywhere & local
        together = 0
        for i, held in enumerate(clauses):
            together |= held
            if here or held & local:
                forms = self.of(held, here) & local
                while forms:
                    lowest = forms & -forms
                    forms ^= lowest
                    tried.setdefault(lowest.bit_length(), []).append(i)
        if (together | anywhere) & (whole - 1) & ~local:
            forms = self.of(together, anywhere) & (whole - 1) & ~local
            while forms:
                lowest = forms & -forms
                forms ^= lowest
                tried[lowest.bit_length()] = []
        return [(index - 1, tried[index]) for index in sorted(tried)]


def waking(forms: Sequence[tuple[Sequence[str], Form]]) -> Waking:
    """What wakes these forms, each with the words that trigger it."""
    size = len(forms)
    wake: dict[str, int] = {}
    needing: dict[str, int] = {}
    start = local = 0
    by_need: dict[int, int] = {}
    for place, (triggers, form) in enumerate(forms):
        bit = 1 << place
        for word in triggers:
            wake[word] = wake.get(word, 0) | bit
        for round_ in range(ROUNDS):
            lane = bit << size * (round_ + 1)
            if round_ >= len(form.words):
                start |= lane
                continue
            for word in form.words[round_]:
                needing[word] = needing.get(word, 0) | lane
        for need in form.needs:
            by_need[need] = by_need.get(need, 0) | bit
        if form.local:
            local |= bit
    words = list(dict.fromkeys((*wake, *needing, *_MENTIONS)))
    return Waking(
        size,
        AhoCorasick(words, matchkind=MatchKind.Standard),
        AhoCorasick(list(wake), matchkind=MatchKind.Standard),
        tuple(wake.get(w, 0) | needing.get(w, 0) | _kind(w) << size * (ROUNDS + 1) for w in words),
        start,
        local,
        tuple(by_need.items()),
    )


def _kind(word: str) -> int:
    """The bit of a mention's letter, 0 for other words."""
    return 1 << (ord(word) - 0xE000) if word in _MENTIONS else 0
