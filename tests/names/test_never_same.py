"""“Never the same” is for good: over any order of documents, judgements, withdrawals, retractions and restarts."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, Mention, PassageColumns, digest
from graph.identity import Judgement, clusters, entity_key, standing
from graph.identity.log import append_judgements, read_judgements
from graph.project import Names, add_document, regroup, retract_document
from graph.store import Store, StoreSettings, open_store
from graph.store.check import check
from ingest.names import resolve
from ingest.names.decide import JudgementError, decide, undo

SCOPE = "上海市闵行区"
DAY = dt.date(2026, 11, 22)
WRITTEN = (
    "区城管局",
    "区城管执法局",
    "区城市管理行政执法局",
    "区城管行政执法局",
    "区综合执法局",
    "区综合行政执法局",
    "区城管大队",
)
"""Four ways of writing one body, two of writing what may follow it, and one of its teams."""

DOCUMENTS = st.tuples(st.just("document"), st.sets(st.sampled_from(WRITTEN), min_size=1, max_size=5))
DECISIONS = st.tuples(
    st.sampled_from(["same", "different", "succeeds", "unsure"]),
    st.tuples(st.sampled_from(WRITTEN), st.sampled_from(WRITTEN)).filter(lambda p: p[0] != p[1]),
)
OTHERS = st.tuples(st.sampled_from(["retract", "restart", "withdraw the machine's"]), st.integers(0, 9))
STEPS = st.lists(st.one_of(DOCUMENTS, DOCUMENTS, DECISIONS, DECISIONS, OTHERS), max_size=7)


def key(written: str) -> str:
    return entity_key("Organ", "闵行" + written)


def extraction(written: set[str]) -> Extraction:
    names = sorted(written)
    document = "doc-" + digest(*names, size=12)
    ids = [f"{document}#{n}" for n in range(len(names))]
    passages = PassageColumns(
        document, "span", ids, ["第1段"] * len(ids), list(names), [0] * len(ids), [1] * len(ids), [None] * len(ids)
    )
    claims = [ClaimBatch("Organ", "EXISTS", names, ids, scopes=[SCOPE])]
    return Extraction(DocumentRecord(document, document, "txt", document, "notice", "report", SCOPE), [passages], claims)


def take(store: Store, written: set[str]) -> None:
    """What ingest does with a document, in one transaction."""
    given_document = extraction(written)
    if store.existing_ids("Document", [given_document.document.id]):
        return
    found = resolve([Mention("Organ", w, SCOPE) for w in sorted(written)], store, DAY)
    held = read_judgements(store)
    before, after = clusters(held), clusters([*held, *found.judgements])
    with store.write() as tx:
        append_judgements(tx, found.judgements)
        regroup(tx, before, after)
        add_document(tx, given_document, Names(found.keys, found.names), after, DAY)


def judged(store: Store, verdict: str, one: str, other: str) -> None:
    """A person's judgement on two names, whether or not a machine proposed it."""
    left, right = key(one), key(other)
    with store.write() as tx:
        doubt = Judgement(left, right, "闵行" + one, "闵行" + other, "Organ", "unsure", 0.5, "存疑。", "登记", DAY)
        if not any(j.pair == doubt.pair for j in read_judgements(tx)):
            append_judgements(tx, [doubt])
    number = next(j.id for j in read_judgements(store) if j.pair == doubt.pair)
    younger = right if verdict == "succeeds" else ""
    now = standing(read_judgements(store)).get(doubt.pair)
    if now is not None and now.verdict == "different" and verdict != "different":
        with pytest.raises(JudgementError):
            decide(store, number, verdict, "王某", DAY, successor=younger)  # type: ignore[arg-type]
    else:
        decide(store, number, verdict, "王某", DAY, successor=younger)  # type: ignore[arg-type]


@contextmanager
def reopened(path: Path) -> Iterator[Store]:
    store = open_store(StoreSettings(uri=str(path)))
    try:
        yield store
    finally:
        store.close()


