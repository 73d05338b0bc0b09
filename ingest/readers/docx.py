"""Word 文档 by an own walk of its XML.

The library's own walk misses tracked insertions, text boxes and content controls, and takes seconds over long tables.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from graph.evidence import UnitStatus

from .canonical import Canonical, Cell, Table, TextBuilder, Unreadable
from .package import BROKEN

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PART_LIMIT = 300 * 2**20


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)


def read_docx(canonical: Canonical, path: Path) -> None:
    """Paragraphs and tables in their order, then headers and footers. Deleted text is left out, inserted text is in."""
    builder = TextBuilder()
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Unreadable(f"“{canonical.name}”里没有正文，可能不是 Word 文件，请用 Word 打开后另存。")
            body = _part(canonical, archive, "word/document.xml").find(f"{_W}body")
            headers = [
                n for n in sorted(names) if n.startswith(("word/header", "word/footer", "word/footnotes")) and n.endswith(".xml")
            ]
            extras = [_part(canonical, archive, n) for n in headers]
    except BROKEN as error:
        raise Unreadable(f"“{canonical.name}”不完整或已损坏，打不开，请重新下载或另存一份。") from error
    if body is not None:
        for element in _content(body):
            _block(element, builder, canonical)
    for extra in extras:
        for paragraph in extra.iter(f"{_W}p"):
            builder.add(_text(paragraph))
    canonical.text, canonical.blocks = builder.text, builder.blocks
    canonical.units.insert(0, UnitStatus("正文", "read" if builder.blocks else "empty", f"{len(builder.text)} 字"))


def _part(canonical: Canonical, archive: zipfile.ZipFile, name: str) -> etree._Element:
    with archive.open(name) as file:
        data = file.read(_PART_LIMIT + 1)
    if len(data) > _PART_LIMIT:
        raise Unreadable(f"“{canonical.name}”的 {name} 解压后过大，未读入；请核对来源。")
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise Unreadable(f"“{canonical.name}”含有外部实体声明，出于安全不予读入；请用 Word 打开后另存。")
    try:
        return etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"“{canonical.name}”的正文损坏，读不出来，请用 Word 打开后另存。") from error


def _content(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, looking into content controls and tracked insertions."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag", f"{_W}moveTo"):
            yield from _content(child)


def _block(element: etree._Element, builder: TextBuilder, canonical: Canonical) -> None:
    if element.tag == f"{_W}tbl":
        _table(element, builder, canonical)
        return
    text = _text(element)
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    level = int(name[-1]) if name.startswith(("heading", "标题")) and name[-1:].isdigit() else 1 if name == "title" else 0
    numbered = element.find(f"{_W}pPr/{_W}numPr") is not None
    for part in text.split("\n"):
        builder.add(part, "heading" if level else "item" if numbered else "paragraph", level)


def _text(paragraph: etree._Element) -> str:
    out: list[str] = []
    stack = [paragraph]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        if node.tag == f"{_W}t":
            out.append(node.text or "")
        elif node.tag == f"{_W}tab":
            out.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            out.append("\n")
        elif node.tag in (
            f"{_W}del",
            f"{_W}moveFrom",
            f"{_W}instrText",
            f"{_W}delText",
            f"{_W}pPr",
            f"{_W}rPr",
            f"{_MC}Fallback",
        ):
            continue
        else:
            if node.tag == f"{_W}txbxContent" and out and not out[-1].endswith("\n"):
                out.append("\n")
            stack.extend(reversed(node))
            continue
    return "".join(out)


def _table(element: etree._Element, builder: TextBuilder, canonical: Canonical) -> None:
    rows: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    merged: list[tuple[int, int, int, int]] = []
    nested: list[etree._Element] = []
    title = builder.last_line()
    for row in _rows(element):
        cells: list[Cell] = []
        for cell in _cells(row):
            properties = cell.find(f"{_W}tcPr")
            span, continues = 1, False
            if properties is not None:
                grid = properties.find(f"{_W}gridSpan")
                span = (
                    min(200, max(1, int(grid.get(f"{_W}val") or 1)))
                    if grid is not None and (grid.get(f"{_W}val") or "").isdigit()
                    else 1
                )
                vertical = properties.find(f"{_W}vMerge")
                continues = vertical is not None and vertical.get(f"{_W}val", "continue") == "continue"
            nested += [t for t in _content(cell) if t.tag == f"{_W}tbl"]
            text = "\n".join(t for p in _content(cell) if p.tag == f"{_W}p" if (t := _text(p).strip())) or None
            value = above.get(len(cells)) if continues else text
            for _ in range(span):
                above[len(cells)] = value
                cells.append(value)
            if span > 1:
                merged.append((len(rows) + 1, len(cells) - span + 1, len(rows) + 1, len(cells)))
        rows.append(cells)
        builder.add("\t".join(str(c) for c in cells if c is not None), "cell")
    width = max((len(r) for r in rows), default=0)
    for cells in rows:
        cells.extend([None] * (width - len(cells)))
    name = f"表{len(canonical.tables) + 1}"
    if rows:
        canonical.tables.append(Table(name, rows, merged=merged, title=title))
    canonical.units.append(UnitStatus(name, "read" if rows else "empty", "", len(rows)))
    for inner in nested:
        _table(inner, builder, canonical)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _cells(child)
