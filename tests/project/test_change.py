"""Laws of change on a real store: adding twice, retracting, merging and un-merging, in any order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, Mention, PassageColumns
from graph.identity.keys import entity_key
from graph.project import Names, add_document, regroup, retract_document
from graph.project.change import EDGE_PAIRS, ENTITY_LABELS
from graph.store import Store, StoreSettings, open_store

TODAY = dt.date(2026, 11, 22)
ORGANS = ("闵行区水务局", "区水务局", "闵行区水务站", "莘庄镇水务站")
KEYS = {name: entity_key("Organ", name) for name in ORGANS}
NAMES = Names(
    {Mention("Organ", n): k for n, k in KEYS.items()} | {Mention("Area", "闵行区"): entity_key("Area", "闵行区")},
    {k: n for n, k in KEYS.items()},
)


def document(number: int, lines: Sequence[tuple[str, str, str | int]], authority: str = "published_list") -> Extraction:
    """A document of one-line claims (subject, relation, object): an integer is an establishment, a name a guide."""
    name = f"doc-{number:012d}"
    passages = PassageColumns(name, "row")
    claims = []
    for i, (subject, relation, other) in enumerate(lines):
        passages.ids.append(f"{name}#{i}")
        passages.locators.append(f"表!A{i + 1}:C{i + 1}")
        passages.quotes.append(f"单位：{subject}；{relation}：{other}")
        passages.rows.append(i + 1)
        if isinstance(other, int):
            claims.append(ClaimBatch("Organ", relation, (subject,), (passages.ids[-1],), values=(other,)))
        else:
            claims.append(ClaimBatch("Organ", relation, (subject,), (passages.ids[-1],), object_label="Organ", objects=(other,)))
    record = DocumentRecord(name, f"名册{number}.xlsx", "xlsx", name, "organ", authority)
    return Extraction(record, [passages], claims)


def snapshot(store: Store) -> Mapping[str, Any]:
    """Everything that the projection wrote, in a fixed order."""
    out: dict[str, Any] = {}
    for label in (*ENTITY_LABELS, "Claim", "Passage", "Document"):
        rows = store.read(f"MATCH (n:`{label}`) RETURN n.id AS id, n.name AS name ORDER BY id")
        if rows and label in ENTITY_LABELS:
            rows = store.read(
                f"MATCH (n:`{label}`) RETURN n.id AS id, n.name AS name, n.evidence AS evidence, n.contributions AS c ORDER BY id"
            )
        if rows and label == "Organ":
            rows = store.read(
                "MATCH (n:Organ) RETURN n.id AS id, n.name AS name, n.establishment AS e, "
                "n.evidence AS v, n.contributions AS c ORDER BY id"
            )
        if rows and label == "Claim":
            rows = store.read("MATCH (n:Claim) RETURN n.id AS id, n.subject AS s, n.object AS o, n.value AS v ORDER BY id")
        if rows:
            out[label] = rows
    for type_name, source, target in EDGE_PAIRS:
        if source in ("Organ", "Claim") and target == "Organ":
            rows = store.read(
                f"MATCH (a:`{source}`)-[r:`{type_name}`]->(b:`{target}`) "
                "RETURN r.id AS id, a.id AS a, b.id AS b, r.evidence AS v, r.contributions AS c ORDER BY id"
            )
            if rows:
                out[f"{source}-{type_name}-{target}"] = rows
    return out


def put(store: Store, extraction: Extraction, clusters: Mapping[str, str] | None = None) -> None:
    with store.write() as tx:
        add_document(tx, extraction, NAMES, clusters or {}, TODAY)


lines = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(ORGANS), st.just("establishment"), st.integers(1, 50)),
        st.tuples(st.sampled_from(ORGANS), st.just("GUIDED_BY"), st.sampled_from(ORGANS)),
    ),
    min_size=1,
    max_size=4,
)
documents = st.lists(st.tuples(lines, st.sampled_from(["published_list", "report"])), min_size=1, max_size=3)
merges = st.lists(st.tuples(st.sampled_from(ORGANS), st.sampled_from(ORGANS)), max_size=3)


def clusters_of(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Union of the pairs, represented by the least key."""
    groups = [{k} for k in KEYS.values()]
    for a, b in pairs:
        joined = [g for g in groups if KEYS[a] in g or KEYS[b] in g]
        groups = [g for g in groups if g not in joined] + [set().union(*joined)]
    return {k: min(g) for g in groups if len(g) > 1 for k in g}


