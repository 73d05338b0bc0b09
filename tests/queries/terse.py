"""Small graphs for tests, given tersely: names make ids, each node and edge gets a passage of its own as evidence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import pyarrow as pa

from graph.ontology import ONTOLOGY
from graph.store import Store
from graph.store.columns import edge_schema, node_schema

DISTRICT = "上海市闵行区"
DAY = dt.date(2024, 6, 30)
"""The as-of date of the tests."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Graph:
    """Rows under construction. ``list_document`` is where lists come from, ``notice`` where statements do."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.edges: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
        self.label: dict[str, str] = {}
        self.notice = self.document("通知", scope=DISTRICT, kind="notice", authority="official_notice")
        self.list_document = self.document("清单", scope=DISTRICT, kind="power", authority="published_list")
        self.district = self.area(DISTRICT, "county")
        self.streets = [self.area(DISTRICT + s, "street", self.district) for s in ("莘庄镇", "江川路街道")]
        self.grids = [self.grid(s) for s in self.streets]

    def document(self, name: str, scope: str, kind: str, authority: str) -> str:
        id = f"doc-{name}"
        row = {
            "id": id,
            "name": name,
            "scope": scope,
            "kind": kind,
            "authority": authority,
            "format": "txt",
            "sha256": "0",
            "text": "",
        }
        self.rows["Document"][id] = row
        return id

    def passage(self, quote: str, document: str = "") -> str:
        document = document or self.list_document
        id = f"{document}#{len(self.rows['Passage'])}"
        self.rows["Passage"][id] = {
            "id": id,
            "name": "",
            "kind": "row",
            "document": document,
            "locator": f"表!A{len(self.rows['Passage'])}",
            "quote": quote,
        }
        self._edge("IN_DOCUMENT", "Passage", "Document", id, document, [id], {})
        return id

    def node(self, label: str, name: str, **properties: Any) -> str:
        id = f"{label.lower()}-{name}"
        row = self.rows[label].get(id)
        if row is None:
            row = {"id": id, "name": name, "evidence": [self.passage(name)], "contributions": ""}
            self.rows[label][id] = row
            self.label[id] = label
        row.update(properties)
        return id

    def edge(self, type: str, source: str, target: str, **properties: Any) -> list[str]:
        evidence = [self.passage(f"{source} {type} {target}")]
        self._edge(type, self.label[source], self.label[target], source, target, evidence, properties)
        return evidence

    def _edge(
        self,
        type: str,
        source_label: str,
        target_label: str,
        source: str,
        target: str,
        evidence: list[str],
        properties: dict[str, Any],
    ) -> None:
        key = [str(properties.get(k) or "") for k in ONTOLOGY.relationship(type).key]
        id = ":".join([type, f"{source}>{target}", *key])
        row = {"id": id, "src": source, "dst": target, "evidence": evidence, "contributions": "", **properties}
        self.edges[type, source_label, target_label][id] = row

    # what lists give

    def area(self, name: str, level: str, within: str = "") -> str:
        id = self.node("Area", name, level=level)
        if within:
            self.edge("WITHIN", id, within)
        return id

    def grid(self, area: str) -> str:
        id = self.node("Grid", f"{area}的网格", kind="residential")
        self.edge("WITHIN", id, area)
        return id

    def organ(self, name: str, area: str = "", kind: str = "department", **properties: Any) -> str:
        id = self.node("Organ", name, kind=kind, **properties)
        if area:
            self.edge("SERVES_AREA", id, area)
        return id

    def street_body(self, n: int = 0) -> str:
        name, kind = (("莘庄镇人民政府", "town_government"), ("江川路街道办事处", "subdistrict_office"))[n]
        return self.organ(f"闵行区{name}", self.streets[n], kind)

    def team(
        self,
        n: int = 0,
        kind: str = "水务站",
        line: str = "水务",
        *,
        performs: tuple[str, ...] = (),
        guide: str = "",
        **properties: Any,
    ) -> str:
        """A team managed by the street body, as a roster gives it."""
        name = f"闵行区{('莘庄镇', '江川路街道')[n]}{kind}"
        id = self.organ(name, self.streets[n], "enforcement_team", team_kind=kind, line=line, **properties)
        self.edge("MANAGED_BY", id, self.street_body(n), facet="personnel", valid_from=day("2014-01-01"))
        if guide:
            self.edge("GUIDED_BY", id, guide)
        for matter in performs:
            self.edge("PERFORMS", id, matter)
        return id

    def matter(self, name: str, domain: str = "水务") -> str:
        return self.node("Matter", name, domain=domain)

    def power(
        self, name: str, matter: str, holder: str, area: str = "", *, type: str = "penalty", domain: str = "水务", **grant: Any
    ) -> str:
        """An item that addresses a matter, and a grant of it; gives the item's id."""
        item = self.node("PowerItem", name, power_type=type, domain=domain, code=name)
        if matter:
            self.edge("ADDRESSES", item, matter)
        id = self.node(
            "PowerGrant",
            f"{name}|{holder}|{area}|{grant.get('valid_from')}",
            **{"mode": "statutory", "status": "in_force"} | grant,
        )
        self.edge("OF_ITEM", id, item)
        self.edge("HELD_BY", id, holder)
        self.edge("IN_AREA", id, area or self.district)
        return item

    def duty(self, name: str, bearer: str, matter: str, role: str = "lead", **edge: Any) -> str:
        id = self.node("Duty", name, duty_class="basic", domain="水务")
        self.edge("BEARS", bearer, id, role=role, **edge)
        self.edge("CONCERNS", id, matter)
        return id

    def cases(
        self,
        matter: str,
        count: int,
        place: str = "",
        *,
        party: str = "",
        by: str = "",
        item: str = "",
        start: str = "2024-03-01",
        **properties: Any,
    ) -> list[str]:
        """Cases on successive days."""
        ids = []
        for n in range(count):
            found = day(start) + dt.timedelta(days=n)
            id = self.node(
                "Case", f"{matter}{party}{by}{start}{n}", source="grid", found_on=found, decided_on=found, **properties
            )
            self.edge("ABOUT", id, matter)
            self.edge("OCCURRED_IN", id, place or self.grids[0])
            if party:
                self.edge("AGAINST", id, self.node("Party", party, kind="单位"))
            if by:
                self.edge("DECIDED_BY", id, by)
            if item:
                self.edge("APPLIES", id, item)
            ids.append(id)
        return ids

    def cover(self, *levels: str, area: str = "", domain: str = "*", complete: bool = True, **interval: Any) -> None:
        for level in levels:
            id = self.node(
                "Coverage", f"{area or DISTRICT}|{domain}|{level}", domain=domain, list_level=level, complete=complete, **interval
            )
            self.edge("IN_AREA", id, area or self.district)

    # what notices state

    def claim(
        self, relation: str, subject: str, object: str = "", *, document: str = "", modality: str = "problem", **properties: Any
    ) -> str:
        document = document or self.notice
        quote = f"{relation} {subject} {object} {sorted(properties.items())}"
        passage = self.passage(quote, document)
        id = f"claim-{len(self.rows['Claim'])}"
        row = {
            "id": id,
            "name": "",
            "document": document,
            "passage": passage,
            "relation": relation,
            "subject": subject,
            "subject_name": self.rows[self.label[subject]][subject]["name"],
            "subject_label": self.label[subject],
            "modality": modality,
            "negated": False,
            "authority": self.rows["Document"][document]["authority"],
            **properties,
        }
        if object:
            row |= {
                "object": object,
                "object_name": self.rows[self.label[object]][object]["name"],
                "object_label": self.label[object],
            }
        self.rows["Claim"][id] = row
        self.label[id] = "Claim"
        self._edge("ASSERTS", "Claim", self.label[subject], id, subject, [passage], {"slot": "subject"})
        if object:
            self._edge("ASSERTS", "Claim", self.label[object], id, object, [passage], {"slot": "object"})
        self._edge("SUPPORTED_BY", "Claim", "Passage", id, passage, [passage], {})
        return passage

    def load(self, store: Store) -> Store:
        with store.write() as transaction:
            for label, rows in self.rows.items():
                transaction.upsert_nodes(
                    label, pa.Table.from_pylist(_whole(rows.values(), node_schema(label)), schema=node_schema(label))
                )
            for (type, source, target), edges in self.edges.items():
                schema = edge_schema(type)
                transaction.upsert_edges(
                    type, source, target, pa.Table.from_pylist(_whole(edges.values(), schema), schema=schema)
                )
        return store


def _whole(rows: Any, schema: pa.Schema) -> list[dict[str, Any]]:
    rows = list(rows)
    unknown = {k for r in rows for k in r} - set(schema.names)
    assert not unknown, unknown
    return [{name: r.get(name) for name in schema.names} for r in rows]
