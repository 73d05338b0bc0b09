"""What a workbook hides is read, and told."""

from __future__ import annotations

import struct
from pathlib import Path

import openpyxl
import pytest

from ingest.pipeline import Options, take
from ingest.readers import read
from tests.lists.making import raw_xlsx, said, xlsx

_SAMPLE = Path(__file__).parent / "hidden.xls"
_LIST = [["序号", "事项名称", "实施主体", "备注"], *([i, f"占道经营的检查{i}", "南山街道办事处", "无"] for i in range(1, 11))]


@pytest.fixture
def hidden(tmp_path):
    path = xlsx(tmp_path / "清单.xlsx", {"权责清单": _LIST, "很隐": [["甲"]], "隐": [["乙"]]})
    book = openpyxl.load_workbook(path)
    sheet = book["权责清单"]
    for row in (3, 4, 5, 9, 400):  # the last one holds nothing
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions["F"].hidden = True
    book["很隐"].sheet_state, book["隐"].sheet_state = "veryHidden", "hidden"
    book.save(path)
    return path


def _told(path):
    return {u.unit: u.detail for u in read(path).units}


def test_hidden_rows_columns_and_sheets_are_read_and_told(hidden):
    canonical = read(hidden)
    assert len(canonical.tables[0].rows) == 11
    assert {u.unit: (u.status, u.detail) for u in canonical.units} == {
        "权责清单": ("read", "第3–5、9行是隐藏行，D列是隐藏列，一并读入"),
        "很隐": ("read", "深度隐藏的工作表，一并读入"),
        "隐": ("read", "隐藏工作表，一并读入"),
    }


def test_the_report_of_a_list_tells_them_too(hidden):
    told = {u.unit: u for u in take(hidden, "清单.xlsx", Options()).units}
    assert told["权责清单"].rows == 10
    assert told["权责清单"].detail.endswith("；第3–5、9行是隐藏行，D列是隐藏列，一并读入")
    assert told["很隐"].detail.endswith("；深度隐藏的工作表")  # not read: no list in it


def test_what_a_filter_hides_is_told_as_filtered(hidden):
    book = openpyxl.load_workbook(hidden)
    sheet = book["权责清单"]
    sheet.auto_filter.ref = "A1:D11"
    sheet.auto_filter.add_filter_column(0, ["1"])
    book.save(hidden)
    assert "第3–5、9行被筛选隐藏" in _told(hidden)["权责清单"]


def test_a_filter_that_hides_nothing_is_not_told(tmp_path):
    path = xlsx(tmp_path / "清单.xlsx", {"权责清单": _LIST})
    book = openpyxl.load_workbook(path)
    book["权责清单"].auto_filter.ref = "A1:D11"
    book.save(path)
    assert _told(path) == {"权责清单": ""}


def test_rows_of_no_height_are_hidden_rows(tmp_path):
    row = "<row r='{}' {}>{}</row>"
    sheet = "<cols><col width='0' max='2' min='2'/></cols><sheetData>"
    sheet += row.format(1, "", said("A", 1, "甲") + said("B", 1, "丙")) + row.format(
        2, 'ht="0" customHeight="1"', said("A", 2, "乙")
    )
    assert _told(raw_xlsx(tmp_path / "a.xlsx", sheet + "</sheetData>")) == {"权责清单": "第2行是隐藏行，B列是隐藏列，一并读入"}


def test_a_sparse_sheet_tells_them_as_well(hidden):
    book = openpyxl.load_workbook(hidden)
    book["权责清单"]["D1048000"] = "远"
    book.save(hidden)
    assert _told(hidden)["权责清单"] == "第3–5、9行是隐藏行，D列是隐藏列，一并读入"
    assert _told(hidden)["很隐"].startswith("深度隐藏")


def test_many_runs_are_counted(tmp_path):
    path = xlsx(tmp_path / "清单.xlsx", {"表": [[i] for i in range(60)]})
    book = openpyxl.load_workbook(path)
    for row in range(2, 42, 2):
        book["表"].row_dimensions[row].hidden = True
    book.save(path)
    assert _told(path) == {"表": "第2、4、6、8、10、12、14、16等20行是隐藏行，一并读入"}


def test_xls_tells_the_same():
    assert _told(_SAMPLE) == {
        "权责清单": "第3–5、9行是隐藏行，D列是隐藏列，一并读入",
        "很隐": "隐藏工作表，一并读入",
        "隐": "隐藏工作表，一并读入",
        "批注": "1 条批注未读入",
    }


def test_xls_sheets_that_only_a_macro_shows_and_a_filter_that_is_on(tmp_path):
    data = bytearray(_SAMPLE.read_bytes())
    name = data.index("很隐".encode("utf-16-le"))
    assert data[name - 4] == 1  # hidden
    data[name - 4] = 2
    # a record that says nothing becomes FilterMode
    at = data.index(struct.pack("<HHH", 0x2A, 2, 0))
    data[at : at + 2] = struct.pack("<H", 0x9B)
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    told = _told(path)
    assert told["很隐"] == "深度隐藏的工作表，一并读入"
    assert told["权责清单"].startswith("第3–5、9行被筛选隐藏")


@pytest.mark.parametrize("at", range(0, 9216, 97))
def test_damaged_records_never_end_the_reading_of_the_rest(tmp_path, at):
    from ingest.readers.xls_hidden import look_over

    data = bytearray(_SAMPLE.read_bytes())
    data[at : at + 4] = b"\xff\xfe\xff\x7f"
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    look_over(path)
