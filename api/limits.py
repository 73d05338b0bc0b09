"""Limits 限制 on what one request may ask, checked before anything is fetched.

``first`` multiplies down the levels: the *cost* of a query is the number of objects that it may return at most. Lists whose
``first`` was left out count as ``assumed`` (most relations have one or two ends). What is really fetched is counted again
while the query runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    VariableNode,
)

from api.errors import LimitExceeded


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one GraphQL request may ask for."""

    depth: int = 16
    """Levels of nested fields; introspection may go deeper, by its own rule."""
    aliases: int = 30
    """Fields given another name."""
    tokens: int = 4000
    """Words and signs of the document."""
    roots: int = 12
    """Root fields of the operation."""
    cost: int = 500_000
    """Objects that the answer may hold at most, by the ``first`` of every level."""
    assumed: int = 3
    """What a list without ``first`` counts as in the cost."""
    page: int = 500
    """``first`` of a root list."""
    rows: int = 100_000
    """Objects really fetched."""
    seconds: float = 30.0
    """Time for one request."""
    body: int = 1_000_000
    """Bytes of a request body."""


@dataclass(slots=True)
class _Measure:
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    limits: Limits
    aliases: int = 0
    visits: int = 0

    def depth(self, selection: SelectionNode, level: int, inside: tuple[str, ...]) -> None:
        self.visits += 1
        if self.visits > 20_000:
            raise LimitExceeded("查询中的片段展开后过大，请简化查询。")
        if isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name in inside or name not in self.fragments:
                return  # validation says so in its own words
            inner, inside = self.fragments[name].selection_set, (*inside, name)
        elif isinstance(selection, InlineFragmentNode):
            inner = selection.selection_set
        else:
            assert isinstance(selection, FieldNode)
            if selection.name.value in ("__schema", "__type"):
                return
            self.aliases += selection.alias is not None
            level += 1
            if level > self.limits.depth:
                raise LimitExceeded(f"查询嵌套超过 {self.limits.depth} 层，请减少层级或分几次查询。")
            if selection.selection_set is None:
                return
            inner = selection.selection_set
        for child in inner.selections:
            self.depth(child, level, inside)

    def cost(self, selection: SelectionNode, times: int) -> int:
        if isinstance(selection, FragmentSpreadNode):
            return sum(self.cost(s, times) for s in self.fragments[selection.name.value].selection_set.selections)
        if isinstance(selection, InlineFragmentNode):
            return sum(self.cost(s, times) for s in selection.selection_set.selections)
        assert isinstance(selection, FieldNode)
        if selection.selection_set is None or selection.name.value.startswith("__"):
            return 0
        name = selection.name.value
        here = times if name in ("nodes", "node", "pageInfo") else times * self._first(selection)
        return here + sum(self.cost(s, here) for s in selection.selection_set.selections)

    def _first(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value = argument.value
                if isinstance(value, IntValueNode):
                    return max(int(value.value), 1)
                if isinstance(value, VariableNode) and isinstance(given := self.variables.get(value.name.value), (int, float)):
                    return max(int(given), 1)
        return self.limits.assumed


def _parts(document: DocumentNode) -> tuple[list[OperationDefinitionNode], dict[str, FragmentDefinitionNode]]:
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return operations, fragments


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Depth, aliases and root fields: what the text alone decides. Raises LimitExceeded."""
    operations, fragments = _parts(document)
    for operation in operations:
        measure = _Measure(fragments, {}, limits)
        if len(operation.selection_set.selections) > limits.roots:
            raise LimitExceeded(f"一次查询最多 {limits.roots} 个顶层字段，请分几次查询。")
        for selection in operation.selection_set.selections:
            measure.depth(selection, 0, ())
        if measure.aliases > limits.aliases:
            raise LimitExceeded(f"一次查询最多 {limits.aliases} 个别名，现为 {measure.aliases} 个，请分几次查询。")


def check_cost(document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any], limits: Limits) -> int:
    """The cost of a valid document with these variables. Raises LimitExceeded when it is too high."""
    operations, fragments = _parts(document)
    chosen = [o for o in operations if operation_name is None or (o.name and o.name.value == operation_name)]
    cost = 0
    for operation in chosen[:1]:
        defaults = {
            d.variable.name.value: int(d.default_value.value)
            for d in operation.variable_definitions or ()
            if isinstance(d.default_value, IntValueNode)
        }
        measure = _Measure(fragments, {**defaults, **variables}, limits)
        cost = sum(measure.cost(s, 1) for s in operation.selection_set.selections)
    if cost > limits.cost:
        raise LimitExceeded(f"查询可能返回 {cost} 个对象，超过 {limits.cost} 的上限；请减小各层的 first。")
    return cost
