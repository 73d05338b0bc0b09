"""REST 接口 of documents 来源文件: list, report, versions and their differences, retraction, older versions back, originals."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
from collections.abc import Sequence
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse

from api.rest import Refused, as_json, guarded
from api.uploads import needed
from graph.ontology import ONTOLOGY
from graph.store.interface import Row, Store
from ingest.claim_lines import compare
from ingest.jobs.erasure import NotErased, erase, erased_on
from ingest.jobs.job import Request as Wanted
from ingest.jobs.library import Library
from ingest.jobs.queue import Queue
from ingest.retraction import retract

PAGE = 200
"""Most documents a page."""
_PAGE_UNIT = re.compile(r"第\d+页")
_HEADS = (
    "MATCH (d:Document) WHERE $q = '' OR lower(d.name) CONTAINS $q RETURN d.id AS id, d.name AS name, d.ingested_on AS day "
    "ORDER BY day DESC, name, id"
)
_ROWS = (
    "UNWIND $ids AS wanted MATCH (d:Document) WHERE d.id = wanted RETURN d.id AS id, d.name AS name, d.kind AS kind, "
    "d.format AS format, d.authority AS authority, d.scope AS scope, d.issued_on AS issued_on, d.ingested_on AS ingested_on, "
    "d.report AS report"
)


def routes(store: Store, queue: Queue | None) -> APIRouter:
    """Routes under ``/api/documents``."""
    router = APIRouter()
    library = queue.library if queue is not None else None

    @router.get("/api/documents")
    async def documents(q: str = "", first: int = 50, after: str = "") -> Response:
        """来源文件，新载入的在前；q 在名称中找，after 是上一页最后一份的标识。"""
        if not 1 <= first <= PAGE:
            raise Refused(400, f"first 须在 1 至 {PAGE} 之间。", "BAD_INPUT")
        return as_json(await asyncio.to_thread(listed, store, library, q.strip().lower(), first, after))

    @router.get("/api/documents/{document}/report")
    async def report(document: str) -> Response:
        """读入报告：每页、每表的状态，被拒的行。"""
        row = await asyncio.to_thread(_one, store, document)
        return as_json(_report(row))

    @router.delete("/api/documents/{document}")
    async def delete(document: str, request: Request) -> Response:
        """撤回一份来源文件：只由它支持的内容随之消失，别处也支持的保留；旧版不会自动恢复。"""
        guarded(request)
        return as_json(await asyncio.to_thread(withdraw, store, library, document))

    @router.post("/api/documents/{document}/restore")
    async def restore(document: str, request: Request) -> Response:
        """恢复旧版：由保存的原件重新读入，替换现在的版本。"""
        guarded(request)
        job = await asyncio.to_thread(restored, store, needed(queue), document)
        return as_json({"jobs": [job]}, 202)

    @router.get("/api/documents/{document}/original")
    async def original(document: str) -> Response:
        """下载保存的原件。"""
        path = await asyncio.to_thread(library.original, document) if library is not None else None
        if library is None or path is None:
            raise Refused(404, await asyncio.to_thread(_no_original, library, document), "NOT_FOUND")
        name = library.versions(document)[-1]["name"].rsplit("/", 1)[-1]
        return FileResponse(path, media_type="application/octet-stream", filename=name)

    @router.delete("/api/documents/{document}/original")
    async def delete_original(document: str, request: Request) -> Response:
        """永久删除已撤回（或已换版）的文件保存的原件；文件还在图谱中时拒绝。版本与主张的记录不变。"""
        guarded(request)
        return as_json(await asyncio.to_thread(erased, store, needed(queue).library, document))

    @router.get("/api/documents/{document}/versions")
    async def versions(document: str) -> Response:
        """这份文件的各个版本，新的在前。"""
        return as_json(await asyncio.to_thread(versions_of, store, library, document))

    @router.get("/api/documents/{document}/differences")
    async def differences(document: str) -> Response:
        """与上一版相比，增加、减少与相同的主张。"""
        found = await asyncio.to_thread(differences_of, library, document) if library is not None else None
        if found is None:
            raise Refused(404, "这份文件没有可比较的旧版。", "NOT_FOUND")
        return as_json(found)

    return router


def listed(store: Store, library: Library | None, q: str, first: int, after: str) -> dict[str, Any]:
    """One page of documents, and how many there are in all."""
    heads = [r["id"] for r in store.read(_HEADS, {"q": q})]
    start = heads.index(after) + 1 if after in heads else 0
    ids = heads[start : start + first]
    rows = {r["id"]: r for r in store.read(_ROWS, {"ids": ids})} if ids else {}
    claims, proposed = _counted(store, "Claim", ids), _counted(store, "ProposedClaim", ids)
    rows_read = _counted(store, "Passage", ids, " AND c.kind = 'row'")
    kept = library.with_originals(ids) if library is not None else set()
    shown = []
    for identity in ids:
        row = rows.get(identity)
        if row is None:  # it left between the two reads
            continue
        report = _report(row)
        pages = sum(1 for u in report["units"] if _PAGE_UNIT.fullmatch(str(u.get("unit", ""))))
        whole = not report["rejected"] and all(u.get("status") in ("read", "empty") for u in report["units"])
        names = ("id", "name", "kind", "format", "authority", "scope", "issued_on", "ingested_on")
        shown.append(
            {
                **{name: row[name] for name in names},
                "claims": claims.get(identity, 0),
                "proposed": proposed.get(identity, 0),
                "rows": rows_read.get(identity, 0),
                "pages": pages or None,
                "has_original": identity in kept,
                "status": "read" if whole else "partial",
            }
        )
    more = ids[-1] if ids and start + first < len(heads) else None
    return {"documents": shown, "total": len(heads), "after": more}


def _counted(store: Store, label: str, ids: Sequence[str], also: str = "") -> dict[str, int]:
    if not ids or not any(known.name == label for known in ONTOLOGY.labels):
        return {}
    statement = f"UNWIND $ids AS wanted MATCH (c:`{label}`) WHERE c.document = wanted{also} RETURN wanted AS id, count(*) AS n"
    return {r["id"]: r["n"] for r in store.read(statement, {"ids": list(ids)})}


def _one(store: Store, document: str) -> Row:
    found = store.read(_ROWS, {"ids": [document]})
    if not found:
        raise Refused(404, "图谱中没有这份来源文件，可能已经撤回或换版，请刷新后再看。", "NOT_FOUND")
    return found[0]


def _report(row: Row) -> dict[str, Any]:
    report = orjson.loads(row["report"]) if row["report"] else {}
    return {"units": report.get("units", []), "rejected": report.get("rejected", [])}


def withdraw(store: Store, library: Library | None, document: str) -> dict[str, Any]:
    """Retract a document; says which older version could be brought back, which does not happen by itself."""
    with store.write() as tx:
        if not tx.run("MATCH (d:Document) WHERE d.id = $id RETURN d.id AS id", {"id": document}):
            raise Refused(404, "图谱中没有这份来源文件，可能已经撤回。", "NOT_FOUND")
        done = retract(tx, document)
    older = None
    if library is not None:
        library.retracted(document)
        older = predecessor(library, document)
    note = f"旧版（{_day(older['began_at'])} 载入）不会自动恢复；需要时请在“版本”里恢复。" if older is not None else ""
    shown = {"id": older["document"], "name": older["name"]} if older is not None else None
    return {"deleted": done.deleted, "message": note, "older": shown}


def erased(store: Store, library: Library, document: str) -> dict[str, Any]:
    """Erase the stored original of a document that left the graph."""
    try:
        done = erase(library, store, document)
    except NotErased as error:
        raise Refused(404 if error.missing else 409, str(error), "NOT_FOUND" if error.missing else "CONFLICT") from error
    also = f"，连同含有它的存件{'、'.join(f'“{b}”' for b in done.bundles)}" if done.bundles else ""
    return {"erased": done.document, "name": done.name, "bundles": done.bundles, "message": f"已删除“{done.name}”的原件{also}。"}


def _no_original(library: Library | None, document: str) -> str:
    day = _erased_day(library, document) if library is not None else ""
    if day:
        return f"这份文件的原件已于 {day} 删除，请向提供者索取。"
    return "这份文件没有保存原件（可能由较早的程序载入），请向提供者索取。"


def _erased_day(library: Library, document: str) -> str:
    mine = next((v for v in reversed(library.versions(document)) if v["document"] == document), None)
    return erased_on(library, mine["sha256"]) if mine is not None else ""


def restored(store: Store, queue: Queue, document: str) -> dict[str, Any]:
    """A job that reads an older version in again from its original."""
    versions = queue.library.versions(document)
    mine = next((v for v in reversed(versions) if v["document"] == document), None)
    content = queue.library.content(mine["sha256"]) if mine is not None else None
    if mine is not None and content is None and (day := erased_on(queue.library, mine["sha256"])):
        raise Refused(404, f"这个版本的原件已于 {day} 删除，恢复不了；请重新上传它。", "NOT_FOUND")
    if mine is None or content is None:
        raise Refused(404, "没有保存这个版本的原件，恢复不了；请重新上传它。", "NOT_FOUND")
    there = store.existing_ids("Document", [v["document"] for v in versions])
    if document in there:
        raise Refused(409, "这个版本就在图谱中，不需要恢复。", "CONFLICT")
    current = next((v["document"] for v in reversed(versions) if v["document"] in there), "")
    job, new = queue.catalogue.add(
        Wanted(mine["name"], content.stat().st_size, mine["sha256"], mine["scope"], mine["mapping"], "new", current)
    )
    if new:
        queue.put(job.id)
    return job.as_json()


def predecessor(library: Library, document: str) -> sqlite3.Row | None:
    """The version that a document took the place of, or None."""
    versions = library.versions(document)
    at = max((i for i, v in enumerate(versions) if v["document"] == document), default=-1)
    return next((v for v in reversed(versions[: max(at, 0)]) if v["document"] != document), None)


def versions_of(store: Store, library: Library | None, document: str) -> list[dict[str, Any]]:
    """All versions, the newest first."""
    rows = library.versions(document) if library is not None else []
    if library is None or not rows:
        row = _one(store, document)
        only = {"id": row["id"], "name": row["name"], "ingested_on": row["ingested_on"], "replaced_on": None}
        return [{**only, "ended_by": "", "current": True, "has_original": False, "erased_on": None}]
    return [
        {
            "id": v["document"],
            "name": v["name"],
            "ingested_on": _day(v["began_at"]),
            "replaced_on": _day(v["ended_at"]),
            "ended_by": v["ended_by"],
            "current": v["ended_at"] is None,
            "has_original": library.content(v["sha256"]) is not None,
            "erased_on": erased_on(library, v["sha256"]) or None,
        }
        for v in reversed(rows)
    ]


def differences_of(library: Library, document: str) -> dict[str, Any] | None:
    """How the claims of a version differ from those of the one before it; None where one of the two is not kept."""
    older = predecessor(library, document)
    before = library.lines(older["document"]) if older is not None else None
    after = library.lines(document)
    if older is None or before is None or after is None:
        return None
    newer = next(v for v in reversed(library.versions(document)) if v["document"] == document)
    changed = compare(before, after)
    return {
        "older": {"id": older["document"], "name": older["name"], "ingested_on": _day(older["began_at"])},
        "newer": {"id": document, "name": newer["name"], "ingested_on": _day(newer["began_at"])},
        "added": [line.as_json() for line in changed.added],
        "removed": [line.as_json() for line in changed.removed],
        "same": changed.same,
    }


def _day(moment: str | None) -> str | None:
    """The day of a moment in UTC, where this machine stands."""
    return dt.datetime.fromisoformat(moment).astimezone().date().isoformat() if moment else None
