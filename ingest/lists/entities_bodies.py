"""Keys and computed columns of rosters, grids and what happens."""

from __future__ import annotations

import re

from graph.ontology import vocabularies as v
from ingest import names

from . import places
from .entities import Entity, Sheet, single
from .entities_power import item_key

_CONTRACTOR = re.compile(r"第三方|外包|市场化(?:公司|运作|企业)|养护公司|保洁公司|物业公司|有限公司|公司$")
_SOURCES = (("12345", "hotline_12345"), ("热线", "hotline_12345"), ("网格", "grid"), ("巡查", "patrol"), ("检查", "inspection"))
_LONG_CODE = 8
SOURCE_ZH = {term.value: term.zh for term in v.CASE_SOURCE.terms}


def _placed(sheet: Sheet) -> list[str | None]:
    """Bodies by name; a bare 水务站 in a street's row is that street's."""
    known: dict[tuple[str, str], str] = {}
    out: list[str | None] = []
    for name, area in zip(sheet.column("name"), sheet.column("area"), strict=True):
        where = area[0] if area and len(area) == 1 else ""
        if name and where and (name, where) not in known:
            full = places.in_full(where, sheet.scope)
            rest = places.collective(name)
            parsed = names.parse(name)
            bare = not parsed.places and not parsed.bare and not names.is_collective(name)
            generic = bare and names.team_kind(name) and (parsed.key or name == names.team_kind(name))
            if places.is_street(full) and (rest or generic):
                known[name, where] = places.own_name(full) + (rest or name)
            else:
                known[name, where] = name
        out.append(known.get((name, where), name) if name else None)
    return out


def _expand_areas(sheet: Sheet) -> None:
    if sheet.has("area"):
        sheet.columns["area"] = [
            tuple(dict.fromkeys(f for a in cell for f in places.areas(a, sheet.scope))) if cell else None
            for cell in sheet.column("area")
        ]


def organ(sheet: Sheet) -> dict[str, Entity]:
    """Organisations."""
    subjects = _placed(sheet)
    _expand_areas(sheet)
    return {"organ": Entity("Organ", subjects)}


def dispatched(sheet: Sheet) -> dict[str, Entity]:
    """Dispatched agencies: whatever the list says of their kind, they are that."""
    sheet.columns["kind"] = [kind or "dispatched_agency" for kind in sheet.column("kind")]
    return organ(sheet)


def aux_team(sheet: Sheet) -> dict[str, Entity]:
    """Auxiliary teams; a row about a contractor 第三方 is an organisation."""
    subjects = _placed(sheet)
    _expand_areas(sheet)
    kinds = sheet.column("kind")
    firm = [
        bool(_CONTRACTOR.search(f"{kind or ''}\n{name or ''}")) for kind, name in zip(kinds, sheet.column("name"), strict=True)
    ]
    sheet.columns["team_kind"] = [
        kind or (names.aux_kind(name) if name else None) for kind, name in zip(kinds, subjects, strict=True)
    ]
    sheet.columns["contractor_kind"] = ["contractor"] * sheet.n
    sheet.columns["contracted_by"] = sheet.column("daily_by")
    return {
        "team": Entity("AuxTeam", [None if f else s for f, s in zip(firm, subjects, strict=True)]),
        "contractor": Entity("Organ", [s if f else None for f, s in zip(firm, subjects, strict=True)] if any(firm) else []),
    }


def grid_key(code: str | None, name: str | None, area: str | None, scope: str) -> str | None:
    """The name under which a grid is known: its code; a short code or a name with its area."""
    if code and len(code) >= _LONG_CODE:
        return code
    own = code or name
    return f"{places.in_full(area, scope) if area else scope}|{own}" if own else None


def grid(sheet: Sheet) -> dict[str, Entity]:
    """Grids, each within its area and its unit."""
    codes, shown, areas = sheet.column("code"), sheet.column("name"), sheet.column("area")
    keys = [grid_key(c, n, a, sheet.scope) for c, n, a in zip(codes, shown, areas, strict=True)]
    by_name = {(a, n): k for a, n, k in zip(areas, shown, keys, strict=True) if n}
    if sheet.has("unit"):
        units = [
            by_name.get((a, u), grid_key(None, u, a, sheet.scope)) if u else None
            for a, u in zip(areas, sheet.column("unit"), strict=True)
        ]
        units = [None if u == k else u for u, k in zip(units, keys, strict=True)]
        sheet.claim("Grid", "WITHIN", keys, object_label="Grid", objects=units)
    return {"grid": Entity("Grid", keys, names=[n or c for n, c in zip(shown, codes, strict=True)])}


