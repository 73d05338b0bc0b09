"""Words and choices for the pages: Chinese terms, districts by name."""

from __future__ import annotations

from starlette.testclient import TestClient

from api.app import create_app
from graph.ontology import ONTOLOGY
from graph.store import Store


def test_every_relation_has_a_chinese_term(ladybug_store: Store) -> None:
    with TestClient(create_app(ladybug_store)) as client:
        given = client.get("/api/terms").json()
    assert given["relations"]["MANAGED_BY"] == "由…管理"
    assert given["relations"]["Organ.establishment"] == "编制数"
    assert {c.name for c in ONTOLOGY.claim_relations} <= set(given["relations"])
    assert set(given["labels"]) == {label.name for label in ONTOLOGY.labels}


def test_districts_are_found_by_any_part_of_their_name(ladybug_store: Store) -> None:
    with TestClient(create_app(ladybug_store)) as client:
        assert client.get("/api/districts", params={"q": "闵行"}).json()["districts"] == [
            {"code": "310112000000", "name": "上海市闵行区", "short": "闵行区"}
        ]
        assert client.get("/api/districts", params={"q": "朝阳"}).json()["districts"][0]["name"] == "北京市朝阳区"
        assert client.get("/api/districts", params={"q": ""}).json()["districts"] == []
