"""Statutes 法律法规: instruments and their provisions from the text, and the clauses that a list cites."""

from .basis import parse_basis
from .document import StatuteText, is_statute, title_beside
from .extract import extract
from .heading import jurisdiction_of
from .locator import BasisRef, clause_key, instrument_name, provision_name

__all__ = [
    "BasisRef",
    "StatuteText",
    "clause_key",
    "extract",
    "instrument_name",
    "is_statute",
    "jurisdiction_of",
    "parse_basis",
    "provision_name",
    "title_beside",
]
