"""The lock file 锁文件 beside an embedded store: one process holds the store, others are told which.

The operating system's lock decides, so that a process killed outright leaves nothing to clean up; the text in the file only
names the holder.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO

from .holder import Holder
from .interface import StoreBusy, StoreError

_BYTE = 1 << 20
"""Offset of the locked byte on Windows, beyond the text, which others must be able to read."""


def lock_path(store: Path) -> Path:
    """The lock file of a store's file."""
    return store.with_name(store.name + ".lock")


def holder_of(store: Path) -> Holder | None:
    """Who holds the store at this moment, or None: also when a killed process left its file behind."""
    path = lock_path(store)
    if not path.exists():
        return None
    with path.open("r+", encoding="utf-8") as file:
        if _try_lock(file):
            _unlock(file)
            return None
        return _read(file)


class StoreLock:
    """The held lock. Raises StoreBusy when another process has it."""

    def __init__(self, store: Path) -> None:
        self._store = store
        path = lock_path(store)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"不能在“{path.parent}”中写锁文件（{error.strerror}）：请检查目录是否存在、是否可写。") from error
        self._file: IO[str] | None = os.fdopen(descriptor, "r+", encoding="utf-8")
        if not _try_lock(self._file):
            holder = _read(self._file)
            self._file.close()
            self._file = None
            advice = f"读取类命令可改由 {holder.url} 完成，或先停止该进程" if holder.url else "请等它结束，或先停止该进程"
            raise StoreBusy(f"图库“{store}”正被{holder.describe()}：{advice}。", holder=holder)
        command = " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:]])
        self._holder = Holder(os.getpid(), command, dt.datetime.now().astimezone().isoformat(timespec="seconds"))
        self._write()

    def announce(self, url: str) -> None:
        """Tell other processes the address at which this one serves the store."""
        self._holder = Holder(self._holder.pid, self._holder.command, self._holder.since, url)
        self._write()

    def release(self) -> None:
        """Give the lock back. Safe to call twice. The file stays: removing it would race with a process about to lock it."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            self._file.flush()
            _unlock(self._file)
            self._file.close()
            self._file = None

    def _write(self) -> None:
        if self._file is None:
            return
        self._file.seek(0)
        self._file.truncate()
        json.dump(asdict(self._holder), self._file, ensure_ascii=False)
        self._file.flush()


def _read(file: IO[str]) -> Holder:
    file.seek(0)
    try:
        return Holder(**json.loads(file.read()))
    except (ValueError, TypeError):
        # between taking the lock and naming itself; rare and short
        return Holder(0, "未署名", "刚才")


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        file.seek(_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        file.seek(_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