def apart(store: Store, pairs: set[tuple[str, str]]) -> None:
    """No two names of a pair are one node, and the claims of each stand under its own."""
    of = clusters(read_judgements(store))
    for left, right in pairs:
        assert of.get(left, left) != of.get(right, right)
    evidence = {r["id"]: set(r["evidence"]) for r in store.read("MATCH (n:Organ) RETURN n.id AS id, n.evidence AS evidence")}
    quotes = {r["id"]: r["quote"] for r in store.read("MATCH (p:Passage) RETURN p.id AS id, p.quote AS quote")}
    for passages in evidence.values():
        told = {key(quotes[p]) for p in passages if p in quotes and quotes[p] in WRITTEN}
        assert not any(left in told and right in told for left, right in pairs)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied: making one takes longer than all that is done with it."""
    folder = tmp_path_factory.mktemp("empty")
    with reopened(folder / "graph.lbdb"):
        pass
    return folder


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_parted_by_a_person_never_joined(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("never")
    shutil.copytree(empty, folder, dirs_exist_ok=True)
    path = folder / "graph.lbdb"
    never: set[tuple[str, str]] = set()
    taken: list[str] = []
    todo = iter([*steps, ("document", set(WRITTEN)), ("restart", 0), ("document", set(WRITTEN[:4]))])
    for kind, steps_of_run in itertools.groupby(todo, key=lambda s: s[0] == "restart"):
        if kind:
            continue  # the store is closed and opened again
        with reopened(path) as store:
            for what, content in steps_of_run:
                if what == "document":
                    take(store, content)  # type: ignore[arg-type]
                    taken.append(extraction(content).document.id)  # type: ignore[arg-type]
                elif what == "retract" and taken:
                    with store.write() as tx:
                        retract_document(tx, taken.pop(content % len(taken)))  # type: ignore[operator]
                elif what == "withdraw the machine's":
                    mine = [j for j in read_judgements(store) if not j.by_person]
                    if mine:
                        undo(store, mine[content % len(mine)].id, DAY)  # type: ignore[operator]
                elif what in ("same", "different", "succeeds", "unsure"):
                    one, other = content  # type: ignore[misc]
                    judged(store, what, one, other)
                    now = standing(read_judgements(store))[min(key(one), key(other)), max(key(one), key(other))]
                    if what == "different":
                        assert now.verdict == "different"
                        never.add(now.pair)
                apart(store, never)


def test_the_graph_is_whole_after_successions_and_retraction(store: Store) -> None:
    take(store, {WRITTEN[0], WRITTEN[5]})
    judged(store, "succeeds", WRITTEN[0], WRITTEN[5])
    with store.write() as tx:
        retract_document(tx, extraction({WRITTEN[0], WRITTEN[5]}).document.id)
    assert check(store) == []


def test_a_way_round_by_other_names_does_not_join(store: Store) -> None:
    take(store, set(WRITTEN[:2]))
    judged(store, "different", WRITTEN[0], WRITTEN[1])
    take(store, set(WRITTEN[:4]))
    of = clusters(read_judgements(store))
    assert of.get(key(WRITTEN[0]), key(WRITTEN[0])) != of.get(key(WRITTEN[1]), key(WRITTEN[1]))
    assert {of[key(w)] for w in WRITTEN[2:4]} <= {of.get(key(w), key(w)) for w in WRITTEN[:2]}


def test_withdrawing_it_gives_the_machine_back_its_say(store: Store) -> None:
    take(store, set(WRITTEN[:2]))
    judged(store, "different", WRITTEN[0], WRITTEN[1])
    never = next(j for j in read_judgements(store) if j.verdict == "different")
    undo(store, never.id, DAY)
    of = clusters(read_judgements(store))
    assert of[key(WRITTEN[0])] == of[key(WRITTEN[1])]
