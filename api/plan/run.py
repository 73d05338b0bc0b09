"""Runs a plan 执行: statements level by level, rows put together in the shape of the selection."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from api.errors import LimitExceeded, TimedOut
from api.plan import statements
from api.plan.catalogue import ORDER, Relation, shape
from api.plan.keyset import SortKey, decode, encode, with_id
from api.plan.keyset import after as after_condition
from api.plan.periods import AS_OF
from api.plan.shaped import Typed
from api.plan.statements import EDGE, KEY, PARENT
from api.plan.tree import ConnectionPlan, NodePlan, ObjectPlan, ReferencePlan, RelationPlan
from graph.store.interface import Row, Store

Occurrences = list[tuple[str, dict[str, Any]]]
"""Objects being built: id and object. The same node may occur many times."""

_BATCH = 20


@dataclass(slots=True)
class Runner:
    """Runs the statements of one request and adds up what they cost."""

    store: Store
    as_of: dt.date | None = None
    deadline: float = field(default_factory=lambda: time.monotonic() + 30)
    max_rows: int = 100_000
    rows: int = 0
    statements: list[str] = field(default_factory=list)

    def read(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        """One statement, within the time that the request has left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimedOut("查询超时，已停止；请缩小范围（first、filter）或减少层级后再试。")
        self.statements.append(cypher)
        given = dict(parameters)
        if f"${AS_OF}" in cypher:
            given[AS_OF] = self.as_of
        return self.store.read(cypher, given, timeout=left)

    def spend(self, rows: int) -> None:
        """Count rows against the request's budget."""
        self.rows += rows
        if self.rows > self.max_rows:
            raise LimitExceeded(f"一次查询取出的数据超过 {self.max_rows} 项，请减小 first 或分几次查询。")

    @property
    def dated(self) -> bool:
        """Whether a day is given."""
        return self.as_of is not None

    def nodes(self, plan: NodePlan, rows: Sequence[Row], key: str) -> list[dict[str, Any]]:
        """Rows of one label as finished objects, in the order of the rows."""
        made = [(row[key], _filled(plan, row, {})) for row in rows]
        self.complete(plan, made, rows)
        return [item for _, item in made]

    def complete(self, plan: NodePlan, made: Occurrences, rows: Sequence[Row]) -> None:
        """Add references and relations to objects. ``rows`` are theirs, in the same order."""
        for reference in plan.references:
            self._refer(reference, [(item, row) for (_, item), row in zip(made, rows, strict=True)])
        for relation in plan.relations:
            self._relate(plan, relation, made)

    def _refer(self, reference: ReferencePlan, targets: list[tuple[dict[str, Any], Row]]) -> None:
        wanted: dict[int, list[str]] = {}
        for number, (_, row) in enumerate(targets):
            value = row[reference.column]
            ids = [] if value is None else (value if reference.many else [value])
            wanted[number] = list(ids[: reference.first])
        distinct = list(dict.fromkeys(i for ids in wanted.values() for i in ids))
        found: dict[str, dict[str, Any]] = {}
        if distinct:
            label = reference.node.shape.label
            rows = self.read(statements.by_ids(label, reference.node.columns, False), {"ids": distinct})[0]["rows"]
            self.spend(len(rows))
            found = dict(zip((r[KEY] for r in rows), self.nodes(reference.node, rows, KEY), strict=True))
        for number, (item, _) in enumerate(targets):
            items = [found[i] for i in wanted[number] if i in found]
            item[reference.response] = items if reference.many else (items[0] if items else None)

    def _relate(self, owner: NodePlan, plan: RelationPlan, made: Occurrences) -> None:
        parents = list(dict.fromkeys(node_id for node_id, _ in made))
        if plan.connection:
            by_parent = self._connections(owner, plan, plan.connection, parents)
            for node_id, item in made:
                item[plan.response] = by_parent[node_id]
            return
        lists: dict[str, list[dict[str, Any]]] = {parent: [] for parent in parents}
        for parent, links in self._links(owner.shape.label, plan, parents, plan.first).items():
            lists[parent] = links
        for node_id, item in made:
            item[plan.response] = lists[node_id]

    def _links(self, label: str, plan: RelationPlan, parents: list[str], first: int) -> dict[str, list[dict[str, Any]]]:
        kept: dict[str, list[tuple[str, Row]]] = {}
        for target in plan.ends:
            for row in self._children(label, plan, target, parents, first):
                kept.setdefault(row[PARENT], []).append((target, row))
        ends: dict[str, tuple[list[Row], list[dict[str, Any]]]] = {target: ([], []) for target in plan.ends}
        several = len(plan.ends) > 1
        lists: dict[str, list[dict[str, Any]]] = {}
        for parent, found in kept.items():
            if several:
                found.sort(key=lambda entry: entry[1][KEY])
            links = lists[parent] = []
            for target, row in found[:first]:
                link = _filled(plan.link, row, {})
                ends[target][0].append(row)
                ends[target][1].append(link)
                links.append(link)
        for target, (rows, links) in ends.items():
            if rows:
                for response, node in plan.ends[target].nodes:
                    blank: Callable[[], dict[str, Any]] = partial(Typed, target) if several else dict
                    made = [(row[KEY], _filled(node, row, blank())) for row in rows]
                    for link, (_, item) in zip(links, made, strict=True):
                        link[response] = item
                    self.complete(node, made, rows)
                for reference in plan.link.references:
                    self._refer(reference, list(zip(links, rows, strict=True)))
        return lists

    def _children(
        self,
        label: str,
        plan: RelationPlan,
        target: str,
        parents: list[str],
        first: int,
        after: str = "",
        given: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        """The first links of each parent to one label, in order."""
        link, node = plan.link.columns, plan.ends[target].columns
        for name in ORDER.get(target, ()):
            node.need(name)
        # room for four times what is kept; whoever has more is read parent by parent, in order
        cap = 1 << (max(2000, 4 * first * len(parents)) - 1).bit_length()
        cypher = statements.children(label, plan.relation, target, link, node, dated=self.dated, cap=cap, after=after)
        rows: list[Row] = self.read(cypher, {"ids": parents, **(given or {})})[0]["rows"]
        if len(rows) >= cap:
            rows = []
            for start in range(0, len(parents), _BATCH):
                batch = parents[start : start + _BATCH]
                cypher = statements.children_each(
                    label,
                    plan.relation,
                    target,
                    link,
                    node,
                    dated=self.dated,
                    first=first,
                    parents=len(batch),
                    after=after,
                )
                rows += self.read(cypher, {**{f"p{i}": parent for i, parent in enumerate(batch)}, **(given or {})})
        kept = _first_of_each(rows, first, [node.names[name] for name in ORDER.get(target, ())], bool(plan.relation.type.key))
        self.spend(len(kept))
        return kept

    def _connections(
        self, owner: NodePlan, plan: RelationPlan, selected: ConnectionPlan, parents: list[str]
    ) -> dict[str, dict[str, Any]]:
        label, (target,) = owner.shape.label, plan.relation.targets
        columns = plan.ends[target].columns
        keys = with_id([SortKey(shape(target).property_named(name)) for name in ORDER.get(target, ())])
        for key in keys:
            columns.need(key.property.name)
        pages: dict[str, list[Row]] = {parent: [] for parent in parents}
        if selected.needs_page:
            given: dict[str, Any] = {}
            after = after_condition(keys, decode(keys, plan.after), "m", given) if plan.after else ""
            for row in self._children(label, plan, target, parents, plan.first + 1, after, given):
                pages[row[PARENT]].append(row)
        counts = self._count_children(label, plan.relation, target, parents) if selected.total_count else {}
        return {
            parent: self.connection(selected, rows, plan.first, keys, counts.get(parent, 0)) for parent, rows in pages.items()
        }

    def _count_children(self, label: str, relation: Relation, target: str, parents: list[str]) -> dict[str, int]:
        rows = self.read(statements.count_children(label, relation, target, dated=self.dated), {"ids": parents})
        return {row["p"]: row["c"] for row in rows}

    def connection(
        self, plan: ConnectionPlan, rows: Sequence[Row], first: int, keys: Sequence[SortKey], total: int
    ) -> dict[str, Any]:
        """A connection object from one row more than the page holds."""
        shown = list(rows[:first])
        found: dict[str, Any] = dict(plan.template)
        columns = plan.columns.names
        for response, node in plan.nodes:
            found[response] = self.nodes(node, shown, columns["id"])
        for response in plan.total_count:
            found[response] = total
        if plan.page_infos:
            cursor = encode(keys, [shown[-1][columns[k.property.name]] for k in keys]) if shown else None
            info = {"hasNextPage": len(rows) > first, "endCursor": cursor, "__typename": "PageInfo"}
            for response, inner in plan.page_infos:
                found[response] = {name: info[of] for name, of in inner}
        return found


def _filled(plan: ObjectPlan, row: Row, item: dict[str, Any]) -> dict[str, Any]:
    item.update(plan.template)
    for response, column in plan.outputs:
        item[response] = row[column]
    return item


def _missing_last(value: Any) -> tuple[bool, Any]:
    return (value is None, 0 if value is None else value)


def _first_of_each(rows: list[Row], first: int, order: list[str], parallel: bool) -> list[Row]:
    if order:
        rows.sort(key=lambda row: (*(_missing_last(row[c]) for c in order), row[KEY], row[EDGE] if parallel else ""))
    elif parallel:
        rows.sort(key=lambda row: (row[KEY], row[EDGE]))
    else:
        rows.sort(key=lambda row: row[KEY])
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        parent = row[PARENT]
        number = seen.get(parent, 0)
        if number < first:
            seen[parent] = number + 1
            kept.append(row)
    return kept
