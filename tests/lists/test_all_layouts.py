"""Every row and every cell of all layouts, in each format; and every row of a sheet accounted for."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import lists
from ingest.readers import Canonical, Table, read
from tests.lists.asking import SCOPE
from tests.lists.layouts.contents import CONTENTS
from tests.lists.layouts.files import to_xls, write
from tests.lists.layouts.further import FURTHER
from tests.lists.layouts.shapes import SHAPES
from tests.lists.layouts.truth import score

LAYOUTS = {layout.name: layout for make in (*SHAPES, *CONTENTS, *FURTHER) if (layout := make())}
SHOWN = [
    (name, f)
    for name, layout in LAYOUTS.items()
    for f in layout.formats
    if f != "xls" and not (f == "csv" and len(layout.sheets) > 1)
]


@pytest.mark.parametrize(("name", "file_format"), SHOWN)
def test_every_row_and_every_cell(tmp_path, name, file_format):
    layout = LAYOUTS[name]
    result = score(layout, lists.extract(read(write(layout, file_format, tmp_path)), SCOPE), file_format)
    assert result.wrong == []
    assert (result.rows_right, result.cells_right) == (result.rows, result.cells)
    assert result.rows == len(layout.truth)


def test_every_row_and_every_cell_of_xls(tmp_path):
    if shutil.which("soffice") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing")
        pytest.skip("needs LibreOffice")
    books = {}
    for layout in LAYOUTS.values():
        if "xls" in layout.formats:
            books[layout.name] = write(replace(layout, stem=layout.name), "xlsx", tmp_path)
    for made in to_xls(list(books.values()), tmp_path):
        layout = LAYOUTS[made.stem]
        (tmp_path / layout.name).mkdir()
        path = made.rename(tmp_path / layout.name / f"{layout.stem}.xls")
        assert score(layout, lists.extract(read(path), SCOPE), "xls").wrong == []


def test_the_score_can_fail():
    layout = LAYOUTS["titles"]
    table = Table("Sheet1", [list(row) for row in layout.sheets[0].rows])
    table.rows[3][1], table.rows[5] = "别的事项", [None] * 6
    result = score(layout, lists.extract(Canonical("x.xlsx", "xlsx", "0" * 64, tables=[table]), SCOPE), "xlsx")
    assert not result.perfect
    assert result.rows_right < result.rows


PERSONS = ("赵甲", "赵乙", "赵丙", "王一", "王二", "王三", "13800000001")


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "docx", "html", "pdf"])
@pytest.mark.parametrize("name", ["grids", "cases"])
def test_no_person_is_kept(tmp_path, name, file_format):
    extraction = lists.extract(read(write(LAYOUTS[name], file_format, tmp_path)), SCOPE)
    everything = repr(extraction)
    assert not [p for p in PERSONS if p in everything]


def test_the_text_keeps_its_length_without_the_persons(tmp_path):
    canonical = read(write(LAYOUTS["grids"], "docx", tmp_path))
    whole = canonical.text
    lists.without_persons(canonical)
    assert len(canonical.text) == len(whole)
    assert "赵甲" in whole
    assert "赵甲" not in canonical.text
    assert "莘庄镇" in canonical.text
    once = canonical.text
    lists.without_persons(canonical)
    assert canonical.text == once


def test_rows_stand_on_their_page(tmp_path):
    extraction = lists.extract(read(write(LAYOUTS["titles"], "pdf", tmp_path)), SCOPE)
    passages = extraction.passages[0]
    assert set(passages.pages) == {1}
    assert len(passages.boxes) == len(passages.ids) == 8
    tops = [float(box.strip("[]").split(",")[1]) for box in passages.boxes]
    assert tops == sorted(tops)


PIECES = [
    ["序号", "事项名称", "职权类型", "实施依据", "实施主体"],
    ["机构名称", "机构类别", "编制数", "人事管理单位", None],
    [1, "对占道堆物的处罚", "行政处罚", "《水法》第三条", "区水务局"],
    [2, "河道检查", "行政检查", None, "同上"],
    ["1.1", "　　子项", None, None, None],
    [None, "缺编号的事项", "行政检查", None, None],
    [3, None, "行政检查", None, None],
    [None, None, None, None, None],
    ["合计", None, None, None, 3],
    ["注：以上由区委编办汇总。", None, None, None, None],
    ["一、行政处罚类", None, None, None, None],
    ["（二）区水务局", None, None, None, None],
    ["莘庄镇水务站", "下沉执法队伍", 6, "莘庄镇人民政府", None],
    ["随手写的一句话", None, None, None, None],
    ["权力清单（续表）", None, None, None, None],
    ["●", "○", "√", "牵头", "配合"],
    ["区水务局", "区房管局", "区城管执法局", "莘庄镇", "各街镇"],
    ["甲", "乙", "丙", "丁", "戊"],
]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    rows=st.lists(st.sampled_from(PIECES), max_size=14),
    beside=st.booleans(),
    first=st.integers(1, 5),
    text=st.sampled_from(["", "正文"]),
)
def test_every_row_is_accounted_for(rows, beside, first, text):
    """Read, refused, and told for what they are: together all rows of the sheet, each once in each of its lists."""
    rows = [[*row, None, *reversed(row)] for row in rows] if beside else [list(r) for r in rows]
    table = Table("表", rows, first)
    extraction, accounts = lists.extract_accounted(Canonical("x.xlsx", "xlsx", "0" * 64, text, tables=[table]), SCOPE)
    for account in accounts:
        assert account.counts.total() == account.rows, account
        assert all(n >= 0 for n in account.counts.values())
    assert sum(a.counts["读入"] for a in accounts) == sum(u.rows for u in extraction.units)
    read_rows = sum(1 for p in extraction.passages for i in p.ids if p.kind == "row" and not _coverage(p, i))
    assert sum(a.counts["读入"] for a in accounts) == read_rows
    refused = sum(a.counts["未读入"] for a in accounts)
    assert (refused == 0) == (not any("未读入" in r.reason for r in extraction.rejected))
    heights = {(a.first_row, a.rows) for a in accounts}
    transposed = any(None in p.rows for p in extraction.passages)
    if rows and not beside and not transposed:
        at = first
        for start, height in sorted(heights):
            assert start == at
            at += height
        assert at == first + len(rows)


def _coverage(passages, identifier) -> bool:
    return "覆盖" in passages.quotes[passages.ids.index(identifier)]
