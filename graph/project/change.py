"""Changes to the graph as differences: add a document, retract one, regroup names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from graph.evidence import ClaimBatch, Extraction
from graph.identity.keys import edge_id
from graph.ontology import ONTOLOGY
from graph.project import held, kept
from graph.project.columns import POLARS_TYPES, Names, collect, type_pair
from graph.project.contribution import Contribution, Source, encode, fold
from graph.project.rows import Clusters, LabelRows, plan_rows
from graph.store.interface import Row, Transaction

ENTITY_LABELS: tuple[str, ...] = tuple(label.name for label in ONTOLOGY.labels if not label.provenance)
EDGE_PAIRS: tuple[type_pair, ...] = tuple(
    (r.name, s, t) for r in ONTOLOGY.relationships for s, t in r.pairs if r.name not in ("SUPPORTED_BY", "IN_DOCUMENT")
)
"""Every type and label pair whose edges are projections of claims (ASSERTS among them, since it follows the names)."""


@dataclass(slots=True)
class Difference:
    """How many rows a change wrote and deleted."""

    nodes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    edges: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    deleted: int = 0


def add_document(tx: Transaction, extraction: Extraction, names: Names, clusters: Clusters, today: dt.date) -> Difference:
    """Project one document into the graph, inside the caller's transaction.

    What the store already holds of the same nodes and edges is folded with what this document adds; rows of others are not
    touched. The document must not be in the store yet (see :func:`retract_document`).
    """
    document = extraction.document
    source = Source(
        document.id, document.authority, document.issued_on.isoformat() if document.issued_on else "", today.isoformat()
    )
    done = Difference()
    tx.upsert_nodes("Document", kept.document_frame(extraction, today).to_arrow(), new=True)
    for passages in extraction.passages:
        if passages.ids:
            passage_nodes, in_document = kept.passage_frames(passages, today)
            tx.upsert_nodes("Passage", passage_nodes.to_arrow(), new=True)
            tx.upsert_edges("IN_DOCUMENT", "Passage", "Document", in_document.to_arrow(), new=True)
    project_claims(tx, extraction.claims, names, clusters, source, today, done)
    return done


def project_claims(
    tx: Transaction,
    said: Sequence[ClaimBatch],
    names: Names,
    clusters: Clusters,
    source: Source,
    today: dt.date,
    done: Difference,
) -> None:
    """Write what claims say as contributions of ``source``, whose document and passages are in the store already."""
    nodes, edges = plan_rows(collect(said, names), names.display, clusters, source)
    # what an accepted proposal adds stands beside its document's own contribution, which is read under the document's source
    known = held.Sources(tx) if source.part else held.Sources(tx, source)
    old_ids: set[str] = set()
    for label, rows in nodes.items():
        old_ids |= _write_nodes(tx, label, rows, known, source, today, done)
    for pair, rows in edges.items():
        _write_edges(tx, pair, rows, old_ids, known, source, today, done)
    claims, claim_edges = kept.claim_frames(said, names, clusters, source, today)
    if claims is not None:
        tx.upsert_nodes("Claim", claims.to_arrow(), new=True)
        for (type_name, source_label, target_label), frame in claim_edges.items():
            tx.upsert_edges(type_name, source_label, target_label, frame.to_arrow(), new=True)


def _write_nodes(
    tx: Transaction, label: str, rows: LabelRows, known: held.Sources, source: Source, today: dt.date, done: Difference
) -> set[str]:
    ids = [*rows.plain["id"].to_list(), *rows.mixed]
    old = held.nodes_by_id(tx, label, ids) if _any(tx, label) else {}
    mixed = {i: list(c) for i, c in rows.mixed.items()}
    plain = rows.plain
    if old:
        shared = plain.filter(pl.col("id").is_in(list(old)))
        for row in shared.iter_rows(named=True):
            mixed[row["id"]] = held.node_contributions(label, {**row, "contributions": ""}, known)
        plain = plain.filter(~pl.col("id").is_in(list(old)))
    for node, contributions in mixed.items():
        if node in old:
            contributions.extend(held.node_contributions(label, old[node], known))
    plain = plain.with_columns(pl.lit("").alias("contributions"), pl.lit(today).alias("known_from"))
    folded = {node: tuple(c) for node, c in mixed.items()}
    unknown = [kept.complete_nodes(label, plain), node_frame(label, {n: c for n, c in folded.items() if n not in old})]
    tx.upsert_nodes(label, pl.concat(unknown).to_arrow(), new=True)
    if any(n in old for n in folded):
        tx.upsert_nodes(label, node_frame(label, {n: c for n, c in folded.items() if n in old}).to_arrow())
    done.nodes[label] += len(plain) + len(folded)
    return set(old)


def _any(tx: Transaction, label: str) -> bool:
    return bool(tx.run(f"MATCH (n:`{label}`) RETURN n.id AS id LIMIT 1"))


def _write_edges(
    tx: Transaction,
    pair: type_pair,
    rows: LabelRows,
    old_nodes: set[str],
    known: held.Sources,
    source: Source,
    today: dt.date,
    done: Difference,
) -> None:
    type_name, source_label, target_label = pair
    mixed = {i: list(c) for i, c in rows.mixed.items()}
    ends = {edge: _ends_of(edge) for edge in mixed}
    # an edge can only be there already where both its ends were
    both = (
        rows.plain.filter(pl.col("src").is_in(list(old_nodes)) & pl.col("dst").is_in(list(old_nodes)))
        if old_nodes
        else rows.plain.clear()
    )
    ends |= {i: (s, d) for i, s, d in both.select("id", "src", "dst").iter_rows()}
    candidates = sorted({src for src, dst in ends.values() if src in old_nodes and dst in old_nodes})
    old = {i: r for i, r in held.edges_between(tx, pair, candidates).items() if i in ends} if candidates else {}
    plain = rows.plain
    if old:
        for row in plain.filter(pl.col("id").is_in(list(old))).iter_rows(named=True):
            mixed[row["id"]] = held.edge_contributions(type_name, {**row, "contributions": ""}, known)
        plain = plain.filter(~pl.col("id").is_in(list(old)))
    for edge, contributions in mixed.items():
        if edge in old:
            contributions.extend(held.edge_contributions(type_name, old[edge], known))
    plain = plain.with_columns(pl.lit("").alias("contributions"), pl.lit(today).alias("known_from"))
    folded = {edge: (*ends[edge], tuple(c)) for edge, c in mixed.items()}
    unknown = [kept.complete_edges(type_name, plain), edge_frame(type_name, {e: f for e, f in folded.items() if e not in old})]
    tx.upsert_edges(type_name, source_label, target_label, pl.concat(unknown).to_arrow(), new=True)
    if any(e in old for e in folded):
        changed = edge_frame(type_name, {e: f for e, f in folded.items() if e in old})
        tx.upsert_edges(type_name, source_label, target_label, changed.to_arrow())
    done.edges[type_name] += len(plain) + len(folded)


def _ends_of(edge: str) -> tuple[str, str]:
    src, _, rest = edge.split(":", 1)[1].partition(">")
    return src, rest.split(":", 1)[0]


def node_frame(label: str, nodes: Mapping[str, Sequence[Contribution]]) -> pl.DataFrame:
    """Folded node rows, by id."""
    rows = [{"id": node, **fold(c), "contributions": _note(c, (node,))} for node, c in nodes.items()]
    columns = {
        p.name: pl.Series(p.name, [r.get(p.name) for r in rows], dtype=POLARS_TYPES[p.type], strict=False)
        for p in ONTOLOGY.node_properties(label)
    }
    return pl.DataFrame(columns)


def edge_frame(type_name: str, edges: Mapping[str, tuple[str, str, Sequence[Contribution]]]) -> pl.DataFrame:
    """Folded edge rows: id → source, target, contributions."""
    rows = [{"id": edge, "src": s, "dst": d, **fold(c), "contributions": _note(c, (s, d))} for edge, (s, d, c) in edges.items()]
    columns = {name: pl.Series(name, [r[name] for r in rows], dtype=pl.String) for name in ("src", "dst")}
    columns |= {
        p.name: pl.Series(p.name, [r.get(p.name) for r in rows], dtype=POLARS_TYPES[p.type], strict=False)
        for p in ONTOLOGY.edge_properties(type_name)
    }
    return pl.DataFrame(columns)


def _note(contributions: Sequence[Contribution], own: tuple[str, ...]) -> str:
    """Nothing where the row is its document's only contribution under its own keys; else all of them."""
    alone = len(contributions) == 1 and contributions[0].keys == own and not contributions[0].source.part
    return "" if alone else encode(contributions)


