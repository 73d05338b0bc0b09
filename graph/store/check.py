"""Integrity 完整性: what must hold in every store, looked for and reported in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graph.ontology import ONTOLOGY

from .interface import Store

_EVIDENCE_NODES = frozenset({"Passage", "Document", "Claim", "Judgement"})
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong: a code for programs, what and how often in Chinese, and some of the ids."""

    code: str
    what: str
    count: int
    message: str
    examples: tuple[str, ...]


def check(store: Store) -> list[Flaw]:
    """All flaws of a store; an empty list means it is sound.

    Nodes and edges need evidence (the provenance labels, and edges that leave them, are evidence themselves); evidence must
    be passages that exist; passages need a document; ids must be given once; both ends of an edge must exist.
    """
    documents = _ids(store, "Document")
    passages: Any = pa.array([], pa.string())
    flaws: list[Flaw] = []
    for batch in store.nodes("Passage"):
        passages = pa.concat_arrays([passages, batch.column("id")])
        lost = batch.filter(pc.invert(pc.is_in(_column(batch, "document"), documents)))
        flaws += _flaw("passage_without_document", "片段 Passage", "所属文件已不在库中", lost.column("id"))
    known: set[str] = set()
    for label in ONTOLOGY.labels:
        what = f"{label.zh} {label.name}"
        seen = _gather(store.nodes(label.name), ("id", "evidence") if not label.provenance else ("id",))
        flaws += _identities(what, seen)
        if not label.provenance:
            flaws += _evidence(what, seen, passages)
        elif label.name == "Claim":
            claims = _gather(store.nodes("Claim"), ("id", "document", "passage"))
            flaws += _flaw("claim_without_passage", what, "所据片段已不在库中", _outside(claims, "passage", passages))
        twice = known.intersection(seen.column("id").to_pylist())
        known.update(seen.column("id").to_pylist())
        flaws += _flaw("id_of_two_labels", what, "与其他类型的节点标识相同", pa.array(sorted(twice), pa.string()))
    totals = store.counts()
    for relationship in ONTOLOGY.relationships:
        if totals[relationship.name]:
            flaws += _relationship(store, relationship.name, passages)
    return _merged(flaws)


def _relationship(store: Store, type: str, passages: Any) -> Iterator[Flaw]:
    declared = ONTOLOGY.relationship(type)
    what = f"{declared.zh} {type}"
    ids: list[Any] = []
    for source, target in declared.pairs:
        seen = _gather(store.edges(type, source, target), ("id", "src", "dst", "evidence"))
        if source not in _EVIDENCE_NODES:
            yield from _evidence(what, seen, passages)
        missing = seen.filter(pc.or_(pc.is_null(seen.column("src")), pc.is_null(seen.column("dst"))))
        yield from _flaw("edge_without_end", what, "缺少端点", missing.column("id"))
        ids.append(seen.select(["id"]))
    every = pa.concat_tables(ids)
    yield from _identities(what, every)
    if every.num_rows != store.counts()[type]:
        extra = store.counts()[type] - every.num_rows
        yield Flaw("undeclared_pair", what, extra, f"{what}：有 {extra} 条连接了本体未声明的节点类型。", ())


def _identities(what: str, rows: pa.Table) -> Iterator[Flaw]:
    column: Any = rows.column("id")
    if column.null_count:
        yield Flaw("no_id", what, column.null_count, f"{what}：有 {column.null_count} 个没有标识。", ())
    if len(pc.unique(column)) != len(column):
        counted = pc.value_counts(column)
        values, counts = counted.field(0), counted.field(1)
        yield from _flaw("id_twice", what, "标识重复", values.filter(pc.greater(counts, 1)))


def _evidence(what: str, rows: pa.Table, passages: Any) -> Iterator[Flaw]:
    evidence: Any = rows.column("evidence")
    bare = pc.or_(pc.is_null(evidence), pc.fill_null(pc.equal(pc.list_value_length(evidence), 0), True))
    yield from _flaw("no_evidence", what, "没有依据片段", rows.column("id").filter(bare))
    cited = pa.table({"id": pc.take(rows.column("id"), pc.list_parent_indices(evidence)), "passage": pc.list_flatten(evidence)})
    yield from _flaw("evidence_gone", what, "所引片段已不在库中", pc.unique(_outside(cited, "passage", passages)))


def _outside(rows: pa.Table, column: str, allowed: Any) -> Any:
    return rows.column("id").filter(pc.invert(pc.is_in(rows.column(column), allowed)))


def _ids(store: Store, label: str) -> Any:
    return _gather(store.nodes(label), ("id",)).column("id").combine_chunks()


def _gather(batches: Any, columns: tuple[str, ...]) -> pa.Table:
    types = {"id": pa.string(), "evidence": pa.list_(pa.string())}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
    return pa.Table.from_batches([batch.select(list(columns)) for batch in batches], schema)


def _column(batch: pa.RecordBatch, name: str) -> Any:
    return batch.column(name)


def _flaw(code: str, what: str, problem: str, ids: Any) -> Iterator[Flaw]:
    if len(ids):
        examples = tuple(str(id) for id in ids[:_EXAMPLES].to_pylist())
        yield Flaw(code, what, len(ids), _message(what, problem, len(ids), examples), examples)


def _message(what: str, problem: str, count: int, examples: tuple[str, ...]) -> str:
    return f"{what}：有 {count} 个{problem}（如 {'、'.join(examples)}）。"


def _merged(flaws: list[Flaw]) -> list[Flaw]:
    """One flaw for the same problem of the same label or type, found in several batches or pairs."""
    merged: dict[tuple[str, str], Flaw] = {}
    for flaw in flaws:
        before = merged.get((flaw.code, flaw.what))
        if before is not None:
            count = before.count + flaw.count
            message = before.message.replace(f"有 {before.count} ", f"有 {count} ", 1)
            flaw = Flaw(flaw.code, flaw.what, count, message, before.examples)
        merged[flaw.code, flaw.what] = flaw
    return list(merged.values())
