"""Tables of PDFs: every row and cell over many pages, merged cells, rows cut by the page break, tables that stay apart."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib import colors
from reportlab.platypus import PageBreak, Spacer, Table, TableStyle

from ingest.readers import Canonical, read
from tests.readers.pdf_making import (
    BODY,
    PARAGRAPHS,
    PLAIN,
    TITLE,
    Paragraph,
    cells,
    drawn_pdf,
    grid_table,
    heads_and_numbers,
    story_pdf,
)

HEAD = ["序号", "事项名称", "类别", "实施依据"]
WIDTHS = [40, 150, 60, 200]


def power_rows(count: int, group: int = 5) -> list[list[str]]:
    """Rows whose third column is merged over ``group`` rows."""
    return [
        [
            str(i),
            f"对第{i}类违法设置户外设施行为的处罚",
            f"类别{(i - 1) // group + 1}" if i % group == 1 else "",
            f"《样例区管理办法》第{i}条第二款：违反本办法规定的，由有关部门责令限期改正，逾期不改正的处{i * 100}元罚款。",
        ]
        for i in range(1, count + 1)
    ]


def filled(rows: Sequence[Sequence[str]], column: int = 2) -> list[list[str]]:
    """The rows with the merged column filled."""
    out, last = [], ""
    for row in rows:
        last = row[column] or last
        out.append([*row[:column], last, *row[column + 1 :]])
    return out


def spans(count: int, group: int = 5, column: int = 2) -> list[Any]:
    return [((column, 1 + k), (column, min(k + group, count))) for k in range(0, count, group)]


@pytest.mark.parametrize("count", [65, 143])
def test_a_list_over_many_pages_is_one_table(tmp_path: Path, count: int) -> None:
    rows = power_rows(count)
    story = [Paragraph("样例区街道赋权清单", TITLE), grid_table([HEAD, *rows], WIDTHS, spans(count), repeatRows=1)]
    canonical = read(story_pdf(tmp_path / "清单.pdf", [*story, Paragraph(PARAGRAPHS[0], BODY)], heads_and_numbers))
    (table,) = canonical.tables
    assert table.rows == [HEAD, *filled(rows)]
    assert table.title == "样例区街道赋权清单"
    assert table.merged == [(2 + k, 3, min(k + 5, count) + 1, 3) for k in range(0, count, 5) if min(k + 5, count) > k + 1]
    pages = [page for page, _ in table.row_places]
    assert len(pages) == count + 1
    assert pages == sorted(pages)
    assert pages[-1] == len(canonical.pages) > 3
    unit = next(u for u in canonical.units if u.unit == "表1")
    assert (unit.status, unit.rows) == ("read", count + 1)
    assert f"第1—{pages[-1]}页" in unit.detail


def test_rows_are_cell_blocks_of_the_text_with_a_place_for_each_cell(tmp_path: Path) -> None:
    rows = power_rows(30)
    canonical = read(story_pdf(tmp_path / "清单.pdf", [grid_table([HEAD, *rows], WIDTHS, spans(30), repeatRows=1)]))
    texts = [canonical.text[b.start : b.end] for b in canonical.blocks]
    assert {b.kind for b in canonical.blocks} == {"cell"}
    assert texts == ["\t".join(row) for row in [HEAD, *filled(rows)]]
    by_text = {canonical.text[p.start : p.end]: p for p in canonical.places}
    for row in rows:
        assert row[3] in by_text
        assert by_text[row[3]].page == canonical.tables[0].row_places[int(row[0])][0]


def test_a_heading_of_two_rows_is_dropped_where_it_is_repeated(tmp_path: Path) -> None:
    head = [["序号", "事项", "", "层级", ""], ["", "名称", "类型", "区级", "街镇"]]
    rows = [[str(i), f"事项{i}", "处罚", "√" if i % 2 else "", "√" if i % 3 else ""] for i in range(1, 91)]
    spanned = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))]
    path = story_pdf(tmp_path / "清单.pdf", [grid_table([*head, *rows], [40, 150, 80, 80, 80], spanned, repeatRows=2)])
    (table,) = read(path).tables
    assert table.rows[:2] == [["序号", "事项", "事项", "层级", "层级"], ["序号", "名称", "类型", "区级", "街镇"]]
    assert table.rows[2:] == [[c or None for c in row] for row in rows]


def test_without_a_repeated_heading_and_with_a_totals_row(tmp_path: Path) -> None:
    rows = [[str(i), f"街道{i}的执法事项与说明", f"{i * 3}"] for i in range(1, 71)]
    rows.append(["合计", "", "7455"])
    table_ = grid_table([["序号", "名称", "数量"], *rows], [60, 250, 100], [((0, 71), (1, 71))])
    (table,) = read(story_pdf(tmp_path / "清单.pdf", [table_])).tables
    assert len(table.rows) == 72
    assert table.rows[1:-1] == rows[:-1]
    assert table.rows[-1] == ["合计", "合计", "7455"]


def test_another_table_on_the_next_page_is_not_joined(tmp_path: Path) -> None:
    first = [[str(i), f"事项{i}", f"{i}"] for i in range(1, 11)]
    second = [[str(i), f"街道{i}", f"{i}"] for i in range(1, 11)]
    widths = [60, 200, 100]
    story = [
        grid_table([["序号", "事项", "数量"], *first], widths),
        PageBreak(),
        grid_table([["编号", "街道", "人数"], *second], widths),
    ]
    assert [len(t.rows) for t in read(story_pdf(tmp_path / "甲.pdf", story)).tables] == [11, 11]
    titled = [*story[:2], Paragraph("表二街道人员", PLAIN)]
    titled.append(grid_table([["序号", "事项", "数量"], *second], widths))
    assert [t.title for t in read(story_pdf(tmp_path / "乙.pdf", titled)).tables] == ["", "表二街道人员"]


def test_a_table_with_a_caption_that_says_it_is_continued(tmp_path: Path) -> None:
    widths = [60, 200, 100]
    head = ["序号", "事项", "数量"]
    rows = [[str(i), f"事项{i}", f"{i}"] for i in range(1, 21)]
    for caption in ("续表", "表1（续）", "续表1"):
        story = [Paragraph("表1 事项清单", PLAIN), grid_table([head, *rows[:10]], widths), PageBreak(), Paragraph(caption, PLAIN)]
        story.append(grid_table([head, *rows[10:]], widths))
        canonical = read(story_pdf(tmp_path / "续.pdf", story))
        assert [t.rows for t in canonical.tables] == [[head, *rows]]
        assert caption not in canonical.text
        assert caption in canonical.units[1].detail


def test_the_text_between_two_tables_keeps_them_apart_and_in_order(tmp_path: Path) -> None:
    story: list[Any] = []
    for k in range(4):
        story += [Paragraph(f"附表{k + 1}", PLAIN), grid_table([["序号", "名称"], ["1", f"名称{k}"]], [60, 200]), Spacer(1, 12)]
    canonical = read(story_pdf(tmp_path / "四.pdf", story))
    assert [t.title for t in canonical.tables] == ["附表1", "附表2", "附表3", "附表4"]
    assert canonical.text.split("\n") == [x for k in range(4) for x in (f"附表{k + 1}", "序号\t名称", f"1\t名称{k}")]


def test_open_sides_double_lines_and_filled_rectangles_as_lines(tmp_path: Path) -> None:
    rows = [["序号", "名称", "数量"], ["1", "甲街道", "3"], ["2", "乙街道", "4"]]
    open_sides = Table(
        cells(rows),
        colWidths=[60, 200, 100],
        style=TableStyle([("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)]),
    )
    twice = [("GRID", (0, 0), (-1, -1), 0.3, colors.black, None, None, None, 2, 1)]
    double = Table(cells(rows), colWidths=[60, 200, 100], style=TableStyle(twice))
    for name, made in (("开", open_sides), ("双", double)):
        (table,) = read(story_pdf(tmp_path / f"{name}.pdf", [made])).tables
        assert table.rows == rows, name

    def bars(page: Any) -> None:
        for x in (100, 160, 360):
            page.rect(x, 640, 0.6, 60, stroke=0, fill=1)
        for y in (640, 660, 680, 700):
            page.rect(100, y, 260, 0.6, stroke=0, fill=1)
        for i, (a, b) in enumerate((("序号", "名称"), ("1", "甲街道"), ("2", "乙街道"))):
            page.drawString(105, 685 - 20 * i, a)
            page.drawString(165, 685 - 20 * i, b)

    (table,) = read(drawn_pdf(tmp_path / "条.pdf", bars)).tables
    assert table.rows == [["序号", "名称"], ["1", "甲街道"], ["2", "乙街道"]]


def test_columns_without_lines_where_they_are_plain(tmp_path: Path) -> None:
    rows = [["序号", "单位名称", "在编人数", "持证人数"]]
    rows += [[str(i), f"第{i}街道执法队", f"{30 + i}", f"{20 + i}"] for i in range(1, 13)]

    def draw(page: Any) -> None:
        page.drawString(72, 760, "样例区各街道执法队人员情况表")
        for i, row in enumerate(rows):
            for x, cell in zip((72, 130, 300, 420), row, strict=True):
                page.drawString(x, 730 - 20 * i, cell)
        page.drawString(72, 430, "以上数据由区城市管理局提供。")

    canonical = read(drawn_pdf(tmp_path / "无线.pdf", draw))
    (table,) = canonical.tables
    assert table.rows == rows
    assert canonical.text.endswith("\n以上数据由区城市管理局提供。")


def test_frames_underlines_and_boxes_are_no_tables(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.rect(50, 50, 495, 742)
        page.drawString(72, 700, "街道名称：")
        page.line(140, 698, 300, 698)
        page.rect(72, 500, 300, 100)
        page.drawString(90, 560, "提示：先劝阻，再移交。")

    canonical = read(drawn_pdf(tmp_path / "框.pdf", draw))
    assert canonical.tables == []
    assert canonical.text == "街道名称：\n提示：先劝阻，再移交。"


def test_upright_words_in_a_narrow_cell_and_words_drawn_sideways(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for x in (100, 130, 330):
            page.line(x, 500, x, 700)
        for y in (500, 600, 700):
            page.line(100, y, 330, y)
        for i, c in enumerate("环境保护"):
            page.drawString(109, 680 - 18 * i, c)
        page.drawString(135, 650, "噪声扰民")
        page.saveState()
        page.translate(119, 520)
        page.rotate(90)
        page.drawString(0, 0, "市容")
        page.restoreState()
        page.drawString(135, 550, "占道经营")

    (table,) = read(drawn_pdf(tmp_path / "竖.pdf", draw)).tables
    assert table.rows == [["环境保护", "噪声扰民"], ["市容", "占道经营"]]


def test_a_table_beside_turned_pages(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.setPageRotation(90)
        for x in (60, 160, 400):
            page.line(x, 300, x, 420)
        for y in (300, 360, 420):
            page.line(60, y, 400, y)
        for x, y, text in ((70, 390, "街道"), (170, 390, "执法队"), (70, 330, "甲街道"), (170, 330, "甲街道综合行政执法队")):
            page.drawString(x, y, text)

    (table,) = read(drawn_pdf(tmp_path / "横.pdf", draw)).tables
    assert table.rows == [["街道", "执法队"], ["甲街道", "甲街道综合行政执法队"]]


# Word files that LibreOffice lays out: rows cut by the page break, as offices' own PDFs have them


def _soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("soffice is missing")
        pytest.skip("soffice is missing")
    return found


def _laid_out(document: Any, tmp_path: Path) -> Canonical:
    soffice = _soffice()
    document.save(tmp_path / "清单.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "清单.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return read(tmp_path / "清单.pdf")


@pytest.mark.parametrize("repeat", [True, False])
def test_rows_that_a_page_break_cuts_are_whole_again(tmp_path: Path, repeat: bool) -> None:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    head = ["序号", "类别", "事项", "说明"]
    rows = []
    for i in range(1, 67):
        text = "".join(f"第{i}项之{k}，由街道办事处牵头，区城市管理局配合，逾期未办结的移交处理。" for k in range(1, i % 6 + 3))
        rows.append([str(i), f"类别{(i - 1) // 6 + 1}" if i % 6 == 1 else "", f"事项{i}的名称写得稍微长一些以便折行", text])
    made = document.add_table(rows=0, cols=4)
    made.style = "Table Grid"
    for row in [head, *rows]:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = value
    if repeat:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(mark)
    for k in range(0, 66, 6):
        merged = made.cell(1 + k, 1).merge(made.cell(6 + k, 1))
        merged.text = rows[k][1]
    document.add_paragraph(PARAGRAPHS[0])
    canonical = _laid_out(document, tmp_path)
    (table,) = canonical.tables
    assert table.rows == [head, *filled(rows, 1)]
    assert "断开的" in next(u.detail for u in canonical.units if u.unit == "表1")
    assert canonical.text.endswith(PARAGRAPHS[0])
