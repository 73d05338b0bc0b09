"""What a request may ask: every refusal is one Chinese sentence with a code, and comes before the store is read."""

from __future__ import annotations

import re
from typing import Any

import pytest

from api.limits import Limits
from api.schema import execute_query
from graph.store import Store

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refusal(store: Store, text: str, variables: dict[str, Any] | None = None, **limits: Any) -> tuple[str, str]:
    answer = execute_query(store, text, variables, limits=Limits(**limits))
    assert len(answer["errors"]) >= 1, answer
    error = answer["errors"][0]
    assert CHINESE.search(error["message"])
    assert "Traceback" not in str(answer)
    return error["extensions"]["code"], error["message"]


@pytest.mark.parametrize("first", [0, -1, 501])
def test_page_size(filled: Store, first: int) -> None:
    code, message = refusal(filled, f"{{ organs(first: {first}) {{ nodes {{ id }} }} }}")
    assert code == "BAD_INPUT"
    assert f"现为 {first}" in message


@pytest.mark.parametrize("first", ["0", "-3", "101"])
def test_list_size(filled: Store, first: str) -> None:
    assert refusal(filled, f"{{ organs {{ nodes {{ holds(first: {first}) {{ validFrom }} }} }} }}")[0] == "BAD_INPUT"
    query = "query ($n: Int!) { organs { nodes { evidence(first: $n) { id } } } }"
    assert refusal(filled, query, {"n": int(first)})[0] == "BAD_INPUT"


def test_depth(filled: Store) -> None:
    deep = "id" + "".join(f" partOf(first: 1) {{ node {{ a{n}: id" for n in range(3)) + " } }" * 3
    text = f"{{ organs(first: 1) {{ nodes {{ {deep} }} }} }}"
    assert "errors" not in execute_query(filled, text)
    assert refusal(filled, text, depth=8)[0] == "LIMIT_EXCEEDED"
    hidden = f"fragment F on Organ {{ {deep} }} {{ organs(first: 1) {{ nodes {{ ...F }} }} }}"
    assert refusal(filled, hidden, depth=8)[0] == "LIMIT_EXCEEDED"


def test_aliases_roots_and_tokens(filled: Store) -> None:
    many = " ".join(f"a{n}: name" for n in range(31))
    assert refusal(filled, f"{{ organs {{ nodes {{ {many} }} }} }}")[0] == "LIMIT_EXCEEDED"
    roots = " ".join(["areas { totalCount } organs { totalCount } posts { totalCount }"] * 5)
    assert refusal(filled, f"{{ {roots} }}")[0] == "LIMIT_EXCEEDED"
    assert refusal(filled, "{ organs { nodes { " + "id " * 5000 + "} } }") == (
        "LIMIT_EXCEEDED",
        "查询文本超过 4000 个词，请拆成几次查询。",
    )


def test_cost_multiplies_down_the_levels(filled: Store) -> None:
    text = "query ($n: Int!) { organs(first: 500) { nodes { holds(first: $n) { node { inArea(first: $n) { node { id } } } } } } }"
    assert refusal(filled, text, {"n": 100})[0] == "LIMIT_EXCEEDED"
    assert "errors" not in execute_query(filled, text, {"n": 2})


def test_rows_really_fetched(filled: Store) -> None:
    assert refusal(filled, "{ organs(first: 20) { nodes { holds { node { id } } } } }", rows=10)[0] == "LIMIT_EXCEEDED"


def test_fragments_that_multiply(filled: Store) -> None:
    fragments = " ".join(f"fragment F{n} on Organ {{ ...F{n + 1} ...F{n + 1} }}" for n in range(30))
    text = f"{{ organs {{ nodes {{ ...F0 }} }} }} {fragments} fragment F30 on Organ {{ id }}"
    assert refusal(filled, text)[0] == "LIMIT_EXCEEDED"


def test_time(filled: Store) -> None:
    assert refusal(filled, "{ organs { nodes { id } } }", seconds=-1.0)[0] == "TIMEOUT"


def test_nesting_beyond_the_parser(filled: Store) -> None:
    assert refusal(filled, "{ a" * 1500 + " }" * 1500)[0] == "LIMIT_EXCEEDED"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ organs { nodes { idd } } }", "INVALID_QUERY"),
        ("{ organs { nodes } }", "INVALID_QUERY"),
        ("{ organs { nodes { id { x } } } }", "INVALID_QUERY"),
        ("{ organs(fist: 3) { totalCount } }", "INVALID_QUERY"),
        ("{ organs(filter: {kind: {eq: nonsense}}) { totalCount } }", "INVALID_QUERY"),
        ('{ organs(first: "3") { totalCount } }', "INVALID_QUERY"),
        ('{ organs(asOf: "昨天") { totalCount } }', "INVALID_QUERY"),
        ("query ($a: Int!) { organs(first: $a) { totalCount } }", "INVALID_QUERY"),
        ("{ organs { nodes { ...F } } }", "INVALID_QUERY"),
        ("{ organs {", "SYNTAX_ERROR"),
        ("mutation { x }", "INVALID_QUERY"),
        ("query A { stats { engine } } query B { stats { engine } }", "BAD_INPUT"),
        ("", "BAD_REQUEST"),
        ("fragment F on Organ { id }", "BAD_REQUEST"),
        ('{ organs(after: "zzz") { nodes { id } } }', "BAD_INPUT"),
        ("{ organ { id } }", "BAD_INPUT"),
        ('{ findings(codes: ["G99"]) { totalCount } }', "BAD_INPUT"),
    ],
)
def test_messages_are_chinese(filled: Store, text: str, code: str) -> None:
    found, message = refusal(filled, text)
    assert found == code
    assert not message.startswith("查询有误"), "no words of its own for this mistake"


def test_a_cursor_of_another_order(filled: Store) -> None:
    page = execute_query(filled, "{ organs(first: 1) { pageInfo { endCursor } } }")["data"]["organs"]
    text = "query ($c: String!) { organs(after: $c, sort: [{by: name}]) { nodes { id } } }"
    code, message = refusal(filled, text, {"c": page["pageInfo"]["endCursor"]})
    assert code == "BAD_INPUT"
    assert "sort" in message


def test_filters_have_bounds(filled: Store) -> None:
    text = "query ($f: OrganFilter!) { organs(filter: $f) { totalCount } }"
    assert refusal(filled, text, {"f": {"or": [{"name": {"eq": str(n)}} for n in range(61)]}})[0] == "LIMIT_EXCEEDED"
    deep: dict[str, Any] = {"name": {"eq": "x"}}
    for _ in range(7):
        deep = {"not": deep}
    assert refusal(filled, text, {"f": deep})[0] == "LIMIT_EXCEEDED"
    assert refusal(filled, text, {"f": {"id": {"in": ["x"] * 1001}}})[0] == "LIMIT_EXCEEDED"


def test_introspection_is_allowed_within_bounds(filled: Store) -> None:
    from graphql import get_introspection_query

    answer = execute_query(filled, get_introspection_query())
    assert "errors" not in answer
    names = {t["name"] for t in answer["data"]["__schema"]["types"]}
    assert {"Organ", "OrganFilter", "Finding", "Entity"} <= names
    nested = "name" + "".join(" fields { type { name" for _ in range(5)) + " } }" * 5
    assert refusal(filled, f"{{ __schema {{ types {{ {nested} }} }} }}")[0] == "INVALID_QUERY"
