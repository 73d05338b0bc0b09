"""Text of PDFs: reading order, paragraphs, running heads, footnotes, columns, turned pages, and places on the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from ingest.readers import Cancelled, Canonical, read
from ingest.readers.canonical import Place, places_of
from tests.readers.pdf_making import BODY, FONT, PARAGRAPHS, PLAIN, TITLE, Paragraph, drawn_pdf, heads_and_numbers, story_pdf

LONG = ParagraphStyle("long", parent=BODY, spaceAfter=4)


def blocks(canonical: Canonical, *kinds: str) -> list[str]:
    return [canonical.text[b.start : b.end] for b in canonical.blocks if not kinds or b.kind in kinds]


def test_paragraphs_over_lines_and_pages_are_whole(tmp_path: Path) -> None:
    wanted = [f"第{i}段。{p}" for i in range(1, 31) for p in PARAGRAPHS]
    path = story_pdf(tmp_path / "文.pdf", [Paragraph(p, BODY) for p in wanted], heads_and_numbers)
    canonical = read(path)
    assert len(canonical.pages) > 5
    assert blocks(canonical) == wanted
    assert "文件汇编" not in canonical.text
    assert all("文件汇编" in u.detail and "页码" in u.detail for u in canonical.units)
    assert [u.unit for u in canonical.units] == [f"第{i}页" for i in range(1, len(canonical.pages) + 1)]


def test_paragraphs_without_indent_end_at_a_short_line(tmp_path: Path) -> None:
    wanted = [*PARAGRAPHS, "各街道、镇：", "特此通知。"]
    canonical = read(story_pdf(tmp_path / "文.pdf", [Paragraph(p, PLAIN) for p in wanted]))
    assert blocks(canonical) == wanted


def test_titles_are_headings_and_sections_have_levels(tmp_path: Path) -> None:
    story = [
        Paragraph("样例区人民政府办公室关于进一步理顺街道与区级部门职责关系若干事项的通知", TITLE),
        Paragraph("一、基本原则", BODY),
        Paragraph(PARAGRAPHS[0], BODY),
        Paragraph("（一）权责一致", BODY),
        Paragraph(PARAGRAPHS[1], BODY),
        Paragraph("1.编制清单，" + PARAGRAPHS[2], BODY),
    ]
    canonical = read(story_pdf(tmp_path / "文.pdf", story))
    assert [(b.kind, b.level) for b in canonical.blocks] == [
        ("heading", 1),
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("item", 0),
    ]
    assert blocks(canonical)[0].endswith("若干事项的通知")


def test_spaces_that_stand_between_chinese_characters_only_for_looks_are_left_out(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.drawString(72, 700, "样政发〔 2018 〕 9 号")
        page.drawString(72, 660, "通　　知")
        page.drawString(72, 620, "GB/T 2260 of 2018, see also page 9")
        page.drawString(72, 580, "联系人：张某　　电话：12345")

    text = read(drawn_pdf(tmp_path / "文.pdf", draw)).text.split("\n")
    assert text == ["样政发〔2018〕9号", "通知", "GB/T 2260 of 2018, see also page 9", "联系人：张某 电话：12345"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    style = ParagraphStyle("column", fontName=FONT, fontSize=10, leading=15, firstLineIndent=20, wordWrap="CJK")
    document = BaseDocTemplate(str(tmp_path / "两栏.pdf"), pagesize=A4)
    frames = [Frame(60, 60, 225, 640, id="left"), Frame(310, 60, 225, 640, id="right")]

    def title(page: Any, document: Any) -> None:
        page.setFont(FONT, 18)
        page.drawCentredString(A4[0] / 2, 760, "样例区综合执法改革综述（上）")

    document.addPageTemplates(PageTemplate(frames=frames, onPage=title))
    wanted = [f"其{i}，{p}" for i in range(1, 9) for p in PARAGRAPHS]
    document.build([Paragraph(p, style) for p in wanted])
    canonical = read(tmp_path / "两栏.pdf")
    assert blocks(canonical)[0] == "样例区综合执法改革综述（上）"
    assert "\n".join(blocks(canonical)[1:]) == "\n".join(wanted)


def test_footnotes_stand_behind_the_paragraph_that_they_cut(tmp_path: Path) -> None:
    style = ParagraphStyle("note", fontName=FONT, fontSize=8, leading=11)

    def page(text: str, note: str) -> Any:
        def draw(canvas: Any) -> None:
            for i in range(0, len(text), 37):
                canvas.drawString(72, 700 - 20 * (i // 37), text[i : i + 37])
            if note:
                canvas.line(72, 120, 200, 120)
                canvas.setFont(FONT, style.fontSize)
                canvas.drawString(72, 105, note)

        return draw

    whole = "街道办事处承担巡查发现和先行劝阻的工作，发现违法行为的应当移交区城市管理局依法处理。" * 4
    first, rest = whole[:74], whole[74:]
    path = drawn_pdf(tmp_path / "注.pdf", page(first, "①此数据截至上年末，由区统计局提供。"), page(rest, ""))
    assert blocks(read(path)) == [whole, "①此数据截至上年末，由区统计局提供。"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_shown_turned_and_text_that_is_drawn_turned(tmp_path: Path, turn: int) -> None:
    def shown(page: Any) -> None:
        page.setPageRotation(turn)
        page.drawString(60, 400, "样例区城市管理局负责全区户外广告的监管。")

    def drawn(page: Any) -> None:
        page.setPageRotation(0)
        page.translate(A4[0] / 2, A4[1] / 2)
        page.rotate(turn)
        page.drawString(-200, 0, "街道办事处承担巡查发现的工作。")
        page.drawString(-200, -30, "发现违法行为的移交区城市管理局。")

    canonical = read(drawn_pdf(tmp_path / "转.pdf", shown, drawn))
    assert blocks(canonical) == [
        "样例区城市管理局负责全区户外广告的监管。",
        "街道办事处承担巡查发现的工作。",
        "发现违法行为的移交区城市管理局。",
    ]
    first, second = canonical.pages
    assert len(canonical.places) == 3
    for place in canonical.places:
        page = (first, second)[place.page - 1]
        assert 0 <= place.box[0] < place.box[2] <= page.width
        assert 0 <= place.box[1] < place.box[3] <= page.height
    x0, y0, x1, y1 = canonical.places[0].box
    assert (x1 - x0 > y1 - y0) == (turn in (0, 180))
    # the words of the second page lie at its middle, whichever way they are drawn
    x0, y0, x1, y1 = canonical.places[1].box
    wide, high = x1 - x0, y1 - y0
    assert (wide > high) == (turn in (0, 180))
    assert abs((y0 + y1) / 2 - A4[1] / 2) < 210
    assert abs((x0 + x1) / 2 - A4[0] / 2) < 210


def test_places_are_where_the_words_were_drawn(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.drawString(100, 742, "甲乙丙丁戊己庚辛壬癸")
        page.drawString(100, 642, "子丑寅卯")

    canonical = read(drawn_pdf(tmp_path / "文.pdf", draw))
    start = canonical.text.index("丙")
    page, boxes = places_of(canonical, start, start + 2)
    assert page == 1
    ((x0, y0, x1, y1),) = json.loads(boxes or "")
    assert (x0, x1) == pytest.approx((124, 148), abs=1)
    assert y0 < A4[1] - 745 < y1
    page, boxes = places_of(canonical, 0, len(canonical.text))
    assert len(json.loads(boxes or "")) == 2
    assert places_of(canonical, len(canonical.text) + 5, len(canonical.text) + 9) == (None, None)


def test_every_character_of_the_text_has_a_place(tmp_path: Path) -> None:
    canonical = read(story_pdf(tmp_path / "文.pdf", [Paragraph(p, BODY) for p in PARAGRAPHS * 12], heads_and_numbers))
    covered = set()
    for place in canonical.places:
        covered |= set(range(place.start, place.end))
    assert covered == {i for i, c in enumerate(canonical.text) if c != "\n"}
    assert canonical.places == sorted(canonical.places, key=lambda p: p.start)
    assert all(isinstance(p, Place) and 1 <= p.page <= len(canonical.pages) for p in canonical.places)


def test_hidden_text_watermarks_fields_and_comments_are_told(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.drawString(72, 700, "街道办事处负责日常巡查。")
        page.saveState()
        hidden = page.beginText(72, 600)
        hidden.setTextRenderMode(3)
        hidden.textLine("看不见的字")
        page.drawText(hidden)
        page.restoreState()
        page.saveState()
        page.translate(200, 300)
        page.rotate(45)
        page.setFont(FONT, 40)
        page.drawString(0, 0, "内部资料")
        page.restoreState()
        page.acroForm.textfield(name="unit", value="Liuhe", x=72, y=500, width=100, height=20)
        page.textAnnotation("please check", (300, 300, 320, 320))

    canonical = read(drawn_pdf(tmp_path / "文.pdf", draw))
    assert canonical.text == "街道办事处负责日常巡查。"
    (unit,) = canonical.units
    for word in ("5 个隐形字", "水印", "内部资料", "表单域 1 个", "unit＝Liuhe", "批注 1 条", "please check"):
        assert word in unit.detail


def test_progress_by_page_and_cancelling(tmp_path: Path) -> None:
    path = story_pdf(tmp_path / "文.pdf", [Paragraph(p, BODY) for p in PARAGRAPHS * 20])
    seen: list[tuple[str, int, int | None]] = []
    pages = len(read(path, progress=lambda *what: seen.append(what)).pages)
    assert [s for s in seen if s[2] is not None] == [("reading", i, pages) for i in range(pages + 1)]

    def stop(stage: str, done: int, of: int | None) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)


def test_words_beside_the_page_are_not_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.drawString(72, 700, "街道办事处负责日常巡查。")
        page.drawString(72, 900, "裁掉的字")

    canonical = read(drawn_pdf(tmp_path / "文.pdf", draw))
    assert canonical.text == "街道办事处负责日常巡查。"
    assert "页面之外的 4 个字" in canonical.units[0].detail


def test_landscape_pages_between_upright_ones(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.setPageSize(landscape(A4) if page.getPageNumber() == 2 else A4)
        page.setFont(FONT, 12)
        page.drawString(72, 500, f"这是第{page.getPageNumber()}页的正文。")

    canonical = read(drawn_pdf(tmp_path / "文.pdf", draw, draw, draw))
    assert blocks(canonical) == ["这是第1页的正文。", "这是第2页的正文。", "这是第3页的正文。"]
    assert [p.width > p.height for p in canonical.pages] == [False, True, False]


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["honghua-2023", "minhang-2020", "tianhe-2016"])
def test_real_texts_set_as_pages_come_back_paragraph_by_paragraph(corpus: Path, tmp_path: Path, name: str) -> None:
    source = (corpus / "seeds" / f"{name}.txt").read_text(encoding="utf-8-sig")
    wanted = [line.strip() for line in source.splitlines() if line.strip()]
    story = [Paragraph(escape(line), BODY) for line in wanted]
    got = blocks(read(story_pdf(tmp_path / "文.pdf", story, heads_and_numbers)))
    assert ["".join(line.split()) for line in got] == ["".join(line.split()) for line in wanted]
