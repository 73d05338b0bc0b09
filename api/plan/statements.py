"""The Cypher of a plan 语句. Portable: the same text runs on both engines.

One statement fetches the page and, along a chain of relations, everything below it, already in maps of the answer's shape.
Where a selection branches, each further relation is one more statement, from all its parents at once: never one for each row.

Portable Cypher cannot limit the children of each parent inside a statement. So a chain is fetched under a cap on its rows, and
cut afterwards; if the cap is reached, the chain is taken apart and each level is limited before the next is fetched, parents
with very many children by :func:`children_each`.

``OPTIONAL MATCH`` after the look-up by id is deliberate: the embedded engine then walks from the parents it has, where a
plain MATCH joins the whole relationship table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from api.plan.catalogue import shape
from api.plan.keyset import SortKey
from api.plan.periods import in_force
from api.plan.tree import Constant, NodeEnd, ObjectPlan, ReferencePlan, RelationPlan, Stored
from graph.store.schema import quoted

KEY, EDGE = "0k", "0e"
"""Hidden keys of a link: the other end's id, and the edge's where parallel edges are possible. No response name begins so."""
SORT = "0s"
"""Hidden keys of a link: the properties that order it, numbered."""


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a chain, to one label. ``response`` is the field's name on the object above."""

    response: str
    plan: RelationPlan
    target: str

    @property
    def bare(self) -> str | None:
        """The name of the other end where a link shows nothing else: such a link is fetched as its end alone."""
        if len(self.plan.link.fields) != 1 or len(self.plan.relation.targets) != 1 or self.plan.connection:
            return None
        return next((name for name, _ in self.plan.link.ends()), None)

    @property
    def shown_id(self) -> tuple[str, str] | None:
        """Where a link shows the id of its other end anyway (keys of the end, if any, and of the id): no hidden key is needed."""
        ends = self.plan.link.ends()
        if len(ends) != 1 or len(self.plan.relation.targets) != 1 or self.plan.connection:
            return None
        name, end = ends[0]
        node = end.plans[self.target]
        id_key = next((node.keys[n] for n, f in node.fields.items() if f == Stored("id")), None)
        return ("" if self.bare else self.plan.link.keys[name], id_key) if id_key else None

    def next(self) -> Step | None:
        """The step that can be fetched along: the first relation of the end that leads to one label only."""
        ends = self.plan.link.ends()
        return next_step(ends[0][1].plans[self.target]) if len(ends) == 1 else None


def next_step(plan: ObjectPlan) -> Step | None:
    """The relation of an object that can be fetched along with it."""
    for response, relation in plan.relations():
        if len(relation.relation.targets) == 1 and relation.connection is None:
            return Step(response, relation, relation.relation.targets[0])
    return None


def chain(first: Step | None, longest: int = 4) -> list[Step]:
    """The steps that one statement fetches."""
    steps: list[Step] = []
    while first is not None and len(steps) < longest:
        steps.append(first)
        first = first.next()
    return steps


def walked(lists: Iterable[list[Any]], steps: Sequence[Step]) -> int:
    """How many rows a chain walked, by the lists of its first step: each row left one entry in a list of the last."""
    for step, following in pairwise(steps):
        ((name, end),) = step.plan.link.ends()
        link_key, node_key = step.plan.link.keys[name], end.plans[step.target].keys[following.response]
        if step.bare:
            lists = [node[node_key] for nodes in lists for node in nodes]
        else:
            lists = [link[link_key][node_key] for links in lists for link in links]
    return sum(len(links) for links in lists)


def _where(conditions: Iterable[str]) -> str:
    joined = " AND ".join(c for c in conditions if c)
    return f" WHERE {joined}" if joined else ""


def _map(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{quoted(key)}: {expression}" for key, expression in pairs) + "}"


