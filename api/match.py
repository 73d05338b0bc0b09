"""``/api/match`` 名称匹配: two names, or many names against the graph."""

from __future__ import annotations

import asyncio
import threading
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from fastapi import APIRouter, Request, Response

from api.kept import version
from api.rest import JSON, Refused, as_json
from graph.ontology import ONTOLOGY
from graph.store.interface import Store
from ingest.names import area_by_name, explain
from ingest.names.graph_matcher import Candidate, GraphMatcher

LABELS: tuple[str, ...] = tuple(label.name for label in ONTOLOGY.labels if not label.provenance)
"""Labels whose nodes may be matched."""
MOST_QUERIES = 1000
MOST_CANDIDATES = 50
LONGEST = 500
"""Characters of a name; nothing that is longer is one."""


class Matchers:
    """A store's names ready to be matched, one index a label, brought up to date when documents or judgements change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: dict[str, tuple[str, GraphMatcher]] = {}

    def of(self, store: Store, label: str) -> GraphMatcher:
        """The matcher of a label as the graph is now."""
        with self._lock:
            now = version(store)
            held = self._ready.get(label)
            if held is None:
                self._ready[label] = now, GraphMatcher(store, label)
            elif held[0] != now:
                held[1].refresh(store)
                self._ready[label] = now, held[1]
            return self._ready[label][1]


_STORES: WeakKeyDictionary[Any, Matchers] = WeakKeyDictionary()
_STORES_LOCK = threading.Lock()


def matcher_of(store: Store, label: str) -> GraphMatcher:
    """The matcher of a store's label; the first call of a process builds it."""
    with _STORES_LOCK:
        matchers = _STORES.setdefault(store, Matchers())
    return matchers.of(store, label)


def routes(store: Store) -> APIRouter:
    """``/api/match``."""
    router = APIRouter()

    @router.get("/api/match")
    async def pair(a: str = "", b: str = "", label: str = "Organ", scope: str = "") -> Response:
        """判断两个名称是否同一个，并逐步说明理由。"""
        for name in (a, b):
            checked_name(name)
        checked_label(label)
        here = checked_scope(scope)
        return as_json((await asyncio.to_thread(explain, a, b, label, here)).as_json())

    @router.post("/api/match")
    async def many(request: Request) -> Response:
        """把一批名称与图谱中的名称匹配，每个给出最好的几个候选。"""
        if request.headers.get("content-type", "").partition(";")[0].strip() != JSON:
            raise Refused(415, f"请求体须是 JSON（Content-Type: {JSON}）。", "UNSUPPORTED_MEDIA_TYPE")
        try:
            given = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            raise Refused(400, "请求体不是合法的 JSON，请检查引号与逗号。") from None
        queries = given.get("queries") if isinstance(given, dict) else None
        if not isinstance(queries, list) or not all(isinstance(q, dict) for q in queries):
            raise Refused(
                400, '请求体须是 {"queries": [{"name": "区水务局", "label": "Organ"}], "scope": "上海市闵行区"} 的样子。'
            )
        if len(queries) > MOST_QUERIES:
            raise Refused(400, f"一次最多匹配 {MOST_QUERIES} 个名称，请分批。", "LIMIT_EXCEEDED")
        limit = checked_limit(given.get("limit", 5))
        common = checked_scope(given.get("scope", ""))
        asked = [
            (checked_name(q.get("name")), checked_label(q.get("label", "Organ")), checked_scope(q.get("scope", "")) or common)
            for q in queries
        ]

        def work() -> list[list[dict[str, Any]]]:
            return [[shown(c) for c in matcher_of(store, label).best(name, here, limit)] for name, label, here in asked]

        return as_json({"results": await asyncio.to_thread(work)})

    return router


def shown(c: Candidate) -> dict[str, Any]:
    """One candidate."""
    return {
        "id": c.id,
        "name": c.name,
        "label": c.label,
        "score": c.decision.score,
        "verdict": c.decision.verdict,
        "reason": c.decision.reason,
    }


def checked_name(name: Any) -> str:
    """A name that can be matched."""
    if not isinstance(name, str) or not name.strip():
        raise Refused(400, "名称不能为空，请给出要匹配的名称。", "BAD_INPUT")
    if len(name) > LONGEST:
        raise Refused(400, f"名称超过 {LONGEST} 字（“{name[:20]}…”），请检查是否把整段文字当成了名称。", "BAD_INPUT")
    return name


def checked_label(label: Any) -> str:
    """A label of the ontology."""
    if label not in LABELS:
        raise Refused(400, f"没有“{str(label)[:40]}”这种类型，可用：{'、'.join(LABELS)}。", "BAD_INPUT")
    return str(label)


def checked_limit(limit: Any) -> int:
    """How many candidates."""
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MOST_CANDIDATES:
        raise Refused(400, f"limit 须是 1 至 {MOST_CANDIDATES} 的整数。", "BAD_INPUT")
    return limit


def checked_scope(scope: Any) -> str:
    """The full name of the district that names speak for, or ""."""
    if not scope:
        return ""
    area = area_by_name(scope) if isinstance(scope, str) else None
    if area is None:
        raise Refused(400, f"区划名录里没有唯一叫“{str(scope)[:40]}”的区域，请写全称，如 上海市闵行区。", "BAD_INPUT")
    return area.full_name
