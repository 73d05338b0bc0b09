"""Root fields of the graph 顶层字段: a connection of a label, and a look-up."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLResolveInfo

from api.errors import BadInput
from api.limits import Limits
from api.plan import statements
from api.plan.catalogue import camel, label_of_id, shape
from api.plan.filters import FilterWriter
from api.plan.keyset import SortKey, after, decode, with_id
from api.plan.periods import in_force
from api.plan.run import Runner
from api.plan.run import connection as finished
from api.plan.selection import Reader
from api.plan.shaped import Shaped, Typed
from api.plan.tree import plan_connection, plan_node
from graph.ontology import ONTOLOGY
from graph.store.interface import Row, Store
from graph.store.schema import quoted


@dataclass(slots=True)
class Context:
    """What a request carries: the store, the limits, and when its time is up."""

    store: Store
    limits: Limits = field(default_factory=Limits)
    started: float = field(default_factory=time.monotonic)
    statements: list[str] = field(default_factory=list)
    """The Cypher that was run, for tests and for showing."""

    @property
    def deadline(self) -> float:
        """When the request must be done, on the monotonic clock."""
        return self.started + self.limits.seconds

    def runner(self, as_of: dt.date | None) -> Runner:
        """A runner for one root field."""
        return Runner(self.store, as_of, self.deadline, self.limits.rows, 0, self.statements)


def reader_of(info: GraphQLResolveInfo[Any]) -> Reader:
    """The reader of the operation being resolved."""
    return Reader(info.schema, info.fragments, _plain(info.variable_values))


def _plain(variables: Any) -> Mapping[str, Any]:
    return variables if isinstance(variables, Mapping) else variables.coerced


def check_page(first: int, limits: Limits) -> None:
    """Raises BadInput for a page size outside 1 to the limit."""
    if not 1 <= first <= limits.page:
        raise BadInput(f"first 须为 1 至 {limits.page} 的整数，现为 {first}。")


def connection(
    context: Context,
    info: GraphQLResolveInfo[Any],
    label: str,
    *,
    first: int,
    after_cursor: str | None,
    filter: Any,
    sort: Sequence[Any] | None,
    as_of: dt.date | None,
) -> Shaped:
    """A page of a label. Raises BadInput, LimitExceeded, StoreError."""
    check_page(first, context.limits)
    s = shape(label)
    plan = plan_connection(reader_of(info), label, info.field_nodes)
    keys = with_id([SortKey(s.properties[key.by.value], key.order.value == "desc") for key in sort or ()])
    runner = context.runner(as_of)
    writer = FilterWriter(dated=runner.dated)
    wanted = writer.write(label, "n", filter) if filter is not None else ""
    conditions = [wanted, in_force("n", s.validity) if runner.dated else ""]
    rows: list[Row] = []
    if plan.needs_page:
        given = dict(writer.parameters)
        beyond = after(keys, decode(keys, after_cursor), "n", given) if after_cursor else ""
        rows = runner.page(label, [node for _, node in plan.nodes], [*conditions, beyond], keys, first + 1, given)
    total = runner.read(statements.count(label, conditions), writer.parameters)[0]["c"] if plan.total_count else 0
    objects = [[row[f"x{i}"] for row in rows[:first]] for i in range(len(plan.nodes))]
    values = [[row[f"s{i}"] for i in range(len(keys))] for row in rows]
    return Shaped(finished(plan, objects, values, first, keys, total))


def look_up(
    context: Context,
    info: GraphQLResolveInfo[Any],
    label: str,
    *,
    node_id: str | None,
    code: str | None,
    as_of: dt.date | None,
) -> Shaped | None:
    """One node by id or by published code; None when there is none. Raises BadInput unless exactly one of the two is given."""
    declared = ONTOLOGY.label(label)
    if (node_id is None) == (code is None):
        raise BadInput(f"查找{declared.zh}须给出 {'id 或 code 之一' if declared.code_property else 'id'}。")
    plan = plan_node(reader_of(info), label, info.field_nodes)
    runner = context.runner(as_of)
    stored = "id" if node_id is not None else declared.code_property
    conditions = [f"n.{quoted(stored)} = $value", in_force("n", plan.shape.validity) if runner.dated else ""]
    rows = runner.page(label, [plan], conditions, with_id([]), 1, {"value": node_id if node_id is not None else code})
    return Shaped(rows[0]["x0"]) if rows else None


def entity(context: Context, info: GraphQLResolveInfo[Any], node_id: str, as_of: dt.date | None) -> Shaped | None:
    """One node of any label that carries evidence, by id."""
    label = label_of_id(node_id)
    if label is None or not shape(label).entity:
        return None
    found = look_up(context, info, label, node_id=node_id, code=None, as_of=as_of)
    if found is None:
        return None
    typed = Typed(label)
    typed.update(found.value)
    return Shaped(typed)


def singular(label: str) -> str:
    """The name of a label's look-up: ``powerItem``."""
    return camel(label[0].lower() + label[1:])
