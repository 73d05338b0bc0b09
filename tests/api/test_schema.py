"""The schema is the ontology: every label, property, relation and term is there, in Chinese."""

from __future__ import annotations

import re

from graphql import GraphQLEnumType, is_enum_type, is_input_object_type, is_interface_type, is_object_type

from api.plan.catalogue import camel
from api.schema import schema
from graph.ontology import ONTOLOGY

TYPES = schema()._schema.type_map
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_type_field_and_value_is_described_in_chinese() -> None:
    for name, type_ in TYPES.items():
        if name.startswith("__") or not (
            is_object_type(type_) or is_interface_type(type_) or is_input_object_type(type_) or is_enum_type(type_)
        ):
            continue
        described = CHINESE.search(type_.description or "") or name.endswith("Filter")
        assert described, name
        members = type_.values if is_enum_type(type_) else type_.fields
        for member, value in members.items():
            assert CHINESE.search(value.description or ""), f"{name}.{member}"


def test_labels_properties_and_relations() -> None:
    query = TYPES["Query"].fields
    for label in ONTOLOGY.labels:
        assert label.plural in query
        assert {"first", "after", "filter", "sort", "asOf"} == set(query[label.plural].args)
        fields = TYPES[label.name].fields
        for p in label.properties:
            assert camel(p.name) in fields, f"{label.name}.{p.name}"
        if not label.provenance:
            assert "evidence" in fields
    for relationship in ONTOLOGY.relationships:
        for source, target in relationship.pairs:
            assert relationship.forward in TYPES[source].fields
            assert relationship.backward in TYPES[target].fields


def test_enums_are_the_vocabularies() -> None:
    for vocabulary in ONTOLOGY.vocabularies:
        enum = TYPES[vocabulary.name]
        assert isinstance(enum, GraphQLEnumType)
        assert tuple(enum.values) == vocabulary.values
        assert {v.description for v in enum.values.values()} >= {t.zh for t in vocabulary.terms if not t.note}


def test_edges_carry_their_own_properties() -> None:
    assert {"facet", "weight", "validFrom", "validTo", "evidence", "node"} <= set(TYPES["ManagedByOrganLink"].fields)
    assert "role" in TYPES["BearsDutyLink"].fields
    assert "contributions" not in TYPES["Organ"].fields
