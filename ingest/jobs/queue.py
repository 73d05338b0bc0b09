"""The queue 队列: huey, in a SQLite file beside the library by default, or on a Redis of the office's own.

The catalogue says what is to be done; the queue only carries job ids to a worker, so nothing is lost with it: at the start
every unfinished job is put into it anew, and a job that is queued twice is claimed once.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from huey import Huey, SqliteHuey  # type: ignore[import-untyped,unused-ignore]
from huey.consumer import Consumer  # type: ignore[import-untyped,unused-ignore]
from huey.registry import Message  # type: ignore[import-untyped,unused-ignore]
from huey.serializer import Serializer  # type: ignore[import-untyped,unused-ignore]

from graph.store.interface import Store, StoreError
from graph.store.lock import StoreLock

from . import runner
from .apart import Reader
from .catalogue import Catalogue
from .erasure import finish_erasures
from .library import Library, LibraryError

LOG = logging.getLogger("tiaokuai.jobs")
VARIABLE = "TIAOKUAI_QUEUE"
_NAME = "tiaokuai"
_POLL_SECONDS = 0.5


class _Json(Serializer):  # type: ignore[misc,unused-ignore]
    """Messages as JSON: what comes out of a shared queue must not be able to run anything, as a pickle could."""

    def _serialize(self, data: Any) -> bytes:
        return orjson.dumps(list(data) if isinstance(data, Message) else data)

    def _deserialize(self, data: Any) -> Any:
        given = orjson.loads(bytes(data))
        return Message(*given) if isinstance(given, list) else given


class _Consumer(Consumer):  # type: ignore[misc,unused-ignore]
    """Worker threads inside another program, whose signals stay its own."""

    def _set_signal_handlers(self) -> None:
        return


def make_huey(folder: Path, address: str = "") -> Huey:
    """The queue at an address (``redis://…``), or embedded in ``folder``. Raises LibraryError."""
    if not address:
        return SqliteHuey(
            _NAME, filename=str(folder / "queue.sqlite"), results=False, serializer=_Json(), timeout=30, strict_fifo=True
        )
    if address.startswith(("redis://", "rediss://", "unix://")):
        try:
            from huey import RedisHuey

            return RedisHuey(_NAME, url=address, results=False, serializer=_Json(), blocking=False)
        except Exception as error:
            raise LibraryError(
                f"{VARIABLE} 指定的队列用不了（{error}）：请安装 redis 包并检查地址，或去掉它改用内嵌队列。"
            ) from error
    raise LibraryError(f"{VARIABLE} 的值看不懂：请写 redis://主机:端口/库号，或去掉它改用内嵌队列。")


class Queue:
    """Carries jobs to the workers of this process."""

    def __init__(self, library: Library, address: str = "") -> None:
        self.library = library
        self.catalogue = Catalogue(library)
        self._huey = make_huey(library.folder, address)
        self._consumer: _Consumer | None = None
        self._lock: StoreLock | None = None
        self._stopping = threading.Event()
        self._readers: list[Reader] = []
        self._store: Store | None = None
        self._local = threading.local()
        self._task = self._huey.task(name="work")(self._work)

    @classmethod
    def from_environment(cls, library: Library, environment: Mapping[str, str] | None = None) -> Queue:
        """The queue of TIAOKUAI_QUEUE."""
        env = os.environ if environment is None else environment
        return cls(library, env.get(VARIABLE, "").strip())

    def put(self, job: str) -> None:
        """Let a worker take a job. Raises LibraryError."""
        try:
            self._task(job)
        except Exception as error:
            LOG.exception("queue failed")
            raise LibraryError(f"任务排不进队列（{type(error).__name__}），请检查磁盘空间或 {VARIABLE} 后重试。") from error

    def start(self, store: Store, workers: int = 1) -> None:
        """Begin working; whatever a former process left unfinished is taken up again. Raises LibraryError.

        One process works on a library at a time, so that a job found running is known to be interrupted.
        """
        try:
            self._lock = StoreLock(self.library.folder / "library.worker")
        except StoreError as error:
            raise LibraryError(f"资料库“{self.library.folder}”已有另一个进程在执行任务，请先停止它。") from error
        self._store = store
        self._stopping.clear()
        self.library.tidy()
        self.library.reconcile(store)
        finish_erasures(self.library)
        self._huey.storage.flush_queue()
        for job in self.catalogue.requeue():
            self.put(job)
        self._consumer = _Consumer(
            self._huey, workers=workers, periodic=False, initial_delay=0.05, max_delay=_POLL_SECONDS, scheduler_interval=60
        )
        self._consumer.start()

    def stop(self) -> None:
        """Stop working: what is being read waits for the next start, what is being written is finished first."""
        self._stopping.set()
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            consumer.stop(graceful=False)
            for _, thread in consumer.worker_threads:
                thread.join()
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def close(self) -> None:
        """Stop, and release the queue's file."""
        self.stop()
        self._huey.storage.close()

    def _work(self, job: str) -> None:
        if self._stopping.is_set() or self._store is None:
            return
        reader = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._local.reader = Reader()
            self._readers.append(reader)
        runner.run(self.library, self._store, job, reader, self._stopping)
