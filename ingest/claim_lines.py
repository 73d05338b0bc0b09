"""Claims as lines 主张行: what a document version says, comparable with another version whatever the passages' numbers.

Two lines are the same statement when subject, relation, object or value, modality, negation and qualifiers agree. Names are
compared by their canonical form, so that 区水务局 and 闵行区水务局 of one district do not look like a change.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from typing import Any

import orjson

from graph.evidence import FREE_TEXT, ClaimBatch, Extraction, Mention, digest
from graph.identity.keys import entity_key
from graph.ontology import ONTOLOGY
from graph.project import COMPOSITE_LABELS
from graph.project.columns import spread
from graph.store.interface import Row
from ingest import names

MOST_LINES = 200_000
"""A version with more lines is compared by their identities alone; its removed lines are counted, not shown."""
ROW = "ROW"
"""The relation of a line that stands for a whole row of an event list (cases, inspections)."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One statement as people compare it. ``identity`` is what equality means ("" where it was read back from the graph, which
    keeps less); ``about`` and ``target`` are the keys of its subject and object."""

    subject: str
    relation: str
    relation_zh: str
    object: str
    value: float | None
    unit: str
    text: str
    modality: str
    negated: bool
    quote: str
    qualifiers: str = ""
    identity: str = field(default="", compare=False)
    about: str = field(default="", compare=False)
    target: str = field(default="", compare=False)

    def as_json(self) -> dict[str, Any]:
        """The line as the service gives it."""
        given = asdict(self)
        del given["identity"], given["about"], given["target"]
        if self.relation == ROW:
            given["text"] = self.quote
        return given


@dataclass(frozen=True, slots=True)
class Difference:
    """The lines that only the newer version has, those that only the older one had, and how many both have."""

    added: list[ClaimLine]
    removed: list[ClaimLine]
    same: int


def relation_zh(relation: str, label: str) -> str:
    """What a relation is called in Chinese: of claims, of edges, or a property of the label."""
    claimed = ONTOLOGY.claim_relation(relation)
    if claimed is not None:
        return claimed.zh
    if ONTOLOGY.has_relationship(relation):
        return ONTOLOGY.relationship(relation).zh
    if relation == ROW:
        return "清单行"
    declared = next((p for p in ONTOLOGY.node_properties(label) if p.name == relation), None) if _is_label(label) else None
    return declared.zh if declared else relation


def _is_label(label: str) -> bool:
    return any(known.name == label for known in ONTOLOGY.labels)


def lines_of(extraction: Extraction) -> list[ClaimLine]:
    """The lines of a document as read: its kept claims, and one line a row for lists of events, whose claims are not kept."""
    quotes = {i: q for p in extraction.passages for i, q in zip(p.ids, p.quotes, strict=True)}
    found: dict[str, ClaimLine] = {}
    said: set[str] = set()
    for batch in extraction.claims:
        if batch.keep and batch.relation != "EXISTS" and len(batch):
            for passage, line in _of_batch(batch, quotes):
                said.add(passage)
                found.setdefault(line.identity, line)
    for passages in extraction.passages:
        if passages.kind == "row" and not said.intersection(passages.ids):
            for quote in passages.quotes:
                line = row_line(quote)
                found.setdefault(line.identity, line)
    return list(found.values())


def row_line(quote: str) -> ClaimLine:
    """The line of a row of an event list."""
    identity = digest(ROW, quote)
    return ClaimLine("", ROW, "清单行", "", None, "", "", "asserted", False, quote, "", identity, identity)


def _of_batch(batch: ClaimBatch, quotes: dict[str, str]) -> Iterator[tuple[str, ClaimLine]]:
    n = len(batch)
    objects: Sequence[str | None] = batch.objects or [None] * n
    values: Sequence[Any] = batch.values or [None] * n
    passages, scopes = spread(batch.passages, n), spread(batch.scopes, n)
    modality, negated = spread(batch.modality, n), spread(batch.negated, n)
    units: Sequence[str] = spread(batch.units, n) if batch.units else [""] * n
    maxima = spread(batch.maxima, n) if batch.maxima else [None] * n
    qualifiers = {name: spread(column, n) for name, column in batch.qualifiers.items()}
    zh = relation_zh(batch.relation, batch.subject_label)
    for i in range(n):
        subject, object_name, value = batch.subjects[i], objects[i], values[i]
        if subject is None or (batch.objects and object_name is None) or (batch.values and value is None):
            continue
        about = key_of(batch.subject_label, subject, scopes[i])
        target = key_of(batch.object_label, object_name, scopes[i]) if object_name is not None else ""
        extra = sorted((k, _shown(c[i])) for k, c in qualifiers.items() if c[i] is not None)
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        text = "" if number is not None or value is None else _shown(value)
        identity = digest(
            about,
            batch.relation,
            target,
            repr(number),
            str(maxima[i]),
            units[i] or "",
            text,
            modality[i],
            str(bool(negated[i])),
            repr(extra),
        )
        yield (
            passages[i],
            ClaimLine(
                _named(subject),
                batch.relation,
                zh,
                _named(object_name or ""),
                number,
                units[i] or "",
                text,
                modality[i],
                bool(negated[i]),
                quotes.get(passages[i], ""),
                "；".join(f"{k}={v}" for k, v in extra),
                identity,
                about,
                target,
            ),
        )


def key_of(label: str, name: str, scope: str) -> str:
    """What a name means for comparing: the key of its canonical form; words that name no node stand for themselves."""
    if label == FREE_TEXT:
        return name
    return entity_key(label, name if label in COMPOSITE_LABELS else names.canonical_name(Mention(label, name, scope)))


def _named(name: str) -> str:
    """A name made of parts, as people read it."""
    return " · ".join(part for part in name.split("|") if part) if "|" in name else name


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def compare(older: Iterable[ClaimLine], newer: Iterable[ClaimLine]) -> Difference:
    """What changed between two versions."""
    older, newer = list(older), list(newer)
    whole = all(line.identity for line in older) and all(line.identity for line in newer)
    before = {line.identity if whole else _coarse(line): line for line in older}
    after = {line.identity if whole else _coarse(line): line for line in newer}
    return Difference(
        [line for identity, line in after.items() if identity not in before],
        [line for identity, line in before.items() if identity not in after],
        len(before.keys() & after.keys()),
    )


def _coarse(line: ClaimLine) -> str:
    about, target = line.about, line.target
    return digest(about, line.relation, target, repr(line.value), line.text, line.modality, str(line.negated))


_FIELDS = attrgetter(*ClaimLine.__dataclass_fields__)


def encode(lines: Sequence[ClaimLine]) -> bytes:
    """Lines as they are kept: compressed JSON; very many without their words."""
    whole = len(lines) <= MOST_LINES
    kept = [_FIELDS(line) for line in lines] if whole else [(line.identity, line.about) for line in lines]
    return zlib.compress(orjson.dumps(kept), 1)


def decode(data: bytes) -> list[ClaimLine]:
    """What :func:`encode` kept."""
    return [
        ClaimLine(*item) if len(item) > 2 else ClaimLine("", "", "", "", None, "", "", "", False, "", "", *item)
        for item in orjson.loads(zlib.decompress(data))
    ]


IN_GRAPH = (
    "MATCH (c:Claim) WHERE c.document = $id OPTIONAL MATCH (p:Passage) WHERE p.id = c.passage "
    "RETURN c.subject_name AS subject, c.subject_label AS subject_label, c.relation AS relation, c.object_name AS object, "
    "c.object_label AS object_label, c.value AS value, c.value_max AS value_max, c.unit AS unit, c.text AS text, "
    "c.modality AS modality, c.negated AS negated, p.quote AS quote ORDER BY c.id"
)
"""For a version that went in before lines were kept."""


ROWS_IN_GRAPH = "MATCH (p:Passage) WHERE p.document = $id AND p.kind = 'row' RETURN p.quote AS quote ORDER BY p.id"


def lines_from_graph(rows: Iterable[Row], scope: str) -> list[ClaimLine]:
    """Lines of claims that the graph holds (see ``IN_GRAPH``). Qualifiers are not compared then."""
    found = []
    for r in rows:
        about = key_of(r["subject_label"], r["subject"], scope)
        target = key_of(r["object_label"], r["object"], scope) if r["object"] else ""
        found.append(
            ClaimLine(
                _named(r["subject"]),
                r["relation"],
                relation_zh(r["relation"], r["subject_label"]),
                _named(r["object"] or ""),
                r["value"],
                r["unit"] or "",
                r["text"] or "",
                r["modality"],
                bool(r["negated"]),
                r["quote"] or "",
                "",
                "",
                about,
                target,
            )
        )
    return found
