"""A small graph of random but repeatable content, and the same content as plain rows to check answers against."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from graph.ontology import ONTOLOGY, Property
from graph.store import Store
from graph.store.columns import edge_schema, node_schema

Row = dict[str, Any]
DAY = dt.date(2021, 6, 1)


@dataclass
class Sample:
    """Rows by label, and by (type, source label, target label)."""

    nodes: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    edges: dict[tuple[str, str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def node(self, label: str, id: str) -> Row:
        return next(n for n in self.nodes[label] if n["id"] == id)

    def out(self, type: str, source: str) -> list[Row]:
        return [e for (t, _, _), rows in self.edges.items() if t == type for e in rows if e["src"] == source]

    def load(self, store: Store) -> None:
        with store.write() as transaction:
            for label, rows in self.nodes.items():
                transaction.upsert_nodes(label, pa.Table.from_pylist(rows, schema=node_schema(label)))
            for (type_, source, target), rows in self.edges.items():
                transaction.upsert_edges(type_, source, target, pa.Table.from_pylist(rows, schema=edge_schema(type_)))


COUNTS = {
    "Area": 6,
    "Organ": 30,
    "AuxTeam": 8,
    "Post": 4,
    "Grid": 6,
    "Instrument": 6,
    "Provision": 10,
    "PowerItem": 15,
    "PowerGrant": 50,
    "Matter": 10,
    "Duty": 12,
    "Transfer": 5,
    "Case": 40,
    "Measure": 6,
    "Indicator": 4,
    "Mechanism": 3,
    "Party": 5,
    "Coverage": 4,
    "Claim": 20,
}
_WORDS = ("水务", "房管", "城管", "市场监管", "莘庄镇", "江川路街道", "'; MATCH (n) DETACH DELETE n //", "“引号”", "𠮷野", "")


def _value(rng: random.Random, p: Property) -> Any:
    if rng.random() < 0.25:
        return None
    if p.vocabulary:
        return rng.choice(p.vocabulary.values)
    match p.type:
        case "integer":
            return rng.randrange(6)
        case "number":
            return rng.choice([0.0, 0.5, 1.25, 2.0])
        case "boolean":
            return rng.random() < 0.5
        case "date":
            return DAY + dt.timedelta(days=rng.randrange(-3, 4))
        case _:
            return rng.choice(_WORDS) + rng.choice(["", "站", "所"])


def _plain(properties: tuple[Property, ...], rng: random.Random) -> Row:
    return {p.name: _value(rng, p) for p in properties}


def make_sample(seed: int = 7) -> Sample:
    """The sample of a seed."""
    rng = random.Random(seed)
    sample = Sample()
    for d in range(2):
        document = f"doc-{d:012x}"
        sample.nodes["Document"].append(
            {
                "id": document,
                "name": f"关于{d}的通知",
                "format": "txt",
                "sha256": "0" * 64,
                "kind": "notice",
                "authority": "report",
                "text": "原文" * 20,
                "synthetic": True,
            }
        )
        for n in range(25):
            row = {
                "id": f"{document}#{n}",
                "name": "",
                "kind": "span",
                "document": document,
                "locator": f"字符 {n}-{n + 2}",
                "quote": f"片段{n}",
            }
            sample.nodes["Passage"].append(row | ({"start_offset": n * 3} if d == 0 else {"row_number": 30 - n, "kind": "row"}))
            edge = {"src": row["id"], "dst": document, "id": f"in-{row['id']}", "evidence": [row["id"]]}
            sample.edges["IN_DOCUMENT", "Passage", "Document"].append(edge)
    passages = [p["id"] for p in sample.nodes["Passage"]]
    for label, count in COUNTS.items():
        declared = ONTOLOGY.label(label)
        for n in range(count):
            row = _plain(declared.properties, rng) | {
                "id": f"{label.lower()}-{rng.getrandbits(48):012x}",
                "name": f"{declared.zh}{rng.choice(_WORDS)}{n % 7}",
            }
            if declared.provenance:
                row |= {"document": "doc-000000000000", "passage": rng.choice(passages), "contributions": None}
                row = {k: v for k, v in row.items() if ONTOLOGY.label(label).property(k) or k in ("id", "name", "known_from")}
            else:
                row |= {"evidence": rng.sample(passages, rng.randrange(1, 4)), "contributions": ""}
            if declared.code_property:
                row[declared.code_property] = f"{label}-{n}"
            sample.nodes[label].append(row)
    for relationship in ONTOLOGY.relationships:
        for source, target in relationship.pairs:
            if relationship.name == "IN_DOCUMENT" or not sample.nodes.get(source) or not sample.nodes.get(target):
                continue
            seen = set()
            for _ in range(min(len(sample.nodes[source]) * 2, 40)):
                a, b = rng.choice(sample.nodes[source])["id"], rng.choice(sample.nodes[target])["id"]
                if (a, b) in seen:
                    continue
                seen.add((a, b))
                periods = {k: _value(rng, Property(k, k, "date")) for k in ("valid_from", "valid_to")}
                row = _plain(relationship.properties, rng) | periods
                row |= {"src": a, "dst": b, "id": f"{relationship.name.lower()}-{rng.getrandbits(60):015x}", "contributions": ""}
                sample.edges[relationship.name, source, target].append(row | {"evidence": [rng.choice(passages)]})
    return sample
