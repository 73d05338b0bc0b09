"""REST 接口 of places 原文位置: pages of an original as pictures; where a passage stands, on a page, in cells or in the text."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeAlias
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Query, Response

from api.rest import Refused, as_json
from graph.store.interface import Store
from ingest.lists import kind_named, recognise
from ingest.lists.model import Recognition
from ingest.lists.passages import HIDDEN, column_letters, personal
from ingest.lists.values import show
from ingest.readers import Cell, Table, Unreadable, reread
from ingest.readers.page_image import has_pages, page_picture, page_sizes

Originals: TypeAlias = Callable[[str], Path | None]
"""From a document's id to its kept original, or None."""

AROUND = 3
"""Rows shown before and after the row that is asked for."""
_COLUMNS = 60
_PASSAGE = (
    "MATCH (p:Passage) WHERE p.id = $id RETURN p.document AS document, p.kind AS kind, p.page AS page, p.boxes AS boxes, "
    "p.locator AS locator, p.start_offset AS start, p.end_offset AS finish, p.row_number AS row"
)
_DOCUMENT = "MATCH (d:Document) WHERE d.id = $id RETURN d.name AS name, d.format AS format"
_LOCATOR = re.compile(r"^(?P<sheet>.*)!(?P<left>[A-Z]+)(?P<top>\d+):(?P<right>[A-Z]+)(?P<bottom>\d+)$", re.DOTALL)
_IMAGE = {"Cache-Control": "private, max-age=3600"}
_DRAWING = {"Content-Security-Policy": "default-src 'none'; img-src data:; sandbox"}
"""A drawing runs nothing, and loads nothing but the images in it."""


def routes(store: Store, originals: Originals) -> APIRouter:
    """Routes of pages and places."""
    router = APIRouter()
    tables = _Tables()

    @router.get("/api/documents/{document}/pages")
    async def pages(document: str) -> Response:
        """一份来源文件的各页：页码、宽高（磅）、是否扫描页；不分页的文件为空。"""
        return as_json(await asyncio.to_thread(_pages, store, originals, document))

    @router.get("/api/documents/{document}/pages/{page}.png")
    async def picture(document: str, page: int, width: int = 900) -> Response:
        """一页原件的图像；width 为像素，100 至 2400。ofd 的页给出 SVG，由浏览器用自己的字体画出，不论地址里写的 png。"""
        path = await asyncio.to_thread(_paged, store, originals, document)
        try:
            data, media = await asyncio.to_thread(page_picture, path, page, width)
        except Unreadable as error:
            raise Refused(404, str(error), "NO_PAGE") from error
        return Response(data, media_type=media, headers=_IMAGE | (_DRAWING if media == "image/svg+xml" else {}))

    @router.get("/api/passages/{passage:path}/place")
    async def place(passage: str, rows: Annotated[int, Query(ge=0, le=20)] = AROUND) -> Response:
        """一个片段在原件中的位置：页上的框（page）、表格的行（cells，前后各 rows 行）或正文的起止（text）。"""
        return as_json(await asyncio.to_thread(_place, store, originals, tables, passage, rows))

    return router


def _document(store: Store, document: str) -> dict[str, Any]:
    found = store.read(_DOCUMENT, {"id": document})
    if not found:
        raise Refused(404, f"没有“{document}”这份来源文件，可能已撤回。", "NOT_FOUND")
    return dict(found[0])


def _original(store: Store, originals: Originals, document: str) -> tuple[Path, dict[str, Any]]:
    row = _document(store, document)
    path = originals(document)
    if path is None or not path.is_file():
        raise Refused(404, f"“{row['name']}”没有存下原件，看不到它的样子；请重新载入这份文件。", "NO_ORIGINAL")
    return path, row


def _paged(store: Store, originals: Originals, document: str) -> Path:
    path, row = _original(store, originals, document)
    if not has_pages(path):
        raise Refused(404, f"“{row['name']}”不是按页存放的文件，没有页面图像。", "NO_PAGE")
    return path


def _pages(store: Store, originals: Originals, document: str) -> dict[str, Any]:
    path, row = _original(store, originals, document)
    if not has_pages(path):
        return {"pages": []}
    try:
        sizes = page_sizes(path)
    except Unreadable as error:
        raise Refused(404, f"“{row['name']}”：{error}", "NO_PAGE") from error
    return {"pages": [{"number": s.number, "width": s.width, "height": s.height, "scanned": s.scanned} for s in sizes]}