def retract_document(tx: Transaction, document: str) -> Difference:
    """Remove exactly what only this document supported (ontology rule 6), inside the caller's transaction."""
    done = retract_contributions(tx, document, lambda source: source.document == document)
    for label, property in (("Claim", "document"), ("ProposedClaim", "document"), ("Passage", "document")):
        ids = [r["id"] for r in tx.run(f"MATCH (n:`{label}`) WHERE n.`{property}` = $d RETURN n.id AS id", {"d": document})]
        if ids:
            tx.delete_nodes(label, ids)
    tx.delete_nodes("Document", [document])
    return done


def retract_contributions(tx: Transaction, document: str, dropped: Callable[[Source], bool]) -> Difference:
    """Take contributions of a document, all or some, out of the nodes and edges that it supports; claims stay."""
    known = held.Sources(tx)
    done = Difference()
    kept_nodes: dict[str, dict[str, tuple[Contribution, ...]]] = defaultdict(dict)
    gone_nodes: dict[str, list[str]] = defaultdict(list)
    for label in ENTITY_LABELS:
        for row in held.nodes_of_document(tx, label, document):
            every = held.node_contributions(label, row, known)
            rest = tuple(c for c in every if not dropped(c.source))
            if len(rest) == len(every):
                continue
            if rest:
                kept_nodes[label][row["id"]] = rest
            else:
                gone_nodes[label].append(row["id"])
    for pair in EDGE_PAIRS:
        if pair[0] == "ASSERTS":
            continue  # they go with their claims
        _retract_edges(tx, pair, document, dropped, known, done)
    for label, nodes in kept_nodes.items():
        tx.upsert_nodes(label, node_frame(label, nodes).to_arrow())
    for label, ids in gone_nodes.items():
        tx.delete_nodes(label, ids)
        done.deleted += len(ids)
    return done


