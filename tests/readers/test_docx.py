"""Word documents: every part with words is read once and in order, or told."""

from __future__ import annotations

import os

import docx as python_docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import read
from ingest.readers.scans import installed
from tests.lists.making import cell, paragraph, table
from tests.readers.pdf_making import drawn_pdf, scan_of
from tests.readers.word_parts import made, part, run, styles

WORDS = "<w:p>{}</w:p>"


def units(canonical):
    return {u.unit: (u.status, u.detail) for u in canonical.units}


def lines(canonical):
    assert "\n".join(canonical.text[b.start : b.end] for b in canonical.blocks) == canonical.text
    return canonical.text.split("\n")


def test_tracked_changes_are_told(tmp_path):
    body = WORDS.format(
        run("甲")
        + f"<w:ins>{run('乙丙')}</w:ins><w:del><w:r><w:delText>丁</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('戊己庚')}</w:moveFrom><w:ins><w:del>{run('又删')}</w:del></w:ins>"
    )
    rows = table([cell("一")], [cell("二")]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    canonical = read(made(tmp_path, body + paragraph("后") + rows))
    assert lines(canonical) == ["甲乙丙", "后", "二"]
    detail = units(canonical)["正文"][1]
    assert "插入 4 字" in detail
    assert "删除 6 字" in detail
    assert "表格行 1 行" in detail


def test_fields_give_their_result(tmp_path):
    def field(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    inner = field("begin") + code.format("PAGE") + field("separate") + run("7") + field("end")
    body = (
        WORDS.format(
            run("见")
            + field("begin")
            + code.format("REF a")
            + run("指令里的字")
            + inner
            + field("separate")
            + run("第三条")
            + field("end")
        )
        # a result that goes on over paragraphs, and an instruction that never ends
        + WORDS.format(field("begin") + code.format("TOC") + field("separate") + run("目录一"))
        + WORDS.format(run("目录二") + field("end"))
        + WORDS.format(field("begin") + code.format("IF") + run("坏"))
        + WORDS.format(run("其后"))
        + WORDS.format(f'<w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple>')
    )
    assert lines(read(made(tmp_path, body))) == ["见第三条", "目录一", "目录二", "其后", "2024年"]


def test_ticks_and_choices_of_forms(tmp_path):
    tick = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="街道"/>'
        '<w:listEntry w:val="镇"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = WORDS.format(tick.format(1) + run("是") + tick.format(0) + run("否") + choice)
    assert lines(read(made(tmp_path, body))) == ["☑是☐否镇"]


def test_hidden_text_is_left_out_and_told(tmp_path):
    hiding = styles(
        '<w:style w:type="character" w:styleId="h"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="段隐"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        WORDS.format(
            run("甲") + run("藏一", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>') + run("藏二", '<w:rStyle w:val="h"/>')
        )
        + '<w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>'
        + run("藏三")
        + run("现", '<w:vanish w:val="false"/>')
        + "</w:p>"
    )
    canonical = read(made(tmp_path, body, styles=hiding))
    assert lines(canonical) == ["甲乙", "现"]
    assert units(canonical)["隐藏文字"] == ("skipped", "6 字设为隐藏，未读入")


def test_symbols_tabs_breaks_ruby_and_wordart(tmp_path):
    def sym(font, char):
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    body = WORDS.format(
        sym("Wingdings", "F0FE")
        + sym("Wingdings 2", "00A3")
        + sym("Times", "2116")
        + sym("Wingdings", "F0E8")
        + "<w:r><w:tab/><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"
        + f"<w:r><w:ruby><w:rt>{run('zhuó')}</w:rt><w:rubyBase>{run('镯')}</w:rubyBase></w:ruby></w:r>"
    ) + WORDS.format(
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:textpath string="某区人民政府文件"/></v:shape></w:pict></w:r>'
    )
    canonical = read(made(tmp_path, body))
    assert lines(canonical) == ["☑□№〓\t甲-乙", "丙镯", "某区人民政府文件"]
    assert "1 个专用字体的符号" in units(canonical)["正文"][1]


def test_text_boxes_once_and_after_their_paragraph(tmp_path):
    def box(words):
        inside = f"<w:txbxContent>{words}</w:txbxContent>"
        return (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
            f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    inside = f"<w:pict><w:txbxContent>{paragraph('旧框')}</w:txbxContent></w:pict>"
    old = f"<mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"
    body = WORDS.format(run("前半") + box(paragraph("外框") + WORDS.format(box(paragraph("内框")))) + run("后半")) + WORDS.format(
        f"<w:r>{old}</w:r>"
    )
    body += table([cell("甲"), cell("乙").replace("</w:tc>", WORDS.format(box(paragraph("格内框"))) + "</w:tc>")])
    canonical = read(made(tmp_path, body))
    assert lines(canonical)[:4] == ["前半后半", "外框", "内框", "旧框"]
    assert canonical.tables[0].rows == [["甲", "乙\n格内框"]]


def test_content_controls_everywhere(tmp_path):
    def control(inside, properties=""):
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    rows = "<w:tbl>" + control(f"<w:tr>{control(cell('格'))}<w:tc>{control(paragraph('段'))}</w:tc></w:tr>") + "</w:tbl>"
    body = (
        control(control(paragraph("块")))
        + WORDS.format(run("行") + control(run("内")))
        + rows
        + control(paragraph("单击此处输入文字"), "<w:showingPlcHdr/>")
        + f"<w:customXml><w:smartTag>{paragraph('标')}</w:smartTag></w:customXml>"
    )
    canonical = read(made(tmp_path, body))
    assert lines(canonical) == ["块", "行内", "格\t段", "标"]
    assert canonical.tables[0].rows == [["格", "段"]]
    assert "1 处未填的内容控件" in units(canonical)["正文"][1]


def test_headers_footers_notes_and_comments(tmp_path):
    note = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">' + paragraph("脚注一") + "</w:footnote>"
    )
    canonical = read(
        made(
            tmp_path,
            paragraph("正文"),
            header1=part("hdr", paragraph("某区文件")),
            header2=part("hdr", paragraph("某区文件") + paragraph("附件页")),
            footer1=part("ftr", paragraph("— 1 —") + paragraph("第 2 页 共 9 页") + table([cell("抄送："), cell("各局")])),
            footnotes=part("footnotes", note),
            endnotes=part("endnotes", f'<w:endnote w:id="1">{paragraph("尾注一")}</w:endnote>'),
            comments=part("comments", f'<w:comment w:id="1">{paragraph("批注")}</w:comment>'),
        )
    )
    assert lines(canonical) == ["正文", "某区文件", "附件页", "抄送：\t各局", "脚注一", "尾注一"]
    assert {k: v[0] for k, v in units(canonical).items()} == {
        "正文": "read", "页眉": "read", "页脚": "read", "脚注": "read", "尾注": "read", "批注": "skipped",
    }  # fmt: skip


def test_diagrams_pictures_and_objects(tmp_path):
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="{0}" cy="{0}"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:inline></w:drawing></w:r>'
    )
    data = (
        '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:p><a:r><a:t>办公</a:t></a:r><a:r><a:t>室</a:t></a:r></a:p><a:p/></d>"
    )
    body = WORDS.format(drawing.format(5_000_000) + drawing.format(400_000)) + paragraph("文")
    body += WORDS.format('<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r>')
    canonical = read(made(tmp_path, body, **{"diagrams/data1": data}))
    assert lines(canonical) == ["文", "办公室"]
    found = units(canonical)
    assert found["图示1"] == ("read", "1 行文字")
    assert found["图片"][0] == found["嵌入对象"][0] == "skipped"
    assert found["图片"][1].startswith("1 幅")


def test_merges_before_across_and_down(tmp_path):
    late = table([cell("年度"), cell("人数", 2)], [cell("甲", merge="restart"), cell("1"), cell("2")]).replace("</w:tbl>", "")
    late += f"<w:tr>{cell('', merge='continue')}{cell('3')}{cell('4')}</w:tr>"
    late += f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("5")}{cell("6")}</w:tr>'
    first = f'<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>{paragraph("合")}</w:tc>'
    old = f"<w:tr>{first}<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    (found,) = read(made(tmp_path, late + old)).tables
    assert found.rows == [
        ["年度", "人数", "人数"],
        ["甲", "1", "2"],
        ["甲", "3", "4"],
        [None, "5", "6"],
        ["合", "合", None],
    ]
    assert found.merged == [(1, 2, 1, 3), (2, 1, 3, 1), (5, 1, 5, 2)]


