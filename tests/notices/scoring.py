"""Scores claims of passages by the rules of an evaluation of recall: family, evidence, subject, object.

A stated claim is found when a predicted one of its family has evidence that overlaps the quotation by half of the shorter,
names the same subject (equal, one inside the other, or 60 % of the shorter's characters in order), and agrees on the object:
the number, the date's prefix, or the name; an object in words needs the evidence and the subject alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from graph.ontology import ONTOLOGY
from ingest.notices import claims_jsonl, extract

from .plain import Plain

DATES = frozenset({"ISSUED_ON", "EFFECTIVE_ON", "STARTED_ON", "TRANSFERRED_ON", "HAS_DEADLINE"})
NUMBERS = frozenset({"HAS_COUNT", "HAS_STAFFING", "HAS_CERTIFICATES", "HAS_SLA", "HAS_METRIC"})
IN_WORDS = frozenset(
    {"HAS_PROBLEM", "BEARS_DUTY", "REQUIRES", "HAS_RULE", "RECOMMENDED_ACTION", "MANAGEMENT_MODE", "HAS_KIND", "HAS_DOC_NUMBER"}
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim that a careful reader takes from a passage."""

    relation: str
    subject: str
    target: str
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with what it states."""

    id: str
    scope: str
    text: str
    claims: tuple[Stated, ...]


def passages(name: str) -> list[Passage]:
    """The passages of a data file. Raises ValueError where a quotation does not stand in its passage."""
    out = []
    for entry in yaml.safe_load((resources.files("tests.notices.data") / name).read_text(encoding="utf-8")):
        claims = tuple(Stated(*(part.strip() for part in line.split(" | "))) for line in entry["claims"])
        for claim in claims:
            if claim.quote not in entry["text"]:
                raise ValueError(f"{entry['id']}: {claim.quote}")
        out.append(Passage(entry["id"], entry.get("scope", ""), entry["text"], claims))
    return out


def gold_object(claim: Stated) -> dict[str, Any]:
    """The object in the exchange format."""
    number = re.match(r"\d+(?:\.\d+)?", claim.target)
    if claim.relation in DATES:
        return {"type": "Date", "value": claim.target}
    if claim.relation in NUMBERS and number and not re.search(r"[到至].*\d", claim.target):
        return {"type": "Quantity", "value": float(number[0]), "unit": claim.target[number.end() :]}
    if claim.relation in IN_WORDS or claim.relation in NUMBERS:
        return {"type": "Text", "name": claim.target}
    return {"type": "Organisation", "name": claim.target}


def rows(found: list[Passage]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predicted claims of passages in the exchange format."""
    gold, predicted = [], []
    for passage in found:
        for claim in passage.claims:
            at = passage.text.index(claim.quote)
            gold.append(
                {
                    "doc": passage.id,
                    "subject": {"type": "", "name": claim.subject},
                    "relation": claim.relation,
                    "object": gold_object(claim),
                    "quote": claim.quote,
                    "start": at,
                    "end": at + len(claim.quote),
                }
            )
        predicted += list(claims_jsonl(extract(Plain(passage.text, passage.id), passage.scope)))
    return gold, predicted


FAMILY = {c.name: c.family for c in ONTOLOGY.claim_relations}


def _norm(words: object) -> str:
    return re.sub(r"[\s“”\"'《》()（）〔〕\[\]、,，.。:：]", "", str(words or ""))


def same_name(a: str, b: str) -> bool:
    """Whether two names are close enough."""
    a, b = _norm(a), _norm(b)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    letters = iter(long)
    return short in long or sum(c in letters for c in short) >= 0.6 * len(short)


def same_object(gold: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether two objects agree."""
    if gold["type"] == "Text":
        return True
    if gold["type"] == "Quantity":
        try:
            return float(said.get("value")) == gold["value"]  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return False
    if gold["type"] == "Date":
        a, b = _norm(gold["value"]), _norm(said.get("value"))
        return bool(b) and (a.startswith(b) or b.startswith(a))
    return same_name(gold["name"], said.get("name") or str(said.get("value", "")))


def matches(gold: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether a predicted claim finds a stated one."""
    overlap = min(gold["end"], said["end"]) - max(gold["start"], said["start"])
    return (
        gold["doc"] == said["doc"]
        and FAMILY.get(gold["relation"]) == FAMILY.get(said["relation"])
        and overlap > 0
        and overlap >= 0.5 * min(gold["end"] - gold["start"], said["end"] - said["start"])
        and same_name(gold["subject"]["name"], said["subject"]["name"])
        and same_object(gold["object"], said["object"])
    )


def missed(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stated claims that no predicted one finds."""
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for said in predicted:
        by_doc[said["doc"]].append(said)
    return [g for g in gold if not any(matches(g, said) for said in by_doc[g["doc"]])]
