"""The gazetteer as a source document: areas, codes, what lies within what and what followed what, each with its evidence."""

from __future__ import annotations

import datetime as dt

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns, UnitStatus, digest

from .former import change_of, former_header, is_former, known_years, successors_of
from .former_data import Change
from .gazetteer import AreaEntry, all_areas, ancestors, area_by_name, gazetteer_header, gazetteer_sha256


def gazetteer_extraction(within: str = "") -> Extraction:
    """The areas below and including ``within`` with all that lie above it, or all of China, as one document.

    For a former area (闸北区) these are its own years and what it became, as SUCCEEDS, in place of what lies below it.

    Raises ValueError, with one Chinese sentence, where ``within`` names no area or more than one.
    """
    entries = _entries(within)
    header = gazetteer_header()
    name = f"{header['title']}：{header['source']}，截至{header['vintage']}（{header['package']}，{header['licence']} 许可）"
    if within:
        name += f"，{entries[-1].full_name if len(entries) == 1 else _root(within).full_name}部分"
    former = {e.code: change for e in entries if (change := change_of(e)) is not None}
    if former or any(e.first or e.last for e in entries):
        credit = former_header()
        name += f"；年份与沿革据{credit['source']}（{credit['licence']} 许可）"
    document = "doc-" + digest(gazetteer_sha256(), _root(within).code if within else "", size=12)
    ids = [f"{document}#{n}" for n in range(len(entries))]
    line = {e.code: n for n, e in enumerate(all_areas(), start=2)}
    rows = [former[e.code].line if e.code in former else line.get(e.code) for e in entries]
    passages = PassageColumns(
        document,
        "row",
        ids,
        [f"第{n}行" if n else "新设区划" for n in rows],
        [_quote(e, former.get(e.code)) for e in entries],
        [None] * len(ids),
        [None] * len(ids),
        list(rows),
    )
    names = [e.full_name for e in entries]
    parents = {e.code: e.full_name for e in entries}
    claims = [
        ClaimBatch("Area", "EXISTS", names, ids, keep=False),
        ClaimBatch("Area", "level", names, ids, values=[e.level for e in entries], keep=False),
        ClaimBatch("Area", "code", names, ids, values=[_code(e, former.get(e.code)) for e in entries], keep=False),
        ClaimBatch("Area", "parent_code", names, ids, values=[e.parent_code or None for e in entries], keep=False),
        ClaimBatch(
            "Area",
            "WITHIN",
            names,
            ids,
            object_label="Area",
            objects=[parents.get(e.parent_code) for e in entries],
            keep=False,
        ),
    ]
    claims += _years(entries, names, ids)
    record = DocumentRecord(
        document,
        name,
        "gazetteer",
        gazetteer_sha256(),
        "gazetteer",
        "published_list",
        issued_on=dt.date.fromisoformat(header["vintage"]),
    )
    unit = UnitStatus(header["title"], "read", f"截至{header['vintage']}", len(entries))
    return Extraction(record, [passages], claims, units=[unit])


def _quote(entry: AreaEntry, change: Change | None) -> str:
    years = known_years(entry)
    if change is None:
        return f"{entry.code} {entry.name}" + (f"（{years}）" if years else "")
    after = "、".join(change.successors)
    told = "；".join(filter(None, (years, after and f"后为{after}", change.number)))
    return f"{change.code} {entry.name}（{told}）"


def _code(entry: AreaEntry, change: Change | None) -> str | None:
    """The published code; a newer area without one of its own has none."""
    if change is not None:
        return change.code.ljust(12, "0")
    return entry.code if entry.code.isdecimal() else None


def _years(entries: list[AreaEntry], names: list[str], ids: list[str]) -> list[ClaimBatch]:
    """When areas came to be and ceased, and what followed what, as far as both are among the entries."""
    first = [dt.date(e.first, 1, 1) if e.first else None for e in entries]
    last = [dt.date(e.last + 1, 1, 1) if e.last else None for e in entries]
    found = [
        ClaimBatch("Area", what, names, ids, values=values, keep=False)
        for what, values in (("valid_from", first), ("valid_to", last))
        if any(values)
    ]
    at = {e.code: e.full_name for e in entries}
    pairs = [
        (at[after.code], e.full_name, i)
        for e, i in zip(entries, ids, strict=True)
        for after in successors_of(e)
        if after.code in at
    ]
    if pairs:
        younger, older, passages = zip(*pairs, strict=True)
        found.append(ClaimBatch("Area", "SUCCEEDS", younger, passages, object_label="Area", objects=older, keep=False))
    return found


def _root(within: str) -> AreaEntry:
    entry = area_by_name(within)
    if entry is None:
        raise ValueError(f"区划名录里没有唯一叫“{within}”的区域，请写全称，例如“上海市闵行区”。")
    return entry


def _entries(within: str) -> list[AreaEntry]:
    if not within:
        return list(all_areas())
    root = _root(within)
    if is_former(root):
        later = [e for one in _chain(root) for e in (*reversed(ancestors(one)), one)]
        below = [e for e in all_areas() if e.code.startswith(root.prefix)] if change_of(root) is None else []
        return list(dict.fromkeys([*reversed(ancestors(root)), root, *below, *later]))
    return [*reversed(ancestors(root)), *(e for e in all_areas() if e.code.startswith(root.prefix))]


def _chain(root: AreaEntry) -> list[AreaEntry]:
    """All that followed an area, one after another."""
    found: list[AreaEntry] = []
    waiting = list(successors_of(root))
    while waiting:
        one = waiting.pop(0)
        if one not in found and one.code != root.code:
            found.append(one)
            waiting += successors_of(one)
    return found
