"""Words of organisation names 机构名称用词, read from ``data/names.yaml``, where each list is explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_DATA: dict[str, Any] = yaml.load(  # CSafeLoader: as safe, ten times as fast
    (Path(__file__).parent / "data" / "names.yaml").read_text(encoding="utf-8"),
    Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
)


def _words(key: str) -> tuple[str, ...]:
    return tuple(_DATA[key].split())


def _pairs(key: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in _DATA[key])


CORES: tuple[tuple[str, str, tuple[str, ...]], ...] = tuple(
    (e["key"], e["line"], tuple(e["variants"].split())) for e in _DATA["cores"]
)
"""Functions: key, line 条线, variants."""

RELATED = _pairs("related")
"""Keys that reforms split, renamed or joined."""

UNSETTLED = _pairs("unsettled")
"""Variants of one key that two bodies may go by."""

HEADS: tuple[tuple[str, str], ...] = tuple(
    (written, head) for head, variants in _DATA["heads"].items() for written in variants.split()
)
"""Ways of writing a head, and the head."""

HEADS_ALIKE = _pairs("heads_alike")
HEADS_CLOSE = _pairs("heads_close")
PLAIN_HEADS = frozenset(_words("plain_heads"))
NAMED_BY_PLACE = frozenset(_words("named_by_place"))
PLACE_FILLERS = _words("place_fillers")
FILLERS = frozenset(_words("fillers"))
WORDS: tuple[str, ...] = tuple(sorted(set(_words("words")), key=lambda w: (-len(w), w)))
FOREIGN_HEADS = frozenset(_words("foreign_heads"))
NATIONAL = _words("national")
COMMON_PLACES = frozenset(_words("common_places"))
INNER: tuple[tuple[str, str], ...] = tuple(_DATA["inner"].items())

TEAMS: dict[tuple[str, str], str] = {
    (head, key): entry["kind"] for entry in _DATA["teams"] for head in entry["heads"].split() for key in entry["keys"].split()
}
"""(head, key of core) → kind of team."""

AUX_VARIANTS: dict[str, str] = {variant: kind for kind, variants in _DATA["aux_kinds"].items() for variant in variants.split()}
"""Ways of writing a kind of auxiliary team → the kind."""
