"""Succession 机构承继: a reform abolished one body and set up another in its place. That is not sameness, and never a merge.

Which function followed which, by what reform and when, is data: ``data/succession.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .parse import ParsedName

DEPARTMENTS = frozenset({"局", "委", "办", "厅", "总局"})
"""Heads of departments: a 局 may follow a 委 or an 办."""


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform 机构改革: the deciding paper, who decided (国家 or 地方), and the years in which bodies were reorganised."""

    id: str
    title: str
    by: str
    first: int
    last: int

    @property
    def shown(self) -> str:
        """As in a reason: 《…》（2018年3月），2018—2019年."""
        years = f"{self.first}年" if self.first == self.last else f"{self.first}—{self.last}年"
        return f"{self.title}，{years}"


@dataclass(frozen=True, slots=True)
class Step:
    """One function after another under a reform; ``heads`` are further pairs of heads that may follow one another."""

    reform: Reform
    before: str
    after: str
    heads: frozenset[tuple[str, str]] = frozenset()
    note: str = ""

    def fits(self, before: str, after: str) -> bool:
        """Whether a body of the head ``before`` may have been followed by one of the head ``after``."""
        if (before, after) in self.heads:
            return True
        if self.before == self.after:
            return False
        return (before == after != "") or (before in DEPARTMENTS and after in DEPARTMENTS)


@dataclass(frozen=True, slots=True)
class Succession:
    """That one body followed another: both as compared, and why (the reform, or the change of areas) in Chinese."""

    before: ParsedName
    after: ParsedName
    why: str
    first: int
    """The first year in which the younger may have existed."""
    last: int
    """The last year in which the older may have existed."""


@lru_cache(maxsize=1)
def steps() -> dict[tuple[str, str], tuple[Step, ...]]:
    """All steps, by the functions before and after."""
    text = (Path(__file__).parent / "data" / "succession.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    reforms = {r["id"]: Reform(r["id"], r["title"], r["by"], r["from"], r["to"]) for r in data["reforms"]}
    found: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for entry in data["steps"]:
        heads = frozenset(_pair(p) for p in entry.get("heads", ()))
        for before in entry["before"].split():
            for after in entry["after"].split():
                found[before, after].append(Step(reforms[entry["reform"]], before, after, heads, entry.get("note", "")))
    return {pair: tuple(sorted(s, key=lambda step: (step.reform.first, step.reform.id))) for pair, s in found.items()}


def _pair(words: str) -> tuple[str, str]:
    before, after = words.split()
    return before, after


def function_of(name: ParsedName) -> str:
    """What a step speaks of: the function of a body, or its head where it is named by that alone."""
    return name.key or ("" if name.core else name.head)


def between(a: ParsedName, b: ParsedName) -> Succession | None:
    """Whether one of two bodies of one place followed the other, by function and head; places are the caller's to compare."""
    for before, after in ((a, b), (b, a)):
        taken = [s for s in steps().get((function_of(before), function_of(after)), ()) if s.fits(before.head, after.head)]
        if taken:
            why = "；".join(dict.fromkeys(s.reform.shown for s in taken)) + "".join(f"；{s.note}" for s in taken if s.note)
            return Succession(before, after, why, taken[0].reform.first, max(s.reform.last for s in taken))
    return None
