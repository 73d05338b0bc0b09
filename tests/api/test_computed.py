"""The computed fields: the same whether passed through or completed, pages of findings, one finding by id."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from api.schema import execute_query
from graph.store import Store

FINDING = """id code title status basis summary severity severityParts { legal volume duration outlier } subject { id name label }
  area { id name } topic facts { name zh value } missing legalHook remedy
  evidence { document { id name } passage locator quote }"""
QUERIES = (
    f'{{ findings(first: 40, asOf: "2021-06-01") {{ totalCount nodes {{ __typename {FINDING} }} pageInfo {{ endCursor }} }} }}',
    "{ findingKinds { code titleZh titleEn question legalHook remedy family } }",
    '{ findingSummary(asOf: "2021-06-01") { k: code title yes no unknown __typename } }',
    """{ responsibilityMatrix(asOf: "2021-06-01") { rows { id name } columns { id name }
      cells { row column duties powers status } } }""",
    """{ hotspots(asOf: "2021-06-01", first: 5) { matter { id name } grid { id name } area { id name }
      pairs parties departments artTwentyNine severity } }""",
    "{ unassignedPowers(first: 7) { item { id name code } domain kind used demand lastHolder } }",
    '{ coverage(asOf: "2021-06-01") { area { id name } domain listLevel complete validFrom document { id name } } }',
    "{ a: stats { engine nodes { name zh count } edges { zh count } } }",
)


def run(store: Store, text: str, **how: Any) -> Any:
    answer = orjson.loads(orjson.dumps(execute_query(store, text, **how)))
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.mark.parametrize("text", QUERIES, ids=lambda t: t[2:20])
def test_passed_through_or_completed(filled: Store, text: str) -> None:
    assert run(filled, text) == run(filled, text, passing=False)


def test_pages_of_findings(filled: Store) -> None:
    text = """query ($c: String) { findings(first: 7, after: $c, asOf: "2021-06-01") {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"""
    found: list[str] = []
    cursor = None
    while True:
        page = run(filled, text, variables={"c": cursor})["findings"]
        found += [f["id"] for f in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(found) == len(set(found)) == page["totalCount"]
    if found:
        one = run(filled, f'{{ finding(id: "{found[-1]}", asOf: "2021-06-01") {{ id }} }}')
        assert one == {"finding": {"id": found[-1]}}
    assert run(filled, '{ finding(id: "g04-nothing") { id } }') == {"finding": None}
    assert run(filled, '{ finding(id: "x") { id } }') == {"finding": None}


def test_statuses_partition_the_findings(filled: Store) -> None:
    text = 'query ($s: [FindingStatus!]) { findings(status: $s, asOf: "2021-06-01") { totalCount nodes { status } } }'
    whole = run(filled, text)["findings"]["totalCount"]
    parts = 0
    for status in ("yes", "no", "unknown"):
        page = run(filled, text, variables={"s": [status]})["findings"]
        assert {f["status"] for f in page["nodes"]} <= {status}
        parts += page["totalCount"]
    assert parts == whole
