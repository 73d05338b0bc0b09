"""One ingest of all files, ended by SIGKILL at a chosen point: python -m bench._kill_child FOLDER MODE POINT NTH DELAY

MODE is ``jobs`` (a queue with a worker, as the service has) or ``files`` (as the command line does it). POINT is a stage or step
of the commit, NTH which time it is reached, DELAY milliseconds from there to the kill. POINT ``none`` runs to the end.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.store import Store, StoreSettings, ladybug_engine, open_store
from graph.store.ladybug_write import LadybugTransaction
from ingest.jobs import runner
from ingest.jobs.job import Request
from ingest.jobs.library import Library
from ingest.jobs.queue import Queue
from ingest.pipeline import Options, ingest
from ingest.retraction import retract

POINTS = (
    "start", "reading", "extracting", "resolving", "writing", "rows", "intended", "committed", "settled", "checkpoint",
    "reported", "retracting",
)  # fmt: skip
SCOPE = "上海市闵行区"
RETRACTED = "3机构编制名册.csv"
_CHECKPOINT_AT = 200_000


class Killer:
    """Ends this process at its point."""

    def __init__(self, point: str, nth: int, delay: float) -> None:
        self.point, self.left, self.delay = point, nth, delay

    def reached(self, point: str) -> None:
        if point != self.point:
            return
        self.left -= 1
        if self.left == 0:
            if self.delay <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            threading.Thread(target=self._later, daemon=True).start()

    def _later(self) -> None:
        time.sleep(self.delay)
        os.kill(os.getpid(), signal.SIGKILL)


def watch(killer: Killer) -> None:
    """Let the killer hear of every point."""

    def before(owner: Any, name: str, point: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def heard(*given: Any, **named: Any) -> Any:
            killer.reached(point)
            return real(*given, **named)

        setattr(owner, name, heard)

    def after(owner: Any, name: str, point: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def heard(*given: Any, **named: Any) -> Any:
            result = real(*given, **named)
            killer.reached(point)
            return result

        setattr(owner, name, heard)

    real_progress = runner._Run.progress

    def progress(self: Any, stage: str, done: int, total: int | None) -> None:
        killer.reached(stage)
        real_progress(self, stage, done, total)

    runner._Run.progress = progress  # type: ignore[method-assign]
    before(LadybugTransaction, "upsert_nodes", "rows")
    before(LadybugTransaction, "upsert_edges", "rows")
    after(Library, "intend", "intended")
    before(Library, "settle", "committed")
    after(Library, "settle", "settled")
    before(ladybug_engine.Engine, "_checkpoint", "checkpoint")
    after(runner.Catalogue, "report", "reported")
    ladybug_engine._CHECKPOINT_AT = _CHECKPOINT_AT


def by_jobs(folder: Path, store: Store, library: Library, killer: Killer) -> None:
    queue = Queue(library)
    known = {(r["name"], r["sha256"]) for r in library.rows("SELECT name, sha256 FROM jobs")}
    for path in sorted((folder / "in").iterdir()):
        # 02-name: the order, and the name that the upload has; a second version has the same name
        name = path.name.split("-", 1)[1]
        if (name, hashlib.sha256(path.read_bytes()).hexdigest()) not in known:
            queue.catalogue.add(Request(name, path.stat().st_size, library.keep(path), SCOPE))
    killer.reached("start")
    queue.start(store)
    while any(j.open for j in queue.catalogue.page(first=200)[0]):
        time.sleep(0.02)
    queue.close()
    for row in store.read("MATCH (d:Document) WHERE d.name = $name RETURN d.id AS id", {"name": RETRACTED}):
        with store.write() as tx:
            retract(tx, row["id"])
            killer.reached("retracting")
        library.retracted(row["id"])


def by_files(folder: Path, store: Store, library: Library, killer: Killer) -> None:
    killer.reached("start")
    library.reconcile(store)
    files = [p for p in sorted((folder / "in").iterdir()) if not p.name.startswith("2")]
    ingest(store, files, Options(scope=SCOPE), stages=lambda stage, _done, _total: killer.reached(stage), journal=library)


def main() -> None:
    folder, mode, point, nth, delay = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5])
    killer = Killer(point, nth, delay / 1000)
    watch(killer)
    store = open_store(StoreSettings(uri=str(folder / "data" / "graph.lbdb"), buffer_pool=256 << 20))
    library = Library(folder / "data")
    (by_jobs if mode == "jobs" else by_files)(folder, store, library, killer)
    library.close()
    store.close()


if __name__ == "__main__":
    main()
