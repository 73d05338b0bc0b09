"""A job 任务: one uploaded file on its way into the graph, as the library keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ingest.report import WENT_IN, FileReport

JobStatus: TypeAlias = Literal["queued", "running", "done", "partial", "failed", "cancelled"]
STATUSES: tuple[JobStatus, ...] = ("queued", "running", "done", "partial", "failed", "cancelled")
OPEN: tuple[JobStatus, ...] = ("queued", "running")
"""What is still to be done."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an upload asks for. ``mapping`` is the text of a mapping file, ``replaces`` the document to take the place of."""

    name: str
    size: int
    sha256: str
    scope: str = ""
    mapping: str = ""
    version: str = "auto"
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job. Times are ISO in UTC; ``page`` of ``pages`` (None where unknown) is how far the current file has been read."""

    number: int
    id: str
    name: str
    size: int
    sha256: str
    status: JobStatus
    stage: str
    page: int
    pages: int | None
    current: str
    message: str
    created_at: str
    started_at: str | None
    finished_at: str | None
    attempts: int
    scope: str
    mapping: str
    version: str
    replaces: str
    cancel: bool
    files: tuple[FileReport, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in OPEN

    def as_json(self) -> dict[str, Any]:
        """The job as the service gives it."""
        return {
            "id": self.id,
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "status": self.status,
            "stage": self.stage,
            "page": self.page,
            "pages": self.pages,
            "current": self.current,
            "message": self.message,
            "created_at": self.created_at,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "attempts": self.attempts,
            "scope": self.scope,
            "version": self.version,
            "files": [file_json(f) for f in self.files],
        }


def file_json(report: FileReport) -> dict[str, Any]:
    """A file's report as the service gives it: without paths of this machine."""
    given = report.as_json()
    del given["path"], given["mapping"], given["sha256"]
    return given


def outcome(files: Sequence[FileReport]) -> tuple[JobStatus, str]:
    """A finished job's status and message, by its files; a bundle's own report counts only where nothing else is there."""
    each = [f for f in files if f.kind != "bundle"] or list(files)
    went_in = [f for f in each if f.status in WENT_IN]
    lost = [f for f in each if f.status not in WENT_IN]
    if lost:
        if len(each) == 1:
            return "failed", lost[0].message
        if not went_in:
            return "failed", f"{len(lost)} 个文件都没有读入：{lost[0].message}"
        return "partial", f"{len(each)} 个文件中 {len(lost)} 个没有读入：{lost[0].message}"
    rows, units = sum(len(f.rejected) for f in each), sum(len(f.unread) for f in each)
    told = [f"{rows} 处" if rows else "", f"{units} 个页或表" if units else ""]
    left = "、".join(filter(None, told))
    return "done", f"已读入；另有{left}没有读入，见报告。" if left else ""
