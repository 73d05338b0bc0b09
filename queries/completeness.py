"""Coverage 清单覆盖: a missing list is not a missing power. Absence may be claimed only where the list is complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.ontology import ONTOLOGY
from graph.store.interface import Store

from .areas import Areas

_COMPLETE = (
    "MATCH (c:Coverage)-[:IN_AREA]->(a:Area) WHERE c.complete = true "
    "AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to) "
    "RETURN a.id AS area, a.name AS area_name, coalesce(c.domain, '*') AS domain, "
    "c.list_level AS list_level, c.evidence AS evidence"
)

LIST_LEVEL = {v.name: v for v in ONTOLOGY.vocabularies}["ListLevel"]


@dataclass(frozen=True, slots=True)
class CompleteList:
    """One list that was loaded completely for an area and a domain (``*`` for all)."""

    area: str
    area_name: str
    domain: str
    list_level: str
    evidence: tuple[str, ...]


def complete_lists(store: Store, as_of: dt.date) -> list[CompleteList]:
    """The lists that are complete as of a date."""
    return [
        CompleteList(r["area"], r["area_name"] or "", r["domain"], r["list_level"] or "", tuple(r["evidence"] or ()))
        for r in store.read(_COMPLETE, {"asOf": as_of})
    ]


def list_name(area_name: str, domain: str, list_level: str) -> str:
    """How a missing list is named to the user: 上海市闵行区水务领域的权责清单."""
    scope = f"{domain}领域的" if domain and domain != "*" else ""
    return f"{area_name}{'的' if area_name and not scope else ''}{scope}{LIST_LEVEL.zh_of(list_level)}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What coverage says of one candidate: the lists it lacks, and the passages that declare the others complete."""

    missing: tuple[str, ...]
    evidence: tuple[str, ...]


def judge(
    lists: Sequence[CompleteList], areas: Areas, area: str, area_name: str, domains: Iterable[str], needed: Sequence[str]
) -> Judged:
    """Which of the needed lists are missing for an area (or any area around it) and each domain.

    A candidate without a domain needs a list of all domains. One without an area cannot be covered.
    """
    missing: list[str] = []
    evidence: list[str] = []
    around = [c for c in lists if areas.within(area, area_name, c.area, c.area_name)]
    for domain in sorted(set(domains)) or ["*"]:
        for level in needed:
            covering = [c for c in around if c.list_level == level and c.domain in ("*", domain)]
            if covering:
                evidence.extend(p for c in covering for p in c.evidence)
            else:
                missing.append(list_name(area_name, domain, level))
    return Judged(tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(evidence)))
