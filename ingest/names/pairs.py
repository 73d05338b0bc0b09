"""Many pairs at once: a CSV of names in, a CSV of decisions out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

from .match import match


def match_pairs(source: TextIO, target: TextIO, label: str = "Organ", scope: str = "") -> int:
    """Decide every pair of a CSV with columns ``a`` and ``b``; write ``a,b,verdict,score,reason``. Returns how many.

    Raises ValueError, with one Chinese sentence, where a column is missing.
    """
    rows = csv.DictReader(source)
    missing = [c for c in ("a", "b") if c not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(f"名称对照表缺少列 {'、'.join(missing)}，第一行应有列名 a 和 b。")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("a", "b", "verdict", "score", "reason"))
    count = 0
    for count, row in enumerate(rows, start=1):
        a, b = row["a"] or "", row["b"] or ""
        decision = match(a, b, label, scope)
        writer.writerow((a, b, decision.verdict, f"{decision.score:.3f}", decision.reason))
    return count


def match_lines(pairs: Iterable[tuple[str, str]], label: str = "Organ", scope: str = "") -> str:
    """:func:`match_pairs` of pairs in memory, as CSV text."""
    source, target = io.StringIO(newline=""), io.StringIO(newline="")
    writer = csv.writer(source, lineterminator="\n")
    writer.writerow(("a", "b"))
    writer.writerows(pairs)
    source.seek(0)
    match_pairs(source, target, label, scope)
    return target.getvalue()
