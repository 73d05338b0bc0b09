"""OFD files of our own making: text, places, tables with merged cells, templates, pictures, damage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from rapidfuzz.distance import Levenshtein

import ingest.readers.ofd_scan
from ingest.readers import Unreadable, read
from tests.readers.pdf_making import picture, write_lines
from tests.readers.test_scans import LINES, ocr

__all__ = ["ocr"]

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def words(x: float, y: float, text: str, size: float = 4.0, more: str = "") -> str:
    """A line of text, its characters evenly spaced, the first one's top left corner at x, y (mm)."""
    step = f' DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(text)} {size * 1.2}" Font="3" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86}"{step}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {max(x1 - x0, 0.1)} {max(y1 - y0, 0.1)}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], high: float = 8.0) -> str:
    out = []
    edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
    out += [line(edges[0], y + high * i, edges[-1], y + high * i) for i in range(len(rows) + 1)]
    out += [line(e, y, e, y + high * len(rows)) for e in edges]
    for i, row in enumerate(rows):
        out += [words(edges[j] + 1, y + high * i + 2, cell) for j, cell in enumerate(row) if cell]
    return "".join(out)


def image(number: int, x: float, y: float, wide: float, high: float, matrix: str = "") -> str:
    """Image ``number`` on a page, in mm; ``matrix`` as written by those who turn it."""
    given = matrix or f"{wide} 0 0 {high} 0 0"
    return f'<ofd:ImageObject ID="7" Boundary="{x} {y} {wide} {high}" CTM="{given}" ResourceID="{100 + number}"/>'


def ofd(path: Path, pages: Sequence[str], template: str = "", extra: str = "", images: Sequence[tuple[str, bytes]] = ()) -> Path:
    """A package of pages, each the objects on it; images are names and bytes, numbered from 0."""
    listed = "".join(f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    shared = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/>' if template else ""
    if images:
        shared = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" + shared
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "OFD.xml",
            f"{HEAD}{extra}<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"{HEAD}<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"{shared}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        media = "".join(
            f'<ofd:MultiMedia ID="{100 + i}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>'
            for i, (name, _) in enumerate(images)
        )
        if images:
            res = f'{HEAD}<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
            package.writestr("Doc_0/DocumentRes.xml", res)
        for name, data in images:
            package.writestr(f"Doc_0/Res/{name}", data)
        if template:
            package.writestr(
                "Doc_0/Tpls/T.xml",
                f"{HEAD}<ofd:Page {NS}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
            )
        used = '<ofd:Template TemplateID="5"/>' if template else ""
        for i, objects in enumerate(pages):
            package.writestr(
                f"Doc_0/Pages/Page_{i}/Content.xml",
                f"{HEAD}<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
            )
    return path


def test_text_with_places(tmp_path):
    title, body = "关于规范水务站管理的通知", "镇水务站由镇人民政府管理。"
    canonical = read(ofd(tmp_path / "通知.ofd", [words(60, 30, title, 6.0) + words(33, 50, body)]))
    assert canonical.format == "ofd"
    assert [canonical.text[b.start : b.end] for b in canonical.blocks] == [title, body]
    assert [(u.unit, u.status) for u in canonical.units] == [("第1页", "read")]
    place = next(p for p in canonical.places if canonical.text[p.start : p.end] == body)
    assert place.page == 1
    points = 72 / 25.4
    assert place.box == pytest.approx((33 * points, 50 * points, (33 + 4 * len(body)) * points, 54 * points), abs=2)


def test_a_table_over_two_pages(tmp_path):
    head = ("序号", "事项", "主体")
    rows = [(str(i), f"事项第{i}", "区水务局") for i in range(1, 31)]
    first = table(20, 40, (20, 60, 60), [head, *rows[:20]])
    second = table(20, 20, (20, 60, 60), [head, *rows[20:]])
    canonical = read(ofd(tmp_path / "表.ofd", [first, second]))
    assert len(canonical.tables) == 1
    assert [tuple(r) for r in canonical.tables[0].rows] == [head, *rows]


def test_a_page_of_a_picture_that_is_missing_is_reported(tmp_path, ocr):
    canonical = read(ofd(tmp_path / "扫描.ofd", [words(30, 40, "第一页有字，读得出来。"), image(0, 0, 0, 210, 297)]))
    assert [(u.unit, u.status) for u in canonical.units][:2] == [("第1页", "read"), ("第2页", "unreadable")]
    assert "缺少图像" in canonical.units[1].detail


def _scan(suffix: str = "PNG", turn: int = 0) -> bytes:
    sheet = picture(write_lines(LINES, size=40), (1654, 2339)).convert("RGB").rotate(-turn, expand=True)
    file = io.BytesIO()
    sheet.save(file, suffix)
    return file.getvalue()


@pytest.mark.parametrize("suffix", ["JPEG", "TIFF"])
def test_a_scanned_page_is_recognised_where_it_lies(tmp_path, ocr, suffix):
    pages = [words(30, 40, "第一页有字，读得出来。"), image(0, 0, 0, 210, 297)]
    canonical = read(ofd(tmp_path / "扫描.ofd", pages, images=[(f"a.{suffix}", _scan(suffix))]))
    assert [(u.unit, u.status) for u in canonical.units][:2] == [("第1页", "read"), ("第2页", "read")]
    assert "扫描页，识别 4 行" in canonical.units[1].detail
    assert [p.scanned for p in canonical.pages] == [False, True]
    assert LINES[1][:12] in canonical.text
    lines = [p for p in canonical.places if p.page == 2]
    assert len(lines) == 4
    for n, place in enumerate(lines):
        middle = (120 + 40 * 1.7 * n + 28) * 0.36
        assert place.box[1] < middle < place.box[3]
        assert place.box[0] == pytest.approx(180 * 0.36, abs=5)


