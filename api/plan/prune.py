"""Cuts ready-made objects 裁剪 (findings, matrices, counts) down to what was selected, under the response names.

The selection is compiled once and applied to every element, so a list costs little more than its data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from graphql import FieldNode, GraphQLObjectType, is_list_type, is_non_null_type, is_object_type

from api.plan.selection import TYPENAME, Reader

Cut = Callable[[Any], Any]


def compile_cut(reader: Reader, type_: Any, nodes: Iterable[FieldNode]) -> Cut:
    """A function from a full value (dicts by GraphQL field name) to the selected one."""
    if is_non_null_type(type_):
        return compile_cut(reader, type_.of_type, nodes)
    if is_list_type(type_):
        inner = compile_cut(reader, type_.of_type, nodes)
        return lambda value: None if value is None else [inner(item) for item in value]
    if not is_object_type(type_):
        return _same
    return _object(reader, type_, nodes)


def _same(value: Any) -> Any:
    return value


def _object(reader: Reader, type_: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Cut:
    constants: dict[str, str] = {}
    fields: list[tuple[str, str, Cut]] = []
    for response, selected in reader.fields(type_.name, nodes).items():
        name = selected[0].name.value
        if name == TYPENAME:
            constants[response] = type_.name
        else:
            fields.append((response, name, compile_cut(reader, type_.fields[name].type, selected)))

    def cut(value: Any) -> Any:
        if value is None:
            return None
        found: dict[str, Any] = dict(constants)
        for response, name, inner in fields:
            found[response] = inner(value.get(name))
        return found

    return cut
