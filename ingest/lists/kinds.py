"""All kinds of list 清单种类, in the order in which ties are broken: a new kind is one entry here and its test."""

from __future__ import annotations

from .kinds_bodies import AUX_TEAM, DISPATCHED, GRID, ORGAN
from .kinds_power import CONFERRAL, COVERAGE, DUTY, MATTER, POWER
from .kinds_work import CASE, INDICATOR, INSPECTION, TRANSFER
from .model import Kind

KINDS: tuple[Kind, ...] = (
    POWER,
    CONFERRAL,
    DUTY,
    ORGAN,
    DISPATCHED,
    AUX_TEAM,
    GRID,
    TRANSFER,
    CASE,
    INSPECTION,
    INDICATOR,
    MATTER,
    COVERAGE,
)
"""The kinds that are recognised."""


def kind_named(name: str) -> Kind | None:
    """The kind of that name or Chinese name, or None."""
    return next((k for k in KINDS if name in (k.name, k.zh)), None)
