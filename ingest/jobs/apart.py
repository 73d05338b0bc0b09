"""Reading apart 另一进程读取: so that a damaged file, a stop or a long scan never holds up the service or brings it down."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

from graph.evidence import Extraction
from ingest.pipeline import Options
from ingest.readers import Unreadable
from ingest.readers.bundle import Member
from ingest.readers.canonical import Cancelled
from ingest.report import FileReport, StageProgress

from .reading import read_frame, write_frame

_ROOT = Path(__file__).resolve().parents[2]
_POLL_SECONDS = 0.1
STALL_SECONDS = 900.0
"""A file whose reading makes no progress for so long is given up. A scanned page takes some seconds."""


class Reader:
    """A reading process, started when first needed and again after one was lost. For one thread at a time."""

    def __init__(self, stall: float = STALL_SECONDS) -> None:
        self._stall = stall
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[Any] = queue.Queue()

    def take(self, path: Path, name: str, options: Options, progress: StageProgress, cancelled: Callable[[], bool]) -> Extraction:
        """As ``pipeline.take``. Raises Unreadable also where the process was lost, and Cancelled, which ends it."""
        return cast(Extraction, self._ask(name, ("take", str(path), name, options), progress, cancelled))

    def open_bundle(
        self, path: Path, name: str, folder: Path, progress: StageProgress, cancelled: Callable[[], bool]
    ) -> tuple[FileReport, list[Member]]:
        """As ``pipeline.open_bundle``."""
        asked = ("open", str(path), name, str(folder))
        return cast("tuple[FileReport, list[Member]]", self._ask(name, asked, progress, cancelled))

    @property
    def pid(self) -> int | None:
        """The process that reads, if there is one."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process, and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/PID", str(process.pid), "/T", "/F"], capture_output=True, check=False)
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _ask(self, name: str, request: Any, progress: StageProgress, cancelled: Callable[[], bool]) -> Any:
        process = self._started()
        try:
            write_frame(cast(Any, process.stdin), request)
            heard = time.monotonic()
            while True:
                try:
                    what, *given = self._frames.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    if cancelled():
                        raise Cancelled from None
                    if time.monotonic() - heard > self._stall:
                        minutes = int(self._stall // 60)
                        raise Unreadable(f"“{name}”读了 {minutes} 分钟没有进展，已停止；请拆分或另存一份后重新上传。") from None
                    continue
                heard = time.monotonic()
                if what == "progress":
                    progress(*given)
                elif what == "done":
                    return given[0]
                elif what == "refused":
                    raise _Refused(given[0])
                else:
                    raise Unreadable(f"“{name}”使读取程序意外结束，未读入；文件可能已损坏，请用原程序打开后另存再试。")
        except _Refused as refused:
            raise Unreadable(str(refused)) from None
        except OSError:
            self.close()
            raise Unreadable(f"“{name}”使读取程序意外结束，未读入；文件可能已损坏，请用原程序打开后另存再试。") from None
        except BaseException:
            self.close()
            raise

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.jobs.reading"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            # Ctrl-C is the worker's to hear
            start_new_session=True,
        )
        self._frames = queue.Queue()
        threading.Thread(target=_collect, args=(self._process.stdout, self._frames), daemon=True).start()
        return self._process


class _Refused(Exception):
    """The file cannot be read; the process is well."""


def _collect(stream: IO[bytes], frames: queue.Queue[Any]) -> None:
    while True:
        try:
            frames.put(read_frame(cast(Any, stream)))
        except (EOFError, OSError, ValueError):
            frames.put(("lost",))
            return
