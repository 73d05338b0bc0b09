"""The root type ``Query`` 查询入口: a look-up and a list for every label, and the computed fields.

Resolvers are plain functions that block; the server runs each request in a worker thread. Every one returns an answer
that is already in the shape of the selection (see ``api.plan.shaped``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import strawberry
from strawberry import Info

from api.plan import roots
from api.plan.prune import compile_cut
from api.plan.roots import Context, check_page
from api.plan.shaped import Shaped
from api.schema import answers
from api.schema.domain import (
    CoverageRow,
    Finding,
    FindingBasis,
    FindingConnection,
    FindingCount,
    FindingKind,
    FindingStatus,
    Hotspot,
    Matrix,
    Stats,
    UnassignedPower,
)
from api.schema.inputs import FILTERS, SORTS
from api.schema.nodes import TYPES
from graph.ontology import ONTOLOGY, NodeLabel

NO_LOOK_UP = frozenset({"Coverage"})
"""Labels whose look-up would share its name with a computed field; ``entity(id)`` finds them."""

Entity: Any = TYPES["Entity"]
_PAGE = "每页 1 至 500，缺省 20"
_AS_OF = "asOf：只看该日有效的；不给则不论时间"


def _raw(info: Info) -> Any:
    return info._raw_info


def _cut(info: Info, value: Any) -> Shaped | None:
    if value is None:
        return None
    raw = _raw(info)
    return Shaped(compile_cut(roots.reader_of(raw), raw.return_type, raw.field_nodes)(value))


def _list_field(label: NodeLabel) -> Any:
    filter_type, sort_type, of = FILTERS[label.name], SORTS[label.name], TYPES[f"{label.name}Connection"]

    def resolve(
        info: Info,
        first: int = 20,
        after: str | None = None,
        filter: Any = None,
        sort: Any = None,
        as_of: dt.date | None = None,
    ) -> Any:
        return roots.connection(
            info.context,
            _raw(info),
            label.name,
            first=first,
            after_cursor=after,
            filter=filter,
            sort=sort,
            as_of=as_of,
        )

    resolve.__annotations__ = {
        "info": Info,
        "first": int,
        "after": str | None,
        "filter": filter_type | None,
        "sort": list[sort_type] | None,  # type: ignore[valid-type]
        "as_of": dt.date | None,
        "return": of,
    }
    return strawberry.field(resolver=resolve, name=label.plural, description=f"{label.zh}列表（{_PAGE}；{_AS_OF}）")


def _look_up_field(label: NodeLabel) -> Any:
    def by_id(info: Info, id: Any, as_of: dt.date | None = None) -> Any:
        return roots.look_up(info.context, _raw(info), label.name, node_id=id, code=None, as_of=as_of)

    def by_either(info: Info, id: Any = None, code: str | None = None, as_of: dt.date | None = None) -> Any:
        return roots.look_up(info.context, _raw(info), label.name, node_id=id, code=code, as_of=as_of)

    common = {"info": Info, "as_of": dt.date | None, "return": TYPES[label.name] | None}
    if not label.code_property:
        by_id.__annotations__ = {"id": strawberry.ID, **common}
        return strawberry.field(resolver=by_id, name=roots.singular(label.name), description=f"按标识查找{label.zh}（{_AS_OF}）")
    by_either.__annotations__ = {"id": strawberry.ID | None, "code": str | None, **common}
    named = label.property(label.code_property)
    code = named.zh if named else "编码"
    description = f"按标识（id）或{code}（code）查找{label.zh}（{_AS_OF}）"
    return strawberry.field(
        resolver=by_either,
        name=roots.singular(label.name),
        description=description,
    )


def _values(items: list[Any] | None) -> tuple[str, ...]:
    return tuple(item.value for item in items or ())


def entity(info: Info, id: strawberry.ID, as_of: dt.date | None = None) -> Entity | None:
    """A node of any label by id."""
    return roots.entity(info.context, _raw(info), id, as_of)


def findings(
    info: Info,
    codes: list[str] | None = None,
    area: strawberry.ID | None = None,
    status: list[FindingStatus] | None = None,
    basis: list[FindingBasis] | None = None,
    as_of: dt.date | None = None,
    first: int = 50,
    after: str | None = None,
) -> FindingConnection:
    """A page of findings."""
    context: Context = info.context
    check_page(first, context.limits)
    found = answers.findings(context.store, codes or (), area or "", as_of, _values(status), _values(basis))
    return _cut(info, answers.finding_page(found, first, after))  # type: ignore[return-value]


def finding(info: Info, id: strawberry.ID, as_of: dt.date | None = None) -> Finding | None:
    """One finding by id."""
    return _cut(info, answers.finding(info.context.store, id, as_of))  # type: ignore[return-value]


def finding_kinds(info: Info) -> list[FindingKind]:
    """All kinds of finding."""
    return _cut(info, answers.finding_kinds())  # type: ignore[return-value]


def finding_summary(info: Info, area: strawberry.ID | None = None, as_of: dt.date | None = None) -> list[FindingCount]:
    """Counts of findings by kind."""
    return _cut(info, answers.finding_summary(info.context.store, area or "", as_of))  # type: ignore[return-value]


def responsibility_matrix(info: Info, area: strawberry.ID | None = None, as_of: dt.date | None = None) -> Matrix:
    """The matrix of departments and streets."""
    return _cut(info, answers.matrix(info.context.store, area or "", as_of))  # type: ignore[return-value]


def hotspots(info: Info, area: strawberry.ID | None = None, as_of: dt.date | None = None, first: int = 20) -> list[Hotspot]:
    """Repeated enforcement by matter and grid."""
    check_page(first, info.context.limits)
    return _cut(info, answers.hotspots(info.context.store, area or "", as_of, first))  # type: ignore[return-value]


def unassigned_powers(
    info: Info,
    area: strawberry.ID | None = None,
    as_of: dt.date | None = None,
    first: int = 50,
) -> list[UnassignedPower]:
    """Powers without a holder or user."""
    check_page(first, info.context.limits)
    return _cut(info, answers.unassigned_powers(info.context.store, area or "", as_of, first))  # type: ignore[return-value]


def coverage(info: Info, area: strawberry.ID | None = None, as_of: dt.date | None = None) -> list[CoverageRow]:
    """Which lists are loaded."""
    return _cut(info, answers.coverage(info.context.store, area or "", as_of))  # type: ignore[return-value]


def stats(info: Info, as_of: dt.date | None = None) -> Stats:
    """How much the graph holds."""
    return _cut(info, answers.stats(info.context.store))  # type: ignore[return-value]


_AREA = "area：区域的标识、代码或全称，含其下级"
_COMPUTED: dict[str, tuple[Callable[..., Any], str]] = {
    "entity": (entity, "按标识查找任何实体；用 `... on Organ { … }` 取各类型自己的字段"),
    "findings": (findings, f"发现：有责无权、管理下沉执法保留、重复执法……最严重的在前（{_AREA}；asOf 缺省为今天）"),
    "finding": (finding, "按标识查找一条发现，带依据"),
    "findingKinds": (finding_kinds, "有哪些种类的发现，各问什么"),
    "findingSummary": (finding_summary, f"各种发现的计数（{_AREA}）"),
    "responsibilityMatrix": (responsibility_matrix, f"权责矩阵：条（部门）× 块（街镇）（{_AREA}）"),
    "hotspots": (hotspots, f"重复执法热点：按管理事项与网格（{_AREA}）"),
    "unassignedPowers": (unassigned_powers, f"无主权力：无人持有或无人使用（{_AREA}）"),
    "coverage": (coverage, f"清单覆盖：已载入哪些清单（{_AREA}）"),
    "stats": (stats, "图谱概况：各类节点与关系的数量（全部时间）"),
}


def make_query() -> type:
    """The root type."""
    fields: dict[str, Any] = {}
    for name, (resolver, description) in _COMPUTED.items():
        fields[name] = strawberry.field(resolver=resolver, name=name, description=description)
    for label in ONTOLOGY.labels:
        fields[label.plural] = _list_field(label)
        if label.name not in NO_LOOK_UP:
            fields[roots.singular(label.name)] = _look_up_field(label)
    body = {"__module__": __name__, "__doc__": "查询入口", **fields}
    return strawberry.type(type("Query", (), body), name="Query", description="条块权责图谱的查询入口")
