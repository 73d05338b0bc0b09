"""REST 接口 of the review of claims 主张复核: what waits, and a person's decision."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from fastapi import APIRouter, Request, Response

from api.rest import Refused, as_json, body_of
from graph.ontology import ONTOLOGY
from graph.store.interface import Row, Store
from ingest import review

PAGE = 200
"""Most proposals a page."""
_VERDICTS = ("accepted", "rejected", "undecided")
_COLUMNS = (
    "id", "document", "passage", "subject_name", "subject_label", "relation", "family", "object_name", "object_label", "value",
    "unit", "text", "modality", "negated", "confidence", "method", "verdict",
)  # fmt: skip
_RETURN = "RETURN " + ", ".join(f"c.`{name}` AS `{name}`" for name in _COLUMNS)


def routes(store: Store) -> APIRouter:
    """Routes under ``/api/review/claims``."""
    router = APIRouter()

    @router.get("/api/review/claims")
    async def claims(first: int = 50, after: str = "", document: str = "", decided: bool = False) -> Response:
        """待审主张，把握较大的在前；decided 为真时列出已有结论的。"""
        if not 1 <= first <= PAGE:
            raise Refused(400, f"first 须在 1 至 {PAGE} 之间。", "BAD_INPUT")
        return as_json(await asyncio.to_thread(listed, store, first, after, document, decided))

    @router.post("/api/review/claims/{proposal}")
    async def decide(proposal: str, request: Request) -> Response:
        """记下对一条待审主张的结论：采纳、不采纳、未定（收回已有结论）。"""
        given = await body_of(request)
        verdict, reason, by = given.get("verdict"), given.get("reason", ""), given.get("by", "") or "复核人"
        if verdict not in _VERDICTS:
            raise Refused(400, f"verdict 须是 {'、'.join(_VERDICTS)} 之一。", "BAD_INPUT")
        if not isinstance(reason, str) or not isinstance(by, str) or len(reason) > 2000 or len(by) > 100:
            raise Refused(400, "reason 与 by 须是文本，且不超过 2000 字与 100 字。", "BAD_INPUT")
        try:
            await asyncio.to_thread(review.decide, store, proposal, verdict, by, dt.date.today(), reason)
        except review.ReviewError as error:
            raise Refused(404, str(error), "NOT_FOUND") from error
        return as_json(await asyncio.to_thread(one, store, proposal))

    return router


def listed(store: Store, first: int, after: str, document: str, decided: bool) -> dict[str, Any]:
    """One page of proposals, the surest first, and how many there are. ``after`` is the id that the page before ended on."""
    where = ["c.verdict IS NOT NULL" if decided else "c.verdict IS NULL"]
    parameters: dict[str, Any] = {"first": first}
    if document:
        where.append("c.document = $document")
        parameters["document"] = document
    among = " AND ".join(where)
    total = store.read(f"MATCH (c:ProposedClaim) WHERE {among} RETURN count(c) AS n", parameters_without(parameters, "first"))
    if after:
        last = store.read("MATCH (c:ProposedClaim) WHERE c.id = $id RETURN c.confidence AS confidence", {"id": after})
        if not last:
            raise Refused(404, "上一页的末条已不在，请从头再看。", "NOT_FOUND")
        among += " AND (c.confidence < $confidence OR (c.confidence = $confidence AND c.id > $after))"
        parameters |= {"confidence": last[0]["confidence"], "after": after}
    rows = store.read(f"MATCH (c:ProposedClaim) WHERE {among} {_RETURN} ORDER BY confidence DESC, id LIMIT $first", parameters)
    return {"claims": _shown(store, rows), "total": total[0]["n"], "line": review.REVIEW_LINE}


def parameters_without(parameters: dict[str, Any], *names: str) -> dict[str, Any]:
    """The parameters that a statement uses: a store may refuse others."""
    return {k: v for k, v in parameters.items() if k not in names}


def one(store: Store, proposal: str) -> dict[str, Any]:
    """One proposal as listed."""
    rows = store.read(f"MATCH (c:ProposedClaim) WHERE c.id = $id {_RETURN}", {"id": proposal})
    return _shown(store, rows)[0]


def _shown(store: Store, rows: list[Row]) -> list[dict[str, Any]]:
    if not rows:
        return []
    quotes = _looked_up(store, "Passage", "quote", {r["passage"] for r in rows})
    documents = _looked_up(store, "Document", "name", {r["document"] for r in rows})
    out = []
    for r in rows:
        relation = ONTOLOGY.claim_relation(r["relation"])
        out.append(
            {
                **{k: r[k] for k in _COLUMNS if k not in ("document", "subject_name", "object_name", "verdict")},
                "document": {"id": r["document"], "name": documents.get(r["document"], "")},
                "subject": r["subject_name"],
                "object": r["object_name"],
                "relation_zh": relation.zh if relation else r["relation"],
                "quote": quotes.get(r["passage"], ""),
                "verdict": r["verdict"] or "",
            }
        )
    return out


def _looked_up(store: Store, label: str, property: str, ids: set[str]) -> dict[str, str]:
    rows = store.read(
        f"UNWIND $ids AS wanted MATCH (n:`{label}`) WHERE n.id = wanted RETURN n.id AS id, n.`{property}` AS value",
        {"ids": sorted(ids)},
    )
    return {r["id"]: r["value"] for r in rows}
