"""The integrity check finds each kind of flaw, and none in a sound graph."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from graph.store import Store, Transaction
from graph.store.check import check

Writer = Callable[[Store], None]


def test_a_sound_graph_has_no_flaws(store: Store, write_sound_graph: Writer) -> None:
    write_sound_graph(store)
    assert check(store) == []


def _no_evidence(tx: Transaction) -> None:
    tx.upsert_nodes("Organ", pa.table({"id": ["organ-c"], "name": ["无依据"]}))


def _empty_evidence(tx: Transaction) -> None:
    tx.upsert_nodes("Organ", pa.table({"id": ["organ-c"], "evidence": pa.array([[]], pa.list_(pa.string()))}))


def _edge_without_evidence(tx: Transaction) -> None:
    tx.upsert_edges("GUIDED_BY", "Organ", "Organ", pa.table({"src": ["organ-b"], "dst": ["organ-a"], "id": ["GUIDED_BY:x>y"]}))


def _evidence_gone(tx: Transaction) -> None:
    tx.upsert_nodes("Organ", pa.table({"id": ["organ-c"], "evidence": [["doc-0#1"]]}))


def _document_gone(tx: Transaction) -> None:
    tx.delete_nodes("Document", ["doc-1"])


def _passage_gone(tx: Transaction) -> None:
    tx.delete_nodes("Passage", ["doc-1#1"])


def _edge_id_twice(tx: Transaction) -> None:
    tx.upsert_edges(
        "GUIDED_BY", "Organ", "Organ", pa.table({"src": ["organ-a"], "dst": ["organ-b"], "id": ["e"], "evidence": [["doc-1#1"]]})
    )
    tx.run("MATCH (a:Organ)-[r:GUIDED_BY]->(b:Organ) SET r.id = 'e'")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_no_evidence, "no_evidence"),
        (_empty_evidence, "no_evidence"),
        (_edge_without_evidence, "no_evidence"),
        (_evidence_gone, "evidence_gone"),
        (_document_gone, "passage_without_document"),
        (_passage_gone, "claim_without_passage"),
        (_edge_id_twice, "id_twice"),
    ],
)
def test_flaws_are_found(store: Store, spoil: object, code: str, write_sound_graph: Writer) -> None:
    write_sound_graph(store)
    with store.write() as tx:
        spoil(tx)  # type: ignore[operator]
    flaws = check(store)
    assert code in {flaw.code for flaw in flaws}
    assert all(flaw.count > 0 and flaw.what in flaw.message for flaw in flaws)


def test_two_labels_must_not_share_an_id(store: Store, write_sound_graph: Writer) -> None:
    write_sound_graph(store)
    with store.write() as tx:
        tx.upsert_nodes("Area", pa.table({"id": ["organ-a"], "name": ["区"], "evidence": [["doc-1#1"]]}))
    assert [flaw.code for flaw in check(store)] == ["id_of_two_labels"]
