"""A finding 发现: one answer of one query, three-valued, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from graph.evidence import digest

Status = Literal["yes", "no", "unknown"]
"""``unknown`` means that a list is missing, never that nothing was found."""

Basis = Literal["data", "stated", "both"]
"""Computed from lists and cases, said by a document, or both in agreement."""

FactValue = str | int | float | bool
"""What a fact may hold; lists are joined by 、 before they get here."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A node that a finding names. ``label`` is its ontology label."""

    id: str
    name: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that a finding rests on: where it stands and what it says, word for word."""

    document: Reference
    passage: str
    locator: str
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or name that belongs to a finding, with its Chinese name."""

    name: str
    zh: str
    value: FactValue


@dataclass(frozen=True, slots=True)
class SeverityParts:
    """The four components of a severity, each 0 to 1, None where the data do not give it (待数据)."""

    legal: float
    volume: float | None = None
    duration: float | None = None
    outlier: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. ``severity`` (0 to 100) is set for ``yes`` only; ``missing`` names the lists that would settle it."""

    code: str
    status: Status
    basis: Basis
    title: str
    summary: str
    subject: Reference
    area: Reference | None
    topic: str
    severity: float | None
    severity_parts: SeverityParts
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    legal_hook: str = ""
    remedy: str = ""
    evidence: tuple[Evidence, ...] = ()
    evidence_total: int = field(default=0)
    """How many passages support it; ``evidence`` may show fewer of them."""

    @property
    def id(self) -> str:
        """The same for the same code, subject, area and topic, whenever it is computed."""
        return finding_id(self.code, self.subject.id, self.area.id if self.area else "", self.topic)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that the command line, REST and GraphQL all show."""
        return {
            "id": self.id,
            "code": self.code,
            "status": self.status,
            "basis": self.basis,
            "title": self.title,
            "summary": self.summary,
            "subject": {"id": self.subject.id, "name": self.subject.name, "label": self.subject.label},
            "area": {"id": self.area.id, "name": self.area.name} if self.area else None,
            "topic": self.topic,
            "severity": self.severity,
            "severity_parts": {
                "legal": self.severity_parts.legal,
                "volume": self.severity_parts.volume,
                "duration": self.severity_parts.duration,
                "outlier": self.severity_parts.outlier,
            },
            "facts": [{"name": f.name, "zh": f.zh, "value": f.value} for f in self.facts],
            "missing": list(self.missing),
            "legal_hook": self.legal_hook,
            "remedy": self.remedy,
            "evidence": [
                {
                    "document": {"id": e.document.id, "name": e.document.name},
                    "passage": e.passage,
                    "locator": e.locator,
                    "quote": e.quote,
                }
                for e in self.evidence
            ],
            "evidence_total": self.evidence_total,
        }

    as_json = to_dict


def finding_id(code: str, subject: str, area: str, topic: str) -> str:
    """``g04-`` + 12 digits, made of what tells one finding from another."""
    return f"{code.lower()}-{digest(code, subject, area, topic, size=12)}"
