"""Many against many: the same decisions as two by two, blocking that loses none of them, and one process or several alike."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import explain, match, match_many, parse
from ingest.names.blocks import NameIndex
from ingest.names.many import SHARE, MatchColumns, Matcher
from ingest.names.text import plain

HERE = Path(__file__).parent


def pairs(file: str) -> list[tuple[str, str]]:
    with (HERE / file).open(encoding="utf-8") as source:
        return [(row["a"], row["b"]) for row in csv.DictReader(source)]


ALL = pairs("pairs.csv") + pairs("pairs_fresh.csv")
NAMES = sorted({name for pair in ALL for name in pair})


@pytest.mark.parametrize(("a", "b"), [p for p in ALL if match(*p).verdict in ("same", "succeeds")])
def test_blocking_keeps_what_the_rules_join(a: str, b: str) -> None:
    assert NameIndex("Organ", [plain(b)]).candidates(plain(a)) == [0]
    assert NameIndex("Organ", [plain(a)]).candidates(plain(b)) == [0]


def test_blocking_of_many_keeps_names_with_places() -> None:
    placed = [plain(n) for n in NAMES if parse(n).places]
    index = NameIndex("Organ", [plain(n) for n in NAMES])
    for a in placed:
        found = {index.names[at] for at in index.candidates(a)}
        assert {b for b in placed if match(a, b).verdict in ("same", "succeeds")} <= found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=8), st.lists(st.sampled_from(NAMES), max_size=8), st.integers(1, 3))
def test_columns_say_what_pairs_say(names: list[str], against: list[str], limit: int) -> None:
    found = match_many(names, against, limit=limit)
    assert len({len(c) for c in (found.rows, found.found, found.verdicts, found.scores, found.reasons)}) == 1
    assert found.rows == sorted(found.rows)
    for row, at, verdict, score in zip(found.rows, found.found, found.verdicts, found.scores, strict=True):
        one = match(names[row], against[at])
        assert (verdict, score) == (one.verdict, one.score)
        assert found.rows.count(row) <= limit
    for row, name in enumerate(names):
        same = {at for at, other in enumerate(against) if plain(other) == plain(name)}
        first = [at for r, at in zip(found.rows, found.found, strict=True) if r == row][:1]
        assert not same or first[0] in same or match(name, against[first[0]]).score == 1.0


def test_scope_settles_bare_names_on_both_sides() -> None:
    found = match_many(["区水务局", "莘庄水务站"], ["闵行区水务局", "徐汇区水务局", "莘庄镇水务站"], scope="上海市闵行区")
    assert (found.rows, found.found, found.verdicts) == ([0, 1], [0, 2], ["same", "same"])


def test_nothing_against_nothing() -> None:
    assert len(match_many([], [])) == 0
    assert len(match_many(["", " ", "区水务局"], [])) == 0
    assert len(match_many(["区水务局"], ["", "\u200b"])) == 0


def test_several_processes_say_the_same() -> None:
    names = [f"闵行区莘庄镇第{n}网格水务站" for n in range(2 * SHARE)] + NAMES
    against = [*NAMES, "闵行区莘庄镇水务站"]
    assert _lines(match_many(names, against, processes=2)) == _lines(match_many(names, against))


def _lines(found: MatchColumns) -> list[tuple[object, ...]]:
    return list(zip(found.rows, found.found, found.verdicts, found.scores, found.reasons, strict=True))


def test_a_name_alike_is_found_though_its_kind_is_not_known() -> None:
    matcher = Matcher(["某某某某", "闵行区水务局"])
    assert matcher.best("某某 某某")[0][0][1].verdict == "same"


@pytest.mark.parametrize(("a", "b"), ALL)
def test_every_decision_has_its_steps(a: str, b: str) -> None:
    said = explain(a, b)
    assert said.decision == match(a, b)
    names = [s.name for s in said.steps]
    assert said.lines[-1].startswith("结论：")
    assert said.decision.reason in said.lines[-1]
    if plain(a) != plain(b):
        assert "泛称" in names or {"地名", "层级", "机构类别", "核心词", "否决", "得分"} <= set(names)
    if said.decision.verdict == "succeeds":
        assert any("改革" in n for n in names)
    if said.decision.verdict == "same":
        assert all("否决，" not in s.outcome for s in said.steps)
