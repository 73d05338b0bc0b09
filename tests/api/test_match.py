"""Matching as a service: /api/match, the OpenRefine reconciliation API, and the review of names, over a real store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings, SettingsError
from graph.identity import entity_key
from graph.store import Store
from ingest.pipeline import Options, ingest

SCOPE = "上海市闵行区"
CHANGE = {"X-Tiaokuai": "1"}
ORIGIN = "http://127.0.0.1:3333"


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    roster = tmp_path / "机构编制名册.csv"
    roster.write_text(
        "机构名称,机构类别,编制数,隶属机构\n区环保局,条线部门,30,区政府\n区生态环境局,条线部门,40,区政府\n区规资局,条线部门,20,\n"
        "区水务局,条线部门,20,\n区水利局,条线部门,20,\n莘庄镇水务站,下沉执法队伍,9,区水务局\n",
        encoding="utf-8",
    )
    assert ingest(store, [roster], Options(scope=SCOPE))[0].status == "done"
    with TestClient(create_app(store, Settings(origins=(ORIGIN,)))) as client:
        yield client


def ask(client: TestClient, queries: dict[str, Any]) -> Any:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries, ensure_ascii=False)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_pair_is_decided_and_explained(client: TestClient) -> None:
    answer = client.get("/api/match", params={"a": "區規資局", "b": "闵行区规划和自然资源局", "scope": "闵行区"}).json()
    assert answer["verdict"] == "same"
    assert [s["name"] for s in answer["steps"]][:3] == ["写法", "层级", "地名"]
    assert any("简称" in line for line in answer["explanation"])
    assert answer["explanation"][-1].startswith("结论：相同")


def test_names_are_matched_against_the_graph(client: TestClient) -> None:
    body = {
        "queries": [{"name": "区规划和自然资源局"}, {"name": "莘庄水务站"}, {"name": "区环境保护局"}],
        "scope": SCOPE,
        "limit": 2,
    }
    first, second, third = client.post("/api/match", json=body).json()["results"]
    assert (first[0]["id"], first[0]["verdict"]) == (entity_key("Organ", "闵行区规资局"), "same")
    assert second[0]["name"] == "闵行区莘庄镇水务站"
    assert [(c["name"], c["verdict"]) for c in third] == [("闵行区环保局", "same"), ("闵行区生态环境局", "succeeds")]
    assert all(c["reason"].endswith("。") for found in (first, second, third) for c in found)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"queries": []}, ""),
        ({"queries": [{"name": " "}]}, "不能为空"),
        ({"queries": [{"name": "局" * 501}]}, "超过 500 字"),
        ({"queries": [{"name": "局", "label": "Passage"}]}, "没有“Passage”这种类型"),
        ({"queries": [{"name": "局"}] * 1001}, "一次最多"),
        ({"queries": [{"name": "局"}], "limit": 0}, "limit"),
        ({"queries": [{"name": "局"}], "scope": "鼓楼区"}, "鼓楼区"),
        ([], "queries"),
    ],
)
def test_what_cannot_be_matched_is_said(client: TestClient, body: Any, says: str) -> None:
    answer = client.post("/api/match", json=body)
    if not says:
        assert answer.json() == {"results": []}
        return
    assert answer.status_code == 400
    assert says in answer.json()["message"]
    assert client.post("/api/match", content=b"x").status_code == 415


def test_the_manifest_names_types_and_addresses(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert {"id": "Organ", "name": "机构"} in manifest["defaultTypes"]
    for kind in ("entity", "type", "property"):
        at = manifest["suggest"][kind]
        assert client.get(at["service_path"], params={"prefix": "机"}).status_code == 200
    assert manifest["preview"]["url"].endswith("/reconcile/preview?id={{id}}")


def test_a_batch_is_reconciled_in_each_of_the_ways_to_send_it(client: TestClient) -> None:
    queries = {
        "q0": {"query": "区规划和自然资源局", "type": "Organ", "limit": 3, "properties": [{"pid": "scope", "v": SCOPE}]},
        "q1": {"query": "闵行区水务站点", "type": ["Organ", "Area"]},
        "q2": {"query": "莘庄镇", "type": "Area", "properties": [{"pid": "scope", "v": {"id": "x", "name": SCOPE}}]},
    }
    found = ask(client, queries)
    assert set(found) == set(queries)
    best = found["q0"]["result"][0]
    assert (best["id"], best["match"], best["type"]) == (
        entity_key("Organ", "闵行区规资局"),
        True,
        [{"id": "Organ", "name": "机构"}],
    )
    assert 0 < best["score"] <= 100
    assert not any(c["match"] for c in found["q1"]["result"])
    assert found["q2"]["result"][0]["name"] == "上海市闵行区莘庄镇"
    assert found["q2"]["result"][0]["match"]
    text = json.dumps(queries, ensure_ascii=False)
    assert client.get("/reconcile", params={"queries": text}).json() == found
    assert client.post("/reconcile", json={"queries": queries}).json() == found
    assert client.post("/reconcile", json=queries).json() == found


def test_predecessors_are_never_matched(client: TestClient) -> None:
    found = ask(client, {"q": {"query": "闵行区环境保护局", "limit": 5}})["q"]["result"]
    assert [c["match"] for c in found if c["name"] == "闵行区生态环境局"] == [False]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"queries=x", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"other=x", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"[]", {"Content-Type": "application/json"}, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (json.dumps({f"q{n}": {"query": "局"} for n in range(101)}).encode(), {"Content-Type": "application/json"}, 400),
    ],
)
def test_bad_batches_are_refused(client: TestClient, content: bytes, headers: dict[str, str], status: int) -> None:
    answer = client.post("/reconcile", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.json()["message"].endswith("。")


def test_suggestions_and_the_card(client: TestClient) -> None:
    entities = client.get("/reconcile/suggest/entity", params={"prefix": "闵行区水", "type": "Organ"}).json()["result"]
    assert [e["name"] for e in entities] == ["闵行区水利局", "闵行区水务局"] or len(entities) == 2
    assert client.get("/reconcile/suggest/type", params={"prefix": "机构"}).json()["result"] == [{"id": "Organ", "name": "机构"}]
    card = client.get("/reconcile/preview", params={"id": entities[0]["id"]})
    assert card.headers["content-type"].startswith("text/html")
    assert entities[0]["name"] in card.text
    assert f"frame-ancestors {ORIGIN}" in card.headers["content-security-policy"]
    hostile = client.get("/reconcile/preview", params={"id": "<script>alert(1)</script>"})
    assert "<script>" not in hostile.text


def test_only_named_origins_may_read(client: TestClient, store: Store) -> None:
    assert client.get("/reconcile", headers={"Origin": ORIGIN}).headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-origin" not in client.get("/reconcile", headers={"Origin": "http://evil.example"}).headers
    preflight = client.options("/reconcile", headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"})
    assert preflight.headers["access-control-allow-methods"] == "GET, POST"
    with TestClient(create_app(store, Settings())) as closed:
        assert "access-control-allow-origin" not in closed.get("/reconcile", headers={"Origin": ORIGIN}).headers
    assert Settings.from_environment({"TIAOKUAI_RECONCILE_ORIGINS": f"{ORIGIN}/, https://a.cn"}).origins == (
        ORIGIN,
        "https://a.cn",
    )
    with pytest.raises(SettingsError, match="网页来源"):
        Settings.from_environment({"TIAOKUAI_RECONCILE_ORIGINS": "*"})


def test_the_index_follows_the_graph(client: TestClient, store: Store, tmp_path: Path) -> None:
    before = client.post("/api/match", json={"queries": [{"name": "闵行区审计局"}]}).json()["results"][0]
    assert not any(c["verdict"] == "same" for c in before)
    more = tmp_path / "机构编制名册二.csv"
    more.write_text("机构名称,机构类别,编制数\n区审计局,条线部门,30\n", encoding="utf-8")
    ingest(store, [more], Options(scope=SCOPE))
    after = client.post("/api/match", json={"queries": [{"name": "闵行区审计局"}]}).json()["results"][0]
    assert after[0]["verdict"] == "same"


def test_names_wait_and_are_judged(client: TestClient) -> None:
    listed = client.get("/api/review/names").json()
    assert listed["total"] == len(listed["pairs"]) == 2
    first = listed["pairs"][0]
    assert {first["left"], first["right"]} == {"闵行区环保局", "闵行区生态环境局"}
    assert first["verdict"] == "succeeds"
    assert first["changes"]["nodes"] == 2
    assert first["changes"]["edges"] > 0
    assert first["explanation"][-1].startswith("结论：承继")
    page = client.get("/api/review/names", params={"first": 1, "after": first["id"]}).json()
    assert [p["id"] for p in page["pairs"]] == [listed["pairs"][1]["id"]]
    url = f"/api/review/names/{first['id']}"
    assert client.post(url, json={"verdict": "different"}).status_code == 403
    done = client.post(url, json={"verdict": "different", "reason": "两个单位", "by": "王某"}, headers=CHANGE).json()
    assert done["verdict"] == "different"
    assert client.get("/api/review/names").json()["total"] == 1
    again = client.post(url, json={"verdict": "same"}, headers=CHANGE)
    assert again.status_code == 409
    assert "撤销" in again.json()["message"]
    assert [j["by"] for j in client.get("/api/review/names/decided").json()["judgements"]] == ["王某"]
    client.post(f"/api/review/names/{done['id']}", json={"verdict": "withdrawn"}, headers=CHANGE)
    assert client.get("/api/review/names").json()["total"] == 2
    assert client.post("/api/review/names/judgement-0", json={"verdict": "same"}, headers=CHANGE).status_code == 404
    assert client.post(url, json={"verdict": "maybe"}, headers=CHANGE).status_code == 400
