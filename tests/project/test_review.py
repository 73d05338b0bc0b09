"""Laws of review on a real store: a proposal touches nothing, accepting adds its own part, taking back is identity."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns
from graph.identity import clusters
from graph.identity.log import append_judgements, read_judgements
from graph.project import Names, add_document, regroup, retract_document
from graph.project.change import EDGE_PAIRS, ENTITY_LABELS
from graph.project.decisions import read_decisions
from graph.store import StoreSettings, open_store
from graph.store.check import check
from ingest import names, review
from ingest.enrich import mentions_in, read_names
from ingest.retraction import retract

TODAY = dt.date(2026, 11, 22)
ORGANS = ("闵行区水务局", "闵行区莘庄镇水务站", "闵行区城管执法局", "闵行区城市管理行政执法局")
PROVENANCE = ("Claim", "ProposedClaim", "Passage", "Document", "Judgement")


def notice(number: int, lines, name: str = "") -> Extraction:
    """A notice of statements (subject, relation, object, confidence)."""
    document = f"doc-{number:012d}"
    passages = PassageColumns(document, "span")
    claims = []
    for i, (subject, relation, target, confidence) in enumerate(lines):
        passages.ids.append(f"{document}#{i}")
        passages.locators.append(f"字符 {i}-{i + 1}")
        passages.quotes.append(f"{subject}{relation}{target}")
        passages.starts.append(i)
        passages.ends.append(i + 1)
        passages.rows.append(None)
        claims.append(
            ClaimBatch(
                "Organ",
                relation,
                (subject,),
                (passages.ids[-1],),
                object_label="Organ",
                objects=(target,),
                scopes=("上海市闵行区",),
                confidence=(confidence,),
                qualifiers={"facet": ("daily",)} if relation == "MANAGED_BY" else {},
            )
        )
    record = DocumentRecord(document, name or f"通知{number}.txt", "txt", document, "notice", "report", "上海市闵行区")
    return Extraction(record, [passages], claims)


def put(store, extraction: Extraction) -> None:
    """As the pipeline does it."""
    extraction = replace(extraction, claims=list(extraction.claims), proposed=[])
    review.split(extraction)
    decisions = read_decisions(store)
    extraction.claims += read_names(mentions_in(extraction.claims))
    mentions = mentions_in([*extraction.claims, *review.resolve_accepted(extraction, decisions)])
    resolution = names.resolve(list(mentions), store, TODAY)
    held = read_judgements(store)
    before, after = clusters(held), clusters([*held, *resolution.judgements])
    given_names = Names(resolution.keys, resolution.names)
    with store.write() as tx:
        append_judgements(tx, resolution.judgements)
        if before != after:
            regroup(tx, before, after)
        add_document(tx, extraction, given_names, after, TODAY)
        review.project_proposals(tx, extraction, decisions, given_names, after, TODAY)


def everything(store):
    out = {}
    for label in (*ENTITY_LABELS, *PROVENANCE):
        rows = store.read(f"MATCH (n:`{label}`) RETURN n ORDER BY n.id")
        if rows:
            out[label] = [
                {k: v for k, v in sorted(dict(r["n"]).items()) if v is not None and not k.startswith("_")} for r in rows
            ]
    for type_name, source, target in EDGE_PAIRS:
        rows = store.read(
            f"MATCH (a:`{source}`)-[r:`{type_name}`]->(b:`{target}`) "
            "RETURN r.id AS id, a.id AS a, b.id AS b, r.evidence AS v, r.contributions AS c ORDER BY id"
        )
        if rows:
            out[f"{source}-{type_name}-{target}"] = rows
    return out


def wipe(store) -> None:
    with store.write() as tx:
        for row in tx.run("MATCH (d:Document) RETURN d.id AS id"):
            retract_document(tx, row["id"])
        for label in ("ClaimDecision", "Judgement"):
            ids = [r["id"] for r in tx.run(f"MATCH (d:{label}) RETURN d.id AS id")]
            if ids:
                tx.delete_nodes(label, ids)


def waiting(store):
    return [r["id"] for r in store.read("MATCH (c:ProposedClaim) RETURN c.id AS id ORDER BY id")]


def decide(store, proposal, verdict):
    review.decide(store, proposal, verdict, "张三", TODAY)


@pytest.fixture(scope="module")
def one_store(tmp_path_factory):
    store = open_store(StoreSettings(uri=str(tmp_path_factory.mktemp("review") / "graph.lbdb")))
    yield store
    store.close()


statements = st.lists(
    st.tuples(
        st.sampled_from(ORGANS),
        st.sampled_from(["GUIDED_BY", "MANAGED_BY", "PART_OF"]),
        st.sampled_from(ORGANS),
        st.sampled_from([0.4, 0.95]),
    ).filter(lambda s: s[0] != s[2]),
    min_size=1,
    max_size=4,
    unique_by=lambda s: s[:3],
)
notices = st.lists(statements, min_size=1, max_size=2)
LAWS = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAWS
@given(notices)
def test_proposals_touch_nothing_else(one_store, docs):
    wipe(one_store)
    for i, lines in enumerate(docs):
        put(one_store, notice(i, lines))
    seen = everything(one_store)
    unsure = sum(1 for lines in docs for line in lines if line[3] < review.REVIEW_LINE)
    assert len(waiting(one_store)) == unsure
    wipe(one_store)
    for i, lines in enumerate(docs):
        put(one_store, notice(i, [line for line in lines if line[3] >= review.REVIEW_LINE] or lines[:0]))
    bare = everything(one_store)
    assert {k: v for k, v in seen.items() if k not in PROVENANCE and "Claim" not in k}.keys() == {
        k: v for k, v in bare.items() if k not in PROVENANCE and "Claim" not in k
    }.keys()
    assert len(seen.get("Claim", ())) == len(bare.get("Claim", ()))


@LAWS
@given(notices, st.data())
def test_accept_then_take_back_is_identity(one_store, docs, data):
    wipe(one_store)
    for i, lines in enumerate(docs):
        put(one_store, notice(i, lines))
    before = everything(one_store)
    ids = waiting(one_store)
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    for proposal in chosen:
        decide(one_store, proposal, "accepted")
    if chosen:
        assert everything(one_store) != before
        assert check(one_store) == []
    for proposal in data.draw(st.permutations(chosen)):
        decide(one_store, proposal, data.draw(st.sampled_from(["undecided"])))
    assert everything(one_store) == before


@LAWS
@given(notices, st.data())
def test_a_decision_holds_when_the_document_comes_again(one_store, docs, data):
    wipe(one_store)
    for i, lines in enumerate(docs):
        put(one_store, notice(i, lines))
    ids = waiting(one_store)
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    for proposal in chosen:
        decide(one_store, proposal, data.draw(st.sampled_from(["accepted", "rejected"])))
    decided = everything(one_store)
    with one_store.write() as tx:
        for i in range(len(docs)):
            retract(tx, f"doc-{i:012d}")
    assert set(everything(one_store)) == set()
    for i, lines in enumerate(docs):
        put(one_store, notice(i, lines))
    assert everything(one_store) == decided


def test_a_decision_carries_over_to_the_next_version(one_store):
    wipe(one_store)
    line = ("闵行区莘庄镇水务站", "GUIDED_BY", "闵行区水务局", 0.5)
    put(one_store, notice(1, [line], "办法.docx"))
    decide(one_store, waiting(one_store)[0], "accepted")
    with one_store.write() as tx:
        retract_document(tx, "doc-000000000001")
    put(one_store, notice(2, [("闵行区城管执法局", "GUIDED_BY", "闵行区水务局", 0.95), line], "办法.docx"))
    rows = one_store.read("MATCH (a:Organ)-[r:GUIDED_BY]->(b:Organ) RETURN a.name AS name ORDER BY name")
    assert [r["name"] for r in rows] == ["闵行区城管执法局", "闵行区莘庄镇水务站"]
    put(one_store, notice(3, [line], "另一文件.docx"))
    assert one_store.read("MATCH (c:ProposedClaim) WHERE c.verdict IS NULL RETURN c.document AS d") == [{"d": "doc-000000000003"}]


def test_a_proposal_that_is_gone(one_store):
    with pytest.raises(review.ReviewError, match="没有这条待审主张"):
        decide(one_store, "proposedclaim-0", "accepted")
