"""Running findings on a terse graph, with what must be true of every answer checked on the way."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from graph.store import Store
from queries import Finding, findings
from tests.queries.terse import DAY, Graph


def ask(store: Store, graph: Graph, code: str, as_of: dt.date = DAY, **options: Any) -> list[Finding]:
    """Load the graph and run one kind of finding."""
    return check(graph, findings(graph.load(store), kinds=(code,), as_of=as_of, **options))


def check(graph: Graph, found: list[Finding]) -> list[Finding]:
    passages = graph.rows["Passage"]
    for f in found:
        assert f.evidence, f
        assert all(
            passages[e.passage]["quote"] == e.quote and passages[e.passage]["document"] == e.document.id for e in f.evidence
        )
        assert (f.severity is None) == (f.status != "yes")
        assert f.severity is None or 0 <= f.severity <= 100
        assert bool(f.missing) or f.status != "unknown"
        assert f.summary.endswith("。")
        assert f.subject.name
        json.dumps(f.to_dict(), ensure_ascii=False)
    assert len({f.id for f in found}) == len(found)
    return found


def of(found: list[Finding], subject: str = "", status: str = "") -> list[Finding]:
    return [f for f in found if subject in f.subject.name and status in f.status]


def one(found: list[Finding], subject: str = "") -> Finding:
    (finding,) = of(found, subject)
    return finding


def states(found: list[Finding]) -> dict[str, tuple[str, str]]:
    """Subject name → (status, basis)."""
    return {f.subject.name: (f.status, f.basis) for f in found}


def fact(finding: Finding, name: str) -> Any:
    return next((f.value for f in finding.facts if f.name == name), None)


def quotes(finding: Finding) -> str:
    return "\n".join(e.quote for e in finding.evidence)
