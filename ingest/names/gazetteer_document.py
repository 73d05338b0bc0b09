"""The gazetteer as a source document: areas, their codes and what lies within what, each with its evidence."""

from __future__ import annotations

import datetime as dt

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns, UnitStatus, digest

from .gazetteer import AreaEntry, all_areas, ancestors, area_by_name, gazetteer_header, gazetteer_sha256


def gazetteer_extraction(within: str = "") -> Extraction:
    """The areas below and including ``within`` with all that lie above it, or all of China, as one document.

    Raises ValueError, with one Chinese sentence, where ``within`` names no area or more than one.
    """
    entries = _entries(within)
    header = gazetteer_header()
    name = f"{header['title']}：{header['source']}，截至{header['vintage']}（{header['package']}，{header['licence']} 许可）"
    if within:
        name += f"，{entries[-1].full_name if len(entries) == 1 else _root(within).full_name}部分"
    document = "doc-" + digest(gazetteer_sha256(), _root(within).code if within else "", size=12)
    ids = [f"{document}#{n}" for n in range(len(entries))]
    line = {e.code: n for n, e in enumerate(all_areas(), start=2)}
    rows = [line[e.code] for e in entries]
    passages = PassageColumns(
        document,
        "row",
        ids,
        [f"第{n}行" for n in rows],
        [f"{e.code} {e.name}" for e in entries],
        [None] * len(ids),
        [None] * len(ids),
        list(rows),
    )
    names = [e.full_name for e in entries]
    parents = {e.code: e.full_name for e in entries}
    claims = [
        ClaimBatch("Area", "EXISTS", names, ids, keep=False),
        ClaimBatch("Area", "level", names, ids, values=[e.level for e in entries], keep=False),
        ClaimBatch("Area", "code", names, ids, values=[e.code for e in entries], keep=False),
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


def _root(within: str) -> AreaEntry:
    entry = area_by_name(within)
    if entry is None:
        raise ValueError(f"区划名录里没有唯一叫“{within}”的区域，请写全称，例如“上海市闵行区”。")
    return entry


def _entries(within: str) -> list[AreaEntry]:
    if not within:
        return list(all_areas())
    root = _root(within)
    return [*reversed(ancestors(root)), *(e for e in all_areas() if e.code.startswith(root.prefix))]
