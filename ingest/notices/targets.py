"""Targets 宾语: what an emission says of its subject: objects, words, a number, a date, and the qualifiers of all these."""

from __future__ import annotations

import re

from graph.evidence import Quantity

from .grammar import Emission, Pattern
from .modality import aspect_of, facets_of, line_of, resources_of
from .model import Item, Named
from .reference import Context
from .roles import Bound, Text, label_for, named, split
from .stream import Stream

_TEXT_OBJECTS = frozenset(
    [
        "HAS_PROBLEM",
        "HAS_RULE",
        "REQUIRES",
        "BEARS_DUTY",
        "RECOMMENDED_ACTION",
        "MANAGEMENT_MODE",
        "HAS_KIND",
        "HAS_METRIC",
        "ABOLISHES",
        "HAS_DOC_NUMBER",
    ]
)
_MODEL_OBJECTS = frozenset(["USES_MODEL", "HAS_COMPONENT", "ESTABLISHES", "APPLIES_TO", "PARTICIPATES_IN", "PROPOSED_BY"])


def by_line(subjects: list[Named], objects: list[Named | None]) -> list[tuple[Named, Named | None, str]] | None:
    """房管办和水务站 … 房管局或水务局: each with the one of its own line; None where the lines do not pair up."""
    lines = {line_of(o.name): o for o in objects if o is not None}
    own = [line_of(s.name) for s in subjects]
    if "" in lines or len(lines) != len(objects) or sorted(own) != sorted(lines):
        return None
    return [(s, lines[line], "") for s, line in zip(subjects, own, strict=True)]


def target_of(
    pattern: Pattern, emission: Emission, bound: dict[str, Bound], stream: Stream, at: int, context: Context
) -> tuple[list[Named | None], list[str], Quantity | None, str] | None:
    """Objects, texts, number and date that an emission speaks of; None where its object is missing."""
    for source in emission.object:
        thing = bound.get(source)
        if thing is None:
            if source == "-":
                return [], [], None, ""
            if source.startswith("'") and "O" not in pattern.labels and emission.relation in _TEXT_OBJECTS:
                return [], [source.strip("'")], None, ""
            if source in ("street", "topic", "area", "document", "actor", "S2", "before") or source.startswith(
                ("'", "topic/", "owner/")
            ):
                known = named(pattern, (source,), bound, stream, at, context)
                if known:
                    return list(known), [], None, ""
            continue
        label = label_for(pattern, source, thing)
        if isinstance(thing, Text):
            if not thing.value:
                return None
            if not label or label == "text":
                return [], [thing.value], None, ""
            return (
                list(split(label, thing.value)) if label in ("Matter", "Organ") else [Named(label, thing.value)],
                [],
                None,
                "",
            )
        if thing.kind == "N":
            return [], [], thing.quantity, ""
        if thing.kind == "Y":
            return [], [], None, thing.date
        if (
            label == "text"
            or emission.relation in _TEXT_OBJECTS
            or (not label and thing.kind in "WQ" and emission.relation not in _MODEL_OBJECTS)
        ):
            return [], [m.name for m in thing.parts()] if source not in pattern.together else [thing.name], None, ""
        if source in pattern.together:
            return [context.resolve(Item(thing.kind, thing.start, thing.end, thing.name), label)], [], None, ""
        if emission.relation == "HAS_COUNT":
            return ([], [], thing.quantity, "") if thing.quantity else None
        return [n for part in thing.parts() for n in context.resolve_all(part, label)], [], None, ""
    return None


def qualifier(value: object, bound: dict[str, Bound]) -> list[str | float]:
    """What a qualifier stands for: a literal, a role's words (``=L``), or what they tell (``=N.value``, ``=R.resources``)."""
    if not isinstance(value, str) or not value.startswith("="):
        return [value if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)]
    role, _, part = value[1:].partition(".")
    thing = bound.get(role)
    if thing is None:
        return [""]
    words = thing.value if isinstance(thing, Text) else thing.name
    if part == "matters":
        return [n.name for n in split("Matter", words)]
    if part == "words":
        return [words]
    if part == "resources":
        return list(resources_of(words)) or [""]
    if part == "facets":
        return list(facets_of(words))
    if part == "aspects":
        return list(dict.fromkeys(aspect_of(w) for w in re.split("和|、|及", words))) or [""]
    if part == "line":
        return [line_of(words)] if isinstance(thing, Text) or not thing.members else [""]
    if isinstance(thing, Text):
        return [words]
    if part == "value":
        return [thing.quantity.value if thing.quantity else ""]
    if part == "unit":
        return [thing.quantity.unit if thing.quantity else ""]
    if thing.kind == "Y":
        return [thing.date]
    return [m.name for m in thing.parts()]
