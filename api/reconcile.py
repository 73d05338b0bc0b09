"""``/reconcile`` 对账服务: the Reconciliation Service API 0.2 that OpenRefine speaks, against the graph.

Specification: W3C Entity Reconciliation Community Group, 0.2. A column of names is matched by label (type), with the property
``scope`` for the district that bare names mean. ``match`` is true of candidates that the rules call the same, where there is
only one of them.
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Sequence
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.match import LABELS, MOST_CANDIDATES, checked_label, checked_limit, checked_name, checked_scope, matcher_of
from api.rest import JSON, Refused, as_json
from graph.ontology import ONTOLOGY
from graph.store.interface import Store

BATCH = 100
"""Queries in one request."""
SCORES = {"same": 100.0, "succeeds": 60.0, "unsure": 60.0, "different": 40.0}
"""What a certain decision of each kind counts, of 100."""
_FORM = "application/x-www-form-urlencoded"
_TYPES = {label.name: {"id": label.name, "name": label.zh} for label in ONTOLOGY.labels if not label.provenance}
_DEFAULT = ("Organ", "AuxTeam", "Area", "Instrument", "Matter", "PowerItem")
_PROPERTIES = ({"id": "scope", "name": "所在地域（名称里“区…”所指的区县）"},)


def routes(store: Store, origins: Sequence[str] = ()) -> APIRouter:
    """Routes under ``/reconcile``; ``origins`` are those of other sites' pages that may read the answers, by default none."""
    router = APIRouter()

    def reply(request: Request, value: Any, media: str = "") -> Response:
        response = Response(value, media_type=media) if media else as_json(value)
        origin = request.headers.get("origin", "")
        if origin and origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
        return response

    async def answer(request: Request, given: Any) -> Response:
        return reply(request, await asyncio.to_thread(reconciled, store, given))

    @router.get("/reconcile")
    async def manifest(request: Request, queries: str = "") -> Response:
        """服务说明；带 queries 时直接对账。"""
        if queries:
            return await answer(request, _json(queries.encode()))
        return reply(request, described(str(request.base_url).rstrip("/")))

    @router.post("/reconcile")
    async def batch(request: Request) -> Response:
        """一批查询，表单（queries=…）或 JSON。"""
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        if kind == JSON:
            given = _json(await request.body())
            return await answer(request, given.get("queries", given) if isinstance(given, dict) else given)
        if kind != _FORM:
            raise Refused(415, f"请求体须是表单（{_FORM}）或 JSON。", "UNSUPPORTED_MEDIA_TYPE")
        form = await request.form()
        queries = form.get("queries")
        if not isinstance(queries, str):
            raise Refused(400, "表单里没有 queries，请按对账接口 0.2 的写法发送。", "BAD_INPUT")
        return await answer(request, _json(queries.encode()))

    @router.options("/reconcile")
    @router.options("/reconcile/{rest:path}")
    async def preflight(request: Request, rest: str = "") -> Response:
        """浏览器跨站前的询问。"""
        response = reply(request, b"", "text/plain")
        if "access-control-allow-origin" in response.headers:
            response.headers["Access-Control-Allow-Methods"] = "GET, POST"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization"
        return response

    @router.get("/reconcile/suggest/entity")
    async def entities(request: Request, prefix: str = "", type: str = "Organ", cursor: int = 0) -> Response:
        """按名称的一部分提示图谱中的实体。"""
        label = checked_label(type)
        if not prefix.strip() or not 0 <= cursor <= 1_000_000:
            return reply(request, {"result": []})
        found = await asyncio.to_thread(lambda: matcher_of(store, label).beginning(checked_name(prefix), 20, cursor))
        return reply(request, {"result": [{"id": i, "name": n, "notable": [_TYPES[label]]} for i, n in found]})

    @router.get("/reconcile/suggest/type")
    async def types(request: Request, prefix: str = "") -> Response:
        """提示类型。"""
        found = [t for t in _TYPES.values() if prefix.lower() in t["id"].lower() or prefix in t["name"]]
        return reply(request, {"result": found})

    @router.get("/reconcile/suggest/property")
    async def properties(request: Request, prefix: str = "") -> Response:
        """提示属性。"""
        return reply(request, {"result": [p for p in _PROPERTIES if prefix in p["id"] or prefix in p["name"]]})

    @router.get("/reconcile/preview")
    async def preview(request: Request, id: str = "") -> Response:
        """一个实体的小卡片。"""
        response = reply(request, await asyncio.to_thread(card, store, id), "text/html; charset=utf-8")
        ancestors = " ".join(origins) or "'none'"
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors {ancestors}; base-uri 'none'; form-action 'none'"
        )
        return response

    return router


