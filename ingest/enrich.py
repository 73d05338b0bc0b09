"""What a name itself says: the kind of team, its line, its place. Added as claims with the passage that names it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.evidence import FREE_TEXT, ClaimBatch, Extraction, Mention, Value
from graph.project import COMPOSITE_LABELS
from ingest import names, statutes


def mentions_of(extraction: Extraction) -> dict[Mention, str]:
    """Every distinct mention that needs a name resolved, with the first passage that holds it."""
    return mentions_in(extraction.claims)


def mentions_in(claims: Iterable[ClaimBatch]) -> dict[Mention, str]:
    """As :func:`mentions_of`, for some claims."""
    found: dict[Mention, str] = {}
    for batch in claims:
        _mentions(batch.subject_label, batch.subjects, batch.scopes, batch.passages, found)
        if batch.objects:
            _mentions(batch.object_label, batch.objects, batch.scopes, batch.passages, found)
    return found


def _mentions(
    label: str, column: Iterable[str | None], scopes: Iterable[str], passages: Iterable[str], found: dict[Mention, str]
) -> None:
    if label in COMPOSITE_LABELS or label == FREE_TEXT:
        return
    scope_list, passage_list = list(scopes), list(passages)
    one_scope, one_passage = len(scope_list) == 1, len(passage_list) == 1
    seen: set[tuple[str, str]] = set()
    for i, name in enumerate(column):
        if name is None:
            continue
        scope = scope_list[0] if one_scope else scope_list[i]
        if (name, scope) in seen:
            continue
        seen.add((name, scope))
        found.setdefault(Mention(label, name, scope), passage_list[0] if one_passage else passage_list[i])


def read_names(mentions: dict[Mention, str]) -> list[ClaimBatch]:
    """Claims that follow from the names alone: an organ's line, kind of team and area; a street's code and district."""
    out: list[ClaimBatch] = []
    organs = [(m, p) for m, p in mentions.items() if m.label == "Organ"]
    for mention, passage in organs:
        canonical = names.canonical_name(mention)
        team = names.team_kind(canonical)
        place = names.place_of(canonical)
        facts: dict[str, Value] = {
            "team_kind": team or None,
            "line": names.line_of(canonical) or None,
            "collective": names.is_collective(canonical) or None,
            "kind": names.organ_kind(canonical) or None,
        }
        for name, value in facts.items():
            if value is not None:
                out.append(_one(mention, name, passage, values=(value,)))
        area = names.area_by_name(place, within=mention.scope) if place else None
        if area is not None:
            out.append(_one(mention, "SERVES_AREA", passage, object_label="Area", objects=(area.full_name,)))
    for mention, passage in mentions.items():
        if mention.label == "AuxTeam" and (kind := names.aux_kind(mention.name)):
            out.append(_one(mention, "kind", passage, values=(kind,)))
        elif mention.label == "Instrument" and (jurisdiction := statutes.jurisdiction_of(mention.name)):
            out.append(_one(mention, "jurisdiction", passage, values=(jurisdiction,)))
        elif mention.label == "Area":
            out.extend(_area(mention, passage))
    return out


def _area(mention: Mention, passage: str) -> list[ClaimBatch]:
    area = names.area_by_name(mention.name, within=mention.scope)
    if area is None:
        return []
    out = [_one(mention, "code", passage, values=(area.code,)), _one(mention, "level", passage, values=(area.level,))]
    parent = names.area_by_code(area.parent_code) if area.parent_code else None
    if parent is not None:
        out.append(_one(mention, "WITHIN", passage, object_label="Area", objects=(parent.full_name,)))
    return out


def _one(
    mention: Mention,
    relation: str,
    passage: str,
    *,
    values: tuple[Value, ...] = (),
    object_label: str = "",
    objects: tuple[str, ...] = (),
) -> ClaimBatch:
    return ClaimBatch(
        mention.label,
        relation,
        (mention.name,),
        (passage,),
        object_label=object_label,
        objects=objects,
        values=values,
        scopes=(mention.scope,),
        keep=False,
    )
