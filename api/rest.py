"""REST 接口: GraphQL over HTTP, findings as files, health, metrics.

Queries block, so each runs in a worker thread and never on the event loop.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response

from api.errors import BadInput
from api.findings_out import FORMATS, as_bytes
from api.metrics import Metrics
from api.schema import execute_query
from api.schema.answers import findings as compute
from api.settings import Settings
from graph.ontology import ONTOLOGY
from graph.store.interface import Store
from queries.areas import find as find_area

JSON = "application/json"
_MEDIA = {
    "json": JSON,
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STATUS = ("yes", "no", "unknown")
Many = Annotated[Sequence[str], Query()]
"""A parameter that may be given several times."""


class Refused(Exception):
    """A request that cannot be served: HTTP status, one Chinese sentence, a code."""

    def __init__(self, status: int, message: str, code: str = "BAD_REQUEST") -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


def as_json(value: Any, status: int = 200) -> Response:
    """A JSON response; dates in ISO form."""
    return Response(orjson.dumps(value), status, media_type=JSON)


def routes(store: Store, settings: Settings, metrics: Metrics) -> APIRouter:
    """All routes but the pages."""
    router = APIRouter()
    _graphql(router, store, settings, metrics)
    _findings(router, store)
    _health(router, store, metrics)
    return router


def _graphql(router: APIRouter, store: Store, settings: Settings, metrics: Metrics) -> None:
    async def run(request: Request, text: Any, variables: Any, operation: Any) -> Response:
        if not isinstance(text, str) or not text.strip():
            raise Refused(400, '请求中没有查询（query），请在 JSON 里写 {"query": "{ stats { engine } }"}。')
        if not isinstance(variables, dict):
            raise Refused(400, 'variables 须是 JSON 对象，如 {"area": "…"}。')
        if operation is not None and not isinstance(operation, str):
            raise Refused(400, "operationName 须是文本。")
        answer = await asyncio.to_thread(
            execute_query,
            store,
            text,
            variables,
            operation or None,
            limits=settings.limits,
            request_id=request.state.request_id,
        )
        for error in answer.get("errors", ()):
            metrics.errors.labels(error.get("extensions", {}).get("code", "UNKNOWN")).inc()
        return as_json(answer)

    @router.post("/graphql", name="graphql")
    async def post(request: Request) -> Response:
        """执行一个 GraphQL 查询。"""
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        if kind != JSON:  # forms and plain text are what another site's page could send without asking
            raise Refused(415, f"请求体须是 JSON（Content-Type: {JSON}）。", "UNSUPPORTED_MEDIA_TYPE")
        body = _parsed(await request.body(), "请求体")
        if not isinstance(body, dict):
            raise Refused(400, "请求体须是一个 JSON 对象；不支持成批的查询。")
        return await run(request, body.get("query"), body.get("variables") or {}, body.get("operationName"))

    @router.get("/graphql", name="graphql_get")
    async def get(request: Request, query: str = "", variables: str = "", operationName: str = "") -> Response:
        """执行一个 GraphQL 查询（只读，便于用链接分享）。"""
        return await run(request, query, _parsed(variables.encode(), "variables") if variables else {}, operationName)


def _parsed(body: bytes, what: str) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refused(400, f"{what}不是合法的 JSON，请检查引号与逗号。") from None


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object of a request that changes something. Raises Refused unless it comes from a program or our own pages."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != JSON:
        raise Refused(415, f"请求体须是 JSON（Content-Type: {JSON}）。", "UNSUPPORTED_MEDIA_TYPE")
    guarded(request)
    body = _parsed(await request.body(), "请求体")
    if not isinstance(body, dict):
        raise Refused(400, "请求体须是一个 JSON 对象。")
    return body


def guarded(request: Request) -> None:
    """Refuse a change that does not carry the header that another site's page cannot send."""
    if request.headers.get("x-tiaokuai") != "1":
        raise Refused(403, "改动数据的请求须带请求头 X-Tiaokuai: 1。", "FORBIDDEN")


def _findings(router: APIRouter, store: Store) -> None:
    def rows(codes: Sequence[str], area: str, as_of: str, status: Sequence[str]) -> list[dict[str, Any]]:
        for one in status:
            if one not in _STATUS:
                raise Refused(400, f"status 不认识“{one}”，可用：{'、'.join(_STATUS)}。", "BAD_INPUT")
        try:
            day = dt.date.fromisoformat(as_of) if as_of else None
        except ValueError:
            raise Refused(400, f"日期“{as_of}”看不懂，请写成 2020-11-05 的样子。", "BAD_INPUT") from None
        if area and find_area(store, area) is None:
            raise Refused(404, f"图谱中没有“{area}”这个区域，请写全称（如 上海市闵行区莘庄镇）、区划代码或标识。", "NOT_FOUND")
        return [f.to_dict() for f in compute(store, codes, area, day, status)]

    def answer(codes: Sequence[str], area: str, as_of: str, status: Sequence[str], format: str) -> Response:
        if format not in FORMATS:
            raise Refused(400, f"不认识的格式“{format}”，可用：{'、'.join(FORMATS)}。", "BAD_INPUT")
        try:
            found = rows(codes, area, as_of, status)
        except BadInput as error:
            raise Refused(400, error.message, error.code) from error
        if format == "json":
            return as_json(found)
        headers = {"Content-Disposition": f'attachment; filename="findings.{format}"'}
        return Response(as_bytes(found, format), media_type=_MEDIA[format], headers=headers)

    @router.get("/api/findings")
    async def findings(
        codes: Many = (),
        area: str = "",
        as_of: str = "",
        status: Many = (),
        format: str = "json",
    ) -> Response:
        """列出发现；format 为 json、csv 或 xlsx。"""
        return await asyncio.to_thread(answer, codes, area, as_of, status, format)

    @router.get("/api/findings.{format}")
    async def findings_file(
        format: str,
        codes: Many = (),
        area: str = "",
        as_of: str = "",
        status: Many = (),
    ) -> Response:
        """列出发现，存为文件。"""
        return await asyncio.to_thread(answer, codes, area, as_of, status, format)


def _health(router: APIRouter, store: Store, metrics: Metrics) -> None:
    @router.get("/healthz")
    async def healthz() -> Response:
        """进程在运行。"""
        return as_json({"status": "ok"})

    @router.get("/readyz")
    async def readyz() -> Response:
        """图谱能应答，模式版本相符。"""

        def probe() -> bool:
            return store.is_empty()

        try:
            empty = await asyncio.wait_for(asyncio.to_thread(probe), 5)
        except Exception as error:
            raise Refused(503, "图数据库没有应答，请检查它是否在运行。", "NOT_READY") from error
        return as_json({"status": "ready", "engine": store.engine, "schema_version": ONTOLOGY.version, "empty": empty})

    @router.get("/metrics")
    async def show() -> Response:
        """Prometheus 指标。"""
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
