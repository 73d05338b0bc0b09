"""Claims in columns become contributions to nodes and edges in columns (one document at a time)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from graph.evidence import FREE_TEXT, ClaimBatch, Mention
from graph.identity.keys import entity_key
from graph.ontology import ONTOLOGY
from graph.ontology.terms import Property

POLARS_TYPES: dict[str, Any] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "strings": pl.List(pl.String),
}

COMPOSITE_LABELS: frozenset[str] = frozenset(
    {"Case", "Party", "Referral", "Measure", "PowerGrant", "Transfer", "Coverage", "Provision"}
)
"""Labels without natural names: their key is made of the parts as given, and no name resolution applies."""


@dataclass(frozen=True, slots=True)
class Names:
    """Resolved names of one document: mention → key, and key → the name to show."""

    keys: Mapping[Mention, str]
    display: Mapping[str, str]

    def key(self, label: str, name: str, scope: str) -> str:
        """The key of a mention; composite labels are keyed by their parts."""
        if label in COMPOSITE_LABELS:
            return entity_key(label, name)
        if label == FREE_TEXT:
            return ""
        return self.keys[Mention(label, name, scope)]

    def column(self, label: str, names: Sequence[str | None], scopes: Sequence[str]) -> list[str | None]:
        """Keys for a whole column of names, each distinct one looked up once."""
        if len(scopes) == 1:
            scope = scopes[0]
            cache: dict[str | None, str | None] = {name: self.key(label, name, scope) for name in set(names) if name is not None}
            cache[None] = None
            return [cache[name] for name in names]
        return [None if name is None else self.key(label, name, scope) for name, scope in zip(names, scopes, strict=True)]


class KeyedColumns:
    """Columns of one document with their keys, computed once although many batches share a column.

    A case list gives a dozen batches over one subject column; the sequences are told apart by identity, and kept alive here
    so that an identity is not used again.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._frames: dict[tuple[str, int, int, tuple[str, ...]], tuple[object, pl.DataFrame]] = {}

    def frame(self, label: str, column: Sequence[str | None], passages: Sequence[str], scopes: Sequence[str]) -> pl.DataFrame:
        """The columns ``key``, ``written`` and ``passage`` for a column of names."""
        at = (label, id(column), id(passages), tuple(scopes) if len(scopes) == 1 else ("", str(id(scopes))))
        if at not in self._frames:
            frame = pl.DataFrame(
                {
                    "key": self._names.column(label, column, scopes),
                    "written": list(column),
                    "passage": list(spread(passages, len(column))),
                },
                schema={"key": pl.String, "written": pl.String, "passage": pl.String},
            )
            self._frames[at] = ((column, passages, scopes), frame)
        return self._frames[at][1]


@dataclass(slots=True)
class NodeColumns:
    """Contributions of one document to nodes of one label: existence frames, and value frames by property."""

    existence: list[pl.DataFrame] = field(default_factory=list)
    facts: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))


type_pair = tuple[str, str, str]
"""Relationship type, source label, target label."""


@dataclass(slots=True)
class DocumentColumns:
    """All contributions of one document."""

    nodes: dict[str, NodeColumns] = field(default_factory=lambda: defaultdict(NodeColumns))
    seen: dict[tuple[str, int, bool], pl.DataFrame] = field(default_factory=dict)
    edges: dict[type_pair, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))


def spread(column: Sequence[Any], length: int) -> Sequence[Any]:
    """A column of length 1 stands for ``length`` equal entries."""
    return column if len(column) == length else [column[0]] * length


def collect(claims: Iterable[ClaimBatch], names: Names) -> DocumentColumns:
    """The contributions that claims of a document make to nodes and edges of entities.

    Problems, recommendations and negated claims change no node and no edge (ontology rule 5): they bring only the entities
    that they speak of into being, so that the kept claim has something to point at.
    """
    out = DocumentColumns()
    keyed = KeyedColumns(names)
    for batch in claims:
        _collect_batch(batch, keyed, out)
    return out


def _collect_batch(batch: ClaimBatch, keyed: KeyedColumns, out: DocumentColumns) -> None:
    n = len(batch)
    if n == 0:
        return
    if batch.subject_label == FREE_TEXT:
        if batch.objects and batch.object_label != FREE_TEXT:
            _exists(
                out,
                batch.object_label,
                keyed.frame(batch.object_label, batch.objects, batch.passages, batch.scopes),
                as_subject=False,
            )
        return
    frame = keyed.frame(batch.subject_label, batch.subjects, batch.passages, batch.scopes)
    _exists(out, batch.subject_label, frame, as_subject=True)
    holds = _stands(batch, n)
    declared = ONTOLOGY.label(batch.subject_label).property(batch.relation) or _common(batch.relation)
    if declared is not None and batch.values:
        values = pl.Series("value", list(batch.values), dtype=POLARS_TYPES[declared.type], strict=False)
        fact = (
            frame.select("key", "passage")
            .with_columns(values, holds)
            .filter(pl.col("holds") & pl.col("key").is_not_null() & pl.col("value").is_not_null())
        )
        out.nodes[batch.subject_label].facts[declared.name].append(fact.drop("holds"))
        return
    if not batch.objects or batch.object_label == FREE_TEXT:
        return
    target = keyed.frame(batch.object_label, batch.objects, batch.passages, batch.scopes)
    if frame["key"].null_count():
        target = target.with_columns(pl.when(frame["key"].is_not_null()).then(pl.col("key")).alias("key"))
    _exists(out, batch.object_label, target, as_subject=False)
    relation = ONTOLOGY.claim_relation(batch.relation)
    type_name = relation.projects if relation is not None else batch.relation
    if not type_name or not ONTOLOGY.has_relationship(type_name):
        return
    relationship = ONTOLOGY.relationship(type_name)
    if (batch.subject_label, batch.object_label) not in relationship.pairs:
        return
    edge = frame.select(pl.col("key").alias("src_key"), "passage").with_columns(target["key"].alias("dst_key"), holds)
    for prop in ONTOLOGY.edge_properties(type_name):
        if prop.name in batch.qualifiers:
            column = list(spread(batch.qualifiers[prop.name], n))
            edge = edge.with_columns(pl.Series(prop.name, column, dtype=POLARS_TYPES[prop.type], strict=False))
    edge = edge.filter(pl.col("holds") & pl.col("src_key").is_not_null() & pl.col("dst_key").is_not_null()).drop("holds")
    out.edges[type_name, batch.subject_label, batch.object_label].append(edge)


def _stands(batch: ClaimBatch, n: int) -> pl.Series:
    modality = spread(batch.modality, n)
    negated = spread(batch.negated, n)
    return pl.Series("holds", [m == "asserted" and not no for m, no in zip(modality, negated, strict=True)], dtype=pl.Boolean)


def _common(name: str) -> Property | None:
    return next((p for p in ONTOLOGY.node_common if p.name == name == "name"), None)


def _exists(out: DocumentColumns, label: str, frame: pl.DataFrame, *, as_subject: bool) -> None:
    at = (label, id(frame), as_subject)
    if at in out.seen:
        return
    out.seen[at] = frame  # kept, so that its identity is not used again
    frame = frame.filter(pl.col("key").is_not_null())
    # an object mention supports the existence of what it names once a document, not once a row: a bureau named in a
    # million cases would otherwise carry a million passages
    frame = frame.unique(["key", "passage"] if as_subject else ["key"], keep="first", maintain_order=True)
    out.nodes[label].existence.append(frame.with_columns(pl.lit(as_subject).alias("as_subject")))
