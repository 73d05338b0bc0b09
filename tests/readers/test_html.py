"""Web pages: what a reader sees, in order; the frame of the site and hidden parts are told."""

from __future__ import annotations

import pytest

from ingest.readers import read


def page(folder, inside, encoding="utf-8", head=""):
    path = folder / "a.html"
    path.write_bytes(f"<html><head>{head}</head><body>{inside}</body></html>".encode(encoding))
    canonical = read(path)
    assert "\n".join(canonical.text[b.start : b.end] for b in canonical.blocks) == canonical.text
    return canonical


def lines(canonical):
    return canonical.text.split("\n")


def test_inline_elements_join_and_blocks_part(tmp_path):
    found = page(tmp_path, "<div>甲<b>乙</b><span>丙</span><p>丁</p>戊<ul>头<li>己</li></ul>庚</div>")
    assert lines(found) == ["甲乙丙", "丁", "戊", "头", "己", "庚"]


def test_folded_chinese_is_put_together_and_invisible_signs_go(tmp_path):
    assert lines(page(tmp_path, "<p>人民\n    政府，\r\n办公室 Tel\n12\u200b3&nbsp;&nbsp;号</p>")) == [
        "人民政府，办公室 Tel 123 号"
    ]


def test_preformatted_lines_stay(tmp_path):
    assert lines(page(tmp_path, "<pre>第一行\n  第二行</pre><p>后\n面</p>")) == ["第一行", "  第二行", "后面"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ["1.甲", "2.乙"]),
        (" start=3", ["3.甲", "4.乙"]),
        (' type="a"', ["a.甲", "b.乙"]),
        (' style="list-style-type: cjk-ideographic"', ["一、甲", "二、乙"]),
        (' style="list-style:none"', ["甲", "乙"]),
    ],
)
def test_numbers_of_ordered_lists(tmp_path, given, expected):
    found = page(tmp_path, f"<ol{given}><li><p>甲</p></li><li>乙</li></ol><p>后</p>")
    assert lines(found) == [*expected, "后"]


def test_hidden_elements_are_told_and_scripts_are_not_there(tmp_path):
    found = page(
        tmp_path,
        "<p>看得见的字</p><div style='display: none'>看不见<p>也看不见</p></div><p hidden>藏</p><style>p{}</style>"
        "<script>var a='脚本'</script><template>模板</template><input type=hidden value=暗><input value=填写的>"
        "<input type=checkbox checked>是",
    )
    assert lines(found) == ["看得见的字", "填写的☑是"]
    (unit,) = [u for u in found.units if u.unit == "隐藏内容"]
    assert (unit.status, unit.detail[:2]) == ("skipped", "8 ")


def test_a_page_whose_script_shows_its_content_is_read(tmp_path):
    found = page(tmp_path, f"<p>加载中</p><div style='display:none'><p>{'正文一句。' * 100}</p></div>")
    assert "正文一句。" in found.text
    assert all(u.unit != "隐藏内容" for u in found.units)


def test_an_article_of_a_messenger(tmp_path):
    found = page(
        tmp_path,
        "<h1 id='activity-name'>关于网格的通知</h1><span id='js_name'>某街道</span>"
        "<div id='js_content' style='visibility: hidden; opacity: 0;'>"
        "<section><section><p><span>各社区：</span></p></section></section>"
        "<p><br></p><p>请照办。</p></div>",
        head="<title></title>",
    )
    assert lines(found) == ["关于网格的通知", "某街道", "各社区：", "请照办。"]


def test_a_page_of_a_government_site(tmp_path):
    links = "".join(f"<a href='/{n}'>栏目{n}</a> " for n in range(9))
    article = "<p>各街道办事处：</p><p>现印发给你们。</p><p><a href='/P02.docx'>附件：职责清单.docx</a></p>"
    found = page(
        tmp_path,
        f"<div class='header'>{links}</div>"
        "<div class='crumbs'>当前位置：<a href=/>首页</a> &gt; <a href=/a>政务公开栏目</a></div>"
        f"<table class='xxgk'><tr><td>索引号：</td><td>A1</td></tr><tr><td>发文字号：</td><td>某府〔2024〕1号</td></tr></table>"
        f"<div class='TRS_Editor'>{article}</div><div class='links'><a href='/P03.doc'>附件：表格.doc</a></div>"
        "<div id='footer'>主办单位：某区人民政府 网站标识码：1234 京ICP备1号</div>",
        head="<title>关于印发职责清单的通知_某区人民政府</title>",
    )
    assert lines(found) == [
        "关于印发职责清单的通知", "索引号：\tA1", "发文字号：\t某府〔2024〕1号", "各街道办事处：", "现印发给你们。",
        "附件：职责清单.docx", "附件：表格.doc",
    ]  # fmt: skip
    detail = found.units[0].detail
    assert "导航、版权等" in detail
    assert "2 个附件" in detail


