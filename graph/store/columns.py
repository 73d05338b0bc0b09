"""Rows as columns 列: the Arrow schema of each label and type, computed from the ontology, and tables brought to it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa

from graph.ontology import ONTOLOGY, NodeLabel, Property, RelationshipType

from .interface import StoreError

ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
}
"""Arrow type of each property type."""

TYPE_ZH = {"string": "文字", "integer": "整数", "number": "数字", "boolean": "是或否", "date": "日期", "strings": "文字列表"}


def label_of(name: str) -> NodeLabel:
    """The declared label, or a StoreError that says there is none."""
    try:
        return ONTOLOGY.label(name)
    except KeyError:
        raise StoreError(f"本体中没有节点类型“{name}”：请检查拼写，或先在 graph/ontology/labels.py 中声明。") from None


def type_of(name: str) -> RelationshipType:
    """The declared relationship type, or a StoreError that says there is none."""
    try:
        return ONTOLOGY.relationship(name)
    except KeyError:
        raise StoreError(f"本体中没有关系类型“{name}”：请检查拼写，或先在 graph/ontology/relationships.py 中声明。") from None


def require_pair(type: str, source: str, target: str) -> None:
    """Refuse endpoint labels that the ontology does not declare for this type."""
    if (source, target) not in type_of(type).pairs:
        raise StoreError(f"关系“{type}”不能从“{source}”指向“{target}”：本体没有声明这一对节点类型。")


@cache
def node_properties(label: str) -> tuple[Property, ...]:
    """Stored properties of a label, ``id`` first."""
    label_of(label)
    return ONTOLOGY.node_properties(label)


@cache
def edge_properties(type: str) -> tuple[Property, ...]:
    """Stored properties of a relationship type, without the end points."""
    type_of(type)
    return ONTOLOGY.edge_properties(type)


@cache
def node_schema(label: str) -> pa.Schema:
    """The columns of a label's rows."""
    return pa.schema([(p.name, ARROW[p.type]) for p in node_properties(label)])


@cache
def edge_schema(type: str) -> pa.Schema:
    """The columns of a type's rows: ``src``, ``dst`` and the properties."""
    ends = [("src", pa.string()), ("dst", pa.string())]
    return pa.schema(ends + [(p.name, ARROW[p.type]) for p in edge_properties(type)])


def conform(rows: pa.Table, schema: pa.Schema, what: str) -> pa.Table:
    """The same rows with exactly the schema's columns, in its order and types; columns that are missing become null.

    Raises StoreError for a column that is not declared, or values that do not fit the type.
    """
    unknown = [name for name in rows.column_names if name not in schema.names]
    if unknown:
        raise StoreError(f"“{what}”没有属性“{unknown[0]}”：请改正列名，或先在本体中声明它。")
    doubled = len(set(rows.column_names)) != len(rows.column_names)
    if doubled:
        raise StoreError(f"写入“{what}”的数据有重名的列：每个属性只能有一列。")
    columns: list[Any] = []
    for field in schema:
        if field.name not in rows.column_names:
            columns.append(pa.nulls(rows.num_rows, field.type))
            continue
        column = rows.column(field.name)
        columns.append(column if column.type == field.type else _cast(column, field, what))
    return pa.table(columns, schema=schema)


def _cast(column: Any, field: pa.Field, what: str) -> Any:
    message = f"“{what}”的属性“{field.name}”应为{_zh(field.type)}，收到的是 {column.type}：请改正这一列。"
    lossless = (
        pa.types.is_null(column.type)
        or _kind(column.type) == _kind(field.type)
        or (pa.types.is_integer(column.type) and pa.types.is_floating(field.type))
    )
    if not lossless:
        raise StoreError(message)
    try:
        return column.cast(field.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise StoreError(message) from None


def _kind(type: pa.DataType) -> str:
    if pa.types.is_dictionary(type):
        return _kind(type.value_type)
    if pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type):
        return "string"
    if pa.types.is_integer(type):
        return "integer"
    if pa.types.is_floating(type):
        return "number"
    if pa.types.is_date(type):
        return "date"
    if pa.types.is_list(type) or pa.types.is_large_list(type):
        return "list of " + ("string" if pa.types.is_null(type.value_type) else _kind(type.value_type))
    return str(type)


def _zh(type: pa.DataType) -> str:
    return next(TYPE_ZH[name] for name, arrow in ARROW.items() if arrow == type)
