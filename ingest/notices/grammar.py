"""The grammar 文法: patterns as data, compiled once; a file for each family in ``patterns/``, with examples that are tests."""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from .form import Form, compile_form, slot_letters
from .lexicon import load_yaml
from .waking import Waking, waking


class PatternError(ValueError):
    """A pattern that cannot be read: which, and why."""


@dataclass(frozen=True, slots=True)
class Emission:
    """One claim that a match makes. Values that name a role of the form stand for what the role matched."""

    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...] = ("O",)
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    modality: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern 句式: when it is tried (``triggers``), what it looks like (``forms``), and what it says (``emissions``)."""

    id: str
    family: str
    triggers: tuple[str, ...]
    forms: tuple[Form, ...]
    emissions: tuple[Emission, ...]
    confidence: float
    modality: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    reject: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    together: frozenset[str]
    zipped: bool
    examples: tuple[Mapping[str, Any], ...]
    counter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns, their forms in order, and what wakes these."""

    patterns: tuple[Pattern, ...]
    forms: tuple[tuple[Pattern, Form], ...]
    waking: Waking


DEFAULT_SUBJECT = ("S",)
_KEYS = frozenset(
    [
        "id",
        "relation",
        "triggers",
        "form",
        "subject",
        "object",
        "emit",
        "confidence",
        "modality",
        "unless",
        "needs",
        "reject",
        "labels",
        "together",
        "zip",
        "examples",
        "not",
        "qualifiers",
        "negated",
        "aspect",
        "resource",
        "topic",
        "value",
        "facet",
        "role",
        "text",
        "note",
    ]
)
_SHORT = ("aspect", "resource", "topic", "value", "facet", "role", "text")


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of this package."""
    folder = resources.files("ingest.notices.patterns")
    words: dict[str, str] = dict(load_yaml("ingest.notices.patterns", "words.yaml"))
    patterns: list[Pattern] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml") and entry.name != "words.yaml":
            patterns.extend(read_patterns(load_yaml("ingest.notices.patterns", entry.name), words))
    built = build(patterns)
    # its hundred thousand objects live as long as the process: looked through at each collection, they cost 4 % of the reading
    gc.collect()
    gc.freeze()
    return built


def build(patterns: list[Pattern]) -> Grammar:
    """A grammar of these patterns. Raises PatternError if two share an id."""
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise PatternError(f"句式编号重复：{pattern.id}")
        seen.add(pattern.id)
    forms = tuple((pattern, form) for pattern in patterns for form in pattern.forms)
    return Grammar(
        tuple(patterns),
        forms,
        waking([([w for trigger in pattern.triggers for w in _trigger_words(trigger)], form) for pattern, form in forms]),
    )


def _trigger_words(trigger: str) -> list[str]:
    if trigger.startswith("{") and trigger.endswith("}"):
        return list(slot_letters(trigger[1:-1]) or "")
    return [trigger]


def read_patterns(data: Mapping[str, Any], words: Mapping[str, str]) -> list[Pattern]:
    """The patterns of one file. Raises PatternError or FormError naming the pattern."""
    family = str(data["family"])
    own = {**words, **data.get("words", {})}
    out = []
    for entry in data["patterns"]:
        unknown = set(entry) - _KEYS
        if unknown:
            raise PatternError(f"句式 {entry.get('id')}：不认识的键 {'、'.join(sorted(unknown))}")
        try:
            out.append(_pattern(family, entry, own))
        except (KeyError, ValueError) as error:
            raise PatternError(f"句式 {entry.get('id')}：{error}") from error
    return out


def _pattern(family: str, entry: Mapping[str, Any], words: Mapping[str, str]) -> Pattern:
    forms = [entry["form"]] if isinstance(entry["form"], str) else list(entry["form"])
    triggers: list[str] = []
    for trigger in entry["triggers"]:
        if trigger.startswith("<") and trigger.endswith(">"):
            triggers.extend(words[trigger[1:-1]].split())
        else:
            triggers.append(str(trigger))
    return Pattern(
        id=str(entry["id"]),
        family=family,
        triggers=tuple(triggers),
        forms=tuple(_in_clause(compile_form(f, words), f, triggers, words) for f in forms),
        emissions=tuple(_emission(e, entry) for e in entry.get("emit", [entry])),
        confidence=float(entry.get("confidence", 0.9)),
        modality=str(entry.get("modality", "")),
        unless=tuple(entry.get("unless", ())),
        needs=tuple(w for n in entry.get("needs", ()) for w in (words[n[1:-1]].split() if n.startswith("<") else [n])),
        reject={k: tuple(map(str, v)) for k, v in entry.get("reject", {}).items()},
        labels=dict(entry.get("labels", {})),
        together=frozenset(entry.get("together", ())),
        zipped=bool(entry.get("zip", False)),
        examples=tuple(entry.get("examples", ())),
        counter=tuple(entry.get("not", ())),
    )


def _in_clause(form: Form, source: str, triggers: list[str], words: Mapping[str, str]) -> Form:
    """A form is local only where a trigger of its pattern is part of it; else the trigger may stand in another clause."""
    said = re.sub(r"<(\w+)>", lambda found: words.get(found[1], ""), source)
    kinds = set(re.findall(r"\{\w:(\w+)\}", source))
    letters = set("".join(slot_letters(k) or "" for k in kinds))
    within = any(letters & set(_trigger_words(t)) if t.startswith("{") else t in said for t in triggers)
    return form if within else replace(form, local=False)


def _emission(entry: Mapping[str, Any], pattern: Mapping[str, Any]) -> Emission:
    subject = entry.get("subject", pattern.get("subject", DEFAULT_SUBJECT))
    target = entry.get("object", pattern.get("object", "O"))
    qualifiers = {**dict(pattern.get("qualifiers", {})), **dict(entry.get("qualifiers", {}))}
    for key in _SHORT:
        if key in entry:
            qualifiers[key] = entry[key]
    return Emission(
        relation=str(entry["relation"]),
        subject=(subject,) if isinstance(subject, str) else tuple(subject),
        object=(target,) if isinstance(target, str) else tuple(target),
        qualifiers=qualifiers,
        modality=str(entry.get("modality", pattern.get("modality", ""))),
        negated=bool(entry.get("negated", pattern.get("negated", False))),
    )
