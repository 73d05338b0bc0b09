"""Districts for the pages' picker, by any part of their name."""

from __future__ import annotations

from starlette.testclient import TestClient

from api.app import create_app
from graph.store import Store


def test_districts_are_found_by_any_part_of_their_name(ladybug_store: Store) -> None:
    with TestClient(create_app(ladybug_store)) as client:
        assert client.get("/api/districts", params={"q": "闵行"}).json()["districts"] == [
            {"code": "310112000000", "name": "上海市闵行区", "short": "闵行区"}
        ]
        assert client.get("/api/districts", params={"q": "朝阳"}).json()["districts"][0]["name"] == "北京市朝阳区"
        assert client.get("/api/districts", params={"q": ""}).json()["districts"] == []
