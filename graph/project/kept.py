"""Documents, passages and kept claims as rows: the part of the graph that says where everything came from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import polars as pl

from graph.evidence import ClaimBatch, Extraction, PassageColumns, digest
from graph.identity.keys import edge_id
from graph.ontology import ONTOLOGY
from graph.project.columns import POLARS_TYPES, Names, spread, type_pair
from graph.project.contribution import Contribution, Source, encode

_CLAIM_PROPERTIES = frozenset(p.name for p in ONTOLOGY.node_properties("Claim"))


def document_frame(extraction: Extraction, today: dt.date) -> pl.DataFrame:
    """The Document row."""
    d = extraction.document
    report = {
        "units": [{"unit": u.unit, "status": u.status, "detail": u.detail, "rows": u.rows} for u in extraction.units],
        "rejected": [{"where": r.where, "reason": r.reason, "advice": r.advice} for r in extraction.rejected],
    }
    row = {
        "id": d.id,
        "name": d.name,
        "known_from": today,
        "format": d.format,
        "sha256": d.sha256,
        "kind": d.kind,
        "authority": d.authority,
        "scope": d.scope,
        "issued_on": d.issued_on,
        "ingested_on": today,
        "text": d.text,
        "mapping": d.mapping,
        "report": orjson.dumps(report).decode(),
        "synthetic": d.synthetic,
    }
    return _frame("Document", {name: [value] for name, value in row.items()})


def passage_frames(passages: PassageColumns, today: dt.date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Passage rows, and the IN_DOCUMENT edges from each."""
    n = len(passages.ids)
    nodes = _frame(
        "Passage",
        {
            "id": passages.ids,
            "name": passages.locators,
            "known_from": [today] * n,
            "kind": [passages.kind] * n,
            "document": [passages.document] * n,
            "locator": passages.locators,
            "start_offset": passages.starts or [None] * n,
            "end_offset": passages.ends or [None] * n,
            "row_number": passages.rows or [None] * n,
            "page": passages.pages or [None] * n,
            "boxes": passages.boxes or [None] * n,
            "quote": passages.quotes,
        },
    )
    edges = nodes.select(
        pl.col("id").alias("src"),
        pl.col("document").alias("dst"),
        pl.concat_list("id").alias("evidence"),
        "known_from",
        pl.lit("").alias("contributions"),
    ).with_columns(pl.concat_str(pl.lit("IN_DOCUMENT:"), "src", pl.lit(">"), "dst").alias("id"))
    return nodes, complete_edges("IN_DOCUMENT", edges)


def claim_frames(
    claims: Iterable[ClaimBatch], names: Names, clusters: Mapping[str, str], source: Source, today: dt.date
) -> tuple[pl.DataFrame | None, dict[type_pair, pl.DataFrame]]:
    """Kept claims as Claim rows, with ASSERTS edges to what they speak of and SUPPORTED_BY edges to their passages."""
    rows: dict[str, dict[str, Any]] = {}
    edges: dict[type_pair, list[dict[str, Any]]] = defaultdict(list)
    for batch in claims:
        if batch.keep and batch.relation != "EXISTS" and len(batch):
            _claims_of(batch, names, clusters, source, today, rows, edges)
    if not rows:
        return None, {}
    columns = {p.name: [row.get(p.name) for row in rows.values()] for p in ONTOLOGY.node_properties("Claim")}
    return _frame("Claim", columns), {pair: complete_edges(pair[0], pl.DataFrame(items)) for pair, items in edges.items()}


