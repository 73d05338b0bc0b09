"""Contributions 来源贡献: what each document said of one node or edge, and the fold that makes the row of them.

A row is a fold of its contributions. Adding a document adds one, retracting it removes one, merging and un-merging names
regroups them by key: every change is the same fold over another set, so nothing needs an undo of its own.

Most rows come from one document under their own key. For these the column ``contributions`` is empty, and the one
contribution is read back from the row itself; that keeps bulk loads as cheap as the rows are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from graph.evidence import Value
from graph.ontology import ONTOLOGY

AUTHORITY_RANK: dict[str, int] = {
    term.value: rank for rank, term in enumerate(next(v for v in ONTOLOGY.vocabularies if v.name == "Authority").terms)
}
"""Lower is stronger: statute text, published list, official notice, report or article (ontology rule 7)."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the fold needs to know of a document: its authority, and its dates as ISO strings ("" where unknown).

    ``part`` is the proposal that a person accepted, where one claim was added to what the document said by itself; so the
    decision can be taken back alone.
    """

    document: str
    authority: str
    issued_on: str
    known_from: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one document said of one node (``keys`` holds one key) or edge (``keys`` holds source and target key)."""

    source: Source
    keys: tuple[str, ...]
    facts: Mapping[str, Value] = field(default_factory=dict)
    passages: tuple[str, ...] = ()

    @property
    def strength(self) -> tuple[int, str, str, str, tuple[str, ...]]:
        """Sort key, strongest first: authority, then the newer document, then names so that the order is total."""
        newest_first = "".join(chr(0x10FFFF - ord(c)) for c in self.source.issued_on) or "\U0010ffff" * 10
        return (AUTHORITY_RANK.get(self.source.authority, 99), newest_first, self.source.document, self.source.part, self.keys)


def fold(contributions: Iterable[Contribution]) -> dict[str, Any]:
    """The row of these contributions: for each property the strongest value, all passages, the earliest knowledge.

    The result does not depend on the order of ``contributions``. It has the keys ``evidence``, ``known_from`` and every
    property that some contribution gives; ``contributions`` holds the encoded input.
    """
    ordered = sorted(contributions, key=lambda c: c.strength)
    row: dict[str, Any] = {}
    for contribution in ordered:
        for name, value in contribution.facts.items():
            if value is not None and name not in row:
                row[name] = value
    row["evidence"] = sorted({p for c in ordered for p in c.passages})
    known = [c.source.known_from for c in ordered if c.source.known_from]
    row["known_from"] = dt.date.fromisoformat(min(known)) if known else None
    row["contributions"] = encode(ordered)
    return row


def encode(contributions: Iterable[Contribution]) -> str:
    """Contributions as JSON, in a fixed order."""
    return orjson.dumps(
        [
            {
                "d": c.source.document,
                "a": c.source.authority,
                "i": c.source.issued_on,
                "t": c.source.known_from,
                "k": list(c.keys),
                "f": dict(c.facts),
                "p": list(c.passages),
                **({"c": c.source.part} if c.source.part else {}),
            }
            for c in sorted(contributions, key=lambda c: c.strength)
        ],
        option=orjson.OPT_SORT_KEYS,
    ).decode()


def decode(text: str, date_properties: frozenset[str]) -> list[Contribution]:
    """Contributions out of their JSON; ``date_properties`` names the facts that are dates."""
    return [
        Contribution(
            Source(item["d"], item["a"], item["i"], item["t"], item.get("c", "")),
            tuple(item["k"]),
            {k: dt.date.fromisoformat(v) if k in date_properties and isinstance(v, str) else v for k, v in item["f"].items()},
            tuple(item["p"]),
        )
        for item in orjson.loads(text)
    ]