def test_a_continuing_cell_with_words_of_its_own_loses_none(tmp_path):
    (found,) = read(
        made(tmp_path, table([cell("上", merge="restart"), cell("1")], [cell("下", merge="continue"), cell("2")]))
    ).tables
    assert found.rows == [["上", "1"], ["上\n下", "2"]]


def test_a_table_that_only_arranges_the_page_is_text(tmp_path):
    long = "\n".join(["各街道办事处、镇人民政府："] + ["现将有关事项通知如下，请认真贯彻执行。" * 6] * 3)
    inner = cell(long).replace("</w:tc>", table([cell("名称"), cell("职责")], [cell("甲"), cell("乙")]) + "</w:tc>")
    canonical = read(made(tmp_path, table([inner])))
    assert [b.kind for b in canonical.blocks] == ["paragraph"] * 4 + ["cell"] * 2
    assert [t.rows for t in canonical.tables] == [[["名称", "职责"], ["甲", "乙"]]]
    assert {k: v[0] for k, v in units(canonical).items()} == {"正文": "read", "表1": "read", "表2": "read"}


@pytest.mark.parametrize("namespace", ["http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_strict_documents(tmp_path, namespace):
    path = made(tmp_path, paragraph("严格"))
    import zipfile

    with zipfile.ZipFile(path) as old:
        data = old.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", namespace.encode()
        )
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("[Content_Types].xml", "<Types/>")
        new.writestr("word/document2.xml", data)
        new.writestr(
            "_rels/.rels", '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>'
        )
    assert read(path).text == "严格"


def test_only_pictures_is_told(tmp_path):
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="5000000" cy="7000000"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:inline></w:drawing></w:r>'
    )
    found = units(read(made(tmp_path, WORDS.format(drawing))))
    assert found["正文"][0] == "empty"
    assert "PDF" in found["图片"][1]


