"""Keyset pages 游标分页: a page begins after the last row of the page before, found by its sort values and id.

Missing values stand last in ascending and first in descending order, as both engines put them; ``id`` breaks ties, so
that every row is on exactly one page however many are equal.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.errors import BadInput
from graph.ontology import Property
from graph.store.schema import quoted


@dataclass(frozen=True, slots=True)
class SortKey:
    """One property to sort by."""

    property: Property
    descending: bool = False


ID_KEY = Property("id", "标识")


def with_id(keys: Sequence[SortKey]) -> tuple[SortKey, ...]:
    """The keys with ``id`` last; what follows an ``id`` decides nothing and is dropped, as is a property named again."""
    found: list[SortKey] = []
    for key in keys:
        if all(key.property.name != k.property.name for k in found):
            found.append(key)
        if key.property.name == "id":
            return tuple(found)
    return (*found, SortKey(ID_KEY))


def order_by(keys: Sequence[SortKey], columns: Mapping[str, str]) -> str:
    """The ORDER BY list over result columns (stored property → column)."""
    return ", ".join(columns[k.property.name] + (" DESC" if k.descending else "") for k in keys)


def after(keys: Sequence[SortKey], values: Sequence[Any], variable: str, parameters: dict[str, Any]) -> str:
    """The condition “comes after these values”; fills ``parameters``."""
    alternatives = []
    equal: list[str] = []
    for number, (key, value) in enumerate(zip(keys, values, strict=True)):
        expression, name = f"{variable}.{quoted(key.property.name)}", f"k{number}"
        if value is not None:
            parameters[name] = value
        beyond = _beyond(expression, f"${name}", key.descending, value is None)
        if beyond:
            alternatives.append(" AND ".join([*equal, beyond]))
        equal.append(f"{expression} IS NULL" if value is None else f"{expression} = ${name}")
    return "(" + " OR ".join(f"({a})" for a in alternatives) + ")"


def _beyond(expression: str, parameter: str, descending: bool, missing: bool) -> str:
    if missing:
        return f"{expression} IS NOT NULL" if descending else ""
    return f"{expression} < {parameter}" if descending else f"({expression} > {parameter} OR {expression} IS NULL)"


def _signature(keys: Sequence[SortKey]) -> str:
    return ",".join(("-" if k.descending else "") + k.property.name for k in keys)


def encode(keys: Sequence[SortKey], values: Sequence[Any]) -> str:
    """An opaque cursor of a row's sort values."""
    return base64.urlsafe_b64encode(orjson.dumps([_signature(keys), *values])).decode().rstrip("=")


def decode(keys: Sequence[SortKey], cursor: str) -> list[Any]:
    """The sort values of a cursor. Raises BadInput for a cursor that is damaged or belongs to another order."""
    try:
        signature, *values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if signature != _signature(keys):
            raise BadInput("游标 after 与当前排序不一致：翻页时请保持 sort 不变，或从第一页重新开始。")
        return [_typed(key.property, value) for key, value in zip(keys, values, strict=True)]
    except (binascii.Error, orjson.JSONDecodeError, ValueError, TypeError) as error:
        raise BadInput("游标 after 无法识别：请原样使用上一页 pageInfo.endCursor 的值。") from error


_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}


def _typed(p: Property, value: Any) -> Any:
    if value is None:
        if p.name == "id":
            raise ValueError
        return None
    if p.type == "date":
        return dt.date.fromisoformat(value)
    if not isinstance(value, _TYPES[p.type]) or (p.type != "boolean" and isinstance(value, bool)):
        raise TypeError
    return float(str(value)) if p.type == "number" else value
