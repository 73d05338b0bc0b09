"""Whether two cores 核心词 name one function: by the table, by abbreviation, or not for a machine to say."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from .units import core_key
from .vocabulary import CORES, FILLERS, INNER, RELATED, UNSETTLED, WORDS

Verdict = Literal["same", "different", "succeeds", "unsure"]


class CoreMatch(NamedTuple):
    """The verdict on two cores, its score and its reason (a phrase in Chinese)."""

    verdict: Verdict
    score: float
    reason: str


def compare_cores(left: str, right: str, head: str) -> CoreMatch:
    """Compare cores of names that end in the same head."""
    if left == right:
        return CoreMatch("same", 1.0, "名称核心相同" if left else "")
    if not left or not right:
        return _one_empty(left or right, head)
    keys = core_key(left, head), core_key(right, head)
    if all(keys):
        if keys[0] == keys[1]:
            if frozenset((left, right)) in UNSETTLED:
                return CoreMatch("unsure", 0.6, f"“{left}”与“{right}”常指同一职能，但也可能是两个机构")
            return CoreMatch("same", 0.97, f"“{left}”与“{right}”是同一职能的全称与简称")
        if frozenset(keys) in RELATED:
            return CoreMatch("unsure", 0.6, f"“{left}”与“{right}”职能相近，可能是改革前后的两个机构")
        return CoreMatch("different", 0.05 + 0.25 * _ratio(left, right), f"职能不同：“{left}”与“{right}”")
    if left.removeprefix("社区") == right.removeprefix("社区"):
        return CoreMatch("same", 0.9, "只差“社区”二字")
    if _zone(left) == _zone(right):
        return CoreMatch("same", 0.95, f"“{left}”与“{right}”是同一开发区的全称与简称")
    if _expand(left) == _expand(right):
        return CoreMatch("same", 0.95, f"展开简称后“{left}”与“{right}”相同")
    short, long = sorted((left, right), key=lambda c: (len(c), c))
    if len(short) < len(long) and len(short) >= 2 and short[0] == long[0] and _is_subsequence(short, long):
        if long.startswith(short) and core_key(short, head) and core_key(long[len(short) :], ""):
            return CoreMatch("unsure", 0.55, f"“{long}”比“{short}”多一项职能“{long[len(short) :]}”")
        missing = left_out(short, long)
        if not missing or _each_function(short, long):
            return CoreMatch("same", 0.9, f"“{short}”是“{long}”的依序简称")
        return CoreMatch("unsure", 0.55, f"“{short}”像“{long}”的简称，但没有“{'、'.join(missing)}”")
    ratio = _ratio(left, right)
    # a core that the table knows is a misspelling of nothing, but a long one that it does not may be one of it
    if ratio >= 0.8 and not all(keys) and min(len(left), len(right)) >= (5 if any(keys) else 4):
        return CoreMatch("unsure", 0.45, f"“{left}”与“{right}”只差少数几个字")
    return CoreMatch("different", 0.05 + 0.3 * ratio, f"名称核心不同：“{left}”与“{right}”")


def _one_empty(core: str, head: str) -> CoreMatch:
    if core in FILLERS:
        return CoreMatch("same", 0.85, f"只多“{core}”二字")
    if head in ("中队", "大队", "支队", "分队", "总队", "队", "所", "站", "工作站", "分局", "中心", "分中心"):
        return CoreMatch("unsure", 0.5, f"一方没有写明是什么{head}，另一方是“{core}”")
    return CoreMatch("different", 0.2, f"一方多“{core}”")


def _ratio(left: str, right: str) -> float:
    return fuzz.ratio(*sorted((left, right))) / 100


def _expand(core: str) -> str:
    for short, long in INNER:
        if short in core and long not in core:
            core = core.replace(short, long)
    return core


_ZONES = sorted(
    ((variant, key) for key, line, variants in CORES if line == "开发区" for variant in variants), key=lambda z: -len(z[0])
)


def _zone(core: str) -> str:
    """A named zone with its kind in the short form: 昆山经济技术开发区 → 昆山经开区."""
    for written, short in _ZONES:
        if core.endswith(written):
            return core.removesuffix(written) + short
    return core


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


@lru_cache(maxsize=65536)
def _each_function(short: str, long: str) -> bool:
    """Whether a name of several functions keeps the beginning of each: 农水 of 农业农村|水利."""
    functions: list[str] = []
    at = 0
    while at < len(long):
        function = next((long[at:end] for end in range(len(long), at + 1, -1) if core_key(long[at:end], "")), "")
        if not function:
            return False
        functions.append(function)
        at += len(function)
    return len(functions) > 1 and _begins_each(short, tuple(functions))


def _begins_each(short: str, functions: tuple[str, ...]) -> bool:
    if not functions:
        return not short
    if not short or short[0] != functions[0][0]:
        return False
    return any(
        _is_subsequence(short[:end], functions[0]) and _begins_each(short[end:], functions[1:])
        for end in range(1, len(short) - len(functions) + 2)
    )


@lru_cache(maxsize=65536)
def words_of(core: str) -> tuple[str, ...]:
    """A core in words, the longest known first; what is not known stands as single characters."""
    words: list[str] = []
    at = 0
    while at < len(core):
        word = next((w for w in WORDS if core.startswith(w, at)), core[at])
        words.append(word)
        at += len(word)
    return tuple(words)


def left_out(short: str, long: str) -> tuple[str, ...]:
    """Words of the long core of which the short one, read in order, keeps no character; fillers do not count."""
    best = _cover(words_of(long), short)
    return best if best is not None else words_of(long)


@lru_cache(maxsize=65536)
def _cover(words: tuple[str, ...], short: str) -> tuple[str, ...] | None:
    """The fewest words left out when ``short`` is read in order through ``words``; None where it cannot be."""
    if not words:
        return () if not short else None
    word, rest = words[0], words[1:]
    best: tuple[str, ...] | None = None
    for used in range(min(len(short), len(word)), -1, -1):
        if not _is_subsequence(short[:used], word):
            continue
        tail = _cover(rest, short[used:])
        if tail is None:
            continue
        missing = tail if used or word in FILLERS else (word, *tail)
        if best is None or len(missing) < len(best):
            best = missing
    return best
