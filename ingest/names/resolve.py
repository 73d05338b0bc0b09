"""Resolution 消歧: mentions to keys, and the judgements that follow from comparing new names with those already known.

A mention's key is made of its canonical name alone. That two keys mean one thing is never decided by rewriting a name: it is
a judgement, and unsure ones wait for a person.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.evidence import Mention
from graph.identity import Judgement, clusters, entity_key, standing
from graph.identity.log import read_judgements
from graph.store.interface import Store

from .blocks import COMPARED, KeptIndexes, candidates, prefixes
from .canonical import canonical_name
from .kinds import is_vague
from .match import match
from .text import plain

_FEW_PREFIXES = 24
"""Up to this many beginnings of names are read from the store one by one; beyond, all names are."""


_KEPT = KeptIndexes()
"""Of the graph that was resolved against last."""


@dataclass(slots=True)
class Resolution:
    """What the mentions of a document mean: each mention's key, new judgements, and the canonical name of each key."""

    keys: dict[Mention, str] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def resolve(mentions: Iterable[Mention], store: Store | None, on: dt.date | None = None) -> Resolution:
    """Resolve mentions against the names in the store (none where ``store`` is None); writes nothing.

    ``on`` dates the judgements (today by default). Pairs that were ever judged, withdrawn judgements included, are not
    judged again: what a person took back a machine does not bring back.
    """
    resolution = Resolution()
    labels: dict[str, str] = {}
    for mention in dict.fromkeys(mentions):
        name = canonical_name(mention)
        key = entity_key(mention.label, name)
        resolution.keys[mention] = key
        resolution.names[key] = name
        labels[key] = mention.label
    compared: dict[str, dict[str, str]] = defaultdict(dict)
    for key, label in labels.items():
        if label in COMPARED:
            compared[label][key] = resolution.names[key]
    if not compared:
        return resolution
    held = read_judgements(store) if store is not None else []
    judged = {j.pair for j in held}
    for label, names in sorted(compared.items()):
        known, whole = _known(store, label, names, held) if store is not None else ({}, False)
        fresh = {key: name for key, name in names.items() if key not in known}
        if fresh:
            resolution.judgements += _compare(label, fresh, known, judged, on or dt.date.today(), _KEPT if whole else None)
    return resolution


def _known(store: Store, label: str, names: dict[str, str], held: list[Judgement]) -> tuple[dict[str, str], bool]:
    """Keys already in the store or in its judgements, with their names: all that the fresh ones may be compared with, and
    whether they are all of the label."""
    known: dict[str, str] = {}
    for j in held:
        if j.label == label:
            known[j.left], known[j.right] = j.left_name, j.right_name
    present = store.existing_ids(label, [key for key in names if key not in known])
    known.update({key: names[key] for key in present})
    fresh = [name for key, name in names.items() if key not in known]
    if not fresh:
        return known, False
    begin = prefixes(fresh)
    whole = label != "Organ" or len(begin) > _FEW_PREFIXES
    if not whole:
        rows = store.read(
            "UNWIND $begin AS begin MATCH (n:Organ) WHERE n.name STARTS WITH begin RETURN n.id AS id, n.name AS name",
            {"begin": begin},
        )
    else:
        rows = store.read(f"MATCH (n:`{label}`) RETURN n.id AS id, n.name AS name")
    for row in rows:
        known.setdefault(row["id"], row["name"])
    return known, whole


def _compare(
    label: str, fresh: dict[str, str], known: dict[str, str], judged: set[tuple[str, str]], on: dt.date, kept: KeptIndexes | None
) -> list[Judgement]:
    found: list[Judgement] = []
    names = {**known, **fresh}
    for left, right in candidates(label, fresh, known, kept):
        if label == "Organ" and (is_vague(names[left]) or is_vague(names[right])):
            continue
        if (min(left, right), max(left, right)) in judged:
            continue
        decision = match(names[left], names[right], label)
        if decision.verdict != "different":
            younger = ""
            if decision.verdict == "succeeds":
                younger = left if plain(names[left]) == decision.successor else right
            found.append(
                Judgement(
                    left,
                    right,
                    names[left],
                    names[right],
                    label,
                    decision.verdict,
                    decision.score,
                    decision.reason,
                    on=on,
                    successor=younger,
                )
            )
    return sorted(found, key=lambda j: j.id)


def review(store: Store) -> list[Judgement]:
    """Judgements that wait for a person 待审; the highest score first. See :func:`waiting.waiting` for what they would change."""
    return waiting_of(read_judgements(store))


def waiting_of(held: list[Judgement]) -> list[Judgement]:
    """Of all judgements, the machine's doubts and successions, standing and not settled by others; the highest score first."""
    of = clusters(held)
    found = [
        j
        for j in standing(held).values()
        if j.verdict in ("unsure", "succeeds") and not j.by_person and of.get(j.left, j.left) != of.get(j.right, j.right)
    ]
    return sorted(found, key=lambda j: (-j.score, j.left_name, j.right_name, j.id))
