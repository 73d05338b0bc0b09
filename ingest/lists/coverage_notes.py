"""Coverage 清单覆盖 that a title or a note of a list states: 覆盖范围：闵行区全部领域."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.evidence import ClaimBatch, PassageColumns
from ingest import names

from . import places
from .model import Kind
from .values import split

_STATED = re.compile(r"覆盖(?:范围|领域)?[:：为]\s*([^。；;\n]+)")
_ALL = re.compile(r"(?:全部|所有|各|全)(?:个)?领域$")


def coverage_stated(
    lines: Sequence[tuple[int, str]], sheet: str, kind: Kind, scope: str, document: str, count: int
) -> tuple[PassageColumns, list[ClaimBatch]] | None:
    """Passages and claims of the coverage that lines (row number, text) of a list state; None where they state none."""
    for number, line in lines:
        match = _STATED.search(line)
        if match is None or not (area_domains := _read(match.group(1), scope)):
            continue
        area, domains = area_domains
        passage = f"{document}#{count + 1}"
        passages = PassageColumns(document, "row", [passage], [f"{sheet}!A{number}"], [line.strip()], [None], [None], [number])
        keys = [f"{area}|{d}|{kind.level}" for d in domains]
        at = [passage] * len(keys)

        def claim(
            relation: str,
            values: Sequence[str | bool] = (),
            objects: Sequence[str] = (),
            keys: list[str] = keys,
            at: list[str] = at,
        ) -> ClaimBatch:
            return ClaimBatch(
                "Coverage",
                relation,
                keys,
                at,
                object_label="Area" if objects else "",
                objects=objects,
                values=values,
                scopes=(scope,),
            )

        return passages, [
            claim("EXISTS"),
            claim("domain", domains),
            claim("list_level", [kind.level] * len(keys)),
            claim("complete", [True] * len(keys)),
            claim("IN_AREA", objects=[area] * len(keys)),
        ]
    return None


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
