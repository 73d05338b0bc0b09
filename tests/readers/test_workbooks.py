"""Workbooks with everything in them that is not a plain value."""

from __future__ import annotations

import datetime as dt
import random
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest.readers import Limits, Unreadable, read
from tests.lists.making import flipped, raw_xlsx, said, xlsx


def test_values_and_types(tmp_path):
    row = ["文字", 12, 1.5, True, dt.date(2024, 5, 1), dt.datetime(2024, 5, 1, 8, 30), "007"]
    (table,) = read(xlsx(tmp_path / "a.xlsx", {"表": [row]})).tables
    assert table.rows[0][:5] == ["文字", 12, 1.5, True, dt.date(2024, 5, 1)]
    assert table.rows[0][6] == "007"
    assert isinstance(table.rows[0][1], int)


def test_merged_cells_are_filled_and_places_kept(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表": [[None], [None, "甲", None, "乙"], [None, None, None, "丙"]]}, {"表": ["B2:C3"]})
    (table,) = read(path).tables
    assert (table.first_row, table.first_column) == (2, 2)
    assert table.rows == [["甲", "甲", "乙"], ["甲", "甲", "丙"]]
    assert table.merged == [(2, 2, 3, 3)]


def test_cached_results_of_formulas_errors_and_formulas_without_result(tmp_path):
    sheet = (
        "<sheetData><row r='1'>"
        + said("A", 1, "甲")
        + '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        + '<c t="e" r="D1"><v>#N/A</v></c><c r="E1"><f>SUM(A1:B1)</f></c>'
        + '<c r="F1" t="str"><f>"x"</f><v>结果</v></c></row></sheetData>'
    )
    canonical = read(raw_xlsx(tmp_path / "a.xlsx", sheet))
    assert canonical.tables[0].rows == [["甲", 2, "#DIV/0!", "#N/A", None, "结果"]]
    (rejected,) = canonical.rejected
    assert rejected.where == "权责清单"
    assert "1 个公式" in rejected.reason


def test_a_million_empty_rows_cost_nothing(tmp_path):
    rows = "".join(f'<row r="{i}"/>' for i in range(1, 1_048_577, 7))
    last = f"<row r='1048576'>{said('C', 1048576, '末行')}</row>"
    sheet = f"<sheetData><row r='1'>{said('A', 1, '事项名称')}</row>{rows}{last}</sheetData>"
    path = raw_xlsx(tmp_path / "a.xlsx", sheet)
    tracemalloc.start()
    canonical = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (table,) = canonical.tables
    assert table.rows[0] == ["事项名称", None, None]
    assert table.rows[-1] == [None, None, "末行"]
    assert len(table.rows) == 1_048_576
    assert peak < 200 * 2**20
    assert len({id(r) for r in table.rows}) == 3  # blank rows are one and the same list


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ900000", "AB1048576"])
def test_a_stray_cell_far_out_is_not_laid_out(tmp_path, far):
    column, row = far.rstrip("0123456789"), far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = f"<sheetData><row r='1'>{said('A', 1, '甲')}</row><row r='{row}'>{said(column, int(row), '远')}</row></sheetData>"
    (table,) = read(raw_xlsx(tmp_path / "a.xlsx", sheet)).tables
    assert table.rows[0][0] == "甲"
    assert table.rows[-1][-1] == "远"
    assert len(table.rows) == int(row)


@pytest.mark.parametrize("far", ["A99999999", "ABCD1", "A4294967295"])
def test_a_cell_beyond_what_a_sheet_can_hold_is_left_out(tmp_path, far):
    sheet = f"<sheetData><row>{said('A', 1, '甲')}<c r='{far}' t='inlineStr'><is><t>外</t></is></c></row></sheetData>"
    (table,) = read(raw_xlsx(tmp_path / "a.xlsx", sheet)).tables
    assert table.rows[0][0] == "甲"
    assert len(table.rows) == 1


def test_sparse_reading_gives_what_the_library_gives(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["甲", 1, 2.5, dt.date(2024, 5, 1), True, None, "乙\n丙"])
    sheet.append([None, -3, "", dt.datetime(1999, 12, 31), False, "丁"])
    sheet.merge_cells("A4:B5")
    sheet["A4"] = "合"
    book.save(path)
    plain = read(path)
    sheet["D1048000"] = "远"
    book.save(path)
    sparse = read(path)
    assert sparse.tables[0].rows[: len(plain.tables[0].rows)] == plain.tables[0].rows
    assert sparse.tables[0].merged == plain.tables[0].merged


def test_too_many_cells_are_refused_with_one_sentence(tmp_path):
    with pytest.raises(Unreadable, match="超过"):
        read(xlsx(tmp_path / "a.xlsx", {"表": [["甲"] * 30] * 40}), Limits(cells=1000))


def test_sheets_are_all_accounted_for(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"甲": [["一"]], "空": [], "乙": [["二"]]})
    book = openpyxl.load_workbook(path)
    book["乙"].sheet_state = "veryHidden"
    book.create_chartsheet("图")
    book.save(path)
    canonical = read(path)
    assert [(u.unit, u.status) for u in canonical.units] == [("甲", "read"), ("空", "empty"), ("乙", "read"), ("图", "skipped")]
    assert [t.hidden for t in canonical.tables] == [False, True]