@pytest.fixture(scope="module")
def module_store(tmp_path_factory):
    store = open_store(StoreSettings(uri=str(tmp_path_factory.mktemp("laws") / "graph.lbdb")))
    yield store
    store.close()


def wipe(store: Store) -> None:
    with store.write() as tx:
        for row in tx.run("MATCH (d:Document) RETURN d.id AS id"):
            retract_document(tx, row["id"])


LAWS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAWS
@given(documents, st.randoms(), merges)
def test_order_of_documents_does_not_matter(module_store, docs, random, pairs):
    made = [document(i, rows, authority) for i, (rows, authority) in enumerate(docs)]
    merged = clusters_of(pairs)
    wipe(module_store)
    for extraction in made:
        put(module_store, extraction, merged)
    first = snapshot(module_store)
    wipe(module_store)
    random.shuffle(made)
    for extraction in made:
        put(module_store, extraction, merged)
    assert snapshot(module_store) == first


@LAWS
@given(documents, merges)
def test_merge_then_unmerge_is_identity(module_store, docs, pairs):
    wipe(module_store)
    for i, (rows, authority) in enumerate(docs):
        put(module_store, document(i, rows, authority))
    before = snapshot(module_store)
    merged = clusters_of(pairs)
    with module_store.write() as tx:
        regroup(tx, {}, merged)
    with module_store.write() as tx:
        regroup(tx, merged, {})
    assert snapshot(module_store) == before


@LAWS
@given(documents, merges)
def test_merging_later_equals_merging_first(module_store, docs, pairs):
    merged = clusters_of(pairs)
    wipe(module_store)
    for i, (rows, authority) in enumerate(docs):
        put(module_store, document(i, rows, authority), merged)
    first = snapshot(module_store)
    wipe(module_store)
    for i, (rows, authority) in enumerate(docs):
        put(module_store, document(i, rows, authority))
    with module_store.write() as tx:
        regroup(tx, {}, merged)
    assert snapshot(module_store) == first


@LAWS
@given(documents, lines)
def test_retraction_is_the_inverse_of_adding(module_store, docs, extra):
    wipe(module_store)
    for i, (rows, authority) in enumerate(docs):
        put(module_store, document(i, rows, authority))
    before = snapshot(module_store)
    put(module_store, document(9, extra))
    with module_store.write() as tx:
        retract_document(tx, "doc-000000000009")
    assert snapshot(module_store) == before


def test_retracting_everything_leaves_nothing(store):
    put(store, document(1, [("区水务局", "establishment", 30), ("闵行区水务站", "GUIDED_BY", "区水务局")]))
    put(store, document(2, [("区水务局", "establishment", 31)], "report"))
    assert store.read("MATCH (o:Organ) WHERE o.name = '区水务局' RETURN o.establishment AS e") == [{"e": 30}]
    with store.write() as tx:
        retract_document(tx, "doc-000000000001")
    assert store.read("MATCH (o:Organ) RETURN o.name AS name, o.establishment AS e, o.evidence AS v") == [
        {"name": "区水务局", "e": 31, "v": ["doc-000000000002#0"]}
    ]
    wipe(store)
    assert not any(store.counts().values())


def test_a_failed_write_leaves_the_graph_as_before(store):
    put(store, document(1, [("区水务局", "establishment", 30)]))
    before = snapshot(store)
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store, document(2, [("区水务局", "establishment", 31)]))
    assert snapshot(store) == before


def put_and_fail(store: Store, extraction: Extraction) -> None:
    with store.write() as tx:
        add_document(tx, extraction, NAMES, {}, TODAY)
        raise ZeroDivisionError
