"""A key for pseudonyms, and short ways to ask an extraction."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOKUAI_PSEUDONYM_KEY", "测试用")
