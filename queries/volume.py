"""Volume 案件量: cases and 12345 orders by matter and area in the twelve months before a date, counted once a run."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.store.interface import Store

from .dates import months_before
from .severity import percentile

_CASES = (
    "MATCH (c:`Case`)-[:ABOUT]->(m:Matter) WHERE c.found_on >= $from AND c.found_on <= $asOf "
    "MATCH (c)-[:OCCURRED_IN]->(p) WITH m.id AS matter, p.id AS place, count(DISTINCT c.id) AS cases RETURN matter, place, cases"
)
_AROUND = (
    "UNWIND $ids AS id MATCH (p:Area {id: id})-[:WITHIN*0..5]->(a:Area) RETURN p.id AS place, a.id AS area",
    "UNWIND $ids AS id MATCH (p:Grid {id: id})-[:WITHIN*1..6]->(a:Area) RETURN p.id AS place, a.id AS area",
)
_NEWEST = "MATCH (c:`Case`) WHERE c.found_on <= $asOf RETURN max(c.found_on) AS newest"
MONTHS = 12


def newest_case(store: Store, as_of: dt.date) -> dt.date | None:
    """The day of the newest case up to a date. Windows over cases end there: a list of last year's cases is not silence since."""
    newest: dt.date | None = store.read(_NEWEST, {"asOf": as_of})[0]["newest"]
    return newest


@dataclass(slots=True)
class Volume:
    """Counts by (matter, area), for the areas at every level around the places where cases occurred."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    ordered: dict[str, list[float]] = field(default_factory=dict)
    """Area → the sorted counts of its matters."""
    totals: dict[str, int] = field(default_factory=dict)
    """Matter → its cases everywhere."""

    def cases(self, matters: Iterable[str], area: str) -> int | None:
        """Cases on these matters in the area; None where the area has no case at all, for then nothing is known (待数据)."""
        if area not in self.ordered:
            return None
        return sum(self.counts.get((m, area), 0) for m in matters)

    def part(self, matters: Iterable[str], area: str) -> float | None:
        """V: where the busiest of the matters stands among all matters of the area."""
        given = list(matters)
        if area not in self.ordered or not given:
            return None
        return percentile(self.ordered[area], max(self.counts.get((m, area), 0) for m in given))


def load(store: Store, as_of: dt.date) -> Volume:
    """Count the twelve months up to a date, once for all findings of a run."""
    rows = store.read(_CASES, {"asOf": as_of, "from": months_before(as_of, MONTHS)})
    volume = Volume()
    if not rows:
        return volume
    around: dict[str, list[str]] = {}
    for statement in _AROUND:
        for row in store.read(statement, {"ids": sorted({r["place"] for r in rows})}):
            around.setdefault(row["place"], []).append(row["area"])
    for row in rows:
        volume.totals[row["matter"]] = volume.totals.get(row["matter"], 0) + int(row["cases"])
        for area in set(around.get(row["place"], ())):
            key = (row["matter"], area)
            volume.counts[key] = volume.counts.get(key, 0) + int(row["cases"])
    for (_, area), count in volume.counts.items():
        insort(volume.ordered.setdefault(area, []), count)
    return volume
