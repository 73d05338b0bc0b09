"""Calibration 置信度校准: the confidence of a claim is the measured precision of its pattern, less what makes it unsure.

``data/calibration.yaml`` holds, for each family and pattern, how many of its judged claims were right
(``bench/judged_claims.csv``, ``bench/judged_elsewhere.csv``, and the hand-checked facts that were found), and by how much
each circumstance multiplies the share of errors. ``python -m bench.claims … --calibrate`` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .lexicon import load_yaml
from .model import Found

REVIEW_LINE = 0.8
"""Claims of less confidence wait for a person.

The lowest line above which at least 95 of 100 judged claims are right while at least 85 of 100 hand-checked facts are found
above it; the reliability table that ``--calibrate`` prints shows both for other lines.
"""

WEIGHT = 4.0
"""How many claims the prior (the family's precision, and what the pattern's author states) counts for."""
LONG_TEXT = 60
"""Characters of words as an object, from which they may run on too far or be cut."""
LONG_QUOTE = 110
"""Characters of a quotation, from which subject and object may stand too far apart."""

_NEAR = frozenset(
    [
        "place",
        "listing",
        "model",
        "model_here",
        "founded",
        "here",
        "group",
        "its",
        "inner",
        "scheme",
        "instrument",
        "cited",
        "before",
        "person",
    ]
)
_SPOKEN_OF = frozenset(("topic", "owner", "matter", "powers"))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Right and judged claims by family and by pattern, and the factor on errors by circumstance."""

    families: Mapping[str, tuple[float, float]]
    patterns: Mapping[str, tuple[float, float]]
    factors: Mapping[str, float]


def origin(claim: Found) -> str:
    """Where a claim's subject comes from: its own form, a place near by, what is spoken of, or the text at large."""
    source = claim.via.partition("/")[0]
    if not source or (len(source) < 3 and source[:1].isupper()):
        return "form"
    if source in _NEAR or source.startswith("'"):
        return "near"
    return "spoken_of" if source in _SPOKEN_OF else "context"


def circumstances(claim: Found) -> tuple[str, ...]:
    """What makes a claim less sure: where its subject comes from, and how long its words and its quotation are."""
    out = [origin(claim)]
    if len(claim.text) > LONG_TEXT:
        out.append("long_text")
    if claim.end - claim.start > LONG_QUOTE:
        out.append("long_quote")
    return tuple(out)


def base(calibration: Calibration, pattern: str, family: str, stated: float) -> float:
    """The precision of a pattern, drawn towards its family's and what its author states as far as few were judged."""
    right, judged = calibration.families.get(family, (0, 0))
    of_family = (right + 9) / (judged + 10)
    right, judged = calibration.patterns.get(pattern, (0, 0))
    return (right + WEIGHT * (of_family + stated) / 2) / (judged + WEIGHT)


def confidence(calibration: Calibration, claim: Found, family: str) -> float:
    """The confidence of a claim, 0.05 to 0.99. A pattern that was judged enough by origin is taken by it: ``count.any/near``."""
    told = circumstances(claim)
    pattern = f"{claim.pattern}/{told[0]}"
    if pattern in calibration.patterns:
        told = told[1:]
    else:
        pattern = claim.pattern
    error = 1 - base(calibration, pattern, family, claim.confidence)
    for name in told:
        error *= calibration.factors.get(name, 1.0)
    return round(min(0.99, max(0.05, 1 - error)), 2)


def calibrated(found: Iterable[Found], family_of: Mapping[str, str]) -> list[Found]:
    """Claims with their calibrated confidence. ``family_of`` says a relation's family."""
    data = calibration()
    known: dict[tuple[object, ...], float] = {}
    out = []
    for c in found:
        key = (c.pattern, c.relation, c.confidence, c.via, len(c.text) > LONG_TEXT, c.end - c.start > LONG_QUOTE)
        if key not in known:
            known[key] = confidence(data, c, family_of.get(c.relation, ""))
        out.append(c.sure(known[key]))
    return out


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """What was measured."""
    return read(load_yaml("ingest.notices.data", "calibration.yaml"))


def read(data: Mapping[str, Any]) -> Calibration:
    """A calibration out of its data file."""
    return Calibration(
        {name: (float(v[0]), float(v[1])) for name, v in data["families"].items()},
        {name: (float(v[0]), float(v[1])) for name, v in data["patterns"].items()},
        {name: float(v) for name, v in data["circumstances"].items()},
    )
