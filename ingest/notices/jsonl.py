"""Claims as JSON Lines 主张导出, in the format of the evaluation's scorer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from graph.evidence import ClaimBatch, Extraction, Value

from .calibration import REVIEW_LINE

RELATION_OF: dict[str, str] = {"RETAINS_POWER": "HOLDS_POWER", "NOT_TRANSFERRED_TO": "TRANSFERRED_TO"}
"""Finer relations of ours → the name that the exchange format knows; the finer one stays in ``relation_detail``."""

DENIALS = frozenset({"NOT_TRANSFERRED_TO"})
"""Finer relations that deny what the exchange format's relation says."""
DATE_RELATIONS = frozenset({"ISSUED_ON", "EFFECTIVE_ON", "STARTED_ON", "TRANSFERRED_ON", "HAS_DEADLINE"})
_T = TypeVar("_T")


def claims_jsonl(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """One mapping a claim: doc, subject, relation, object, modality, quote, start, end. ``doc`` is the document's name.

    Rows of tables have the row's passage as quote and its locator; ``start`` and ``end`` are there for spans of text only.
    Claims under the review line say ``review: true``.
    """
    passages: dict[str, dict[str, Any]] = {}
    for columns in extraction.passages:
        for i, identifier in enumerate(columns.ids):
            passages[identifier] = {
                "quote": columns.quotes[i],
                "start": columns.starts[i] if columns.starts else None,
                "end": columns.ends[i] if columns.ends else None,
                "locator": columns.locators[i] if columns.locators else "",
            }
    for batch in extraction.claims:
        if batch.keep:
            yield from _batch(extraction.document.name, batch, passages)


def _batch(document: str, batch: ClaimBatch, passages: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    n = len(batch)
    places = _spread(batch.passages, n)
    modality, negated, confidence = (
        _spread(batch.modality, n),
        _spread(batch.negated, n),
        _spread(batch.confidence, n),
    )
    qualifiers = {k: _spread(v, n) for k, v in batch.qualifiers.items()}
    for i in range(n):
        subject = batch.subjects[i]
        target = _object(batch, i)
        if subject is None or target is None:
            continue
        relation = RELATION_OF.get(batch.relation, batch.relation)
        out: dict[str, Any] = {
            "doc": document,
            "subject": {"type": batch.subject_label, "name": subject},
            "relation": relation,
            "object": target,
            "modality": modality[i],
        }
        if relation != batch.relation:
            out["relation_detail"] = batch.relation
        if negated[i] or batch.relation in DENIALS:
            out["negated"] = True
        out["confidence"] = confidence[i]
        if confidence[i] < REVIEW_LINE:
            out["review"] = True
        extra = {k: _plain(v[i]) for k, v in qualifiers.items() if v[i] is not None and v[i] != ""}
        if extra:
            out["qualifiers"] = extra
        place = passages.get(places[i], {"quote": "", "start": None, "end": None, "locator": ""})
        out["quote"] = place["quote"]
        if place["start"] is not None:
            out["start"], out["end"] = place["start"], place["end"]
        else:
            out["locator"] = place["locator"]
        yield out


def _object(batch: ClaimBatch, i: int) -> dict[str, Any] | None:
    if batch.objects:
        name = batch.objects[i]
        return None if name is None else {"type": batch.object_label, "name": name}
    if not batch.values:
        return {"type": "None", "name": ""}
    value = batch.values[i]
    if value is None:
        return None
    if batch.relation in DATE_RELATIONS:
        return {"type": "Date", "value": str(value)}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        out: dict[str, Any] = {"type": "Quantity", "value": value}
        if batch.maxima and batch.maxima[i] is not None:
            out["value_max"] = batch.maxima[i]
        if batch.units:
            out["unit"] = batch.units[i]
        return out
    return {"type": "Text", "value": _plain(value)}


def _plain(value: Value) -> Value:
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def _spread(column: Sequence[_T], n: int) -> Sequence[_T]:
    return column if len(column) == n else [column[0]] * n
