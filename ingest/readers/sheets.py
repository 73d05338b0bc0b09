"""Excel 表格文件: xlsx and xls by calamine, csv of any encoding."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from itertools import zip_longest
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from graph.evidence import RejectedRow, UnitStatus

from .apart import read_apart
from .canonical import Canonical, Cell, ColumnTable, Table, Unreadable
from .limits import Limits
from .package import BROKEN
from .sheet_hidden import Hidden, note_hidden
from .sheet_scan import MAX_COLUMN, SheetScan, scan_sheets
from .sparse import SheetPart, read_sparse, sheet_parts
from .xls_hidden import look_over

_BESIDE_BYTES = 50 << 20
_SWALLOWED = 30
"""Line ends in the last cell of a file from which on a quotation mark was never closed."""


_SAID = re.compile(r"sep=(.)\r?\n", re.I)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_COMMENT = re.compile(rb"<(?:\w+:)?comment\b")
_BOX = re.compile(rb"<(?:\w+:)?txBody\b(?:(?!</(?:\w+:)?txBody>).)*?<a:t>", re.S)
_BESIDE: tuple[tuple[str, re.Pattern[str], re.Pattern[bytes] | None, str], ...] = (
    ("批注", re.compile(r"xl/(?:comments\d*|comments/comment\d*)\.xml"), _COMMENT, "条批注未读入"),
    ("文本框", re.compile(r"xl/drawings/drawing\d*\.xml"), _BOX, "个文本框里的文字未读入，请移到单元格里"),
    ("图片", re.compile(r"xl/media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?)", re.I), None, "幅图片未读入；如是扫描件，请另存后载入"),
)
"""What a workbook may hold beside its cells: title, its parts, what to count in them, and how it is told."""


def read_workbook(canonical: Canonical, path: Path, limits: Limits) -> None:
    """Every sheet of a workbook, hidden ones marked; charts and the like are reported as skipped.

    An xlsx is looked over first: a sheet with a stray cell far out would be laid out in full by the library, and is read
    cell by cell instead; what failed formulas show is put in, since the library leaves it out.
    """
    parts: list[SheetPart] = []
    scans: dict[str, SheetScan] = {}
    beside: list[UnitStatus] = []
    if canonical.format != "xls":  # xlsx, and what was converted to it
        try:
            with zipfile.ZipFile(path) as container:
                if "xl/workbook.xml" not in container.namelist():
                    raise Unreadable(f"“{canonical.name}”是二进制工作簿或不完整的工作簿，请用 Excel 另存为 xlsx。")
                parts = sheet_parts(container, canonical.name)
                scans = scan_sheets(container, canonical.name)
                _report_uncached(canonical, parts, scans)
                beside = _beside(container)
                if any(scan.needs_sparse(limits) for scan in scans.values()):
                    for part in parts:
                        hidden = scans[part.path].hidden if part.path in scans else None
                        _keep(canonical, read_sparse(container, part, canonical.name, limits), hidden)
                    canonical.units += beside
                    return
        except BROKEN as error:
            raise Unreadable(f"“{canonical.name}”不完整或已损坏，打不开，请重新下载或另存一份。") from error
    if canonical.format == "xls":
        _read_xls(canonical, path, limits)
        return
    try:
        book = open_book(path)
        metadata = book.sheets_metadata
    except PasswordError as error:
        raise Unreadable(f"“{canonical.name}”设有密码，打不开；请去掉密码后另存再载入。") from error
    except Exception as error:
        raise Unreadable(f"“{canonical.name}”打不开：不是完好的 Excel 文件，请用 Excel 打开后另存。") from error
    except BaseException as error:  # a panic of native code over damaged bytes
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Unreadable(f"“{canonical.name}”打不开：文件内容损坏，请用 Excel 打开后另存。") from error
    for number, sheet in enumerate(metadata):
        here = parts[number] if number < len(parts) else None
        scan = scans.get(here.path) if here is not None else None
        if sheet.typ != SheetTypeEnum.WorkSheet:
            canonical.units.append(UnitStatus(sheet.name, "skipped", "不是普通工作表（图表或宏表）"))
            continue
        try:
            if here is not None and here.name != sheet.name:  # of two sheets of one name the library gives the first
                with zipfile.ZipFile(path) as container:
                    table = read_sparse(container, here, canonical.name, limits)
            else:
                table = _sheet(book.get_sheet_by_name(sheet.name), sheet.name, limits, scan.errors if scan else {})
        except Unreadable:
            raise
        # calamine is native code: whatever a damaged sheet makes it raise must not lose the other sheets
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            canonical.units.append(
                UnitStatus(sheet.name, "unreadable", f"工作表损坏（{type(error).__name__}），请用 Excel 打开后另存")
            )
            continue
        table.hidden = sheet.visible != SheetVisibleEnum.Visible
        table.very_hidden = sheet.visible == SheetVisibleEnum.VeryHidden
        _keep(canonical, table, scan.hidden if scan else None)
    canonical.units += beside


def open_book(path: Path) -> CalamineWorkbook:
    """A workbook by its content: by a path the library goes by the suffix, and files are often misnamed."""
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _beside(container: zipfile.ZipFile) -> list[UnitStatus]:
    """Comments, text boxes and pictures of an xlsx: not read, and told."""
    out: list[UnitStatus] = []
    for title, part, counted, detail in _BESIDE:
        number = 0
        for info in container.infolist():
            if part.fullmatch(info.filename) and info.file_size < _BESIDE_BYTES:
                try:
                    number += 1 if counted is None else len(counted.findall(container.read(info)))
                except BROKEN:
                    out.append(UnitStatus(info.filename, "unreadable", "部件损坏，读不出来"))
        if number:
            out.append(UnitStatus(title, "skipped", f"{number} {detail}"))
    return out


def _read_xls(canonical: Canonical, path: Path, limits: Limits) -> None:
    hides = look_over(path)
    seen: set[str] = set()
    for number, sheet in enumerate(read_apart(path, canonical.name)):
        again = sheet.name in seen
        seen.add(sheet.name)
        if again:
            canonical.units.append(
                UnitStatus(f"{sheet.name} (第{number + 1}张)", "unreadable", "与前面的工作表同名，未读入；请改名后再载入")
            )
        elif not sheet.plain:
            canonical.units.append(UnitStatus(sheet.name, "skipped", "不是普通工作表（图表或宏表）"))
        elif sheet.failed:
            canonical.units.append(UnitStatus(sheet.name, "unreadable", f"工作表损坏（{sheet.failed}），请用 Excel 打开后另存"))
        else:
            table = _sheet(sheet, sheet.name, limits, {})
            table.hidden, table.very_hidden = sheet.hidden, number in hides.very
            _keep(canonical, table, hides.sheets.get(number))
    if hides.comments:
        canonical.units.append(UnitStatus("批注", "skipped", f"{hides.comments} 条批注未读入"))


def _keep(canonical: Canonical, table: Table, hidden: Hidden | None) -> None:
    note_hidden(table, hidden)
    if table.rows:
        canonical.tables.append(table)
        canonical.units.append(UnitStatus(table.name, "read", f"{table.note}，一并读入" if table.note else "", len(table.rows)))
    else:
        canonical.units.append(UnitStatus(table.name, "empty", table.note))


def _report_uncached(canonical: Canonical, parts: list[SheetPart], scans: dict[str, SheetScan]) -> None:
    for part in parts:
        missing = scans[part.path].uncached if part.path in scans else 0
        if missing:
            canonical.rejected.append(
                RejectedRow(
                    part.name, f"{missing} 个公式没有保存计算结果，按空格处理", "请用 Excel 打开该文件、重新计算并保存后再载入"
                )
            )


def _sheet(sheet: Any, name: str, limits: Limits, errors: dict[tuple[int, int], str]) -> Table:
    if sheet.height * sheet.width > limits.cells:
        raise Unreadable(f"工作表“{name}”有 {sheet.height} 行 {sheet.width} 列，超过上限，请删去空行空列后另存。")
    start = sheet.start or (0, 0)
    rows = [[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=True)]
    for (row, column), shown in errors.items():
        y, x = row - 1 - start[0], column - 1 - start[1]
        if 0 <= y < len(rows) and 0 <= x < len(rows[y]):
            rows[y][x] = shown
    merged = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        merged.append((top + 1, left + 1, bottom + 1, right + 1))
        _fill(rows, top - start[0], left - start[1], bottom - start[0], right - start[1])
    while rows and all(c is None for c in rows[-1]):
        rows.pop()
    return Table(name, rows, start[0] + 1, start[1] + 1, merged)


def _fill(rows: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    if not (0 <= top < len(rows)) or not rows or not (0 <= left < len(rows[0])):
        return
    value = rows[top][left]
    for y in range(top, min(bottom, len(rows) - 1) + 1):
        for x in range(left, min(right, len(rows[y]) - 1) + 1):
            rows[y][x] = value


def _cell(value: Any) -> Cell:
    if value == "" or value is None:
        return None
    if isinstance(value, str):
        text = value.replace("_x000D_", "").replace("\r\n", "\n").strip()
        return text or None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, bool | int | float | dt.date):
        return value
    return str(value)


def read_csv(canonical: Canonical, text: str, stem: str, limits: Limits) -> None:
    """A csv or tsv; the delimiter is the one that the first lines agree on. Rows are counted as a spreadsheet counts them."""
    head = text[:20_000]
    if said := _SAID.match(head):  # what Excel takes for a hint to itself
        text = text[said.end() :]
        delimiter = said[1]
    else:
        delimiter = _delimiter(_QUOTED.sub("", head))
    columns = _plain_columns(text, delimiter) or _quoted_columns(canonical, text, stem, delimiter, limits)
    count = len(columns[0]) if columns else 0
    if len(columns) > MAX_COLUMN:
        reason = f"有 {len(columns)} 列，超过电子表格的上限 {MAX_COLUMN} 列，请核对分隔符或换行后再载入"
        raise Unreadable(f"“{canonical.name}”{reason}。")
    if count * len(columns) > limits.cells:
        raise Unreadable(f"“{canonical.name}”有 {count} 行，超过上限，请拆分后再载入。")
    blanked = [_without_blanks(c) for c in columns]
    while count and all(c[count - 1] is None for c in blanked):
        count -= 1
    if count:
        canonical.tables.append(ColumnTable(stem, [c[:count] if len(c) > count else c for c in blanked]))
    canonical.units.append(UnitStatus(stem, "read" if count else "empty", "", count))


def _plain_columns(text: str, delimiter: str) -> list[list[str]]:
    """The columns of a text without quotation marks in which every line has the same number of cells; else nothing."""
    if '"' in text or "\r" in text:
        return []
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        return []
    width = lines[0].count(delimiter) + 1
    if width > MAX_COLUMN:
        return [[""]] * width
    if any(line.count(delimiter) + 1 != width for line in lines):
        return []
    flat = delimiter.join(lines).split(delimiter)
    return [flat[j::width] for j in range(width)]


def _quoted_columns(canonical: Canonical, text: str, stem: str, delimiter: str, limits: Limits) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(f"“{canonical.name}”不是规整的 CSV（{error}），请用 Excel 打开后另存为 CSV。") from error
    if rows and rows[-1] and (text.count('"') % 2 or rows[-1][-1].count("\n") > _SWALLOWED):
        number = len(rows)
        canonical.rejected.append(
            RejectedRow(
                f"{stem}!第{number}行", "有一个没有闭合的引号，其后各行被并成了一格，未读入", "请改正该行的引号后重新读入"
            )
        )
        rows.pop()
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMN:
        return [[""]] * width
    if len(rows) * width > limits.cells:
        raise Unreadable(f"“{canonical.name}”有 {len(rows)} 行，超过上限，请拆分后再载入。")
    return [list(column) for column in zip_longest(*rows, fillvalue="")]


def _without_blanks(column: list[str]) -> list[Cell]:
    blank = {c for c in set(column) if not c or c.isspace()}
    return [None if c in blank else c for c in column] if blank else list(column)


def _delimiter(head: str) -> str:
    """What the first lines agree on; signs that stand in Chinese sentences only where nothing else does."""
    best = max(",\t;|", key=lambda d: _agreement(head, d))
    if _agreement(head, best)[1]:
        return best
    rare = max("^~，；", key=lambda d: _agreement(head, d))
    lines = [line for line in head.split("\n")[:20] if line.strip()]
    return rare if len(lines) > 1 and _agreement(head, rare)[0] == len(lines) else best


def _agreement(head: str, delimiter: str) -> tuple[int, int]:
    counts = [line.count(delimiter) for line in head.split("\n")[:20] if line.strip()]
    common = max(set(counts), key=counts.count) if counts else 0
    return (counts.count(common) if common else 0, common)
