"""Views 视图 over several named queries: the matrix of lines and streets, hot spots, unassigned powers, coverage."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

from graph.store.interface import Row, Store

from . import areas as area_module
from . import completeness, evidence, volume
from .candidates import keep_within
from .definition import definition, used_parameters
from .finding import Reference, SeverityParts
from .named_queries import run_named
from .runner import parameter_values
from .severity import percentile, score

CellStatus = Literal["matched", "duty_only", "power_only", "unknown"]

PowerKind = Literal["nobody_holds", "nobody_uses"]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One line of business in one street: how many duties the street bears, and how many powers it holds."""

    row: str
    column: str
    duties: int
    powers: int
    status: CellStatus


@dataclass(frozen=True, slots=True)
class Matrix:
    """条 × 块. Row ids are lines (水务), shown by their department where there is one; column ids are street areas."""

    rows: tuple[Reference, ...]
    columns: tuple[Reference, ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A matter in a grid where different organs dealt with the same party; ``department_pairs`` counts pairs of organs."""

    matter: Reference
    grid: Reference
    area: Reference | None
    pairs: int
    parties: int
    departments: tuple[str, ...]
    department_pairs: tuple[tuple[str, str, int], ...]
    art_twenty_nine: bool
    severity: float


@dataclass(frozen=True, slots=True)
class ItemReference:
    """A power item with its published code."""

    id: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class UnassignedPower:
    """A power that nobody holds or nobody uses; ``demand`` counts cases on its matters, None where no case is loaded."""

    item: ItemReference
    domain: str
    kind: PowerKind
    used: int
    demand: int | None
    last_holder: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One list that was loaded, and the document that says so."""

    area: Reference
    domain: str
    list_level: str
    complete: bool
    valid_from: dt.date | None
    document: Reference | None = field(default=None)


NOWHERE = ("?", "?")
"""An area that the graph does not hold: nothing lies in it."""


def _outer(store: Store, area: str) -> tuple[str, str] | None:
    if not area:
        return None
    return area_module.find(store, area) or NOWHERE


def responsibility_matrix(store: Store, area: str = "", as_of: dt.date | None = None) -> Matrix:
    """Lines × streets. A cell is ``unknown`` where the lists that would tell are not complete."""
    day = as_of or dt.date.today()
    outer = _outer(store, area)
    if area and outer == NOWHERE:
        return Matrix((), (), ())
    streets = {r["area"]: r["area_name"] or "" for r in run_named(store, "responsibility_matrix", as_of=day, section="streets")}
    known = area_module.load(store, [*streets, *([outer[0]] if outer else [])], ())
    if outer:
        streets = {id: name for id, name in streets.items() if known.within(id, name, *outer)}
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for section in ("duties", "powers"):
        rows = run_named(store, "responsibility_matrix", as_of=day, section=section)
        counts[section] = {(r["line"], r["area"]): int(r["n"]) for r in rows if r["line"] and r["area"] in streets}
    departments: dict[str, list[str]] = defaultdict(list)
    for r in run_named(store, "responsibility_matrix", as_of=day, section="departments"):
        around = (
            not outer
            or known.within(r["area"] or "", r["area_name"] or "", *outer)
            or r["area"] in known.by_id[outer[0]].ancestors
        )
        if around and r["department_name"] not in departments[r["line"]]:
            departments[r["line"]].append(r["department_name"])
    lines = sorted({line for section in counts.values() for line, _ in section})
    lists = completeness.complete_lists(store, day)
    columns = sorted(streets.items(), key=lambda s: (s[1], s[0]))
    cells = []
    for line in lines:
        for id, name in columns:
            duties, powers = counts["duties"].get((line, id), 0), counts["powers"].get((line, id), 0)
            missing_power = bool(completeness.judge(lists, known, id, name, [line], ["power", "conferral"]).missing)
            missing_duty = bool(completeness.judge(lists, known, id, name, [line], ["duty"]).missing)
            cells.append(MatrixCell(line, id, duties, powers, _cell_status(duties, powers, missing_duty, missing_power)))
    axis = tuple(Reference(line, departments[line][0] if len(departments.get(line, ())) == 1 else line) for line in lines)
    return Matrix(axis, tuple(Reference(id, name, "Area") for id, name in columns), tuple(cells))


def _cell_status(duties: int, powers: int, missing_duty: bool, missing_power: bool) -> CellStatus:
    if (not duties and missing_duty) or (not powers and missing_power):
        return "unknown"
    if bool(duties) == bool(powers):
        return "matched"
    return "duty_only" if duties else "power_only"


def hotspots(store: Store, area: str = "", as_of: dt.date | None = None) -> list[Hotspot]:
    """Matters and grids of G19, most pairs first. Severity weighs 一事两罚 and the rank of the pair count."""
    day = as_of or dt.date.today()
    kind = definition("G19")
    values = parameter_values(kind.parameters, day, {}, None)
    rows: list[Row] = []
    for statement in kind.sections["data"]:
        rows.extend(store.read(statement, {p: values[p] for p in used_parameters(statement)}))
    assert kind.within_days is not None
    rows = keep_within(rows, kind.within_days, values)
    outer = _outer(store, area)
    if outer and rows:
        known = area_module.load(store, {outer[0], *(r["area"] for r in rows)}, ())
        rows = [r for r in rows if known.within(r["area"], r["area_name"] or "", *outer)]
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["subject"], row["grid_id"]].append(row)
    ordered = sorted(float(len({r["pairs"] for r in g})) for g in groups.values())
    found = [_hotspot(g, ordered) for g in groups.values()]
    return sorted(found, key=lambda h: (-h.severity, -h.pairs, h.matter.name, h.grid.name, h.grid.id))


