"""The tables 表结构 that ladybug needs, computed from the ontology: DDL, portable macros, and what an older store lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.ontology import ONTOLOGY, Ontology, Property

META = "StoreMeta"
"""Table of the store's own facts (key → value); no label of the ontology may have this name."""

LADYBUG = {
    "string": "STRING",
    "integer": "INT64",
    "number": "DOUBLE",
    "boolean": "BOOL",
    "date": "DATE",
    "strings": "STRING[]",
}
"""Ladybug's type of each property type."""

MACROS: dict[str, str] = {
    "TYPE": "CREATE MACRO `type`(r) AS label(r)",
    "TOSTRING": "CREATE MACRO toString(x) AS cast(x, 'STRING')",
    "TOINTEGER": "CREATE MACRO toInteger(x) AS cast(x, 'INT64')",
    "TOFLOAT": "CREATE MACRO toFloat(x) AS cast(x, 'DOUBLE')",
    "TOBOOLEAN": "CREATE MACRO toBoolean(x) AS cast(x, 'BOOL')",
    "SPLIT": "CREATE MACRO split(s, d) AS string_split(s, d)",
    "HEAD": "CREATE MACRO head(l) AS l[1]",
}
"""Functions that Neo4j has and ladybug lacks, by the name under which ladybug lists them."""


def quoted(name: str) -> str:
    """An identifier in backticks; both engines double a backtick inside."""
    return "`" + name.replace("`", "``") + "`"


def columns_ddl(properties: Iterable[Property]) -> str:
    """``name TYPE`` for each property, separated by commas."""
    return ", ".join(f"{quoted(p.name)} {LADYBUG[p.type]}" for p in properties)


def node_ddl(label: str, ontology: Ontology = ONTOLOGY) -> str:
    """CREATE statement of a label's table."""
    return f"CREATE NODE TABLE {quoted(label)}({columns_ddl(ontology.node_properties(label))}, PRIMARY KEY(`id`))"


def edge_ddl(type: str, ontology: Ontology = ONTOLOGY) -> str:
    """CREATE statement of a relationship type's table with all its endpoint pairs."""
    pairs = ", ".join(f"FROM {quoted(s)} TO {quoted(t)}" for s, t in ontology.relationship(type).pairs)
    return f"CREATE REL TABLE {quoted(type)}({pairs}, {columns_ddl(ontology.edge_properties(type))})"


def fingerprint(ontology: Ontology = ONTOLOGY) -> str:
    """Changes when any table would."""
    statements = [node_ddl(label.name, ontology) for label in ontology.labels]
    statements += [edge_ddl(r.name, ontology) for r in ontology.relationships]
    return hashlib.sha256("\n".join([*statements, *MACROS.values()]).encode()).hexdigest()[:16]


def newer(where: object, version: int) -> str:
    """The message for a store that a newer program wrote."""
    return f"图库“{where}”由较新的程序写成（本体版本 {version}，本程序为 {ONTOLOGY.version}）：请升级程序后再打开。"


@dataclass(slots=True)
class Tables:
    """What a store holds: columns (name → type) of node and edge tables, endpoint pairs, macros."""

    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: dict[str, dict[str, str]] = field(default_factory=dict)
    pairs: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    macros: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Migration:
    """Statements that bring a store to the ontology, and the Chinese reasons why that cannot be done, if any."""

    statements: list[str]
    obstacles: list[str]


def migration(found: Tables, ontology: Ontology = ONTOLOGY) -> Migration:
    """What the store lacks. Only additions are made; a column whose type changed is an obstacle."""
    plan = Migration([], [])
    for label in ontology.labels:
        if label.name not in found.nodes:
            plan.statements.append(node_ddl(label.name, ontology))
        else:
            _columns(plan, label.name, found.nodes[label.name], ontology.node_properties(label.name))
    for relationship in ontology.relationships:
        name = relationship.name
        if name not in found.edges:
            plan.statements.append(edge_ddl(name, ontology))
            continue
        _columns(plan, name, found.edges[name], ontology.edge_properties(name))
        plan.statements.extend(
            f"ALTER TABLE {quoted(name)} ADD FROM {quoted(s)} TO {quoted(t)}"
            for s, t in relationship.pairs
            if (s, t) not in found.pairs.get(name, set())
        )
    plan.statements.extend(statement for name, statement in MACROS.items() if name not in found.macros)
    return plan


def _columns(plan: Migration, table: str, found: dict[str, str], properties: tuple[Property, ...]) -> None:
    for declared in properties:
        wanted = LADYBUG[declared.type]
        if declared.name not in found:
            plan.statements.append(f"ALTER TABLE {quoted(table)} ADD {quoted(declared.name)} {wanted}")
        elif found[declared.name] != wanted:
            plan.obstacles.append(f"{table}.{declared.name} 在库中是 {found[declared.name]}，现在应为 {wanted}")
