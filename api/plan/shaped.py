"""Answers that are already in the shape of the selection 成形的答案, and the executors that know them.

Completing a value field by field is most of the cost of a large answer. What the planner returns has been built from the
selection itself (aliases, fragments, directives, ``__typename``; enums are stored by their GraphQL names, dates are
written by the JSON encoder), so :class:`PassThrough` hands it on as it is. :class:`Completing` completes the same answer
the ordinary way; a test holds that both are equal.
"""

from __future__ import annotations

from typing import Any

from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


class Shaped:
    """A finished answer of a root field."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Typed(dict[str, Any]):
    """An object of an interface-typed field, which knows its label."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label


class PassThrough(StrawberryGraphQLCoreExecutionContext):
    """Gives a shaped answer back as it is."""

    def complete_value(self, return_type: Any, details: Any, info: Any, path: Path, result: Any, position_context: Any) -> Any:
        """As graphql-core's, but for shaped answers."""
        if type(result) is Shaped:
            return result.value
        return super().complete_value(return_type, details, info, path, result, position_context)


class Completing(StrawberryGraphQLCoreExecutionContext):
    """Completes a shaped answer field by field, checking every type on the way."""

    def complete_value(self, return_type: Any, details: Any, info: Any, path: Path, result: Any, position_context: Any) -> Any:
        """As graphql-core's, from the shaped value."""
        value = result.value if type(result) is Shaped else result
        return super().complete_value(return_type, details, info, path, value, position_context)

    def execute_field(self, parent_type: Any, source: Any, field_details_list: Any, path: Path, position_context: Any) -> Any:
        """Reads a shaped object by response name instead of resolving."""
        node = field_details_list[0].node
        if not isinstance(source, dict) or node.name.value.startswith("__"):
            return super().execute_field(parent_type, source, field_details_list, path, position_context)
        definition = self.schema.get_field(parent_type, node.name.value)
        assert definition is not None
        info = self.build_resolve_info(definition, [d.node for d in field_details_list], parent_type, path)
        try:
            return self.complete_value(definition.type, field_details_list, info, path, source[str(path.key)], position_context)
        except Exception as error:
            self.handle_field_error(error, definition.type, field_details_list, path)
            return None
