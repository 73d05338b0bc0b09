"""Rows written are the rows read, on both engines."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from graph.store import Store, StoreError

NASTY = "水务局'\"`\\ {x} }) DETACH DELETE n // $p \n；— 末"


def organs(*rows: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist(list(rows))


def test_values_come_back_as_they_went(store: Store) -> None:
    when = dt.date(2024, 2, 29)
    with store.write() as tx:
        tx.upsert_nodes(
            "Organ",
            organs(
                {
                    "id": "organ-1",
                    "name": NASTY,
                    "kind": "department",
                    "establishment": 7,
                    "collective": False,
                    "evidence": ["doc-1#1", NASTY],
                    "known_from": when,
                }
            ),
        )
        tx.upsert_nodes("AuxTeam", pa.table({"id": ["t"], "name": ["队"], "funding": [1.5]}))
    row = store.read(
        "MATCH (n:Organ) WHERE n.id = $id RETURN n.name AS name, n.kind AS kind, n.establishment AS posts, "
        "n.on_post AS on_post, n.collective AS collective, n.evidence AS evidence, n.known_from AS known",
        {"id": "organ-1"},
    )
    assert row == [
        {
            "name": NASTY,
            "kind": "department",
            "posts": 7,
            "on_post": None,
            "collective": False,
            "evidence": ["doc-1#1", NASTY],
            "known": when,
        }
    ]
    assert store.read("MATCH (n:AuxTeam) RETURN n.funding AS f, n.headcount AS h") == [{"f": 1.5, "h": None}]
    assert store.search("Organ", NASTY[:6]) == [{"id": "organ-1", "name": NASTY}]


def test_second_write_of_an_id_overwrites_the_whole_row(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲", "establishment": 3, "evidence": ["d#1"]}))
        tx.upsert_nodes("Organ", organs({"id": "a", "name": "乙"}, {"id": "b", "name": "丙"}))
    rows = store.read("MATCH (n:Organ) RETURN n.id AS id, n.name AS name, n.establishment AS e, n.evidence AS ev ORDER BY id")
    assert rows == [{"id": "a", "name": "乙", "e": None, "ev": None}, {"id": "b", "name": "丙", "e": None, "ev": None}]


def test_edges_by_id(store: Store) -> None:
    ends = {"src": ["a", "a"], "dst": ["b", "b"], "id": ["MANAGED_BY:a>b:daily", "MANAGED_BY:a>b:finance"]}
    with store.write() as tx:
        tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}))
        tx.upsert_edges("MANAGED_BY", "Organ", "Organ", pa.table({**ends, "facet": ["daily", "finance"], "weight": [1.0, None]}))
    with store.write() as tx:
        tx.upsert_edges("MANAGED_BY", "Organ", "Organ", pa.table({**ends, "facet": ["daily", "finance"], "weight": [None, 0.5]}))
    query = "MATCH (a)-[r:MANAGED_BY]->(b) RETURN r.facet AS facet, r.weight AS weight, type(r) AS type ORDER BY facet"
    assert store.read(query) == [
        {"facet": "daily", "weight": None, "type": "MANAGED_BY"},
        {"facet": "finance", "weight": 0.5, "type": "MANAGED_BY"},
    ]
    assert store.existing_edge_ids("MANAGED_BY", [*ends["id"], "MANAGED_BY:a>b:business", "odd"]) == set(ends["id"])
    with store.write() as tx:
        tx.delete_edges("MANAGED_BY", [ends["id"][0], "odd"])
    assert [row["facet"] for row in store.read(query)] == ["finance"]
    with store.write() as tx:
        tx.delete_nodes("Organ", ["b", "no such"])
    assert store.read(query) == []
    assert store.existing_ids("Organ", ["a", "b"]) == {"a"}


def test_ids_that_do_not_name_their_source_still_work(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}))
        tx.upsert_edges("GUIDED_BY", "Organ", "Organ", pa.table({"src": ["a"], "dst": ["b"], "id": ["e1"]}))
    assert store.existing_edge_ids("GUIDED_BY", ["e1", "e2"]) == {"e1"}
    with store.write() as tx:
        tx.delete_edges("GUIDED_BY", ["e1"])
    assert store.counts()["GUIDED_BY"] == 0


def test_an_exception_rolls_everything_back(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲"}))

    def fail() -> None:
        with store.write() as tx:
            tx.upsert_nodes("Organ", organs({"id": "a", "name": "改"}, {"id": "b", "name": "乙"}))
            tx.delete_nodes("Organ", ["a"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.read("MATCH (n:Organ) RETURN n.id AS id, n.name AS name") == [{"id": "a", "name": "甲"}]


@pytest.mark.parametrize("error", [OSError("磁盘"), RuntimeError("别处的错误")])
def test_an_error_of_the_caller_passes_unchanged(store: Store, error: Exception) -> None:
    def fail() -> None:
        with store.write() as tx:
            tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲"}))
            raise error

    with pytest.raises(type(error), match=str(error)):
        fail()
    assert store.counts()["Organ"] == 0


def test_a_failed_statement_spoils_the_transaction_even_when_caught(store: Store) -> None:
    def write() -> None:
        with store.write() as tx:
            tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲"}))
            with pytest.raises(StoreError):
                tx.run("MATCH (n:Organ SET")

    with pytest.raises(StoreError, match="写事务已中止"):
        write()
    assert store.counts()["Organ"] == 0


def test_missing_ends_are_refused_and_nothing_is_written(store: Store) -> None:
    def write() -> None:
        with store.write() as tx:
            tx.upsert_nodes("Organ", organs({"id": "a", "name": "甲"}))
            tx.upsert_edges("GUIDED_BY", "Organ", "Organ", pa.table({"src": ["a"], "dst": ["无此节点"], "id": ["x"]}))

    with pytest.raises(StoreError, match=r"端点不存在.*无此节点"):
        write()
    assert store.counts()["Organ"] == 0


def test_empty_batches_do_nothing(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Organ", pa.table({"id": pa.array([], pa.string())}))
        tx.upsert_edges("GUIDED_BY", "Organ", "Organ", pa.table({c: pa.array([], pa.string()) for c in ("src", "dst", "id")}))
        tx.delete_nodes("Organ", [])
        tx.delete_edges("GUIDED_BY", [])
    assert store.is_empty()
    assert store.existing_ids("Organ", []) == set()
    assert store.existing_edge_ids("GUIDED_BY", []) == set()
    assert not any(store.counts().values())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"id": ["a"], "colour": ["红"]}, "没有属性“colour”"),
        ({"id": ["a"], "establishment": ["许多"]}, "应为整数"),
        ({"id": ["a"], "known_from": ["2024-01-01"]}, "应为日期"),
        ({"id": ["a"], "kind": ["王国"]}, "不在词表内"),
        ({"id": ["a", "a"]}, "出现多次"),
        ({"id": ["a", None]}, "没有标识"),
    ],
)
def test_rows_that_break_the_ontology_are_refused(ladybug_store: Store, rows: dict[str, list[object]], message: str) -> None:
    with pytest.raises(StoreError, match=message), ladybug_store.write() as tx:
        tx.upsert_nodes("Organ", pa.table(rows))
    assert ladybug_store.counts()["Organ"] == 0


def test_undeclared_labels_types_and_pairs_are_refused(ladybug_store: Store) -> None:
    table = pa.table({"src": ["a"], "dst": ["b"], "id": ["x"]})
    with pytest.raises(StoreError, match="没有节点类型"), ladybug_store.write() as tx:
        tx.upsert_nodes("Organ`) DETACH DELETE n //", pa.table({"id": ["a"]}))
    with pytest.raises(StoreError, match="没有关系类型"), ladybug_store.write() as tx:
        tx.upsert_edges("HATES", "Organ", "Organ", table)
    with pytest.raises(StoreError, match="不能从"), ladybug_store.write() as tx:
        tx.upsert_edges("GUIDED_BY", "Area", "Organ", table)


def test_search_orders_exact_then_beginning_then_short(store: Store) -> None:
    names = ["闵行区水务局", "水务局", "水务局执法大队", "莘庄镇水务站", "A水务局", "房管局"]
    with store.write() as tx:
        tx.upsert_nodes("Organ", pa.table({"id": [f"o{i}" for i in range(len(names))], "name": names}))
    assert [row["name"] for row in store.search("Organ", "水务局")] == ["水务局", "水务局执法大队", "A水务局", "闵行区水务局"]
    assert [row["name"] for row in store.search("Organ", "a水务")] == ["A水务局"]
    assert [row["name"] for row in store.search("Organ", "站")] == ["莘庄镇水务站"]
    assert len(store.search("Organ", "局", limit=2)) == 2
    assert store.search("Organ", "  ") == []
    assert store.search("Organ", "水 务") == []
    with store.write() as tx:
        tx.upsert_nodes("Organ", pa.table({"id": ["o1"], "name": ["改名处"]}))
        tx.delete_nodes("Organ", ["o2"])
    assert [row["name"] for row in store.search("Organ", "水务局")] == ["A水务局", "闵行区水务局"]
