"""Districts to choose from 区县: by any part of their name, out of the gazetteer."""

from __future__ import annotations

import asyncio
from functools import lru_cache

from fastapi import APIRouter, Response

from api.rest import as_json
from ingest.names.gazetteer import all_areas

MOST = 40
"""Districts in one answer; more characters narrow the search."""


def routes() -> APIRouter:
    """``/api/districts``."""
    router = APIRouter()

    @router.get("/api/districts")
    async def districts(q: str = "") -> Response:
        """按名称查找区县。"""
        return as_json({"districts": await asyncio.to_thread(found, q.strip())})

    return router


@lru_cache(maxsize=256)
def found(part: str) -> list[dict[str, str]]:
    """Counties and districts whose full name holds ``part``, those that begin with it first."""
    if not part:
        return []
    hits = [a for a in all_areas() if a.level == "county" and part in a.full_name]
    hits.sort(key=lambda a: (not a.name.startswith(part), a.code))
    return [{"code": a.code, "name": a.full_name, "short": a.name} for a in hits[:MOST]]
