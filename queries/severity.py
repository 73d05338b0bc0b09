"""Severity 严重程度, 0 to 100: 100 × (0.35·L + 0.30·V + 0.20·D + 0.15·C), over the components that are known.

L is legal exposure (1.0 处罚可能无效或违法, 0.6 权责失配并可追责, 0.3 效率). V is the percentile of cases on the matter in
the area in the twelve months before. D is the percentile, among findings of the same kind, of the days that the pattern
has held. C is the share of comparable areas that do not show it. Unknown components are left out and the weights divided
by their sum, so that missing data neither raise nor lower a finding; the parts are always shown beside the total.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from .definition import Legal
from .finding import SeverityParts

WEIGHTS = (("legal", 0.35), ("volume", 0.30), ("duration", 0.20), ("outlier", 0.15))


def score(parts: SeverityParts) -> float:
    """The total of known parts, rounded to one decimal."""
    known: list[tuple[float, float]] = [
        (weight, value) for name, weight in WEIGHTS if (value := getattr(parts, name)) is not None
    ]
    return round(100 * sum(w * v for w, v in known) / sum(w for w, _ in known), 1)


def legal(rule: Legal, value: object) -> float:
    """The legal part: fixed, or by the value of the rule's column."""
    if not rule.column:
        return rule.fixed
    return dict(rule.values).get(str(value).lower() if isinstance(value, bool) else str(value), rule.fixed)


def percentile(ordered: Sequence[float], value: float) -> float:
    """The mid-rank of a value in a sorted sequence, 0 to 1: half of those equal count as below. Needs a non-empty sequence."""
    low, high = bisect_left(ordered, value), bisect_right(ordered, value)
    return round((low + high) / 2 / len(ordered), 4)


def outlier(showing: int, peers: int) -> float | None:
    """The share of comparable areas that do not show it; None where there is no other area to compare with."""
    return round(max(0, peers - showing) / (peers - 1), 4) if peers > 1 else None