def described(base: str) -> dict[str, Any]:
    """The service manifest; ``base`` is the address of the service."""
    here = f"{base}/reconcile"
    return {
        "versions": ["0.1", "0.2"],
        "name": "条块名称对账",
        "identifierSpace": f"{base}/id/",
        "schemaSpace": f"{base}/schema/",
        "defaultTypes": [_TYPES[label] for label in _DEFAULT],
        "view": {"url": f"{here}/preview?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 420, "height": 200},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/reconcile/suggest/{kind}"} for kind in ("entity", "type", "property")
        },
        "batchSize": BATCH,
    }


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refused(400, "queries 不是合法的 JSON，请检查引号与逗号。", "BAD_INPUT") from None


def reconciled(store: Store, given: Any) -> dict[str, Any]:
    """Answers to a batch of queries, by their keys."""
    if not isinstance(given, dict) or not all(isinstance(q, dict) for q in given.values()):
        raise Refused(400, 'queries 须是 {"q0": {"query": "区水务局"}} 的样子。', "BAD_INPUT")
    if len(given) > BATCH:
        raise Refused(400, f"一批最多 {BATCH} 个查询，请分批。", "LIMIT_EXCEEDED")
    return {key: {"result": _result(store, query)} for key, query in given.items()}


def _result(store: Store, query: dict[str, Any]) -> list[dict[str, Any]]:
    name = checked_name(query.get("query"))
    wanted = query.get("type") or "Organ"
    labels = [checked_label(t) for t in (wanted if isinstance(wanted, list) else [wanted])][: len(LABELS)]
    limit = checked_limit(min(query.get("limit") or 5, MOST_CANDIDATES) if isinstance(query.get("limit"), int) else 5)
    scope = checked_scope(_scope(query.get("properties")))
    found = [c for label in dict.fromkeys(labels) for c in matcher_of(store, label).best(name, scope, limit)]
    found.sort(key=lambda c: (-_points(c.decision.verdict, c.decision.score), c.id))
    alone = sum(c.decision.verdict == "same" for c in found) == 1
    return [
        {
            "id": c.id,
            "name": c.name,
            "description": c.decision.reason,
            "type": [_TYPES[c.label]],
            "score": round(_points(c.decision.verdict, c.decision.score), 1),
            "match": alone and c.decision.verdict == "same",
            "features": [{"id": "verdict", "value": c.decision.verdict}, {"id": "score", "value": c.decision.score}],
        }
        for c in found[:limit]
    ]


def _points(verdict: str, score: float) -> float:
    return SCORES[verdict] * (score if verdict in ("same", "different") else 1.0)


def _scope(properties: Any) -> Any:
    """The value of the property ``scope``, as a text or as an entity that was reconciled before."""
    for given in properties if isinstance(properties, list) else ():
        if isinstance(given, dict) and given.get("pid") == "scope":
            value = given.get("v")
            value = value[0] if isinstance(value, list) and value else value
            return value.get("name", "") if isinstance(value, dict) else value or ""
    return ""


_SHOWN = {
    "Organ": ("kind", "level", "line", "team_kind"),
    "Area": ("level", "code"),
    "Instrument": ("kind", "document_number"),
    "AuxTeam": ("kind",),
}


def card(store: Store, node: str) -> str:
    """A small HTML card of a node, everything in it escaped."""
    label = next((name for name in LABELS if node.startswith(name.lower() + "-")), "")
    columns = ("name", *_SHOWN.get(label, ()))
    wanted = ", ".join(f"n.`{c}` AS `{c}`" for c in columns)
    rows = store.read(f"MATCH (n:`{label}`) WHERE n.id = $id RETURN {wanted}", {"id": node}) if label else []
    style = "<style>body{font:14px sans-serif;margin:8px}dl{margin:4px 0}dt{color:#555;float:left;margin-right:6px}</style>"
    start = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>条块</title>{style}'
    if not rows:
        return f"{start}<p>图谱中没有这个标识。</p></html>"
    facts = "".join(
        f"<dt>{html.escape(prop.zh if prop else c)}</dt><dd>{html.escape(_value(prop, rows[0][c]))}</dd>"
        for c in columns[1:]
        if rows[0][c] not in (None, "")
        for prop in (ONTOLOGY.label(label).property(c),)
    )
    kind = html.escape(_TYPES[label]["name"])
    title = f"<strong>{html.escape(str(rows[0]['name']))}</strong>（{kind}）"
    return f"{start}{title}<dl>{facts}</dl><small>{html.escape(node)}</small></html>"


def _value(prop: Any, value: Any) -> str:
    return prop.vocabulary.zh_of(str(value)) if prop is not None and prop.vocabulary is not None else str(value)
