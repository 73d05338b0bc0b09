"""Claims with verdicts: hand-checked facts that were found, and others judged by reading (``judged_claims.csv``)."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from ingest.notices import calibration as c
from ingest.notices.extract import families, read_text
from ingest.notices.grammar import grammar
from ingest.notices.jsonl import RELATION_OF
from ingest.notices.model import Found

VERDICTS = Path(__file__).with_name("judged_claims.csv")
ELSEWHERE = Path(__file__).with_name("judged_elsewhere.csv")
"""Verdicts on claims of other cities' texts, as counts by pattern and circumstance; the texts themselves are not ours to keep."""
DATA = Path(c.__file__).parent / "data" / "calibration.yaml"
HOME = 0.5
"""What a verdict on the texts that patterns were written on weighs beside one on another text."""
ENOUGH = 16
"""Verdicts on a pattern from which it is told apart by where the subject comes from."""
SHOWN = 12
"""Characters of an object in words that a verdict keeps, to tell it from others of its place."""


@dataclass(frozen=True)
class Judged:
    """A claim, whether it is right (None: nobody has said), and the hand-checked facts that it finds."""

    doc: str
    claim: Found
    right: bool | None
    finds: frozenset[int]


@dataclass(frozen=True)
class Tally:
    """How many claims of one pattern, read under the same circumstances, were right."""

    pattern: str
    family: str
    circumstances: tuple[str, ...]
    right: float
    judged: float


def elsewhere() -> list[Tally]:
    """The counts of ``judged_elsewhere.csv``."""
    with ELSEWHERE.open(encoding="utf-8", newline="") as file:
        return [
            Tally(r["pattern"], r["family"], tuple(r["circumstances"].split("+")), int(r["right"]), int(r["judged"]))
            for r in csv.DictReader(file)
        ]


def target(claim: Found) -> dict[str, Any]:
    if claim.object is not None:
        return {"type": claim.object.label, "name": claim.object.name}
    if claim.quantity is not None:
        return {"type": "Quantity", "value": claim.quantity.value}
    return {"type": "Date", "value": claim.date} if claim.date else {"type": "Text", "value": claim.text}


def key(doc: str, claim: Found) -> tuple[str, ...]:
    o = target(claim)
    said = str(o.get("name", o.get("value")))
    return (
        doc,
        str(claim.start),
        claim.relation,
        claim.subject.name,
        said if "name" in o or o["type"] != "Text" else said[:SHOWN],
    )


def verdicts() -> dict[tuple[str, ...], bool]:
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {
            (r["doc"], r["start"], r["relation"], r["subject"], r["object"]): r["verdict"] == "right"
            for r in csv.DictReader(file)
        }


def judge(texts: dict[str, str], scopes: dict[str, str], scorer: Any, gold: list[dict[str, Any]]) -> list[Judged]:
    """All claims of the texts with their verdicts."""
    known = verdicts()
    by_doc = defaultdict(list)
    for i, g in enumerate(gold):
        by_doc[g["doc"]].append((i, g))
    out = []
    for doc, text in texts.items():
        for claim in read_text(text, scopes[doc]):
            said = {
                "relation": RELATION_OF.get(claim.relation, claim.relation),
                "start": claim.start,
                "end": claim.end,
            }
            finds = frozenset(
                i
                for i, g in by_doc[doc]
                if scorer.FAMILY.get(said["relation"]) == scorer.FAMILY.get(g["relation"])
                and scorer.overlaps(g, said)
                and scorer.same_name(g["subject"]["name"], claim.subject.name)
                and scorer.same_object(g["object"], target(claim))
            )
            out.append(Judged(doc, claim, True if finds else known.get(key(doc, claim)), finds))
    return out


def judge_passages(scorer: Any) -> list[Judged]:
    """Claims of the passages that patterns are developed on (not of those kept unseen), with their verdicts."""
    from tests.notices.scoring import passages, rows

    own = passages("passages.yaml")
    out: list[Judged] = []
    for passage in own:
        gold, _ = rows([passage])
        out += judge({passage.id: passage.text}, {passage.id: passage.scope}, scorer, gold)
    return out