def test_xls_of_the_old_format():
    canonical = read(Path(__file__).parent / "sample.xls")
    assert canonical.format == "xls"
    table, hidden = canonical.tables
    assert table.rows[0] == ["闵行区权责清单"] * 6
    assert [r[:2] for r in table.rows[2:]] == [[1, "河道检查"], [2, "对填堵河道的处罚"]]
    assert table.rows[2][4] == dt.date(2024, 5, 1)
    assert [r[5] for r in table.rows[2:]] == ["水务", "水务"]
    assert hidden.hidden
    assert [(u.unit, u.status) for u in canonical.units] == [("权责清单", "read"), ("隐藏", "read"), ("空", "empty")]


@pytest.mark.parametrize("seed", range(60))
def test_mutated_xls_is_read_or_refused(tmp_path, seed):
    rng = random.Random(seed)
    data = (Path(__file__).parent / "sample.xls").read_bytes()
    path = tmp_path / "a.xls"
    path.write_bytes(flipped(data, [(rng.randrange(len(data)), rng.randrange(256)) for _ in range(rng.randint(1, 20))]))
    try:
        assert read(path).units
    except Unreadable as error:
        assert path.name in str(error)  # noqa: PT017


def test_comments_text_boxes_and_pictures_are_told(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表": [["甲"]]})
    book = openpyxl.load_workbook(path)
    book["表"]["A1"].comment = openpyxl.comments.Comment("看这里", "某人")
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
        archive.writestr(
            "xl/drawings/drawing9.xml", "<a><xdr:txBody><a:p/></xdr:txBody><xdr:txBody><a:t>框</a:t></xdr:txBody></a>"
        )
    found = {u.unit: (u.status, u.detail[:2]) for u in read(path).units}
    assert found == {"表": ("read", ""), "批注": ("skipped", "1 "), "文本框": ("skipped", "1 "), "图片": ("skipped", "1 ")}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "^", "，"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_any_delimiter(tmp_path, delimiter, encoding):
    path = tmp_path / "a.csv"
    rows = [["序号", "事项名称", "部门"], ["1", '"检查,甚至；处罚"', "水务"], ["2", "处置", "城管"]]
    path.write_bytes("\r\n".join(delimiter.join(r) for r in rows).encode(encoding))
    assert read(path).tables[0].rows == [["序号", "事项名称", "部门"], ["1", "检查,甚至；处罚", "水务"], ["2", "处置", "城管"]]


def test_a_delimiter_that_is_said(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n甲;乙,丙\n1;2,3\n", encoding="utf-8")
    assert read(path).tables[0].rows == [["甲", "乙,丙"], ["1", "2,3"]]
