"""What the user says of a sheet goes before what was recognised."""

from __future__ import annotations

import json

import orjson
import pytest

from ingest.lists import load_mapping, recognise
from ingest.readers import Table, Unreadable, read
from tests.lists.asking import existing, facts, links, taken
from tests.lists.making import text, xlsx

ROWS = [["甲栏", "乙栏", "丙栏"], ["河道检查", "区水务局", "检查"], ["对乱设摊的处罚", "区城管执法局", "处罚"]]
MAPPING = {"数据": {"kind": "权责清单", "columns": {"甲栏": "name", "乙栏": "holder", "丙栏": "power_type"}}}


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_mapping_makes_an_unknown_sheet_readable(tmp_path, suffix):
    path = xlsx(tmp_path / "a.xlsx", {"数据": ROWS})
    assert existing(taken(path), "PowerItem") == []
    mapping = tmp_path / f"m.{suffix}"
    mapping.write_text(json.dumps(MAPPING, ensure_ascii=False), encoding="utf-8")
    extraction = taken(path, mapping=load_mapping(mapping))
    assert facts(extraction, "PowerItem", "power_type") == {"河道检查": "inspection", "对乱设摊的处罚": "penalty"}
    assert {o for _, o in links(extraction, "PowerGrant", "HELD_BY", "Organ")} == {"区水务局", "区城管执法局"}
    assert extraction.rejected == []
    assert orjson.loads(extraction.document.mapping)[0]["by_mapping"] is True


def test_a_star_stands_for_sheets_that_are_not_named(tmp_path):
    mapping = tmp_path / "m.yaml"
    mapping.write_text("'*':\n  kind: power\n  heading_row: 1\n  columns: {甲栏: name, 乙栏: holder}\n", encoding="utf-8")
    extraction = taken(xlsx(tmp_path / "a.xlsx", {"一": ROWS, "二": ROWS}), mapping=load_mapping(mapping))
    assert [u.rows for u in extraction.units] == [2, 2]


def test_a_column_can_be_left_out_or_taken_for_another(tmp_path):
    path = text(tmp_path / "权责清单.csv", [["事项名称", "实施主体", "备注栏"], ["河道检查", "区水务局", "区应急局"]])
    mapping = tmp_path / "m.yaml"
    mapping.write_text("权责清单:\n  columns:\n    实施主体: ''\n    备注栏: holder\n", encoding="utf-8")
    extraction = taken(path, mapping=load_mapping(mapping))
    assert {o for _, o in links(extraction, "PowerGrant", "HELD_BY", "Organ")} == {"区应急局"}


def test_a_mapping_that_does_not_fit_is_said(tmp_path):
    mapping = tmp_path / "m.yaml"
    mapping.write_text("数据:\n  kind: power\n  columns: {甲栏: name, 丁栏: holder, 乙栏: 没有这列}\n", encoding="utf-8")
    extraction = taken(xlsx(tmp_path / "a.xlsx", {"数据": ROWS}), mapping=load_mapping(mapping))
    reasons = " ".join(r.reason for r in extraction.rejected)
    assert "丁栏" in reasons
    assert "没有这列" in reasons


@pytest.mark.parametrize(
    "content", ["[1, 2]", "a: [", "数据: 3", "数据: {kind: 天书}", "数据: {heading_row: 三}", "数据: {columns: [1]}"]
)
def test_what_is_no_mapping_is_refused(tmp_path, content):
    mapping = tmp_path / "m.yaml"
    mapping.write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable, match=r"m\.yaml"):
        load_mapping(mapping)


def test_recognition_shows_scores_and_alternatives(tmp_path):
    path = text(
        tmp_path / "x.csv",
        [["案件编号", "案件来源", "管理事项", "发现日期", "奇怪的列"], ["A1", "网格", "群租", "2025-01-01", "?"]],
    )
    (table,) = read(path).tables
    found = recognise(table)
    assert found.kind == "case"
    assert [c.column for c in found.columns] == ["number", "source", "matter", "found_on", ""]
    assert all(c.score == 100 for c in found.columns[:4])
    assert found.score > 0
    assert all(score < found.score for _, score in found.others)


def test_an_empty_table_is_nothing():
    assert recognise(Table("空", [])).kind == ""
