"""A store made by an older ontology is completed, one by a newer ontology or with another type is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import ladybug
import pyarrow as pa
import pytest

from graph.ontology import ONTOLOGY, Ontology
from graph.store import Store, StoreError, StoreSettings, holder_of, open_store
from graph.store.schema import META, edge_ddl, node_ddl, quoted


def _older() -> Ontology:
    """The ontology without a label, a type, a property of each kind, and a pair of labels."""
    labels = [
        dataclasses.replace(label, properties=label.properties[:-1]) if label.name == "Organ" else label
        for label in ONTOLOGY.labels
        if label.name != "Mechanism"
    ]
    relationships = []
    for r in ONTOLOGY.relationships:
        pairs = tuple(pair for pair in r.pairs if "Mechanism" not in pair)
        if r.name == "WITHIN":
            pairs = pairs[:-1]
        if pairs and r.name != "REPEALS":
            relationships.append(dataclasses.replace(r, pairs=pairs, properties=() if r.name == "MANAGED_BY" else r.properties))
    return dataclasses.replace(ONTOLOGY, labels=tuple(labels), relationships=tuple(relationships))


def _make(path: Path, ontology: Ontology, version: int, replace: tuple[str, str] = ("", "")) -> None:
    database = ladybug.Database(str(path), buffer_pool_size=256 << 20)
    connection = ladybug.Connection(database)
    statements = [node_ddl(label.name, ontology) for label in ontology.labels]
    statements += [edge_ddl(r.name, ontology) for r in ontology.relationships]
    statements.append(f"CREATE NODE TABLE {quoted(META)}(`key` STRING, `value` STRING, PRIMARY KEY(`key`))")
    statements.append(f"CREATE (:{quoted(META)} {{key: 'version', value: '{version}'}})")
    for statement in statements:
        connection.execute(statement.replace(*replace) if replace[0] else statement)
    connection.execute("CREATE (:Organ {id: 'a', name: '旧'})")
    connection.close()
    database.close()


def test_an_older_store_is_completed_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbdb"
    _make(path, _older(), ONTOLOGY.version - 1)
    store = open_store(StoreSettings(uri=str(path), buffer_pool=256 << 20))
    organ = ONTOLOGY.label("Organ")
    with store.write() as tx:
        tx.upsert_nodes("Mechanism", pa.table({"id": ["m"], "kind": ["model"]}))
        tx.upsert_nodes("Grid", pa.table({"id": ["g", "h"]}))
        tx.upsert_edges("WITHIN", *ONTOLOGY.relationship("WITHIN").pairs[-1], pa.table({"src": ["g"], "dst": ["h"], "id": ["w"]}))
        tx.upsert_edges("USES_MODEL", "Organ", "Mechanism", pa.table({"src": ["a"], "dst": ["m"], "id": ["u"]}))
        tx.upsert_edges("MANAGED_BY", "Organ", "Organ", pa.table({"src": ["a"], "dst": ["a"], "id": ["y"], "facet": ["daily"]}))
    last = quoted(organ.properties[-1].name)
    assert store.read(f"MATCH (n:Organ) RETURN n.name AS name, n.{last} AS last, split('甲,乙', ',') AS parts") == [
        {"name": "旧", "last": None, "parts": ["甲", "乙"]}
    ]
    store.close()
    again = open_store(StoreSettings(uri=str(path), buffer_pool=256 << 20))
    assert again.counts()["USES_MODEL"] == 1
    again.close()


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbdb"
    _make(path, ONTOLOGY, ONTOLOGY.version + 1)
    with pytest.raises(StoreError, match="较新的程序"):
        open_store(StoreSettings(uri=str(path)))
    assert holder_of(path) is None


def test_a_column_of_another_type_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbdb"
    _make(path, ONTOLOGY, ONTOLOGY.version - 1, ("`establishment` INT64", "`establishment` STRING"))
    with pytest.raises(StoreError, match=r"不能自动升级.*Organ\.establishment"):
        open_store(StoreSettings(uri=str(path)))


@pytest.mark.neo4j
def test_neo4j_refuses_a_newer_database(neo4j_store: Store, neo4j_settings: StoreSettings) -> None:
    statement = f"MATCH (m:{META}) WHERE m.key = 'version' SET m.value = $value"
    with neo4j_store.write() as tx:
        tx.run(statement, {"value": str(ONTOLOGY.version + 1)})
    try:
        with pytest.raises(StoreError, match="较新的程序"):
            open_store(neo4j_settings)
    finally:
        with neo4j_store.write() as tx:
            tx.run(statement, {"value": str(ONTOLOGY.version)})


@pytest.mark.neo4j
def test_neo4j_says_what_is_wrong_when_it_cannot_be_reached(neo4j_settings: StoreSettings) -> None:
    with pytest.raises(StoreError, match="用户名或密码"):
        open_store(StoreSettings(neo4j_settings.uri, "neo4j", "wrong"))
    with pytest.raises(StoreError, match="连不上"):
        open_store(StoreSettings("bolt://127.0.0.1:9", "neo4j", "x"))
