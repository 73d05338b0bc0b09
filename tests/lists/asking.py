"""Short ways to ask an extraction what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.evidence import Extraction
from ingest import lists
from ingest.readers import read

SCOPE = "上海市闵行区"


def taken(path: Path, scope: str = SCOPE, mapping: Any = None) -> Extraction:
    """What lists say in a file."""
    return lists.extract(read(path), scope, mapping)


def facts(extraction: Extraction, label: str, relation: str) -> dict[str, Any]:
    """Subject → value of a property."""
    return {
        s: v
        for b in extraction.claims
        if (b.subject_label, b.relation) == (label, relation) and b.values
        for s, v in zip(b.subjects, b.values, strict=True)
        if s is not None and v is not None
    }


def links(extraction: Extraction, label: str, relation: str, target: str, **qualifiers: Any) -> set[tuple[str, str]]:
    """Pairs of subject and object."""
    return {
        (s, o)
        for b in extraction.claims
        if (b.subject_label, b.relation, b.object_label) == (label, relation, target)
        and all(list(b.qualifiers.get(k, ())) == [v] for k, v in qualifiers.items())
        for s, o in zip(b.subjects, b.objects, strict=True)
        if s is not None and o is not None
    }


def existing(extraction: Extraction, label: str) -> list[str]:
    """Subjects that exist, in order, each once."""
    return list(
        dict.fromkeys(
            s
            for b in extraction.claims
            if (b.subject_label, b.relation) == (label, "EXISTS")
            for s in b.subjects
            if s is not None
        )
    )


def quotes(extraction: Extraction) -> list[str]:
    """All quotations."""
    return [q for p in extraction.passages for q in p.quotes]
