"""The plan 计划树 of a selection: what each object gives back, response name by response name, in the selection's order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import FieldNode

from api.errors import BadInput
from api.plan.catalogue import ORDER, Relation, Shape, link_shape, shape
from api.plan.selection import TYPENAME, Reader

MAX_CHILDREN = 100
DEFAULT_CHILDREN = 20
_PLAIN_KEY = re.compile(r"[a-z][A-Za-z0-9]*\Z")


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored property."""

    property: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that every object of the type has: its type name, its label."""

    text: str


@dataclass(slots=True)
class ReferencePlan:
    """Nodes named by ids in a property."""

    property: str
    many: bool
    first: int
    node: ObjectPlan


@dataclass(slots=True)
class NodeEnd:
    """The other end of a link: a plan for each label that may stand there."""

    plans: dict[str, ObjectPlan]


@dataclass(slots=True)
class RelationPlan:
    """The links of one relation field. ``connection`` gives a page of nodes instead of links (passages of a document)."""

    relation: Relation
    first: int
    link: ObjectPlan
    connection: ConnectionPlan | None = None
    after: str | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """Properties of the other end that order the links before their ids."""
        return ORDER.get(self.relation.targets[0], ())


Field: TypeAlias = "Stored | Constant | ReferencePlan | RelationPlan | NodeEnd"


@dataclass(slots=True)
class ObjectPlan:
    """What a node or a link gives back: response name → where it comes from."""

    shape: Shape
    fields: dict[str, Field] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """Response name → key of the map in Cypher: the same unless an engine could confuse it (one ignores case in keys)."""
    renamed: bool = False
    """Whether any key is not the response name."""

    def settle(self) -> ObjectPlan:
        """Choose the keys, once all fields are there."""
        names = list(self.fields)
        self.renamed = (
            not names
            or len({n.lower() for n in names}) < len(names)
            or not all(_PLAIN_KEY.match(n) or n == TYPENAME for n in names)
        )
        self.keys = {name: f"x{number}" if self.renamed else name for number, name in enumerate(names)}
        return self

    def relations(self) -> list[tuple[str, RelationPlan]]:
        """Its relation fields."""
        return [(name, entry) for name, entry in self.fields.items() if isinstance(entry, RelationPlan)]

    def references(self) -> list[tuple[str, ReferencePlan]]:
        """Its reference fields."""
        return [(name, entry) for name, entry in self.fields.items() if isinstance(entry, ReferencePlan)]

    def ends(self) -> list[tuple[str, NodeEnd]]:
        """The ``node`` fields of a link."""
        return [(name, entry) for name, entry in self.fields.items() if isinstance(entry, NodeEnd)]


@dataclass(slots=True)
class ConnectionPlan:
    """What is selected of a connection: response names of each field; ``template`` keeps their order."""

    nodes: list[tuple[str, ObjectPlan]] = field(default_factory=list)
    total_count: list[str] = field(default_factory=list)
    page_infos: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    template: dict[str, Any] = field(default_factory=dict)

    @property
    def needs_page(self) -> bool:
        """Whether anything but the count is asked for."""
        return bool(self.nodes or self.page_infos)


def children(reader: Reader, node: FieldNode, path: str) -> int:
    """The ``first`` of a nested list. Raises BadInput outside 1 to 100."""
    first = reader.argument(node, "first", DEFAULT_CHILDREN)
    if not isinstance(first, int) or not 1 <= first <= MAX_CHILDREN:
        raise BadInput(f"{path} 的 first 须为 1 至 {MAX_CHILDREN} 的整数，现为 {first}。")
    return first


def plan_node(reader: Reader, label: str, nodes: Iterable[FieldNode]) -> ObjectPlan:
    """The plan for a node of a label, from the field nodes that select it."""
    plan = ObjectPlan(shape(label))
    for response, selected in reader.fields(label, nodes).items():
        name = selected[0].name.value
        relation = plan.shape.relations.get(name)
        if relation:
            plan.fields[response] = _plan_relation(reader, plan.shape, relation, selected)
        else:
            plan.fields[response] = _plan_common(reader, plan.shape, name, selected, label)
    return plan.settle()


def _plan_common(reader: Reader, of: Shape, name: str, selected: list[FieldNode], type_name: str) -> Field:
    if name == TYPENAME:
        return Constant(type_name)
    if name in of.constants:
        return Constant(of.constants[name])
    if name in of.references:
        reference = of.references[name]
        first = children(reader, selected[0], name) if reference.many else 1
        return ReferencePlan(reference.property, reference.many, first, plan_node(reader, reference.target, selected))
    return Stored(of.properties[name].name)


def _plan_relation(reader: Reader, owner: Shape, relation: Relation, selected: list[FieldNode]) -> RelationPlan:
    first = children(reader, selected[0], relation.name)
    link = ObjectPlan(link_shape(relation.type.name))
    plan = RelationPlan(relation, first, link)
    if owner.label == "Document" and relation.name == "passages":
        plan.connection = plan_connection(reader, "Passage", selected)
        plan.after = reader.argument(selected[0], "after")
        link.fields |= {f"n{i}": NodeEnd({"Passage": node}) for i, (_, node) in enumerate(plan.connection.nodes)}
        link.settle()
        return plan
    for inner, fields in reader.fields(relation.link, selected).items():
        name = fields[0].name.value
        if name == "node":
            link.fields[inner] = NodeEnd({target: plan_node(reader, target, fields) for target in relation.targets})
        else:
            link.fields[inner] = _plan_common(reader, link.shape, name, fields, relation.link)
    link.settle()
    return plan


def plan_connection(reader: Reader, label: str, nodes: Iterable[FieldNode]) -> ConnectionPlan:
    """The plan of a connection field of a label."""
    plan = ConnectionPlan()
    type_name = f"{label}Connection"
    for response, selected in reader.fields(type_name, nodes).items():
        plan.template[response] = None
        match selected[0].name.value:
            case "nodes":
                plan.nodes.append((response, plan_node(reader, label, selected)))
            case "totalCount":
                plan.total_count.append(response)
            case "pageInfo":
                inner = [(r, f[0].name.value) for r, f in reader.fields("PageInfo", selected).items()]
                plan.page_infos.append((response, inner))
            case _:
                plan.template[response] = type_name
    return plan
