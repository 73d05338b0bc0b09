"""REST 接口 of the review of names 名称复核: pairs that wait, ranked by what a judgement would change, and what people judge."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from fastapi import APIRouter, Request, Response

from api.rest import Refused, as_json, body_of
from graph.identity.log import read_judgements
from graph.store.interface import Store
from ingest.names import explain
from ingest.names.decide import MOST, JudgementError, decide, undo
from ingest.names.waiting import Waiting, waiting

PAGE = 200
"""Most pairs a page."""
_VERDICTS = ("same", "different", "succeeds", "unsure")
_STATUS = {"NOT_FOUND": 404, "STANDS": 409, "BAD_INPUT": 400}


def routes(store: Store) -> APIRouter:
    """Routes under ``/api/review/names``."""
    router = APIRouter()

    @router.get("/api/review/names")
    async def names(first: int = 50, after: str = "", label: str = "") -> Response:
        """待判定的名称对，判定后改动最大的在前。"""
        if not 1 <= first <= PAGE:
            raise Refused(400, f"first 须在 1 至 {PAGE} 之间。", "BAD_INPUT")
        return as_json(await asyncio.to_thread(listed, store, first, after, label))

    @router.get("/api/review/names/decided")
    async def decided() -> Response:
        """人工作出、仍然有效的判定，新的在前。"""
        return as_json(await asyncio.to_thread(by_people, store))

    @router.post("/api/review/names/{judgement}")
    async def judge(judgement: str, request: Request) -> Response:
        """判定一对名称：相同、不同、承继、待定；withdrawn 撤销这条判定。"""
        given = await body_of(request)
        verdict, reason, by = given.get("verdict"), given.get("reason", ""), given.get("by", "") or "复核人"
        successor = given.get("successor", "")
        if verdict not in (*_VERDICTS, "withdrawn"):
            raise Refused(400, f"verdict 须是 {'、'.join(_VERDICTS)} 或 withdrawn 之一。", "BAD_INPUT")
        if not all(isinstance(text, str) for text in (reason, by, successor)) or len(by) > 100:
            raise Refused(400, f"reason、by、successor 须是文本，且 reason 不超过 {MOST} 字、by 不超过 100 字。", "BAD_INPUT")

        def work() -> dict[str, Any]:
            today = dt.date.today()
            if verdict == "withdrawn":
                done = undo(store, judgement, today)
            else:
                done = decide(store, judgement, verdict, by, today, reason=reason, successor=successor)
            return {
                "id": done.id,
                "left": done.left_name,
                "right": done.right_name,
                "label": done.label,
                "verdict": "withdrawn" if done.withdrawn else done.verdict,
                "successor": done.successor,
                "reason": done.reason,
                "by": done.by,
                "on": done.on,
            }

        try:
            return as_json(await asyncio.to_thread(work))
        except JudgementError as error:
            raise Refused(_STATUS[error.code], str(error), error.code) from error

    return router


def listed(store: Store, first: int, after: str, label: str) -> dict[str, Any]:
    """One page of the pairs that wait, and how many there are. ``after`` is the id that the page before ended on."""
    found = waiting(store, label)
    start = 0
    if after:
        start = next((n for n, w in enumerate(found, start=1) if w.judgement.id == after), -1)
        if start < 0:
            raise Refused(404, "上一页的末条已判定，请从头再看。", "NOT_FOUND")
    return {"pairs": [shown(w) for w in found[start : start + first]], "total": len(found)}


def shown(w: Waiting) -> dict[str, Any]:
    """One pair with its explanation."""
    j = w.judgement
    return {
        "id": j.id,
        "left": j.left_name,
        "right": j.right_name,
        "left_id": j.left,
        "right_id": j.right,
        "label": j.label,
        "verdict": j.verdict,
        "successor": j.successor,
        "score": j.score,
        "reason": j.reason,
        "explanation": explain(j.left_name, j.right_name, j.label).lines,
        "changes": {"nodes": w.changes.nodes, "edges": w.changes.edges, "claims": w.changes.claims},
    }


def by_people(store: Store) -> dict[str, Any]:
    """What people judged and did not withdraw."""
    held = [j for j in read_judgements(store) if j.by_person and not j.withdrawn]
    held.sort(key=lambda j: (j.on or dt.date.min, j.id), reverse=True)
    return {
        "judgements": [
            {
                "id": j.id,
                "left": j.left_name,
                "right": j.right_name,
                "label": j.label,
                "verdict": j.verdict,
                "successor": j.successor,
                "reason": j.reason,
                "by": j.by,
                "on": j.on,
            }
            for j in held
        ],
        "total": len(held),
    }
