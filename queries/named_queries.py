"""Named queries 命名查询: look-ups that need no verdict, each a ``.cypher`` file in ``queries/named``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.store.interface import Row, Store

from . import volume
from .definition import BUILT_IN, DefinitionError, Parameter, parse_parameters, split, used_parameters
from .runner import parameter_values

NAMED = Path(__file__).parent / "named"
"""Where the files live."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One file: what it asks, its parameters, and its statements by section (``rows`` where there is only one)."""

    name: str
    zh: str
    question: str
    parameters: tuple[Parameter, ...]
    sections: Mapping[str, str]


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All named queries. Raises DefinitionError for a file that cannot be used."""
    found: dict[str, NamedQuery] = {}
    for path in sorted(NAMED.glob("*.cypher")):
        meta, sections = split(path.read_text(encoding="utf-8"), path.name)
        query = NamedQuery(
            str(meta["name"]),
            meta["zh"],
            meta["question"],
            parse_parameters(meta.get("parameters") or ()),
            {section: statements[0] for section, statements in sections.items()},
        )
        undeclared = (
            {p for s in query.sections.values() for p in used_parameters(s)} - {p.name for p in query.parameters} - BUILT_IN
        )
        if undeclared:
            raise DefinitionError(f"{path.name}：用了未声明的参数 {'、'.join(sorted(undeclared))}。")
        found[query.name] = query
    return found


def run_named(
    store: Store,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    as_of: dt.date | None = None,
    section: str = "rows",
) -> list[Row]:
    """The rows of one section of a named query. Raises DefinitionError for a name or a section that does not exist."""
    query = named_queries().get(name)
    if query is None:
        raise DefinitionError(f"没有名为 {name} 的查询，可用的有 {'、'.join(named_queries())}。")
    if section not in query.sections:
        raise DefinitionError(f"查询 {name} 没有段落 {section}，可用的有 {'、'.join(query.sections)}。")
    day = as_of or dt.date.today()
    newest = volume.newest_case(store, day) if any(p.months_before for p in query.parameters) else None
    values = parameter_values(query.parameters, day, params or {}, newest)
    statement = query.sections[section]
    return store.read(statement, {p: values[p] for p in used_parameters(statement)})
