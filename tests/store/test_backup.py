"""Back-up and restore, within an engine and across."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from graph.store import Store, StoreError, StoreSettings, open_store
from graph.store.backup import backup, restore

Writer = Callable[[Store], None]
Reader = Callable[[Store], dict[str, list[dict[str, object]]]]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with_store = open_store(StoreSettings(uri=str(tmp_path / "other.lbdb"), buffer_pool=256 << 20))
    yield with_store
    with_store.close()


def test_ladybug_gets_back_what_any_engine_gave(
    store: Store,
    other: Store,
    tmp_path: Path,
    write_sound_graph: Writer,
    everything: Reader,
) -> None:
    write_sound_graph(store)
    rows = backup(store, tmp_path / "backup")
    assert rows["Organ.parquet"] == 2
    assert restore(other, tmp_path / "backup") == rows
    assert everything(other) == everything(store)
    assert [row["name"] for row in other.search("Organ", "水务")] == ["莘庄镇水务站", "闵行区水务局"]


@pytest.mark.neo4j
def test_neo4j_gets_back_what_ladybug_gave(
    neo4j_store: Store,
    other: Store,
    tmp_path: Path,
    write_sound_graph: Writer,
    everything: Reader,
) -> None:
    write_sound_graph(other)
    backup(other, tmp_path / "backup")
    restore(neo4j_store, tmp_path / "backup")
    assert everything(neo4j_store) == everything(other)


def test_files_are_open_to_other_programs(ladybug_store: Store, tmp_path: Path, write_sound_graph: Writer) -> None:
    write_sound_graph(ladybug_store)
    backup(ladybug_store, tmp_path / "b")
    manifest = json.loads((tmp_path / "b" / "manifest.json").read_text("utf-8"))
    assert sorted([*manifest["files"], "manifest.json"]) == sorted(path.name for path in (tmp_path / "b").iterdir())
    assert pq.read_table(tmp_path / "b" / "Organ.parquet").column("name").to_pylist() == ["莘庄镇水务站", "闵行区水务局"]


def test_a_store_that_is_not_empty_is_refused(
    ladybug_store: Store,
    tmp_path: Path,
    write_sound_graph: Writer,
) -> None:
    write_sound_graph(ladybug_store)
    backup(ladybug_store, tmp_path / "b")
    with pytest.raises(StoreError, match="不是空的"):
        restore(ladybug_store, tmp_path / "b")
    with pytest.raises(StoreError, match="已有内容"):
        backup(ladybug_store, tmp_path / "b")


@pytest.mark.parametrize("damage", ["changed", "missing", "escape", "newer", "no manifest"])
def test_a_damaged_backup_leaves_the_store_empty(
    ladybug_store: Store,
    other: Store,
    tmp_path: Path,
    damage: str,
    write_sound_graph: Writer,
    everything: Reader,
) -> None:
    write_sound_graph(ladybug_store)
    folder = tmp_path / "b"
    backup(ladybug_store, folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    if damage == "changed":
        data = bytearray((folder / "Organ.parquet").read_bytes())
        data[40] ^= 1
        (folder / "Organ.parquet").write_bytes(data)
    elif damage == "missing":
        (folder / "Organ.parquet").unlink()
    elif damage == "escape":
        manifest["files"]["../other.lbdb"] = manifest["files"].pop("Organ.parquet")
    elif damage == "newer":
        manifest["ontology_version"] = 10**6
    if damage == "no manifest":
        (folder / "manifest.json").unlink()
    else:
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(StoreError):
        restore(other, folder)
    assert everything(other) == {}
