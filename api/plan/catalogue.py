"""The GraphQL field names of the ontology 字段目录: which property, relation or reference a field of a label means.

Both the schema and the planner read this, so a field that is offered is a field that can be planned.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.ontology import ONTOLOGY, NodeLabel, Property, RelationshipType
from graph.store.schema import quoted

HIDDEN = frozenset({"contributions"})
"""Book-keeping of the projection, not offered."""

INTERFACE = "Entity"
"""The GraphQL interface of all labels that carry evidence."""

VALIDITY = {"Instrument": ("effective_on", "repealed_on")}
"""Labels whose period in force is not called ``valid_from``/``valid_to``."""

ORDER: dict[str, tuple[str, ...]] = {"Passage": ("start_offset", "row_number")}
"""The natural order of a label's members within a list, before ``id``; passages stand as they do in their document."""

_REFERENCES = {("Passage", "document"): "Document", ("Claim", "document"): "Document", ("Claim", "passage"): "Passage"}


def camel(name: str) -> str:
    """``known_from`` → ``knownFrom``."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def pascal(name: str) -> str:
    """``MANAGED_BY`` → ``ManagedBy``."""
    return "".join(part.capitalize() for part in name.lower().split("_"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation field 关系字段 of a label: one relationship type, seen from one end, and the labels at the other."""

    type: RelationshipType
    outgoing: bool
    targets: tuple[str, ...]

    @property
    def name(self) -> str:
        """The field's name."""
        return self.type.forward if self.outgoing else self.type.backward

    @property
    def link(self) -> str:
        """The name of the GraphQL type of its links."""
        end = self.targets[0] if len(self.targets) == 1 else INTERFACE
        return f"{pascal(self.type.name)}{end}Link"

    def pattern(self, here: str, edge: str, there: str, target: str) -> str:
        """The Cypher pattern from ``here`` (bound) to ``there`` of label ``target``."""
        left, right = ("-", "->") if self.outgoing else ("<-", "-")
        return f"({here}){left}[{edge}:{quoted(self.type.name)}]{right}({there}:{quoted(target)})"


@dataclass(frozen=True, slots=True)
class Reference:
    """A property that holds ids of other nodes 引用: passages of evidence, the document of a passage."""

    property: str
    target: str
    many: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """All that can be asked of a label (or of a link): field name → what it means."""

    label: str
    zh: str
    note: str
    properties: dict[str, Property]
    references: dict[str, Reference]
    relations: dict[str, Relation]
    constants: dict[str, str]
    validity: tuple[str, str] | None
    entity: bool

    def property_named(self, stored: str) -> Property:
        """The property stored under that name. Raises KeyError."""
        return self.properties[camel(stored)]


def _relations(label: str) -> dict[str, Relation]:
    found: dict[str, tuple[RelationshipType, bool, list[str]]] = {}
    for relationship in ONTOLOGY.relationships:
        for source, target in relationship.pairs:
            if source == label:
                found.setdefault(relationship.forward, (relationship, True, []))[2].append(target)
            if target == label:
                found.setdefault(relationship.backward, (relationship, False, []))[2].append(source)
    return {name: Relation(type_, outgoing, tuple(ends)) for name, (type_, outgoing, ends) in found.items()}


def _validity(label: NodeLabel) -> tuple[str, str] | None:
    if label.name in VALIDITY:
        return VALIDITY[label.name]
    return ("valid_from", "valid_to") if label.property("valid_from") and not label.provenance else None


@cache
def shape(label: str) -> Shape:
    """The shape of a label. Raises KeyError for a name that is not declared."""
    declared = ONTOLOGY.label(label)
    properties: dict[str, Property] = {}
    references: dict[str, Reference] = {}
    for p in ONTOLOGY.node_properties(label):
        if p.name in HIDDEN:
            continue
        if p.name == "evidence":
            references["evidence"] = Reference("evidence", "Passage", True)
        elif (label, p.name) in _REFERENCES:
            references[camel(p.name)] = Reference(p.name, _REFERENCES[label, p.name], False)
        else:
            properties[camel(p.name)] = p
    entity = not declared.provenance
    constants = {"label": label, "labelZh": declared.zh} if entity else {}
    return Shape(
        label, declared.zh, declared.note, properties, references, _relations(label), constants, _validity(declared), entity
    )


@cache
def link_shape(type_name: str) -> Shape:
    """The shape of a relationship type's links, without their ``node``."""
    declared = ONTOLOGY.relationship(type_name)
    own = {camel(p.name): p for p in ONTOLOGY.edge_properties(type_name) if p.name not in HIDDEN and p.name != "evidence"}
    evidence = {"evidence": Reference("evidence", "Passage", True)}
    return Shape(type_name, declared.zh, declared.note, own, evidence, {}, {}, ("valid_from", "valid_to"), False)


@cache
def by_type_name() -> dict[str, Shape]:
    """The shapes of all labels by GraphQL type name (the label itself)."""
    return {label.name: shape(label.name) for label in ONTOLOGY.labels}


def label_of_id(node_id: str) -> str | None:
    """The label that an id speaks of by its prefix (``organ-…``; ``doc-…`` a document, ``doc-…#n`` a passage), or None."""
    prefix = node_id.partition("-")[0]
    if prefix == "doc":
        return "Passage" if "#" in node_id else "Document"
    return next((label.name for label in ONTOLOGY.labels if label.name.lower() == prefix), None)
