"""Search by name 名称检索: the statement both engines run, so that they agree on what is found and in which order."""

from __future__ import annotations

from .interface import Row

_ORDER = (
    "RETURN n.id AS id, n.name AS name, "
    "CASE WHEN toLower(n.name) = $text THEN 0 WHEN toLower(n.name) STARTS WITH $text THEN 1 ELSE 2 END AS place, "
    "size(n.name) AS length "
    "ORDER BY place, length, name, id LIMIT $limit"
)

SCAN = "MATCH (n:{label}) WHERE toLower(n.name) CONTAINS $text " + _ORDER
"""Looks at every name of a label: 13 to 20 ms for 100,000 names on ladybug."""

INDEXED = (
    "CALL db.index.fulltext.queryNodes($index, $phrase) YIELD node AS n WITH n WHERE toLower(n.name) CONTAINS $text " + _ORDER
)
"""Neo4j's full-text index proposes, the same condition decides."""


def found(rows: list[Row]) -> list[Row]:
    """Rows of either statement without the columns that only order them."""
    return [{"id": row["id"], "name": row["name"]} for row in rows]
