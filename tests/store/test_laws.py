"""Laws: a store behaves as a dictionary of rows does, whatever the order of operations and the text in them."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store import Store

IDS = st.sampled_from(["a", "b", "c", "d", "e'`\"", "f\\{}"])
TEXT = st.one_of(
    st.none(),
    st.sampled_from(["水务局", "'; DROP", "}) DETACH DELETE n //", "`", "$x", "\\", '"', ""]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
)
ORGANS = st.fixed_dictionaries(
    {
        "id": IDS,
        "name": TEXT,
        "establishment": st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)),
        "collective": st.one_of(st.none(), st.booleans()),
        "known_from": st.one_of(st.none(), st.dates(dt.date(1, 1, 1))),
        "evidence": st.one_of(st.none(), st.lists(TEXT.filter(lambda t: t is not None), max_size=3)),
    }
)
EDGES = st.fixed_dictionaries(
    {
        "src": IDS,
        "dst": IDS,
        "facet": st.sampled_from(["daily", "finance"]),
        "weight": st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
        "evidence": st.one_of(st.none(), st.just(["x"])),
    }
)
OPERATIONS = st.one_of(
    st.tuples(st.just("organs"), st.lists(ORGANS, max_size=5, unique_by=lambda row: row["id"])),
    st.tuples(st.just("edges"), st.lists(EDGES, max_size=6, unique_by=lambda row: (row["src"], row["dst"], row["facet"]))),
    st.tuples(st.just("delete organs"), st.lists(IDS, max_size=2)),
    st.tuples(st.just("delete edges"), st.lists(st.tuples(IDS, IDS, st.sampled_from(["daily", "finance"])), max_size=3)),
    st.tuples(st.just("commit"), st.booleans()),
)
ORGAN_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("establishment", pa.int64()),
        ("collective", pa.bool_()),
        ("known_from", pa.date32()),
        ("evidence", pa.list_(pa.string())),
    ]
)
EDGE_SCHEMA = pa.schema(
    [
        ("src", pa.string()),
        ("dst", pa.string()),
        ("id", pa.string()),
        ("facet", pa.string()),
        ("weight", pa.float64()),
        ("evidence", pa.list_(pa.string())),
    ]
)
Row = dict[str, Any]


class Model:
    """What the store should hold."""

    def __init__(self) -> None:
        self.organs: dict[str, Row] = {}
        self.edges: dict[str, Row] = {}


def _id(source: str, target: str, facet: str) -> str:
    return f"MANAGED_BY:{source}>{target}:{facet}"


def _apply(tx: Any, model: Model, kind: str, rows: list[Any]) -> None:
    if kind == "organs":
        tx.upsert_nodes("Organ", pa.Table.from_pylist(rows, ORGAN_SCHEMA))
        model.organs.update({row["id"]: row for row in rows})
    elif kind == "edges":
        edges = [{**row, "id": _id(row["src"], row["dst"], row["facet"])} for row in rows]
        edges = [row for row in edges if row["src"] in model.organs and row["dst"] in model.organs]
        tx.upsert_edges("MANAGED_BY", "Organ", "Organ", pa.Table.from_pylist(edges, EDGE_SCHEMA))
        model.edges.update({row["id"]: row for row in edges})
    elif kind == "delete organs":
        tx.delete_nodes("Organ", rows)
        for id in rows:
            model.organs.pop(id, None)
        model.edges = {id: row for id, row in model.edges.items() if row["src"] not in rows and row["dst"] not in rows}
    else:
        ids = [_id(*row) for row in rows]
        tx.delete_edges("MANAGED_BY", ids)
        for id in ids:
            model.edges.pop(id, None)


class _Undo(Exception):
    pass


def _transaction(store: Store, model: Model, operations: list[Any], keep: bool) -> Model:
    before = copy.deepcopy(model)
    try:
        with store.write() as tx:
            for kind, rows in operations:
                _apply(tx, model, kind, rows)
            if not keep:
                raise _Undo
    except _Undo:
        return before
    return model


def _batches(operations: list[Any]) -> list[tuple[list[Any], bool]]:
    batches: list[tuple[list[Any], bool]] = []
    current: list[Any] = []
    for kind, value in operations:
        if kind == "commit":
            batches.append((current, value))
            current = []
        else:
            current.append((kind, value))
    return [*batches, (current, True)]


def _rows(batches: Any, columns: list[str]) -> list[Row]:
    return sorted(({c: row[c] for c in columns} for batch in batches for row in batch.to_pylist()), key=lambda row: row["id"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(operations=st.lists(OPERATIONS, min_size=3, max_size=12))
def test_a_store_is_a_dictionary_of_rows(store: Store, operations: list[Any]) -> None:
    with store.write() as tx:
        tx.run("MATCH (n:Organ) DETACH DELETE n")
    model = Model()
    for batch, keep in _batches(operations):
        model = _transaction(store, model, batch, keep)
        organs = _rows(store.nodes("Organ"), ORGAN_SCHEMA.names)
        assert organs == [model.organs[id] for id in sorted(model.organs)]
        edges = _rows(store.edges("MANAGED_BY", "Organ", "Organ"), EDGE_SCHEMA.names)
        assert edges == [model.edges[id] for id in sorted(model.edges)]
    names = [*model.organs, "zz"]
    assert store.existing_ids("Organ", names) == set(model.organs)
    assert store.existing_edge_ids("MANAGED_BY", [*model.edges, "MANAGED_BY:a>zz:daily"]) == set(model.edges)
