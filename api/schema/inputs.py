"""Input types 输入类型: a filter and a sort for every label, made from the ontology.

Conditions of one filter hold together; ``and``, ``or`` and ``not`` combine whole filters, and a relation can be asked for
by ``some`` or ``none`` of its ends. A missing value meets no condition, so ``not`` finds it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry

from api.plan.catalogue import INTERFACE, Shape, shape
from api.schema.enums import VOCABULARIES, SortOrder, make_enum
from api.schema.nodes import described
from graph.ontology import ONTOLOGY, Property

_OPERATORS = {
    "eq": "等于",
    "ne": "不等于（含空值）",
    "in": "是其中之一",
    "gt": "大于",
    "gte": "大于或等于",
    "lt": "小于",
    "lte": "小于或等于",
    "contains": "包含",
    "startsWith": "开头是",
    "endsWith": "结尾是",
    "isNull": "是否为空",
}
_TEXT = ("eq", "ne", "in", "contains", "startsWith", "endsWith", "isNull")
_ORDERED = ("eq", "ne", "in", "gt", "gte", "lt", "lte", "isNull")
_CLOSED = ("eq", "ne", "in", "isNull")


def _input(name: str, description: str, fields: dict[str, Any]) -> Any:
    """An input type whose fields are all optional; names that Python keeps for itself get a trailing underscore."""
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {}
    for field, (annotation, text) in fields.items():
        python = f"{field}_" if field in ("in", "and", "or", "not") else field
        annotations[python] = f"{annotation} | None" if isinstance(annotation, str) else annotation | None
        namespace[python] = strawberry.field(name=field, default=None, description=text)
    body = {"__module__": __name__, "__annotations__": annotations, "__doc__": description, **namespace}
    made = strawberry.input(type(name, (), body), name=name, description=description)
    globals()[name] = made
    return made


def _operators(name: str, zh: str, type_: Any, operators: tuple[str, ...]) -> Any:
    types = {"in": list[type_], "isNull": bool}
    return _input(name, f"{zh}条件；几个条件同时成立", {op: (types.get(op, type_), _OPERATORS[op]) for op in operators})


_BY_TYPE: dict[str, Any] = {
    "string": _operators("StringFilter", "文本", str, _TEXT),
    "integer": _operators("IntFilter", "整数", int, _ORDERED),
    "number": _operators("FloatFilter", "数值", float, _ORDERED),
    "boolean": _operators("BooleanFilter", "是否", bool, ("eq", "isNull")),
    "date": _operators("DateFilter", "日期", dt.date, _ORDERED),
}
_ID = _operators("IDFilter", "标识", strawberry.ID, ("eq", "in"))
_BY_VOCABULARY = {name: _operators(f"{name}Filter", name, enum, _CLOSED) for name, enum in VOCABULARIES.items()}


def filterable(p: Property) -> bool:
    """Whether a property can be filtered and sorted by; lists cannot."""
    return p.type != "strings"


def _condition(p: Property) -> Any:
    if p.name == "id":
        return _ID
    return _BY_VOCABULARY[p.vocabulary.name] if p.vocabulary else _BY_TYPE[p.type]


def _filter(s: Shape) -> Any:
    name = f"{s.label}Filter"
    fields: dict[str, Any] = {k: (_condition(p), described(p)) for k, p in s.properties.items() if filterable(p)}
    for k, relation in s.relations.items():
        end = relation.targets[0] if len(relation.targets) == 1 else INTERFACE
        fields[k] = (f"{end}RelationFilter", f"{relation.type.zh}（{relation.type.name}）的另一端")
    fields |= _combined(name)
    return _input(name, f"{s.zh}的条件；几个条件同时成立", fields)


def _combined(name: str) -> dict[str, Any]:
    return {
        "and": (f"list[{name}]", "全部成立"),
        "or": (f"list[{name}]", "至少一个成立"),
        "not": (name, "不成立"),
    }


def _sort(s: Shape) -> Any:
    by = make_enum(f"{s.label}Field", f"{s.zh}的字段", {k: described(p) for k, p in s.properties.items() if filterable(p)})
    return strawberry.input(
        type(
            f"{s.label}Sort",
            (),
            {
                "__module__": __name__,
                "__annotations__": {"by": by, "order": SortOrder},
                "by": strawberry.field(description="按哪个字段"),
                "order": strawberry.field(default=SortOrder.asc, description="升序或降序"),
            },
        ),
        name=f"{s.label}Sort",
        description=f"{s.zh}的排序；相同时按标识",
    )


def _declare() -> None:
    shapes = [shape(label.name) for label in ONTOLOGY.labels]
    entity = f"{INTERFACE}Filter"
    _input(entity, "实体的条件", {"id": (_ID, "标识"), "name": (_BY_TYPE["string"], "名称"), **_combined(entity)})
    for label in [INTERFACE, *(s.label for s in shapes)]:
        _input(
            f"{label}RelationFilter",
            "有或没有这样的另一端",
            {
                "some": (f"{label}Filter", "至少有一个"),
                "none": (f"{label}Filter", "一个也没有"),
            },
        )
    for s in shapes:
        FILTERS[s.label] = _filter(s)
        SORTS[s.label] = _sort(s)


FILTERS: dict[str, Any] = {}
"""The filter input of each label."""

SORTS: dict[str, Any] = {}
"""The sort input of each label."""

_declare()
