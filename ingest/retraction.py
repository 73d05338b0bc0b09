"""Retraction 撤回: a document leaves the graph with all that it alone brought, its names' comparisons among it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.identity import Judgement, clusters
from graph.identity.log import read_judgements
from graph.project import Difference, regroup, retract_document
from graph.project.held import Sources, node_contributions, nodes_by_id, nodes_of_document
from graph.store.interface import Row, Transaction
from ingest.names.blocks import COMPARED


class ReadsInside:
    """A transaction as a store that is read: what it sees includes the transaction's own changes."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None) -> list[Row]:
        """Run a read inside the transaction."""
        return self._tx.run(cypher, parameters)

    def existing_ids(self, label: str, ids: Sequence[str]) -> set[str]:
        """Which of these node ids exist."""
        if not ids:
            return set()
        return {
            r["id"]
            for r in self._tx.run(f"UNWIND $ids AS i MATCH (n:`{label}`) WHERE n.id = i RETURN n.id AS id", {"ids": list(ids)})
        }


def retract(tx: Transaction, document: str) -> Difference:
    """Remove exactly what a document brought, inside the caller's transaction.

    Beside the rows that only it supported these are the machine's judgements on names that no document writes any more: the
    graph is then as if the document had never been read. What a person judged stays on record.
    """
    mine = keys_of(tx, document)
    done = retract_document(tx, document)
    forget_judgements(tx, mine)
    return done


def forget_judgements(tx: Transaction, mine: Mapping[str, str]) -> None:
    """Drop the machine's judgements on those of ``mine`` (key → label) that nobody writes any more, after something left."""
    held = read_judgements(tx)
    before = clusters(held)
    concerned = {k for j in held if not j.by_person for k in j.pair} & mine.keys()
    lost = concerned - _written(tx, concerned, mine, before)
    dropped = [j for j in held if not j.by_person and not j.withdrawn and not lost.isdisjoint(j.pair)]
    if dropped:
        tx.delete_nodes("Judgement", [j.id for j in dropped])
        after = clusters(_without(held, dropped))
        if before != after:
            regroup(tx, before, after)


def keys_of(tx: Transaction, document: str) -> dict[str, str]:
    """The keys of compared labels that a document writes, each with its label."""
    known = Sources(tx)
    return {
        key: label
        for label in sorted(COMPARED)
        for row in nodes_of_document(tx, label, document)
        for c in node_contributions(label, row, known)
        if c.source.document == document
        for key in c.keys
    }


def _written(tx: Transaction, keys: Iterable[str], labels: Mapping[str, str], of: Mapping[str, str]) -> set[str]:
    """Which of these keys some document still writes."""
    by_label: dict[str, list[str]] = {}
    for key in keys:
        by_label.setdefault(labels[key], []).append(of.get(key, key))
    known = Sources(tx)
    return {
        key
        for label, ids in by_label.items()
        for row in nodes_by_id(tx, label, sorted(set(ids))).values()
        for c in node_contributions(label, row, known)
        for key in c.keys
    }


def _without(held: Sequence[Judgement], dropped: Sequence[Judgement]) -> list[Judgement]:
    gone = {j.id for j in dropped}
    return [j for j in held if j.id not in gone]
