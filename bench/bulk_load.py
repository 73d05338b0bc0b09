"""Bulk load through the store's interface ÷ ladybug's bare COPY of the same rows.

    python bench/bulk_load.py [--nodes 200000] [--edges 1000000]

Both write the same tables with evidence. The interface checks every row against the ontology and keeps the load in one
transaction that survives being killed; COPY does neither. ``loaded`` ends when the commit is durable, ``closed`` when the
write-ahead log is folded into the file and the store closed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path
from typing import Any

import ladybug
import pyarrow as pa

from graph.ontology import ONTOLOGY
from graph.store import StoreSettings, open_store
from graph.store.columns import conform, edge_schema, node_schema
from graph.store.schema import edge_ddl, node_ddl

TARGETS = {"ABOUT": "Matter", "OCCURRED_IN": "Grid", "HANDLED_BY": "Organ", "DECIDED_BY": "Organ", "FOUND_BY": "AuxTeam"}
POOL = 2 << 30


def evidence(count: int) -> Any:
    return pa.array([[f"doc-0a1b2c3d4e5f#{i + 1}"] for i in range(count)], pa.list_(pa.string()))


def entities(label: str, count: int) -> pa.Table:
    columns: dict[str, Any] = {
        "id": [f"{label.lower()}-{i:012x}" for i in range(count)],
        "name": [f"{ONTOLOGY.label(label).zh}{i}" for i in range(count)],
        "evidence": evidence(count),
        "known_from": [dt.date(2024, 1, 1)] * count,
    }
    if label == "Case":
        columns |= {
            "number": [f"MH-2024-{i:07d}" for i in range(count)],
            "source": [("grid", "patrol")[i % 2] for i in range(count)],
            "found_on": [dt.date(2024, 1, 1 + i % 28) for i in range(count)],
            "synthetic": [True] * count,
        }
    return conform(pa.table(columns), node_schema(label), label)


def edges(type: str, target: str, count: int, cases: int, targets: int) -> pa.Table:
    sources = [f"case-{i % cases:012x}" for i in range(count)]
    ends = [f"{target.lower()}-{(i * 7 + i // cases) % targets:012x}" for i in range(count)]
    ids = [f"{type}:{s}>{d}" for s, d in zip(sources, ends, strict=True)]
    return conform(pa.table({"src": sources, "dst": ends, "id": ids, "evidence": evidence(count)}), edge_schema(type), type)


class Clock:
    """Seconds on the wall and of all processors since it was made."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, time.process_time() - self._processor


Times = tuple[tuple[float, float], tuple[float, float]]


def bare_copy(path: Path, nodes: dict[str, pa.Table], links: dict[str, pa.Table]) -> Times:
    database = ladybug.Database(str(path), buffer_pool_size=POOL)
    connection = ladybug.Connection(database)
    for label in ONTOLOGY.labels:
        connection.execute(node_ddl(label.name))
    for type in links:
        connection.execute(edge_ddl(type))
    clock = Clock()
    for label, table in nodes.items():
        connection.execute(f"COPY `{label}` FROM $rows_of", {"rows_of": table})
    for type, table in links.items():
        connection.execute(f"COPY `{type}` FROM $rows_of (from='Case', to='{TARGETS[type]}')", {"rows_of": table})
    loaded = clock.read()
    connection.close()
    database.close()
    return loaded, clock.read()


def through_the_store(path: Path, nodes: dict[str, pa.Table], links: dict[str, pa.Table]) -> Times:
    store = open_store(StoreSettings(uri=str(path), buffer_pool=POOL))
    clock = Clock()
    with store.write() as tx:
        for label, table in nodes.items():
            tx.upsert_nodes(label, table)
        for type, table in links.items():
            tx.upsert_edges(type, "Case", TARGETS[type], table)
    loaded = clock.read()
    store.close()
    return loaded, clock.read()


def main() -> None:
    parser = argparse.ArgumentParser(description="bulk load ÷ bare COPY")
    parser.add_argument("--nodes", type=int, default=200_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    arguments = parser.parse_args()
    others = arguments.nodes // 100
    cases = arguments.nodes - others * 4
    nodes = {"Case": entities("Case", cases)}
    nodes |= {label: entities(label, others) for label in ("Matter", "Grid", "Organ", "AuxTeam")}
    each = arguments.edges // len(TARGETS)
    links = {type: edges(type, target, each, cases, others) for type, target in TARGETS.items()}
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_copy(Path(folder) / "bare.lbdb", nodes, links)
        ours = through_the_store(Path(folder) / "ours.lbdb", nodes, links)
    parts = [
        f"{moment} {a[kind]:.1f} s ÷ {b[kind]:.1f} s = {a[kind] / b[kind]:.2f} ({clock})"
        for moment, a, b in zip(("loaded", "closed"), ours, bare, strict=True)
        for kind, clock in enumerate(("wall", "processor"))
    ]
    print(f"bulk load {arguments.nodes} nodes, {arguments.edges} edges: {'; '.join(parts)}")


if __name__ == "__main__":
    main()
