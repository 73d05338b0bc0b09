"""Files as an office would send them, made for a test: a notice as pdf and docx, a list as xlsx, and what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

DISTRICT = "上海市闵行区"
FIRST_PAGE = (
    "关于调整闵行区街镇水务管理体制的通知",
    "各街道办事处、镇人民政府，区政府有关部门：",
    "为理顺街镇水务管理，现将有关事项通知如下。",
    "一、莘庄镇水务站由莘庄镇人民政府管理，业务上受区水务局指导。",
    "二、莘庄镇水务站核定编制8名，现有工作人员11名。",
    "三、区水务局保留水务行政处罚权，莘庄镇水务站没有行政处罚权。",
)
SECOND_PAGE = (
    "四、虹桥镇水务站由虹桥镇人民政府管理，核定编制6名。",
    "五、街镇城管中队由街道办事处、镇人民政府管理。",
    "六、七宝镇似可视情逐步承担河道日常巡查有关工作。",
)


def pdf(path: Path, pages: Sequence[Sequence[str]] = (FIRST_PAGE, SECOND_PAGE)) -> Path:
    """A notice on A4 pages."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("STSong-Light", 13)
        for number, line in enumerate(page):
            canvas.drawString(72, 760 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def word(path: Path, lines: Sequence[str] = (*FIRST_PAGE, *SECOND_PAGE)) -> Path:
    """The notice as a Word document."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


ROSTER = (
    ("机构名称", "机构类别", "主管单位", "服务区域", "编制数", "在岗数"),
    ("莘庄镇水务站", "派出机构", "区水务局", "莘庄镇", 8, 11),
    ("虹桥镇水务站", "派出机构", "区水务局", "虹桥镇", 6, 7),
    ("七宝镇水务站", "派出机构", "区水务局", "七宝镇", 9, 9),
)


def workbook(path: Path, rows: Sequence[Sequence[object]] = ROSTER) -> Path:
    """A roster of organisations, with a second sheet that holds nothing."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "机构名册"
    for row in rows:
        sheet.append(list(row))
    book.create_sheet("备注")
    book.save(str(path))
    return path


def broken(path: Path) -> Path:
    """A file that says it is a PDF and is not."""
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    return path
