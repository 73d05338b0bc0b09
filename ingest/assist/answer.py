"""A model's answer to statements 核对答复: only what has the right shape, known relations and words of the text passes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from graph.evidence import FREE_TEXT, Quantity, Value
from graph.ontology import ONTOLOGY
from ingest.lists.values import BadValue, parse_date, parse_number

from .anchor import anchor, holds
from .prompt import CHOICES, LABELS, MODALITIES

MOST = 200
"""Claims of one answer that are looked at."""

_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.S)
_THOUGHT = re.compile(r"<think>.*?</think>", re.S)
_AMOUNT = re.compile(
    r"^([^0-9０-９〇零一二两三四五六七八九十百千万亿]*)([0-9０-９.．,，〇零一二两三四五六七八九十百千万亿]+)(.*)$", re.S
)
_NAME_MAX = 80


class Malformed(ValueError):
    """An answer that is not the JSON that was asked for."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a model that stands on the text ``[start, end)``."""

    start: int
    end: int
    label: str
    subject: str
    relation: str
    object_label: str = ""
    object: str = ""
    quantity: Quantity | None = None
    date: str = ""
    text: str = ""
    modality: str = "asserted"
    negated: bool = False
    qualifiers: tuple[tuple[str, Value], ...] = ()

    @property
    def target(self) -> tuple[str, Value]:
        """What it is about, to compare statements by."""
        if self.object:
            return "object", "".join(self.object.split())
        if self.quantity is not None:
            return "value", self.quantity.value
        return ("date", self.date) if self.date else ("text", "".join(self.text.split()))


def parse(content: str) -> list[Any]:
    """The claims of an answer, unchecked. Raises Malformed."""
    content = _THOUGHT.sub("", content).strip()
    if fenced := _FENCE.search(content):
        content = fenced.group(1)
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Malformed("答复不是 JSON") from error
    claims = data.get("claims") if isinstance(data, dict) else data
    if not isinstance(claims, list):
        raise Malformed("答复里没有 claims")
    return claims


def check(
    claims: list[Any], text: str, window: tuple[int, int], known: Collection[str], refused: Counter[str]
) -> list[Statement]:
    """The statements that may be proposed; the others are counted in ``refused`` by reason. ``known``: terms of the document."""
    out: list[Statement] = []
    if len(claims) > MOST:
        refused["一段里条数过多"] += len(claims) - MOST
    for claim in claims[:MOST]:
        try:
            out.append(_statement(claim, text, window, known))
        except _Refused as error:
            refused[str(error)] += 1
    return out


class _Refused(ValueError):
    """Why one claim does not pass."""


def _statement(claim: Any, text: str, window: tuple[int, int], known: Collection[str]) -> Statement:
    if not isinstance(claim, dict):
        raise _Refused("形状不对")
    relation = _words(claim.get("relation"))
    if ONTOLOGY.claim_relation(relation) is None:
        raise _Refused("关系不在词表")
    place = anchor(text, *window, _words(claim.get("quote")))
    if place is None:
        raise _Refused("引文与原文对不上")
    passage = text[slice(*place)]
    label, subject = _named(claim.get("subject"))
    if not (holds(passage, subject) or subject in known):
        raise _Refused("主语不在引文中")
    object_label, target = _named(claim["object"]) if claim.get("object") else ("", "")
    if target and not (holds(passage, target) or target in known):
        raise _Refused("宾语不在引文中")
    if target and target == subject:
        raise _Refused("主语与宾语相同")
    quantity, date, free = None, "", ""
    if not target:
        quantity, date, free = _value(claim, passage)
    elif object_label == FREE_TEXT:
        target, object_label, free = "", "", target
    if not (target or quantity or date or free):
        raise _Refused("没有宾语")
    modality = claim.get("modality") or "asserted"
    negated = claim.get("negated") or False
    if not isinstance(modality, str) or modality not in MODALITIES or not isinstance(negated, bool):
        raise _Refused("形状不对")
    qualifiers: list[tuple[str, Value]] = []
    for name, values in CHOICES.items():
        chosen = claim.get(name)
        if isinstance(chosen, str) and chosen in values:
            qualifiers.append((name, chosen))
    return Statement(
        *place, label, subject, relation, object_label, target, quantity, date, free, modality, negated, tuple(qualifiers)
    )


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise _Refused("形状不对")
    return value.strip()


def _named(value: Any) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise _Refused("形状不对")
    label, name = _words(value.get("label")), "".join(_words(value.get("name")).split())
    if label not in LABELS:
        raise _Refused("类型不在词表")
    if not 1 <= len(name) <= _NAME_MAX or any(ord(c) < 32 for c in name):
        raise _Refused("形状不对")
    return label, name


def _value(claim: dict[str, Any], passage: str) -> tuple[Quantity | None, str, str]:
    """A number with its unit, a date or words, all as they stand in the passage."""
    for name in ("amount", "date", "text"):
        written = claim.get(name)
        if written is None or written == "":
            continue
        written = _words(written)
        if not holds(passage, written):
            raise _Refused("宾语不在引文中")
        try:
            if name == "amount":
                return _quantity(written), "", ""
            if name == "date":
                day = parse_date(written)
                return None, _as_precise(written, day.isoformat()) if day else "", ""
        except BadValue as error:
            raise _Refused("数字或日期读不出") from error
        return None, "", written
    return None, "", ""


def _quantity(written: str) -> Quantity:
    number = parse_number(written)
    parts = _AMOUNT.match(written)
    if number is None or parts is None:
        raise BadValue(written)
    unit = re.sub(r"^[多余来]", "", parts.group(3).strip())
    return Quantity(number, unit[:8])


def _as_precise(written: str, day: str) -> str:
    """A date only as precise as it was written: 2024年3月 is 2024-03."""
    return day if "日" in written or len(re.findall(r"\d+", written)) >= 3 else day[:7] if "月" in written else day[:4]
