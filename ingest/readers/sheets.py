"""Excel 表格文件: xlsx and xls by calamine, csv of any encoding."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from graph.evidence import UnitStatus

from .canonical import Canonical, Cell, Table, Unreadable
from .limits import Limits


def read_workbook(canonical: Canonical, path: Path, limits: Limits) -> None:
    """Every sheet of a workbook, hidden ones marked; charts and the like are reported as skipped."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        metadata = book.sheets_metadata
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(f"“{canonical.name}”打不开：不是完好的 Excel 文件，请用 Excel 打开后另存。") from error
    for sheet in metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            canonical.units.append(UnitStatus(sheet.name, "skipped", "不是普通工作表（图表或宏表）"))
            continue
        try:
            table = _sheet(book, sheet.name, limits)
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
        detail = "隐藏工作表" if table.hidden else ""
        if table.rows:
            canonical.tables.append(table)
            canonical.units.append(UnitStatus(sheet.name, "read", detail, len(table.rows)))
        else:
            canonical.units.append(UnitStatus(sheet.name, "empty", detail))


def _sheet(book: CalamineWorkbook, name: str, limits: Limits) -> Table:
    sheet = book.get_sheet_by_name(name)
    if sheet.height * sheet.width > limits.cells:
        raise Unreadable(f"工作表“{name}”有 {sheet.height} 行 {sheet.width} 列，超过上限，请删去空行空列后另存。")
    start = sheet.start or (0, 0)
    rows = [[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=True)]
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
    """A csv or tsv; the delimiter is the one that the first lines agree on."""
    head = text[:20_000]
    delimiter = max(",\t;|", key=lambda d: _agreement(head, d))
    csv.field_size_limit(10_000_000)
    try:
        rows: list[list[Cell]] = [
            [c if c.strip() else None for c in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Unreadable(f"“{canonical.name}”不是规整的 CSV（{error}），请用 Excel 打开后另存为 CSV。") from error
    width = max((len(r) for r in rows), default=0)
    if len(rows) * width > limits.cells:
        raise Unreadable(f"“{canonical.name}”有 {len(rows)} 行，超过上限，请拆分后再载入。")
    for row in rows:
        if len(row) < width:
            row.extend([None] * (width - len(row)))
    while rows and all(c is None for c in rows[-1]):
        rows.pop()
    if rows:
        canonical.tables.append(Table(stem, rows))
    canonical.units.append(UnitStatus(stem, "read" if rows else "empty", "", len(rows)))


def _agreement(head: str, delimiter: str) -> tuple[int, int]:
    counts = [line.count(delimiter) for line in head.split("\n")[:20] if line.strip()]
    common = max(set(counts), key=counts.count) if counts else 0
    return (counts.count(common) if common else 0, common)
