"""A table as a file that Excel opens 表格输出: CSV or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

LONGEST_CELL = 32_000
"""Excel refuses cells of more than 32,767 characters."""
_WIDEST = 48


def sheet_bytes(headings: Sequence[str], rows: Sequence[Sequence[Any]], format: str, title: str) -> bytes:
    """The table as ``csv`` (UTF-8 with BOM) or ``xlsx``. Text that a spreadsheet would run as a formula stays text."""
    return _csv(headings, rows) if format == "csv" else _xlsx(headings, rows, title)


def _csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in (headings, *rows):
        writer.writerow([f"'{c}" if isinstance(c, str) and c[:1] in ("=", "+", "-", "@", "\t") else c for c in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _xlsx(headings: Sequence[str], rows: Sequence[Sequence[Any]], title: str) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(title)
        head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "valign": "vcenter"})
        for column, heading in enumerate(headings):
            sheet.write(0, column, heading, head)
            longest = max((len(str(r[column])) for r in rows[:200] if column < len(r) and r[column] is not None), default=0)
            sheet.set_column(column, column, min(_WIDEST, 2 + 2 * max(len(heading), longest)))
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell[:LONGEST_CELL] if isinstance(cell, str) else cell)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
