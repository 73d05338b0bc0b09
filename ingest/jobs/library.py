"""The library 资料库: originals by their content, jobs, and every version of every document with what it claimed.

It lives beside the graph in one folder (TIAOKUAI_DATA): ``originals/<sha256>``, ``library.sqlite``, ``queue.sqlite``. The graph
is the truth about which documents count; the library notes its intention before a commit and settles it afterwards, so that
after a kill at any point the two agree again (:meth:`Library.reconcile`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from graph.evidence import Extraction
from graph.store.interface import Store
from graph.store.settings import StoreSettings
from ingest.claim_lines import ClaimLine, decode, encode
from ingest.report import FileReport

from .schema import LibraryError, connect

__all__ = ["Library", "LibraryError", "folder_from_environment", "now", "original"]

_STALE_SECONDS = 3600


def now() -> str:
    """This moment, ISO in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def folder_from_environment(environment: Mapping[str, str] | None = None) -> Path:
    """Where the library is: TIAOKUAI_DATA, else the folder of the embedded store of TIAOKUAI_STORE, else ``data``."""
    env = os.environ if environment is None else environment
    if env.get("TIAOKUAI_DATA"):
        return Path(env["TIAOKUAI_DATA"])
    settings = StoreSettings.from_environment(env)
    return settings.path.parent if settings.engine == "ladybug" else Path("data")


def original(document: str, folder: Path | None = None) -> Path | None:
    """The kept original of a document, or None; ``folder`` by default that of the environment."""
    place = folder or folder_from_environment()
    if not (place / "library.sqlite").exists():
        return None
    with contextlib.closing(Library(place)) as library:
        return library.original(document)


