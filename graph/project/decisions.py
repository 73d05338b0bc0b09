"""The log of decisions 复核记录 on proposed claims: what a person said of a statement, the last word of which holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pyarrow as pa

from graph.evidence import digest
from graph.store.interface import Store, Transaction

ClaimVerdict: TypeAlias = Literal["accepted", "rejected", "undecided"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a statement (see ``Proposal.decided_as``). ``undecided`` takes an earlier one back."""

    decided_as: str
    verdict: ClaimVerdict
    by: str
    on: dt.date
    reason: str = ""
    statement: str = ""
    document_name: str = ""

    @property
    def id(self) -> str:
        """One row a statement: the newest decision replaces the one before."""
        return "claimdecision-" + digest(self.decided_as)


def read_decisions(source: Store | Transaction) -> dict[str, Decision]:
    """The standing decision on each statement."""
    cypher = (
        "MATCH (d:ClaimDecision) RETURN d.decided_as AS decided_as, d.verdict AS verdict, d.decided_by AS by, "
        "d.decided_on AS on_day, d.reason AS reason, d.statement AS statement, d.document_name AS document_name"
    )
    rows = source.read(cypher) if hasattr(source, "read") else source.run(cypher)
    return {
        r["decided_as"]: Decision(
            r["decided_as"], r["verdict"], r["by"], r["on_day"], r["reason"] or "", r["statement"] or "", r["document_name"] or ""
        )
        for r in rows
    }


def record(tx: Transaction, decision: Decision) -> None:
    """Write a decision; an earlier one on the same statement is replaced."""
    tx.upsert_nodes(
        "ClaimDecision",
        pa.table(
            {
                "id": [decision.id],
                "name": [decision.statement],
                "known_from": pa.array([decision.on], pa.date32()),
                "decided_as": [decision.decided_as],
                "verdict": [decision.verdict],
                "reason": [decision.reason],
                "decided_by": [decision.by],
                "decided_on": pa.array([decision.on], pa.date32()),
                "statement": [decision.statement],
                "document_name": [decision.document_name],
            }
        ),
    )
