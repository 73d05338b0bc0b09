"""Many names against many 批量匹配: block, then score; never all with all.

On several processes each holds the index of all names that are matched against and takes its share of the names, so that what
goes between them is names in and numbers out. Processes are spawned, as on Windows; a script that asks for them needs the usual
``if __name__ == "__main__"``.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context

from .blocks import NameIndex
from .canonical import canonical
from .match import Match, compare, match
from .parse import parse
from .text import plain

VERDICTS = ("same", "succeeds", "unsure", "different")
"""From the best to the worst, as candidates are ranked."""

_RANK = {verdict: n for n, verdict in enumerate(VERDICTS)}
SHARE = 5_000
"""Names that one process takes at a time."""


@dataclass(slots=True)
class MatchColumns:
    """Candidates of many names, in columns of equal length, by name and then from the best to the worst.

    A name without candidates has no line. ``rows`` are positions in the names, ``found`` in those matched against.
    """

    rows: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    verdicts: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    compared: int = 0
    """How many pairs were scored."""

    def __len__(self) -> int:
        return len(self.rows)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No collection of cycles while hundreds of thousands of lasting objects are made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Matcher:
    """Names to match against, ready: the index is built once."""

    def __init__(self, against: Sequence[str], label: str = "Organ", scope: str = "") -> None:
        self.label = label
        self.scope = scope
        self.index = NameIndex(label)
        self._exact: dict[str, list[int]] = {}
        with _uncollected():
            for name in against:
                self.add(name)

    def add(self, name: str) -> int:
        """Add a name; returns its position."""
        read = self._read(name)
        at = self.index.add(read)
        self._exact.setdefault(read, []).append(at)
        return at

    def _read(self, name: str) -> str:
        return plain(canonical(self.label, name, self.scope)) if self.scope else plain(name)

    def candidates(self, name: str) -> list[int]:
        """Positions of the names that a name would be compared with."""
        read = self._read(name)
        return sorted({*self.index.candidates(read), *self._exact.get(read, ())}) if read else []

    def best(self, name: str, limit: int = 1) -> tuple[list[tuple[int, Match]], int]:
        """The best candidates of one name (position, decision), and how many were scored.

        Names that are written alike are the same and end the search unless more than they are asked for.
        """
        read = self._read(name)
        if not read:
            return [], 0
        alike = self._exact.get(read, [])
        if alike and len(alike) >= limit:
            return [(at, match(read, read, self.label)) for at in alike[:limit]], len(alike)
        positions = self.index.candidates(read)
        decisions = [(at, self._decide(read, self.index.names[at])) for at in positions]
        decisions.sort(key=lambda d: (_RANK[d[1].verdict], -d[1].score, d[0]))
        return decisions[:limit], len(positions)

    def _decide(self, read: str, other: str) -> Match:
        if self.label != "Organ" or read == other:
            return match(read, other, self.label)
        left, right = (read, other) if read < other else (other, read)
        return compare(parse(left), parse(right))

    def columns(self, names: Sequence[str], limit: int = 1, first: int = 0) -> MatchColumns:
        """The best candidates of names; ``first`` is the position of the first of them."""
        out = MatchColumns()
        for row, name in enumerate(names, start=first):
            best, compared = self.best(name, limit)
            out.compared += compared
            for at, decision in best:
                out.rows.append(row)
                out.found.append(at)
                out.verdicts.append(decision.verdict)
                out.scores.append(decision.score)
                out.reasons.append(decision.reason)
        return out


def match_many(
    names: Sequence[str],
    against: Sequence[str],
    label: str = "Organ",
    scope: str = "",
    *,
    limit: int = 1,
    processes: int = 1,
) -> MatchColumns:
    """Match names against others, as :func:`match` decides: for each the ``limit`` best of those worth comparing.

    ``scope`` is the full name of the district that both speak for, if they speak for one. Names written alike are decided once.
    """
    distinct = list(dict.fromkeys(names))
    if processes <= 1 or len(distinct) < 2 * SHARE:
        once = Matcher(against, label, scope).columns(distinct, limit)
    else:
        once = _spread(distinct, list(against), label, scope, limit, processes)
    return once if len(distinct) == len(names) else _repeated(names, distinct, once)


def _repeated(names: Sequence[str], distinct: Sequence[str], once: MatchColumns) -> MatchColumns:
    lines: dict[int, list[int]] = {}
    for line, row in enumerate(once.rows):
        lines.setdefault(row, []).append(line)
    at = {name: n for n, name in enumerate(distinct)}
    out = MatchColumns(compared=once.compared)
    for row, name in enumerate(names):
        for line in lines.get(at[name], ()):
            out.rows.append(row)
            out.found.append(once.found[line])
            out.verdicts.append(once.verdicts[line])
            out.scores.append(once.scores[line])
            out.reasons.append(once.reasons[line])
    return out


_MATCHER: Matcher | None = None
_LIMIT = 1


def _start(against: list[str], label: str, scope: str, limit: int) -> None:
    global _MATCHER, _LIMIT
    _MATCHER, _LIMIT = Matcher(against, label, scope), limit
    gc.freeze()  # the index lasts as long as the process


Packed = tuple[list[int], list[int], bytes, list[float], list[int], list[str], int]


def _share(work: tuple[int, list[str]]) -> Packed:
    """One share of the names; reasons, which repeat, are sent once."""
    assert _MATCHER is not None
    found = _MATCHER.columns(work[1], _LIMIT, work[0])
    reasons: dict[str, int] = {}
    numbers = [reasons.setdefault(reason, len(reasons)) for reason in found.reasons]
    verdicts = bytes(_RANK[v] for v in found.verdicts)
    return found.rows, found.found, verdicts, found.scores, numbers, list(reasons), found.compared


def _spread(names: list[str], against: list[str], label: str, scope: str, limit: int, processes: int) -> MatchColumns:
    out = MatchColumns()
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_start, initargs=(against, label, scope, limit)
    ) as pool:
        for rows, found, verdicts, scores, numbers, reasons, compared in pool.map(_share, _shares(names)):
            out.rows += rows
            out.found += found
            out.verdicts += [VERDICTS[v] for v in verdicts]
            out.scores += scores
            out.reasons += [reasons[n] for n in numbers]
            out.compared += compared
    return out


def _shares(names: list[str]) -> Iterator[tuple[int, list[str]]]:
    for first in range(0, len(names), SHARE):
        yield first, names[first : first + SHARE]
