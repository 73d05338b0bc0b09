"""Sheets read cell by cell 稀疏表: for sheets whose few cells stand far apart, so that empty rows cost nothing."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .canonical import Cell, Table, Unreadable
from .limits import Limits
from .package import BROKEN, parse_xml, part
from .sheet_scan import MAX_COLUMN, MAX_ROW, column_number

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REF = re.compile(r"([A-Za-z]{1,3})(\d{1,7})$")
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_DATE_CODE = re.compile(r"[ymdhsYMDHS年月日]")
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.", re.I)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Where a sheet stands in the container."""

    name: str
    path: str
    hidden: bool
    base: dt.date
    very_hidden: bool = False


@dataclass
class _Book:
    strings: list[str] = field(default_factory=list)
    date_styles: frozenset[int] = frozenset()


def sheet_parts(container: zipfile.ZipFile, name: str) -> list[SheetPart]:
    """Sheets of a workbook in their order; of several of one name the second is called ``name (2)``. Raises Unreadable."""
    data = part(container, "xl/workbook.xml", name)
    if data is None:
        raise Unreadable(f"“{name}”缺少工作簿部件，不是完整的 xlsx 文件，请用办公软件打开并另存后再试。")
    root = parse_xml(data, name, "xl/workbook.xml")
    links = part(container, "xl/_rels/workbook.xml.rels", name)
    targets = {r.get("Id"): r.get("Target", "") for r in parse_xml(links, name, "workbook.xml.rels")} if links is not None else {}
    properties = next((e for e in root if _tag(e) == "workbookPr"), None)
    late = properties is not None and properties.get("date1904", "0") in ("1", "true")
    base = dt.date(1904, 1, 1) if late else dt.date(1899, 12, 30)
    found: list[SheetPart] = []
    names: set[str] = set()
    for sheet in (e for group in root if _tag(group) == "sheets" for e in group):
        target = targets.get(sheet.get(_REL) or sheet.get(_REL_STRICT), "")
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target))
        state = sheet.get("state", "visible")
        called, count = sheet.get("name", ""), 1
        while called in names:
            count += 1
            called = f"{sheet.get('name', '')} ({count})"
        names.add(called)
        found.append(SheetPart(called, path, state != "visible", base, state == "veryHidden"))
    return found


