"""A person's judgement on two names 人工判定: recorded, and the graph made to follow, in one transaction.

``different`` stands until it is withdrawn: neither a machine's judgement, nor a way round by other names, nor a person's other
judgement joins the two while it stands. ``succeeds`` keeps the two apart as well, and says in a small document of its own,
which can be retracted like any other, that one followed the other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, Mention, PassageColumns, UnitStatus, digest
from graph.identity import Judgement, Verdict, clusters, judge, standing
from graph.identity.log import append_judgements, read_judgements, withdraw
from graph.project import Names, add_document, regroup, retract_document
from graph.store.interface import Store, Transaction

MOST = 1000
"""Characters of a reason."""


class JudgementError(Exception):
    """A judgement that cannot be taken, in one Chinese sentence; ``code`` is NOT_FOUND, STANDS or BAD_INPUT."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def decide(
    store: Store,
    judgement: str,
    verdict: Verdict,
    by: str,
    on: dt.date,
    *,
    reason: str = "",
    successor: str = "",
) -> Judgement:
    """Judge the pair of a judgement on record; returns the person's judgement.

    The same person's or another's earlier judgement on the pair is withdrawn, but a standing ``different`` is not: it must be
    withdrawn first (:func:`undo`). ``successor`` is the key of the younger for ``succeeds``, needed where the judgement on
    record does not say. Raises JudgementError; then nothing changed.
    """
    if len(reason) > MOST:
        raise JudgementError(f"理由太长，请不超过 {MOST} 字。", "BAD_INPUT")
    with store.write() as tx:
        held = read_judgements(tx)
        chosen = _of_id(held, judgement)
        now = standing(held).get(chosen.pair)
        if now is not None and now.by_person and now.verdict == "different" and verdict != "different":
            raise JudgementError(
                f"“{chosen.left_name}”与“{chosen.right_name}”已由{now.by}认定不是同一个，长期有效；要改判请先撤销那条判定（{now.id}）。",
                "STANDS",
            )
        known = next((j.successor for j in (chosen, *held) if j.pair == chosen.pair and j.successor), "")
        younger = successor or known
        if verdict == "succeeds" and younger not in chosen.pair:
            raise JudgementError("判为承继时请写明后设的是哪一个（successor 为甲或乙的标识）。", "BAD_INPUT")
        mine = judge(chosen, verdict, by, on, successor=younger, reason=reason)
        others = [j for j in held if j.pair == chosen.pair and j.by_person and not j.withdrawn and j.id != mine.id]
        for other in others:
            withdraw(tx, other)
        append_judgements(tx, [mine])
        _follow(tx, held, on)
    return mine


def undo(store: Store, judgement: str, on: dt.date) -> Judgement:
    """Withdraw a judgement 撤销判定; the graph is as if it had never been made. Raises JudgementError for an unknown id."""
    with store.write() as tx:
        held = read_judgements(tx)
        chosen = _of_id(held, judgement)
        if not chosen.withdrawn:
            withdraw(tx, chosen)
            _follow(tx, held, on)
    return replace(chosen, withdrawn=True)


def _of_id(held: list[Judgement], judgement: str) -> Judgement:
    chosen = next((j for j in held if j.id == judgement), None)
    if chosen is None:
        raise JudgementError(f"没有编号为“{judgement}”的判定，请刷新待判定列表后再试。", "NOT_FOUND")
    return chosen


def _follow(tx: Transaction, before: list[Judgement], on: dt.date) -> None:
    """Bring nodes and successions to what the judgements say now."""
    after = read_judgements(tx)
    of = clusters(after)
    regroup(tx, clusters(before), of)
    wanted = {document_of(j): j for j in standing(after).values() if j.verdict == "succeeds" and j.by_person}
    known = {document_of(j) for j in after if j.verdict == "succeeds" and j.by_person}
    if not known:
        return
    rows = tx.run("MATCH (d:Document) WHERE d.kind = $kind RETURN d.id AS id", {"kind": KIND})
    present = {r["id"] for r in rows}
    for document in sorted(present - set(wanted)):
        retract_document(tx, document)
    for document in sorted(set(wanted) - present):
        extraction, names = succession_document(wanted[document])
        add_document(tx, extraction, names, of, on)


KIND = "judgement"
"""The kind of documents that hold a person's succession."""


def document_of(judgement: Judgement) -> str:
    """The id of the document that holds a succession that a person confirmed."""
    return "doc-" + digest("judgement", judgement.id, size=12)


def succession_document(judgement: Judgement) -> tuple[Extraction, Names]:
    """A confirmed succession as a document with one passage and one claim: the younger SUCCEEDS the older."""
    left_is_younger = judgement.successor == judgement.left
    younger, older = (
        (judgement.left_name, judgement.right_name) if left_is_younger else (judgement.right_name, judgement.left_name)
    )
    keys = dict(zip((judgement.left_name, judgement.right_name), judgement.pair, strict=True))
    document = document_of(judgement)
    day = judgement.on.isoformat() if judgement.on else ""
    text = f"{younger}承继{older}。{judgement.reason}（{judgement.by}，{day}）"
    passage = f"{document}#0"
    claim = ClaimBatch(judgement.label, "SUCCEEDS", [younger], [passage], object_label=judgement.label, objects=[older])
    record = DocumentRecord(
        document, f"承继认定：{older}→{younger}", "judgement", digest(text), KIND, "report", issued_on=judgement.on, text=text
    )
    passages = PassageColumns(document, "span", [passage], ["判定记录"], [text], [0], [len(text)], [None])
    names = Names({Mention(judgement.label, n, ""): k for n, k in keys.items()}, {k: n for n, k in keys.items()})
    return Extraction(record, [passages], [claim], units=[UnitStatus("判定记录", "read")]), names
