"""What the pages need for their words and choices 用语与选项: terms of the ontology, districts by name."""

from __future__ import annotations

import asyncio
from functools import lru_cache

from fastapi import APIRouter, Response

from api.rest import as_json
from graph.ontology import ONTOLOGY
from ingest.names.gazetteer import all_areas

MOST_DISTRICTS = 40
"""Districts in one answer; more letters narrow the search."""


def routes() -> APIRouter:
    """``/api/terms`` and ``/api/districts``."""
    router = APIRouter()

    @router.get("/api/terms")
    async def terms() -> Response:
        """关系、属性与节点类型的中文。"""
        return as_json({"relations": relations(), "labels": {label.name: label.zh for label in ONTOLOGY.labels}})

    @router.get("/api/districts")
    async def districts(q: str = "") -> Response:
        """按名称查找区县。"""
        return as_json({"districts": await asyncio.to_thread(found, q.strip())})

    return router


@lru_cache(maxsize=1)
def relations() -> dict[str, str]:
    """Chinese terms of what a claim's relation may be: properties (``Organ.kind``), relationship types, claim relations."""
    words = {f"{label.name}.{p.name}": p.zh for label in ONTOLOGY.labels for p in label.properties}
    words |= {r.name: r.zh for r in ONTOLOGY.relationships}
    words |= {c.name: c.zh for c in ONTOLOGY.claim_relations}
    return {**words, "EXISTS": "存在"}


@lru_cache(maxsize=256)
def found(part: str) -> list[dict[str, str]]:
    """Counties and districts whose full name holds ``part``, those that begin with it first."""
    if not part:
        return []
    hits = [a for a in all_areas() if a.level == "county" and part in a.full_name]
    hits.sort(key=lambda a: (not a.name.startswith(part), a.code))
    return [{"code": a.code, "name": a.full_name, "short": a.name} for a in hits[:MOST_DISTRICTS]]
