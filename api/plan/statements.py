"""The Cypher of a plan 语句. Portable: the same text runs on both engines.

A page is one statement for its rows and one for each relation (and label at its other end) that is walked, however many
rows there are: never one for each row. Portable Cypher cannot limit the children of each parent inside one statement, and
limiting them *before* their own children are fetched is what keeps a page small, so levels are fetched one after another.

``OPTIONAL MATCH`` after the look-up by id is deliberate: the embedded engine then walks from the parents it has, where a
plain MATCH joins the whole relationship table. A statement gives one row with one list: on the wire a record costs more
than a map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.plan.catalogue import ORDER, Relation, shape
from api.plan.keyset import SortKey, order_by
from api.plan.periods import in_force
from api.plan.tree import Columns
from graph.store.schema import quoted

PARENT, KEY, EDGE = "p", "k", "e"
"""Columns of a child row: the parent's id, the child's id, and the edge's where parallel edges are possible."""


def _where(conditions: Iterable[str]) -> str:
    joined = " AND ".join(c for c in conditions if c)
    return f" WHERE {joined}" if joined else ""


def _columns(variable: str, columns: Columns) -> list[tuple[str, str]]:
    return [(column, f"{variable}.{quoted(stored)}") for stored, column in columns.names.items()]


def _as_map(columns: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{name}: {expression}" for name, expression in columns) + "}"


def _as_list(columns: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in columns)


def page(label: str, columns: Columns, conditions: Sequence[str], keys: Sequence[SortKey], limit: int) -> str:
    """Rows of a label in order. The sort properties must be among the columns."""
    listed = _as_list(_columns("n", columns))
    return f"MATCH (n:{quoted(label)}){_where(conditions)} RETURN {listed} ORDER BY {order_by(keys, columns.names)} LIMIT {limit}"


def count(label: str, conditions: Sequence[str]) -> str:
    """How many nodes of a label meet the conditions, as ``c``."""
    return f"MATCH (n:{quoted(label)}){_where(conditions)} RETURN count(n) AS c"


def by_ids(label: str, columns: Columns, dated: bool) -> str:
    """Nodes by ``$ids``, as one list ``rows``."""
    listed = _as_map([(KEY, "m.id"), *_columns("m", columns)])
    period = in_force("m", shape(label).validity) if dated else ""
    return (
        f"UNWIND $ids AS p MATCH (m:{quoted(label)}) WHERE m.id = p"
        + (f" AND {period}" if period else "")
        + f" RETURN collect({listed}) AS rows"
    )


def _child_columns(relation: Relation, target: str, link: Columns, node: Columns, parent: str) -> list[tuple[str, str]]:
    columns = [(PARENT, parent), (KEY, "m.id")]
    if relation.type.key:
        columns.append((EDGE, "r.id"))
    columns += _columns("r", link) + _columns("m", node)
    return columns


def _periods(target: str, dated: bool) -> list[str]:
    return [in_force("r", ("valid_from", "valid_to")), in_force("m", shape(target).validity)] if dated else []


def children(
    label: str,
    relation: Relation,
    target: str,
    link: Columns,
    node: Columns,
    *,
    dated: bool,
    cap: int,
    after: str = "",
) -> str:
    """The links of all parents ``$ids`` as one list ``rows``, at most ``cap`` of them in no order: fewer than ``cap`` are all."""
    listed = _as_map(_child_columns(relation, target, link, node, "p"))
    conditions = [*_periods(target, dated), after]
    return (
        f"UNWIND $ids AS p MATCH (n:{quoted(label)}) WHERE n.id = p "
        f"OPTIONAL MATCH {relation.pattern('n', 'r', 'm', target)}{_where(conditions)} "
        f"WITH p, r, m WHERE m.id IS NOT NULL WITH p, r, m LIMIT {cap} RETURN collect({listed}) AS rows"
    )


def children_each(
    label: str,
    relation: Relation,
    target: str,
    link: Columns,
    node: Columns,
    *,
    dated: bool,
    first: int,
    parents: int,
    after: str = "",
) -> str:
    """The first links of each parent ``$p0``, ``$p1`` …, in order: for parents with very many."""
    columns = _child_columns(relation, target, link, node, "n.id")
    order = ", ".join([*(node.names[name] for name in ORDER.get(target, ())), KEY, *([EDGE] if relation.type.key else [])])
    branches = []
    for number in range(parents):
        conditions = [f"n.id = $p{number}", *_periods(target, dated), after]
        branches.append(
            f"MATCH (n:{quoted(label)}) MATCH {relation.pattern('n', 'r', 'm', target)}{_where(conditions)} "
            f"RETURN {_as_list(columns)} ORDER BY {order} LIMIT {first}"
        )
    return " UNION ALL ".join(branches)


def count_children(label: str, relation: Relation, target: str, *, dated: bool) -> str:
    """How many links each parent ``$ids`` has, as ``p`` and ``c``; parents without any may be missing."""
    return (
        f"UNWIND $ids AS p MATCH (n:{quoted(label)}) WHERE n.id = p OPTIONAL MATCH {relation.pattern('n', 'r', 'm', target)}"
        f"{_where(_periods(target, dated))} RETURN p, count(m) AS c"
    )
