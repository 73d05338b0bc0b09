"""The library beside the graph: originals, versions, what is true after a kill, and the queue that only carries ids."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path

import pytest
from huey.registry import Message
from jobs_help import SCOPE, roster

from ingest.claim_lines import decode, encode
from ingest.jobs import queue as queues
from ingest.jobs.journal import LibraryJournal
from ingest.jobs.library import Library, LibraryError, folder_from_environment, original
from ingest.jobs.queue import make_huey
from ingest.pipeline import Options, ingest, take
from ingest.retraction import retract

OPTIONS = Options(scope=SCOPE)


def read_in(library: Library, store, path: Path, posts: int = 6):
    path.write_bytes(roster("莘庄镇水务站", posts=posts))
    return ingest(store, [path], OPTIONS, journal=LibraryJournal(library))[0]


def test_originals_are_kept_by_content(library, tmp_path):
    first, second = tmp_path / "甲.csv", tmp_path / "乙.csv"
    first.write_bytes(b"x")
    second.write_bytes(b"x")
    assert library.keep(first) == library.keep(second)
    assert [p.read_bytes() for p in library.originals.iterdir()] == [b"x"]
    assert list((library.folder / "incoming").iterdir()) == []


def test_the_command_lines_documents_are_versions_too(library, ladybug_store, tmp_path):
    older = read_in(library, ladybug_store, tmp_path / "名册.csv")
    newer = read_in(library, ladybug_store, tmp_path / "名册.csv", 7)
    assert [(v["document"], v["ended_by"]) for v in library.versions(older.document)] == [
        (older.document, "replaced"),
        (newer.document, ""),
    ]
    found = original(newer.document, library.folder)
    assert found is not None
    assert found.read_bytes() == roster("莘庄镇水务站", posts=7)
    assert original("doc-none", library.folder) is None


def test_after_a_kill_the_library_follows_the_graph(library, ladybug_store, tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(roster("莘庄镇水务站"))

    class Killed(LibraryJournal):
        def settle(self, document: str, went_in: bool) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(ladybug_store, [path], OPTIONS, journal=Killed(library))
    document = take(path, path.name, OPTIONS).document.id
    assert library.original(document) is None
    library.reconcile(ladybug_store)
    assert library.original(document) is not None
    assert library.lines(document)
    # an intention whose commit never came
    with library.change() as db:
        db.execute("INSERT INTO intents SELECT 'doc-never', '', 0, '{}', '{}', x''")
    library.reconcile(ladybug_store)
    assert library.rows("SELECT * FROM intents") == []
    assert library.versions("doc-never") == []


def test_what_leaves_and_comes_back_without_the_library_is_noticed(library, ladybug_store, tmp_path):
    document = read_in(library, ladybug_store, tmp_path / "名册.csv").document
    with ladybug_store.write() as tx:
        retract(tx, document)
    library.reconcile(ladybug_store)
    assert library.versions(document)[-1]["ended_by"] == "retracted"
    ingest(ladybug_store, [tmp_path / "名册.csv"], OPTIONS)
    library.reconcile(ladybug_store)
    assert library.versions(document)[-1]["ended_at"] is None


def test_a_library_of_a_newer_program_is_refused(tmp_path):
    Library(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "library.sqlite")
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(LibraryError, match="升级程序"):
        Library(tmp_path)


def test_a_damaged_library_is_one_sentence(tmp_path):
    (tmp_path / "library.sqlite").write_bytes(b"nonsense" * 200)
    with pytest.raises(LibraryError) as refused:
        Library(tmp_path)
    assert str(refused.value).count("。") == 1


def test_the_library_is_beside_the_graph():
    assert folder_from_environment({"TIAOKUAI_DATA": "here"}) == Path("here")
    assert folder_from_environment({"TIAOKUAI_STORE": "/there/graph.lbdb"}) == Path("/there")
    assert folder_from_environment({"TIAOKUAI_STORE": "bolt://host"}) == Path("data")
    assert folder_from_environment({}) == Path("data").resolve()


def test_messages_of_the_queue_are_json_and_run_nothing():
    serializer = queues._Json()
    message = Message("1", "queue.work", None, 0, 0, None, ["job-1"], {}, None, None, None, None, None, None, 0)
    data = serializer.serialize(message)
    assert data.startswith(b"[")
    assert serializer.deserialize(data) == message
    with pytest.raises(ValueError):
        serializer.deserialize(b"\x80\x04N.")


@pytest.mark.parametrize("address", ["amqp://host", "nonsense"])
def test_a_queue_that_cannot_be_used_is_one_sentence(tmp_path, address):
    with pytest.raises(LibraryError, match="TIAOKUAI_QUEUE") as refused:
        make_huey(tmp_path, address)
    assert str(refused.value).count("。") == 1


@pytest.mark.skipif(importlib.util.find_spec("redis") is not None, reason="the redis package is there")
def test_a_redis_queue_without_its_package_says_what_to_install(tmp_path):
    with pytest.raises(LibraryError, match="安装 redis"):
        make_huey(tmp_path, "redis://127.0.0.1:1")


def test_lines_are_kept_whole(ladybug_store, tmp_path):
    from ingest.claim_lines import lines_of

    path = tmp_path / "名册.csv"
    path.write_bytes(roster("莘庄镇水务站", "马桥镇水务站"))
    lines = lines_of(take(path, path.name, OPTIONS))
    kept = decode(encode(lines))
    assert kept == lines
    assert [line.identity for line in kept] == [line.identity for line in lines]
    assert len({line.identity for line in lines}) == len(lines)
