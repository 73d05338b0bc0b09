"""What the columns of a list say of the entities of its rows: claims in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.evidence import Value

from . import entities_bodies, entities_power
from .entities import Entity, Prepare, Sheet, gather, spread_names
from .model import Kind, Says

PREPARE: dict[str, Prepare] = {
    "power": entities_power.power,
    "conferral": entities_power.conferral,
    "duty": entities_power.duty,
    "matter": entities_power.matter,
    "coverage": entities_power.coverage,
    "organ": entities_bodies.organ,
    "dispatched": entities_bodies.dispatched,
    "aux_team": entities_bodies.aux_team,
    "grid": entities_bodies.grid,
    "transfer": entities_bodies.transfer,
    "indicator": entities_bodies.indicator,
    "case": entities_bodies.case,
    "inspection": entities_bodies.case,
}
"""How the entities of each kind get their keys."""


def say_all(kind: Kind, sheet: Sheet) -> None:
    """What the columns say of the sheet's entities."""
    entities = PREPARE[kind.name](sheet)
    for entity in entities.values():
        if not entity.subjects:
            continue
        passages = gather(sheet.passages, entity.rows)
        sheet.claim(entity.label, "EXISTS", entity.subjects, passages)
        if entity.names:
            sheet.claim(entity.label, "name", entity.subjects, passages, values=list(entity.names), keep=False)
    for column in kind.columns:
        for says in column.says:
            entity_of = entities.get(says.entity)
            if entity_of is not None and entity_of.subjects:
                _say(says, column.name, entity_of, sheet)


def _say(says: Says, name: str, entity: Entity, sheet: Sheet) -> None:
    if name in entity.own:
        values: Sequence[Any] = entity.own[name]
    elif name in sheet.columns:
        values = gather(sheet.columns[name], entity.rows)
    else:
        return
    if all(v is None for v in values):
        return
    passages = gather(sheet.passages, entity.rows)
    if not says.label:
        sheet.claim(entity.label, says.relation, entity.subjects, passages, values=values)
        return
    subjects: Sequence[str | None] = entity.subjects
    spread = spread_names(values)
    if spread is not None:
        at, objects = spread
        subjects, passages = [subjects[i] for i in at], [passages[i] for i in at]
    else:
        objects = [v[0] if isinstance(v, tuple) else v for v in values]
    qualifiers: dict[str, Sequence[Value]] = {key: (value,) for key, value in says.qualifiers}
    if says.reverse:
        sheet.claim(
            says.label, says.relation, objects, passages, object_label=entity.label, objects=subjects, qualifiers=qualifiers
        )
    else:
        sheet.claim(
            entity.label, says.relation, subjects, passages, object_label=says.label, objects=objects, qualifiers=qualifiers
        )
