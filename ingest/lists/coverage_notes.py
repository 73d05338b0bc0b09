"""Coverage 清单覆盖 that a title or a note of a list states: 覆盖范围：闵行区全部领域."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.evidence import ClaimBatch
from ingest import names

from . import places
from .model import Kind
from .values import split

_STATED = re.compile(r"覆盖(?:范围|领域)?[:：为]\s*([^。；;\n]+)")
_ALL = re.compile(r"(?:全部|所有|各|全)(?:个)?领域$")


def coverage_stated(line: str, kind: Kind, scope: str, passage: str) -> list[ClaimBatch]:
    """Claims of the coverage that a line states for a kind of list, under the passage that shows it; none if it states none."""
    match = _STATED.search(line)
    found = _read(match.group(1), scope) if match else None
    if found is None:
        return []
    area, domains = found
    keys = [f"{area}|{domain}|{kind.level}" for domain in domains]
    at = [passage] * len(keys)

    def claim(relation: str, values: Sequence[str | bool] = (), objects: Sequence[str] = ()) -> ClaimBatch:
        label = "Area" if objects else ""
        return ClaimBatch("Coverage", relation, keys, at, label, objects, values, scopes=(scope,))

    return [
        claim("EXISTS"),
        claim("domain", domains),
        claim("list_level", [kind.level] * len(keys)),
        claim("complete", [True] * len(keys)),
        claim("IN_AREA", objects=[area] * len(keys)),
    ]


def _read(text: str, scope: str) -> tuple[str, list[str]] | None:
    text = "".join(text.split())
    area = scope
    for cut in range(min(len(text), 20), 1, -1):
        entry = names.area_by_name(text[:cut], scope) if scope else names.area_by_name(text[:cut])
        if entry is not None and (entry.name in text[:cut] or text[:cut].endswith(("区", "县", "镇", "街道"))):
            area, text = entry.full_name, text[cut:].lstrip("，,、的内")
            break
    if text.startswith(("全区", "本区", "全县", "本县")):
        text = text[2:].lstrip("，,、的")
    if not area:
        return None
    area = places.in_full(area, scope)
    if _ALL.search(text) or not text:
        return area, ["*"]
    if not text.endswith("领域"):
        return None
    return area, [d for d in split(text.removesuffix("领域").removesuffix("等")) if d]
