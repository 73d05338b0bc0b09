"""The library's tables 资料库表结构, in one SQLite file beside the originals."""

from __future__ import annotations

import sqlite3
from pathlib import Path

VERSION = 2
"""Kept in ``user_version``; a library of a newer program is refused, an older one brought up to date."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE jobs(
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, size INTEGER NOT NULL,
            sha256 TEXT NOT NULL, status TEXT NOT NULL, stage TEXT NOT NULL, page INTEGER NOT NULL DEFAULT 0, pages INTEGER,
            current TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL, started_at TEXT,
            finished_at TEXT, attempts INTEGER NOT NULL DEFAULT 0, scope TEXT NOT NULL DEFAULT '',
            mapping TEXT NOT NULL DEFAULT '', version TEXT NOT NULL DEFAULT 'auto', replaces TEXT NOT NULL DEFAULT '',
            cancel INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX jobs_by_content ON jobs(sha256, number)",
        "CREATE INDEX jobs_by_status ON jobs(status, number)",
        """CREATE TABLE members(
            job TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, report TEXT NOT NULL, PRIMARY KEY(job, name))""",
        """CREATE TABLE versions(
            number INTEGER PRIMARY KEY AUTOINCREMENT, lineage INTEGER NOT NULL, document TEXT NOT NULL, name TEXT NOT NULL,
            sha256 TEXT NOT NULL, scope TEXT NOT NULL, mapping TEXT NOT NULL DEFAULT '', began_at TEXT NOT NULL, ended_at TEXT,
            ended_by TEXT NOT NULL DEFAULT '', successor TEXT NOT NULL DEFAULT '')""",
        "CREATE INDEX versions_by_document ON versions(document, number)",
        "CREATE INDEX versions_by_lineage ON versions(lineage, number)",
        "CREATE TABLE lines(document TEXT PRIMARY KEY, data BLOB NOT NULL)",
        """CREATE TABLE intents(
            document TEXT PRIMARY KEY, job TEXT NOT NULL, again INTEGER NOT NULL, version TEXT NOT NULL, report TEXT NOT NULL,
            lines BLOB NOT NULL)""",
    ),
    (
        """CREATE TABLE erasures(
            number INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, document TEXT NOT NULL, name TEXT NOT NULL,
            erased_at TEXT NOT NULL, done INTEGER NOT NULL)""",
        "CREATE INDEX erasures_by_content ON erasures(sha256)",
    ),
)
"""What each version added to the one before."""


class LibraryError(Exception):
    """Something wrong with the library that the user can act on, in one Chinese sentence."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the library's file, made or brought up to date where needed. Raises LibraryError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        _migrate(connection, path)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"资料库“{path}”打不开（{error}）：请检查目录是否可写、文件是否损坏。") from error
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise LibraryError(f"资料库“{path}”由较新的程序写成（第 {version} 版）：请升级程序后再用。")
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        connection.close()
        raise
