"""Filters 筛选条件 to Cypher. Names come from the ontology and values travel as parameters: no user's text becomes Cypher."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any

from api.errors import BadInput, LimitExceeded
from api.plan.catalogue import INTERFACE, Relation, shape
from api.plan.periods import in_force
from graph.store.schema import quoted

MAX_CONDITIONS = 60
"""Conditions in one filter."""
MAX_NESTING = 6
"""How deep ``and``, ``or``, ``not`` and relations may stand in each other."""
MAX_IN = 1000
"""Values of one ``in``."""

_COMPARE = {
    "eq": "=",
    "gt": ">",
    "gte": ">=",
    "lt": "<",
    "lte": "<=",
    "contains": "CONTAINS",
    "startsWith": "STARTS WITH",
    "endsWith": "ENDS WITH",
}
_ENTITY = {"id": "id", "name": "name"}


def _given(value: Any) -> dict[str, Any]:
    """The fields of an input object that were given, by GraphQL name."""
    found = {}
    for f in dataclasses.fields(value):
        if (item := getattr(value, f.name)) is not None:
            found[f.name.rstrip("_")] = item
    return found


@dataclasses.dataclass(slots=True)
class FilterWriter:
    """Writes the conditions of one statement and collects their parameters. ``dated``: whether relations must be in force."""

    dated: bool = False
    parameters: dict[str, Any] = dataclasses.field(default_factory=dict)
    conditions: int = 0
    variables: int = 0

    def write(self, label: str, variable: str, value: Any, depth: int = 1) -> str:
        """The condition that ``value``, a filter of ``label``, puts on ``variable``; empty when it asks for nothing."""
        if depth > MAX_NESTING:
            raise LimitExceeded(f"筛选条件嵌套超过 {MAX_NESTING} 层，请拆成几次查询。")
        s = None if label == INTERFACE else shape(label)
        parts = []
        for name, item in _given(value).items():
            if name in ("and", "or"):
                parts.append(self._combine(label, variable, name.upper(), item, depth))
            elif name == "not":
                inner = self.write(label, variable, item, depth + 1)
                parts.append(f"NOT coalesce({inner}, false)" if inner else "false")
            elif s and name in s.relations:
                parts.extend(self._relation(s.relations[name], variable, item, depth))
            else:
                stored = s.properties[name].name if s else _ENTITY[name]
                parts.extend(self._property(f"{variable}.{quoted(stored)}", item))
        return " AND ".join(f"({p})" for p in parts if p)

    def _combine(self, label: str, variable: str, word: str, items: list[Any], depth: int) -> str:
        inner = [self.write(label, variable, item, depth + 1) or "true" for item in items]
        if not inner:
            return "true" if word == "AND" else "false"
        return f" {word} ".join(f"({p})" for p in inner)

    def _relation(self, relation: Relation, variable: str, value: Any, depth: int) -> list[str]:
        parts = []
        for word, wanted in _given(value).items():
            found = " OR ".join(self._exists(relation, variable, target, wanted, depth) for target in relation.targets)
            parts.append(f"({found})" if word == "some" else f"NOT ({found})")
        return parts

    def _exists(self, relation: Relation, variable: str, target: str, wanted: Any, depth: int) -> str:
        self._count()
        self.variables += 1
        edge, there = f"e{self.variables}", f"m{self.variables}"
        label = target if len(relation.targets) == 1 else INTERFACE
        conditions = [self.write(label, there, wanted, depth + 1)]
        if self.dated:
            conditions += [in_force(edge, ("valid_from", "valid_to")), in_force(there, shape(target).validity)]
        where = " AND ".join(c for c in conditions if c)
        return f"EXISTS {{ MATCH {relation.pattern(variable, edge, there, target)}" + (f" WHERE {where}" if where else "") + " }"

    def _property(self, expression: str, value: Any) -> list[str]:
        parts = []
        for operator, operand in _given(value).items():
            self._count()
            if operator == "isNull":
                parts.append(f"{expression} IS NULL" if operand else f"{expression} IS NOT NULL")
            elif operator == "in":
                if len(operand) > MAX_IN:
                    raise LimitExceeded(f"in 最多 {MAX_IN} 个值，现为 {len(operand)} 个，请分批查询。")
                # an empty list is no parameter on every engine
                parts.append(f"{expression} IN {self._parameter([_stored(o) for o in operand])}" if operand else "false")
            elif operator == "ne":
                parts.append(f"NOT coalesce({expression} = {self._parameter(_stored(operand))}, false)")
            else:
                parts.append(f"{expression} {_COMPARE[operator]} {self._parameter(_stored(operand))}")
        return parts

    def _parameter(self, value: Any) -> str:
        name = f"f{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def _count(self) -> None:
        self.conditions += 1
        if self.conditions > MAX_CONDITIONS:
            raise LimitExceeded(f"一次筛选最多 {MAX_CONDITIONS} 个条件，请拆成几次查询。")


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and "\x00" in value:
        raise BadInput("筛选文字含有空字符（U+0000），请去掉。")
    return value
