"""Constraints and indexes 约束与索引 that Neo4j gets from the ontology, and the version it remembers."""

from __future__ import annotations

import hashlib
from typing import Any

from graph.ontology import ONTOLOGY, NodeLabel, Ontology

from .interface import StoreError
from .schema import META, newer, quoted

_WAIT_SECONDS = 300


def searchable(label: NodeLabel) -> bool:
    """Whether the label's names get a full-text index: entities and documents, not passages and claims."""
    return not label.provenance or label.name == "Document"


def fulltext_name(label: str) -> str:
    """Name of a label's full-text index."""
    return f"search_{label}"


def statements(ontology: Ontology = ONTOLOGY) -> list[str]:
    """Statements that may be run again without harm: unique ids, ids of edges, codes, names in Chinese bigrams."""
    made = [f"CREATE CONSTRAINT {quoted('key_' + META)} IF NOT EXISTS FOR (n:{quoted(META)}) REQUIRE n.key IS UNIQUE"]
    for label in ontology.labels:
        name = quoted(label.name)
        made.append(f"CREATE CONSTRAINT {quoted('id_' + label.name)} IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE")
        if label.code_property:
            index, code = quoted("code_" + label.name), quoted(label.code_property)
            made.append(f"CREATE INDEX {index} IF NOT EXISTS FOR (n:{name}) ON (n.{code})")
        if searchable(label):
            made.append(
                f"CREATE FULLTEXT INDEX {quoted(fulltext_name(label.name))} IF NOT EXISTS FOR (n:{name}) ON EACH [n.name] "
                "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
            )
    made.extend(
        f"CREATE INDEX {quoted('id_' + r.name)} IF NOT EXISTS FOR ()-[r:{quoted(r.name)}]-() ON (r.id)"
        for r in ontology.relationships
    )
    return made


def prepare(session: Any, where: str) -> None:
    """Bring a database to the ontology; additive, so that an older one is simply completed."""
    facts = {row["key"]: row["value"] for row in session.run(f"MATCH (m:{quoted(META)}) RETURN m.key AS key, m.value AS value")}
    version = int(facts.get("version", "0"))
    if version > ONTOLOGY.version:
        raise StoreError(newer(where, version))
    wanted = statements()
    mark = hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:16]
    if facts.get("fingerprint") == mark and version == ONTOLOGY.version:
        return
    for statement in wanted:
        session.run(statement).consume()
    session.run("CALL db.awaitIndexes($seconds)", seconds=_WAIT_SECONDS).consume()
    for key, value in (("version", str(ONTOLOGY.version)), ("fingerprint", mark)):
        session.run(f"MERGE (m:{quoted(META)} {{key: $key}}) SET m.value = $value", key=key, value=value).consume()
