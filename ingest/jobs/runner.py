"""The runner 执行: takes a job from waiting to finished, file by file, each in its own transaction."""

from __future__ import annotations

import logging
import os
import re
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

from graph.store.interface import Store, StoreError
from ingest import pipeline
from ingest.pipeline import Options
from ingest.readers import Unreadable
from ingest.readers.bundle import Member, is_bundle
from ingest.readers.canonical import Cancelled
from ingest.report import WENT_IN, FileReport
from ingest.versions import Choice

from .apart import Reader
from .catalogue import Catalogue
from .erasure import erased_on
from .job import Job, outcome
from .journal import LibraryJournal
from .library import Library, LibraryError

LOG = logging.getLogger("tiaokuai.jobs")
_EVERY_SECONDS = 0.25
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def run(library: Library, store: Store, job_id: str, reader: Reader, stopping: threading.Event | None = None) -> Job | None:
    """Run a waiting job to its end; None where it does not wait any more.

    When ``stopping`` is set the job goes back to waiting. Whatever happens to one file does not touch the others.
    """
    catalogue = Catalogue(library)
    job = catalogue.claim(job_id)
    if job is None:
        return None
    work = library.work / job.id
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        _Run(library, store, catalogue, job, reader, stopping or threading.Event(), work).run()
    except (LibraryError, StoreError) as error:
        catalogue.finish(job.id, "failed", str(error))
    except Exception as error:
        LOG.exception("job %s failed", job.id)
        catalogue.finish(job.id, "failed", f"任务执行时程序出错（{type(error).__name__}）；可重试，仍不成请交给维护者。")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return catalogue.get(job_id)


class _Run:
    """One run of one job."""

    def __init__(
        self,
        library: Library,
        store: Store,
        catalogue: Catalogue,
        job: Job,
        reader: Reader,
        stopping: threading.Event,
        work: Path,
    ) -> None:
        self.library, self.store, self.catalogue, self.job = library, store, catalogue, job
        self.reader, self.stopping, self.work = reader, stopping, work
        self.current = ""
        self._told = 0.0
        self._stage = ""

    def run(self) -> None:
        content = self.library.content(self.job.sha256)
        if content is None:
            day = erased_on(self.library, self.job.sha256)
            why = f"的原件已于 {day} 删除" if day else "的原件已不在资料库中"
            message = f"“{self.job.name}”{why}，请重新上传。"
            self.catalogue.finish(self.job.id, "failed", message)
            return
        path = _under_name(content, self.work / "file", self.job.name)
        options = self._options()
        try:
            self._each(path, options)
        except Cancelled:
            if self.stopping.is_set():
                self.catalogue.release(self.job.id)
            else:
                self._cancelled()
            return
        files = self.catalogue.files(self.job.id)
        self.catalogue.finish(self.job.id, *outcome(files))

    def _options(self) -> Options:
        mapping = None
        if self.job.mapping:
            mapping = self.work / "对照文件.yaml"
            mapping.write_text(self.job.mapping, encoding="utf-8")
        version: Choice = "new" if self.job.version == "new" else "replace" if self.job.version == "replace" else "auto"
        replaces = self.job.replaces
        if replaces and not self.store.existing_ids("Document", [replaces]):
            replaces, version = "", "new"
        return Options(
            scope=self.job.scope, mapping=mapping, version=version, replaces=replaces, again=self.job.version == "replace"
        )

    def _each(self, path: Path, options: Options) -> None:
        if not is_bundle(path):
            if not self._went_in(self.job.name):
                self.catalogue.report(self.job.id, self._member(path, self.job.name, options))
            return
        self.current = self.job.name
        folder = self.work / "members"
        folder.mkdir()
        bundle, members = self._open(path, folder)
        self.catalogue.report(self.job.id, bundle)
        todo = [m for m in members if not self._went_in(m.name)]
        for member in todo:
            self.catalogue.report(self.job.id, FileReport("", "pending", name=member.name))
        for member in todo:
            self.catalogue.report(self.job.id, self._member(member.path, member.name, options))
        each = [f for f in self.catalogue.files(self.job.id) if f.name != bundle.name]
        self.catalogue.report(self.job.id, pipeline.finish_bundle(bundle, each))

    def _open(self, path: Path, folder: Path) -> tuple[FileReport, list[Member]]:
        try:
            return self.reader.open_bundle(path, self.job.name, folder, self.progress, self.wanted_to_stop)
        except Unreadable as error:
            return FileReport("", "refused", str(error), kind="bundle", name=self.job.name), []

    def _went_in(self, name: str) -> bool:
        """Whether this file of the job went in before, and is in the graph still."""
        done = next((f for f in self.catalogue.files(self.job.id) if f.name == name and f.status in WENT_IN), None)
        return done is not None and bool(self.store.existing_ids("Document", [done.document]))

    def _member(self, path: Path, name: str, options: Options) -> FileReport:
        self.current = name
        journal = LibraryJournal(self.library, self.job.id, options.again, self.job.mapping)
        try:
            self.progress("reading", 0, None)
            extraction = self.reader.take(path, name, options, self.progress, self.wanted_to_stop)
            report = pipeline.report_of("", extraction)
            report.sha256 = journal.keep(path)
            return pipeline.commit(self.store, extraction, report, options, self.progress, journal)
        except Unreadable as error:
            return FileReport("", "refused", str(error), name=name)
        except (Cancelled, LibraryError):
            raise
        except Exception as error:
            return FileReport("", "refused", pipeline.refusal(name, error), name=name)

    def _cancelled(self) -> None:
        files = self.catalogue.files(self.job.id)
        inside = [f for f in files if f.status in WENT_IN and f.kind != "bundle"]
        for file in files:
            if file.status == "pending":
                self.catalogue.report(self.job.id, replace(file, status="cancelled", message=f"“{file.name}”已取消，没有读入。"))
        if not files:
            self.catalogue.report(
                self.job.id, FileReport("", "cancelled", f"“{self.job.name}”已取消，没有读入。", name=self.job.name)
            )
        message = f"已取消：{len(inside)} 个文件已读入，其余没有读入。" if inside else "已取消，没有读入。"
        self.catalogue.finish(self.job.id, "cancelled", message)

    def wanted_to_stop(self) -> bool:
        """Whether somebody cancelled the job, or the process is stopping."""
        return self.stopping.is_set() or self.catalogue.cancelled(self.job.id)

    def progress(self, stage: str, done: int, total: int | None) -> None:
        """Note how far the job is, now and then, and stop it where somebody wants that."""
        moment = time.monotonic()
        if stage == self._stage and moment - self._told < _EVERY_SECONDS:
            return
        self._stage, self._told = stage, moment
        if self.wanted_to_stop():
            raise Cancelled
        self.catalogue.progress(self.job.id, stage, done, total, self.current)


def _under_name(content: Path, folder: Path, name: str) -> Path:
    """An original under its own name, which readers look at: the last part of it, made safe for any file system."""
    folder.mkdir(parents=True)
    path = folder / safe_name(name)
    try:
        os.link(content, path)
    except OSError:
        shutil.copyfile(content, path)
    return path


def safe_name(name: str) -> str:
    """A file name that no file system refuses: at most 80 characters, its suffix kept."""
    last = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "文件"
    stem, dot, suffix = last.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = last, "", ""
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem):
        stem += "_"
    room = 240 - len((dot + suffix).encode())
    return stem[:70].encode()[:room].decode(errors="ignore") + dot + suffix
