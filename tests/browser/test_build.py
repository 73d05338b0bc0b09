"""The build hook: unchanged sources are not built again, no Node is no failure, a broken build is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", Path(__file__).parents[2] / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "web" / "package.json").write_text("{}")
    (tmp_path / "web" / "src" / "a.ts").write_text("a\n")
    return tmp_path


def test_the_hash_follows_sources_and_not_packages_or_line_ends(hook: ModuleType, tree: Path) -> None:
    web = tree / "web"
    before = hook.sources_hash(web)
    (web / "node_modules").mkdir()
    (web / "node_modules" / "b.js").write_text("b")
    (web / "src" / "a.ts").write_bytes(b"a\r\n")
    assert hook.sources_hash(web) == before
    (web / "src" / "a.ts").rename(web / "src" / "c.ts")
    assert hook.sources_hash(web) != before


def test_without_node_the_package_is_installed_without_pages(
    hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(hook, "packaged_node", lambda: None)
    said: list[str] = []
    assert hook.build_pages(tree, said.append) is False
    assert "没有 Node" in said[0]


def test_an_unchanged_tree_is_not_built_again(hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tree / "api" / "pages_dist"
    out.mkdir(parents=True)
    (out / "index.html").write_text("x")
    (out / hook.STAMP).write_text(hook.sources_hash(tree / "web"))
    monkeypatch.setattr(hook, "system_node", lambda: pytest.fail("built again"))
    assert hook.build_pages(tree, lambda _: None) is True


def test_a_broken_build_is_an_error(hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "system_node", lambda: (sys.executable, [sys.executable, "-c", "raise SystemExit(1)"]))
    (tree / "web" / "package-lock.json").write_text("{}")
    with pytest.raises(hook.PagesNotBuilt, match="npm ci"):
        hook.build_pages(tree, lambda _: None)
