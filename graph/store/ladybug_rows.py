"""Ladybug's results and errors, brought to what the interface promises."""

from __future__ import annotations

from typing import Any

from .interface import QueryTimeout, Row, StoreError


def rows_of(result: Any) -> list[Row]:
    """All rows as dicts, nodes and edges as dicts of their properties; closes the result."""
    if isinstance(result, list):
        for one in result:
            one.close()
        raise StoreError("一次只能执行一条语句：请去掉查询中间的分号。")
    try:
        names = result.get_column_names()
        rows: list[Row] = [dict(zip(names, row, strict=True)) for row in result.get_all()]
        if any("NODE" in type or "REL" in type for type in result.get_column_data_types()):
            return [{name: _plain(value) for name, value in row.items()} for row in rows]
        return rows
    finally:
        result.close()


def error_of(error: Exception, seconds: float | None = None) -> StoreError:
    """The interface's exception for one of ladybug's."""
    text = str(error).strip()
    if text.startswith("Interrupted"):
        limit = f"超过 {seconds:g} 秒" if seconds else ""
        return QueryTimeout(f"查询{limit or '被'}中断，图库未受影响：请缩小范围，或调大时限（TIAOKUAI_TIMEOUT）。")
    if "buffer pool is full" in text:
        return StoreError("图库内存不足，本次操作已取消：请分批进行，或调大 TIAOKUAI_BUFFER_POOL（兆字节）。")
    if "read-only transaction" in text:
        return StoreError("只读查询里出现了写语句，已拒绝执行：写入请走写事务。")
    return StoreError(f"图库拒绝了这条语句（{text.splitlines()[0] if text else '无说明'}）：请检查语句与参数。")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "_LABEL" in value:
        return {k: v for k, v in value.items() if not (k in ("_ID", "_LABEL", "_SRC", "_DST") or v is None)}
    if "_NODES" in value and "_RELS" in value:
        return {"nodes": _plain(value["_NODES"]), "relationships": _plain(value["_RELS"])}
    return {k: _plain(v) for k, v in value.items()}
