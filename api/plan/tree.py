"""The plan 计划树 of a selection: what to fetch for a node or a link, and under which response names to give it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from api.errors import BadInput
from api.plan.catalogue import Relation, Shape, link_shape, shape
from api.plan.selection import TYPENAME, Reader

MAX_CHILDREN = 100
DEFAULT_CHILDREN = 20


@dataclass(slots=True)
class Columns:
    """The stored properties that a statement returns for one variable: property → column."""

    prefix: str
    names: dict[str, str] = field(default_factory=dict)

    def need(self, stored: str) -> str:
        """The column of a property, added when new."""
        return self.names.setdefault(stored, f"{self.prefix}{len(self.names)}")


@dataclass(slots=True)
class ReferencePlan:
    """Nodes named by ids in a column."""

    response: str
    column: str
    many: bool
    first: int
    node: NodePlan


@dataclass(slots=True)
class ObjectPlan:
    """What a node or a link gives back: columns, references. ``outputs``: (response name, column)."""

    shape: Shape
    columns: Columns
    outputs: list[tuple[str, str]] = field(default_factory=list)
    references: list[ReferencePlan] = field(default_factory=list)
    template: dict[str, Any] = field(default_factory=dict)
    """The object before it is filled: response names in the order of the selection, constants set."""


@dataclass(slots=True)
class NodePlan(ObjectPlan):
    """A node with its relations."""

    relations: list[RelationPlan] = field(default_factory=list)


@dataclass(slots=True)
class EndPlan:
    """The other end of a relation for one label: one plan for each response name under which ``node`` is selected."""

    columns: Columns
    nodes: list[tuple[str, NodePlan]] = field(default_factory=list)


@dataclass(slots=True)
class RelationPlan:
    """The links of one relation field. ``connection`` gives a page of nodes instead of links (passages of a document)."""

    response: str
    relation: Relation
    first: int
    link: ObjectPlan
    ends: dict[str, EndPlan]
    connection: ConnectionPlan | None = None
    after: str | None = None


@dataclass(slots=True)
class ConnectionPlan:
    """What is selected of a connection: each entry is a response name (and, for nodes, their plan)."""

    columns: Columns
    nodes: list[tuple[str, NodePlan]] = field(default_factory=list)
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


def plan_node(reader: Reader, label: str, nodes: Iterable[FieldNode], columns: Columns) -> NodePlan:
    """The plan for a node of a label, from the field nodes that select it."""
    plan = NodePlan(shape(label), columns)
    for response, selected in reader.fields(label, nodes).items():
        name = selected[0].name.value
        relation = plan.shape.relations.get(name)
        if relation:
            plan.template[response] = None
            plan.relations.append(_plan_relation(reader, plan.shape, relation, response, selected))
        else:
            _plan_common(reader, plan, response, name, selected, label)
    return plan


def _plan_common(reader: Reader, plan: ObjectPlan, response: str, name: str, selected: list[FieldNode], type_name: str) -> None:
    plan.template[response] = None
    if name == TYPENAME:
        plan.template[response] = type_name
    elif name in plan.shape.constants:
        plan.template[response] = plan.shape.constants[name]
    elif name in plan.shape.references:
        reference = plan.shape.references[name]
        first = children(reader, selected[0], name) if reference.many else 1
        node = plan_node(reader, reference.target, selected, Columns("c"))
        plan.references.append(ReferencePlan(response, plan.columns.need(reference.property), reference.many, first, node))
    else:
        plan.outputs.append((response, plan.columns.need(plan.shape.properties[name].name)))


def _plan_relation(reader: Reader, owner: Shape, relation: Relation, response: str, selected: list[FieldNode]) -> RelationPlan:
    first = children(reader, selected[0], relation.name)
    link = ObjectPlan(link_shape(relation.type.name), Columns("r"))
    ends = {target: EndPlan(Columns("c")) for target in relation.targets}
    plan = RelationPlan(response, relation, first, link, ends)
    if owner.label == "Document" and relation.name == "passages":
        plan.connection = plan_connection(reader, "Passage", selected, ends["Passage"].columns)
        plan.after = reader.argument(selected[0], "after")
        return plan
    for inner, fields in reader.fields(relation.link, selected).items():
        name = fields[0].name.value
        if name == "node":
            link.template[inner] = None
            for target, end in ends.items():
                end.nodes.append((inner, plan_node(reader, target, fields, end.columns)))
        else:
            _plan_common(reader, link, inner, name, fields, relation.link)
    return plan


def plan_connection(reader: Reader, label: str, nodes: Iterable[FieldNode], columns: Columns) -> ConnectionPlan:
    """The plan of a connection field of a label."""
    plan = ConnectionPlan(columns)
    type_name = f"{label}Connection"
    for response, selected in reader.fields(type_name, nodes).items():
        plan.template[response] = None
        match selected[0].name.value:
            case "nodes":
                plan.nodes.append((response, plan_node(reader, label, selected, columns)))
            case "totalCount":
                plan.total_count.append(response)
            case "pageInfo":
                inner = [(r, f[0].name.value) for r, f in reader.fields("PageInfo", selected).items()]
                plan.page_infos.append((response, inner))
            case _:
                plan.template[response] = type_name
    return plan
