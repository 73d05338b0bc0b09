"""The pattern language: what it reads, and what it refuses."""

from __future__ import annotations

import pytest

from ingest.notices.extract import read_text
from ingest.notices.form import FormError, compile_form
from ingest.notices.grammar import PatternError, build, grammar, read_patterns

WORDS = {"lack": "没有 无"}


def test_slots_words_gaps_and_options() -> None:
    form = compile_form("{S:team}~<lack>[相应的]{O:power}$", WORDS)
    assert form.expression.search("\ue003至今没有相应的\ue00c")
    assert form.expression.search("\ue003无\ue00c。")
    assert not form.expression.search("\ue003没有\ue00c的人")
    assert not form.expression.search("\ue003与\ue002没有\ue00c"[:1] + "，没有\ue00c".replace("，", ","))
    assert sorted(form.roles.values()) == ["O", "S"]


def test_gap_stops_at_an_organisation() -> None:
    form = compile_form("{S:team}~有", WORDS)
    found = form.expression.search("\ue003和\ue003有")
    assert found is not None
    assert found.start() == 2


@pytest.mark.parametrize("bad", ["{S:nothing}", "<nothing>", "(a|b", "[a)", "«oX»", "[{O:text}|a]*b", "[a…]*b"])
def test_a_form_that_cannot_be_read_is_refused(bad: str) -> None:
    with pytest.raises(FormError):
        compile_form(bad, WORDS)


def test_a_pattern_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(PatternError, match="不认识的键"):
        read_patterns(
            {"family": "power", "patterns": [{"id": "x", "form": "a", "triggers": [], "relation": "R", "colour": 1}]},
            {},
        )


def test_two_patterns_of_one_id_are_refused() -> None:
    pattern = read_patterns({"family": "power", "patterns": [{"id": "x", "form": "a", "triggers": ["a"], "relation": "R"}]}, {})
    with pytest.raises(PatternError, match="重复"):
        build(pattern * 2)


def test_a_new_pattern_needs_data_only() -> None:
    data = {
        "family": "structure",
        "patterns": [{"id": "twin", "relation": "LINKED_TO", "triggers": ["帮扶"], "form": "{S:G}对口帮扶{O:G}"}],
    }
    found = read_text("石桥镇对口帮扶白马乡。石桥镇在北，白马乡在南。", rules=build(read_patterns(data, {})))
    assert [(c.relation, c.subject.name, c.object.name if c.object else "") for c in found] == [("LINKED_TO", "石桥镇", "白马乡")]


def test_relations_are_declared() -> None:
    from graph.ontology import ONTOLOGY

    for pattern in grammar().patterns:
        for emission in pattern.emissions:
            relation = ONTOLOGY.claim_relation(emission.relation)
            assert relation is not None, pattern.id


def test_every_trigger_wakes_its_pattern() -> None:
    """A trigger that no form of the pattern can hold would only cost time; each example must hold one."""
    for pattern in grammar().patterns:
        for example in pattern.examples:
            assert any(t.startswith("{") or t in example["text"] for t in pattern.triggers), (
                pattern.id,
                example["text"],
            )
