"""The documentation's queries run, and its table of settings is complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.schema import execute_query
from api.settings import VARIABLES
from graph.store import Store

TEXT = (Path(__file__).parents[2] / "docs" / "graphql.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```graphql\n(.*?)```", TEXT, re.DOTALL)


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize("number", range(5))
def test_an_example_runs(filled: Store, number: int) -> None:
    answer = execute_query(filled, EXAMPLES[number])
    assert "errors" not in answer, answer
    assert answer["data"]


def test_every_setting_is_documented() -> None:
    for variable, _, _ in VARIABLES:
        assert f"`{variable}`" in TEXT
