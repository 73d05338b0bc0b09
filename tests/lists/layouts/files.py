"""Layouts written as files: xlsx, csv, docx, html, xls and pdf."""

from __future__ import annotations

import csv
import datetime as dt
import html
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from tests.lists import making

from .model import Layout, Sheet


def shown(value: Any) -> str:
    """A cell as a document shows it."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def write(layout: Layout, file_format: str, folder: Path) -> Path:
    """The layout as a file of that format (xls is made from xlsx by :func:`to_xls`)."""
    path = folder / f"{layout.stem}.{file_format}"
    {"xlsx": _xlsx, "csv": _csv, "docx": _docx, "html": _html, "pdf": _pdf}[file_format](layout, path)
    return path


def _xlsx(layout: Layout, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in layout.sheets:
        made = book.create_sheet(sheet.name)
        for row in sheet.rows:
            made.append(list(row))
        for top, left, bottom, right in sheet.merged:
            made.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for number in sheet.hidden_rows:
            made.row_dimensions[number].hidden = True
        for column in sheet.hidden_columns:
            made.column_dimensions[get_column_letter(column)].hidden = True
        for column in sheet.percent_columns:
            for (cell,) in made.iter_rows(min_col=column, max_col=column):
                cell.number_format = "0%"
        if sheet.hidden:
            made.sheet_state = "hidden"
    book.save(path)


def _csv(layout: Layout, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[shown(c) for c in row] for row in layout.sheets[0].rows])


def _spans(sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Merged cells: first cell → rows and columns that it spans; and the cells that it covers."""
    spans, covered = {}, set()
    for top, left, bottom, right in sheet.merged:
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)} - {(top, left)}
    return spans, covered


def _docx(layout: Layout, path: Path) -> None:
    body = ""
    for sheet in layout.sheets:
        spans, covered = _spans(sheet)
        lines = []
        for y, row in enumerate(sheet.rows, 1):
            cells = []
            for x, value in enumerate(row, 1):
                above = next((c for c in spans if c[1] == x and c[0] < y < c[0] + spans[c][0]), None)
                if above is not None:
                    cells.append(making.cell("", spans[above][1], "continue"))
                elif (y, x) in spans:
                    down, right = spans[y, x]
                    cells.append(making.cell(html.escape(shown(value)), right, "restart" if down > 1 else ""))
                elif (y, x) not in covered:
                    cells.append(making.cell(html.escape(shown(value))))
            lines.append(cells)
        body += making.paragraph(html.escape(sheet.caption) if sheet.caption else " ") + making.table(*lines)
    making.docx(path, body)


def _html(layout: Layout, path: Path) -> None:
    out = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>清单</title></head><body>"]
    for sheet in layout.sheets:
        spans, covered = _spans(sheet)
        out.append(f"<p>{html.escape(sheet.caption)}</p><table border='1'>")
        for y, row in enumerate(sheet.rows, 1):
            out.append("<tr>")
            for x, value in enumerate(row, 1):
                if (y, x) in covered:
                    continue
                down, right = spans.get((y, x), (1, 1))
                attributes = (f" rowspan='{down}'" if down > 1 else "") + (f" colspan='{right}'" if right > 1 else "")
                words = html.escape(shown(value)).replace("\n", "<br>").replace("&lt;br&gt;", "<br>")
                out.append(f"<td{attributes}>{words}</td>")
            out.append("</tr>")
        out.append("</table>")
    path.write_text("".join(out) + "</body></html>", encoding="utf-8")


def _pdf(layout: Layout, path: Path) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=11, wordWrap="CJK")
    story: list[Any] = []
    page = landscape(A4)
    for sheet in layout.sheets:
        if sheet.caption:
            story.append(Paragraph(html.escape(sheet.caption), style))
        width = max(map(len, sheet.rows))
        cells = [
            [Paragraph(html.escape(shown(c)).replace("\n", "<br/>").replace("&lt;br&gt;", "<br/>"), style) for c in row]
            for row in sheet.rows
        ]
        commands: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        commands += [("SPAN", (le - 1, to - 1), (ri - 1, bo - 1)) for to, le, bo, ri in sheet.merged]
        story += [Table(cells, colWidths=[(page[0] - 60) / width] * width, style=commands, splitByRow=1), Spacer(1, 30)]
    SimpleDocTemplate(str(path), pagesize=page, leftMargin=30, rightMargin=30, topMargin=40, bottomMargin=40).build(story)


def to_xls(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Workbooks as xls, by LibreOffice in one go; none where it is not there."""
    office = shutil.which("soffice")
    if office is None or not paths:
        return []
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xls", "--outdir"]
    subprocess.run([*command, str(folder), *map(str, paths)], check=True, capture_output=True, timeout=240)
    return [folder / f"{p.stem}.xls" for p in paths]
