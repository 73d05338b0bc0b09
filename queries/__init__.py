"""Findings 发现 and named queries over the graph: what is asked lives in ``.cypher`` files, how it is run lives here."""

from __future__ import annotations

from .definition import Definition, DefinitionError, definition, definitions
from .finding import Evidence, Fact, Finding, Reference, SeverityParts
from .runner import findings

__all__ = ["Definition", "DefinitionError", "Evidence", "Fact", "Finding", "Reference", "SeverityParts", "definition", "definitions", "findings"]
