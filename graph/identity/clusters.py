"""Clusters 同一体: which keys mean one thing, as follows from the standing judgements, in whatever order they came.

Of several standing judgements on one pair, ``different`` wins until it is withdrawn, whoever said it; then a person's over a
machine's; then ``succeeds``, ``same``, ``unsure``. Sameness is joined strongest first (a person's before a machine's, then by
score). A join that would put two keys judged ``different``, or that a person called predecessor and successor, into one
cluster is left out; so is a machine's that would join a pair still ``unsure``, or followed by the other, by a detour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .judgements import Judgement

_WINS = {"different": 0, "succeeds": 1, "same": 2, "unsure": 3}


def standing(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The judgement that counts for each pair; withdrawn ones do not."""
    held: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        if judgement.withdrawn:
            continue
        other = held.get(judgement.pair)
        if other is None or _order(judgement) < _order(other):
            held[judgement.pair] = judgement
    return held


def _order(j: Judgement) -> tuple[bool, bool, int, float, str]:
    return j.verdict != "different", not j.by_person, _WINS[j.verdict], -j.score, j.id


def clusters(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Key → representative key, for the keys of clusters of two and more. The representative is the smallest key."""
    held = standing(judgements)
    never: dict[str, set[str]] = defaultdict(set)
    unsettled: dict[str, set[str]] = defaultdict(set)
    for (left, right), judgement in held.items():
        if judgement.verdict != "same":
            for_ever = judgement.verdict == "different" or (judgement.verdict == "succeeds" and judgement.by_person)
            for apart in (never, unsettled) if for_ever else (unsettled,):
                apart[left].add(right)
                apart[right].add(left)
    of: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    for judgement in sorted((j for j in held.values() if j.verdict == "same"), key=_order):
        left, right = of.get(judgement.left, judgement.left), of.get(judgement.right, judgement.right)
        if left == right:
            continue
        one, other = members.get(left, {left}), members.get(right, {right})
        apart = never if judgement.by_person else unsettled
        if any(not apart[key].isdisjoint(other) for key in one if key in apart):
            continue
        joined = one | other
        members.pop(left, None)
        members.pop(right, None)
        name = min(left, right)
        members[name] = joined
        of.update(dict.fromkeys(joined, name))
    return of


def left_out(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Standing ``same`` judgements that the clusters do not follow, because they would join what was not judged the same."""
    held = standing(judgements)
    of = clusters(held.values())
    return sorted(
        (j for j in held.values() if j.verdict == "same" and of.get(j.left, j.left) != of.get(j.right, j.right)),
        key=lambda j: j.pair,
    )
