"""REST 接口 of uploads and jobs 上传与任务."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from api.multipart import Form, receive
from api.rest import Refused, as_json, guarded
from api.settings import Settings
from graph.store.interface import Store
from ingest import lists, names
from ingest.jobs.job import STATUSES
from ingest.jobs.job import Request as Wanted
from ingest.jobs.library import Library, LibraryError
from ingest.jobs.queue import Queue
from ingest.readers import Unreadable

PAGE = 200
"""Most jobs a page."""
_VERSIONS = ("auto", "new", "replace")
_SPARE_BYTES = 64 << 20
"""Room that an upload must leave on the disk."""


def needed(queue: Queue | None) -> Queue:
    """The queue of a service that runs jobs."""
    if queue is None:
        raise Refused(503, "这个服务没有开启载入任务，请用 tiaokuai serve 启动。", "NO_JOBS")
    return queue


def routes(store: Store, settings: Settings, queue: Queue | None) -> APIRouter:
    """Routes under ``/api/uploads`` and ``/api/jobs``."""
    router = APIRouter()

    @router.post("/api/uploads")
    async def upload(request: Request) -> Response:
        """上传文件（multipart 的 files 项，可多个），各成为一个任务；可附 scope、mapping、version（auto、new、replace）。"""
        guarded(request)
        library = needed(queue).library
        limits = settings.uploads
        try:
            await asyncio.to_thread(_room, library, int(request.headers.get("content-length") or 0))
            form = await receive(request.headers.get("content-type", ""), request.stream(), limits, library.incoming)
        except OSError as error:
            refused = library.disk_error("上传的文件", error)
            raise Refused(507, str(refused), "DISK_FULL") from error
        try:
            jobs = await asyncio.to_thread(_accept, store, needed(queue), form)
        except (LibraryError, OSError) as error:
            message = str(error) if isinstance(error, LibraryError) else str(library.disk_error("上传的文件", error))
            raise Refused(507, message, "LIBRARY_ERROR") from error
        finally:
            form.discard()
        return as_json({"jobs": jobs}, 202)

    @router.get("/api/jobs")
    async def jobs(status: str = "", first: int = 50, after: str = "") -> Response:
        """任务，新的在前；status 可用逗号写几个，after 是上一页给的游标。"""
        wanted = [s for s in status.split(",") if s]
        for one in wanted:
            if one not in STATUSES:
                raise Refused(400, f"status 不认识“{one}”，可用：{'、'.join(STATUSES)}。", "BAD_INPUT")
        if not 1 <= first <= PAGE or (after and not after.isdigit()):
            raise Refused(400, f"first 须在 1 至 {PAGE} 之间，after 须是上一页给的游标。", "BAD_INPUT")
        if queue is None:
            return as_json({"jobs": [], "total": 0, "after": None})
        found, total = await asyncio.to_thread(queue.catalogue.page, wanted, first, int(after or 0))
        more = str(found[-1].number) if len(found) == first else None
        return as_json({"jobs": [j.as_json() for j in found], "total": total, "after": more})

    @router.get("/api/jobs/{job}")
    async def job(job: str) -> Response:
        """一个任务。"""
        return as_json(_found(await asyncio.to_thread(needed(queue).catalogue.get, job)))

    @router.post("/api/jobs/{job}/cancel")
    async def cancel(job: str, request: Request) -> Response:
        """取消任务：等待中的立即取消，进行中的在下一页停下；已写入的文件不受影响。"""
        guarded(request)
        return as_json(_found(await asyncio.to_thread(needed(queue).catalogue.cancel, job)))

    @router.post("/api/jobs/{job}/retry")
    async def retry(job: str, request: Request) -> Response:
        """重试没有成功的任务，只重读其中没有读入的文件。"""
        guarded(request)
        return as_json(_found(await asyncio.to_thread(_retry, needed(queue), job)))

    return router


def _found(job: Any) -> dict[str, Any]:
    if job is None:
        raise Refused(404, "没有这个任务，请刷新任务列表。", "NOT_FOUND")
    return dict(job.as_json())


def _retry(queue: Queue, job: str) -> Any:
    before = queue.catalogue.get(job)
    after = queue.catalogue.retry(job)
    if before is not None and after is not None and not before.open and after.open:
        queue.put(job)
    return after


def _room(library: Library, size: int) -> None:
    free = shutil.disk_usage(library.folder).free
    if size + _SPARE_BYTES > free:
        raise Refused(507, f"磁盘空间不够（剩 {free // 2**20} MB），文件没有存下，请腾出空间后重新上传。", "DISK_FULL")


def _accept(store: Store, queue: Queue, form: Form) -> list[dict[str, Any]]:
    if not form.files:
        raise Refused(400, "没有收到文件，请把文件放在 files 项里。", "BAD_INPUT")
    scope, mapping, version = _fields(form, queue.library)
    there = frozenset(r["id"] for r in store.read("MATCH (d:Document) RETURN d.id AS id"))
    jobs = []
    for file in form.files:
        if queue.library.content(file.sha256) is None:
            queue.library.adopt(file.path, file.sha256)
        job, new = queue.catalogue.add(Wanted(file.name, file.size, file.sha256, scope, mapping, version), there=there)
        if new:
            queue.put(job.id)
        jobs.append(job.as_json())
    return jobs


def _fields(form: Form, library: Library) -> tuple[str, str, str]:
    scope = form.fields.get("scope", "").strip()
    if scope:
        area = names.area_by_name(scope)
        if area is None:
            raise Refused(400, f"区划名录里没有唯一叫“{scope}”的区域，请写全称，如 上海市闵行区。", "BAD_INPUT")
        scope = area.full_name
    version = form.fields.get("version", "") or "auto"
    if version not in _VERSIONS:
        raise Refused(400, f"version 须是 {'、'.join(_VERSIONS)} 之一。", "BAD_INPUT")
    mapping = form.fields.get("mapping", "")
    if mapping.strip():
        _check_mapping(mapping, library)
    return scope, mapping.strip(), version


def _check_mapping(mapping: str, library: Library) -> None:
    path: Path = library.incoming()
    try:
        path.write_text(mapping, encoding="utf-8")
        lists.load_mapping(path)
    except Unreadable as error:
        raise Refused(400, str(error).replace(path.name, "mapping"), "BAD_INPUT") from error
    finally:
        path.unlink(missing_ok=True)
