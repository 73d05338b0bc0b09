"""The service over HTTP: answers, refusals, headers, files, health, metrics, the token."""

from __future__ import annotations

import asyncio
import base64
import csv
import io
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.limits import Limits
from api.settings import VARIABLES, Settings, SettingsError
from graph.store import Store, StoreSettings, open_store


def call(app: FastAPI, method: str, path: str, **request: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **request)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def app(filled: Store) -> FastAPI:
    return create_app(filled)


def test_graphql_by_post_and_get(app: FastAPI) -> None:
    query = "query ($n: Int!) { organs(first: $n) { nodes { id validFrom } } }"
    posted = call(app, "POST", "/graphql", json={"query": query, "variables": {"n": 3}})
    assert posted.status_code == 200
    assert len(posted.json()["data"]["organs"]["nodes"]) == 3
    got = call(app, "GET", "/graphql", params={"query": query, "variables": '{"n": 3}'})
    assert got.json() == posted.json()
    named = {"query": "query A { stats { engine } } query B { areas { totalCount } }", "operationName": "B"}
    assert list(call(app, "POST", "/graphql", json=named).json()["data"]) == ["areas"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"content": b"query", "headers": {"content-type": "text/plain"}}, 415),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ({"json": [{"query": "{ stats { engine } }"}]}, 400),
        ({"json": {"query": 3}}, 400),
        ({"json": {"query": "{ stats { engine } }", "variables": [1]}}, 400),
        ({"json": {"query": "x" * 1_000_001}}, 413),
    ],
)
def test_requests_that_cannot_be_read(app: FastAPI, request_: dict[str, Any], status: int) -> None:
    answer = call(app, "POST", "/graphql", **request_)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_a_body_without_a_length_is_limited_too(app: FastAPI) -> None:
    async def chunks() -> Any:
        for _ in range(30):
            yield b"x" * 50_000

    answer = call(app, "POST", "/graphql", content=chunks(), headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_headers(app: FastAPI) -> None:
    answer = call(app, "GET", "/healthz", headers={"origin": "http://elsewhere"})
    assert answer.json() == {"status": "ok"}
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers
    page = call(app, "GET", "/")
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_large_answers_are_compressed(app: FastAPI) -> None:
    answer = call(
        app,
        "GET",
        "/graphql",
        params={"query": "{ organs(first: 100) { nodes { id name } } }"},
        headers={"accept-encoding": "gzip"},
    )
    assert answer.headers["content-encoding"] == "gzip"


def test_ready_and_metrics(app: FastAPI, filled: Store) -> None:
    ready = call(app, "GET", "/readyz")
    assert ready.status_code == 200
    assert ready.json()["engine"] == filled.engine
    call(app, "POST", "/graphql", json={"query": "{ nonsense }"})
    call(app, "GET", "/tried/at/random")
    text = call(app, "GET", "/metrics").text
    assert 'tiaokuai_graphql_errors_total{code="INVALID_QUERY"}' in text
    assert 'route="other"' in text
    assert "random" not in text


def test_not_found_is_a_sentence(app: FastAPI) -> None:
    answer = call(app, "GET", "/nowhere")
    assert (answer.status_code, answer.json()["message"]) == (404, "没有这个地址。")


@pytest.mark.parametrize("query", ["status=maybe", "as_of=2020-13-01", "codes=G99", "format=pdf"])
def test_findings_refuse_what_they_do_not_know(app: FastAPI, query: str) -> None:
    answer = call(app, "GET", f"/api/findings?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "BAD_INPUT"


def test_findings_as_json_csv_and_xlsx_agree(app: FastAPI) -> None:
    rows = call(app, "GET", "/api/findings?status=yes&status=unknown&as_of=2021-06-01").json()
    listed = call(app, "GET", "/api/findings.csv?status=yes&status=unknown&as_of=2021-06-01")
    assert listed.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == [row["code"] for row in rows]
    book = call(app, "GET", "/api/findings?format=xlsx&status=yes&status=unknown&as_of=2021-06-01")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert sheet.max_row == len(rows) + 1


def test_the_token(filled: Store) -> None:
    app = create_app(filled, Settings(token="秘密 a"))
    assert call(app, "GET", "/healthz").status_code == 200
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "秘密 a".encode()}):
        answer = call(app, "POST", "/graphql", json={"query": "{ stats { engine } }"}, headers=headers)
        assert answer.status_code == 401
        assert "令牌" in answer.json()["message"]
    by_browser = {"authorization": "Basic " + base64.b64encode("谁:秘密 a".encode()).decode()}
    wrong = {"authorization": "Basic " + base64.b64encode(b"x:y").decode()}
    broken = {"authorization": "Basic ="}
    for headers, status in (({"authorization": "Bearer 秘密 a".encode()}, 200), (by_browser, 200), (wrong, 401), (broken, 401)):
        assert call(app, "POST", "/graphql", json={"query": "{ stats { engine } }"}, headers=headers).status_code == status


def test_limits_come_from_the_settings(filled: Store) -> None:
    app = create_app(filled, Settings(limits=Limits(page=2)))
    answer = call(app, "POST", "/graphql", json={"query": "{ organs(first: 3) { totalCount } }"}).json()
    assert answer["errors"][0]["message"] == "first 须为 1 至 2 的整数，现为 3。"


def test_what_goes_wrong_inside_stays_inside(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("api.plan.roots.plan_connection", fail)
    answer = call(app, "POST", "/graphql", json={"query": "{ organs { totalCount } }"})
    error = answer.json()["errors"][0]
    assert error["extensions"] == {"code": "INTERNAL", "requestId": answer.headers["x-request-id"]}
    assert "hunter2" not in answer.text
    monkeypatch.setattr("api.rest.compute", fail)
    rest = call(app, "GET", "/api/findings")
    assert (rest.status_code, rest.json()["code"]) == (500, "INTERNAL")
    assert rest.headers["content-security-policy"]
    assert "hunter2" not in rest.text


def test_a_store_that_is_gone(tmp_path: Path) -> None:
    store = open_store(StoreSettings(uri=str(tmp_path / "graph.lbdb"), buffer_pool=256 << 20))
    app = create_app(store)
    store.close()
    answer = call(app, "POST", "/graphql", json={"query": "{ organs { totalCount } }"}).json()
    assert answer["errors"][0]["extensions"]["code"] == "STORE_ERROR"
    assert "图库已关闭" in answer["errors"][0]["message"]
    assert call(app, "GET", "/readyz").status_code == 503
    assert call(app, "GET", "/api/findings").status_code == 503
    assert call(app, "GET", "/healthz").status_code == 200


def test_settings() -> None:
    settings = Settings.from_environment({"TIAOKUAI_TOKEN": " t ", "TIAOKUAI_MAX_PAGE": "50", "TIAOKUAI_QUERY_SECONDS": "2.5"})
    assert (settings.token, settings.limits.page, settings.limits.seconds) == ("t", 50, 2.5)
    assert "t " not in repr(settings)
    for value in ("many", "0", "-1"):
        with pytest.raises(SettingsError, match="TIAOKUAI_MAX_PAGE"):
            Settings.from_environment({"TIAOKUAI_MAX_PAGE": value})
    assert {name for name, _, _ in VARIABLES} >= {"TIAOKUAI_TOKEN"}