def _tag(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def read_sparse(container: zipfile.ZipFile, sheet: SheetPart, name: str, limits: Limits) -> Table:
    """One sheet as a table whose blank rows are all one and the same list. Raises Unreadable."""
    book = _Book(_shared_strings(container, name), _date_styles(container, name))
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    ranges: list[tuple[int, int, int, int]] = []
    count = 0
    for kind, row, column, value in _cells(container, sheet, book, name):
        if kind == "merge":
            ranges.append(value)
            continue
        count += 1
        if count > limits.cells:
            raise Unreadable(f"“{name}”的工作表“{sheet.name}”超过 {limits.cells} 格的上限，请拆分后再读入。")
        rows[row][column] = value
    if not rows:
        return Table(sheet.name, [], hidden=sheet.hidden, very_hidden=sheet.very_hidden)
    first_row, last_row = min(rows), max(rows)
    columns = sorted({c for cells in rows.values() for c in cells})
    first, last = columns[0], columns[-1]
    if (last - first + 1) * len(rows) > limits.cells:
        raise Unreadable(f"“{name}”的工作表“{sheet.name}”过宽（{last - first + 1} 列），请删去多余的空列后再读入。")
    blank: list[Cell] = [None] * (last - first + 1)
    out = [blank] * (last_row - first_row + 1)
    for number, cells in rows.items():
        line: list[Cell] = [None] * (last - first + 1)
        for column, value in cells.items():
            line[column - first] = value
        out[number - first_row] = line
    table = Table(sheet.name, out, first_row, first, ranges, sheet.hidden, very_hidden=sheet.very_hidden)
    _fill(table, rows)
    return table


def _fill(table: Table, rows: dict[int, dict[int, Cell]]) -> None:
    """Fill merged ranges, but only over rows that hold something: a blank row stays the shared one."""
    width = len(table.rows[0])
    numbers = sorted(rows)
    for top, left, bottom, right in table.merged:
        value = rows.get(top, {}).get(left)
        if value is None:
            continue
        for number in (n for n in numbers if top <= n <= bottom):
            line = table.rows[number - table.first_row]
            for c in range(max(0, left - table.first_column), min(width, right - table.first_column + 1)):
                line[c] = value


def _cells(container: zipfile.ZipFile, sheet: SheetPart, book: _Book, name: str) -> Iterator[tuple[str, int, int, Any]]:
    try:
        with container.open(sheet.path) as stream:
            row, column = 0, 0
            events = etree.iterparse(
                stream, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
            )
            for event, element in events:
                tag = _tag(element)
                if event == "start":
                    if tag == "row":
                        written = element.get("r", "")
                        row = int(written) if written.isdecimal() and len(written) < 9 else row + 1
                        column = 0
                    continue
                if tag == "c":
                    match = _REF.match(element.get("r", ""))
                    here, column = (int(match[2]), column_number(match[1])) if match else (row, column + 1)
                    value = _value(element, book, sheet.base)
                    if value is not None and 0 < here <= MAX_ROW and column <= MAX_COLUMN:
                        yield "cell", here, column, value
                    element.clear()
                elif tag == "row":
                    parent = element.getparent()
                    element.clear()
                    while parent is not None and len(parent) > 1:
                        del parent[0]
                elif tag == "mergeCell":
                    ends = [_REF.match(p) for p in element.get("ref", "").split(":")]
                    if len(ends) == 2 and ends[0] and ends[1]:
                        (a, b), (c, d) = ends[0].groups(), ends[1].groups()
                        yield "merge", 0, 0, (int(b), column_number(a), int(d), column_number(c))
    except (etree.XMLSyntaxError, KeyError, *BROKEN) as error:
        raise Unreadable(f"“{name}”的工作表“{sheet.name}”已损坏，请用办公软件打开并另存后再试。") from error


def _value(cell: Any, book: _Book, base: dt.date) -> Cell:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter() if _tag(t) == "t") or None
    text = next((child.text or "" for child in cell if _tag(child) == "v"), "")
    if not text:
        return None
    if kind == "s":
        return book.strings[int(text)] or None if text.isdecimal() and int(text) < len(book.strings) else None
    if kind == "b":
        return text.strip() == "1"
    if kind in ("str", "e", "d"):
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    style = cell.get("s", "0")
    if style.isdecimal() and int(style) in book.date_styles and 1 <= number < 2_958_466:
        day = base + dt.timedelta(days=int(number))
        seconds = round((number - int(number)) * 86_400)
        return f"{day.isoformat()} {dt.timedelta(seconds=seconds)}" if seconds else day
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _shared_strings(container: zipfile.ZipFile, name: str) -> list[str]:
    data = part(container, "xl/sharedStrings.xml", name)
    if data is None:
        return []
    found: list[str] = []
    for item in parse_xml(data, name, "xl/sharedStrings.xml"):
        if _tag(item) == "si":
            found.append("".join(t.text or "" for t in item.iter() if _tag(t) == "t" and _tag(t.getparent()) != "rPh"))
    return found


def _date_styles(container: zipfile.ZipFile, name: str) -> frozenset[int]:
    """Numbers of the cell styles that show dates."""
    data = part(container, "xl/styles.xml", name)
    if data is None:
        return frozenset()
    root = parse_xml(data, name, "xl/styles.xml")
    custom = {
        int(f.get("numFmtId")): f.get("formatCode", "")
        for f in root.iter()
        if _tag(f) == "numFmt" and f.get("numFmtId", "").isdecimal()
    }
    found: set[int] = set()
    for number, style in enumerate(s for group in root if _tag(group) == "cellXfs" for s in group):
        code = style.get("numFmtId", "0")
        if code.isdecimal() and (int(code) in _DATE_FORMATS or _DATE_CODE.search(_LITERAL.sub("", custom.get(int(code), "")))):
            found.add(number)
    return frozenset(found)
