"""The key of the pseudonyms: made once, kept, and refused with a sentence where it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lists import pseudonym
from ingest.readers import Unreadable


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TIAOKUAI_PSEUDONYM_KEY", raising=False)
    monkeypatch.setenv("TIAOKUAI_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_made_once(folder: Path) -> None:
    key = pseudonym.stored_key()
    assert len(key) == 64
    assert pseudonym.stored_key() == key
    assert [p.name for p in folder.iterdir()] == ["pseudonym.key"]


def test_made_where_files_cannot_be_linked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a FAT drive."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    key = pseudonym.stored_key()
    assert pseudonym.stored_key() == key
    assert [p.name for p in folder.iterdir()] == ["pseudonym.key"]


@pytest.mark.parametrize("damage", [b"", b"short", b"\xff\xfe\x00"])
def test_damaged(folder: Path, damage: bytes) -> None:
    folder.mkdir()
    (folder / "pseudonym.key").write_bytes(damage)
    with pytest.raises(Unreadable, match=r"假名密钥.*TIAOKUAI_PSEUDONYM_KEY"):
        pseudonym.stored_key()