def _place(store: Store, originals: Originals, tables: _Tables, passage: str, around: int) -> dict[str, Any]:
    found = store.read(_PASSAGE, {"id": passage})
    if not found:
        raise Refused(404, "没有这个片段，它的来源文件可能已撤回或已有新版。", "NOT_FOUND")
    row = found[0]
    document = row["document"]
    if row["page"] is not None:
        path = originals(document)
        if path is not None and path.is_file() and has_pages(path):
            return _on_page(path, document, row["page"], row["boxes"])
    if row["kind"] == "span":
        return {"kind": "text", "document": document, "start": row["start"], "end": row["finish"]}
    path, named = _original(store, originals, document)
    return tables.window(path, named["name"], named["format"], document, row["locator"], row["row"], around)


def _on_page(path: Path, document: str, page: int, boxes: str | None) -> dict[str, Any]:
    try:
        sizes = page_sizes(path)
    except Unreadable as error:
        raise Refused(404, str(error), "NO_PAGE") from error
    size = next((s for s in sizes if s.number == page), None)
    if size is None:
        raise Refused(404, f"原件没有第 {page} 页，请核对原件是否完整。", "NO_PAGE")
    return {
        "kind": "page",
        "document": document,
        "page": page,
        "width": size.width,
        "height": size.height,
        "boxes": orjson.loads(boxes) if boxes else [],
        "image": f"/api/documents/{quote(document, safe='')}/pages/{page}.png",
    }


class _Tables:
    """Tables of originals read again; the last two files are kept, since a reader looks at row after row."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], list[Table]] = OrderedDict()
        self._lock = threading.Lock()

    def window(
        self, path: Path, name: str, format: str, document: str, locator: str, number: int | None, around: int
    ) -> dict[str, Any]:
        """The rows around a passage's row, as they stand in the original; personal columns are hidden."""
        where = _LOCATOR.match(locator or "")
        if where is None:
            raise Refused(404, f"片段的位置“{locator}”看不懂，请重新载入“{name}”。", "NO_PLACE")
        found = self._tables(path, name, format)
        table = next((t for t in found if t.name == where["sheet"]), found[0] if len(found) == 1 else None)
        row = int(number or where["top"])
        if table is None or not 0 <= row - table.first_row < len(table.rows):
            raise Refused(404, f"原件里找不到“{where['sheet']}”的第 {row} 行，请重新载入“{name}”。", "NO_PLACE")
        return {"kind": "cells", "document": document, "sheet": where["sheet"], **_window(table, row, around, where)}

    def _tables(self, path: Path, name: str, format: str) -> list[Table]:
        key = (str(path), path.stat().st_mtime_ns)
        with self._lock:  # one at a time: a workbook may be large
            if key not in self._kept:
                try:
                    self._kept[key] = reread(path, name, format).tables
                except Unreadable as error:
                    raise Refused(404, str(error), "NO_PLACE") from error
                while len(self._kept) > 2:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def _window(table: Table, row: int, around: int, where: re.Match[str]) -> dict[str, Any]:
    found: Recognition = recognise(table)
    width = min(_COLUMNS, max(map(len, table.head(50)), default=0))
    body = found.heading_row + found.depth if found.depth else 0
    at = row - table.first_row
    first = max(at - around, min(body, at))
    shown = table.rows[first : at + around + 1]
    header, hidden = _header(table, found, width)
    return {
        "range": f"{where['left']}{where['top']}:{where['right']}{where['bottom']}",
        "first_row": table.first_row + first,
        "header": header,
        "rows": [
            {
                "number": table.first_row + first + i,
                "cells": _shown([*cells][:width], hidden),
                "highlight": first + i == at,
            }
            for i, cells in enumerate(shown)
        ],
    }


def _shown(cells: Sequence[Cell], hidden: set[int]) -> list[str]:
    """Cells as text; what stands in hidden columns is hidden in the others too."""
    out = [HIDDEN if c in hidden and cell is not None else show(cell) for c, cell in enumerate(cells)]
    for c in hidden:
        secret = show(cells[c]).strip() if c < len(cells) else ""
        if len(secret) > 1:
            out = [text.replace(secret, HIDDEN) for text in out]
    return out


def _header(table: Table, found: Recognition, width: int) -> tuple[list[str], set[int]]:
    """Headings by column, the letters of a column where it has none; and the columns not to be shown."""
    headings = {c.index: " ".join(c.heading.split()) for c in found.columns}
    kind = kind_named(found.kind) if found.kind else None
    hidden = {c.index for c in found.columns if kind is not None and personal(c.heading, kind)}
    hidden |= {c.index for c in found.columns if c.column == "party"}
    return [headings.get(c) or column_letters(table.first_column + c) for c in range(width)], hidden
