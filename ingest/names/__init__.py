"""Names 名称: the gazetteer, parsing of organisation names, matching, and resolution of mentions to keys."""

from __future__ import annotations

from .canonical import canonical, canonical_name, county_display, is_collective, place_of
from .district import district_of, street_of
from .explain import Explanation, Step, explain
from .former import former_header, is_former, known_years, successors_of
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
from .kinds import aux_kind, line_of, organ_kind, team_kind
from .many import MatchColumns, Matcher, match_many
from .match import Match, match
from .pairs import decisions, match_pairs, match_rows
from .parse import ParsedName, parse
from .resolve import Resolution, resolve, review
from .text import simplified

__all__ = [
    "AreaEntry",
    "Explanation",
    "Match",
    "MatchColumns",
    "Matcher",
    "ParsedName",
    "Resolution",
    "Step",
    "all_areas",
    "area_by_code",
    "area_by_name",
    "areas_named",
    "aux_kind",
    "canonical",
    "canonical_name",
    "county_display",
    "decisions",
    "district_of",
    "explain",
    "former_header",
    "full_name",
    "gazetteer_extraction",
    "is_collective",
    "is_former",
    "known_years",
    "line_of",
    "match",
    "match_many",
    "match_pairs",
    "match_rows",
    "nearest_area",
    "organ_kind",
    "parse",
    "place_of",
    "resolve",
    "review",
    "short_name",
    "simplified",
    "street_of",
    "streets_of",
    "successors_of",
    "team_kind",
]
