"""Writing the sample's files so that the same rows give the same bytes: xlsx, csv, docx."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
import xlsxwriter
from docx.document import Document
from docx.shared import Pt

Row = Sequence[object]
_STAMP = dt.datetime(2024, 1, 1)


def write_csv(path: Path, rows: Iterable[Row], encoding: str = "utf-8-sig") -> None:
    """A csv; GB18030 for one that looks like an old system's export."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(["" if v is None else v for v in row] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))


class Book:
    """An xlsx with a title line, a heading of one or two rows, and cells merged downwards where a column repeats."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._book = xlsxwriter.Workbook(path)
        self._book.set_properties({"title": path.stem, "author": "条块示例", "created": _STAMP})
        border = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
        self._title = self._book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
        self._head = self._book.add_format({**border, "bold": True, "align": "center", "bg_color": "#E8E8E8"})
        self._cell = self._book.add_format(border)
        self._date = self._book.add_format({**border, "num_format": "yyyy-mm-dd"})
        self._note = self._book.add_format({"italic": True, "font_size": 9})

    def sheet(
        self,
        name: str,
        title: str,
        head: Sequence[str | tuple[str, Sequence[str]]],
        rows: Sequence[Row],
        merge: Sequence[int] = (),
        notes: Sequence[str] = (),
        widths: Sequence[int] = (),
    ) -> None:
        """A sheet. A head that is (上, [下, 下]) spans two rows; columns in ``merge`` are merged over equal neighbours."""
        sheet = self._book.add_worksheet(name)
        flat = [h for entry in head for h in (entry[1] if isinstance(entry, tuple) else [entry])]
        two = any(isinstance(entry, tuple) for entry in head)
        sheet.merge_range(0, 0, 0, len(flat) - 1, title, self._title)
        column = 0
        for entry in head:
            if isinstance(entry, tuple):
                sheet.merge_range(1, column, 1, column + len(entry[1]) - 1, entry[0], self._head)
                for offset, below in enumerate(entry[1]):
                    sheet.write(2, column + offset, below, self._head)
                column += len(entry[1])
            else:
                if two:
                    sheet.merge_range(1, column, 2, column, entry, self._head)
                else:
                    sheet.write(1, column, entry, self._head)
                column += 1
        first = 3 if two else 2
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column in range(len(flat)):
            self._column(sheet, first, column, [row[column] for row in rows], column in merge)
        for offset, note in enumerate(notes):
            sheet.write(first + len(rows) + offset, 0, note, self._note)
        sheet.freeze_panes(first, 0)

    def _column(self, sheet: xlsxwriter.worksheet.Worksheet, first: int, column: int, values: list[object], merge: bool) -> None:
        start = 0
        while start < len(values):
            stop = start + 1
            while merge and stop < len(values) and values[stop] == values[start]:
                stop += 1
            value = values[start]
            style = self._date if isinstance(value, dt.date) else self._cell
            if stop - start > 1:
                sheet.merge_range(first + start, column, first + stop - 1, column, value, style)
            elif value is None:
                sheet.write_blank(first + start, column, None, style)
            elif isinstance(value, dt.date):
                sheet.write_datetime(first + start, column, dt.datetime(value.year, value.month, value.day), style)
            else:
                sheet.write(first + start, column, value, style)
            start = stop

    def close(self) -> None:
        """Writes the file."""
        self._book.close()


def paper(title: str, number: str, paragraphs: Sequence[str]) -> Document:
    """A docx with a title, a 文号 and paragraphs; a paragraph that begins 一、 is a heading."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    document.core_properties.created = document.core_properties.modified = _STAMP
    document.core_properties.author = "条块示例"
    document.add_heading(title, level=0)
    if number:
        document.add_paragraph(number)
    for text in paragraphs:
        if text[:2] in ("一、", "二、", "三、", "四、", "五、", "六、"):
            document.add_heading(text, level=1)
        else:
            document.add_paragraph(text)
    return document


def save(document: Document, path: Path) -> None:
    """Saves a docx with fixed times in the archive, so that it is the same each time."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            target.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
