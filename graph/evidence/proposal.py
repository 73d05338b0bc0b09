"""A claim that waits for a person 待审主张: one claim with its quotation, whole enough to be projected later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from .model import ClaimBatch, Value, digest

_SINGLE = ("subjects", "passages", "objects", "values", "units", "maxima", "scopes", "modality", "negated", "confidence")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim below the review line, or read by a model.

    ``batch`` holds exactly this claim; ``derived`` what follows from the names in it. ``document_name`` and ``quote`` make the
    claim the same one in the next version of its document, so that a decision on it carries over.
    """

    document: str
    document_name: str
    quote: str
    batch: ClaimBatch
    derived: tuple[ClaimBatch, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """One proposal a passage."""
        return "proposedclaim-" + digest(self.document, self.batch.passages[0], self.decided_as)

    @property
    def decided_as(self) -> str:
        """What a decision is about: the statement in its words, whatever version of the document it stands in."""
        b = self.batch
        return "statement-" + digest(
            self.document_name,
            self.quote,
            b.subject_label,
            str(b.subjects[0]),
            b.relation,
            b.object_label,
            str(b.objects[0]) if b.objects else "",
            repr(b.values[0]) if b.values else "",
            b.modality[0],
            str(b.negated[0]),
            repr(sorted((k, str(v[0])) for k, v in b.qualifiers.items() if v[0] is not None)),
        )


def encode_claim(batch: ClaimBatch) -> str:
    """A batch of one claim as JSON."""
    out: dict[str, Any] = {
        "subject_label": batch.subject_label,
        "relation": batch.relation,
        "object_label": batch.object_label,
        "method": batch.method,
        "qualifiers": {k: _out(v[0]) for k, v in batch.qualifiers.items()},
    }
    for name in _SINGLE:
        column = getattr(batch, name)
        out[name] = [_out(column[0])] if column else []
    return orjson.dumps(out, option=orjson.OPT_SORT_KEYS).decode()


def decode_claim(text: str) -> ClaimBatch:
    """The batch that :func:`encode_claim` wrote."""
    given = orjson.loads(text)
    columns: dict[str, Any] = {name: tuple(_in(v) for v in given[name]) for name in _SINGLE}
    qualifiers: dict[str, Sequence[Value]] = {k: (_in(v),) for k, v in given["qualifiers"].items()}
    return ClaimBatch(
        given["subject_label"],
        given["relation"],
        object_label=given["object_label"],
        qualifiers=qualifiers,
        method=given["method"],
        **columns,
    )


def _out(value: Value) -> Any:
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value


def _in(value: Any) -> Any:
    return dt.date.fromisoformat(value["date"]) if isinstance(value, dict) else value


def single(batch: ClaimBatch, i: int) -> ClaimBatch:
    """Claim ``i`` of a batch as a batch of its own."""

    def one(column: Any) -> Any:
        return (column[i] if len(column) > 1 else column[0],) if column else ()

    return ClaimBatch(
        batch.subject_label,
        batch.relation,
        object_label=batch.object_label,
        qualifiers={k: one(v) for k, v in batch.qualifiers.items()},
        keep=batch.keep,
        method=batch.method,
        **{name: one(getattr(batch, name)) for name in _SINGLE},
    )


def without(batch: ClaimBatch, dropped: set[int]) -> ClaimBatch:
    """A batch less some of its claims, by index."""
    n = len(batch)
    left = [i for i in range(n) if i not in dropped]

    def rest(column: Any) -> Any:
        return column if len(column) != n or n == 1 else [column[i] for i in left]

    if n == 1:
        return batch if left else ClaimBatch(batch.subject_label, batch.relation, (), ())
    return ClaimBatch(
        batch.subject_label,
        batch.relation,
        object_label=batch.object_label,
        qualifiers={k: rest(v) for k, v in batch.qualifiers.items()},
        keep=batch.keep,
        method=batch.method,
        **{name: rest(getattr(batch, name)) for name in _SINGLE},
    )
