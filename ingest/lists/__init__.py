"""Lists 清单: kinds of list and their columns as data, a recogniser, rows → claims. Knows nothing of file formats."""

from __future__ import annotations

from .account import Account
from .extract import extract, extract_accounted, mapping_json
from .kinds import KINDS, kind_named
from .mapping import load_mapping
from .model import Column, Kind, MappingOverride, MatchedColumn, Recognition, SheetMapping
from .opening import opening_text
from .persons import without_persons
from .recognise import recognise

__all__ = [
    "KINDS",
    "Account",
    "Column",
    "Kind",
    "MappingOverride",
    "MatchedColumn",
    "Recognition",
    "SheetMapping",
    "extract",
    "extract_accounted",
    "kind_named",
    "load_mapping",
    "mapping_json",
    "opening_text",
    "recognise",
    "without_persons",
]
