"""For whom a list speaks: what its titles, notes, streets and codes say of its district."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from ingest import names
from ingest.readers import Canonical, Cell, Table

from .headings import clean_heading, heading_cell, is_note

_STREETS = frozenset(("街镇", "街道", "镇", "区域", "辖区", "服务区域", "实施范围", "地区"))
_CODES = frozenset(("网格编码", "事项编码", "权力事项编码", "编码", "网格编号", "区划代码"))
_SEARCHED = 12
_SAMPLE = 2000
_SAID = 4
"""How often a district that streets or codes tell is said in the text, so that it outweighs chance mentions."""


def opening_text(canonical: Canonical) -> str:
    """Text that tells for which district a document's lists speak: file and sheet names, titles, notes, and the full name of the
    district that its streets or the first six digits of its codes (GB/T 2260) belong to."""
    parts = [PurePosixPath(canonical.name).stem]
    for table in canonical.tables:
        parts += [table.title, table.name, *_titles(table), *_told_by_columns(table)]
    return "\n".join(p for p in parts if p)


def _titles(table: Table) -> list[str]:
    """Texts of rows that hold only one, at the beginning and the end, and notes."""
    found: dict[str, None] = {}
    for row in [*table.head(_SEARCHED), *table.tail(3)]:
        texts = {c for c in row if c is not None}
        if len(texts) == 1 or (texts and is_note(str(row[0] or ""))):
            found.update({str(t): None for t in texts})
    return list(found)


def _told_by_columns(table: Table) -> list[str]:
    streets: Counter[Cell] = Counter()
    codes: Counter[str] = Counter()
    sample = table.head(_SEARCHED + _SAMPLE)
    for at, row in enumerate(sample[:_SEARCHED]):
        for column, cell in enumerate(row):
            heading = heading_cell(cell)
            if not heading:
                continue
            cells = [r[column] for r in sample[at + 1 : at + 1 + _SAMPLE] if column < len(r) and r[column] is not None]
            if heading in _STREETS or heading.removeprefix("所属") in _STREETS or heading.endswith(("街镇", "区域")):
                streets.update(cells)
            elif heading in _CODES:
                codes.update(text[:6] for c in cells if (text := str(c).strip())[:6].isdecimal() and len(text) >= 9)
    return [name for name in (_of_streets(streets), _of_codes(codes)) if name] * _SAID


def _of_streets(streets: Counter[Cell]) -> str:
    """The one district in which nearly all of these streets lie."""
    counties: Counter[str] = Counter()
    names_seen = [str(s) for s in streets if isinstance(s, str) and clean_heading(s) and len(s) <= 20]
    for street in names_seen:
        counties.update({e.parent_code for e in names.areas_named(street) if e.level == "street" and e.name == street})
    ranked = counties.most_common(2)
    if len(names_seen) < 2 or not ranked or ranked[0][1] < 0.6 * len(names_seen):
        return ""
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return ""
    county = names.area_by_code(ranked[0][0])
    return county.full_name if county is not None else ""


def _of_codes(codes: Counter[str]) -> str:
    if not codes:
        return ""
    code, count = codes.most_common(1)[0]
    county = names.area_by_code(code)
    ours = county is not None and county.level == "county" and count >= 0.8 * codes.total()
    return county.full_name if ours and county is not None else ""
