"""Row validation 行校验 against the ontology, before anything reaches an engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graph.ontology import Property

from .columns import conform, edge_properties, edge_schema, label_of, node_properties, node_schema, require_pair, type_of
from .interface import StoreError


def checked_nodes(label: str, rows: pa.Table) -> pa.Table:
    """Node rows brought to the label's schema. Raises StoreError: unknown column, wrong type, a value outside its
    vocabulary, an id that is missing or occurs twice."""
    what = f"{label_of(label).zh} {label}"
    table = conform(rows, node_schema(label), what)
    _ids(table, what)
    _vocabularies(table, node_properties(label), what)
    return table


def checked_edges(type: str, source: str, target: str, rows: pa.Table) -> pa.Table:
    """Edge rows brought to the type's schema; as for nodes, and both ends must be given."""
    require_pair(type, source, target)
    what = f"{type_of(type).zh} {type}"
    table = conform(rows, edge_schema(type), what)
    for column, end in (("src", "起点"), ("dst", "终点")):
        if table.column(column).null_count:
            raise StoreError(f"“{what}”有 {table.column(column).null_count} 条关系没有{end}（{column}）：请补上节点标识。")
    _ids(table, what)
    _vocabularies(table, edge_properties(type), what)
    return table


def checked_ids(ids: Sequence[str]) -> list[str]:
    """The ids, each once, in their order."""
    return list(dict.fromkeys(ids))


def missing_end(type: str, label: str, id: str, count: int) -> str:
    """The message for edges whose end does not exist."""
    return f"关系“{type}”有 {count} 个端点不存在（如 {label} 的“{id}”）：请先写入这些节点，再写关系。"


def _ids(table: pa.Table, what: str) -> None:
    column: Any = table.column("id")
    if column.null_count:
        raise StoreError(f"“{what}”有 {column.null_count} 行没有标识 id：每行都要有。")
    if len(pc.unique(column)) != len(column):
        counted = pc.value_counts(column).to_pylist()
        twice = next(entry["values"] for entry in counted if entry["counts"] > 1)
        raise StoreError(f"“{what}”的标识“{twice}”在同一批中出现多次：请先合并同一标识的行。")


def _vocabularies(table: pa.Table, properties: tuple[Property, ...], what: str) -> None:
    for declared in properties:
        if declared.vocabulary is None:
            continue
        column: Any = table.column(declared.name)
        if column.null_count == len(column):
            continue
        allowed = set(declared.vocabulary.values)
        for value in pc.unique(column).to_pylist():
            if value is not None and value not in allowed:
                row = pc.index(column, value).as_py()
                raise StoreError(
                    f"“{what}”第 {row + 1} 行的{declared.zh} {declared.name} 是“{value}”，不在词表内：应为 "
                    f"{'、'.join(declared.vocabulary.values)} 之一。"
                )
