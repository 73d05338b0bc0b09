"""Runs a plan 执行: few statements, their rows cut to the page sizes and completed in the shape of the selection."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from api.errors import LimitExceeded, TimedOut
from api.plan import statements
from api.plan.catalogue import shape
from api.plan.keyset import SortKey, decode, encode, with_id
from api.plan.keyset import after as after_condition
from api.plan.periods import AS_OF
from api.plan.shaped import Typed
from api.plan.statements import EDGE, KEY, SORT, Step, chain
from api.plan.tree import ConnectionPlan, ObjectPlan, ReferencePlan, RelationPlan
from graph.store.interface import Row, Store

Item = dict[str, Any]
"""An object of the answer."""
Occurrences = list[tuple[str, Item]]
"""Objects to be completed: id and object. The same node may occur many times."""

SMALLEST_CAP, LARGEST_CAP = 2_048, 16_384
"""Rows that one chain may walk; how many are expected decides between them."""
_BATCH = 20
_BY_KEY = itemgetter(KEY)


@dataclass(slots=True)
class Runner:
    """Runs the statements of one request and adds up what they cost. ``cap`` (tests only) replaces the cap on a chain."""

    store: Store
    as_of: dt.date | None = None
    deadline: float = field(default_factory=lambda: time.monotonic() + 30)
    max_rows: int = 100_000
    rows: int = 0
    statements: list[str] = field(default_factory=list)
    cap: int = 0

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
        """Count objects against the request's budget."""
        self.rows += rows
        if self.rows > self.max_rows:
            raise LimitExceeded(f"一次查询取出的数据超过 {self.max_rows} 项，请减小 first 或分几次查询。")

    @property
    def dated(self) -> bool:
        """Whether a day is given."""
        return self.as_of is not None

    def cap_of(self, steps: Sequence[Step], parents: int) -> int:
        """How many rows a chain may walk: four times what the page sizes allow, within bounds."""
        if self.cap:
            return self.cap
        expected = parents
        for step in steps:
            expected *= step.plan.first
        return min(max(1 << (4 * expected - 1).bit_length(), SMALLEST_CAP), LARGEST_CAP)

    def page(
        self,
        label: str,
        nodes: Sequence[ObjectPlan],
        conditions: Sequence[str],
        keys: Sequence[SortKey],
        limit: int,
        given: Mapping[str, Any],
    ) -> list[Row]:
        """The rows of a page with finished objects ``x0`` …; a row beyond the page is the caller's to drop."""
        steps = chain(statements.next_step(nodes[0])) if len(nodes) == 1 else []
        cap = self.cap_of(steps, limit)
        rows = self.read(statements.page(label, nodes, conditions, keys, limit, steps, self.dated, cap), given)
        if steps and statements.walked((row["l"] for row in rows), steps) >= cap:
            steps = []
            rows = self.read(statements.page(label, nodes, conditions, keys, limit), given)
        self.spend(len(rows))
        for number, plan in enumerate(nodes):
            made = [(row[f"s{len(keys) - 1}"], row[f"x{number}"]) for row in rows]
            along = None
            if steps and number == 0:
                along = steps[0]
                name = plan.keys[along.response]
                for row, (_, item) in zip(rows, made, strict=True):
                    item[name] = row["l"]
            made = self.complete(plan, made, along)
            for row, (_, item) in zip(rows, made, strict=True):
                row[f"x{number}"] = item
        return rows

    def complete(self, plan: ObjectPlan, made: Occurrences, along: Step | None) -> Occurrences:
        """Give objects their response names, references and relations. ``along``: the relation whose links they already hold."""
        if made and _to_rebuild(plan, made[0][1]):
            made = [(node_id, _renamed(plan, item)) for node_id, item in made]
        for name, reference in plan.references():
            self._refer(name, reference, [item for _, item in made])
        for name, relation in plan.relations():
            if along and name == along.response:
                self._finish([(item, name, item[name]) for _, item in made], along)
            else:
                self._relate(plan.shape.label, name, relation, made)
        return made

    def _refer(self, name: str, plan: ReferencePlan, items: list[Item]) -> None:
        wanted = []
        for item in items:
            value = item[name]
            wanted.append([] if value is None else list(value[: plan.first]) if plan.many else [value])
        distinct = list(dict.fromkeys(i for ids in wanted for i in ids))
        found: dict[str, Item] = {}
        if distinct:
            rows = self.read(statements.by_ids(plan.node), {"ids": distinct})
            self.spend(len(rows))
            found = dict(self.complete(plan.node, [(row["k"], row["x"]) for row in rows], None))
        for item, ids in zip(items, wanted, strict=True):
            there = [found[i] for i in ids if i in found]
            item[name] = there if plan.many else (there[0] if there else None)

    def _relate(self, label: str, name: str, plan: RelationPlan, made: Occurrences) -> None:
        parents = list(dict.fromkeys(node_id for node_id, _ in made))
        if not parents:
            return
        lists: dict[str, Any]
        if plan.connection:
            lists = self._connections(label, plan, plan.connection, parents)
        elif len(plan.relation.targets) == 1:
            holder: dict[str, Any] = {}
            step = Step(name, plan, plan.relation.targets[0])
            links, along = self._links(label, step, parents, plan.first)
            self._finish([(holder, parent, links.get(parent, [])) for parent in parents], step, along)
            lists = holder
        else:
            lists = self._links_to_several(label, name, plan, parents)
        for node_id, item in made:
            item[name] = lists[node_id]

    def _links(
        self, label: str, step: Step, parents: list[str], first: int, after: str = "", given: Mapping[str, Any] | None = None
    ) -> tuple[dict[str, list[Item]], Step | None]:
        """The links of each parent in no order, and the next step if its links came along."""
        steps = [step] if step.plan.connection else chain(step)
        values = dict(given or {})
        while steps:
            cap = self.cap_of(steps, len(parents))
            rows = self.read(statements.children(label, steps, self.dated, cap, after), {"ids": parents, **values})
            if statements.walked((row["l"] for row in rows), steps) < cap:
                return {row["p"]: row["l"] for row in rows}, steps[1] if len(steps) > 1 else None
            steps = steps[:1] if len(steps) > 1 else []
        found: dict[str, list[Item]] = {}
        for start in range(0, len(parents), _BATCH):
            batch = parents[start : start + _BATCH]
            cypher = statements.children_each(label, step, self.dated, first, len(batch), after)
            for row in self.read(cypher, {**{f"p{i}": parent for i, parent in enumerate(batch)}, **values}):
                found.setdefault(row["p"], []).append(row["x"])
        return found, None

    def _finish(self, places: list[tuple[Item, str, list[Item]]], step: Step, along: Step | None = None) -> None:
        """Cut each list of links to its size, in order, put it in its place, and complete the links. Without ``along`` the
        links themselves tell whether the next ones came with them."""
        all_links: list[Item] = []
        ids: list[str] = []
        plan, id_of = step.plan, _id_getter(step)
        for item, name, raw in places:
            links = item[name] = _first(raw, plan, plan.first, id_of)
            all_links += links
        ids = [id_of(link) for link in all_links]
        if step.shown_id is None:
            for link in all_links:
                del link[KEY]
        bare = step.bare
        if bare:
            for item, name, _ in places:
                item[name] = [{bare: node} for node in item[name]]
            all_links = [link for item, name, _ in places for link in item[name]]
        elif all_links and _to_rebuild(plan.link, all_links[0]):
            for item, name, _ in places:
                item[name] = [_renamed(plan.link, link) for link in item[name]]
            all_links = [link for item, name, _ in places for link in item[name]]
        self.spend(len(all_links))
        nested = along if along is not None else self._came_along(step, all_links)
        self._complete_links(plan.link, step.target, all_links, ids, nested, False)

    @staticmethod
    def _came_along(step: Step, links: list[Item]) -> Step | None:
        """The next step, if the ends hold its links rather than a blank."""
        following = step.next()
        if following is None or not links:
            return None
        ((name, end),) = step.plan.link.ends()
        node = links[0][name]
        return following if node[end.plans[step.target].keys[following.response]] is not False else None

    def _complete_links(
        self, plan: ObjectPlan, target: str, links: list[Item], ids: list[str], along: Step | None, several: bool
    ) -> None:
        for name, reference in plan.references():
            self._refer(name, reference, links)
        for name, end in plan.ends():
            node = end.plans[target]
            made = self.complete(node, list(zip(ids, (link[name] for link in links), strict=True)), along)
            for link, (_, item) in zip(links, made, strict=True):
                if several:
                    typed = Typed(target)
                    typed.update(item)
                    link[name] = typed
                else:
                    link[name] = item

    def _links_to_several(self, label: str, name: str, plan: RelationPlan, parents: list[str]) -> dict[str, list[Item]]:
        """Links whose other ends have different labels: fetched label by label, then cut together."""
        found: dict[str, list[Item]] = {parent: [] for parent in parents}
        came: dict[str, Step | None] = {}
        for target in plan.relation.targets:
            lists, came[target] = self._links(label, Step(name, plan, target), parents, plan.first)
            for parent, raw in lists.items():
                for link in raw:
                    link["0t"] = target
                found[parent] += raw
        by_target: dict[str, tuple[list[Item], list[str]]] = {target: ([], []) for target in plan.relation.targets}
        for parent in parents:
            shown = []
            for link in _first(found[parent], plan, plan.first, _BY_KEY):
                links, ids = by_target[link.pop("0t")]
                ids.append(link.pop(KEY))
                one = _renamed(plan.link, link) if _to_rebuild(plan.link, link) else link
                links.append(one)
                shown.append(one)
            found[parent] = shown
        for target, (links, ids) in by_target.items():
            self.spend(len(links))
            if links:
                self._complete_links(plan.link, target, links, ids, came[target], True)
        return found

    def _connections(self, label: str, plan: RelationPlan, selected: ConnectionPlan, parents: list[str]) -> dict[str, Item]:
        step = Step("", plan, plan.relation.targets[0])
        target = shape(step.target)
        keys = with_id([SortKey(target.property_named(name)) for name in plan.order])
        pages: dict[str, list[Item]] = {}
        if selected.needs_page:
            given: dict[str, Any] = {}
            after = after_condition(keys, decode(keys, plan.after), "m0", given) if plan.after else ""
            pages, _ = self._links(label, step, parents, plan.first + 1, after, given)
        counts = {}
        if selected.total_count:
            rows = self.read(statements.count_children(label, step, self.dated), {"ids": parents})
            counts = {row["p"]: row["c"] for row in rows}
        found = {}
        for parent in parents:
            links = _first(pages.get(parent, []), plan, plan.first + 1, _BY_KEY)
            self.spend(len(links))
            values = [[*(link[f"{SORT}{i}"] for i in range(len(plan.order))), link[KEY]] for link in links]
            objects = []
            for number, (_, node) in enumerate(selected.nodes):
                made = [(link[KEY], link[f"n{number}"]) for link in links[: plan.first]]
                objects.append([item for _, item in self.complete(node, made, None)])
            found[parent] = connection(selected, objects, values, plan.first, keys, counts.get(parent, 0))
        return found


