"""A library, a queue and lists to put through them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store
from ingest.jobs.job import Job, Request
from ingest.jobs.library import Library
from ingest.jobs.queue import Queue

sys.path.insert(0, str(Path(__file__).parent))

from jobs_help import SCOPE


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def queue(library: Library) -> Iterator[Queue]:
    """A queue that nobody works on until a test starts it."""
    made = Queue(library)
    yield made
    made.close()


@pytest.fixture
def working(queue: Queue, ladybug_store: Store) -> Iterator[Queue]:
    """A queue with a worker, over the embedded store."""
    queue.start(ladybug_store)
    yield queue
    queue.stop()


Put = Callable[..., Job]


@pytest.fixture
def put(queue: Queue, tmp_path: Path) -> Put:
    """Put a content into the queue as an upload would."""

    def of(name: str, content: bytes, **wanted: str) -> Job:
        path = tmp_path / "upload"
        path.write_bytes(content)
        sha256 = queue.library.keep(path)
        job, new = queue.catalogue.add(Request(name, len(content), sha256, wanted.pop("scope", SCOPE), **wanted))
        if new:
            queue.put(job.id)
        return job

    return of
