"""Lists as offices lay them out: every row and every cell comes in, and nothing that is not a row."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lists.asking import existing, facts, links, quotes, taken
from tests.lists.making import cell, docx, paragraph, table, text, xlsx

HEAD = ["序号", "事项编码", "事项名称", "职权类型", "实施依据", "法定实施主体", "对应管理事项"]
ROWS = [
    [
        1,
        "310112020001",
        "对占道堆物的处罚",
        "行政处罚",
        "《上海市市容环境卫生管理条例》第二十五条第一款",
        "区城管执法局",
        "占道堆物",
    ],
    [2, "310112020002", "对乱设摊的处罚", "处罚", "《上海市市容环境卫生管理条例》第二十三条", "区城管执法局", "乱设摊、跨门营业"],
    [3, "310112020003", "河道检查", "行政检查", "《中华人民共和国水法》第六十条", "区水务局", None],
]
CODES = [r[1] for r in ROWS]


def check_power(extraction, rows=(2, 3, 4)):
    assert existing(extraction, "PowerItem") == CODES
    assert extraction.rejected == []
    assert facts(extraction, "PowerItem", "name") == {r[1]: r[2] for r in ROWS}
    assert facts(extraction, "PowerItem", "power_type") == dict(zip(CODES, ("penalty", "penalty", "inspection"), strict=True))
    assert links(extraction, "PowerItem", "ADDRESSES", "Matter") == {
        (CODES[0], "占道堆物"),
        (CODES[1], "乱设摊"),
        (CODES[1], "跨门营业"),
    }
    assert (CODES[0], "上海市市容环境卫生管理条例|第二十五条第一款") in links(extraction, "PowerItem", "BASED_ON", "Provision")
    held = {(g.split("|")[0], o) for g, o in links(extraction, "PowerGrant", "HELD_BY", "Organ")}
    assert held == {(CODES[0], "区城管执法局"), (CODES[1], "区城管执法局"), (CODES[2], "区水务局")}
    aspects = facts(extraction, "PowerGrant", "aspect")
    assert sorted(aspects.values()) == ["enforcement", "enforcement", "inspection"]
    assert tuple(extraction.passages[0].rows) == rows


def test_plain(tmp_path):
    check_power(taken(xlsx(tmp_path / "a.xlsx", {"权责清单": [HEAD, *ROWS]})))


def test_title_and_notes_and_totals(tmp_path):
    rows = [
        ["上海市闵行区权责清单"],
        ["2024年版"],
        HEAD,
        *ROWS,
        ["合计", None, 3],
        ["注：本清单由区委编办汇总。"],
        [None],
        ["填表人：张某"],
    ]
    extraction = taken(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}, {"Sheet1": ["A1:G1", "A2:G2", "A8:G8"]}))
    check_power(extraction, (4, 5, 6))
    assert extraction.document.issued_on == date(2024, 1, 1)
    assert "合计 1 行" in extraction.units[0].detail


def test_two_row_merged_heading(tmp_path):
    rows = [
        ["序号", "权力事项", None, None, "依据与主体", None, "对应管理事项"],
        [None, "事项编码", "事项名称", "职权类型", "实施依据", "法定实施主体", None],
        *ROWS,
    ]
    check_power(
        taken(xlsx(tmp_path / "a.xlsx", {"权责清单": rows}, {"权责清单": ["A1:A2", "B1:D1", "E1:F1", "G1:G2"]})), (3, 4, 5)
    )


def test_heading_broken_over_two_rows(tmp_path):
    rows = [
        ["序", "事项", "事项", "职权", "实施", "法定实施", "对应管理"],
        ["号", "编码", "名称", "类型", "依据", "主体", "事项"],
        *ROWS,
    ]
    check_power(taken(text(tmp_path / "权责清单.csv", rows)), (3, 4, 5))


def test_heading_broken_within_cells(tmp_path):
    head = ["序  号", "事项\n编码", "事 项 名 称", "职权类型（必填）", "实施依据：", "法  定<br>实施主体", "对应管理事项*"]
    check_power(taken(xlsx(tmp_path / "a.xlsx", {"权责清单": [head, *ROWS]})))


def test_heading_repeated_on_each_page(tmp_path):
    rows = [HEAD, ROWS[0], HEAD, ROWS[1], ["小计", None, "2项"], HEAD, ROWS[2]]
    check_power(taken(xlsx(tmp_path / "a.xlsx", {"权责清单": rows})), (2, 4, 7))


def test_list_that_begins_further_in(tmp_path):
    rows = [[None] * 9, [None] * 9, [None, None, *HEAD], *[[None, None, *r] for r in ROWS]]
    extraction = taken(xlsx(tmp_path / "a.xlsx", {"权责清单": rows}))
    check_power(extraction, (4, 5, 6))
    assert extraction.passages[0].locators[0] == "权责清单!C4:I4"


def test_merged_body_cells(tmp_path):
    rows = [["领域", *HEAD[1:]], ["城管", *ROWS[0][1:]], [None, *ROWS[1][1:]], ["水务", *ROWS[2][1:]]]
    extraction = taken(xlsx(tmp_path / "a.xlsx", {"权责清单": rows}, {"权责清单": ["A2:A3"]}))
    check_power(extraction)
    assert facts(extraction, "PowerItem", "domain") == dict(zip(CODES, ("城管", "城管", "水务"), strict=True))


def test_sub_items_and_merged_codes(tmp_path):
    head = ["权力类型", "项目编码", "项目名称", "子项", "实施依据", "责任事项", "追责情形"]
    rows = [
        head,
        ["行政许可", "000123001000", "占道许可", "临时占道", "《城市道路管理条例》第三十一条", "受理", "失职"],
        [None, None, None, "占道施工", None, None, None],
        ["行政处罚", "000223002000", "对擅自占道的处罚", None, "《城市道路管理条例》第四十二条", None, None],
    ]
    extraction = taken(xlsx(tmp_path / "权责清单.xlsx", {"Sheet1": rows}, {"Sheet1": ["A2:A3", "B2:B3", "C2:C3"]}))
    assert existing(extraction, "PowerItem") == [
        "000123001000|占道许可（临时占道）",
        "000123001000|占道许可（占道施工）",
        "000223002000",
    ]
    assert set(facts(extraction, "PowerItem", "code").values()) == {"000123001000", "000223002000"}
    unmerged = taken(text(tmp_path / "权责清单.csv", rows))
    assert list(facts(unmerged, "PowerItem", "name").values()) == [
        "占道许可（临时占道）",
        "占道许可（占道施工）",
        "对擅自占道的处罚",
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_any_encoding_and_delimiter(tmp_path, encoding, delimiter):
    check_power(taken(text(tmp_path / "权责清单.csv", [HEAD, *ROWS], encoding, delimiter)))


def test_csv_in_big5(tmp_path):
    rows = [
        ["編號", "機構名稱", "編制數", "人事管理單位"],
        ["1", "莘莊鎮水務站", "6", "莘莊鎮人民政府"],
        ["2", "七寶鎮水務站", "8", "七寶鎮人民政府"],
    ]
    extraction = taken(text(tmp_path / "機構編制.csv", rows, "big5"))
    assert [q.split("；")[1] for q in quotes(extraction)] == ["機構名稱：莘莊鎮水務站", "機構名稱：七寶鎮水務站"]
    assert facts(extraction, "Organ", "establishment") == {"莘莊鎮水務站": 6, "七寶鎮水務站": 8}


def test_csv_with_quotes_and_line_breaks(tmp_path):
    lines = (
        ",".join(HEAD)
        + "\r\n"
        + "\r\n".join(
            ",".join(f'"{c}"' if c is not None else "" for c in r).replace("管理条例》第", "管理\n条例》第") for r in ROWS
        )
    )
    path = tmp_path / "权责清单.csv"
    path.write_bytes(lines.encode("gb18030"))
    check_power(taken(path))


def test_word_table_with_merged_cells(tmp_path):
    heads = [
        [cell("序号", merge="restart"), cell("权力事项", 3), cell("依据与主体", 2), cell("对应管理事项", merge="restart")],
        [cell("", merge="continue"), *map(cell, HEAD[1:6]), cell("", merge="continue")],
    ]
    body = [[cell("" if c is None else str(c)) for c in row] for row in ROWS]
    body[0][5], body[1][5] = cell("区城管执法局", merge="restart"), cell("", merge="continue")
    path = docx(tmp_path / "a.docx", paragraph("闵行区权责清单") + table(*heads, *body[:2], heads[1], body[2]))
    check_power(taken(path), (3, 4, 6))


def test_a_list_without_headings_is_reported_and_the_next_sheet_goes_on(tmp_path):
    extraction = taken(
        xlsx(tmp_path / "a.xlsx", {"随手记": [["甲", "乙", "丙"], [1, 2, 3]], "权责清单": [HEAD, *ROWS], "空": []})
    )
    assert existing(extraction, "PowerItem") == CODES
    assert [(u.unit, u.status) for u in extraction.units if u.unit != "空"] == [("随手记", "skipped"), ("权责清单", "read")]
    assert [u.status for u in extraction.units if u.unit == "空"] == ["empty"]
    (rejected,) = extraction.rejected
    assert "甲、乙、丙" in rejected.reason
    assert "权责清单" in rejected.advice


def test_bad_rows_and_cells_are_reported_with_their_numbers(tmp_path):
    rows = [
        ["机构名称", "编制数", "执法证数", "设立日期", "机构类别"],
        ["莘庄镇水务站", "六", "#DIV/0!", "2014.13.1", "下沉执法队伍"],
        [None, 5, 1, None, None],
        ["七宝镇水务站", "若干", 1, "2014年3月", "外星机构"],
    ]
    extraction = taken(xlsx(tmp_path / "机构编制.xlsx", {"机构编制": rows}))
    assert existing(extraction, "Organ") == ["莘庄镇水务站", "七宝镇水务站"]
    assert facts(extraction, "Organ", "establishment") == {"莘庄镇水务站": 6}
    assert facts(extraction, "Organ", "valid_from") == {"七宝镇水务站": date(2014, 3, 1)}
    said = {(r.where, r.reason.split("，")[0]) for r in extraction.rejected}
    assert said == {
        ("机构编制!第4行", "“编制数”一栏：“若干”不是数字"),
        ("机构编制!第2行", "“执法证数”一栏：公式出错（#DIV/0!）"),
        ("机构编制!第2行", "“设立日期”一栏：“2014.13.1”不是存在的日期"),
        ("机构编制!第4行", "“机构类别”一栏：“外星机构”不在“机构类别”的可选值（" + "、".join(_kinds()) + "）之中"),
        ("机构编制!第3行", "缺少“机构名称”"),
    }
    assert all(r.advice for r in extraction.rejected)


def _kinds():
    from graph.ontology.vocabularies import ORGAN_KIND

    return [t.zh for t in ORGAN_KIND.terms]


def test_hidden_sheets_are_read_and_said_to_be_hidden(tmp_path):
    import openpyxl

    path = xlsx(tmp_path / "a.xlsx", {"封面": [["闵行区"]], "权责清单": [HEAD, *ROWS]})
    book = openpyxl.load_workbook(path)
    book["权责清单"].sheet_state = "hidden"
    book.save(path)
    extraction = taken(path)
    assert existing(extraction, "PowerItem") == CODES
    assert "隐藏" in next(u for u in extraction.units if u.unit == "权责清单").detail


def test_html_table_under_xls(tmp_path):
    lines = "".join("<tr>" + "".join(f"<td>{'' if c is None else c}</td>" for c in row) + "</tr>" for row in [HEAD, *ROWS])
    path = tmp_path / "权责清单.xls"
    path.write_bytes(f"<html><meta charset=gb2312><table>{lines}</table></html>".encode("gb18030"))
    extraction = taken(path)
    assert existing(extraction, "PowerItem") == CODES
