"""A person's judgements on a real store: the graph follows, successions are edges with evidence, and “different” is for good."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from graph.identity import clusters, entity_key
from graph.identity.log import read_judgements
from graph.store import Store
from graph.store.check import check
from ingest.names import resolve, review
from ingest.names.decide import JudgementError, decide, undo
from ingest.names.waiting import waiting
from ingest.pipeline import Options, ingest

DAY = dt.date(2026, 11, 22)
OLD, NEW = entity_key("Organ", "闵行区环保局"), entity_key("Organ", "闵行区生态环境局")


def notice(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(["闵行区工作情况通报", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def told(store: Store, tmp_path: Path) -> Store:
    """A graph in which two names wait: one of before 2018 and one of after, and a doubtful pair with fewer statements."""
    roster = tmp_path / "机构编制名册.csv"
    roster.write_text(
        "机构名称,机构类别,编制数,隶属机构\n区环保局,条线部门,30,区政府\n区生态环境局,条线部门,40,区政府\n区水务局,条线部门,20,\n区水利局,条线部门,20,\n",
        encoding="utf-8",
    )
    done = ingest(store, [roster], Options(scope="上海市闵行区"))
    assert done[0].status == "done", done[0].message
    return store


def pair(store: Store, *names: str) -> str:
    return next(w.judgement.id for w in waiting(store) if {w.judgement.left_name, w.judgement.right_name} == set(names))


def successions(store: Store) -> list[tuple[str, str]]:
    rows = store.read("MATCH (a:Organ)-[r:SUCCEEDS]->(b:Organ) RETURN a.id AS a, b.id AS b, r.evidence AS evidence")
    assert all(r["evidence"] for r in rows)
    return [(r["a"], r["b"]) for r in rows]


def test_a_succession_waits_and_becomes_an_edge(told: Store) -> None:
    proposed = next(j for j in review(told) if {j.left, j.right} == {OLD, NEW})
    assert (proposed.verdict, proposed.successor) == ("succeeds", NEW)
    assert successions(told) == []
    decide(told, proposed.id, "succeeds", "王某", DAY)
    assert successions(told) == [(NEW, OLD)]
    assert clusters(read_judgements(told)) == {}
    assert check(told) == []
    text = told.read("MATCH (p:Passage)-[:IN_DOCUMENT]->(d:Document {kind: 'judgement'}) RETURN p.quote AS quote")
    assert "王某" in text[0]["quote"]
    mine = next(j for j in read_judgements(told) if j.by == "王某")
    undo(told, mine.id, DAY)
    assert successions(told) == []
    assert told.read("MATCH (d:Document {kind: 'judgement'}) RETURN d.id AS id") == []
    assert check(told) == []


def test_the_queue_is_ranked_by_what_would_change(told: Store) -> None:
    ranked = waiting(told)
    assert [w.changes.edges + w.changes.claims for w in ranked] == sorted(
        (w.changes.edges + w.changes.claims for w in ranked), reverse=True
    )
    assert {ranked[0].judgement.left, ranked[0].judgement.right} == {OLD, NEW}
    assert ranked[0].changes.nodes == 2
    assert ranked[0].changes.edges > ranked[-1].changes.edges


def test_same_joins_and_withdrawing_parts_again(told: Store) -> None:
    before = told.counts()
    mine = decide(told, pair(told, "闵行区水务局", "闵行区水利局"), "same", "王某", DAY, reason="更名而已")
    assert "更名而已" in mine.reason
    assert told.counts()["Organ"] == before["Organ"] - 1
    undo(told, mine.id, DAY)
    after = told.counts()
    assert {**after, "Judgement": 0} == {**before, "Judgement": 0}


def test_different_is_for_good(told: Store) -> None:
    number = pair(told, "闵行区水务局", "闵行区水利局")
    never = decide(told, number, "different", "王某", DAY)
    for verdict in ("same", "succeeds", "unsure"):
        with pytest.raises(JudgementError) as refused:
            decide(told, number, verdict, "李某", DAY)  # type: ignore[arg-type]
        assert refused.value.code == "STANDS"
        assert never.id in str(refused.value)
    assert clusters(read_judgements(told)) == {}
    undo(told, never.id, DAY)
    decide(told, number, "same", "李某", DAY)
    assert len(set(clusters(read_judgements(told)).values())) == 1


def test_a_change_of_mind_takes_the_earlier_judgement_back(told: Store) -> None:
    number = pair(told, "闵行区环保局", "闵行区生态环境局")
    decide(told, number, "same", "王某", DAY)
    assert clusters(read_judgements(told)) != {}
    decide(told, number, "succeeds", "李某", DAY)
    assert clusters(read_judgements(told)) == {}
    assert successions(told) == [(NEW, OLD)]


def test_direction_must_be_known(told: Store) -> None:
    number = pair(told, "闵行区水务局", "闵行区水利局")
    with pytest.raises(JudgementError) as refused:
        decide(told, number, "succeeds", "王某", DAY)
    assert refused.value.code == "BAD_INPUT"
    younger = entity_key("Organ", "闵行区水务局")
    decide(told, number, "succeeds", "王某", DAY, successor=younger)
    assert [a for a, _ in successions(told)] == [younger]


def test_unknown_judgements_are_refused(told: Store) -> None:
    with pytest.raises(JudgementError) as refused:
        decide(told, "judgement-0", "same", "王某", DAY)
    assert refused.value.code == "NOT_FOUND"
    assert resolve([], told).judgements == []
