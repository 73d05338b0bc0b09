"""Everything that a text names 提及一览: bodies, teams, posts, grids, areas, documents, clauses, powers, matters, numbers, dates.

The list is for reading a text with its mentions marked; the reader of claims works on its own items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .citations import clause_references, document_numbers
from .coordination import coordinate
from .lexicon import own_places
from .matters import matters
from .mentions import find
from .organs import organisations
from .shadow import shadow

KINDS: dict[str, str] = {
    "organ": "机构",
    "team": "辅助队伍",
    "post": "岗位",
    "grid": "网格",
    "area": "区域",
    "instrument": "文件",
    "number": "文号",
    "clause": "条款",
    "item": "权力事项",
    "matter": "管理事项",
    "power": "权限",
    "model": "机制",
    "quantity": "数量",
    "date": "日期",
}
"""Kind of a mention → what users read."""
_OF_ITEM = {
    "X": "team",
    "P": "post",
    "R": "grid",
    "A": "area",
    "I": "instrument",
    "W": "power",
    "M": "model",
    "N": "quantity",
    "Y": "date",
}


_SET_OVER = re.compile(r"(?:分管|主管|常务)\Z")
"""What is part of a post in a list of mentions: 分管副主任."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: ``text`` from ``start`` to ``end``, ``kind`` a key of :data:`KINDS`, ``name`` what is meant."""

    start: int
    end: int
    text: str
    kind: str
    name: str


def named(text: str, scope: str = "") -> list[Named]:
    """Every mention of a text, in order. ``scope`` is the full name of the district that it speaks for, or "".

    Mentions of one kind do not overlap; those of two may (a body in the name of a post, a thing within a power item)."""
    folded = shadow(text)
    out = [Named(m.start, m.end, m.text, "organ", m.name) for m in organisations(text, scope)]
    for item in coordinate(text, folded, find(text, folded, own_places(scope))):
        for part in item.parts():
            if (kind := _OF_ITEM.get(part.kind)) is None:
                continue
            start = part.start
            if kind == "post" and (set_over := _SET_OVER.search(folded, max(0, start - 2), start)) is not None:
                start = set_over.start()
            out.append(Named(start, part.end, text[start : part.end], kind, text[start : part.start] + part.name))
    out += [Named(n.start, n.end, n.text, "number", n.normal) for n in document_numbers(text, folded)]
    out += [Named(c.start, c.end, c.text, "clause", c.text) for c in clause_references(text)]
    out += [Named(m.start, m.end, m.text, m.kind, m.text) for m in matters(text, folded)]
    return sorted(set(out), key=lambda m: (m.start, -m.end, m.kind))
