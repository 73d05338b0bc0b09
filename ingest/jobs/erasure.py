"""Erasing originals 删除原件: the stored file of a document that left the graph goes for good, and it is on record that it did.

Only the file goes: versions, their claims and their differences stay. A bundle that holds the same content goes with it, or the
content would still be there; the other files of that bundle have originals of their own.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graph.store.interface import Store
from ingest.readers import Unreadable
from ingest.readers.bundle import is_bundle, unpack

from .job import OPEN
from .library import Library, LibraryError, now

_MAIL_HEAD = re.compile(rb"\s*(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class NotErased(LibraryError):
    """The original stays: why, in one Chinese sentence. ``missing``: there is none."""

    def __init__(self, message: str, *, missing: bool = False) -> None:
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the name of the document's version, and those of bundles that held it."""

    document: str
    name: str
    bundles: tuple[str, ...] = ()


def erase(library: Library, store: Store, document: str) -> Erased:
    """Erase the stored original of a document. Raises NotErased, above all while the document is in the graph."""
    version = _version(library, document)
    name, sha256 = version["name"], version["sha256"]
    if store.existing_ids("Document", [document]):
        raise NotErased(f"“{name}”还在图谱中，原件不能删除；请先撤回它，或换上新版。")
    content = library.content(sha256) if sha256 else None
    bundles = dict(_bundles_with(library, sha256)) if sha256 else {}
    if content is None and not bundles:
        day = erased_on(library, sha256)
        raise NotErased(f"“{name}”的原件已于 {day} 删除。" if day else f"“{name}”没有保存原件，不用删除。", missing=True)
    going = {sha256: name, **bundles}
    _refuse_if_wanted(library, going)
    with library.change() as db:
        for one, called in going.items():
            db.execute(
                "INSERT INTO erasures(sha256, document, name, erased_at, done) VALUES (?, ?, ?, ?, 0)",
                (one, document if one == sha256 else "", called, now()),
            )
    for one, called in going.items():
        _remove(library, one, called)
    return Erased(document, name, tuple(bundles.values()))


def erased_on(library: Library, sha256: str) -> str:
    """The day (UTC) on which the original of a content was erased and not stored again since, or ""."""
    rows = library.rows("SELECT max(erased_at) AS at FROM erasures WHERE sha256 = ?", sha256)
    return str(rows[0]["at"])[:10] if rows[0]["at"] and library.content(sha256) is None else ""


def versions_called(library: Library, wanted: str) -> list[sqlite3.Row]:
    """The last version of each document of that id or name, whether it is in the graph or not."""
    return library.rows(
        "SELECT * FROM versions WHERE number IN (SELECT max(number) FROM versions GROUP BY document) "
        "AND (document = ? OR name = ?) ORDER BY number",
        wanted,
        wanted,
    )


def finish_erasures(library: Library) -> None:
    """Remove what was to be erased when the process was killed."""
    for row in library.rows("SELECT sha256, name FROM erasures WHERE done = 0"):
        with contextlib.suppress(LibraryError):
            _remove(library, row["sha256"], row["name"])


def _version(library: Library, document: str) -> sqlite3.Row:
    rows = library.rows("SELECT * FROM versions WHERE document = ? ORDER BY number DESC LIMIT 1", document)
    if not rows:
        raise NotErased(f"资料库里没有“{document}”这份文件的记录，请核对标识。", missing=True)
    row: sqlite3.Row = rows[0]
    return row


def _refuse_if_wanted(library: Library, going: dict[str, str]) -> None:
    marks = ", ".join("?" * len(OPEN))
    for row in library.rows(f"SELECT name, sha256 FROM jobs WHERE status IN ({marks})", *OPEN):
        if row["sha256"] in going:
            raise NotErased(f"有载入任务“{row['name']}”正要用这份原件，请等它结束或取消后再删除。")


def _remove(library: Library, sha256: str, name: str) -> None:
    try:
        (library.originals / sha256).unlink(missing_ok=True)
    except OSError as error:
        with library.change() as db:
            db.execute("DELETE FROM erasures WHERE sha256 = ? AND done = 0", (sha256,))
        raise NotErased(f"“{name}”的原件删不掉（{error.strerror or error}），可能正被打开，请关闭后再试。") from error
    with library.change() as db:
        db.execute("UPDATE erasures SET done = 1 WHERE sha256 = ? AND done = 0", (sha256,))


def _bundles_with(library: Library, sha256: str) -> Iterator[tuple[str, str]]:
    """Content and name of each stored bundle that holds a content, however deep."""
    documents = {r["sha256"] for r in library.rows("SELECT DISTINCT sha256 FROM versions")}
    for path in sorted(library.originals.iterdir()):
        if path.name in documents or not _SHA256.fullmatch(path.name):
            continue
        called = next((r["name"] for r in library.rows("SELECT name FROM jobs WHERE sha256 = ?", path.name)), "")
        if _holds(path, PurePosixPath(called).suffix, sha256):
            yield path.name, called or "压缩包或邮件"


def _holds(path: Path, suffix: str, sha256: str) -> bool:
    with path.open("rb") as file:
        head = file.read(64)
    if not suffix and _MAIL_HEAD.match(head):
        suffix = ".eml"  # which it is only called: its content is known by its name alone
    with tempfile.TemporaryDirectory(prefix="tiaokuai-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        named = folder / f"bundle{suffix}"
        shutil.copyfile(path, named)
        if not is_bundle(named):
            return False
        try:
            members = unpack(named, folder / "members").members
        except Unreadable:
            return False
        return any(_digest(member.path) == sha256 for member in members)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