class Library:
    """An open library. For use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.originals = folder / "originals"
        self.work = folder / "work"
        self._connection = connect(folder / "library.sqlite")
        self._lock = threading.RLock()
        try:
            self.originals.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"不能建立“{self.originals}”（{error.strerror}）：请检查目录是否可写。") from error

    def close(self) -> None:
        """Release the file. Safe to call twice."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it or nothing."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise LibraryError(f"资料库“{self.folder}”写不进（{error}）：请检查磁盘空间与权限。") from error
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException as error:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise LibraryError(f"资料库“{self.folder}”写不进（{error}）：请检查磁盘空间与权限。") from error
                raise

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Read rows."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    # originals

    def keep(self, path: Path) -> str:
        """Keep the original by its content; gives its SHA-256. Raises LibraryError where the disk is full."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        target = self.originals / digest
        if not target.exists():
            partial = self.incoming()
            try:
                shutil.copyfile(path, partial)
                self.adopt(partial, digest)
            except OSError as error:
                raise self.disk_error(path.name, error) from error
            finally:
                partial.unlink(missing_ok=True)
        return digest

    def incoming(self) -> Path:
        """A new file for what is on its way in, beside the originals so that it can be moved there."""
        folder = self.folder / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / os.urandom(8).hex()

    def tidy(self) -> None:
        """Remove what a killed process left half-done. For the one process that works on the library, before it begins."""
        shutil.rmtree(self.work, ignore_errors=True)
        for path in (self.folder / "incoming").glob("*"):
            with contextlib.suppress(OSError):
                # a command line beside a server's graph may be taking files in at this moment
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()

    def adopt(self, partial: Path, digest: str) -> Path:
        """Move a complete file among the originals, safely on the disk first."""
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        target = self.originals / digest
        os.replace(partial, target)
        return target

    def disk_error(self, name: str, error: OSError) -> LibraryError:
        """Why a file could not be kept."""
        if error.errno == errno.ENOSPC:
            return LibraryError(f"磁盘已满，“{name}”没有存下，请腾出空间后重新上传。")
        return LibraryError(f"“{name}”存不进“{self.originals}”（{error.strerror or error}），请检查目录权限与磁盘。")

    def content(self, sha256: str) -> Path | None:
        """The kept file of a content, or None."""
        path = self.originals / sha256
        return path if path.is_file() else None

    def original(self, document: str) -> Path | None:
        """The kept original of a document, or None."""
        rows = self.rows("SELECT sha256 FROM versions WHERE document = ? ORDER BY number DESC LIMIT 1", document)
        return self.content(rows[0]["sha256"]) if rows else None

    def with_originals(self, documents: Sequence[str]) -> set[str]:
        """Which of these documents have their original kept."""
        return {d for d in documents if self.original(d) is not None}

    # versions

    def lines(self, document: str) -> list[ClaimLine] | None:
        """The claim lines of a version, or None where none were kept."""
        rows = self.rows("SELECT data FROM lines WHERE document = ?", document)
        return decode(rows[0]["data"]) if rows else None

    def intend(
        self,
        extraction: Extraction,
        lines: Sequence[ClaimLine],
        report: FileReport,
        job: str = "",
        again: bool = False,
        mapping: str = "",
    ) -> None:
        """Note, just before the graph commits, what it is about to hold. ``again``: it holds an older reading already."""
        d = extraction.document
        version = {"name": d.name, "sha256": report.sha256 or d.sha256, "scope": d.scope, "mapping": mapping}
        with self.change() as db:
            db.execute(
                "INSERT OR REPLACE INTO intents(document, job, again, version, report, lines) VALUES (?, ?, ?, ?, ?, ?)",
                (d.id, job, again, orjson.dumps(version), orjson.dumps(report.as_json()), encode(lines)),
            )

    def settle(self, document: str, went_in: bool) -> None:
        """The commit is over: what was intended becomes a version, and its job's report; or it is forgotten."""
        with self.change() as db:
            found = db.execute("SELECT * FROM intents WHERE document = ?", (document,)).fetchone()
            db.execute("DELETE FROM intents WHERE document = ?", (document,))
            if found is None or not went_in:
                return
            report = FileReport.from_json(orjson.loads(found["report"]))
            db.execute("INSERT OR REPLACE INTO lines(document, data) VALUES (?, ?)", (document, found["lines"]))
            self._begin(db, document, orjson.loads(found["version"]), report.replaced)
            if found["job"]:
                write_member(db, found["job"], report)

    def _begin(self, db: sqlite3.Connection, document: str, version: Mapping[str, str], replaced: str) -> None:
        moment = now()
        lineage = None
        if replaced:
            before = db.execute("SELECT * FROM versions WHERE document = ? ORDER BY number DESC", (replaced,)).fetchone()
            # without a row it went in before there was a library
            unknown = {**version, "sha256": ""}
            lineage = before["lineage"] if before else self._insert(db, None, replaced, unknown, moment)
            db.execute(
                "UPDATE versions SET ended_at = ?, ended_by = 'replaced', successor = ? WHERE document = ? AND ended_at IS NULL",
                (moment, document, replaced),
            )
        if db.execute("SELECT 1 FROM versions WHERE document = ? AND ended_at IS NULL", (document,)).fetchone() is None:
            self._insert(db, lineage, document, version, moment)

    @staticmethod
    def _insert(db: sqlite3.Connection, lineage: int | None, document: str, version: Mapping[str, str], moment: str) -> int:
        cursor = db.execute(
            "INSERT INTO versions(lineage, document, name, sha256, scope, mapping, began_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                lineage or 0,
                document,
                version["name"],
                version["sha256"],
                version["scope"],
                version.get("mapping", ""),
                moment,
            ),
        )
        number = int(cursor.lastrowid or 0)
        if lineage is None:
            db.execute("UPDATE versions SET lineage = number WHERE number = ?", (number,))
        return lineage or number

    def retracted(self, document: str) -> None:
        """A document has left the graph."""
        with self.change() as db:
            db.execute(
                "UPDATE versions SET ended_at = ?, ended_by = 'retracted' WHERE document = ? AND ended_at IS NULL",
                (now(), document),
            )

    def versions(self, document: str) -> list[sqlite3.Row]:
        """All versions of the document that this one is a version of, the oldest first."""
        return self.rows(
            "SELECT * FROM versions WHERE lineage IN (SELECT lineage FROM versions WHERE document = ?) ORDER BY number", document
        )

    def reconcile(self, store: Store) -> None:
        """Make the library agree with the graph: settle what was intended, and follow what came and went without it."""
        there = {r["id"] for r in store.read("MATCH (d:Document) RETURN d.id AS id")}
        for intent in self.rows("SELECT document, again FROM intents"):
            # of a second reading the graph cannot tell whether it went in; its job does it once more
            self.settle(intent["document"], intent["document"] in there and not intent["again"])
        with self.change() as db:
            for row in db.execute("SELECT number, document FROM versions WHERE ended_at IS NULL").fetchall():
                if row["document"] not in there:
                    db.execute(
                        "UPDATE versions SET ended_at = ?, ended_by = 'retracted' WHERE number = ?", (now(), row["number"])
                    )
            latest = "SELECT document, max(number) AS number, ended_at FROM versions GROUP BY document"
            for row in db.execute(latest).fetchall():
                if row["ended_at"] is not None and row["document"] in there:
                    db.execute(
                        "UPDATE versions SET ended_at = NULL, ended_by = '', successor = '' WHERE number = ?", (row["number"],)
                    )


def write_member(db: sqlite3.Connection, job: str, report: FileReport) -> None:
    """Note what became of one file of a job."""
    position = db.execute("SELECT count(*) AS n FROM members WHERE job = ?", (job,)).fetchone()["n"]
    db.execute(
        "INSERT INTO members(job, name, position, report) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(job, name) DO UPDATE SET report = excluded.report",
        (job, report.name, position, orjson.dumps(report.as_json())),
    )
