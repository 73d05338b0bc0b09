"""The driver's values and errors, brought to what the interface promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import neo4j
import neo4j.graph
import neo4j.time
from neo4j import exceptions

from .interface import QueryTimeout, Row, StoreError

_PLAIN = frozenset({str, int, float, bool, type(None)})


def rows_of(records: Iterable[neo4j.Record]) -> list[Row]:
    """All records as dicts without any of the driver's types."""
    return [{name: plain(value) for name, value in zip(record.keys(), record, strict=True)} for record in records]


def plain(value: Any) -> Any:
    """One value: dates as datetime.date, nodes and relationships as dicts of their properties."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [plain(item) for item in value]
    if kind is dict:
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime | neo4j.time.Time):
        return value.to_native()
    if isinstance(value, neo4j.graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, Mapping | neo4j.graph.Entity):
        return {name: plain(item) for name, item in value.items()}
    return value


def error_of(error: Exception, where: str, seconds: float | None = None) -> StoreError:
    """The interface's exception for one of the driver's."""
    if isinstance(error, StoreError):
        return error
    code = getattr(error, "code", "") or ""
    if "TransactionTimedOut" in code or "TransactionTerminated" in code or "Terminated" in code:
        limit = f"超过 {seconds:g} 秒" if seconds and "TimedOut" in code else "被"
        return QueryTimeout(f"查询{limit}中断，图库未受影响：请缩小范围，或调大时限（TIAOKUAI_TIMEOUT）。")
    if isinstance(error, exceptions.AuthError):
        return StoreError(f"Neo4j“{where}”不接受所给的用户名或密码：请检查 TIAOKUAI_NEO4J_USER 与 TIAOKUAI_NEO4J_PASSWORD。")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | OSError):
        return StoreError(f"连不上 Neo4j“{where}”：请确认服务已启动、地址与端口正确。")
    if isinstance(error, exceptions.TransientError):
        return StoreError(f"Neo4j“{where}”暂时不能完成写入（{_first_line(error)}）：请稍后重试，或分批进行。")
    if code.endswith("Statement.AccessMode"):
        return StoreError("只读查询里出现了写语句，已拒绝执行：写入请走写事务。")
    return StoreError(f"图库拒绝了这条语句（{_first_line(error)}）：请检查语句与参数。")


def _first_line(error: Exception) -> str:
    text = (getattr(error, "message", None) or str(error)).strip()
    return text.splitlines()[0] if text else type(error).__name__