def _claims_of(
    batch: ClaimBatch,
    names: Names,
    clusters: Mapping[str, str],
    source: Source,
    today: dt.date,
    rows: dict[str, dict[str, Any]],
    edges: dict[type_pair, list[dict[str, Any]]],
) -> None:
    n = len(batch)
    relation = ONTOLOGY.claim_relation(batch.relation)
    subjects = names.column(batch.subject_label, batch.subjects, batch.scopes)
    objects = names.column(batch.object_label, batch.objects, batch.scopes) if batch.objects else [None] * n
    values = batch.values or [None] * n
    passages, modality = spread(batch.passages, n), spread(batch.modality, n)
    negated, confidence = spread(batch.negated, n), spread(batch.confidence, n)
    units = spread(batch.units, n) if batch.units else [""] * n
    maxima = spread(batch.maxima, n) if batch.maxima else [None] * n
    qualifiers = {name: spread(column, n) for name, column in batch.qualifiers.items()}
    for i in range(n):
        subject, object_key, value = subjects[i], objects[i], values[i]
        if subject is None or (batch.objects and object_key is None) or (batch.values and value is None):
            continue
        extra = {name: column[i] for name, column in qualifiers.items() if column[i] is not None}
        other = {k: _plain(v) for k, v in extra.items() if k not in _CLAIM_PROPERTIES}
        identity = digest(
            passages[i],
            subject or str(batch.subjects[i]),
            batch.relation,
            object_key or str(batch.objects[i] if batch.objects else ""),
            repr(value),
            str(maxima[i]),
            modality[i],
            str(negated[i]),
            repr(sorted((k, str(v)) for k, v in extra.items())),
            *([source.part] if source.part else []),
            size=20,
        )
        claim = f"claim-{identity}"
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        rows[claim] = {
            "id": claim,
            "name": f"{batch.subjects[i]} {relation.zh if relation else batch.relation}",
            "known_from": today,
            "document": source.document,
            "passage": passages[i],
            "subject": clusters.get(subject, subject) or None,
            "subject_name": batch.subjects[i],
            "subject_label": batch.subject_label,
            "relation": batch.relation,
            "family": relation.family if relation else "",
            "object": clusters.get(object_key, object_key) if object_key else None,
            "object_name": batch.objects[i] if batch.objects else None,
            "object_label": batch.object_label or None,
            "value": number,
            "value_max": maxima[i],
            "unit": units[i] or None,
            "text": None if number is not None or value is None else str(_plain(value)),
            "modality": modality[i],
            "negated": negated[i],
            "confidence": confidence[i],
            "qualifiers": orjson.dumps(other, option=orjson.OPT_SORT_KEYS).decode() if other else None,
            "authority": source.authority,
            "proposal": source.part or None,
            **{k: v for k, v in extra.items() if k in _CLAIM_PROPERTIES},
        }
        edges["SUPPORTED_BY", "Claim", "Passage"].append(
            _edge("SUPPORTED_BY", claim, passages[i], (passages[i],), today, "", None)
        )
        for slot, key, label in (("subject", subject, batch.subject_label), ("object", object_key, batch.object_label)):
            if key and label:
                node = clusters.get(key, key)
                noted = "" if node == key else encode([Contribution(source, (claim, key), {"slot": slot}, (passages[i],))])
                edges["ASSERTS", "Claim", label].append(_edge("ASSERTS", claim, node, (passages[i],), today, noted, slot))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _edge(
    type_name: str, src: str, dst: str, evidence: tuple[str, ...], today: dt.date, contributions: str, slot: str | None
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "src": src,
        "dst": dst,
        "id": edge_id(type_name, src, dst, *([slot] if slot else [])),
        "evidence": list(evidence),
        "contributions": contributions,
        "known_from": today,
    }
    if slot:
        row["slot"] = slot
    return row


def complete_edges(type_name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Every declared column of an edge type, in declared order after ``src`` and ``dst``; ids made unique."""
    for prop in ONTOLOGY.edge_properties(type_name):
        if prop.name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=POLARS_TYPES[prop.type]).alias(prop.name))
        else:
            frame = frame.with_columns(pl.col(prop.name).cast(POLARS_TYPES[prop.type]))
    return frame.select("src", "dst", *[p.name for p in ONTOLOGY.edge_properties(type_name)]).unique(
        "id", keep="first", maintain_order=True
    )


def complete_nodes(label: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Every declared column of a label, in declared order."""
    for prop in ONTOLOGY.node_properties(label):
        if prop.name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=POLARS_TYPES[prop.type]).alias(prop.name))
    return frame.select([pl.col(p.name).cast(POLARS_TYPES[p.type]) for p in ONTOLOGY.node_properties(label)])


def _frame(label: str, columns: Mapping[str, Any]) -> pl.DataFrame:
    schema = {p.name: POLARS_TYPES[p.type] for p in ONTOLOGY.node_properties(label)}
    return (
        pl.DataFrame(
            {name: pl.Series(name, columns.get(name) or [], dtype=dtype, strict=False) for name, dtype in schema.items()}
        )
        if all(name in columns for name in schema)
        else complete_nodes(
            label, pl.DataFrame({name: pl.Series(name, list(c), dtype=schema[name], strict=False) for name, c in columns.items()})
        )
    )
