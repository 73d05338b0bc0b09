"""Shared fixtures: stores of both engines, and the reference texts beside the checkout."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from graph.store import Store, StoreSettings, open_store

# no verdict by the clock; and where a change is decided upon, the same examples for everybody
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--neo4j", action="store_true", help="run store tests on a live Neo4j too")


def _wants_neo4j(config: pytest.Config) -> bool:
    return bool(config.getoption("--neo4j") or os.environ.get("TIAOKUAI_TEST_NEO4J") or os.environ.get("TIAOKUAI_NEO4J_VERSION"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if _wants_neo4j(config):
        return
    skip = pytest.mark.skip(reason="needs a live Neo4j: pytest --neo4j")
    for item in items:
        if "neo4j" in item.keywords:
            item.add_marker(skip)


@cache
def _server() -> ModuleType:
    # by path: a package of this folder's name would hide the driver's
    spec = importlib.util.spec_from_file_location("neo4j_server", Path(__file__).parent / "neo4j" / "server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ladybug_store(tmp_path: Path) -> Iterator[Store]:
    """An empty embedded store."""
    store = open_store(StoreSettings(uri=str(tmp_path / "graph.lbdb"), buffer_pool=512 << 20))
    yield store
    store.close()


@pytest.fixture(scope="session")
def neo4j_settings() -> Iterator[StoreSettings]:
    """A live Neo4j for the session: the one of TIAOKUAI_TEST_NEO4J, or one started here."""
    with _server().running() as settings:
        yield settings


@pytest.fixture
def neo4j_store(neo4j_settings: StoreSettings) -> Iterator[Store]:
    """The live Neo4j, emptied."""
    store = open_store(neo4j_settings)
    _server().wipe(store)
    yield store
    store.close()


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store of each engine; Neo4j only with --neo4j."""
    return request.getfixturevalue(f"{request.param}_store")


@pytest.fixture(scope="module", params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def module_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of each engine that one module fills once; Neo4j only with --neo4j."""
    if request.param == "neo4j":
        opened = open_store(request.getfixturevalue("neo4j_settings"))
        _server().wipe(opened)
    else:
        opened = open_store(StoreSettings(uri=str(tmp_path_factory.mktemp("module") / "graph.lbdb"), buffer_pool=1 << 30))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The reference texts: TIAOKUAI_CORPUS, or ``shared`` beside the checkout. Absent, tests skip, but fail under CI."""
    folder = Path(os.environ.get("TIAOKUAI_CORPUS") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        message = f"no reference texts at {folder}: set TIAOKUAI_CORPUS"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
