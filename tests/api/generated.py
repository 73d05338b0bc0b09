"""Random queries that the schema accepts, written from the schema itself."""

from __future__ import annotations

from typing import Any

from graphql import get_named_type, is_interface_type, is_list_type, is_non_null_type, is_object_type
from hypothesis import strategies as st

from api.schema import schema
from graph.ontology import ONTOLOGY

SCHEMA = schema()._schema
LABELS = [label.name for label in ONTOLOGY.labels]
PLURALS = {label.name: label.plural for label in ONTOLOGY.labels}


def _is_list(type_: Any) -> bool:
    return is_list_type(type_.of_type if is_non_null_type(type_) else type_)


@st.composite
def selections(draw: st.DrawFn, type_name: str, depth: int) -> str:
    """A selection set of a type: plain fields, aliases, fragments, directives, nested lists."""
    type_ = SCHEMA.type_map[type_name]
    leaves = [
        n
        for n, f in type_.fields.items()
        if not is_object_type(get_named_type(f.type)) and not is_interface_type(get_named_type(f.type))
    ]
    inner = [n for n in type_.fields if n not in leaves]
    parts: list[str] = []
    for name in draw(st.lists(st.sampled_from([*leaves, "__typename"]), min_size=1, max_size=4)):
        alias = draw(
            st.sampled_from(["", "", "", f"a_{name}: ", f"{name.strip('_').capitalize()}x: ", f"{name.strip('_').upper()}: "])
        )
        directive = draw(st.sampled_from(["", "", "", "", " @include(if: $yes)", " @skip(if: $yes)", " @include(if: false)"]))
        parts.append(f"{alias}{name}{directive}")
    if depth and inner:
        for number, name in enumerate(draw(st.lists(st.sampled_from(inner), max_size=2, unique=True))):
            parts.append(draw(_nested(type_.fields[name], name, number, depth)))
    if is_interface_type(type_) and depth:
        for label in draw(
            st.lists(st.sampled_from([n for n in LABELS if SCHEMA.is_sub_type(type_, SCHEMA.type_map[n])]), max_size=2)
        ):
            # fields of two fragments may not share a response name with different types
            parts.append(f"... on {label} {{ in{label}: id n{label}: name __typename }}")
    elif draw(st.integers(0, 4)) == 0:
        parts = [f"... on {type_name} {{ {' '.join(parts)} }}", parts[0]]
    return " ".join(parts)


@st.composite
def _nested(draw: st.DrawFn, field: Any, name: str, number: int, depth: int) -> str:
    body = draw(selections(get_named_type(field.type).name, depth - 1))
    alias = draw(st.sampled_from(["", f"b{number}: "]))
    arguments = []
    if "first" in field.args and draw(st.booleans()):
        arguments.append(draw(st.sampled_from(["first: 1", "first: 2", "first: 3", "first: $few"])))
    return f"{alias}{name}{'(' + ', '.join(arguments) + ')' if arguments else ''} {{ {body} }}"


@st.composite
def queries(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A whole query with its variables."""
    label = draw(st.sampled_from(LABELS))
    body = draw(selections(label, 4))
    first = draw(st.integers(1, 6))
    as_of = draw(st.sampled_from(["", "", ', asOf: "2021-06-01"']))
    extra = draw(st.sampled_from(["", "totalCount", "pageInfo { hasNextPage more: endCursor __typename }"]))
    page = f"r: {PLURALS[label]}(first: {first}{as_of}) {{ nodes {{ {body} }} {extra} }}"
    others = "keep: stats @include(if: $yes) { e: engine } x: organs(first: $few) { __typename }"
    text = f"query Q($yes: Boolean!, $few: Int!) {{ {page} {others} }}"
    return text, {"yes": draw(st.booleans()), "few": draw(st.integers(1, 3))}
