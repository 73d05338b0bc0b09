"""Lists against a brute-force reading of the same rows: filters, sorting, pages, look-ups, dates."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from graph_sample import DAY, Row, Sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.plan.catalogue import camel, shape
from api.schema import execute_query
from graph.ontology import ONTOLOGY, Property
from graph.store import Store

LABELS = ("Organ", "PowerGrant", "Case", "Measure", "Instrument")
SLOWLY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def ask(store: Store, text: str, variables: dict[str, Any] | None = None) -> Any:
    answer = execute_query(store, text, json.loads(json.dumps(variables or {}, default=str)))
    assert "errors" not in answer, answer
    return answer["data"]


def filterable(label: str) -> list[Property]:
    return [p for p in shape(label).properties.values() if p.type != "strings"]


def holds(row: Row, label: str, wanted: dict[str, Any]) -> bool:
    """What a filter means, in plain Python."""
    results = []
    for name, value in wanted.items():
        if name == "and":
            results.append(all(holds(row, label, w) for w in value))
        elif name == "or":
            results.append(any(holds(row, label, w) for w in value))
        elif name == "not":
            results.append(bool(value) and not holds(row, label, value))
        else:
            results += [meets(row.get(shape(label).properties[name].name), op, operand) for op, operand in value.items()]
    return all(results)


def meets(value: Any, operator: str, operand: Any) -> bool:
    if operator == "isNull":
        return (value is None) == operand
    if operator == "ne":
        return value != operand
    if value is None:
        return False
    return {
        "eq": lambda: value == operand,
        "in": lambda: value in operand,
        "gt": lambda: value > operand,
        "gte": lambda: value >= operand,
        "lt": lambda: value < operand,
        "lte": lambda: value <= operand,
        "contains": lambda: operand in value,
        "startsWith": lambda: value.startswith(operand),
        "endsWith": lambda: value.endswith(operand),
    }[operator]()


VALUES = {
    "string": st.sampled_from(["水务", "管", "'", '"', "'; MATCH (n) DETACH DELETE n //", "$f0", "\\", "`", "莘庄镇", "𠮷", ""]),
    "integer": st.integers(-1, 6),
    "number": st.sampled_from([0.0, 0.5, 1.25, 3.0]),
    "boolean": st.booleans(),
    "date": st.integers(-3, 4).map(lambda n: DAY + dt.timedelta(days=n)),
}


@st.composite
def conditions(draw: st.DrawFn, label: str, depth: int = 2) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for p in draw(st.lists(st.sampled_from(filterable(label)), max_size=2, unique_by=lambda p: p.name)):
        values = st.sampled_from(p.vocabulary.values) if p.vocabulary else VALUES[p.type]
        if p.name == "id":
            found["id"] = draw(st.sampled_from([{"eq": "organ-x'"}, {"in": []}, {"in": ["a", "b"]}]))
            continue
        operators = ["eq"]
        if p.vocabulary or p.type != "boolean":
            operators += ["ne", "in"]
        operators += ["isNull"]
        if not p.vocabulary:
            operators += {"string": ["contains", "startsWith", "endsWith"], "boolean": []}.get(p.type, ["gt", "gte", "lt", "lte"])
        operator = draw(st.sampled_from(operators))
        operand = draw(st.booleans() if operator == "isNull" else st.lists(values, max_size=3) if operator == "in" else values)
        found[camel(p.name)] = {operator: operand}
    if depth:
        for word in draw(st.lists(st.sampled_from(["and", "or", "not"]), max_size=1)):
            inner = conditions(label, depth - 1)
            found[word] = draw(inner) if word == "not" else draw(st.lists(inner, max_size=2))
    return found


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, Any], list[dict[str, str]], int]:
    label = draw(st.sampled_from(LABELS))
    fields = st.sampled_from([camel(p.name) for p in filterable(label)])
    sort = draw(
        st.lists(st.builds(lambda by, order: {"by": by, "order": order}, fields, st.sampled_from(["asc", "desc"])), max_size=3)
    )
    return label, draw(conditions(label)), sort, draw(st.integers(1, 9))


def in_order(rows: list[Row], label: str, sort: list[dict[str, str]]) -> list[str]:
    """Ids sorted as documented: missing values last in ascending order, first in descending, then by id."""
    rows = sorted(rows, key=lambda r: r["id"])
    for key in reversed(sort):
        name = shape(label).properties[key["by"]].name

        def value(row: Row, name: str = name) -> tuple[bool, Any]:
            return (row.get(name) is None, row.get(name) if row.get(name) is not None else 0)

        rows = sorted(rows, key=value, reverse=key["order"] == "desc") if key["order"] == "asc" else _descending(rows, value)
    return [r["id"] for r in rows]


def _descending(rows: list[Row], value: Any) -> list[Row]:
    # reverse=True keeps equal elements in their order
    return sorted(rows, key=value, reverse=True)


@SLOWLY
@given(request=requests())
def test_pages_joined_are_the_whole_list_in_order(filled: Store, sample: Sample, request: Any) -> None:
    label, wanted, sort, size = request
    plural = ONTOLOGY.label(label).plural
    text = f"""query ($n: Int!, $c: String, $f: {label}Filter, $s: [{label}Sort!]) {{
      list: {plural}(first: $n, after: $c, filter: $f, sort: $s) {{
        totalCount nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    expected = in_order([r for r in sample.nodes[label] if holds(r, label, wanted)], label, sort)
    found: list[str] = []
    cursor = None
    while True:
        page = ask(filled, text, {"n": size, "c": cursor, "f": wanted, "s": sort})["list"]
        assert page["totalCount"] == len(expected)
        assert len(page["nodes"]) <= size
        found += [n["id"] for n in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        assert len(page["nodes"]) == size
    assert found == expected


def test_relation_filters(filled: Store, sample: Sample) -> None:
    organ = {o["id"] for o in sample.nodes["Organ"]}
    enforcing = {g["id"] for g in sample.nodes["PowerGrant"] if g["aspect"] == "enforcement"}
    holding = {e["dst"] for e in sample.edges["HELD_BY", "PowerGrant", "Organ"] if e["src"] in enforcing}
    text = "query ($f: OrganFilter!) { organs(first: 100, filter: $f) { nodes { id } } }"
    for word, expected in (("some", holding), ("none", organ - holding)):
        found = ask(filled, text, {"f": {"holds": {word: {"aspect": {"eq": "enforcement"}}}}})["organs"]["nodes"]
        assert {n["id"] for n in found} == expected
    served = {e["src"] for (t, s, _), rows in sample.edges.items() if (t, s) == ("SERVES_AREA", "Organ") for e in rows}
    found = ask(filled, text, {"f": {"servesArea": {"some": {}}}})["organs"]["nodes"]
    assert {n["id"] for n in found} == served


def test_look_ups(filled: Store, sample: Sample) -> None:
    organ = sample.nodes["Organ"][3]
    for argument in (f'id: "{organ["id"]}"', f'code: "{organ["uscc"]}"'):
        assert ask(filled, f"{{ organ({argument}) {{ id name }} }}")["organ"] == {"id": organ["id"], "name": organ["name"]}
    assert ask(filled, '{ organ(id: "organ-none") { id } }') == {"organ": None}
    text = "query ($id: ID!) { entity(id: $id) { __typename id label labelZh ... on Organ { uscc } } }"
    assert ask(filled, text, {"id": organ["id"]})["entity"] == {
        "__typename": "Organ",
        "id": organ["id"],
        "label": "Organ",
        "labelZh": "机构",
        "uscc": organ["uscc"],
    }
    assert ask(filled, '{ entity(id: "nothing") { id } }') == {"entity": None}


def in_force(row: Row, names: tuple[str, str] = ("valid_from", "valid_to")) -> bool:
    start, end = (row.get(n) for n in names)
    return (start is None or start <= DAY) and (end is None or end > DAY)


def test_as_of_keeps_nodes_and_relations_in_force(filled: Store, sample: Sample) -> None:
    found = ask(
        filled, '{ organs(first: 100, asOf: "2021-06-01") { totalCount nodes { id holds(first: 100) { node { id } } } } }'
    )["organs"]
    organs = [o for o in sample.nodes["Organ"] if in_force(o)]
    assert 0 < len(organs) < len(sample.nodes["Organ"])
    assert found["totalCount"] == len(organs)
    grants = {g["id"] for g in sample.nodes["PowerGrant"] if in_force(g)}
    for organ in found["nodes"]:
        edges = [e for e in sample.edges["HELD_BY", "PowerGrant", "Organ"] if e["dst"] == organ["id"] and in_force(e)]
        assert [link["node"]["id"] for link in organ["holds"]] == sorted({e["src"] for e in edges} & grants)


def test_passages_of_a_document_come_in_its_order_page_by_page(filled: Store) -> None:
    text = """query ($c: String) { document(id: "doc-000000000001") {
      text passages(first: 10, after: $c) { totalCount nodes { rowNumber } pageInfo { hasNextPage endCursor } } } }"""
    found: list[int] = []
    cursor = None
    for _ in range(3):
        page = ask(filled, text, {"c": cursor})["document"]["passages"]
        assert page["totalCount"] == 25
        found += [n["rowNumber"] for n in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
    assert found == sorted(found)
    assert len(found) == 25
    assert page["pageInfo"]["hasNextPage"] is False


def test_statements_do_not_grow_with_rows(filled: Store) -> None:
    from api.plan.roots import Context
    from api.schema import schema

    below = "mode ofItem { node { name } } inArea { node { name } }"
    text = f"query ($n: Int!) {{ organs(first: $n) {{ nodes {{ id holds {{ node {{ {below} }} }} }} }} }}"
    used = []
    for first in (2, 30):
        context = Context(filled)
        result = schema().execute_sync(text, {"n": first}, context_value=context)
        assert not result.errors
        used.append(len(context.statements))
    assert used == [2, 2]


@pytest.mark.parametrize("text", ["'; MATCH (n) DETACH DELETE n //", "\\' OR 1=1 //", "`) DETACH DELETE n //", "$f0", "\u2028"])
def test_texts_of_users_never_become_cypher(filled: Store, sample: Sample, text: str) -> None:
    expected = [o["id"] for o in sample.nodes["Organ"] if text in o["name"]]
    query = """query ($t: String!, $i: ID!) {
      organs(first: 100, filter: {name: {contains: $t}}) { nodes { id } } organ(id: $i) { id } }"""
    found = ask(filled, query, {"t": text, "i": text})
    assert [n["id"] for n in found["organs"]["nodes"]] == sorted(expected)
    assert found["organ"] is None
    assert ask(filled, "{ organs { totalCount } }")["organs"]["totalCount"] == len(sample.nodes["Organ"])
