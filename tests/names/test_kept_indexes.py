"""An index kept from document to document proposes the pairs that a new one would, whatever happens to the graph between."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import entity_key
from ingest.names.blocks import KeptIndexes, candidates


def _names() -> dict[str, str]:
    with (Path(__file__).parent / "pairs_fresh.csv").open(encoding="utf-8") as source:
        names = {name for row in csv.DictReader(source) for name in (row["a"], row["b"])}
    return {entity_key("Organ", name): name for name in sorted(names)}


NAMES = _names()
SOME = st.sets(st.sampled_from(sorted(NAMES)), max_size=12)
STEPS = st.lists(st.tuples(SOME, SOME, st.booleans()), max_size=6)


def pairs(fresh: set[str], held: set[str], kept: KeptIndexes | None) -> set[frozenset[str]]:
    found = candidates("Organ", {k: NAMES[k] for k in fresh}, {k: NAMES[k] for k in held}, kept)
    return {frozenset(pair) for pair in found}


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_a_kept_index_gives_what_a_new_one_does(steps: list[tuple[set[str], set[str], bool]]) -> None:
    kept, held = KeptIndexes(), set[str]()
    for fresh, gone, failed in steps:
        held -= gone  # retracted, or merged into others
        fresh = fresh - held
        assert pairs(fresh, held, kept) == pairs(fresh, held, None)
        if not failed:  # of a transaction that failed nothing is held
            held |= fresh


def test_a_growing_graph_is_indexed_once() -> None:
    kept, keys = KeptIndexes(), sorted(NAMES)
    pairs(set(keys[:20]), set(), kept)
    first = kept.taken("Organ", {k: NAMES[k] for k in keys[:20]})
    assert first is not None
    assert first.keys == keys[:20]
    kept.give_back(first)
    pairs(set(keys[20:30]), set(keys[:20]), kept)
    assert kept.taken("Organ", {k: NAMES[k] for k in keys[:30]}) is first


def test_a_name_that_changed_under_its_key_is_indexed_anew() -> None:
    kept, key = KeptIndexes(), min(NAMES)
    pairs({key}, set(), kept)
    assert kept.taken("Organ", {key: "别的名称"}) is None
