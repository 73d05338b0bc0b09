"""Documents, passages and claims as they leave ingest, before names are resolved.

Claims travel in columns: a :class:`ClaimBatch` holds many claims of one shape (same subject label, relation and object
label). A notice gives batches of a few claims, a case list batches of millions; both are projected by the same code.

What a claim's ``relation`` may be, for a subject of label L:

* ``EXISTS``: the subject exists (no object);
* a property declared on L: the object is a value;
* a relationship type declared from L to the object's label: the object is a mention, and ``qualifiers`` hold edge
  properties (facet, role, valid_from, valid_to …);
* a claim relation of ``ontology.claims`` (what notices state).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from .proposal import Proposal

Value: TypeAlias = str | int | float | bool | dt.date | None
"""What a claim's object may be when it is not a mention."""

Modality = Literal["asserted", "problem", "recommended", "planned"]


def digest(*parts: str, size: int = 16) -> str:
    """A stable hexadecimal name for content: the first ``size`` digits of SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:size]


FREE_TEXT = "text"
"""The label of a claim's subject or object that is words only (环保类处罚权限): kept with the claim, no node of its own."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as written 提及, with the label of what it names and the area that the text speaks for.

    ``scope`` is the full name of the document's own district (上海市闵行区), or "" where the name needs none. For a node
    without a natural name (a grant, a transfer) ``name`` is a key made of its parts, joined by ``|``.
    """

    label: str
    name: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written 数量; ``maximum`` for ranges (8—9名)."""

    value: float
    unit: str = ""
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A source document 来源文件. ``id`` is ``doc-`` + the first 12 digits of the SHA-256 of its bytes."""

    id: str
    name: str
    format: str
    sha256: str
    kind: str
    authority: str
    scope: str = ""
    issued_on: dt.date | None = None
    text: str = ""
    mapping: str = ""
    synthetic: bool = False


@dataclass(slots=True)
class PassageColumns:
    """Passages 片段 of one document, in columns of equal length.

    ``ids`` are ``{document id}#{n}``. For text, ``starts`` and ``ends`` are character offsets in the document's canonical
    text and ``quotes`` that exact span; for tables ``locators`` read ``工作表!A5:H5``, ``rows`` are 1-based row numbers, and
    ``quotes`` show the row's cells as ``列名：值；…``.

    For paged documents ``pages`` are 1-based page numbers and ``boxes`` where the passage stands on that page: JSON
    ``[[x0, y0, x1, y1], …]`` in points from the page's top left corner. Both may be left empty.
    """

    document: str
    kind: Literal["span", "row"]
    ids: list[str] = field(default_factory=list)
    locators: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    starts: list[int | None] = field(default_factory=list)
    ends: list[int | None] = field(default_factory=list)
    rows: list[int | None] = field(default_factory=list)
    pages: list[int | None] = field(default_factory=list)
    boxes: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class ClaimBatch:
    """Claims of one shape, in columns.

    ``subjects`` and ``passages`` (passage ids) have equal length n. Exactly one of ``objects`` (mentions' names, with
    ``object_label``) and ``values`` is set, except for ``EXISTS``, where neither is. A column of length 1 stands for n
    equal entries in ``scopes`` and each of ``qualifiers``. Rows whose subject, or object or value, is None are skipped.

    Qualifiers named like a property of the Claim label (value, unit, aspect, resource, topic, valid_from …) become that
    property of the kept claim; those declared on the relationship type become properties of its edge.

    ``keep`` says whether each claim is also kept as a Claim node. It is off for event lists (cases, inspections), whose
    row passage is the record and whose claims can be read from it again by the stored column mapping.

    ``method`` says what read the claims: ``rules`` (lists, patterns, names), or ``model``, whose claims always wait for review.
    """

    subject_label: str
    relation: str
    subjects: Sequence[str | None]
    passages: Sequence[str]
    object_label: str = ""
    objects: Sequence[str | None] = ()
    values: Sequence[Value] = ()
    units: Sequence[str] = ()
    maxima: Sequence[float | None] = ()
    scopes: Sequence[str] = ("",)
    modality: Sequence[str] = ("asserted",)
    negated: Sequence[bool] = (False,)
    confidence: Sequence[float] = (1.0,)
    qualifiers: dict[str, Sequence[Value]] = field(default_factory=dict)
    keep: bool = True
    method: Literal["rules", "model"] = "rules"

    def __len__(self) -> int:
        return len(self.subjects)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row, page or sheet that could not be read 被拒的行: where, why, and what to do about it, in Chinese."""

    where: str
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """What became of one page, sheet or table 读入状态."""

    unit: str
    status: Literal["read", "empty", "skipped", "unreadable"]
    detail: str = ""
    rows: int = 0


@dataclass(slots=True)
class Extraction:
    """All that ingest took from one document: what the projection is given."""

    document: DocumentRecord
    passages: list[PassageColumns]
    claims: list[ClaimBatch]
    units: list[UnitStatus] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    proposed: list[Proposal] = field(default_factory=list)
    """Claims that wait for a person, or that one has decided on already; they are not among ``claims``."""
