"""Legal periods 效力期间: whether a node or an edge is in force on a day.

``valid_to`` is the first day on which it no longer is, as findings read it too.
"""

from __future__ import annotations

AS_OF = "asOf"
"""The Cypher parameter that holds the day."""


def in_force(variable: str, period: tuple[str, str] | None) -> str:
    """A Cypher condition, empty where the thing has no period. An open end means that it has no limit there."""
    if period is None:
        return ""
    start, end = (f"{variable}.{name}" for name in period)
    return f"({start} IS NULL OR {start} <= ${AS_OF}) AND ({end} IS NULL OR {end} > ${AS_OF})"
