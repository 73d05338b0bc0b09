"""Keys and computed columns of the lists about powers and duties."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from ingest import names
from ingest.statutes import BasisRef, parse_basis, provision_name

from . import places
from .entities import Entity, Sheet

_ASPECT = {"penalty": "enforcement", "compulsion": "enforcement", "inspection": "inspection"}
_TYPE_WORDS = (
    ("处罚", "penalty"),
    ("强制", "compulsion"),
    ("许可", "licence"),
    ("审批", "licence"),
    ("检查", "inspection"),
    ("征收", "levy"),
    ("给付", "payment"),
    ("确认", "confirmation"),
    ("奖励", "reward"),
    ("裁决", "adjudication"),
)
_ENFORCING = re.compile(r"执法|处罚")
_LONG_CODE = 8


def item_key(code: str | None, name: str | None, scope: str) -> str | None:
    """The name under which a power item is known: its published code; a short code with its district; else its name."""
    if code and len(code) >= _LONG_CODE:
        return code
    if code and scope:
        return f"{scope}|{code}"
    return name or code


def _items(sheet: Sheet) -> tuple[list[str | None], list[str | None]]:
    """Keys and names of the power items. A code that stands for several items (sub-items) does not tell them apart."""
    shown = [
        f"{n}（{s}）" if n and s and s != n else n or s
        for n, s in zip(sheet.column("name"), sheet.column("sub_item"), strict=True)
    ]
    codes = sheet.column("code")
    of_code: dict[str, set[str | None]] = defaultdict(set)
    for code, name in zip(codes, shown, strict=True):
        if code:
            of_code[code].add(name)
    keys = [
        f"{code}|{name}" if code and len(of_code[code]) > 1 else item_key(code, name, sheet.scope)
        for code, name in zip(codes, shown, strict=True)
    ]
    return keys, shown


def _types(sheet: Sheet, shown: list[str | None]) -> list[str | None]:
    """Power types, from the name where the list does not say."""
    known: dict[str | None, str | None] = {}
    out: list[str | None] = []
    for given, name in zip(sheet.column("power_type"), shown, strict=True):
        if given is None and name not in known:
            ending = (name or "")[-8:]
            known[name] = next((value for word, value in _TYPE_WORDS if word in ending), None)
        out.append(given or known.get(name))
    return out


def _basis(sheet: Sheet, subjects: list[str | None], label: str, column: str = "basis") -> list[str | None]:
    """Claims of what items are based on; gives each row's first instrument."""
    cells = sheet.column(column)
    refs: dict[str, list[BasisRef]] = {text: parse_basis(text) for text in {c for c in cells if c}}
    at, provisions = [], []
    for i, text in enumerate(cells):
        for ref in refs.get(text, ()):
            if ref.article is not None:
                at.append(i)
                provisions.append(ref)
    passages = [sheet.passages[i] for i in at]
    keys = [provision_name(r.title, r.article or 0, r.paragraph, r.item, r.sub) for r in provisions]
    if label == "Matter":
        sheet.claim("Provision", "PROHIBITS", keys, passages, object_label=label, objects=[subjects[i] for i in at])
    else:
        sheet.claim(label, "BASED_ON", [subjects[i] for i in at], passages, object_label="Provision", objects=keys)
    first: dict[str, int] = {}
    for j, key in enumerate(keys):
        first.setdefault(key, j)
    once = list(first.values())
    sheet.claim(
        "Provision",
        "OF_INSTRUMENT",
        list(first),
        [passages[j] for j in once],
        object_label="Instrument",
        objects=[provisions[j].title for j in once],
    )
    sheet.claim("Provision", "locator", list(first), [passages[j] for j in once], values=[provisions[j].locator for j in once])
    sheet.claim(
        "Provision",
        "name",
        list(first),
        [passages[j] for j in once],
        values=[f"《{provisions[j].title}》{provisions[j].locator}" for j in once],
    )
    return [refs[text][0].title if text and refs.get(text) else None for text in cells]


def _grants(sheet: Sheet, keys: list[str | None], shown: list[str | None], types: list[str | None], default_mode: str) -> Entity:
    """One grant for each item, holder and area of a row."""
    grant = Entity("PowerGrant", [], [])
    own: dict[str, list[Any]] = {name: [] for name in ("holder", "area", "mode", "aspect", "item", "status")}
    labels: list[str | None] = []
    enforcing = _ENFORCING.search(sheet.title) is not None
    holders, area_cells, modes = sheet.column("holder"), sheet.column("area"), sheet.column("mode")
    starts, statuses = sheet.column("valid_from"), sheet.column("status")
    single_street = names.street_of(sheet.title) if sheet.kind == "conferral" else ""
    for i, key in enumerate(keys):
        if key is None:
            continue
        written = area_cells[i] or ()
        where = [full for a in written for full in places.areas(a, sheet.scope)] or [single_street or sheet.scope]
        mode = modes[i] or default_mode
        aspect = _ASPECT.get(types[i] or "", "enforcement" if types[i] is None and enforcing else "management")
        since = starts[i].isoformat() if starts[i] else ""
        for holder, area in _who_where(holders[i], where, sheet, bool(written)):
            grant.subjects.append(f"{key}|{places.organ(holder, sheet.scope)}|{area}|{mode}|{since}")
            grant.rows.append(i)  # type: ignore[union-attr]
            labels.append(f"{holder}：{shown[i] or key}")
            for name, value in (
                ("holder", holder),
                ("area", area or None),
                ("mode", mode),
                ("aspect", aspect),
                ("item", key),
                ("status", statuses[i] or "in_force"),
            ):
                own[name].append(value)
    grant.own, grant.names = own, labels
    return grant


