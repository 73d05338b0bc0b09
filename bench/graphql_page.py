"""A GraphQL page of 100 organs, two relations deep, against the bare Cypher that gives the same rows.

    python -m bench.graphql_page             # ladybug
    python -m bench.graphql_page --neo4j     # Neo4j too: TIAOKUAI_TEST_NEO4J=uri, else one started here

Both sides run in turn, in one process, on one graph (10,000 organs, 100,000 grants, 5,000 items by default). The bare side is the
engine's own driver with a hand-written statement of the same engine's best shape; it returns the rows and makes nothing of
them. The GraphQL side parses, validates, plans, reads, shapes and writes JSON. The median of the runs is compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neo4j
import orjson
import pyarrow as pa

from api.schema import execute_query
from graph.store import Store, StoreSettings, open_store
from graph.store.columns import edge_schema, node_schema

ROOT = Path(__file__).resolve().parents[1]

QUERY = """query Page($first: Int!) { organs(first: $first) { nodes { id name kind
  holds(first: 10) { node { id name mode ofItem(first: 1) { node { id name code } } } } }
  pageInfo { hasNextPage endCursor } } }"""

_HEAD = (
    "MATCH (n:Organ) WITH n ORDER BY n.id LIMIT 100 "
    "OPTIONAL MATCH (n)<-[:HELD_BY]-(g:PowerGrant) OPTIONAL MATCH (g)-[:OF_ITEM]->(i:PowerItem) "
)
BARE = {
    "flat rows": _HEAD + "RETURN n.id, n.name, n.kind, g.id, g.name, g.mode, i.id, i.name, i.code",
    "nested": _HEAD + "WITH n, g, collect({id: i.id, name: i.name, code: i.code}) AS items "
    "RETURN n.id AS id, n.name AS name, n.kind AS kind, collect({id: g.id, name: g.name, mode: g.mode, items: items}) AS holds",
}
LIMITED = (
    "MATCH (n:Organ) WITH n ORDER BY n.id LIMIT 100 "
    "CALL (n) { MATCH (n)<-[:HELD_BY]-(g:PowerGrant) WITH g ORDER BY g.id LIMIT 10 "
    "CALL (g) { MATCH (g)-[:OF_ITEM]->(i:PowerItem) WITH i LIMIT 1 "
    "RETURN collect({id: i.id, name: i.name, code: i.code}) AS items } "
    "RETURN collect({id: g.id, name: g.name, mode: g.mode, items: items}) AS holds } "
    "RETURN n.id AS id, n.name AS name, n.kind AS kind, holds"
)
"""Only Neo4j knows how to limit inside; the fairest rival there."""


BATCH = 20_000
"""Rows a transaction."""


def fill(store: Store, organs: int) -> None:
    """Organs with ten grants each, of items drawn at random."""
    rng = random.Random(3)
    evidence = ["doc-000000000000#1"]

    def names(label: str, count: int, **more: Any) -> list[dict[str, Any]]:
        return [
            {
                "id": f"{label.lower()}-{rng.getrandbits(48):012x}",
                "name": f"{label}{n}号",
                "evidence": evidence,
                "contributions": "",
            }
            | more
            for n in range(count)
        ]

    nodes = {
        "Organ": names("Organ", organs, kind="enforcement_team"),
        "PowerGrant": names("PowerGrant", organs * 10, mode="statutory", status="in_force"),
        "PowerItem": names("PowerItem", max(organs // 2, 1), code="A1", power_type="penalty"),
    }
    edges: dict[str, list[dict[str, Any]]] = {"HELD_BY": [], "OF_ITEM": []}
    for n, grant in enumerate(nodes["PowerGrant"]):
        for type_, target in (("HELD_BY", nodes["Organ"][n // 10]), ("OF_ITEM", rng.choice(nodes["PowerItem"]))):
            edges[type_].append(
                {"src": grant["id"], "dst": target["id"], "id": f"{type_.lower()}-{n}", "evidence": evidence, "contributions": ""}
            )
    for label, rows in nodes.items():
        for start in range(0, len(rows), BATCH):
            with store.write() as transaction:
                transaction.upsert_nodes(label, pa.Table.from_pylist(rows[start : start + BATCH], schema=node_schema(label)))
    for type_, target in (("HELD_BY", "Organ"), ("OF_ITEM", "PowerItem")):
        for start in range(0, len(edges[type_]), BATCH):
            with store.write() as transaction:
                table = pa.Table.from_pylist(edges[type_][start : start + BATCH], schema=edge_schema(type_))
                transaction.upsert_edges(type_, "PowerGrant", target, table)


def page(store: Store) -> bytes:
    """The page, as bytes for the wire."""
    answer = execute_query(store, QUERY, {"first": 100})
    assert "errors" not in answer, answer
    return orjson.dumps(answer)


def drivers(store: Store, settings: StoreSettings) -> dict[str, Callable[[], Any]]:
    """The bare statements on the engine's own driver."""
    if store.engine == "ladybug":

        def on_ladybug(cypher: str) -> Callable[[], Any]:
            def run() -> Any:
                with store._engine.connection() as connection:  # type: ignore[attr-defined]
                    return connection.execute(cypher).get_all()

            return run

        return {name: on_ladybug(cypher) for name, cypher in BARE.items()}
    driver = neo4j.GraphDatabase.driver(settings.uri, auth=(settings.user, settings.password) if settings.user else None)

    def on_neo4j(cypher: str) -> Callable[[], Any]:
        def run() -> Any:
            with driver.session() as session:
                return list(session.run(cypher))  # type: ignore[arg-type]

        return run

    return {name: on_neo4j(cypher) for name, cypher in (BARE | {"limited": LIMITED}).items()}


def measure(store: Store, settings: StoreSettings, runs: int) -> None:
    """Print the medians and ratios of one engine."""
    subjects: dict[str, Callable[[], Any]] = {"GraphQL": lambda: page(store), **drivers(store, settings)}
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for round_ in range(runs + 3):
        for name, run in subjects.items():
            started = time.perf_counter()
            run()
            if round_ >= 3:
                times[name].append(time.perf_counter() - started)
    medians = {name: statistics.median(values) * 1000 for name, values in times.items()}
    graphql = medians.pop("GraphQL")
    print(f"{store.engine}: GraphQL {graphql:.1f} ms, {len(page(store)):,} bytes")
    for name, bare in medians.items():
        print(f"  bare Cypher, {name:9s} {bare:6.1f} ms   ratio {graphql / bare:.2f}")
    print(f"  ratio to the fastest: {graphql / min(medians.values()):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--organs", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--neo4j", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = StoreSettings(uri=str(Path(folder) / "graph.lbdb"), buffer_pool=1 << 30)
        with_store(settings, given.organs, given.runs)
    if given.neo4j:
        spec = importlib.util.spec_from_file_location("neo4j_server", ROOT / "tests" / "neo4j" / "server.py")
        assert spec
        assert spec.loader
        server = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(server)
        with server.running() as settings:
            with_store(settings, given.organs, given.runs, server.wipe)


def with_store(settings: StoreSettings, organs: int, runs: int, wipe: Callable[[Store], None] | None = None) -> None:
    """Open, fill, measure, close."""
    store = open_store(settings)
    try:
        if wipe:
            wipe(store)
        fill(store, organs)
        measure(store, settings, runs)
    finally:
        store.close()


if __name__ == "__main__":
    main()
