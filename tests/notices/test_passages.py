"""How much of what passages state is found: those that patterns were developed on, and those written before any run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.notices.calibration import REVIEW_LINE

from .scoring import missed, passages, rows

FLOORS = {"passages.yaml": 0.74, "unseen.yaml": 0.74}
"""Share of the stated claims that must be found; raise them with what is measured, never lower them."""


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_recall(name: str) -> None:
    gold, predicted = rows(passages(name))
    lost = missed(gold, predicted)
    assert 1 - len(lost) / len(gold) >= FLOORS[name], [(g["doc"], g["relation"], g["quote"]) for g in lost]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_line_leaves_most_of_it(name: str) -> None:
    """Few stated claims are found by readings that wait for a person only."""
    gold, predicted = rows(passages(name))
    above = [p for p in predicted if p["confidence"] >= REVIEW_LINE]
    assert all(("review" in p) == (p["confidence"] < REVIEW_LINE) for p in predicted)
    assert len(missed(gold, above)) <= len(missed(gold, predicted)) + 0.08 * len(gold)


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_scorer_agrees(name: str, corpus: Path, tmp_path: Path) -> None:
    """The rules of ``scoring`` are those of the evaluation's own scorer."""
    gold, predicted = rows(passages(name))
    paths = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    for path, lines in zip(paths, (gold, predicted), strict=True):
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in lines), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, str(corpus / "eval" / "score_claims.py"), *map(str, paths)], check=True, capture_output=True, text=True
    ).stdout
    assert f"{len(gold) - len(missed(gold, predicted))}/{len(gold)}" in said.splitlines()[-1].replace(" ", "")
