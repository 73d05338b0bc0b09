"""Plain text and Markdown: unchanged, with what is a table in them."""

from __future__ import annotations

import pytest

from ingest.readers import read


def made(folder, words, name="a.txt"):
    path = folder / name
    path.write_bytes(words.encode())
    canonical = read(path)
    assert canonical.text == words
    return canonical


BOX = """附件：职责表
┌────┬──────────┐
│序号│事项名称  │
├────┼──────────┤
│ 1  │河道管理范│
│    │围内检查  │
├────┼──────────┤
│ 2  │垃圾处置  │
└────┴──────────┘
后文。"""


def test_a_table_drawn_with_lines(tmp_path):
    found = made(tmp_path, BOX)
    (table,) = found.tables
    assert table.rows == [["序号", "事项名称"], ["1", "河道管理范围内检查"], ["2", "垃圾处置"]]
    assert table.title == "附件：职责表"
    assert [u.unit for u in found.units] == ["全文", "表1"]
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"] == ["附件：职责表", "后文。"]


def test_a_table_drawn_with_ascii(tmp_path):
    found = made(tmp_path, "+---+---+\n| 甲 | 乙 |\n+---+---+\n| 1 | 2 |\n| 3 |   |\n+---+---+\n")
    assert found.tables[0].rows == [["甲", "乙"], ["13", "2"]]
    found = made(tmp_path, "┌─┬─┐\n│甲│乙│\n│1│2│\n")
    assert found.tables[0].rows == [["甲", "乙"], ["1", "2"]]


def test_columns_set_with_tabs(tmp_path):
    found = made(
        tmp_path, "清单\n名称\t部门\t备注\n检查\t水务\t\n处罚\t城管\t是\n第一条\t正文。\n第二条\t正文。\n第三条\t正文。\n"
    )
    assert [t.rows for t in found.tables] == [[["名称", "部门", "备注"], ["检查", "水务", None], ["处罚", "城管", "是"]]]
    assert [b.kind for b in found.blocks] == ["paragraph", *["cell"] * 3, *["paragraph"] * 3]


@pytest.mark.parametrize("words", ["│一根竖线\n文字", "──────\n附注", "a|b\n", "|||\n", "┌┐\n", "\t\t\n\t\t\n\t\t"])
def test_no_table(tmp_path, words):
    assert made(tmp_path, words).tables == []


def test_front_matter_and_tables_of_markdown(tmp_path):
    words = (
        "---\ntitle: 职责清单\n发布日期: 2024-05-01\ntags:\n  - 河道\n---\n"
        "# 一 总则\n\n事项 | 部门\n:-- | --\n检查 | 水务<br>城管\n"
        "甲\\|乙 | \n\n```\na | b\n--- | ---\n```\n- 条目\n\n---\n结尾\n"
    )
    found = made(tmp_path, words, "a.md")
    assert [t.rows for t in found.tables] == [[["事项", "部门"], ["检查", "水务\n城管"], ["甲|乙", None]]]
    assert found.tables[0].title == "一 总则"
    assert [(u.unit, u.status) for u in found.units] == [("文首信息", "read"), ("表1", "read"), ("全文", "read")]
    assert [b.kind for b in found.blocks if b.kind in ("heading", "item")] == ["heading", "item"]
    assert words.count("---") == 5


def test_a_rule_at_the_top_is_no_front_matter(tmp_path):
    found = made(tmp_path, "---\n这是一句话，没有冒号\n---\n", "a.md")
    assert [u.unit for u in found.units] == ["全文"]


def test_html_tables_in_markdown(tmp_path):
    inner = "<table><tr><td>里</td><td>层</td></tr></table>"
    outer = f"<table><tr><td colspan=2>甲</td></tr>\n<tr><td>乙</td><td>丙{inner}</td></tr></table>"
    words = f"# 附件\n\n{outer}\n\n后文\n<table> 没有结尾\n"
    found = made(tmp_path, words, "a.md")
    assert [t.rows for t in found.tables] == [[["甲", "甲"], ["乙", "丙"]], [["里", "层"]]]
    assert found.tables[0].merged == [(1, 1, 1, 2)]
    assert found.tables[0].title == "附件"
    assert [u.unit for u in found.units] == ["表1", "表2", "全文"]
    assert [b.kind for b in found.blocks] == ["heading", "cell", "cell", "paragraph", "paragraph"]