def _text(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def shaped(plan: ObjectPlan, variable: str, target: str = "", end: str = "", inner: tuple[str, str] | None = None) -> str:
    """An object as a map. References stand as their ids and relations as a blank until they are filled in, but for ``inner``,
    the response name and variable of the relation that was fetched along. ``end`` is the variable of a link's other end."""
    pairs = []
    keys = plan.keys
    for name, entry in plan.fields.items():
        match entry:
            case Stored():
                value = f"{variable}.{quoted(entry.property)}"
            case Constant():
                value = _text(entry.text)
            case ReferencePlan():
                value = f"{variable}.{quoted(entry.property)}"
            case NodeEnd():
                value = shaped(entry.plans[target], end, inner=inner)
            case _:
                value = inner[1] if inner and inner[0] == name else "false"
        pairs.append((keys[name], value))
    # @skip may leave nothing, and an empty map is none on every engine
    return _map(pairs or [("x", "false")])


def link_pairs(step: Step, edge: str, end: str, inner: tuple[str, str] | None = None) -> str:
    """A link as a map, with its hidden keys."""
    hidden = [] if step.shown_id else [(KEY, f"{end}.id")]
    if step.plan.relation.type.key:
        hidden.append((EDGE, f"{edge}.id"))
    hidden += [(f"{SORT}{i}", f"{end}.{quoted(name)}") for i, name in enumerate(step.plan.order)]
    if step.bare:
        shown = shaped(step.plan.link.ends()[0][1].plans[step.target], end, inner=inner)
    else:
        shown = shaped(step.plan.link, edge, step.target, end, inner)
    return _map(hidden)[:-1] + (", " if hidden else "") + shown[1:]


def _uses_edge(step: Step) -> bool:
    # an edge that is carried along without need is one more thing to group by
    return bool(step.plan.relation.type.key) or any(
        isinstance(f, (Stored, ReferencePlan)) for f in step.plan.link.fields.values()
    )


def _periods(edge: str, end: str, target: str, dated: bool) -> list[str]:
    return [in_force(edge, ("valid_from", "valid_to")), in_force(end, shape(target).validity)] if dated else []


def _walk(steps: Sequence[Step], dated: bool, after: str) -> str:
    """The OPTIONAL MATCHes of a chain from ``n``."""
    parts = []
    for i, step in enumerate(steps):
        here = f"m{i - 1}" if i else "n"
        conditions = [*_periods(f"r{i}", f"m{i}", step.target, dated), after if i == 0 else ""]
        parts.append(f"OPTIONAL MATCH {step.plan.relation.pattern(here, f'r{i}', f'm{i}', step.target)}{_where(conditions)}")
    return " ".join(parts)


def _gather(steps: Sequence[Step], head: str, cap: int) -> tuple[str, str]:
    """The WITHs that fold a chain from its far end, and the list of its first step."""
    carried = [[f"r{i}", f"m{i}"] if _uses_edge(step) else [f"m{i}"] for i, step in enumerate(steps)]
    flat = [name for names in carried for name in names]
    parts = [f"WITH {', '.join([head, *flat])} LIMIT {cap}"]
    inner: tuple[str, str] | None = None
    for i in range(len(steps) - 1, 0, -1):
        kept = [name for names in carried[:i] for name in names]
        links = link_pairs(steps[i], f"r{i}", f"m{i}", inner)
        parts.append(f"WITH {', '.join([head, *kept])}, collect({links}) AS l{i}")
        inner = (steps[i].response, f"l{i}")
    return " ".join(parts), f"collect({link_pairs(steps[0], 'r0', 'm0', inner)})"


def page(
    label: str,
    nodes: Sequence[ObjectPlan],
    conditions: Sequence[str],
    keys: Sequence[SortKey],
    limit: int,
    steps: Sequence[Step] = (),
    dated: bool = False,
    cap: int = 0,
) -> str:
    """Rows of a label in order: ``x0`` … the objects, ``s0`` … the sort values; along a chain, ``l`` the links."""
    order = ", ".join(f"n.{quoted(k.property.name)}" + (" DESC" if k.descending else "") for k in keys)
    again = ", ".join(f"s{i}" + (" DESC" if k.descending else "") for i, k in enumerate(keys))
    columns = [f"{shaped(plan, 'n')} AS x{i}" for i, plan in enumerate(nodes)]
    columns += [f"n.{quoted(k.property.name)} AS s{i}" for i, k in enumerate(keys)]
    start = f"MATCH (n:{quoted(label)}){_where(conditions)}"
    if not steps:
        return f"{start} RETURN {', '.join(columns)} ORDER BY {again} LIMIT {limit}"
    folded, links = _gather(steps, "n", cap)
    return (
        f"{start} WITH n ORDER BY {order} LIMIT {limit} {_walk(steps, dated, '')} {folded} "
        f"RETURN {', '.join(columns)}, {links} AS l ORDER BY {again}"
    )


def count(label: str, conditions: Sequence[str]) -> str:
    """How many nodes of a label meet the conditions, as ``c``."""
    return f"MATCH (n:{quoted(label)}){_where(conditions)} RETURN count(n) AS c"


def by_ids(plan: ObjectPlan) -> str:
    """Nodes by ``$ids``: ``k`` and the object ``x``."""
    return f"UNWIND $ids AS p MATCH (m:{quoted(plan.shape.label)}) WHERE m.id = p RETURN p AS k, {shaped(plan, 'm')} AS x"


def children(label: str, steps: Sequence[Step], dated: bool, cap: int, after: str = "") -> str:
    """The links of all parents ``$ids``: ``p`` a parent, ``l`` its links in no order."""
    folded, links = _gather(steps, "p", cap)
    start = f"UNWIND $ids AS p MATCH (n:{quoted(label)}) WHERE n.id = p {_walk(steps, dated, after)} {folded}"
    return f"{start} RETURN p, {links} AS l"


def children_each(label: str, step: Step, dated: bool, first: int, parents: int, after: str = "") -> str:
    """The first links of each parent ``$p0``, ``$p1`` … in order: ``p`` the parent, ``x`` a link. For parents with very many."""
    sorts = [f"m0.{quoted(name)} AS s{i}" for i, name in enumerate(step.plan.order)]
    keyed = bool(step.plan.relation.type.key)
    columns = ["n.id AS p", "m0.id AS k", *sorts, *(["r0.id AS e"] if keyed else []), f"{link_pairs(step, 'r0', 'm0')} AS x"]
    order = ", ".join([*(f"s{i}" for i in range(len(sorts))), "k", *(["e"] if keyed else [])])
    branches = []
    for number in range(parents):
        conditions = [f"n.id = $p{number}", *_periods("r0", "m0", step.target, dated), after]
        pattern = step.plan.relation.pattern("n", "r0", "m0", step.target)
        start = f"MATCH (n:{quoted(label)}) MATCH {pattern}{_where(conditions)}"
        branches.append(f"{start} RETURN {', '.join(columns)} ORDER BY {order} LIMIT {first}")
    return " UNION ALL ".join(branches)


def count_children(label: str, step: Step, dated: bool) -> str:
    """How many links each parent ``$ids`` has, as ``p`` and ``c``."""
    conditions = _periods("r0", "m0", step.target, dated)
    pattern = step.plan.relation.pattern("n", "r0", "m0", step.target)
    start = f"UNWIND $ids AS p MATCH (n:{quoted(label)}) WHERE n.id = p"
    return f"{start} OPTIONAL MATCH {pattern}{_where(conditions)} RETURN p, count(m0) AS c"
