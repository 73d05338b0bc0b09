"""The ontology 本体, declared once. Tables, validation, GraphQL types, loaders, exports and docs are computed from it."""

from __future__ import annotations

from . import labels, relationships, vocabularies
from .claims import CLAIM_RELATIONS
from .terms import ClaimRelation, NodeLabel, Ontology, Property, RelationshipType, Term, Vocabulary

ONTOLOGY = Ontology(
    version=1,
    labels=labels.LABELS,
    relationships=relationships.RELATIONSHIPS,
    claim_relations=CLAIM_RELATIONS,
    vocabularies=vocabularies.ALL,
    node_common=labels.COMMON,
    edge_common=relationships.COMMON,
)
"""The one declaration."""

__all__ = ["ONTOLOGY", "ClaimRelation", "NodeLabel", "Ontology", "Property", "RelationshipType", "Term", "Vocabulary"]
