"""Statutes 法律法规: instruments and their provisions from the text, and the clauses that a list cites."""

from .basis import parse_basis
from .locator import BasisRef, clause_key, instrument_name, provision_name

__all__ = ["BasisRef", "clause_key", "instrument_name", "parse_basis", "provision_name"]
