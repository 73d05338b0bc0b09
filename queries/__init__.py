"""Findings 发现 and named queries over the graph: what is asked lives in ``.cypher`` files, how it is run lives here."""

from __future__ import annotations

from .definition import Definition, DefinitionError, definitions
from .finding import Evidence, Fact, Finding, Reference, SeverityParts
from .named import CoverageRow, Hotspot, Matrix, UnassignedPower, coverage, hotspots, responsibility_matrix, unassigned_powers
from .named_queries import NamedQuery, named_queries, run_named
from .runner import findings

__all__ = [
    "CoverageRow",
    "Definition",
    "DefinitionError",
    "Evidence",
    "Fact",
    "Finding",
    "Hotspot",
    "Matrix",
    "NamedQuery",
    "Reference",
    "SeverityParts",
    "UnassignedPower",
    "coverage",
    "definitions",
    "findings",
    "hotspots",
    "named_queries",
    "responsibility_matrix",
    "run_named",
    "unassigned_powers",
]
