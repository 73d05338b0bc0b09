"""Pairs written afresh: half of them before the rules saw them, and never used to change a rule."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.names import match


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [("pairs_fresh.csv", 0.99, 0.95), ("pairs_more.csv", 0.99, 0.92), ("pairs_unseen.csv", 0.99, 0.9)],
)
def test_fresh_pairs(file: str, precision: float, recall: float) -> None:
    with (Path(__file__).parent / file).open(encoding="utf-8") as source:
        rows = [(match(r["a"], r["b"]).verdict == "same", r["same"] == "1") for r in csv.DictReader(source)]
    said = [same for verdict, same in rows if verdict]
    assert sum(said) / len(said) >= precision
    assert sum(said) / sum(same for _, same in rows) >= recall
