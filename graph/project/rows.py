"""Contributions in columns become finished rows of one document, still without what the store holds already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from graph.ontology import ONTOLOGY
from graph.project.columns import COMPOSITE_LABELS, POLARS_TYPES, DocumentColumns, NodeColumns, type_pair
from graph.project.contribution import Contribution, Source

Clusters = Mapping[str, str]
"""Key → representative key, for keys whose cluster has more than one member."""

_BOOKKEEPING = frozenset({"id", "evidence", "contributions", "known_from"})


def fact_names_of_node(label: str) -> tuple[str, ...]:
    """The properties of a label that documents speak of."""
    return tuple(p.name for p in ONTOLOGY.node_properties(label) if p.name not in _BOOKKEEPING)


def fact_names_of_edge(type_name: str) -> tuple[str, ...]:
    """The properties of a relationship type that documents speak of."""
    return tuple(p.name for p in ONTOLOGY.edge_properties(type_name) if p.name not in _BOOKKEEPING)


@dataclass(slots=True)
class LabelRows:
    """One document's part of the nodes of a label.

    ``plain`` has one row an id, under the id's own key. ``mixed`` are the ids that several names of this document share,
    or that go by another key than their own.
    """

    plain: pl.DataFrame
    mixed: dict[str, list[Contribution]] = field(default_factory=dict)


def node_rows(label: str, columns: NodeColumns, display: Mapping[str, str], clusters: Clusters, source: Source) -> LabelRows:
    """Group a label's contributions by key, and split off those that need folding."""
    seen = pl.concat(columns.existence)
    grouped = (
        seen.group_by("key", maintain_order=True)
        .agg(
            pl.col("written").first(),
            pl.col("passage").filter(pl.col("as_subject")).unique(maintain_order=True).alias("as_subject"),
            pl.col("passage").first().alias("first"),
        )
        .with_columns(
            pl.when(pl.col("as_subject").list.len() > 0)
            .then(pl.col("as_subject"))
            .otherwise(pl.concat_list("first"))
            .list.sort()  # as the fold gives it, so that a row that was folded and came back is the same row
            .alias("evidence")
        )
    )
    keys = grouped["key"].to_list()
    shown = (
        grouped["written"].to_list()
        if label in COMPOSITE_LABELS
        else [display.get(k, w) for k, w in zip(keys, grouped["written"].to_list(), strict=True)]
    )
    frame = grouped.select("key", pl.Series("name", shown, dtype=pl.String), "evidence")
    for name, frames in columns.facts.items():
        facts = (
            pl.concat(frames)
            .group_by("key", maintain_order=True)
            .agg(pl.col("value").first().alias(name if name != "name" else "given_name"))
        )
        frame = frame.join(facts, on="key", how="left", maintain_order="left")
    if "given_name" in frame.columns:
        frame = frame.with_columns(pl.coalesce("given_name", "name").alias("name")).drop("given_name")
    for prop in ONTOLOGY.node_properties(label):
        if prop.name not in frame.columns and prop.name not in _BOOKKEEPING:
            frame = frame.with_columns(pl.lit(None, dtype=POLARS_TYPES[prop.type]).alias(prop.name))
    frame = frame.with_columns(pl.Series("id", [clusters.get(k, k) for k in frame["key"].to_list()], dtype=pl.String))
    return _split(frame, ("key",), fact_names_of_node(label), source)


def edge_rows(pair: type_pair, frames: list[pl.DataFrame], clusters: Clusters, source: Source) -> LabelRows:
    """Group the contributions to the edges of one type and label pair; ``plain`` also has ``src`` and ``dst``."""
    type_name = pair[0]
    relationship = ONTOLOGY.relationship(type_name)
    facts = [name for name in fact_names_of_edge(type_name) if any(name in f.columns for f in frames)]
    edges = pl.concat(frames, how="diagonal_relaxed")
    group = ["src_key", "dst_key", *[name for name in relationship.key if name in facts]]
    edges = edges.group_by(group, maintain_order=True).agg(
        pl.col("passage").unique().sort().alias("evidence"),
        *[pl.col(name).drop_nulls().first() for name in facts if name not in group],
    )
    for prop in ONTOLOGY.edge_properties(type_name):
        if prop.name not in edges.columns and prop.name not in _BOOKKEEPING:
            edges = edges.with_columns(pl.lit(None, dtype=POLARS_TYPES[prop.type]).alias(prop.name))
    if clusters:
        edges = edges.with_columns(
            pl.Series("src", [clusters.get(k, k) for k in edges["src_key"].to_list()], dtype=pl.String),
            pl.Series("dst", [clusters.get(k, k) for k in edges["dst_key"].to_list()], dtype=pl.String),
        )
    else:
        edges = edges.with_columns(pl.col("src_key").alias("src"), pl.col("dst_key").alias("dst"))
    parts = [pl.concat_str(pl.lit(f"{type_name}:"), "src", pl.lit(">"), "dst")]
    parts += [pl.concat_str(pl.lit(":"), pl.col(name).cast(pl.String).fill_null("")) for name in relationship.key]
    edges = edges.with_columns(pl.concat_str(parts).alias("id"))
    return _split(edges, ("src_key", "dst_key"), fact_names_of_edge(type_name), source)


def _split(frame: pl.DataFrame, key_columns: tuple[str, ...], facts: tuple[str, ...], source: Source) -> LabelRows:
    own = {"key": "id", "src_key": "src", "dst_key": "dst"}
    plain = pl.col("id").is_unique()
    for column in key_columns:
        plain = plain & (pl.col(column) == pl.col(own[column]))
    if source.part:
        plain = pl.lit(False)
    frame = frame.with_columns(plain.alias("plain"))
    mixed: dict[str, list[Contribution]] = defaultdict(list)
    for row in frame.filter(~pl.col("plain")).iter_rows(named=True):
        mixed[row["id"]].append(contribution_of(row, tuple(row[c] for c in key_columns), facts, source))
    return LabelRows(frame.filter("plain").drop("plain", *key_columns), dict(mixed))


def contribution_of(row: Mapping[str, Any], keys: tuple[str, ...], facts: tuple[str, ...], source: Source) -> Contribution:
    """A finished row read back as the one contribution that it stands for."""
    return Contribution(source, keys, {f: row[f] for f in facts if row.get(f) is not None}, tuple(row["evidence"]))


def plan_rows(
    columns: DocumentColumns, display: Mapping[str, str], clusters: Clusters, source: Source
) -> tuple[dict[str, LabelRows], dict[type_pair, LabelRows]]:
    """All rows of one document: nodes by label, edges by type and label pair."""
    nodes = {
        label: node_rows(label, c, display, clusters, source)
        for label, c in columns.nodes.items()
        if any(len(f) for f in c.existence)
    }
    edges = {
        pair: edge_rows(pair, frames, clusters, source) for pair, frames in columns.edges.items() if any(len(f) for f in frames)
    }
    return nodes, edges
