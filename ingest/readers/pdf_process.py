"""A process that reads pages on request 页面进程: kept over the pages of a file, ended when a page takes too long.

Frames are JSON and raw bytes, never pickles: the process reads what anybody may have sent. Works alike on Windows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_LARGEST = 512 << 20


class PageFailed(Exception):
    """A request was not answered: ``reason`` is ``time``, ``died``, ``memory``, ``password`` or ``broken``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PageProcess:
    """Runs ``child`` with ``arguments`` and asks it, one request at a time; started anew after it died."""

    def __init__(self, child: Path, *arguments: str, start_seconds: float = 60.0) -> None:
        self._command = [sys.executable, "-I", "-X", "utf8", str(child), *arguments]
        self._start_seconds = start_seconds
        self._running: subprocess.Popen[bytes] | None = None
        self.head: dict[str, Any] = {}
        """What the process said when it had opened its file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> dict[str, Any]:
        """Start it unless it runs. Raises PageFailed where the file does not open."""
        if self._running is None:
            # no console window on Windows
            flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
            self._running = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=flags,
            )
            self.head, _ = self._answer(self._running, self._start_seconds)
        return self.head

    def ask(self, seconds: float, **request: Any) -> tuple[dict[str, Any], bytes]:
        """The answer to one request. Raises PageFailed; the next request is then asked of a new process."""
        self.send(**request)
        return self.receive(seconds)

    def send(self, **request: Any) -> None:
        """Ask without waiting: the answer is the next that :meth:`receive` gives. Raises PageFailed."""
        self.start()
        running = self._running
        assert running is not None
        assert running.stdin is not None
        try:
            running.stdin.write(json.dumps(request).encode() + b"\n")
            running.stdin.flush()
        except OSError:
            self.close()
            raise PageFailed("died") from None

    def receive(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The answer to what was sent. Raises PageFailed."""
        if self._running is None:
            raise PageFailed("died")
        return self._answer(self._running, seconds)

    def _answer(self, running: subprocess.Popen[bytes], seconds: float) -> tuple[dict[str, Any], bytes]:
        late = threading.Event()

        def end() -> None:
            late.set()
            running.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert running.stdout is not None
            head, data = _frame(running.stdout.read)
        except (EOFError, ValueError):
            self.close()
            raise PageFailed("time" if late.is_set() else "died") from None
        finally:
            timer.cancel()
        if "error" in head:
            raise PageFailed(str(head["error"]))
        return head, data

    def close(self) -> None:
        """End it."""
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        for pipe in (running.stdin, running.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # unsent bytes of a process that is gone
                pass
        running.wait()


def _frame(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes]:
    size = int.from_bytes(_exactly(read, 4), "big")
    if size > _LARGEST:
        raise ValueError("frame")
    head = json.loads(_exactly(read, size))
    length = int(head.get("bytes", 0))
    if length > _LARGEST:
        raise ValueError("frame")
    return head, _exactly(read, length)


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    data = read(size)
    if len(data) != size:
        raise EOFError
    return data
