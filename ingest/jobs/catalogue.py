"""The catalogue of jobs 任务目录: what was asked for, how far it is, what became of it. It outlives every process."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence

import orjson

from ingest.report import WENT_IN, FileReport

from .job import STATUSES, Job, JobStatus, Request
from .library import Library, now, write_member

_COLUMNS = tuple(name for name in Job.__dataclass_fields__ if name != "files")


class Catalogue:
    """The jobs of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def add(self, request: Request, *, there: frozenset[str] = frozenset()) -> tuple[Job, bool]:
        """A new job for a request, and True; or, with False, the one that does the same already: it waits or runs, or it is
        done and all of its documents are among ``there``, those of the graph."""
        with self.library.change() as db:
            for row in db.execute(
                "SELECT * FROM jobs WHERE sha256 = ? AND replaces = ? ORDER BY number DESC", (request.sha256, request.replaces)
            ):
                job = _job(row, _files(db, row["id"]))
                alike = (job.scope, job.mapping, job.version) == (request.scope, request.mapping, request.version)
                if alike and (job.open or (job.status == "done" and request.version != "replace" and _within(job, there))):
                    return job, False
            identity = "job-" + secrets.token_hex(8)
            db.execute(
                "INSERT INTO jobs(id, name, size, sha256, status, stage, created_at, scope, mapping, version, replaces) "
                "VALUES (?, ?, ?, ?, 'queued', 'waiting', ?, ?, ?, ?, ?)",
                (
                    identity,
                    request.name,
                    request.size,
                    request.sha256,
                    now(),
                    request.scope,
                    request.mapping,
                    request.version,
                    request.replaces,
                ),
            )
        found = self.get(identity)
        assert found is not None
        return found, True

    def get(self, job: str) -> Job | None:
        """The job of that id."""
        rows = self.library.rows("SELECT * FROM jobs WHERE id = ?", job)
        return _job(rows[0], self.files(job)) if rows else None

    def files(self, job: str) -> tuple[FileReport, ...]:
        """What became of a job's files so far."""
        found = self.library.rows("SELECT report FROM members WHERE job = ? ORDER BY position, name", job)
        return tuple(FileReport.from_json(orjson.loads(r["report"])) for r in found)

    def page(self, statuses: Sequence[str] = (), first: int = 50, after: int = 0) -> tuple[list[Job], int]:
        """Jobs, the newest first, below number ``after`` (0: from the newest); and how many there are in all."""
        wanted = [s for s in statuses if s in STATUSES] or list(STATUSES)
        marks = ", ".join("?" * len(wanted))
        rows = self.library.rows(
            f"SELECT * FROM jobs WHERE status IN ({marks}) AND (? = 0 OR number < ?) ORDER BY number DESC LIMIT ?",
            *wanted,
            after,
            after,
            first,
        )
        total = self.library.rows(f"SELECT count(*) AS n FROM jobs WHERE status IN ({marks})", *wanted)[0]["n"]
        return [_job(r, self.files(r["id"])) for r in rows], int(total)

    def claim(self, job: str) -> Job | None:
        """Take a waiting job to work on it; None where it does not wait any more. A job is claimed once, however often queued."""
        with self.library.change() as db:
            taken = db.execute(
                "UPDATE jobs SET status = 'running', stage = 'waiting', page = 0, pages = NULL, message = '', cancel = 0, "
                "started_at = ?, finished_at = NULL, attempts = attempts + 1 WHERE id = ? AND status = 'queued'",
                (now(), job),
            ).rowcount
        return self.get(job) if taken else None

    def progress(self, job: str, stage: str, page: int, pages: int | None, current: str) -> None:
        """How far a job is."""
        with self.library.change() as db:
            db.execute(
                "UPDATE jobs SET stage = ?, page = ?, pages = ?, current = ? WHERE id = ?", (stage, page, pages, current, job)
            )

    def cancelled(self, job: str) -> bool:
        """Whether somebody wants a running job to stop."""
        rows = self.library.rows("SELECT cancel FROM jobs WHERE id = ?", job)
        return not rows or bool(rows[0]["cancel"])

    def report(self, job: str, report: FileReport) -> None:
        """Note what became of one file of a job."""
        with self.library.change() as db:
            write_member(db, job, report)

    def finish(self, job: str, status: JobStatus, message: str) -> None:
        """A job is over."""
        with self.library.change() as db:
            db.execute(
                "UPDATE jobs SET status = ?, stage = 'finished', message = ?, finished_at = ?, current = '' WHERE id = ?",
                (status, message, now(), job),
            )

    def cancel(self, job: str) -> Job | None:
        """Stop a job: a waiting one at once, a running one at its next page. What is finished stays as it is."""
        with self.library.change() as db:
            db.execute(
                "UPDATE jobs SET status = 'cancelled', stage = 'finished', finished_at = ?, message = '已取消，没有读入。' "
                "WHERE id = ? AND status = 'queued'",
                (now(), job),
            )
            db.execute("UPDATE jobs SET cancel = 1 WHERE id = ? AND status = 'running'", (job,))
        return self.get(job)

    def retry(self, job: str) -> Job | None:
        """Let a job that did not succeed wait again; files of it that went in are not read again."""
        with self.library.change() as db:
            db.execute(
                "UPDATE jobs SET status = 'queued', stage = 'waiting', message = '', finished_at = NULL, cancel = 0 "
                "WHERE id = ? AND status IN ('failed', 'partial', 'cancelled')",
                (job,),
            )
        return self.get(job)

    def requeue(self) -> list[str]:
        """After a start: what a former process left unfinished waits again. Gives all waiting jobs, the oldest first."""
        with self.library.change() as db:
            db.execute("UPDATE jobs SET status = 'queued', stage = 'waiting' WHERE status = 'running' AND cancel = 0")
            db.execute(
                "UPDATE jobs SET status = 'cancelled', stage = 'finished', finished_at = ?, message = '已取消。' "
                "WHERE status = 'running'",
                (now(),),
            )
            return [r["id"] for r in db.execute("SELECT id FROM jobs WHERE status = 'queued' ORDER BY number")]

    def release(self, job: str) -> None:
        """The process is stopping: the job it was working on waits for the next start."""
        with self.library.change() as db:
            db.execute("UPDATE jobs SET status = 'queued', stage = 'waiting' WHERE id = ? AND status = 'running'", (job,))


def _job(row: sqlite3.Row, files: tuple[FileReport, ...]) -> Job:
    values = {name: row[name] for name in _COLUMNS}
    values["cancel"] = bool(values["cancel"])
    return Job(**values, files=files)


def _files(db: sqlite3.Connection, job: str) -> tuple[FileReport, ...]:
    found = db.execute("SELECT report FROM members WHERE job = ? ORDER BY position, name", (job,)).fetchall()
    return tuple(FileReport.from_json(orjson.loads(r["report"])) for r in found)


def _within(job: Job, there: frozenset[str]) -> bool:
    documents = [f.document for f in job.files if f.document and f.status in WENT_IN]
    return bool(documents) and all(d in there for d in documents)
