"""Rows of a section become candidates 候选: one per (subject, area, topic), with folded facts and collected evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from graph.store.interface import Row

from .definition import REQUIRED, STANDARD, Column, Definition, DefinitionError, WithinDays
from .finding import Reference

PASSAGES_PER_ENTITY = 3
"""Of a node that many rows speak of (a bureau), so many passages are shown with a finding; edges and events show all."""

_PASSAGES = ("evidence", "entities", "match", "matter", "domain", "missing")

Key = tuple[str, str, str]
"""Subject id, area id, topic."""


@dataclass(slots=True)
class Candidate:
    """What a section says of one subject, area and topic."""

    subject: Reference
    area: str
    topic: str
    area_name: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    match: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    certain: bool = False
    scopes: frozenset[str] = frozenset()
    """Full names of the districts that the documents behind it speak for."""

    @property
    def key(self) -> Key:
        """What makes it the same finding."""
        return (self.subject.id, self.area, self.topic)

    def passages(self) -> list[str]:
        """All passage ids, the walked edges and events first, each once."""
        return list(dict.fromkeys([*self.evidence, *self.entities]))


def flatten(value: Any, limit: int | None = None) -> list[str]:
    """Passage ids out of a string, a list, or lists of lists; ``limit`` keeps the first so many of each innermost list."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if all(isinstance(v, str) for v in value):
        return list(value)[:limit]
    out: list[str] = []
    for inner in value:
        out.extend(flatten(inner, limit))
    return out


def plain(value: Any) -> Any:
    """A store's number as Python's own."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def fold_column(column: Column, values: Sequence[Any]) -> Any:
    """One value of many rows' values, nulls left out; None when nothing is left."""
    given = [plain(v) for v in values if v is not None]
    if column.fold in ("list", "count"):
        items = list(dict.fromkeys(i for v in given for i in (v if isinstance(v, list) else [v]) if i not in (None, "")))
        return len(items) if column.fold == "count" else sorted(items, key=str)
    if not given:
        return None
    if column.fold == "sum":
        return sum(given)
    if column.fold == "min":
        return min(given)
    if column.fold == "max":
        return max(given)
    if column.fold == "any":
        return any(given)
    return next((v for v in given if v != ""), None)


def keep_within(rows: Iterable[Row], rule: WithinDays, parameters: Mapping[str, Any]) -> list[Row]:
    """The rows whose two dates lie close enough together; rows without one of the dates go."""
    limit = int(parameters[rule.days])
    return [
        r
        for r in rows
        if r[rule.first] is not None and r[rule.second] is not None and abs((r[rule.first] - r[rule.second]).days) <= limit
    ]


def check_columns(rows: Sequence[Row], definition: Definition, section: str) -> None:
    """Raises DefinitionError for a column that the header does not declare, and for a required one that is not there."""
    if not rows:
        return
    unknown = set(rows[0]) - set(STANDARD) - {c.name for c in definition.columns}
    lacking = set(REQUIRED) - set(rows[0])
    if unknown or lacking:
        what = f"返回了未声明的列 {'、'.join(sorted(unknown))}" if unknown else f"没有返回 {'、'.join(sorted(lacking))}"
        raise DefinitionError(f"{definition.code}：:{section} {what}。")


def fold_rows(rows: Sequence[Row], definition: Definition) -> dict[Key, Candidate]:
    """Group a section's rows, one candidate per (subject, area, topic)."""
    groups: dict[Key, list[Row]] = {}
    for row in sorted(rows, key=_order):
        if row["subject"] is not None:
            groups.setdefault((row["subject"], row.get("area") or "", row.get("topic") or ""), []).append(row)
    return {key: _fold_group(key, group, definition) for key, group in groups.items()}


def _order(row: Row) -> str:
    """Engines return rows in orders of their own; what a finding shows must not depend on it."""
    return "\x1f".join(f"{name}={sorted(flatten(v)) if name in _PASSAGES else v}" for name, v in sorted(row.items()))


def _strings(group: Sequence[Row], column: str) -> frozenset[str]:
    return frozenset(s for row in group for s in flatten(row.get(column)) if s)


def _fold_group(key: Key, group: Sequence[Row], definition: Definition) -> Candidate:
    first = group[0]
    since = [row["since"] for row in group if row.get("since") is not None]
    until = [row["until"] for row in group if row.get("until") is not None]
    facts = {
        c.name: fold_column(c, values) for c in definition.columns if (values := [row[c.name] for row in group if c.name in row])
    }
    return Candidate(
        subject=Reference(first["subject"], first["subject_name"] or "", first["subject_label"] or ""),
        area=key[1],
        topic=key[2],
        area_name=first.get("area_name") or "",
        facts={name: value for name, value in facts.items() if value is not None},
        evidence=list(dict.fromkeys(p for row in group for p in flatten(row["evidence"]))),
        entities=list(dict.fromkeys(p for row in group for p in sorted(flatten(row.get("entities"), PASSAGES_PER_ENTITY)))),
        match=frozenset(m for m in _strings(group, "match") if not m.endswith(":")),
        documents=_strings(group, "document"),
        domains=_strings(group, "domain"),
        matters=_strings(group, "matter"),
        missing=tuple(sorted(_strings(group, "missing"))),
        since=min(since) if since else None,
        until=max(until) if until else None,
        certain=any(bool(row.get("certain")) for row in group),
    )
