"""Rows that the store holds already, read back as contributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph.ontology import ONTOLOGY
from graph.project.columns import type_pair
from graph.project.contribution import Contribution, Source, decode
from graph.project.rows import contribution_of, fact_names_of_edge, fact_names_of_node
from graph.store.interface import Row, Transaction

CHUNK = 5000


def chunks(items: Sequence[str], size: int = CHUNK) -> Iterator[list[str]]:
    """The items in lists of at most ``size``."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _node_columns(label: str) -> str:
    return ", ".join(f"n.`{p.name}` AS `{p.name}`" for p in ONTOLOGY.node_properties(label))


def _edge_columns(type_name: str) -> str:
    return "RETURN a.id AS src, b.id AS dst, " + ", ".join(
        f"r.`{p.name}` AS `{p.name}`" for p in ONTOLOGY.edge_properties(type_name)
    )


def _pattern(pair: type_pair, of_source: str = "", of_target: str = "") -> str:
    type_name, source, target = pair
    return f"(a:`{source}` {of_source})-[r:`{type_name}`]->(b:`{target}` {of_target})"


class Sources:
    """The documents of the store as the fold needs them, each looked up when first asked for."""

    def __init__(self, tx: Transaction, *known: Source) -> None:
        self._tx = tx
        self._known = {source.document: source for source in known}

    def of(self, row: Row) -> Source:
        """The document behind a row that one document made alone."""
        document = str(row["evidence"][0]).split("#", 1)[0]
        if document not in self._known:
            found = self._tx.run(_DOCUMENT, {"id": document})
            given = found[0] if found else {"authority": "", "issued_on": None, "ingested_on": row["known_from"]}
            self._known[document] = Source(
                document, given["authority"] or "", _iso(given["issued_on"]), _iso(given["ingested_on"])
            )
        return self._known[document]


_DOCUMENT = (
    "MATCH (d:Document) WHERE d.id = $id RETURN d.authority AS authority, d.issued_on AS issued_on, d.ingested_on AS ingested_on"
)


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""


def nodes_by_id(tx: Transaction, label: str, ids: Sequence[str]) -> dict[str, Row]:
    """The rows of those ids that exist."""
    found: dict[str, Row] = {}
    for part in chunks(ids):
        for row in tx.run(
            f"UNWIND $ids AS wanted MATCH (n:`{label}` {{id: wanted}}) RETURN {_node_columns(label)}", {"ids": part}
        ):
            found[row["id"]] = row
    return found


def edges_between(tx: Transaction, pair: type_pair, sources_: Sequence[str]) -> dict[str, Row]:
    """The edges of one type and label pair that leave any of these nodes, by edge id."""
    type_name, source, target = pair
    return _edges_at(tx, type_name, f"(a:`{source}`) WHERE a.id = wanted", f"(a)-[r:`{type_name}`]->(b:`{target}`)", sources_)


def edges_into(tx: Transaction, pair: type_pair, targets: Sequence[str]) -> dict[str, Row]:
    """The edges of one type and label pair that enter any of these nodes, by edge id."""
    type_name, source, target = pair
    return _edges_at(tx, type_name, f"(b:`{target}`) WHERE b.id = wanted", f"(a:`{source}`)-[r:`{type_name}`]->(b)", targets)


def _edges_at(tx: Transaction, type_name: str, end: str, edge: str, ids: Sequence[str]) -> dict[str, Row]:
    # OPTIONAL, because ladybug then walks from the ids; a plain MATCH joins the whole relationship table (50 times as slow
    # at 360k edges)
    cypher = (
        f"UNWIND $ids AS wanted MATCH {end} OPTIONAL MATCH {edge} WITH a, r, b WHERE r.id IS NOT NULL {_edge_columns(type_name)}"
    )
    found: dict[str, Row] = {}
    for part in chunks(ids):
        for row in tx.run(cypher, {"ids": part}):
            found[row["id"]] = row
    return found


def nodes_of_document(tx: Transaction, label: str, document: str) -> list[Row]:
    """Nodes with a passage of this document among their evidence."""
    return tx.run(
        f"WITH $prefix AS prefix MATCH (n:`{label}`) WHERE any(x IN n.evidence WHERE x STARTS WITH prefix) "
        f"RETURN {_node_columns(label)}",
        {"prefix": document + "#"},
    )


def edges_of_document(tx: Transaction, pair: type_pair, document: str) -> list[Row]:
    """Edges with a passage of this document among their evidence."""
    return tx.run(
        f"WITH $prefix AS prefix MATCH {_pattern(pair)} WHERE any(x IN r.evidence WHERE x STARTS WITH prefix) "
        f"{_edge_columns(pair[0])}",
        {"prefix": document + "#"},
    )


def node_contributions(label: str, row: Row, known: Sources) -> list[Contribution]:
    """What made this node row."""
    if row["contributions"]:
        return decode(row["contributions"], frozenset(p.name for p in ONTOLOGY.node_properties(label) if p.type == "date"))
    return [contribution_of(row, (row["id"],), fact_names_of_node(label), known.of(row))]


def edge_contributions(type_name: str, row: Row, known: Sources) -> list[Contribution]:
    """What made this edge row."""
    if row["contributions"]:
        return decode(row["contributions"], frozenset(p.name for p in ONTOLOGY.edge_properties(type_name) if p.type == "date"))
    return [contribution_of(row, (row["src"], row["dst"]), fact_names_of_edge(type_name), known.of(row))]
