"""Object types of the graph 图谱类型, made from the ontology: labels, links, connections, and the interface ``Entity``.

Relations have one form everywhere: a list of *links* (``holds(first: 10) { node { name } validFrom evidence { quote } }``).
A link carries what belongs to the relation itself (its period, its evidence, own properties such as ``facet``) beside
``node``, the other end: of the label's own type where only one label can stand there, else of the interface ``Entity``,
to be narrowed by ``... on Organ``. Only the passages of a document, of which there may be many thousands, are a
connection with pages.

The classes are this module's globals, so that annotations between them resolve by name.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import strawberry

from api.plan.catalogue import INTERFACE, Relation, Shape, link_shape, shape
from api.schema.enums import VOCABULARIES
from graph.ontology import ONTOLOGY, Property

DEFAULT_CHILDREN = 20
"""How many links, or passages of evidence, a list shows when ``first`` is not given."""

globals().update(VOCABULARIES)

_SCALARS: dict[str, Any] = {"string": str, "integer": int, "number": float, "boolean": bool, "date": dt.date}
_SCALARS["strings"] = list[str]
_FIRST = "最多几项，1 至 100"


def scalar(p: Property) -> Any:
    """The Python type of a property as strawberry reads it; an enum where it has a vocabulary."""
    if p.name == "id":
        return strawberry.ID
    return VOCABULARIES[p.vocabulary.name] if p.vocabulary else _SCALARS[p.type]


def described(p: Property) -> str:
    """The Chinese description of a property, with its unit."""
    unit = f"（{p.unit}）" if p.unit else ""
    return f"{p.zh}{unit}" + (f"：{p.note}" if p.note else "")


def make(name: str, description: str, fields: dict[str, Any], *, interface: bool = False, bases: tuple[type, ...] = ()) -> type:
    """A strawberry object type of this module. ``fields``: name → (annotation, strawberry field)."""

    def resolve_type(obj: Any, *_: Any) -> str:
        return str(obj.label)

    def is_type_of(*_: Any) -> bool:
        return True

    namespace: dict[str, Any] = {
        "__module__": __name__,
        "__annotations__": {k: a for k, (a, _) in fields.items()},
        "__doc__": description,
    }
    namespace |= {k: f for k, (_, f) in fields.items()}
    namespace |= {"resolve_type": staticmethod(resolve_type)} if interface else {"is_type_of": staticmethod(is_type_of)}
    decorate = strawberry.interface if interface else strawberry.type
    made: type = decorate(type(name, bases, namespace), name=name, description=description)
    globals()[name] = made
    return made


def plain(annotation: Any, description: str) -> Any:
    """A field without arguments."""
    return annotation, strawberry.field(description=description)


def listed(of: str, description: str) -> Any:
    """A list field with ``first``."""

    def resolver(first: int = DEFAULT_CHILDREN) -> Any:
        raise NotImplementedError(first)

    resolver.__annotations__ = {"first": int, "return": f"list[{of}]"}
    return f"list[{of}]", strawberry.field(resolver=resolver, description=f"{description}（{_FIRST}，缺省 {DEFAULT_CHILDREN}）")


def paged(of: str, description: str) -> Any:
    """A connection field with ``first`` and ``after``."""

    def resolver(first: int = DEFAULT_CHILDREN, after: str | None = None) -> Any:
        raise NotImplementedError(first, after)

    resolver.__annotations__ = {"first": int, "after": "str | None", "return": of}
    return of, strawberry.field(resolver=resolver, description=f"{description}（分页；{_FIRST}）")


def _relation(shape_: Shape, relation: Relation) -> Any:
    ends = "、".join(ONTOLOGY.label(t).zh for t in relation.targets)
    arrow = f"{shape_.zh} → {ends}" if relation.outgoing else f"{ends} → {shape_.zh}"
    if shape_.label == "Document" and relation.name == "passages":
        return paged("PassageConnection", "文件中的片段，按在文件中的先后")
    return listed(relation.link, f"{relation.type.zh}（{relation.type.name}，{arrow}）")


def _references(shape_: Shape) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, reference in shape_.references.items():
        if reference.many:
            fields[name] = listed(reference.target, "依据：出处原文与位置")
        else:
            fields[name] = plain(f"{reference.target} | None", ONTOLOGY.label(reference.target).zh)
    return fields


def _common(shape_: Shape) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, p in shape_.properties.items():
        annotation = scalar(p)
        fields[name] = plain(annotation if p.name == "id" else annotation | None, described(p))
    return fields | _references(shape_)


def _constants() -> dict[str, Any]:
    return {"label": plain(str, "节点类型（英文标签）"), "labelZh": plain(str, "节点类型（中文）")}


def _declare() -> None:
    common = {p.name for p in ONTOLOGY.node_common}
    sample = shape("Organ")
    shared = {
        k: plain(scalar(p) if k == "id" else scalar(p) | None, described(p))
        for k, p in sample.properties.items()
        if p.name in common
    }
    entity = make(
        INTERFACE,
        "图谱中的实体：凡由文件得来、带依据的节点；用 `... on Organ { … }` 取各类型自己的字段",
        shared | _constants() | _references(sample),
        interface=True,
    )
    make(
        "PageInfo",
        "分页信息",
        {
            "hasNextPage": plain(bool, "之后还有没有"),
            "endCursor": plain("str | None", "本页末项的游标，作下一页的 after"),
        },
    )
    for label in ONTOLOGY.labels:
        s = shape(label.name)
        fields = _common(s) | (_constants() if s.entity else {})
        fields |= {name: _relation(s, relation) for name, relation in s.relations.items()}
        make(s.label, s.zh + (f"：{s.note}" if s.note else ""), fields, bases=(entity,) if s.entity else ())
        make(
            f"{s.label}Connection",
            f"{s.zh}列表（分页）",
            {
                "totalCount": plain(int, "符合条件的总数；选取时才计算"),
                "nodes": plain(f"list[{s.label}]", "本页各项"),
                "pageInfo": plain("PageInfo", "分页信息"),
            },
        )
    for relationship in ONTOLOGY.relationships:
        own = link_shape(relationship.name)
        ends = {r.link: r for label in ONTOLOGY.labels for r in shape(label.name).relations.values() if r.type is relationship}
        for link, relation in ends.items():
            end = relation.targets[0] if len(relation.targets) == 1 else INTERFACE
            make(
                link,
                f"{own.zh}关系（{relationship.name}）" + (f"：{own.note}" if own.note else ""),
                _common(own) | {"node": plain(end, "另一端")},
            )


_declare()

TYPES: dict[str, type] = {name: value for name, value in globals().items() if hasattr(value, "__strawberry_definition__")}
"""All types made here, by GraphQL name."""

LABEL_TYPES: list[type] = [TYPES[label.name] for label in ONTOLOGY.labels]
"""The object types of the labels, which the schema must list because ``Entity`` hides them."""

__all__ = ["DEFAULT_CHILDREN", "LABEL_TYPES", "TYPES"]
