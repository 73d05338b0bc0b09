"""A real browser on the real application: the embedded store in a temporary folder, the built pages, a guard on the network."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.app import create_app
from api.pages import DIST
from graph.store import Store, StoreSettings, open_store
from ingest.jobs.library import Library
from ingest.jobs.queue import Queue
from ingest.pipeline import Options, ingest

CI = os.environ.get("CI") == "true"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter",
)
SAMPLE = Path(__file__).parents[2] / "examples" / "honghua"


expect.set_options(timeout=30_000)  # a small machine with other work to do must not fail a test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def missing(what: str) -> None:
    """Skip on a developer's machine, fail in CI."""
    if CI:
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of an application served on a free port of the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(600):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def pages() -> Path:
    if not (DIST / "index.html").exists():
        missing("the pages are not built: make pages")
    return DIST


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("TIAOKUAI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        missing("no Chromium: install it, or name one in TIAOKUAI_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample street's lists and notices, ingested as a user would."""
    store = open_store(StoreSettings(uri=str(tmp_path_factory.mktemp("sample") / "graph.lbdb")))
    ingest(store, [SAMPLE], Options())
    yield store
    store.close()


@pytest.fixture(scope="session")
def address(sample_store: Store, pages: Path) -> Iterator[str]:
    with serving(create_app(sample_store)) as base:
        yield f"{base}/"


@dataclass(frozen=True, slots=True)
class Desk:
    """An office's service that takes uploads: its address, its graph, and its library with a worker."""

    address: str
    store: Store
    queue: Queue


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, pages: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    store = open_store(StoreSettings(uri=str(folder / "graph.lbdb"), buffer_pool=1 << 30))
    library = Library(folder / "data")
    queue = Queue(library)
    queue.start(store)
    try:
        with serving(create_app(store, queue=queue)) as base:
            yield Desk(f"{base}/", store, queue)
    finally:
        queue.close()
        library.close()
        store.close()


@dataclass
class Watch:
    """What a page must not do, as it did it."""

    requests_off_host: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()
    """Parts of console messages that a test provokes on purpose."""

    def verdict(self) -> None:
        assert self.requests_off_host == []
        assert [e for e in self.errors if not any(part in e for part in self.allowed)] == []


OpenPage = Callable[..., Page]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def open_page(chromium: Browser, watch: Watch) -> Iterator[OpenPage]:
    """Opens an address in a fresh profile; afterwards fails on any request off this host and any console error."""
    contexts = []

    def opening(url: str, width: int = 1440, height: int = 900) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda r: _local(r.url) or watch.requests_off_host.append(r.url))
        page.on("console", lambda m: watch.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: watch.errors.append(str(e)))
        page.goto(url)
        return page

    yield opening
    for context in contexts:
        context.close()
    watch.verdict()


def run_query(page: Page) -> None:
    """Run what is in GraphiQL's editor, once the editor has read it, and wait for an answer without errors."""
    expect(page.get_by_role("tab", name="FindingsThatHold")).to_be_visible(timeout=60_000)
    expect(page.locator(".graphiql-query-editor")).to_contain_text("totalCount")
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".graphiql-response")).to_contain_text("totalCount", timeout=60_000)
    expect(page.locator(".graphiql-response")).not_to_contain_text('"errors"')


def _local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:http://127.0.0.1:"))