def test_scans_put_into_a_document_are_recognised(tmp_path):
    if not installed():
        assert os.environ.get("CI") != "true", "the extra ocr is missing"
        pytest.skip("the extra ocr is missing")
    page = drawn_pdf(tmp_path / "a.pdf", lambda paper: paper.drawString(40, 100, "区水务局负责河道管理。"), pagesize=(300, 200))
    picture = scan_of(page, tmp_path / "扫描.png")
    document = python_docx.Document()
    document.add_picture(str(picture), width=Cm(15), height=Cm(10))
    document.add_picture(str(picture), width=Cm(2))
    document.save(tmp_path / "a.docx")
    canonical = read(tmp_path / "a.docx")
    assert "河道管理" in canonical.text
    assert {k: v[0] for k, v in units(canonical).items()} == {"正文": "empty", "图片1": "read"}
    document.add_paragraph("正文一句。" * 60)
    document.save(tmp_path / "b.docx")
    assert units(read(tmp_path / "b.docx"))["图片"][0] == "skipped"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=30), min_size=1, max_size=8))
def test_any_paragraphs_come_back(tmp_path_factory, given_lines):
    document = python_docx.Document()
    for line in given_lines:
        document.add_paragraph(line)
    path = tmp_path_factory.mktemp("docx") / "a.docx"
    document.save(path)
    assert lines(read(path)) == ([line for line in given_lines if line.strip()] or [""])