def _to_rebuild(plan: ObjectPlan, item: Item) -> bool:
    # one engine gives maps back in an order of its own, the same for all maps of a statement
    return plan.renamed or list(item) != list(plan.fields)


def _renamed(plan: ObjectPlan, item: Item) -> Item:
    return {name: item[key] for name, key in plan.keys.items()}


def _id_getter(step: Step) -> Callable[[Item], Any]:
    """How to read the id of a link's other end; None where the link is the blank of a parent without any."""
    if step.shown_id is None:
        return _BY_KEY
    end, key = step.shown_id
    if not end:
        return itemgetter(key)
    return lambda link: link[end][key]


def _first(raw: list[Item], plan: RelationPlan, first: int, id_of: Callable[[Item], Any]) -> list[Item]:
    """The first links of a list, in order, without those that stand for none."""
    links = [link for link in raw if id_of(link) is not None]
    parallel = bool(plan.relation.type.key)
    if len(links) > 1:
        if plan.order or parallel:
            names = [f"{SORT}{i}" for i in range(len(plan.order))]
            links.sort(key=lambda link: (*((link[n] is None, link[n] or 0) for n in names), id_of(link), link.get(EDGE, "")))
        else:
            links.sort(key=id_of)
        del links[first:]
    if parallel:
        for link in links:
            del link[EDGE]
    return links


def connection(
    plan: ConnectionPlan,
    objects: Sequence[list[Item]],
    values: Sequence[Sequence[Any]],
    first: int,
    keys: Sequence[SortKey],
    total: int,
) -> Item:
    """A connection object. ``objects``: the page for each ``nodes``; ``values``: sort values, of one row beyond too."""
    found: Item = dict(plan.template)
    for (response, _), items in zip(plan.nodes, objects, strict=True):
        found[response] = items
    for response in plan.total_count:
        found[response] = total
    if plan.page_infos:
        shown = values[:first]
        info = {
            "hasNextPage": len(values) > first,
            "endCursor": encode(keys, shown[-1]) if shown else None,
            "__typename": "PageInfo",
        }
        for response, inner in plan.page_infos:
            found[response] = {name: info[of] for name, of in inner}
    return found
