"""The reading process 读取进程: reads files for a worker, one after the other, and answers in frames.

``python -m ingest.jobs.reading`` is started by :class:`ingest.jobs.apart.Reader`. A damaged file that brings a library down ends
this process and nothing else. It ends itself, and whatever it started, as soon as its worker is gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")


def read_frame(stream: BinaryIO) -> Any:
    """The next frame. Raises EOFError at the end."""
    head = _exactly(stream, _LENGTH.size)
    return pickle.loads(_exactly(stream, _LENGTH.unpack(head)[0]))


def write_frame(stream: BinaryIO, value: Any) -> None:
    """Send a frame."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for frames alone: what libraries print, or programs started from here read, must not mix in."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return incoming, outgoing


def _end() -> None:
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _listen(incoming: BinaryIO, requests: queue.Queue[Any]) -> None:
    while True:
        try:
            requests.put(read_frame(incoming))
        except (EOFError, OSError, ValueError):
            _end()


def main() -> None:
    """Serve requests until the worker is gone."""
    incoming, outgoing = _private_streams()
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(5)  # the service answers first
    requests: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_listen, args=(incoming, requests), daemon=True).start()
    from ingest import pipeline
    from ingest.readers import Unreadable

    def progress(stage: str, done: int, total: int | None) -> None:
        write_frame(outgoing, ("progress", stage, done, total))

    while True:
        what, *given = requests.get()
        try:
            if what == "take":
                path, name, options = given
                answer: Any = pipeline.take(Path(path), name, options, progress)
            else:
                path, name, folder = given
                answer = pipeline.open_bundle(Path(path), name, Path(folder))
            write_frame(outgoing, ("done", answer))
        except (Unreadable, MemoryError) as error:
            write_frame(outgoing, ("refused", pipeline.refusal(given[1], error)))
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                _end()
            write_frame(outgoing, ("refused", f"“{given[1]}”读不到（{error.strerror or error}），请检查磁盘后重试。"))
        except Exception as error:
            traceback.print_exc()
            write_frame(outgoing, ("refused", pipeline.refusal(given[1], error)))


if __name__ == "__main__":
    main()
