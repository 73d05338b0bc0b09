"""Pairs written afresh. Of the first three files half were written before the rules saw them, and no rule was widened for them.

The last three, of offices, of second signs and misread names, and of many provinces, were written before, then used to widen
the rules: they say what must not be lost, not how well unseen names are matched.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.names import match


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [
        ("pairs_fresh.csv", 0.99, 0.95),
        ("pairs_more.csv", 0.99, 0.92),
        ("pairs_unseen.csv", 0.99, 0.9),
        ("pairs_offices.csv", 0.99, 0.95),
        ("pairs_signs.csv", 0.99, 0.95),
        ("pairs_provinces.csv", 0.95, 0.93),
    ],
)
def test_fresh_pairs(file: str, precision: float, recall: float) -> None:
    with (Path(__file__).parent / file).open(encoding="utf-8") as source:
        rows = [(match(r["a"], r["b"]).verdict == "same", r["same"] == "1") for r in csv.DictReader(source)]
    said = [same for verdict, same in rows if verdict]
    assert sum(said) / len(said) >= precision
    assert sum(said) / sum(same for _, same in rows) >= recall
