"""A graph as plain values, so that two can be compared whole: nodes, edges, every property, and what each source said."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from graph.ontology import ONTOLOGY
from graph.store.interface import Store


def dump(store: Store) -> dict[str, list[str]]:
    """Rows as JSON by label, and by type and pair of labels, in order. Sets (evidence) are put in order."""
    found: dict[str, list[str]] = {}
    for label in ONTOLOGY.labels:
        rows = [_row(r) for batch in store.nodes(label.name) for r in batch.to_pylist()]
        if rows:
            found[label.name] = sorted(rows)
    for relationship in ONTOLOGY.relationships:
        for source, target in relationship.pairs:
            rows = [_row(r) for batch in store.edges(relationship.name, source, target) for r in batch.to_pylist()]
            if rows:
                found[f"{source}-{relationship.name}-{target}"] = sorted(rows)
    return found


def difference(left: dict[str, list[str]], right: dict[str, list[str]], most: int = 5) -> list[str]:
    """Where two dumps differ, some examples of each place."""
    told = []
    for place in sorted({*left, *right}):
        a, b = set(left.get(place, ())), set(right.get(place, ()))
        told += [f"{place} only left: {row}" for row in sorted(a - b)[:most]]
        told += [f"{place} only right: {row}" for row in sorted(b - a)[:most]]
    return told


def _row(row: dict[str, Any]) -> str:
    values = {name: _plain(value) for name, value in row.items() if value not in (None, "")}
    if row.get("evidence"):
        values["evidence"] = sorted(row["evidence"])
    if row.get("contributions"):
        said = json.loads(row["contributions"])
        for one in said:
            one["p"] = sorted(one["p"])
        values["contributions"] = sorted(said, key=json.dumps)
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
