"""A small graph that is sound: a document, two passages, and what they support."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pyarrow as pa
import pytest

from graph.ontology import ONTOLOGY
from graph.store import Store


def _write_sound_graph(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes(
            "Document",
            pa.table(
                {
                    "id": ["doc-1"],
                    "name": ["通知.txt"],
                    "text": ["水务站没有执法权。"],
                    "issued_on": [dt.date(2023, 5, 1)],
                    "synthetic": [True],
                }
            ),
        )
        tx.upsert_nodes(
            "Passage",
            pa.table(
                {
                    "id": ["doc-1#1", "doc-1#2"],
                    "name": ["一", "二"],
                    "document": ["doc-1"] * 2,
                    "start_offset": [0, 4],
                    "quote": ["水务站", "'\"\\"],
                }
            ),
        )
        tx.upsert_nodes(
            "Organ",
            pa.table(
                {
                    "id": ["organ-a", "organ-b"],
                    "name": ["莘庄镇水务站", "闵行区水务局"],
                    "evidence": [["doc-1#1"], ["doc-1#1", "doc-1#2"]],
                    "establishment": [4, None],
                }
            ),
        )
        tx.upsert_nodes(
            "Claim",
            pa.table({"id": ["claim-1"], "name": [""], "passage": ["doc-1#1"], "document": ["doc-1"], "confidence": [0.5]}),
        )
        tx.upsert_edges(
            "IN_DOCUMENT",
            "Passage",
            "Document",
            pa.table(
                {
                    "src": ["doc-1#1", "doc-1#2"],
                    "dst": ["doc-1"] * 2,
                    "id": ["IN_DOCUMENT:doc-1#1>doc-1", "IN_DOCUMENT:doc-1#2>doc-1"],
                }
            ),
        )
        tx.upsert_edges(
            "GUIDED_BY",
            "Organ",
            "Organ",
            pa.table({"src": ["organ-a"], "dst": ["organ-b"], "id": ["GUIDED_BY:organ-a>organ-b"], "evidence": [["doc-1#1"]]}),
        )
        tx.upsert_edges(
            "ASSERTS",
            "Claim",
            "Organ",
            pa.table({"src": ["claim-1"], "dst": ["organ-a"], "id": ["ASSERTS:claim-1>organ-a:subject"], "slot": ["subject"]}),
        )


def _everything(store: Store) -> dict[str, list[dict[str, object]]]:
    """All rows of a store, by label and by type and pair, in order of id."""
    rows: dict[str, list[dict[str, object]]] = {}
    for label in ONTOLOGY.labels:
        rows[label.name] = [row for batch in store.nodes(label.name) for row in batch.to_pylist()]
    for relationship in ONTOLOGY.relationships:
        for source, target in relationship.pairs:
            batches = store.edges(relationship.name, source, target)
            rows[f"{relationship.name} {source} {target}"] = [row for batch in batches for row in batch.to_pylist()]
    return {name: found for name, found in rows.items() if found}


@pytest.fixture
def write_sound_graph() -> Callable[[Store], None]:
    """Writes the small sound graph."""
    return _write_sound_graph


@pytest.fixture
def everything() -> Callable[[Store], dict[str, list[dict[str, object]]]]:
    """All rows of a store, for comparison."""
    return _everything
