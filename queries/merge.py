"""What data show and what documents say become one verdict 结论 per subject, area and topic.

A statement about a collective (闵行区街镇水务站) supports the finding on each concrete body of the same kind within the
district that its document speaks for. Where the data have no such body, the collective itself is the subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .areas import Areas
from .candidates import Candidate, Key
from .completeness import CompleteList, judge
from .definition import Definition
from .finding import Basis, Status

Sections = Mapping[str, Mapping[Key, Candidate]]


@dataclass(slots=True)
class Verdict:
    """A candidate with its status. ``disputed``: documents and data, or two documents, do not agree."""

    candidate: Candidate
    status: Status
    basis: Basis
    missing: tuple[str, ...] = ()
    passages: list[str] = field(default_factory=list)
    disputed: bool = False

    def add(self, other: Candidate) -> None:
        """Take over another's passages, and its facts where there are none of that name."""
        self.passages = list(dict.fromkeys([*self.passages, *other.passages()]))
        for name, value in other.facts.items():
            self.candidate.facts.setdefault(name, value)


def decide(sections: Sections, definition: Definition, areas: Areas, lists: Sequence[CompleteList]) -> list[Verdict]:
    """All verdicts of one kind of finding."""
    verdicts = _from_data(sections, definition, areas, lists)
    concrete = list(verdicts.values())
    for claim in _united(sections.get("stated", {}).values(), areas):
        supported = [
            v for v in concrete if _supports(claim, v.candidate, areas) and (v.status == "yes" or _settles(claim, v.candidate))
        ]
        for verdict in supported:
            _support(verdict, claim)
        if all(v.status == "no" for v in supported):
            own = verdicts.get(claim.key)
            if own is None:
                verdicts[claim.key] = Verdict(claim, "yes", "stated", passages=claim.passages(), disputed=bool(supported))
    for claim in _united(sections.get("denied", {}).values(), areas):
        contradicted = [v for v in verdicts.values() if _supports(claim, v.candidate, areas) and _settles(claim, v.candidate)]
        for verdict in contradicted:
            _deny(verdict, claim)
        if not contradicted:
            verdicts[claim.key] = Verdict(claim, "no", "stated", passages=claim.passages())
    return list(verdicts.values())


def _from_data(sections: Sections, definition: Definition, areas: Areas, lists: Sequence[CompleteList]) -> dict[Key, Verdict]:
    verdicts: dict[Key, Verdict] = {}
    for key, c in sections.get("data", {}).items():
        if c.certain or not definition.coverage:
            verdicts[key] = Verdict(c, "yes", "data", passages=c.passages())
            continue
        judged = judge(lists, areas, c.area, areas.name(c.area, c.area_name), c.domains, definition.coverage)
        passages = list(dict.fromkeys([*c.passages(), *judged.evidence]))
        verdicts[key] = Verdict(c, "unknown" if judged.missing else "yes", "data", judged.missing, passages)
    for key, c in sections.get("refuted", {}).items():
        if key not in verdicts:
            verdicts[key] = Verdict(c, "no", "data", passages=c.passages())
    for key, c in sections.get("unknown", {}).items():
        if key not in verdicts:
            missing = (
                c.missing or judge(lists, areas, c.area, areas.name(c.area, c.area_name), c.domains, definition.coverage).missing
            )
            verdicts[key] = Verdict(c, "unknown", "data", missing, passages=c.passages())
    return verdicts


def _support(verdict: Verdict, claim: Candidate) -> None:
    if verdict.status == "no":
        verdict.disputed = True
    elif verdict.status == "yes":
        verdict.basis = "both"
    else:
        verdict.status, verdict.basis = "yes", "stated"
    verdict.add(claim)


def _deny(verdict: Verdict, claim: Candidate) -> None:
    if verdict.status == "yes":
        verdict.disputed = True
    elif verdict.status == "no":
        verdict.basis = "both" if verdict.basis == "data" else verdict.basis
    else:
        verdict.status, verdict.basis = "no", "stated"
    verdict.add(claim)


def _settles(claim: Candidate, concrete: Candidate) -> bool:
    """A general statement (街镇有责无权) agrees with what data show of one matter, but says nothing where data are silent."""
    return bool(claim.topic) or not concrete.topic


def _topics_agree(a: str, b: str) -> bool:
    return not a or not b or a == b


def _supports(claim: Candidate, concrete: Candidate, areas: Areas) -> bool:
    """Whether a statement speaks of this concrete candidate: of the same subject, or of its kind within the district."""
    if not _topics_agree(claim.topic, concrete.topic):
        return False
    inside = _inside(claim, concrete, areas)
    if claim.subject.id == concrete.subject.id:
        return inside or not claim.area or not concrete.area or _inside(concrete, claim, areas)
    return inside and not claim.match.isdisjoint(concrete.match)


def _inside(outer: Candidate, inner: Candidate, areas: Areas) -> bool:
    name = areas.name(inner.area, inner.area_name)
    if outer.area and areas.within(inner.area, name, outer.area, areas.name(outer.area, outer.area_name)):
        return True
    return any(areas.within(inner.area, name, "", scope) for scope in outer.scopes if scope) and not outer.area


def _united(claims: Iterable[Candidate], areas: Areas) -> list[Candidate]:
    """Statements of one kind of body in one district are one: 水务站 and 街镇水务站 in two sentences, a line and its team."""
    united: list[Candidate] = []
    for claim in sorted(claims, key=lambda c: (-len(c.match), c.key)):
        same = next((u for u in united if _same_statement(u, claim)), None)
        if same is None:
            united.append(replace(claim, facts=dict(claim.facts), evidence=list(claim.evidence), entities=list(claim.entities)))
            continue
        same.evidence = list(dict.fromkeys([*same.evidence, *claim.evidence]))
        same.entities = list(dict.fromkeys([*same.entities, *claim.entities]))
        for name, value in claim.facts.items():
            same.facts.setdefault(name, value)
    return united


def _same_statement(a: Candidate, b: Candidate) -> bool:
    return not a.match.isdisjoint(b.match) and a.topic == b.topic and a.area == b.area and (bool(a.area) or a.scopes == b.scopes)
