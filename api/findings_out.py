"""Findings as a person takes them away 输出: a table on screen, JSON, CSV that Excel opens, XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from rich.table import Table

FORMATS = ("json", "csv", "xlsx")
STATUS_ZH = {"yes": "成立", "no": "不成立", "unknown": "不能确定"}
BASIS_ZH = {"data": "数据", "stated": "文件陈述", "both": "数据与陈述"}
_HEADINGS = (
    "代码",
    "名称",
    "结论",
    "依据类型",
    "对象",
    "区域",
    "事项",
    "严重度",
    "说明",
    "缺少的清单",
    "法律依据",
    "处置建议",
    "来源文件",
    "位置",
    "原文",
)


_RATIOS = {"对象": 3, "区域": 3, "事项": 3, "说明": 8, "出处": 4}


def _cells(row: dict[str, Any]) -> list[Any]:
    evidence = row.get("evidence") or []
    return [
        row["code"],
        row["title"],
        STATUS_ZH.get(row["status"], row["status"]),
        BASIS_ZH.get(row["basis"], row["basis"]),
        row["subject"]["name"],
        (row.get("area") or {}).get("name") or "",
        row.get("topic") or "",
        row.get("severity"),
        row.get("summary") or "",
        "；".join(row.get("missing") or []),
        row.get("legal_hook") or "",
        row.get("remedy") or "",
        "\n".join(_document(e) for e in evidence),
        "\n".join(e["locator"] for e in evidence),
        "\n".join(e["quote"] for e in evidence),
    ]


def _document(evidence: dict[str, Any]) -> str:
    document = evidence["document"]
    return str(document["name"] if isinstance(document, dict) else document)


def summary_table(rows: Sequence[dict[str, Any]]) -> Table:
    """How many findings of each kind hold, do not hold, and cannot be decided."""
    table = Table(title=f"发现 {len(rows)} 条", title_justify="left")
    for heading, width in (("代码", 4), ("名称", 34), ("成立", 6), ("不能确定", 8), ("不成立", 6)):
        table.add_column(heading, justify="right" if width in (6, 8) else "left", width=width, no_wrap=True)
    table.add_column("例", max_width=80, overflow="fold")
    for code in sorted({str(r["code"]) for r in rows}):
        of = [r for r in rows if r["code"] == code]
        count = {status: sum(r["status"] == status for r in of) for status in STATUS_ZH}
        example = next((r for r in of if r["status"] == "yes"), of[0])
        table.add_row(
            code, of[0]["title"], str(count["yes"]), str(count["unknown"]), str(count["no"]), example.get("summary") or ""
        )
    return table


def as_table(rows: Sequence[dict[str, Any]]) -> Table:
    """A table for the terminal: one line a finding, with where its first evidence stands."""
    table = Table(title=f"发现 {len(rows)} 条", title_justify="left", show_lines=False)
    for heading in ("代码", "结论", "依据", "对象", "区域", "事项", "严重度", "说明", "出处"):
        table.add_column(heading, overflow="fold", ratio=_RATIOS.get(heading), no_wrap=heading in ("代码", "结论", "严重度"))
    for row in rows:
        first = (row.get("evidence") or [None])[0]
        where = f"{_document(first)} {first['locator']}" if first else "、".join(row.get("missing") or [])
        severity = row.get("severity")
        table.add_row(
            row["code"],
            STATUS_ZH.get(row["status"], row["status"]),
            BASIS_ZH.get(row["basis"], row["basis"]),
            row["subject"]["name"],
            (row.get("area") or {}).get("name") or "",
            row.get("topic") or "",
            "" if severity is None else f"{severity:.0f}",
            row.get("summary") or "",
            where,
        )
    return table


def as_bytes(rows: Sequence[dict[str, Any]], format: str) -> bytes:
    """The rows as JSON, CSV (UTF-8 with BOM, for Excel) or XLSX. Text that a spreadsheet would run as a formula stays text."""
    if format == "json":
        return json.dumps(list(rows), ensure_ascii=False, indent=2, default=str).encode()
    table = [_cells(row) for row in rows]
    return _csv(table) if format == "csv" else _xlsx(table)


def _csv(table: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    for cells in table:
        writer.writerow([f"'{c}" if isinstance(c, str) and c[:1] in "=+-@\t" else c for c in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _xlsx(table: Sequence[Sequence[Any]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("发现")
        head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (heading, width) in enumerate(
            zip(_HEADINGS, (7, 16, 9, 10, 18, 18, 16, 8, 40, 24, 30, 30, 24, 18, 50), strict=True)
        ):
            sheet.write(0, column, heading, head)
            sheet.set_column(column, column, width)
        for number, cells in enumerate(table, 1):
            for column, cell in enumerate(cells):
                # Excel refuses cells of more than 32,767 characters
                sheet.write(number, column, cell[:32000] if isinstance(cell, str) else cell, body)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(table), 1), len(_HEADINGS) - 1)
    return buffer.getvalue()