def _banded(whole: Image.Image) -> tuple[str, list[tuple[str, bytes]]]:
    bands, objects = [], ""
    for number, top in enumerate(range(0, whole.height, 400)):
        file = io.BytesIO()
        high = min(400, whole.height - top)
        whole.crop((0, top, whole.width, top + high)).save(file, "PNG")
        bands.append((f"b{number}.png", file.getvalue()))
        objects += image(number, 0, top * 0.127, 210, high * 0.127)
    return objects, bands


@pytest.mark.parametrize("how", ["bands", "matrix"])
def test_a_scan_in_bands_or_set_upright_by_its_matrix(tmp_path, ocr, how):
    if how == "bands":
        objects, images = _banded(Image.open(io.BytesIO(_scan())))
    else:  # the picture lies on its side
        objects, images = image(0, 0, 0, 210, 297, "0 -297 210 0 0 297"), [("t.png", _scan(turn=90))]
    canonical = read(ofd(tmp_path / "扫描.ofd", [objects], images=images))
    assert Levenshtein.distance(canonical.text.replace("\n", ""), "".join(LINES)) <= 4
    assert canonical.units[0].detail.count("°") == 0
    assert canonical.places[0].box[:2] == pytest.approx((180 * 0.36, 120 * 0.36), abs=6)


def test_without_the_extra_each_page_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(ingest.readers.ofd_scan, "installed", lambda: False)
    pages = [words(30, 40, "第一页有字，读得出来。"), image(0, 0, 0, 210, 297), image(0, 0, 0, 210, 297)]
    canonical = read(ofd(tmp_path / "扫描.ofd", pages, images=[("a.png", b"x")]))
    assert [(u.unit, u.status) for u in canonical.units] == [("第1页", "read"), ("第2页", "unreadable"), ("第3页", "unreadable")]
    assert {u.detail for u in canonical.units[1:]} == {"是扫描图像，没有文字层；请安装 OCR 组件（tiaokuai[ocr]）后重新载入"}


def test_pictures_that_cannot_be_drawn_are_a_sentence_each(tmp_path, ocr):
    bad = [b"", b"\x97JB2\r\n\x1a\n" + b"\0" * 60, b"\x89PNG\r\n\x1a\n" + b"\0" * 40]
    pages = [words(30, 40, "第一页有字，读得出来。"), *(image(i, 0, 0, 210, 297) for i in range(3))]
    canonical = read(ofd(tmp_path / "扫描.ofd", pages, images=[(f"{i}.jb2", data) for i, data in enumerate(bad)]))
    assert [u.status for u in canonical.units] == ["read", *["unreadable"] * 3]
    assert all("JBIG2" in u.detail for u in canonical.units[1:])


def test_templates_and_hidden_objects(tmp_path):
    hidden = words(30, 80, "不显示的字", more=' Visible="false"')
    canonical = read(ofd(tmp_path / "模板.ofd", [words(30, 60, "正文在这里写着。") + hidden], words(30, 40, "模板上的题目")))
    assert "模板上的题目" in canonical.text
    assert "正文在这里写着。" in canonical.text
    assert "不显示" not in canonical.text


def test_runs_of_distances(tmp_path):
    code = '<ofd:TextCode X="0" Y="4" DeltaX="4 g 2 5 4">甲乙丙丁戊</ofd:TextCode>'
    item = f'<ofd:TextObject ID="1" Boundary="20 20 60 5" Font="1" Size="4">{code}</ofd:TextObject>'
    canonical = read(ofd(tmp_path / "距.ofd", [item]))
    assert canonical.text == "甲乙丙丁戊"
    (place,) = canonical.places
    assert place.box[2] - place.box[0] == pytest.approx((4 + 5 + 5 + 4 + 4) * 72 / 25.4, abs=1)


def test_damage_is_one_sentence(tmp_path):
    whole = ofd(tmp_path / "好.ofd", [words(30, 40, "第一页"), words(30, 40, "第二页")]).read_bytes()
    broken = tmp_path / "坏.ofd"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unreadable, match=r"。$"):
        read(broken)
    with pytest.raises(Unreadable, match="实体声明"):
        read(ofd(tmp_path / "实体.ofd", ["x"], extra='<!DOCTYPE a [<!ENTITY b "c">]>'))
    with pytest.raises(Unreadable, match="没有一页"):
        read(ofd(tmp_path / "空.ofd", []))
    canonical = read(ofd(tmp_path / "半.ofd", [words(30, 40, "第一页写着一行字。"), "<ofd:Bro"]))
    assert [u.status for u in canonical.units][:2] == ["read", "unreadable"]


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(0, 5000))
def test_any_damage_ends_well(tmp_path_factory, junk, at):
    folder = tmp_path_factory.mktemp("ofd")
    data = bytearray(ofd(folder / "a.ofd", [table(20, 40, (30, 30), [("甲", "乙"), ("丙", "丁")])]).read_bytes())
    at %= len(data)
    data[at : at + len(junk)] = junk
    (folder / "b.ofd").write_bytes(data)
    try:
        units = read(folder / "b.ofd").units
    except Unreadable as error:
        units, sentence = [], str(error)
    else:
        sentence = ""
    assert units or sentence.endswith("。")
