"""The tables of words: no word says two things."""

from __future__ import annotations

from collections import Counter

from ingest.names.vocabulary import AUX_VARIANTS, CORES, HEADS, RELATED, TEAMS


def test_no_variant_belongs_to_two_functions() -> None:
    counts = Counter(variant for _, _, variants in CORES for variant in dict.fromkeys(variants))
    assert [v for v, n in counts.items() if n > 1] == []
    assert len({key for key, _, _ in CORES}) == len(CORES)


def test_what_tables_refer_to_exists() -> None:
    keys = {key for key, _, _ in CORES}
    heads = {head for _, head in HEADS}
    assert {key for pair in RELATED for key in pair} <= keys
    assert {key for _, key in TEAMS} <= keys
    assert {head for head, _ in TEAMS} <= heads
    assert {v.split("@")[1] for _, _, variants in CORES for v in variants if "@" in v} <= heads
    assert "" not in AUX_VARIANTS