def _hotspot(group: list[Row], ordered: list[float]) -> Hotspot:
    first = group[0]
    by_pair = {r["pairs"]: tuple(sorted(r["departments"])) for r in group}
    art29 = any(r["art29"] for r in group)
    parts = SeverityParts(legal=1.0 if art29 else 0.6, volume=percentile(ordered, len(by_pair)))
    return Hotspot(
        matter=Reference(first["subject"], first["subject_name"] or "", "Matter"),
        grid=Reference(first["grid_id"], first["grid"] or "", "Grid"),
        area=Reference(first["area"], first["area_name"] or "", "Area") if first["area"] else None,
        pairs=len(by_pair),
        parties=len({r["parties"] for r in group}),
        departments=tuple(sorted({d for pair in by_pair.values() for d in pair})),
        department_pairs=tuple((pair[0], pair[-1], n) for pair, n in sorted(Counter(by_pair.values()).items())),
        art_twenty_nine=art29,
        severity=score(parts),
    )


def unassigned_powers(store: Store, area: str = "", as_of: dt.date | None = None) -> list[UnassignedPower]:
    """Powers that nobody holds, or that were not once used in 24 months, where the lists that would show it are complete."""
    day = as_of or dt.date.today()
    outer = _outer(store, area)
    lists = completeness.complete_lists(store, day)
    newest = volume.newest_case(store, day)
    cases = volume.load(store, newest) if newest else volume.Volume()
    found: list[UnassignedPower] = []
    kinds: tuple[tuple[PowerKind, str], ...] = (("nobody_holds", "power"), ("nobody_uses", "case"))
    for kind, level in kinds:
        rows = run_named(store, "unassigned_powers", as_of=day, section=kind)
        known = area_module.load(store, {a for r in rows for a in r["areas"]} | ({outer[0]} if outer else set()), ())
        for r in rows:
            places = [a for a in r["areas"] if a]
            if outer and kind == "nobody_uses" and not any(known.within(a, known.name(a), *outer) for a in places):
                continue
            covered = [c for c in lists if c.list_level == level and c.domain in ("*", r["domain"])]
            if outer:
                covered = [c for c in covered if known.within(outer[0], outer[1], c.area, c.area_name)]
            if not covered:
                continue
            found.append(
                UnassignedPower(
                    ItemReference(r["item"], r["item_name"] or "", r["code"] or ""),
                    r["domain"] or "",
                    kind,
                    0,
                    _demand(cases, r["matters"], outer[0] if outer else ""),
                    "、".join(sorted(h for h in r["holders"] if h)),
                )
            )
    return sorted(found, key=lambda u: (u.kind, -(u.demand or 0), u.domain, u.item.name, u.item.id))


def _demand(cases: volume.Volume, matters: list[str], area: str) -> int | None:
    if not cases.totals:
        return None
    return (cases.cases(matters, area) or 0) if area else sum(cases.totals.get(m, 0) for m in matters)


def coverage(store: Store, area: str = "", as_of: dt.date | None = None) -> list[CoverageRow]:
    """The lists that were loaded for an area, for what lies in it, and for what it lies in."""
    rows = run_named(store, "coverage", as_of=as_of)
    outer = _outer(store, area)
    if outer:
        known = area_module.load(store, {outer[0], *(r["area"] for r in rows)}, ())
        rows = [
            r
            for r in rows
            if known.within(r["area"], r["area_name"] or "", *outer)
            or known.within(outer[0], outer[1], r["area"], r["area_name"] or "")
        ]
    quoted = evidence.passages(store, {r["passage"] for r in rows if r["passage"]})
    return [
        CoverageRow(
            Reference(r["area"], r["area_name"] or "", "Area"),
            r["domain"],
            r["list_level"] or "",
            bool(r["complete"]),
            r["valid_from"],
            quoted[r["passage"]].document if r["passage"] in quoted else None,
        )
        for r in rows
    ]
