"""OFD files of our own making: text, places, tables with merged cells, templates, pictures, damage."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from rapidfuzz.distance import Levenshtein

import ingest.readers.ofd_scan
from ingest.readers import Unreadable, read
from ingest.readers.page_image import has_pages, page_picture, page_sizes
from tests.readers.ofd_making import image, ofd, table, words
from tests.readers.pdf_making import picture, write_lines
from tests.readers.test_scans import LINES, ocr

__all__ = ["ocr"]


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


def test_a_page_as_a_picture(tmp_path):
    objects = words(60, 30, "关于<规范>&水务站") + table(20, 80, (20, 60), [("序号", "事项")]) + image(0, 150, 200, 40, 30)
    objects += image(1, 10, 10, 20, 20) + words(30, 90, "不显示的字", more=' Visible="false"')
    path = ofd(tmp_path / "a.ofd", [objects, image(0, 0, 0, 210, 297)], images=[("a.tif", _scan("TIFF")), ("b.jb2", b"\x97JB2")])
    assert [(round(s.width), round(s.height), s.scanned) for s in page_sizes(path)] == [(595, 842, False), (595, 842, True)]
    data, media = page_picture(path, 1)
    assert media == "image/svg+xml"
    root = etree.fromstring(data)
    assert root.get("viewBox") == "0 0 210.000 297.000"
    texts = [t.text for t in root.iter("{*}text")]
    assert texts == ["关于<规范>&水务站", "序号", "事项"]
    title = next(root.iter("{*}text"))
    assert title.get("transform") == "matrix(1 0 0 1 60.000 30.000)"
    assert [float(x) for x in title.get("x").split()] == [4.0 * i for i in range(10)]
    assert len(list(root.iter("{*}path"))) == 2 + 3
    (shown,) = root.iter("{*}image")
    assert shown.get("href").startswith("data:image/png;base64,")
    assert shown.get("transform") == "matrix(40 0 0 30 150.000 200.000)"
    assert "显示不了" in data.decode()  # an image that no browser shows
    with pytest.raises(Unreadable, match="只有 2 页"):
        page_picture(path, 3)


def test_a_picture_draws_colours_curves_and_turned_words(tmp_path):
    turned = words(20, 20, "盖章", more=' CTM="0 1 -1 0 5 6" Weight="700" Alpha="51"').replace(
        "<ofd:TextCode", '<ofd:FillColor Value="255 0 0"/><ofd:TextCode'
    )
    curve = (
        '<ofd:PathObject ID="2" Boundary="1 2 9 9" Stroke="false" Fill="true" Rule="Even-Odd"><ofd:FillColor Value="0 0 0 255"/>'
        "<ofd:AbbreviatedData>S 0 0 B 1 2 3 4 5 6 Q 1 1 2 2 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    nonsense = words(1, 1, "坏").replace('X="0"', 'X="0" DeltaX="g x y"')
    root = etree.fromstring(page_picture(ofd(tmp_path / "a.ofd", [turned + curve + nonsense]), 1)[0])
    (text,) = root.iter("{*}text")
    given = text.get("transform"), text.get("fill"), text.get("opacity"), text.get("font-weight")
    assert given == ("matrix(0 1 -1 0 25.000 26.000)", "#ff0000", "0.200", "bold")
    (path,) = root.iter("{*}path")
    assert path.get("d").replace(".000", "") == "M0 0C1 2 3 4 5 6Q1 1 2 2Z"
    assert (path.get("fill"), path.get("stroke"), path.get("fill-rule")) == ("#000000", "none", "evenodd")


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
    if has_pages(folder / "b.ofd"):
        for number in (1, 2):
            try:
                page_sizes(folder / "b.ofd")
                etree.fromstring(page_picture(folder / "b.ofd", number)[0])
            except Unreadable as error:
                sentence = str(error)
        assert sentence.endswith("。")  # there is one page