def _who_where(holders: tuple[str, ...] | None, where: list[str], sheet: Sheet, said: bool) -> list[tuple[str, str]]:
    """Who holds it where: collectives become the bodies of each area; what is conferred on nobody is the areas' own bodies'."""
    if not holders:
        if sheet.kind != "conferral":
            return []
        if not said and where == [sheet.scope]:
            where = list(places.areas("各街镇", sheet.scope)) if sheet.scope else []
        return [(places.body_of(area), area) for area in where if places.is_street(area)]
    found: list[tuple[str, str]] = []
    for holder in holders:
        for area in where:
            bodies = places.bodies(holder, area, sheet.scope)
            if len(bodies) == 1:
                found.append((bodies[0], area))
            else:  # 各街镇 without areas: each in its own
                found += [(b, s.full_name) for b, s in zip(bodies, names.streets_of(sheet.scope), strict=False)]
    return list(dict.fromkeys(found))


def _granted(sheet: Sheet, default_mode: str) -> dict[str, Entity]:
    keys, shown = _items(sheet)
    types = _types(sheet, shown)
    sheet.columns["power_type"] = types
    sheet.columns["origin"] = ["published" if code else None for code in sheet.column("code")]
    instruments = _basis(sheet, keys, "PowerItem")
    grant = _grants(sheet, keys, shown, types, default_mode)
    rows = grant.rows or []
    passages = [sheet.passages[i] for i in rows]
    for relation, label, column in (
        ("OF_ITEM", "PowerItem", "item"),
        ("HELD_BY", "Organ", "holder"),
        ("IN_AREA", "Area", "area"),
    ):
        sheet.claim("PowerGrant", relation, grant.subjects, passages, object_label=label, objects=grant.own[column])
    under = [single_or(named, basis) for named, basis in zip(sheet.column("instrument"), instruments, strict=True)]
    if any(under):
        sheet.claim("PowerGrant", "UNDER", grant.subjects, passages, object_label="Instrument", objects=[under[i] for i in rows])
    return {"item": Entity("PowerItem", keys, names=shown), "grant": grant}


def single_or(named: tuple[str, ...] | None, otherwise: str | None) -> str | None:
    """The first of the names, else the other."""
    return named[0] if named else otherwise


def power(sheet: Sheet) -> dict[str, Entity]:
    """Items, and who holds them by law."""
    return _granted(sheet, "statutory")


def conferral(sheet: Sheet) -> dict[str, Entity]:
    """Items, and to whom they were conferred, where."""
    return _granted(sheet, "conferred")


def duty(sheet: Sheet) -> dict[str, Entity]:
    """Duties, keyed by name and domain; collectives among the bearers become the bodies of all streets."""
    keys = [None if n is None else f"{n}|{d or ''}" for n, d in zip(sheet.column("name"), sheet.column("domain"), strict=True)]
    own = names.street_of(sheet.title)
    for role in ("lead", "support", "frontline", "enforcement", "backstop"):
        if role in sheet.columns:
            sheet.columns[role] = [_expanded(cell, own, sheet.scope) for cell in sheet.columns[role]]
    if sheet.has("area"):
        sheet.columns["area"] = [
            tuple(dict.fromkeys(f for a in cell for f in places.areas(a, sheet.scope))) if cell else None
            for cell in sheet.column("area")
        ]
    elif own or sheet.scope:
        sheet.columns["area"] = [own or sheet.scope] * sheet.n
    if not sheet.has("duty_class"):
        said = next(
            (
                v
                for w, v in (("基本履职", "basic"), ("配合履职", "cooperative"), ("收回", "withdrawn"))
                if w in sheet.title + sheet.name
            ),
            None,
        )
        sheet.columns["duty_class"] = [said] * sheet.n
    _basis(sheet, keys, "Duty")
    return {"duty": Entity("Duty", keys, names=sheet.column("name"))}


def _expanded(cell: tuple[str, ...] | None, area: str, scope: str) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(b for name in cell for b in places.bodies(name, area, scope))) if cell else None


def matter(sheet: Sheet) -> dict[str, Entity]:
    """Matters, and which provisions prohibit them."""
    subjects = sheet.column("name")
    if sheet.has("prohibited_by"):
        _basis(sheet, subjects, "Matter", "prohibited_by")
    return {"matter": Entity("Matter", subjects)}


def coverage(sheet: Sheet) -> dict[str, Entity]:
    """Which lists are complete for which area and domain; ``*`` is every domain."""
    everything = {None, "全部", "所有", "全领域", "全部领域", "各领域", "所有领域", "＊", "不限"}
    sheet.columns["domain"] = domains = ["*" if d in everything else d.removesuffix("领域") for d in sheet.column("domain")]
    where = [places.in_full(a, sheet.scope) if a else sheet.scope or None for a in sheet.column("area")]
    sheet.columns["area"] = where
    keys = [
        f"{a}|{d}|{level}" if a and level else None
        for a, d, level in zip(where, domains, sheet.column("list_level"), strict=True)
    ]
    return {"coverage": Entity("Coverage", keys)}
