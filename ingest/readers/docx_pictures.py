"""Scans put into a Word document 贴在文档里的扫描件: recognised where the document holds little but pictures."""

from __future__ import annotations

import hashlib
import posixpath
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from graph.evidence import RejectedRow, UnitStatus

from .canonical import Canonical, Progress, Unreadable
from .grid import Grid, Writer
from .images import read_image
from .limits import Limits
from .package import BROKEN
from .scans import installed

LITTLE = 100
"""Characters of text a large picture, below which a document is taken for a scan put into Word."""

_MISSING: tuple[type[BaseException], ...] = (KeyError, *BROKEN)
_MOST = 200
_BYTES = 64 << 20


def read_pictures(
    writer: Writer, archive: zipfile.ZipFile, main: str, rels: Any, ids: list[str], limits: Limits, progress: Progress | None
) -> int:
    """Recognise the large pictures of a body in their order; gives how many were taken in hand, a unit each."""
    if not installed() or rels is None or not ids:
        return 0
    targets = {r.get("Id"): r.get("Target") or "" for r in rels if (r.get("TargetMode") or "") != "External"}
    folder = posixpath.dirname(main)
    done = 0
    for number, key in enumerate(ids[:_MOST], start=1):
        if progress is not None:
            progress("reading", number - 1, len(ids))
        target = targets.get(key, "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        _picture(writer, archive, full, f"图片{number}", limits)
        done += 1
    return done


def _picture(writer: Writer, archive: zipfile.ZipFile, part: str, unit: str, limits: Limits) -> None:
    canonical = writer.canonical
    try:
        with archive.open(part) as stream:
            data = stream.read(_BYTES + 1)
    except _MISSING:
        canonical.units.append(UnitStatus(unit, "unreadable", "图片部件缺失或损坏，读不出来"))
        return
    if len(data) > _BYTES:
        canonical.units.append(UnitStatus(unit, "unreadable", "图片过大，未识别；请另存后单独载入"))
        return
    seen = Canonical(unit, "image", hashlib.sha256(data).hexdigest())
    with tempfile.TemporaryDirectory(prefix="tiaokuai-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{unit}{posixpath.splitext(part)[1][:6]}"
        path.write_bytes(data)
        try:
            read_image(seen, path, limits)
        except Unreadable as error:
            why = str(error).removeprefix(f"“{unit}”").rstrip("。")
            canonical.units.append(UnitStatus(unit, "unreadable", why))
            return
    tables = list(seen.tables)
    for block in seen.blocks:
        if block.kind != "cell":
            writer.builder.add(seen.text[block.start : block.end], block.kind, block.level)
    for table in tables:
        shown = ["\t".join(str(c) for c in row if c is not None) for row in table.rows]
        writer.emit([Grid(table.rows, shown, table.merged, title=table.title)])
    canonical.units.append(UnitStatus(unit, "read" if seen.text.strip() else "empty", f"扫描件，识别出 {len(seen.text)} 字"))
    canonical.rejected += [RejectedRow(f"{unit}{r.where}", r.reason, r.advice) for r in seen.rejected]
