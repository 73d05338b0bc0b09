"""Files that cannot or must not be read: one Chinese sentence each, no crash, no wait."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.readers import Limits, Unreadable, read
from tests.lists.making import cell, docx, flipped, in_memory, paragraph, table, text, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*names):
    """A container whose directory has these streams, each without content."""
    header = bytearray(512)
    header[:8] = OLE
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<II", header, 44, 1, 1)  # one FAT sector; the directory in sector 1
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, *range(2, 9), 0xFFFFFFFE, *[0xFFFFFFFF] * 119)
    entries = bytearray()
    for i, name in enumerate(("Root Entry", *names)):
        entry = bytearray(128)
        written = name.encode("utf-16-le")
        entry[: len(written)] = written
        right = i + 1 if 0 < i < len(names) else 0xFFFFFFFF
        struct.pack_into("<HBBIII", entry, 64, len(written) + 2, 2 if i else 5, 1, 0xFFFFFFFF, right, 0xFFFFFFFF if i else 1)
        entries += entry
    return bytes(header) + fat + bytes(entries).ljust(8 * 512, b"\0")


def refused(path, limits=None):
    with pytest.raises(Unreadable) as caught:
        read(path, limits or Limits())
    message = str(caught.value)
    assert path.name in message
    assert message.endswith("。")
    assert message.count("。") == 1
    return message


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "空文件"),
        ("密.docx", ole("EncryptionInfo", "EncryptedPackage"), "密码"),
        ("旧.doc", ole("WordDocument"), "docx"),
        ("稿.wps", ole("WordDocument"), "docx"),
        ("不明.xls", ole("Contents"), "docx"),
        ("坏.xls", ole("Workbook"), "Excel"),
        ("断.xls", OLE + b"\0" * 1000, "损坏"),
        ("文.pdf", b"%PDF-1.7\n", "PDF"),
        ("文.txt", b"%PDF-1.7\n", "PDF"),
        ("图.docx", b"\x89PNG\r\n\x1a\n\0\0\0", "图片"),
        ("包.xlsx", b"7z\xbc\xaf\x27\x1c\0", "压缩包"),
        ("假.docx", "其实是文字".encode(), "docx"),
        ("乱.txt", bytes(range(256)) * 20, "编码"),
    ],
)
def test_refused_with_one_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refused(path)


@pytest.mark.parametrize("make", [lambda p: xlsx(p, {"表": [["甲"] * 20] * 200}), lambda p: docx(p, paragraph("甲乙丙" * 500))])
@pytest.mark.parametrize("keep", [30, 300, -100])
def test_truncated(tmp_path, make, keep):
    path = make(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:keep])
    refused(path)


def test_mislabelled_office_files_are_read_by_content(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表": [["甲"]]}).rename(tmp_path / "a.csv")
    assert read(path).tables[0].rows == [["甲"]]
    path = docx(tmp_path / "b.docx", paragraph("乙")).rename(tmp_path / "b.xls")
    assert read(path).text == "乙"


def test_other_archives_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "y")
    assert "压缩包" in refused(path)


def test_zip_bombs_are_refused_before_they_are_opened(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("甲"))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/x.bin", "w", force_zip64=True) as file,
    ):
        for _ in range(300):
            file.write(b"\0" * (1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "压缩炸弹" in refused(path)
    assert "压缩炸弹" in refused(
        docx(tmp_path / "b.docx", paragraph("甲"), **{f"x{i}": "" for i in range(30)}), Limits(entries=20)
    )


def test_a_part_that_unpacks_to_more_than_it_says(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("甲" * 5000))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    refused(path)


def test_external_entities_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    prolog = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    assert "实体" in refused(docx(tmp_path / "a.docx", "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", prolog))
    laughs = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    assert "实体" in refused(docx(tmp_path / "b.docx", "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", laughs))


def test_entities_in_a_workbook_are_refused_too(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表": [["甲"]]})
    out = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook', 1)
            new.writestr(name, data)
    assert "实体" in refused(out)


def test_too_large(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("甲" * 100)
    assert "上限" in refused(path, Limits(file=100))


BASES = {
    "a.docx": in_memory(
        paragraph("闵行区权责清单") + table([cell("事项名称"), cell("实施主体")], [cell("检查"), cell("区水务局")])
    ),
    "a.csv": "事项名称,实施主体\n检查,区水务局\n".encode("gb18030"),
    "a.html": "<html><body><p>甲</p><table><tr><td colspan=2>乙<td>丙</table>".encode(),
    "a.md": "# 题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode(),
}


class Bases(dict):
    def __repr__(self):
        return "Bases()"  # hypothesis shows arguments, and warns of long ones


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bases")
    made = Bases(BASES)
    made["a.xlsx"] = xlsx(
        folder / "a.xlsx", {"权责清单": [["事项名称", "实施主体"], ["检查", 1]], "乙": [[None, 2.5]]}, {"乙": ["A1:B2"]}
    ).read_bytes()
    made["a.xls"] = made["a.xlsx"]
    return folder, made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["a.docx", "a.csv", "a.html", "a.md", "a.xlsx", "a.xls"]),
    places=st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 400),
    insert=st.binary(max_size=30),
)
def test_mutated_files_are_read_or_refused(bases, name, places, cut, insert):
    folder, made = bases
    data = flipped(made[name], places)
    if cut % 3 == 0:
        data = data[: len(data) - cut] + insert
    path = folder / name
    path.write_bytes(data)
    try:
        canonical = read(path)
    except Unreadable:
        refused(path)
        return
    assert canonical.units
    assert all(canonical.text[b.start : b.end].strip() for b in canonical.blocks)
    assert all(len({len(r) for r in t.rows}) <= 1 for t in canonical.tables)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(
            st.text(
                st.characters(codec="gb18030", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff"),
                max_size=6,
            ),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_csv_of_any_cells_comes_back(tmp_path_factory, rows):
    import csv
    import io

    width = max(map(len, rows))
    rows = [["头", *r, *[""] * (width - len(r))] for r in rows]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    (found,) = read(path).tables
    assert [[c or "" for c in r] for r in found.rows] == [[c if c.strip() else "" for c in r] for r in rows]


def test_an_open_quotation_mark_is_reported(tmp_path):
    lines = ["名称,备注", *[f"甲{i},好" for i in range(5)], '乙,"没有闭合', *[f"丙{i},好" for i in range(60)]]
    path = text(tmp_path / "a.csv", [[line] for line in lines])
    canonical = read(path)
    assert len(canonical.tables[0].rows) == 6
    assert [r.where for r in canonical.rejected] == ["a!第7行"]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan=1000 colspan=1000>x" * 300,
        "<tr><td colspan=1000>x</tr>" + "<tr><td>y" * 50_000,
    ],
)
def test_merged_cells_without_end_of_a_page(tmp_path, rows):
    path = tmp_path / "a.html"
    path.write_text(f"<table>{rows}</table>")
    assert "未读入" in refused(path)


@pytest.mark.parametrize("rows", [[[cell("x", 200)] * 100] * 300, [[cell("x", 200)] * 20, *[[cell("y")]] * 6000]])
def test_merged_cells_without_end_of_a_document(tmp_path, rows):
    assert "未读入" in refused(docx(tmp_path / "a.docx", table(*rows)))


def test_a_workbook_without_sheets(tmp_path):
    path = tmp_path / "a.xls"
    sample = (Path(__file__).parent / "sample.xls").read_bytes()
    # the records that name the sheets (BOUNDSHEET) become ones that say nothing
    at = 0
    data = bytearray(sample)
    while (at := data.find(b"\x85\x00", at + 1)) > 0:
        if data[at + 3] == 0 and 8 <= data[at + 2] < 40:
            data[at : at + 2] = b"\xfe\x7f"
    path.write_bytes(bytes(data))
    assert "工作表" in refused(path)