def _retract_edges(
    tx: Transaction, pair: type_pair, document: str, dropped: Callable[[Source], bool], known: held.Sources, done: Difference
) -> None:
    type_name, source_label, target_label = pair
    rest: dict[str, tuple[str, str, Sequence[Contribution]]] = {}
    gone: list[str] = []
    for row in held.edges_of_document(tx, pair, document):
        every = held.edge_contributions(type_name, row, known)
        left = tuple(c for c in every if not dropped(c.source))
        if len(left) == len(every):
            continue
        if left:
            rest[row["id"]] = (row["src"], row["dst"], left)
        else:
            gone.append(row["id"])
    if gone:
        tx.delete_edges(type_name, gone)
        done.deleted += len(gone)
    if rest:
        tx.upsert_edges(type_name, source_label, target_label, edge_frame(type_name, rest).to_arrow())


def regroup(tx: Transaction, before: Clusters, after: Clusters) -> Difference:
    """Move contributions to the nodes that the names mean now, after judgements were added or withdrawn."""
    keys = {k for k in {*before, *after} if before.get(k, k) != after.get(k, k)}
    # every member of a cluster that changed may have its row elsewhere now
    touched = {before.get(k, k) for k in keys} | {after.get(k, k) for k in keys} | keys
    done = Difference()
    if not touched:
        return done
    known = held.Sources(tx)
    by_label: dict[str, list[str]] = defaultdict(list)
    names = {label.lower(): label for label in ENTITY_LABELS}
    for key in sorted(touched):
        by_label[names[key.split("-", 1)[0]]].append(key)
    stale: dict[str, list[str]] = {}
    for label, ids in by_label.items():
        old = held.nodes_by_id(tx, label, ids)
        groups: dict[str, list[Contribution]] = defaultdict(list)
        for row in old.values():
            for contribution in held.node_contributions(label, row, known):
                groups[after.get(contribution.keys[0], contribution.keys[0])].append(contribution)
        if groups:
            tx.upsert_nodes(label, node_frame(label, {n: tuple(c) for n, c in groups.items()}).to_arrow())
            done.nodes[label] += len(groups)
        stale[label] = [i for i in old if i not in groups]
    for pair in EDGE_PAIRS:
        if pair[1] in by_label or pair[2] in by_label:
            _regroup_edges(tx, pair, by_label, after, known, done)
    for label, ids in stale.items():
        if ids:
            tx.delete_nodes(label, ids)
            done.deleted += len(ids)
    _follow_claims(tx, by_label)
    return done


def _regroup_edges(
    tx: Transaction,
    pair: type_pair,
    touched: Mapping[str, Sequence[str]],
    after: Clusters,
    known: held.Sources,
    done: Difference,
) -> None:
    type_name, source_label, target_label = pair
    rows: dict[str, Row] = {}
    if source_label in touched:
        rows |= held.edges_between(tx, pair, list(touched[source_label]))
    if target_label in touched:
        rows |= held.edges_into(tx, pair, list(touched[target_label]))
    if not rows:
        return
    key_names = ONTOLOGY.relationship(type_name).key
    groups: dict[str, tuple[str, str, list[Contribution]]] = {}

    def place(contributions: Iterable[Contribution]) -> None:
        for c in contributions:
            src, dst = after.get(c.keys[0], c.keys[0]), after.get(c.keys[1], c.keys[1])
            edge = edge_id(type_name, src, dst, *[str(c.facts.get(name) or "") for name in key_names])
            groups.setdefault(edge, (src, dst, []))[2].append(c)

    for row in rows.values():
        place(held.edge_contributions(type_name, row, known))
    gone = [i for i in rows if i not in groups]
    if gone:
        tx.delete_edges(type_name, gone)
        done.deleted += len(gone)
    tx.upsert_edges(
        type_name,
        source_label,
        target_label,
        edge_frame(type_name, {e: (s, d, tuple(c)) for e, (s, d, c) in groups.items()}).to_arrow(),
    )
    done.edges[type_name] += len(groups)


def _follow_claims(tx: Transaction, touched: Mapping[str, Sequence[str]]) -> None:
    """Claims name the node that they speak of; after names moved, read it from their ASSERTS edges again."""
    for label, ids in touched.items():
        for part in held.chunks(list(ids)):
            for slot in ("subject", "object"):
                tx.run(
                    f"UNWIND $ids AS wanted MATCH (c:Claim)-[r:ASSERTS]->(n:`{label}` {{id: wanted}}) "
                    f"WHERE r.slot = '{slot}' SET c.`{slot}` = n.id",
                    {"ids": part},
                )
