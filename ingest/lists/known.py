"""Names of matters that a document itself tells 已知事项, so that one that holds a 、 is not split elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from .kinds import kind_named
from .regions import Region
from .values import cleaned_name, split

_LONGEST = 40


def known_matters(regions: Iterable[Region]) -> frozenset[str]:
    """Names of matters in lists of matters, and those that stand alone in a cell."""
    found: set[str] = set()
    for region in regions:
        kind = kind_named(region.found.kind)
        if kind is None:
            continue
        begin = region.found.heading_row + region.found.depth
        columns = region.table.columns(begin)
        for c in region.found.columns:
            column = kind.column(c.column)
            listed = kind.name == "matter" and c.column == "name"
            if column is None or c.index >= len(columns) or not (listed or any(s.label == "Matter" for s in column.says)):
                continue
            for cell in {v for v in set(columns[c.index]) if type(v) is str and len(v) <= _LONGEST}:
                if listed or len(split(cell)) == 1:
                    found.add(cleaned_name(cell))
    found.discard("")
    return frozenset(found)
