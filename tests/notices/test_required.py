"""The law that makes passing over a form safe: whatever it matches holds one word of each set that it is said to need."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import yaml

from ingest.notices.grammar import grammar

# the package's own name for it is the function
reading = importlib.import_module("ingest.notices.extract")
DATA = Path(__file__).parent / "data"


def texts():
    for path in sorted(DATA.glob("*.yaml")):
        for passage in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield passage["text"], passage["scope"]
    for pattern in grammar().patterns:
        for example in pattern.examples:
            yield str(example.get("text", example)), "上海市闵行区"


def test_every_match_holds_the_words_it_needs(monkeypatch: pytest.MonkeyPatch):
    tried, without = 0, set()
    match = reading.match

    def watched(stream, text, context, rules):
        nonlocal tried
        for pattern, form in rules.forms:
            for found in form.expression.finditer(stream.text):
                if found.group():
                    tried += 1
                    if any(not any(word in found.group() for word in needed) for needed in form.words):
                        without.add((pattern.id, found.group()))
        return match(stream, text, context, rules)

    monkeypatch.setattr(reading, "match", watched)
    for text, scope in texts():
        reading.read_text(text, scope)
    assert tried > 500
    assert without == set()
