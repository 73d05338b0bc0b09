"""What the computed root fields answer 计算字段: the functions of ``queries``, as plain objects by GraphQL field name."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

import queries
from api import kept
from api.errors import BadInput
from api.plan.catalogue import camel
from api.plan.keyset import SortKey, decode, encode
from graph.ontology import ONTOLOGY, Property
from graph.store.interface import Store
from queries import DefinitionError, Finding

Answer = dict[str, Any]


def plain(value: Any) -> Any:
    """Dataclasses, mappings and sequences as dicts and lists with camelCase keys; anything else as it is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        convert = getattr(value, "to_dict", None)
        if callable(convert):
            return plain(convert())
        return {camel(f.name): plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {camel(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return value


def check_codes(codes: Sequence[str]) -> None:
    """Raises BadInput for a code that is no kind of finding."""
    known = {d.code for d in queries.definitions()}
    for code in codes:
        if code not in known:
            raise BadInput(f"没有编号为“{code}”的发现，可用的有 {'、'.join(sorted(known))}。")


def findings(
    store: Store,
    codes: Sequence[str] = (),
    area: str = "",
    as_of: dt.date | None = None,
    status: Sequence[str] = (),
    basis: Sequence[str] = (),
) -> list[Finding]:
    """Findings, gravest first. Raises BadInput for an unknown code."""
    check_codes(codes)
    try:
        found = kept.findings(store, codes, area, as_of)
    except DefinitionError as error:
        raise BadInput(str(error)) from error
    return [f for f in found if (not status or f.status in status) and (not basis or f.basis in basis)]


def finding(store: Store, finding_id: str, as_of: dt.date | None = None) -> Answer | None:
    """One finding by id, or None."""
    codes = codes_of(finding_id)
    found = findings(store, codes, as_of=as_of) if codes else []
    return next((plain(f) for f in found if f.id == finding_id), None)


def codes_of(finding_id: str) -> list[str]:
    """The kinds that a finding's id may belong to: its first part is the code in small letters."""
    prefix = finding_id.partition("-")[0]
    return [d.code for d in queries.definitions() if d.code.lower() == prefix]


_POSITION = (SortKey(Property("id", "标识")),)


def finding_page(found: Sequence[Finding], first: int, after: str | None) -> Answer:
    """One page of findings; the cursor names the last one, by its id."""
    start = 0
    if after:
        (last,) = decode(_POSITION, after)
        start = next((n + 1 for n, f in enumerate(found) if f.id == last), -1)
        if start < 0:
            raise BadInput("游标 after 所指的发现已不在结果中（数据有变化），请从第一页重新开始。")
    shown = found[start : start + first]
    info = {
        "hasNextPage": start + first < len(found),
        "endCursor": encode(_POSITION, [shown[-1].id]) if shown else None,
    }
    return {"totalCount": len(found), "nodes": [plain(f) for f in shown], "pageInfo": info}


def finding_kinds() -> list[Answer]:
    """All kinds of finding."""
    names = ("code", "title_zh", "title_en", "question", "legal_hook", "remedy", "family")
    return [{camel(name): getattr(d, name) for name in names} for d in queries.definitions()]


def finding_summary(store: Store, area: str, as_of: dt.date | None) -> list[Answer]:
    """How many findings of each kind hold, do not hold, or cannot be judged."""
    counted = Counter((f.code, f.status) for f in findings(store, area=area, as_of=as_of))
    return [
        {"code": d.code, "title": d.title_zh, **{status: counted[d.code, status] for status in ("yes", "no", "unknown")}}
        for d in queries.definitions()
    ]


def matrix(store: Store, area: str, as_of: dt.date | None) -> Answer:
    """The responsibility matrix of an area."""
    return plain(queries.responsibility_matrix(store, area=area, as_of=as_of))  # type: ignore[no-any-return]


def hotspots(store: Store, area: str, as_of: dt.date | None, first: int) -> list[Answer]:
    """Where several departments act on the same matter in the same grid, gravest first."""
    return plain(queries.hotspots(store, area=area, as_of=as_of))[:first]  # type: ignore[no-any-return]


def unassigned_powers(store: Store, area: str, as_of: dt.date | None, first: int) -> list[Answer]:
    """Powers that nobody holds or nobody uses."""
    return plain(queries.unassigned_powers(store, area=area, as_of=as_of))[:first]  # type: ignore[no-any-return]


def coverage(store: Store, area: str, as_of: dt.date | None) -> list[Answer]:
    """Which lists are loaded."""
    rows: list[Answer] = plain(queries.coverage(store, area=area, as_of=as_of))
    for row in rows:
        row["listLevel"] = row["listLevel"] or None  # an empty text is no term
    return rows


def stats(store: Store) -> Answer:
    """How much the graph holds."""
    counts = store.counts()
    return {
        "engine": store.engine,
        "nodes": [{"name": label.name, "zh": label.zh, "count": counts.get(label.name, 0)} for label in ONTOLOGY.labels],
        "edges": [{"name": r.name, "zh": r.zh, "count": counts.get(r.name, 0)} for r in ONTOLOGY.relationships],
    }
