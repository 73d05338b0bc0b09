"""Keys 标识: a mention's canonical name becomes a key, and a node's id is one key of its cluster."""

from __future__ import annotations

from graph.evidence import digest


def entity_key(label: str, canonical_name: str) -> str:
    """The key of a canonical name under a label: ``organ-3f2a…`` (12 hexadecimal digits of SHA-256)."""
    return f"{label.lower()}-{digest(label, canonical_name, size=12)}"


def edge_id(type: str, source: str, target: str, *key: str) -> str:
    """The id of an edge, made of what tells it from parallel ones: ``HELD_BY:powergrant-…>organ-…``.

    Readable rather than hashed: it is computed for whole columns at once, and a person can read a foreign key in it.
    """
    return ":".join((type, f"{source}>{target}", *key))
