"""Lists to upload, and waiting for what comes of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from ingest.jobs.job import Job
from ingest.jobs.queue import Queue

HEADER = "机构名称,机构类别,编制数,在岗数,执法证数,业务指导单位\n"
SCOPE = "上海市闵行区"


def roster(*names: str, posts: int = 6) -> bytes:
    """A list of organs as CSV."""
    return (HEADER + "".join(f"{name},下沉执法队伍,{posts},5,1,区水务局\n" for name in names)).encode()


def wait(queue: Queue, job: Job, seconds: float = 600) -> Job:
    """The job when it is over."""
    return until(lambda: queue.catalogue.get(job.id), lambda j: j is not None and not j.open, seconds)


def until(get: Callable[[], Any], true: Callable[[Any], bool], seconds: float = 600) -> Any:
    """What ``get`` gives once it is as wanted; fails after ``seconds``, far beyond what anything here takes."""
    for _ in range(int(seconds / 0.02)):
        found = get()
        if true(found):
            return found
        time.sleep(0.02)
    pytest.fail(f"never came about; last seen: {found}")
