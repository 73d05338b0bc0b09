"""Short ways to write the declarations of kinds."""

from __future__ import annotations

from graph.evidence import Value
from graph.ontology import Vocabulary

from .model import Column, Parse, Says


def fact(entity: str, *properties: str) -> tuple[Says, ...]:
    """The column is these properties of an entity."""
    return tuple(Says(entity, p) for p in properties)


def link(entity: str, relation: str, label: str, **qualifiers: Value) -> Says:
    """The column names what an entity is related to."""
    return Says(entity, relation, label, qualifiers=tuple(qualifiers.items()))


def back(label: str, relation: str, entity: str, **qualifiers: Value) -> Says:
    """The column names who is related to an entity."""
    return Says(entity, relation, label, reverse=True, qualifiers=tuple(qualifiers.items()))


def col(
    name: str,
    synonyms: str,
    parse: Parse = "text",
    *says: Says | tuple[Says, ...],
    vocabulary: Vocabulary | None = None,
    telling: float = 0.0,
) -> Column:
    """A column; synonyms are written with spaces between them."""
    flat = tuple(s for group in says for s in (group if isinstance(group, tuple) else (group,)))
    return Column(name, tuple(synonyms.split()), parse, flat, vocabulary, telling)


SEQUENCE = col("sequence", "序号 编号 序 顺序号 行号 No.")
NOTE = col("note", "备注 说明 备注说明 附注 情况说明")
