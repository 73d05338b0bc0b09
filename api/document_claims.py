"""The claims of one document 文件的主张, in reading order, as people read them."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Response

from api.rest import Refused, as_json
from graph.ontology import ONTOLOGY, Property
from graph.store.interface import Store

PAGE = 500
"""Most claims a page."""
_OF_DOCUMENT = "MATCH (c:Claim)-[:SUPPORTED_BY]->(p:Passage) WHERE c.document = $document AND c.relation <> 'EXISTS'"
_COLUMNS = {
    "id": "c.id",
    "passage": "p.id",
    "page": "p.page",
    "row": "p.row_number",
    "start": "p.start_offset",
    "quote": "p.quote",
    "subject": "c.subject_name",
    "label": "c.subject_label",
    "relation": "c.relation",
    "object": "c.object_name",
    "value": "c.value",
    "unit": "c.unit",
    "text": "c.text",
    "modality": "c.modality",
    "negated": "c.negated",
    "confidence": "c.confidence",
    "proposal": "c.proposal",
}
_RETURN = "RETURN " + ", ".join(f"{value} AS `{name}`" for name, value in _COLUMNS.items())


def routes(store: Store) -> APIRouter:
    """``/api/documents/{id}/claims``."""
    router = APIRouter()

    @router.get("/api/documents/{document}/claims")
    async def claims(document: str, first: int = 100, skip: int = 0, passage: str = "") -> Response:
        """一份文件的主张，按原文次序；passage 只要某一片段的。"""
        if not 1 <= first <= PAGE or skip < 0:
            raise Refused(400, f"first 须在 1 至 {PAGE} 之间，skip 不小于 0。", "BAD_INPUT")
        return as_json(await asyncio.to_thread(listed, store, document, first, skip, passage))

    return router


def listed(store: Store, document: str, first: int, skip: int, passage: str) -> dict[str, Any]:
    """One page of claims, and how many there are. Raises Refused (404) where the graph holds no such document."""
    if not store.read("MATCH (d:Document) WHERE d.id = $document RETURN d.id AS id", {"document": document}):
        raise Refused(404, "图谱中没有这份文件，它可能已被撤回。", "NOT_FOUND")
    among, given = _OF_DOCUMENT, {"document": document}
    if passage:
        among += " AND p.id = $passage"
        given["passage"] = passage
    total = store.read(f"{among} RETURN count(c) AS n", given)[0]["n"]
    # numbers of a page are checked above: not every engine takes them as parameters
    rows = store.read(f"{among} {_RETURN} ORDER BY start, row, passage, id SKIP {skip} LIMIT {first}", given)
    return {"claims": [_line(row) for row in rows], "total": total}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    line = dict(row)
    label, proposal = line.pop("label"), line.pop("proposal")
    declared = properties().get((label, line["relation"]))
    line["relation_zh"] = declared.zh if declared is not None else relation_words().get(line["relation"], line["relation"])
    line["reviewed"] = bool(proposal)
    if declared is not None:
        line["unit"] = line["unit"] or declared.unit
        if declared.vocabulary is not None and line["text"]:
            line["text"] = declared.vocabulary.zh_of(line["text"])
    for name in ("subject", "object", "text"):
        if line[name] and "|" in line[name]:  # names made of parts (grants, transfers)
            line[name] = " · ".join(part for part in line[name].split("|") if part)
    return line


@lru_cache(maxsize=1)
def properties() -> dict[tuple[str, str], Property]:
    """Every declared property, by label and name."""
    return {(label.name, p.name): p for label in ONTOLOGY.labels for p in label.properties}


@lru_cache(maxsize=1)
def relation_words() -> dict[str, str]:
    """Chinese terms of relationship types and claim relations."""
    words = {r.name: r.zh for r in ONTOLOGY.relationships}
    words |= {c.name: c.zh for c in ONTOLOGY.claim_relations}
    return words
