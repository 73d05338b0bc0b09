"""Every pattern's own examples: what it must find in them, and what it must leave alone."""

from __future__ import annotations

import pytest

from ingest.notices.extract import read_text
from ingest.notices.grammar import Pattern, build, grammar
from ingest.notices.model import Found

PATTERNS = grammar().patterns


def shown(claim: Found) -> list[str]:
    target = claim.object.name if claim.object else claim.text or claim.date
    if claim.quantity is not None:
        target = f"{claim.quantity.value:g}" + (f"-{claim.quantity.maximum:g}" if claim.quantity.maximum is not None else "")
    return [claim.subject.name, target]


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p.examples], ids=lambda p: p.id)
def test_examples(pattern: Pattern) -> None:
    alone = build([pattern])
    for example in pattern.examples:
        scope = example.get("scope", "")
        found = sorted(shown(c) for c in read_text(example["text"], scope, rules=alone) if c.pattern == pattern.id)
        assert found == sorted([str(v) for v in pair] for pair in example["claims"]), example["text"]


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p.counter], ids=lambda p: p.id)
def test_counter_examples(pattern: Pattern) -> None:
    alone = build([pattern])
    for text in pattern.counter:
        assert [shown(c) for c in read_text(text, rules=alone)] == [], text


def test_every_pattern_has_an_example() -> None:
    assert [p.id for p in PATTERNS if not p.examples] == []
