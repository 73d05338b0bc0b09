"""A gate 闸门 that readers pass side by side and a checkpoint alone."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

_HURRY_SECONDS = 0.1


class Gate:
    """Shared by readers, held alone by a checkpoint: ladybug 0.22.0 leaves its write-ahead log in place when a read runs
    during a checkpoint, goes on appending to it, and can then not replay it after a kill."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._alone = False

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        """Pass as a reader; waits while someone is alone or wants to be."""
        with self._changed:
            while self._alone:
                self._changed.wait()
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def alone(self, hurry: Callable[[], None] | None = None) -> Iterator[None]:
        """Stop new readers and wait for those inside, calling ``hurry`` now and then. For one thread at a time (whoever
        holds the writer's lock)."""
        with self._changed:
            self._alone = True
            while self._readers:
                if hurry is not None:
                    hurry()
                self._changed.wait(_HURRY_SECONDS)
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
