"""Names 名称: the gazetteer, parsing of organisation names, matching, and resolution of mentions to keys."""

from __future__ import annotations

from .gazetteer import (
    AreaEntry,
    all_areas,
    area_by_code,
    area_by_name,
    areas_named,
    full_name,
    nearest_area,
    short_name,
    streets_of,
)
from .gazetteer_document import gazetteer_extraction

__all__ = [
    "AreaEntry",
    "all_areas",
    "area_by_code",
    "area_by_name",
    "areas_named",
    "full_name",
    "gazetteer_extraction",
    "nearest_area",
    "short_name",
    "streets_of",
]
