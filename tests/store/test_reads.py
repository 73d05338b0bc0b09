"""Reading: time-outs, refusal of writes, many readers beside a writer."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from graph.store import QueryTimeout, Store, StoreError, StoreSettings

ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS s"


def test_a_read_that_takes_too_long_is_stopped(store: Store) -> None:
    with pytest.raises(QueryTimeout, match="TIAOKUAI_TIMEOUT"):
        store.read(ENDLESS, timeout=0.3)
    assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_interrupt_stops_running_reads(store: Store) -> None:
    stop = threading.Event()

    def keep_interrupting() -> None:
        while not stop.wait(0.1):
            store.interrupt()

    thread = threading.Thread(target=keep_interrupting)
    thread.start()
    try:
        with pytest.raises(QueryTimeout):
            store.read(ENDLESS, timeout=0)
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:Organ {id: 'x'})",
        "MATCH (n:Organ) SET n.name = '改'",
        "MATCH (n:Organ) DETACH DELETE n",
        "MATCH (n:Organ) WITH n MERGE (m:Organ {id: 'x'}) RETURN m.id AS id",
    ],
)
def test_reads_cannot_write(store: Store, statement: str) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Organ", pa.table({"id": ["a"], "name": ["甲"]}))
    with pytest.raises(StoreError):
        store.read(statement)
    assert store.read("MATCH (n:Organ) RETURN n.id AS id, n.name AS name") == [{"id": "a", "name": "甲"}]


@pytest.mark.parametrize(
    "statement", ["COMMIT; MATCH (n:Organ) DETACH DELETE n", "MATCH (n:Organ) RETURN n.id AS id; RETURN 1 AS b"]
)
def test_two_statements_are_refused(ladybug_store: Store, statement: str) -> None:
    with pytest.raises(StoreError, match="一条语句"):
        ladybug_store.read(statement)


def test_a_closing_semicolon_and_one_in_text_are_fine(store: Store) -> None:
    assert store.read("RETURN 'a;b' AS x;") == [{"x": "a;b"}]


@pytest.mark.parametrize("statement", ["MATCH (n:Organ RETURN n", "RETURN $missing AS x"])
def test_a_bad_statement_is_reported_and_harms_nothing(store: Store, statement: str) -> None:
    with pytest.raises(StoreError, match="图库拒绝了这条语句"):
        store.read(statement)
    assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_rows_are_plain(store: Store) -> None:
    with store.write() as tx:
        tx.upsert_nodes("Organ", pa.table({"id": ["a", "b"], "name": ["甲", "乙"], "evidence": [["d#1"], ["d#1"]]}))
        tx.upsert_edges("GUIDED_BY", "Organ", "Organ", pa.table({"src": ["a"], "dst": ["b"], "id": ["e"], "evidence": [["d#1"]]}))
    a, b = ({"id": i, "name": n, "evidence": ["d#1"]} for i, n in (("a", "甲"), ("b", "乙")))
    r = {"id": "e", "evidence": ["d#1"]}
    row = store.read("MATCH p = (a:Organ)-[r:GUIDED_BY]->(b:Organ) RETURN a, r, p, collect({id: b.id}) AS bs")
    assert row == [{"a": a, "r": r, "p": {"nodes": [a, b], "relationships": [r]}, "bs": [{"id": "b"}]}]


def test_readers_beside_a_writer_see_whole_transactions(store: Store) -> None:
    done = threading.Event()

    def read() -> set[int]:
        seen = set()
        while not done.is_set():
            seen.add(store.read("MATCH (n:Organ) RETURN count(n) AS n")[0]["n"])
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for turn in range(20):
            with store.write() as tx:
                for part in range(2):
                    ids = [f"{turn}-{part}-{i}" for i in range(5)]
                    tx.upsert_nodes("Organ", pa.table({"id": ids, "name": ids}))
        done.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert {count % 10 for count in seen} == {0}
    assert store.counts()["Organ"] == 200


def test_writers_queue(store: Store) -> None:
    def add(number: int) -> None:
        with store.write() as tx:
            count = tx.run("MATCH (n:Organ) RETURN count(n) AS n")[0]["n"]
            tx.upsert_nodes("Organ", pa.table({"id": [f"o{count}"], "name": [str(number)]}))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert store.counts()["Organ"] == 24


def test_a_nested_write_is_refused_instead_of_waiting_for_itself(store: Store) -> None:
    with store.write(), pytest.raises(StoreError, match="不能嵌套"), store.write():
        pass


def test_settings() -> None:
    assert StoreSettings.from_environment({}).path.name == "graph.lbdb"
    assert StoreSettings.from_environment({"TIAOKUAI_STORE": "neo4j://h:1", "TIAOKUAI_NEO4J_USER": "u"}).engine == "neo4j"
    assert "geheim" not in repr(StoreSettings("bolt://h", "u", "geheim"))
    with pytest.raises(StoreError, match="协议不受支持"):
        _ = StoreSettings("postgres://h").engine
    assert StoreSettings.from_environment({"TIAOKUAI_BUFFER_POOL": "300", "TIAOKUAI_TIMEOUT": "1.5"}).buffer_pool == 300 << 20
    for bad in ({"TIAOKUAI_TIMEOUT": "bald"}, {"TIAOKUAI_TIMEOUT": "nan"}, {"TIAOKUAI_BUFFER_POOL": "-1"}):
        with pytest.raises(StoreError, match=next(iter(bad))):
            StoreSettings.from_environment(bad)
