"""Empty store, failing server, a sub-path, and what is sent with the files."""

from __future__ import annotations

import gzip
import re
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from playwright.sync_api import expect

from api import pages as served
from api.app import create_app
from graph.store import StoreSettings, open_store

from .conftest import run_query, serving

if TYPE_CHECKING:
    from graph.store import Store

    from .conftest import OpenPage, Watch


def test_an_empty_store_says_what_to_do(open_page: OpenPage, pages: Path, tmp_path: Path) -> None:
    store = open_store(StoreSettings(uri=str(tmp_path / "graph.lbdb"), buffer_pool=256 << 20))
    try:
        with serving(create_app(store)) as base:
            page = open_page(base)
            expect(page.get_by_role("region", name="还没有数据")).to_contain_text("tiaokuai ingest")
            page.close()
    finally:
        store.close()


def test_a_failing_server_is_said_in_one_sentence_and_can_be_tried_again(open_page: OpenPage, watch: Watch, pages: Path) -> None:
    app = FastAPI()
    asked: list[str] = []

    @app.post("/graphql")
    async def broken(request: Request) -> JSONResponse:
        asked.append((await request.json())["query"])
        return JSONResponse({"message": "x"}, status_code=500)

    served.mount(app)
    watch.allowed = ("500 (Internal Server Error)", "404 (Not Found)")  # it has nothing but that address
    with serving(app) as base:
        page = open_page(base)
        expect(page.locator(".ant-result")).to_contain_text("服务出错")
        before = len(asked)
        page.get_by_role("button", name=re.compile("重\\s*试")).click()
        expect(page.locator(".ant-result")).to_contain_text("服务出错")
        assert len(asked) > before
        page.close()


def test_a_server_that_went_away_is_said_so(open_page: OpenPage, watch: Watch, address: str) -> None:
    watch.allowed = ("ERR_CONNECTION", "ERR_FAILED", "Failed to load resource")
    page = open_page(f"{address}#/nothing-here")
    expect(page.locator(".ant-result")).to_contain_text("没有这个页面")
    page.route("**/graphql", lambda route: route.abort())
    page.get_by_role("link", name="回到总览").click()
    expect(page.locator(".ant-result")).to_contain_text("连不上服务")


def test_the_pages_live_under_a_sub_path(open_page: OpenPage, sample_store: Store, pages: Path) -> None:
    outer = FastAPI()
    outer.mount("/gov/tiaokuai", create_app(sample_store))
    with serving(outer) as base:
        page = open_page(f"{base}/gov/tiaokuai/")
        expect(page.locator("tr.openable").first).to_be_visible()
        page.goto(f"{base}/gov/tiaokuai/#/graphiql")
        run_query(page)
        page.close()


def test_hashed_files_are_kept_for_ever_and_compressed(address: str) -> None:
    with urllib.request.urlopen(address) as answer:
        entry = answer.read().decode()
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    script = re.findall(r'src="\./(assets/[^"]+\.js)"', entry)[0]
    with urllib.request.urlopen(urllib.request.Request(address + script, headers={"Accept-Encoding": "gzip"})) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"].startswith("text/javascript")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"OverviewPage" in gzip.decompress(answer.read())


def test_without_built_pages_the_server_says_so(open_page: OpenPage, watch: Watch, tmp_path: Path) -> None:
    app = FastAPI()
    served.mount(app, tmp_path / "nothing")
    watch.allowed = ("503 (Service Unavailable)",)
    with serving(app) as base:
        page = open_page(base)
        expect(page.locator("h1")).to_have_text("页面尚未生成")
        page.close()
