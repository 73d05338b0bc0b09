"""How well names are matched: ``python bench/name_pairs.py [PAIRS.csv]`` (columns a, b, same) prints P, R, AUC and the errors."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

from ingest.names import match


def measure(pairs: list[tuple[str, str, int]]) -> tuple[float, float, float, list[str]]:
    """Precision, recall, area under the curve, and the wrong or undecided pairs."""
    results = [(match(a, b), a, b, same) for a, b, same in pairs]
    said = [same for m, _, _, same in results if m.verdict == "same"]
    positives = [m.score for m, _, _, same in results if same]
    negatives = [m.score for m, _, _, same in results if not same]
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    errors = [
        f"{m.verdict:9} {m.score:.2f} {'=' if same else '≠'} {a} | {b}：{m.reason}"
        for m, a, b, same in results
        if (m.verdict == "same") != bool(same) or (m.verdict == "unsure")
    ]
    precision = sum(said) / len(said) if said else 0.0
    return precision, sum(said) / max(len(positives), 1), wins / max(len(positives) * len(negatives), 1), errors


def read_pairs(path: Path) -> list[tuple[str, str, int]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["a"], row["b"], int(row["same"])) for row in csv.DictReader(file)]


if __name__ == "__main__":
    corpus = Path(os.environ.get("TIAOKUAI_CORPUS", Path(__file__).parents[2] / "shared"))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else corpus / "eval" / "org_pairs_dev.csv"
    p, r, auc, wrong = measure(read_pairs(target))
    print("\n".join(wrong))
    print(f"P {p:.4f}  R {r:.4f}  AUC {auc:.4f}")
