"""Where one name in a cell ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lists.ditto import fill_ditto
from ingest.lists.enumerations import names_of
from ingest.lists.matrix import legend_of
from ingest.lists.roles import roles_in_cells


@pytest.mark.parametrize(
    ("cell", "label", "names"),
    [
        ("区水务局、区房管局", "Organ", ("区水务局", "区房管局")),
        ("区城市管理\n行政执法局", "Organ", ("区城市管理行政执法局",)),
        ("区水务局\n区房管局", "Organ", ("区水务局", "区房管局")),
        ("区应急局（含消防、\n救援）", "Organ", ("区应急局（含消防、救援）",)),
        ("占用、挖掘道路", "Matter", ("占用、挖掘道路",)),
        ("擅自张贴、涂写、刻画", "Matter", ("擅自张贴、涂写、刻画",)),
        ("乱设摊、跨门营业", "Matter", ("乱设摊", "跨门营业")),
        ("乱倒垃圾、渣土；乱设摊", "Matter", ("乱倒垃圾、渣土", "乱设摊")),
        ("“乱停、乱放”；群租", "Matter", ("“乱停、乱放”", "群租")),
        ("1.群租\n2.乱设摊", "Matter", ("群租", "乱设摊")),
        ("/", "Matter", None),
        ("无", "Organ", None),
    ],
)
def test_names_in_a_cell(cell, label, names):
    assert names_of(cell, label) == names


def test_a_known_name_is_not_split():
    known = {"垃圾、渣土乱倒"}
    assert names_of("乱设摊、垃圾、渣土乱倒、群租", "Matter", known) == ("乱设摊", "垃圾、渣土乱倒", "群租")
    assert names_of("乱设摊、垃圾、渣土乱倒", "Matter") == ("乱设摊", "垃圾", "渣土乱倒")


def test_a_full_line_of_a_page_goes_on():
    assert names_of("未按规定堆放建\n筑垃圾", "Matter", (), 7) == ("未按规定堆放建筑垃圾",)
    assert names_of("群租\n乱设摊", "Matter", (), 7) == ("群租", "乱设摊")


@given(
    st.lists(st.sampled_from(["区水务局", "区房管局", "莘庄镇人民政府", "区公安分局"]), min_size=1, unique=True),
    st.sampled_from("、；，\n"),
)
def test_what_is_joined_comes_apart(names, separator):
    assert names_of(separator.join(names), "Organ") == tuple(names)


@given(st.text(max_size=60), st.sampled_from(["Organ", "Matter", "Area"]), st.integers(0, 9))
def test_no_cell_breaks_it(text, label, width):
    found = names_of(text, label, {text[:5]}, width)
    assert found is None or all(n.strip() for n in found)


def test_ditto():
    assert fill_ditto([["甲", "同上", " 〃", None, "同　上。"], ["一", "同左", "二", "三", "四"]]) == [
        ["甲", "甲", "甲", None, None],
        ["一", "甲", "二", "三", "四"],
    ]
    assert fill_ditto([["同上", "乙"]]) == [[None, "乙"]]


def test_roles_beside_names():
    columns = {"lead": [("牵头单位：甲局", "配合单位：乙局", "丙局"), ("甲局", "乙局（配合）"), ("丁局（含消防）",)]}
    roles_in_cells(columns)
    assert columns == {
        "lead": [("甲局",), None, ("丁局（含消防）",)],
        "support": [("乙局", "丙局"), ("甲局", "乙局"), None],
    }


def test_a_legend():
    assert legend_of(["注：“△”为牵头单位，“√”为配合单位", "○表示不涉及"]) == {"△": "lead", "√": "support", "○": ""}
