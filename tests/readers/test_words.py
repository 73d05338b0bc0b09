"""Text of documents: what is there, in order, and nothing that was deleted."""

from __future__ import annotations

import pytest

from ingest.readers import read
from ingest.readers.encoding import decode
from tests.lists.making import cell, docx, paragraph, table

RUN = "<w:r><w:t>{}</w:t></w:r>"
POEM = "闵行区人民政府关于进一步理顺街镇管理体制的通知，自2024年5月1日起施行。各街镇应当做好河道管理工作。"
TRADITIONAL = "關於進一步理順街鎮管理體制的通知，自公佈之日起施行。各機關應當做好河道管理工作。"


def test_insertions_in_deletions_out(tmp_path):
    body = (
        f"<w:p>{RUN.format('甲')}<w:ins>{RUN.format('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        f"<w:moveFrom>{RUN.format('丁')}</w:moveFrom><w:moveTo>{RUN.format('戊')}</w:moveTo></w:p>"
    )
    assert read(docx(tmp_path / "a.docx", body)).text == "甲乙戊"


def test_text_boxes_and_content_controls(tmp_path):
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        + paragraph("框内")
        + "</w:txbxContent></wps:txbx></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>框内</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    canonical = read(docx(tmp_path / "a.docx", paragraph("前") + box + control + paragraph("后")))
    assert [canonical.text[b.start : b.end] for b in canonical.blocks] == ["前", "框内", "控件", "后"]


def test_headers_and_notes_are_read(tmp_path):
    extra = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:hdr>'
    path = docx(
        tmp_path / "a.docx", paragraph("正文"), header1=extra.format(paragraph("页眉")), footnotes=extra.format(paragraph("脚注"))
    )
    assert set(read(path).text.split("\n")) == {"正文", "页眉", "脚注"}


def test_tables_merged_nested_and_titled(tmp_path):
    inner = cell("外").replace("</w:tc>", table([cell("里")]) + paragraph("") + "</w:tc>")
    body = paragraph("机构编制表") + table(
        [cell("名称", merge="restart"), cell("人员", 2)],
        [cell("", merge="continue"), cell("编制"), cell("在岗")],
        [inner, cell("1"), cell("2")],
    )
    canonical = read(docx(tmp_path / "a.docx", body))
    first, second = canonical.tables
    assert first.rows == [["名称", "人员", "人员"], ["名称", "编制", "在岗"], ["外", "1", "2"]]
    assert second.rows == [["里"]]
    assert first.title == "机构编制表"
    assert [u.unit for u in canonical.units] == ["正文", "表1", "表2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_text_of_any_encoding(encoding):
    assert decode((POEM * 3).encode(encoding)).text == POEM * 3


@pytest.mark.parametrize("times", [1, 5])
def test_big5(times):
    assert decode((TRADITIONAL * times).encode("big5")).text == TRADITIONAL * times


@pytest.mark.parametrize("words", ["序号,名称", "闵行区", "是", "区水务局\n", "项目,金额\n1,2\n"])
def test_very_short_gb(words):
    assert decode(words.encode("gb18030")).text == words


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", ["各街道办事处应当做好河道管理工作", "区水务局", TRADITIONAL])
def test_utf16_without_mark_and_without_ascii(encoding, words):
    assert decode(words.encode(encoding)).text == words


def test_hz_of_old_mails():
    assert decode(POEM.encode("hz")).text == POEM
    assert decode(b"a ~{ b ~} c").text == "a ~{ b ~} c"


def test_padding_with_zero_bytes(tmp_path):
    assert decode(POEM.encode("gb18030") + b"\0" * 90).text == POEM
    assert decode("乙".encode("gb18030")).text == "乙"


def test_runs_of_zero_bytes_within_text_are_counted():
    found = decode((POEM * 3).encode("gb18030") + b"\0" * 512 + POEM.encode("gb18030") + b"\0x")
    assert found.broken == 2
    assert found.text == POEM * 3 + "\ufffd" + POEM + "\ufffdx"
    assert decode(b"a\0b\0c") is None


def test_characters_lost_before_are_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("锟斤拷职锟斤拷责锟斤拷\r第二行", encoding="utf-8")
    canonical = read(path)
    assert canonical.text.endswith("\n第二行")
    assert "3 处" in canonical.rejected[0].reason


def test_a_few_broken_bytes_are_counted():
    found = decode((POEM * 50).encode("gb18030") + b"\xff")
    assert found.broken == 1
    assert found.text.startswith(POEM)


def test_txt_is_left_as_it_is(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "　　第一行 \r\n\r\n\t第二行\r\n".encode())
    canonical = read(path)
    assert canonical.text == "　　第一行 \n\n\t第二行\n"
    assert [canonical.text[b.start : b.end].strip() for b in canonical.blocks] == ["第一行", "第二行"]


def test_html_that_declares_gb2312_but_is_gbk(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(
        "<html><head><meta charset=gb2312><title>无</title></head><h2>镕基</h2><p>堃<br>第二</p><script>x</script>".encode(
            "gb18030"
        )
    )
    canonical = read(path)
    assert canonical.text.split("\n") == ["镕基", "堃", "第二"]
    assert canonical.blocks[0].kind == "heading"


def test_deep_html_does_not_break(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<div>" * 20_000 + "底" + "</div>" * 20_000)
    assert read(path).text == "底"


def test_spans_of_html_tables(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>表题</p><table><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<td>丁</tr></table>", encoding="utf-8")
    (found,) = read(path).tables
    assert found.rows == [["甲", "乙", "乙"], ["甲", "丙", "丁"]]
