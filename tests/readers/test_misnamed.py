"""Files whose name, or whose parts, are not what they seem."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.readers import Unreadable, read
from ingest.readers.bundle import unpack
from tests.lists.making import docx, paragraph, xlsx

_XLS = Path(__file__).parent / "hidden.xls"


def _copied(path: Path, target: Path, **instead: bytes | None) -> Path:
    """A package with parts left out (None) or rewritten."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = instead.get(name.rsplit("/", 1)[-1].removesuffix(".xml"), old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def test_workbooks_under_each_others_suffix(tmp_path):
    new = xlsx(tmp_path / "a.xlsx", {"表": [["甲", 1]]})
    (tmp_path / "新.xls").write_bytes(new.read_bytes())
    (tmp_path / "旧.xlsx").write_bytes(_XLS.read_bytes())
    (tmp_path / "旧.et").write_bytes(_XLS.read_bytes())
    assert read(tmp_path / "新.xls").tables[0].rows == [["甲", 1]]
    assert read(tmp_path / "新.xls").format == "xlsx"
    for name in ("旧.xlsx", "旧.et"):
        assert (read(tmp_path / name).format, len(read(tmp_path / name).tables)) == ("xls", 3)


def test_two_sheets_of_one_name_are_both_read(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表一": [["甲"]], "表二": [["乙"], [2]], "表三": [["丙"]]})
    with zipfile.ZipFile(path) as package:
        book = package.read("xl/workbook.xml").decode().replace("表二", "表一").replace("表三", "表一").encode()
    canonical = read(_copied(path, tmp_path / "b.xlsx", workbook=book))
    assert {t.name: t.rows for t in canonical.tables} == {"表一": [["甲"]], "表一 (2)": [["乙"], [2]], "表一 (3)": [["丙"]]}
    assert [u.unit for u in canonical.units] == ["表一", "表一 (2)", "表一 (3)"]


def test_a_table_of_a_million_columns_is_refused_at_once(tmp_path):
    for name, text in (("a.csv", ",".join("a" * 1_000_000)), ("b.csv", '"x",' + ",".join("a" * 1_000_000))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(Unreadable, match=r"有 100000\d 列，超过电子表格的上限 16384 列.*。$"):
            read(tmp_path / name)


def test_an_office_package_without_its_main_part_is_no_bundle(tmp_path):
    path = _copied(docx(tmp_path / "a.docx", paragraph("甲")), tmp_path / "b.docx", document=None)
    with pytest.raises(Unreadable, match="没有正文或工作簿"):
        read(path)
    with pytest.raises(Unreadable, match="没有正文或工作簿"):
        unpack(path, tmp_path / "out")


@pytest.mark.parametrize("text", ["BM开头的文字，不是图片。", "BMI 指数的说明"])
def test_a_text_that_begins_like_a_bitmap(tmp_path, text):
    (tmp_path / "说明.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "说明.txt").text == text


@pytest.mark.parametrize("suffix", ["eml", "mht"])
def test_bytes_that_are_no_mail(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(Unreadable, match="不是邮件"):
        unpack(path, tmp_path / "out")


def test_a_blank_text_has_no_characters(tmp_path):
    (tmp_path / "空.txt").write_text(" \n\n ", encoding="utf-8")
    assert [(u.status, u.detail) for u in read(tmp_path / "空.txt").units] == [("empty", "0 字")]
