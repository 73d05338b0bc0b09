"""Many pairs at once: a CSV of names in, a CSV of decisions out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from .match import match


def match_pairs(path: Path, label: str = "Organ", scope: str = "") -> str:
    """Decide every pair of a CSV file with columns ``a`` and ``b``: CSV text ``a,b,verdict,score,reason``.

    UTF-8 with or without BOM, or GB18030. Raises ValueError, with one Chinese sentence, where it cannot be read or lacks a
    column.
    """
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return match_rows(io.StringIO(data.decode(encoding), newline=""), label, scope)
        except UnicodeDecodeError:
            continue
    raise ValueError(f"“{path.name}”既不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8 的 CSV。")


def match_rows(source: TextIO, label: str = "Organ", scope: str = "") -> str:
    """:func:`match_pairs` of an open CSV."""
    rows = csv.DictReader(source)
    missing = [c for c in ("a", "b") if c not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(f"名称对照表缺少列 {'、'.join(missing)}，第一行应有列名 a 和 b。")
    return decisions(((row["a"] or "", row["b"] or "") for row in rows), label, scope)


def decisions(pairs: Iterable[tuple[str, str]], label: str = "Organ", scope: str = "") -> str:
    """Decisions on pairs of names as CSV text."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("a", "b", "verdict", "score", "reason"))
    for a, b in pairs:
        if not a.strip() or not b.strip():
            writer.writerow((a, b, "unsure", "0.000", "名称为空，无从判断。"))
            continue
        decision = match(a, b, label, scope)
        writer.writerow((a, b, decision.verdict, f"{decision.score:.3f}", decision.reason))
    return target.getvalue()
