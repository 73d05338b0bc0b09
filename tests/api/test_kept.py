"""Kept findings: the same list while documents and judgements are the same, another when they change."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

import queries
from api import kept
from graph.store import Store
from graph.store.columns import node_schema

DAY = dt.date(2021, 6, 1)


def add(store: Store, label: str, **row: object) -> None:
    with store.write() as transaction:
        transaction.upsert_nodes(label, pa.Table.from_pylist([row], schema=node_schema(label)))


def test_kept_until_what_they_rest_on_changes(store: Store) -> None:
    first = kept.findings(store, as_of=DAY)
    assert kept.findings(store, as_of=DAY) is not None
    before = kept.version(store)
    add(store, "Document", id="doc-1", name="甲")
    assert kept.version(store) != before
    after = kept.version(store)
    add(store, "Judgement", id="judgement-1", name="", left_key="a", right_key="b", verdict="same", withdrawn=False)
    judged = kept.version(store)
    assert judged != after
    add(store, "Judgement", id="judgement-1", name="", left_key="a", right_key="b", verdict="same", withdrawn=True)
    assert kept.version(store) != judged
    assert kept.findings(store, as_of=DAY) == first == []


def test_kept_equals_computed(filled: Store) -> None:
    for codes in ((), ("G04",), ("G18", "G04")):
        computed = [f.id for f in queries.findings(filled, kinds=codes, as_of=DAY)]
        for _ in range(2):
            assert [f.id for f in kept.findings(filled, codes, as_of=DAY)] == computed


def test_dropped_after_a_time(filled: Store) -> None:
    now = 0.0
    first = kept.findings(filled, ("G04",), as_of=DAY + dt.timedelta(1), clock=lambda: now)
    assert kept._STORES[filled].lists[kept.version(filled), ("G04",), "", DAY + dt.timedelta(1)][1] is first
    now = kept.SECONDS + 1
    kept.findings(filled, ("G04",), as_of=DAY + dt.timedelta(1), clock=lambda: now)
    assert kept._STORES[filled].lists[kept.version(filled), ("G04",), "", DAY + dt.timedelta(1)][1] is not first
