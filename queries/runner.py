"""Running findings: sections → candidates → verdicts → findings with severity and evidence."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.store.interface import Row, Store

from . import areas as area_module
from . import completeness, evidence, volume
from .areas import Areas
from .candidates import Candidate, Key, check_columns, fold_rows, keep_within
from .dates import months_before
from .definition import Definition, Parameter, definition, definitions, used_parameters
from .finding import Finding, SeverityParts, Status
from .merge import Verdict, decide
from .present import present
from .severity import legal, outlier, percentile

_RANK: dict[Status, int] = {"yes": 0, "unknown": 1, "no": 2}


def parameter_values(
    parameters: Sequence[Parameter], as_of: dt.date, given: Mapping[str, Any], newest_case: dt.date | None = None
) -> dict[str, Any]:
    """The value of each declared parameter: as given, by the date, or its default. Windows reach back from the newest case."""
    values: dict[str, Any] = {"asOf": as_of}
    for p in parameters:
        if p.name in given:
            values[p.name] = given[p.name]
        else:
            values[p.name] = months_before(newest_case or as_of, p.months_before) if p.months_before else p.default
    return values


def run_sections(
    store: Store,
    kind: Definition,
    as_of: dt.date,
    given: Mapping[str, Any],
    newest_case: dt.date | None = None,
) -> dict[str, dict[Key, Candidate]]:
    """Run every section of a definition and fold its rows."""
    values = parameter_values(kind.parameters, as_of, given, newest_case)
    out: dict[str, dict[Key, Candidate]] = {}
    for section, statements in kind.sections.items():
        rows: list[Row] = []
        for statement in statements:
            read = store.read(statement, {name: values[name] for name in used_parameters(statement)})
            check_columns(read, kind, section)
            rows.extend(read)
        if kind.within_days and section == "data":
            rows = keep_within(rows, kind.within_days, values)
        out[section] = fold_rows(rows, kind)
    if kind.at_least and "data" in out:
        column, parameter = kind.at_least
        enough = {key: c for key, c in out["data"].items() if (c.facts.get(column) or 0) >= values[parameter]}
        short = {key: c for key, c in out["data"].items() if key not in enough}
        out["data"], out["refuted"] = enough, {**short, **out.get("refuted", {})}
    return out


def findings(
    store: Store,
    kinds: Sequence[str] = (),
    area: str = "",
    as_of: dt.date | None = None,
    status: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """All findings of these kinds (default all) as of a date (default today), gravest first.

    ``area`` is an id, code or full name; findings on it and on what lies within it are returned. ``status`` keeps some of
    yes, unknown, no (default all three). Raises DefinitionError for an unknown code.
    """
    day = as_of or dt.date.today()
    chosen = [definition(code) for code in dict.fromkeys(kinds)] if kinds else list(definitions())
    newest = volume.newest_case(store, day)
    results = {kind.code: run_sections(store, kind, day, parameters or {}, newest) for kind in chosen}
    candidates = [c for sections in results.values() for found in sections.values() for c in found.values()]
    outer = area_module.find(store, area) if area else None
    if area and outer is None:
        return []
    known = _locate(store, candidates, [outer[0]] if outer else [])
    lists = completeness.complete_lists(store, day) if candidates else []
    cases = volume.load(store, newest) if candidates and newest else volume.Volume()
    pairs: list[tuple[Definition, Verdict, SeverityParts]] = []
    for kind in chosen:
        verdicts = decide(results[kind.code], kind, known, lists)
        pairs.extend((kind, v, p) for v, p in zip(verdicts, _severities(kind, verdicts, known, cases, day), strict=True))
    if outer:
        pairs = [
            (k, v, p)
            for k, v, p in pairs
            if known.within(v.candidate.area, known.name(v.candidate.area, v.candidate.area_name), *outer)
        ]
    if status:
        pairs = [(k, v, p) for k, v, p in pairs if v.status in status]
    quoted = evidence.passages(store, {p for _, v, _ in pairs for p in v.passages[: evidence.SHOWN]})
    found = [present(k, v, p, known, cases, quoted) for k, v, p in pairs]
    order = {kind.code: n for n, kind in enumerate(definitions())}
    return sorted(
        found,
        key=lambda f: (
            _RANK[f.status],
            -(f.severity or 0),
            order[f.code],
            f.subject.name,
            f.area.name if f.area else "",
            f.topic,
            f.id,
        ),
    )


def _locate(store: Store, candidates: Sequence[Candidate], extra: Sequence[str]) -> Areas:
    """Load the areas spoken of, and give statements without an area that of their document's district."""
    scopes = evidence.scopes(store, {d for c in candidates for d in c.documents})
    known = area_module.load(store, [*extra, *(c.area for c in candidates)], set(scopes.values()))
    for c in candidates:
        c.scopes = frozenset(s for d in c.documents if (s := scopes.get(d, "")))
        if not c.area and len(c.scopes) == 1:
            district = known.by_name.get(next(iter(c.scopes)))
            c.area = district.id if district else ""
    return known


def _severities(
    kind: Definition, verdicts: Sequence[Verdict], areas: Areas, cases: volume.Volume, day: dt.date
) -> list[SeverityParts]:
    """The parts for each verdict; D and C compare the ``yes`` verdicts of the kind with each other."""
    days = {id(v): d for v in verdicts if (d := held_days(v.candidate, day)) is not None}
    ordered = sorted(days[id(v)] for v in verdicts if v.status == "yes" and id(v) in days)
    showing: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for v in verdicts:
        parent = areas.by_id[v.candidate.area].parent if v.candidate.area in areas.by_id else ""
        if v.status == "yes" and parent:
            seen[_comparable(v), parent].add(v.candidate.area)
    for key, places in seen.items():
        showing[key] = len(places)
    out = []
    for v in verdicts:
        c = v.candidate
        info = areas.by_id.get(c.area)
        shown = showing[_comparable(v), info.parent] if info else 0
        out.append(
            SeverityParts(
                legal=legal(kind.legal, c.facts.get(kind.legal.column)),
                volume=cases.part(c.matters, c.area) if c.area else None,
                duration=percentile(ordered, days[id(v)]) if id(v) in days and ordered else None,
                outlier=outlier(shown, areas.peer_count(c.area)) if info and shown else None,
            )
        )
    return out


def _comparable(verdict: Verdict) -> str:
    """What makes a finding in another area comparable: the topic, else the kind of body, else the kind of finding itself."""
    c = verdict.candidate
    return c.topic or "|".join(sorted(c.match))


def held_days(candidate: Candidate, day: dt.date) -> int | None:
    """How many days the pattern has held (until it ended, or until now); None where its beginning is not known."""
    if candidate.since is None or candidate.since > day:
        return None
    return ((candidate.until or day) - candidate.since).days
