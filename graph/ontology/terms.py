"""What an ontology is made of: vocabularies, properties, node labels, relationship types, claim relations.

Only shapes live here; the declarations themselves are in the sibling modules, and everything else (DDL, validation,
GraphQL types, loaders, exports, the reference page) is computed from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PropertyType = Literal["string", "integer", "number", "boolean", "date", "strings"]
"""Types a property may have; ``strings`` is a list of strings, ``date`` an ISO calendar date."""


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a closed vocabulary 词表: what is stored, and what users see."""

    value: str
    zh: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of values (a GraphQL enum); ``name`` is the enum's name in PascalCase."""

    name: str
    zh: str
    terms: tuple[Term, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The stored values in their declared order."""
        return tuple(term.value for term in self.terms)

    def zh_of(self, value: str) -> str:
        """The Chinese term of a stored value; the value itself when it is not of this vocabulary."""
        return next((term.zh for term in self.terms if term.value == value), value)


@dataclass(frozen=True, slots=True)
class Property:
    """A property 属性 of a node or a relationship. ``unit`` is in Chinese as users see it (名, 元, 条)."""

    name: str
    zh: str
    type: PropertyType = "string"
    vocabulary: Vocabulary | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NodeLabel:
    """A node label 节点类型.

    ``plural`` names the GraphQL connection. ``code_property`` is the published identifier that a look-up by code uses.
    ``provenance`` marks the labels that carry evidence themselves (Document, Passage …) and so need none.
    """

    name: str
    zh: str
    plural: str
    properties: tuple[Property, ...]
    note: str = ""
    code_property: str = ""
    provenance: bool = False

    def property(self, name: str) -> Property | None:
        """The declared property of that name, or None."""
        return next((p for p in self.properties if p.name == name), None)


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type 关系: endpoint pairs, own properties, and which of these tell parallel edges apart.

    ``key`` lists the properties that belong to the identity of an edge (MANAGED_BY by facet), ``forward`` and
    ``backward`` are the GraphQL field names seen from the source and from the target.
    """

    name: str
    zh: str
    pairs: tuple[tuple[str, str], ...]
    forward: str
    backward: str
    properties: tuple[Property, ...] = ()
    key: tuple[str, ...] = ()
    note: str = ""

    def property(self, name: str) -> Property | None:
        """The declared property of that name, or None."""
        return next((p for p in self.properties if p.name == name), None)


@dataclass(frozen=True, slots=True)
class ClaimRelation:
    """A relation that notices state 主张关系, of a family of ``eval``'s scorer.

    ``projects`` names the relationship type or the subject's property that an asserted, unnegated claim becomes in the
    graph; empty where the claim itself, walked through ASSERTS, is all that findings need.
    """

    name: str
    zh: str
    family: str
    projects: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole declaration, with look-ups by name."""

    version: int
    labels: tuple[NodeLabel, ...]
    relationships: tuple[RelationshipType, ...]
    claim_relations: tuple[ClaimRelation, ...]
    vocabularies: tuple[Vocabulary, ...]
    node_common: tuple[Property, ...] = field(default=())
    edge_common: tuple[Property, ...] = field(default=())

    def label(self, name: str) -> NodeLabel:
        """The label of that name. Raises KeyError for a name that is not declared."""
        for label in self.labels:
            if label.name == name:
                return label
        raise KeyError(f"no such label: {name}")

    def relationship(self, name: str) -> RelationshipType:
        """The relationship type of that name. Raises KeyError for a name that is not declared."""
        for relationship in self.relationships:
            if relationship.name == name:
                return relationship
        raise KeyError(f"no such relationship type: {name}")

    def has_relationship(self, name: str) -> bool:
        """Whether a relationship type of that name is declared."""
        return any(r.name == name for r in self.relationships)

    def claim_relation(self, name: str) -> ClaimRelation | None:
        """The claim relation of that name, or None."""
        return next((c for c in self.claim_relations if c.name == name), None)

    def node_properties(self, label: str) -> tuple[Property, ...]:
        """All stored properties of a label, the common ones first; provenance labels are their own evidence."""
        declared = self.label(label)
        if declared.provenance:
            return tuple(p for p in self.node_common if p.name not in ("evidence", "contributions")) + declared.properties
        return self.node_common + declared.properties

    def edge_properties(self, name: str) -> tuple[Property, ...]:
        """All stored properties of a relationship type, the common ones first."""
        return self.edge_common + self.relationship(name).properties
