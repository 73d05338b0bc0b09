"""Review of claims 主张复核: what is not sure enough waits for a person, and what the person said is done and remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from graph.evidence import ClaimBatch, Extraction, Proposal
from graph.evidence.proposal import decode_claim, single, without
from graph.identity import clusters
from graph.identity.log import append_judgements, read_judgements
from graph.ontology import ONTOLOGY
from graph.project import Names, regroup
from graph.project.decisions import ClaimVerdict, Decision, record
from graph.project.proposals import accept, add_proposals, source_of, take_back
from graph.project.rows import Clusters
from graph.store.interface import Row, Store, Transaction
from ingest import names
from ingest.enrich import mentions_in, read_names
from ingest.notices.calibration import REVIEW_LINE
from ingest.retraction import ReadsInside, forget_judgements, keys_of

__all__ = ["REVIEW_LINE", "ReviewError", "decide", "project_proposals", "resolve_accepted", "split"]


class ReviewError(Exception):
    """A decision that cannot be taken, in one Chinese sentence."""


def split(extraction: Extraction, line: float = REVIEW_LINE) -> None:
    """Move the claims that need a person from ``claims`` to ``proposed``: those under ``line``, and all that a model read.

    Only statements kept as claims are looked at; rows of lists are certain. Applying it twice changes nothing.
    """
    quotes = {i: q for p in extraction.passages for i, q in zip(p.ids, p.quotes, strict=True)}
    standing: list[ClaimBatch] = []
    for batch in extraction.claims:
        unsure = _under(batch, line) if batch.keep and ONTOLOGY.claim_relation(batch.relation) is not None else set()
        for i in sorted(unsure):
            one = single(batch, i)
            if one.subjects[0] is not None:
                document = extraction.document
                proposal = Proposal(document.id, document.name, quotes.get(one.passages[0], ""), one)
                derived = tuple(read_names(mentions_in([one])))
                extraction.proposed.append(replace(proposal, derived=derived))
        if len(unsure) < len(batch):
            standing.append(without(batch, unsure) if unsure else batch)
    extraction.claims = standing


def _under(batch: ClaimBatch, line: float) -> set[int]:
    n = len(batch)
    if batch.method == "model":
        return set(range(n))
    if len(batch.confidence) == 1 and n > 1:
        return set(range(n)) if batch.confidence[0] < line else set()
    return {i for i, c in enumerate(batch.confidence) if c < line}


def resolve_accepted(extraction: Extraction, decisions: Mapping[str, Decision]) -> list[ClaimBatch]:
    """The claims of proposals that a person accepted before: their names need resolving with those of the document."""
    return [b for p in _accepted(extraction, decisions) for b in (p.batch, *p.derived)]


def _accepted(extraction: Extraction, decisions: Mapping[str, Decision]) -> list[Proposal]:
    return [p for p in extraction.proposed if (d := decisions.get(p.decided_as)) and d.verdict == "accepted"]


def project_proposals(
    tx: Transaction, extraction: Extraction, decisions: Mapping[str, Decision], given: Names, of: Clusters, today: dt.date
) -> None:
    """Write the proposals of a document just added, and let those count that a person accepted before."""
    add_proposals(tx, extraction.proposed, {d.decided_as: d.verdict for d in decisions.values()}, today)
    for proposal in _accepted(extraction, decisions):
        accept(tx, proposal, source_of(tx, proposal.document, proposal.id), given, of, today)


_PROPOSAL = (
    "MATCH (c:ProposedClaim) WHERE c.id = $id RETURN c.id AS id, c.document AS document, c.payload AS payload, "
    "c.verdict AS verdict, c.decided_as AS decided_as, c.name AS name, c.object_name AS object_name, c.text AS text, "
    "c.value AS value, c.unit AS unit"
)


def decide(store: Store, proposal_id: str, verdict: ClaimVerdict, by: str, on: dt.date, reason: str = "") -> None:
    """Take a decision on a proposed claim, and on the same statement wherever else the graph holds it; it can be changed later.

    Raises ReviewError for an id that is not there, StoreError where the store fails; then nothing changed.
    """
    with store.write() as tx:
        found = tx.run(_PROPOSAL, {"id": proposal_id})
        if not found:
            raise ReviewError("没有这条待审主张，它的文件可能已经撤回或换版，请刷新后再看。")
        same = tx.run(
            "MATCH (c:ProposedClaim) WHERE c.decided_as = $s RETURN c.id AS id, c.document AS document, c.payload AS payload, "
            "c.verdict AS verdict ORDER BY id",
            {"s": found[0]["decided_as"]},
        )
        of_document = {"id": found[0]["document"]}
        document = tx.run("MATCH (d:Document) WHERE d.id = $id RETURN d.name AS name", of_document)[0]["name"]
        waiting = [_proposal(row) for row in same]
        batches = [b for p in waiting for b in (p.batch, *p.derived)] if verdict == "accepted" else []
        given, of = _resolved(tx, batches, on)
        for row, proposal in zip(same, waiting, strict=True):
            if verdict == "accepted" and row["verdict"] != "accepted":
                accept(tx, proposal, source_of(tx, row["document"], row["id"]), given, of, on)
            elif verdict != "accepted" and row["verdict"] == "accepted":
                mine = keys_of(tx, row["document"])
                take_back(tx, row["document"], row["id"])
                forget_judgements(tx, mine)
            tx.run(
                "MATCH (c:ProposedClaim) WHERE c.id = $id SET c.verdict = $verdict",
                {"id": row["id"], "verdict": None if verdict == "undecided" else verdict},
            )
        record(tx, Decision(found[0]["decided_as"], verdict, by, on, reason, _statement(found[0]), document))


def _resolved(tx: Transaction, batches: list[ClaimBatch], on: dt.date) -> tuple[Names, Clusters]:
    """The names in these claims, compared with those of the graph as the transaction sees it."""
    resolution = names.resolve(list(mentions_in(batches)), cast(Store, ReadsInside(tx)), on)
    judged = read_judgements(tx)
    before, after = clusters(judged), clusters([*judged, *resolution.judgements])
    append_judgements(tx, resolution.judgements)
    if before != after:
        regroup(tx, before, after)
    return Names(resolution.keys, resolution.names), after


def _proposal(row: Row) -> Proposal:
    batch = decode_claim(row["payload"])
    proposal = Proposal(row["document"], "", "", batch)
    return replace(proposal, derived=tuple(read_names(mentions_in([batch]))))


def _statement(row: Row) -> str:
    target = row["object_name"] or row["text"] or (f"{row['value']:g}{row['unit'] or ''}" if row["value"] is not None else "")
    return f"{row['name']} {target}".strip()
