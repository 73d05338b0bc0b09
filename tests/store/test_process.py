"""Other processes: the lock, and being killed while writing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pytest

from graph.store import Store, StoreBusy, StoreError, StoreSettings, holder_of, open_store
from graph.store.lock import lock_path

WRITER = textwrap.dedent("""
    import sys, threading, pyarrow as pa
    from graph.store import StoreSettings, ladybug_engine, open_store
    ladybug_engine._CHECKPOINT_AT = 20_000
    store = open_store(StoreSettings(uri=sys.argv[1], buffer_pool=256 << 20))
    number = store.counts()["Organ"] // 3
    def read():
        while True:
            store.read("MATCH (n:Organ) RETURN count(n) AS n")
    threading.Thread(target=read, daemon=True).start()
    while True:
        ids = [f"o{number}-{i}" for i in range(3)]
        with store.write() as tx:
            tx.upsert_nodes("Organ", pa.table({"id": ids, "name": ids}))
            tx.upsert_edges("PART_OF", "Organ", "Organ", pa.table({"src": ids[1:], "dst": ids[:1] * 2,
                            "id": [f"PART_OF:{i}>{ids[0]}" for i in ids[1:]]}))
            tx.upsert_nodes("Matter", pa.table({"id": ["last"], "name": [str(number)]}))
        print(number, flush=True)
        number += 1
""")


def test_killed_while_writing_nothing_is_lost_or_half_applied(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbdb"
    for commits in (1, 7, 23):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        for _ in range(commits):
            seen = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        seen = max([seen, *(int(line) for line in writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        with open_store(StoreSettings(uri=str(path), buffer_pool=256 << 20)) as store:  # type: ignore[attr-defined]
            counts = store.counts()
            last = int(store.read("MATCH (m:Matter) RETURN m.name AS n")[0]["n"])
            # the commit after the last line that was printed may have happened
            assert last in (seen, seen + 1)
            assert counts["Organ"] == 3 * (last + 1)
            assert counts["PART_OF"] == 2 * (last + 1)


def _try_to_open(path: Path) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from graph.store import *\n"
        "try: open_store(StoreSettings(uri=sys.argv[1]))\n"
        "except StoreBusy as e: print(e, e.holder.url)"
    )
    return subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)


def test_another_process_is_told_who_holds_the_store(ladybug_store: Store, tmp_path: Path) -> None:
    ladybug_store.announce("http://127.0.0.1:8000")
    told = _try_to_open(tmp_path / "graph.lbdb").stdout
    assert str(os.getpid()) in told
    assert "http://127.0.0.1:8000" in told
    holder = holder_of(tmp_path / "graph.lbdb")
    assert holder is not None
    assert (holder.pid, holder.url) == (os.getpid(), "http://127.0.0.1:8000")
    ladybug_store.close()
    assert _try_to_open(tmp_path / "graph.lbdb").stdout == ""
    assert holder_of(tmp_path / "graph.lbdb") is None


def test_a_lock_file_left_behind_does_not_lock(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbdb"
    lock_path(path).write_text(json.dumps({"pid": 1, "command": "gone", "since": "2020-01-01", "url": "http://x"}), "utf-8")
    assert holder_of(path) is None
    open_store(StoreSettings(uri=str(path), buffer_pool=256 << 20)).close()


def test_the_same_process_shares_the_store(ladybug_store: Store, tmp_path: Path) -> None:
    again = open_store(StoreSettings(uri=f"ladybug:{tmp_path / 'graph.lbdb'}"))
    with again.write() as tx:
        tx.upsert_nodes("Organ", pa.table({"id": ["a"], "name": ["甲"]}))
    assert ladybug_store.counts()["Organ"] == 1
    again.close()
    again.close()
    assert ladybug_store.counts()["Organ"] == 1
    with pytest.raises(StoreError, match="已关闭"):
        again.read("MATCH (n:Organ) RETURN n.id AS id")


def test_a_file_that_is_no_store_is_refused_and_unlocked(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbdb"
    path.write_text("这不是图库" * 1000, "utf-8")
    with pytest.raises(StoreError, match="打不开"):
        open_store(StoreSettings(uri=str(path)))
    assert holder_of(path) is None


def test_busy_is_a_store_error() -> None:
    assert issubclass(StoreBusy, StoreError)


def test_a_long_log_is_folded_in(ladybug_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.store import ladybug_engine

    monkeypatch.setattr(ladybug_engine, "_CHECKPOINT_AT", 1)
    log = tmp_path / "graph.lbdb.wal"
    for turn in range(5):
        ids = [f"{turn}-{i}" for i in range(500)]
        with ladybug_store.write() as tx:
            tx.upsert_nodes("Organ", pa.table({"id": ids, "name": ids}))
        assert ladybug_store.counts()["Organ"] == 500 * (turn + 1)
    with ladybug_store.write():
        # a writer waits for the checkpoint, so it is over now
        assert not log.exists() or log.stat().st_size < 10_000
