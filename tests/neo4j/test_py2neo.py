"""The py2neo bridge on a live server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from graph.store import Store, StoreSettings

pytestmark = pytest.mark.neo4j

SCRIPT = """
import json, sys
from graph.bridge_py2neo import finding_subgraph, open_graph
from graph.store import StoreError, StoreSettings
try:
    found = finding_subgraph(open_graph(StoreSettings.from_environment()), json.load(sys.stdin))
    answer = {
        "type": type(found).__name__,
        "nodes": sorted(f"{node['id']} {':'.join(node.labels)}" for node in found.nodes),
        "relationships": sorted(f"{type(r).__name__} {r.start_node['id']} {r.end_node['id']}" for r in found.relationships),
    }
except StoreError as error:
    answer = {"error": str(error)}
print(json.dumps(answer))
"""

FINDING = {
    "code": "G04",
    "subject": {"id": "organ-a", "name": "莘庄镇水务站", "label": "Organ"},
    "evidence": [{"document": "通知.txt", "passage": "doc-1#1", "locator": "字符 0-3", "quote": "水务站"}],
}


def _fill(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Document", pa.table({"id": ["doc-1"], "name": ["通知.txt"]}))
        tx.upsert_nodes(
            "Passage", pa.table({"id": ["doc-1#1", "doc-1#2"], "document": ["doc-1"] * 2, "quote": ["水务站", "别处"]})
        )
        tx.upsert_nodes(
            "Organ", pa.table({"id": ["organ-a", "organ-b", "organ-c"], "name": ["莘庄镇水务站", "闵行区水务局", "别家"]})
        )
        tx.upsert_nodes("Claim", pa.table({"id": ["claim-1"], "relation": ["LACKS_POWER"]}))
        tx.upsert_edges(
            "IN_DOCUMENT",
            "Passage",
            "Document",
            pa.table({"src": ["doc-1#1", "doc-1#2"], "dst": ["doc-1"] * 2, "id": ["i1", "i2"]}),
        )
        tx.upsert_edges(
            "GUIDED_BY",
            "Organ",
            "Organ",
            pa.table(
                {
                    "src": ["organ-a", "organ-a"],
                    "dst": ["organ-b", "organ-c"],
                    "id": ["g1", "g2"],
                    "evidence": [["doc-1#1"], ["doc-1#2"]],
                }
            ),
        )
        tx.upsert_edges("SUPPORTED_BY", "Claim", "Passage", pa.table({"src": ["claim-1"], "dst": ["doc-1#1"], "id": ["s1"]}))
        tx.upsert_edges(
            "ASSERTS", "Claim", "Organ", pa.table({"src": ["claim-1"], "dst": ["organ-a"], "id": ["a1"], "slot": ["subject"]})
        )


def _bridge(settings: StoreSettings) -> dict[str, object]:
    """What the bridge gives, asked in a process of its own: py2neo leaves sockets open, which our warnings forbid."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps(FINDING),
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "TIAOKUAI_STORE": settings.uri,
            "TIAOKUAI_NEO4J_USER": settings.user,
            "TIAOKUAI_NEO4J_PASSWORD": settings.password,
        },
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_findings_subgraph_holds_what_supports_it(neo4j_store: Store, neo4j_settings: StoreSettings) -> None:
    _fill(neo4j_store)
    assert _bridge(neo4j_settings) == {
        "type": "Subgraph",
        "nodes": ["claim-1 Claim", "doc-1 Document", "doc-1#1 Passage", "organ-a Organ", "organ-b Organ"],
        "relationships": [
            "ASSERTS claim-1 organ-a",
            "GUIDED_BY organ-a organ-b",
            "IN_DOCUMENT doc-1#1 doc-1",
            "SUPPORTED_BY claim-1 doc-1#1",
        ],
    }


def test_a_subject_that_is_not_there_is_said(neo4j_store: Store, neo4j_settings: StoreSettings) -> None:
    assert neo4j_store.is_empty()
    assert "没有发现的主体“莘庄镇水务站”" in str(_bridge(neo4j_settings)["error"])


def test_only_neo4j_can_be_opened(tmp_path: Path, neo4j_settings: StoreSettings) -> None:
    assert "只能打开 Neo4j" in str(_bridge(StoreSettings(str(tmp_path / "graph.lbdb")))["error"])
    assert "连不上" in str(_bridge(StoreSettings(neo4j_settings.uri, "neo4j", "wrong"))["error"])