def calibrate(judged: list[Judged]) -> None:
    """Writes the calibration: right and judged by family and pattern, and the factor on errors by circumstance.

    Where patterns were written, they are right more often than elsewhere. What was judged there weighs `HOME`, other texts whole.
    """
    family_of = families()
    stated = {p.id: p.confidence for p in grammar().patterns}
    seen = {j.claim.pattern for j in judged}
    tallies = [t for t in elsewhere() if t.pattern in stated or t.pattern in seen]  # a pattern may be gone since
    for j in judged:
        if j.right is not None:
            family = family_of.get(j.claim.relation, "")
            tallies.append(Tally(j.claim.pattern, family, c.circumstances(j.claim), HOME * bool(j.right), HOME))
    by_family: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    by_pattern: dict[str, list[float]] = defaultdict(lambda: [0, 0])
    for t in tallies:
        for counts in (by_family[t.family], by_pattern[t.pattern]):
            counts[0] += t.right
            counts[1] += t.judged
    for pattern in [k for k, v in by_pattern.items() if v[1] >= ENOUGH]:
        by_origin: dict[str, list[float]] = defaultdict(lambda: [0, 0])
        for t in tallies:
            if t.pattern == pattern:
                by_origin[t.circumstances[0]][0] += t.right
                by_origin[t.circumstances[0]][1] += t.judged
        by_pattern.update({f"{pattern}/{k}": v for k, v in by_origin.items() if len(by_origin) > 1 and v[1] >= ENOUGH / 2})
    measured = c.Calibration(
        {k: (v[0], v[1]) for k, v in by_family.items()}, {k: (v[0], v[1]) for k, v in by_pattern.items()}, {}
    )
    wrong: dict[str, float] = defaultdict(float)
    expected: dict[str, float] = defaultdict(float)
    for t in tallies:
        error = 1 - c.base(measured, t.pattern, t.family, stated.get(t.pattern, 0.9))
        for name in t.circumstances:
            wrong[name] += t.judged - t.right
            expected[name] += t.judged * error
    factors = {name: round(min(4.0, max(0.4, (wrong[name] + 1) / (expected[name] + 1))), 2) for name in sorted(expected)}
    data = {
        "families": {k: [round(n, 2) for n in by_family[k]] for k in sorted(by_family)},
        "patterns": {k: [round(n, 2) for n in by_pattern[k]] for k in sorted(by_pattern)},
        "circumstances": factors,
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
    DATA.write_text(
        "# Right and judged claims by family and pattern, and factors on the share of errors, written by bench.claims.\n"
        f"# Those of the texts that patterns were written on weigh {HOME} each.\n" + text,
        encoding="utf-8",
    )


def reliability(judged: list[Judged], gold: int) -> str:
    """A table: by stated confidence how many were right; by line, precision and recall above it."""
    lines = ["", "stated      judged  right  measured   | line   precision above  recall above (of hand-checked)"]
    known = [j for j in judged if j.right is not None]
    edges = [0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01]
    for low, high in pairwise(edges):
        here = [j for j in known if low <= j.claim.confidence < high]
        above = [j for j in known if j.claim.confidence >= low]
        facts = len(frozenset().union(*(j.finds for j in judged if j.claim.confidence >= low)))
        right = sum(bool(j.right) for j in here)
        measured = f"{right / len(here):.3f}" if here else "  -  "
        share = f"{sum(bool(j.right) for j in above) / len(above):.3f}" if above else "  -  "
        lines.append(
            f"{low:.2f}-{min(high, 1):.2f} {len(here):7d} {right:6d}   {measured}     | "
            f"{low:.2f}   {share}            {facts / gold:.3f}"
        )
    unmatched = [j for j in known if not j.finds]
    for name, line in (("all", 0.0), ("above the line", c.REVIEW_LINE)):
        own = [j for j in unmatched if j.claim.confidence >= line]
        if own:
            lines.append(
                f"unmatched claims judged, {name}: {sum(bool(j.right) for j in own)} of {len(own)} right "
                f"= {sum(bool(j.right) for j in own) / len(own):.3f}"
            )
    unjudged = sum(j.right is None for j in judged)
    lines.append(f"not judged: {unjudged}")
    return "\n".join(lines)