def transfer(sheet: Sheet) -> dict[str, Entity]:
    """Transfers, keyed by batch, resource, both sides and domain."""
    resources = {term.value: term.zh for term in v.TRANSFER_RESOURCE.terms}
    fallback = sheet.title.split("\n")[0] or sheet.name
    sheet.columns["batch"] = batches = [b or fallback for b in sheet.column("batch")]
    sheet.columns["status"] = [s or "done" for s in sheet.column("status")]
    keys: list[str | None] = []
    shown: list[str | None] = []
    for batch, resource, source, target, domain in zip(
        batches,
        sheet.column("resource"),
        sheet.column("from_organ"),
        sheet.column("to_organ"),
        sheet.column("domain"),
        strict=True,
    ):
        if resource is None or not (source or target):
            keys.append(None)
            shown.append(None)
            continue
        ends = [places.organ(single(side) or "", sheet.scope) if side else "" for side in (source, target)]
        keys.append("|".join((batch, resource, *ends, domain or "")))
        shown.append(f"{batch}（{domain or ''}{resources[resource]}）")
    return {"transfer": Entity("Transfer", keys, names=shown)}


def indicator(sheet: Sheet) -> dict[str, Entity]:
    """Indicators, keyed by code with the district, else by name."""
    shown = sheet.column("name")
    keys = [f"{sheet.scope}|{c}" if c and sheet.scope else c or n for c, n in zip(sheet.column("code"), shown, strict=True)]
    return {"indicator": Entity("Indicator", keys, names=[n or c for n, c in zip(shown, sheet.column("code"), strict=True)])}


def case(sheet: Sheet) -> dict[str, Entity]:
    """Cases, keyed by source and number; where they happened, and which power item was applied."""
    default = next((value for word, value in _SOURCES if word in f"{sheet.title} {sheet.name}"), "self")
    if sheet.kind == "inspection":
        sheet.columns["source"] = ["inspection"] * sheet.n
    sources = sheet.columns.setdefault("source", [default] * sheet.n)
    numbers = sheet.column("number")
    keys = [None if number is None else f"{source or default}|{number}" for source, number in zip(sources, numbers, strict=True)]
    sheet.columns["title"] = numbers
    _where(sheet)
    _applied(sheet)
    _parties(sheet)
    return {"case": Entity("Case", keys)}


def _where(sheet: Sheet) -> None:
    """The grid where one is named, else the area."""
    areas = sheet.column("area")
    if sheet.has("grid_code") or sheet.has("grid_name"):
        triples = list(zip(sheet.column("grid_code"), sheet.column("grid_name"), areas, strict=True))
        known = {t: grid_key(*t, sheet.scope) for t in set(triples)}
        sheet.columns["grid"] = grids = [known[t] for t in triples]
        areas = [None if g else a for g, a in zip(grids, areas, strict=True)]
        first: dict[str, int] = {}
        for i, grid_ in enumerate(grids):
            if grid_ is not None and grid_ not in first:
                first[grid_] = i
        at = [i for i in first.values() if sheet.column("area")[i]]
        sheet.claim(
            "Grid",
            "WITHIN",
            [grids[i] for i in at],
            [sheet.passages[i] for i in at],
            object_label="Area",
            objects=[sheet.column("area")[i] for i in at],
        )
    sheet.columns["place"] = areas


def _applied(sheet: Sheet) -> None:
    pairs = list(zip(sheet.column("item_code"), sheet.column("item_name"), strict=True))
    known = {pair: item_key(*pair, sheet.scope) if any(pair) else None for pair in set(pairs)}
    sheet.columns["applies"] = [known[pair] for pair in pairs]
    first: dict[tuple[str, str], int] = {}
    for i, (code, name) in enumerate(pairs):
        if code and name and (code, name) not in first:
            first[code, name] = i
    at = list(first.values())
    sheet.claim(
        "PowerItem", "name", [known[pairs[i]] for i in at], [sheet.passages[i] for i in at], values=[pairs[i][1] for i in at]
    )


def _parties(sheet: Sheet) -> None:
    """What the pseudonyms stand for: 个人 or 单位."""
    first: dict[str, int] = {}
    for i, party in enumerate(sheet.column("party")):
        if party is not None and party not in first:
            first[party] = i
    sheet.claim(
        "Party",
        "kind",
        list(first),
        [sheet.passages[i] for i in first.values()],
        values=[sheet.pseudonyms.kinds[p] for p in first],
    )