def test_spans_are_cut_at_the_end_of_a_table(tmp_path):
    rows = "<tr><td rowspan=9>甲<td colspan=0>乙<tr><td>丙"
    (found,) = page(tmp_path, f"<table><thead><tr><th>一<th>二</thead><tfoot><tr><td>末<td>了</tfoot>{rows}</table>").tables
    assert found.rows == [["一", "二"], ["甲", "乙"], ["甲", "丙"], ["末", "了"]]
    assert found.merged == [(2, 1, 3, 1)]


def test_nested_tables_stand_after_the_one_around_them(tmp_path):
    inner = "<table><tr><td>里一<td>里二</table>"
    found = page(tmp_path, f"<table><tr><td>名称<td>明细<tr><td>甲甲甲甲<td>乙乙乙乙{inner}</table>")
    assert [t.rows for t in found.tables] == [[["名称", "明细"], ["甲甲甲甲", "乙乙乙乙"]], [["里一", "里二"]]]


def test_tables_that_arrange_a_page_are_text(tmp_path):
    data = "<table><tr><td>序号<td>名称<tr><td>1<td>甲</table>"
    found = page(
        tmp_path,
        f"<table><tr><td><table><tr><td><h2>题</h2><p>{'一段文字。' * 30}</p>{data}<td></table></td></tr></table>"
        "<table><tr><td><p>甲段</p><p>乙段</p></td></tr></table>",
    )
    assert [t.rows for t in found.tables] == [[["序号", "名称"], ["1", "甲"]]]
    assert [b.kind for b in found.blocks] == ["heading", "paragraph", "cell", "cell", "paragraph", "paragraph"]
    assert [u.unit for u in found.units] == ["全文", "表1"]


def test_a_table_cut_in_two_is_one(tmp_path):
    head = "<tr><td>序号<td>事项名称<td>部门"
    found = page(
        tmp_path,
        f"<p>附件：清单</p><table>{head}<tr><td>1<td>甲<td>子</table><p>续表</p><table>{head}<tr><td>2<td>乙<td>丑</table>"
        f"<p>另一张表</p><table>{head}<tr><td>1<td>丙<td>寅</table>",
    )
    assert [[r[1] for r in t.rows] for t in found.tables] == [["事项名称", "甲", "乙"], ["事项名称", "丙"]]
    assert [(u.unit, u.status) for u in found.units] == [("全文", "read"), ("表1", "read"), ("表2", "read"), ("表3", "read")]
    assert "并入表1" in found.units[2].detail


def test_only_pictures_and_only_frames_are_told(tmp_path):
    found = page(tmp_path, "<p>如图</p><img src=a.jpg><img src=b.jpg>")
    assert [(u.unit, u.status) for u in found.units] == [("全文", "read"), ("图片", "skipped")]
    path = tmp_path / "b.html"
    path.write_text("<html><frameset><frame src=a.html></frameset></html>")
    assert [u.status for u in read(path).units if u.unit == "框架"] == ["unreadable"]


def test_tables_nested_without_end(tmp_path):
    deep = "<table><tr><td>" * 300 + "底" + "</table>" * 300
    assert "底" in page(tmp_path, deep).text
    assert "底" in page(tmp_path, "<div class=nav><div style='display:block'>" * 3000 + "底").text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16", "big5"])
def test_declared_encodings_may_lie(tmp_path, encoding):
    words = (
        "關於進一步理順街鎮管理體制的通知，自公佈之日起施行。各機關應當做好河道管理工作。"
        if encoding == "big5"
        else "镕基同志的通知，请各街道办事处遵照执行。"
    )
    found = page(tmp_path, f"<p>{words}</p>", encoding, head='<meta charset="iso-8859-1"><meta charset="utf-8">')
    assert found.text == words


@pytest.mark.parametrize("begin", ["<script>", "<style>", "<!-- ", "<textarea>"])
def test_what_is_swallowed_by_an_element_without_end_is_told(tmp_path, begin):
    path = tmp_path / "a.html"
    path.write_text(f"<body><p>前</p>{begin}后<p>其余", encoding="utf-8")
    found = read(path)
    assert found.text.startswith("前")
    assert [u.status for u in found.units if u.unit == "结尾"] == ["unreadable"]
