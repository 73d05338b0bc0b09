"""Proposed claims 待审主张 on the store: kept apart from the graph's claims, and joined to them by a person's decision alone.

A proposal is a node of its own label and touches nothing else, so no finding can rest on it. Accepting it adds one contribution
that bears the proposal's id; taking the decision back removes that contribution and nothing more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from graph.evidence import Proposal
from graph.evidence.proposal import encode_claim
from graph.ontology import ONTOLOGY
from graph.project import held
from graph.project.change import Difference, project_claims, retract_contributions
from graph.project.columns import POLARS_TYPES, Names
from graph.project.contribution import Source
from graph.project.decisions import ClaimVerdict
from graph.project.rows import Clusters
from graph.store.interface import Transaction


def add_proposals(tx: Transaction, proposals: Sequence[Proposal], verdicts: Mapping[str, ClaimVerdict], today: dt.date) -> None:
    """Write the proposals of a document that was just added. ``verdicts`` are standing ones by ``decided_as``."""
    rows = {p.id: _row(p, verdicts.get(p.decided_as), today) for p in proposals}
    if not rows:
        return
    columns = {
        p.name: pl.Series(p.name, [row.get(p.name) for row in rows.values()], dtype=POLARS_TYPES[p.type], strict=False)
        for p in ONTOLOGY.node_properties("ProposedClaim")
    }
    tx.upsert_nodes("ProposedClaim", pl.DataFrame(columns).to_arrow(), new=True)


def _row(proposal: Proposal, verdict: ClaimVerdict | None, today: dt.date) -> dict[str, object]:
    b = proposal.batch
    relation = ONTOLOGY.claim_relation(b.relation)
    value = b.values[0] if b.values else None
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    shown = value.isoformat() if isinstance(value, dt.date) else value
    return {
        "id": proposal.id,
        "name": f"{b.subjects[0]} {relation.zh if relation else b.relation}",
        "known_from": today,
        "document": proposal.document,
        "passage": b.passages[0],
        "subject_name": b.subjects[0],
        "subject_label": b.subject_label,
        "relation": b.relation,
        "family": relation.family if relation else "",
        "object_name": b.objects[0] if b.objects else None,
        "object_label": b.object_label or None,
        "value": number,
        "unit": (b.units[0] or None) if b.units else None,
        "text": None if number is not None or shown is None else str(shown),
        "modality": b.modality[0],
        "negated": b.negated[0],
        "confidence": b.confidence[0],
        "method": b.method,
        "verdict": verdict if verdict != "undecided" else None,
        "decided_as": proposal.decided_as,
        "payload": encode_claim(b),
    }


def accept(tx: Transaction, proposal: Proposal, source: Source, names: Names, clusters: Clusters, today: dt.date) -> Difference:
    """Let a proposal count: one contribution of its document, under the proposal's own id."""
    done = Difference()
    project_claims(tx, [proposal.batch, *proposal.derived], names, clusters, source, today, done)
    return done


def take_back(tx: Transaction, document: str, proposal: str) -> Difference:
    """Undo :func:`accept`."""
    done = retract_contributions(tx, document, lambda source: source.part == proposal)
    claims = [r["id"] for r in tx.run("MATCH (c:Claim) WHERE c.proposal = $p RETURN c.id AS id", {"p": proposal})]
    if claims:
        tx.delete_nodes("Claim", claims)
    return done


def source_of(tx: Transaction, document: str, proposal: str) -> Source:
    """The document of the store as the source of one accepted proposal."""
    of = held.Sources(tx).of({"evidence": [document + "#"], "known_from": None})
    return Source(of.document, of.authority, of.issued_on, of.known_from, proposal)
