"""Laws of identity: order-free, reversible, and never over a standing “different”."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import MATCHER, Judgement, clusters, judge, left_out, standing

KEYS = [f"organ-{c}" for c in "abcdefg"]


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    left, right = draw(st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True))
    verdict = draw(st.sampled_from(["same", "same", "same", "different", "unsure"]))
    score = draw(st.sampled_from([0.5, 0.8, 0.9, 1.0]))
    by = draw(st.sampled_from([MATCHER, "王某"]))
    return Judgement(left, right, left, right, "Organ", verdict, score, "理由。", by, dt.date(2026, 1, 1), draw(st.booleans()))


LOGS = st.lists(judgements(), max_size=14)


@settings(max_examples=500, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_order_does_not_matter(log: list[Judgement], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(log)
    random.shuffle(shuffled)
    assert clusters(shuffled) == clusters(log)
    assert clusters([*log, *log]) == clusters(log)


@settings(max_examples=500, deadline=None)
@given(LOGS)
def test_never_the_same_is_honoured(log: list[Judgement]) -> None:
    of = clusters(log)
    for judgement in log:
        if judgement.verdict == "different" and not judgement.withdrawn:
            assert of.get(judgement.left, judgement.left) != of.get(judgement.right, judgement.right)


@settings(max_examples=500, deadline=None)
@given(LOGS, judgements())
def test_merge_then_withdraw_is_identity(log: list[Judgement], more: Judgement) -> None:
    assert clusters([*log, replace(more, withdrawn=True)]) == clusters(log)


@settings(max_examples=500, deadline=None)
@given(LOGS)
def test_clusters_are_what_the_judgements_say(log: list[Judgement]) -> None:
    of = clusters(log)
    members: dict[str, set[str]] = {}
    for key, representative in of.items():
        members.setdefault(representative, set()).add(key)
    for representative, keys in members.items():
        assert representative == min(keys)
        assert len(keys) > 1
        reached = {representative}
        joins = [j.pair for j in standing(log).values() if j.verdict == "same"]
        for _ in keys:
            reached |= {k for pair in joins if reached & set(pair) for k in pair if k in keys}
        assert reached == keys
    same = {j.pair for j in standing(log).values() if j.verdict == "same"}
    followed = {pair for pair in same if of.get(pair[0], pair[0]) == of.get(pair[1], pair[1])}
    assert {j.pair for j in left_out(log)} == same - followed
    if all(j.verdict == "same" for j in log if not j.withdrawn):
        assert same == followed


@settings(max_examples=500, deadline=None)
@given(LOGS)
def test_a_machine_joins_nothing_unsure_by_a_detour(log: list[Judgement]) -> None:
    machine = [j for j in log if not j.by_person]
    of = clusters(machine)
    for judgement in standing(machine).values():
        if judgement.verdict == "unsure":
            assert of.get(judgement.left, judgement.left) != of.get(judgement.right, judgement.right)


def test_the_stronger_judgement_wins_a_conflict() -> None:
    def say(left: str, right: str, verdict: str, score: float, by: str = MATCHER) -> Judgement:
        return Judgement(left, right, left, right, "Organ", verdict, score, "理由。", by)  # type: ignore[arg-type]

    weak, strong, never = say("a", "b", "same", 0.8), say("b", "c", "same", 0.9), say("a", "c", "different", 0.0)
    assert clusters([weak, strong, never]) == {"b": "b", "c": "b"}
    person = say("a", "b", "same", 0.8, "王某")
    assert clusters([person, strong, never]) == {"a": "a", "b": "a"}


def test_judgement_names_its_pair_the_same_way() -> None:
    one = Judgement("x-b", "x-a", "乙", "甲", "Organ", "same", 0.9, "理由。")
    other = Judgement("x-a", "x-b", "甲", "乙", "Organ", "same", 0.7, "别的理由。")
    assert (one.left, one.left_name, one.right, one.right_name) == ("x-a", "甲", "x-b", "乙")
    assert one.id == other.id
    assert judge(one, "different", "王某", dt.date(2026, 1, 1)).id != one.id
    with pytest.raises(ValueError, match="同一个"):
        Judgement("x-a", "x-a", "甲", "甲", "Organ", "same", 1.0, "理由。")
