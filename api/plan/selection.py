"""Reads a selection set 选择集: aliases, fragments, ``@include`` and ``@skip``, variables.

The document has been validated before; this only decides what it selects, by the rules of the GraphQL specification
(“CollectFields”), without running a resolver for any of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    is_abstract_type,
)

TYPENAME = "__typename"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the selections of one operation. ``variables`` are the coerced values."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def fields(self, type_name: str, nodes: Iterable[FieldNode]) -> dict[str, list[FieldNode]]:
        """The fields selected under ``nodes`` on an object of that type: response name → nodes of that name, in order."""
        type_ = self.schema.type_map[type_name]
        assert isinstance(type_, GraphQLObjectType)
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for node in nodes:
            if node.selection_set:
                self._collect(type_, node.selection_set, found, seen)
        return found

    def argument(self, node: FieldNode, name: str, default: Any = None) -> Any:
        """The value of a simple argument (Int, Boolean, String) or its default."""
        for argument in node.arguments or ():
            if argument.name.value == name:
                return self._value(argument.value, default)
        return default

    def _collect(
        self, type_: GraphQLObjectType, selections: SelectionSetNode, found: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for selection in selections.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                name = selection.alias.value if selection.alias else selection.name.value
                found.setdefault(name, []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                if self._applies(selection.type_condition.name.value if selection.type_condition else None, type_):
                    self._collect(type_, selection.selection_set, found, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = self.fragments[selection.name.value]
                if self._applies(fragment.type_condition.name.value, type_):
                    self._collect(type_, fragment.selection_set, found, seen)

    def _applies(self, condition: str | None, type_: GraphQLObjectType) -> bool:
        if condition is None or condition == type_.name:
            return True
        named = self.schema.type_map[condition]
        return is_abstract_type(named) and self.schema.is_sub_type(_abstract(named), type_)

    def _included(self, selection: Any) -> bool:
        for directive in selection.directives or ():
            if directive.name.value in ("skip", "include"):
                condition = self._value(directive.arguments[0].value, None)
                if bool(condition) is (directive.name.value == "skip"):
                    return False
        return True

    def _value(self, node: ValueNode, default: Any) -> Any:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value, default)
        if isinstance(node, IntValueNode):
            return int(node.value)
        if isinstance(node, (BooleanValueNode, StringValueNode)):
            return node.value
        return None


def _abstract(type_: Any) -> GraphQLAbstractType:
    return type_  # type: ignore[no-any-return]  # narrowed by is_abstract_type, which returns a plain bool
