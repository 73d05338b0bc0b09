"""Two laws: passing an answer through equals completing it; one statement for a chain equals limiting level by level."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from generated import SCHEMA, queries
from graphql import parse, validate
from hypothesis import HealthCheck, assume, given, settings

from api.limits import Limits
from api.plan import roots
from api.plan.run import Runner
from api.schema import execute_query
from graph.store import Store

LIMITS = Limits(depth=40, aliases=300, cost=10**9)
SLOWLY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def run(store: Store, text: str, variables: dict[str, Any], **how: Any) -> Any:
    return orjson.loads(orjson.dumps(execute_query(store, text, variables, limits=LIMITS, **how)))


@SLOWLY
@given(query=queries())
def test_passing_through_equals_completing(filled: Store, query: tuple[str, dict[str, Any]]) -> None:
    text, variables = query
    assume(not validate(SCHEMA, parse(text)))
    fast, slow = run(filled, text, variables), run(filled, text, variables, passing=False)
    assert "errors" not in fast, (text, fast)
    assert list(flat(fast)) == list(flat(slow))  # the order of fields too


@SLOWLY
@given(query=queries())
def test_a_chain_equals_its_levels(filled: Store, query: tuple[str, dict[str, Any]]) -> None:
    text, variables = query
    assume(not validate(SCHEMA, parse(text)))
    whole = run(filled, text, variables)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(roots.Context, "runner", lambda self, as_of: Runner(self.store, as_of, self.deadline, cap=2))
        assert run(filled, text, variables) == whole


def flat(value: Any, path: str = "") -> Any:
    """All leaves with their paths, in order."""
    if isinstance(value, dict):
        yield path, "{}"
        for key, item in value.items():
            yield from flat(item, f"{path}.{key}")
    elif isinstance(value, list):
        yield path, len(value)
        for number, item in enumerate(value):
            yield from flat(item, f"{path}[{number}]")
    else:
        yield path, value
