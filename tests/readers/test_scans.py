"""Scans and images: recognised where the OCR extra is there, told where it is not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader

import ingest.readers.images
import ingest.readers.pdf
from ingest.readers import Cancelled, Canonical, Limits, Unreadable, read
from ingest.readers.images import read_image
from ingest.readers.page_image import page_png, page_sizes
from ingest.readers.scans import installed
from tests.readers.pdf_making import drawn_pdf, picture, ruled, write_lines

LINES = (
    "样例区综合行政执法改革情况通报",
    "街道综合行政执法队共有在编人员36名，其中持证",
    "人员28名。区城市管理局负责业务指导，街道办事处",
    "负责日常管理（样政发〔2018〕9号）。",
)
TEXT = LINES[0] + "\n" + "".join(LINES[1:])
ROWS = [
    ["序号", "事项名称", "主管部门"],
    ["1", "占道经营", "城市管理局"],
    ["2", "噪声扰民", "生态环境局"],
    ["3", "违法搭建", "规划资源局"],
]


@pytest.fixture
def ocr() -> None:
    if not installed():
        if os.environ.get("CI"):
            pytest.fail("the extra ocr is missing")
        pytest.skip("the extra ocr is missing")


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.readers.pdf, "installed", lambda: False)
    monkeypatch.setattr(ingest.readers.images, "installed", lambda: False)


def wrong(canonical: Canonical, text: str) -> float:
    """Share of wrong characters, line breaks aside."""
    return Levenshtein.distance(canonical.text.replace("\n", ""), text.replace("\n", "")) / len(text)


def on_paper(path: Path, *images: Image.Image) -> Path:
    """A PDF of pictures, one a page."""

    def page(image: Image.Image) -> Any:
        def draw(sheet: Any) -> None:
            sheet.setPageSize((image.width * 0.36, image.height * 0.36))
            sheet.drawImage(ImageReader(image), 0, 0, image.width * 0.36, image.height * 0.36)

        return draw

    return drawn_pdf(path, *(page(i) for i in images))


def test_a_scanned_page_is_recognised_with_places(tmp_path: Path, ocr: None) -> None:
    path = on_paper(tmp_path / "扫描.pdf", picture(write_lines(LINES, size=56), (1654, 560)))
    canonical = read(path)
    assert wrong(canonical, TEXT) < 0.03
    assert canonical.text.count("\n") == 1  # the title, and one paragraph over three lines
    (page,) = canonical.pages
    assert page.scanned
    assert (page.width, page.height) == pytest.approx((1654 * 0.36, 560 * 0.36), abs=1)
    assert len(canonical.places) == 4
    for n, place in enumerate(canonical.places):
        middle = (120 + 56 * 1.7 * n + 40) * 0.36
        assert place.box[1] < middle < place.box[3]
        assert place.box[0] == pytest.approx(180 * 0.36, abs=4)
    (unit,) = canonical.units
    assert unit.status == "read"
    assert "扫描页，识别 4 行，平均置信度 0.9" in unit.detail or "平均置信度 1.0" in unit.detail


def test_a_scanned_table_with_merged_cells(tmp_path: Path, ocr: None) -> None:
    rows = [[*ROWS[0], "层级"], [*ROWS[1], "街镇"], [*ROWS[2], ""], [*ROWS[3], "区级"]]
    image = picture(ruled(rows, [120, 400, 400, 200], [(3, 1, 2)]), (1500, 560))
    canonical = read(on_paper(tmp_path / "表.pdf", image))
    (table,) = canonical.tables
    assert table.rows == [rows[0], rows[1], [*ROWS[2], "街镇"], rows[3]]
    assert table.merged == [(2, 4, 3, 4)]
    page, box = table.row_places[2]
    assert page == 1
    assert box == pytest.approx((150 * 0.36, 290 * 0.36, 1270 * 0.36, 360 * 0.36), abs=2)


def test_lines_that_make_no_table_are_told(tmp_path: Path, ocr: None) -> None:
    def draw(sheet: Any) -> None:
        write_lines(LINES[1:], size=56)(sheet)
        for i in range(5):
            sheet.line((150, 110 + 95 * i, 1500, 110 + 95 * i), fill=0, width=3)

    canonical = read(on_paper(tmp_path / "线.pdf", picture(draw, (1654, 560))))
    assert canonical.tables == []
    assert "只读了文字" in canonical.units[0].detail
    assert wrong(canonical, TEXT.split("\n")[1]) < 0.1


def test_a_scan_that_lies_askew_or_on_its_side(tmp_path: Path, ocr: None) -> None:
    sheet = picture(ruled(ROWS, [120, 400, 400]), (1300, 560))
    askew = sheet.rotate(-1.5, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    (table,) = read(on_paper(tmp_path / "斜.pdf", askew)).tables
    assert table.rows == ROWS

    side = sheet.rotate(-90, expand=True)
    canonical = read(on_paper(tmp_path / "侧.pdf", side))
    (table,) = canonical.tables
    assert table.rows == ROWS
    assert "转了 90°" in canonical.units[0].detail
    # the first row is the rightmost upright strip of the page as shown
    first, last = table.row_places[0][1], table.row_places[-1][1]
    assert first[0] > last[0]
    assert first[3] - first[1] > first[2] - first[0]


def test_text_pages_scans_and_blank_pages_in_one_file(tmp_path: Path, ocr: None) -> None:
    scan = ImageReader(picture(write_lines(LINES[1:], size=56), (1654, 560)))
    path = drawn_pdf(
        tmp_path / "混.pdf",
        lambda p: p.drawString(72, 700, "第一页是文字。"),
        lambda p: p.drawImage(scan, 0, 500, 595, 180),
        lambda p: None,
        lambda p: p.drawString(72, 700, "第四页也是文字。"),
    )
    seen: list[Any] = []
    canonical = read(path, progress=lambda *what: seen.append(what))
    assert [u.status for u in canonical.units] == ["read", "read", "empty", "read"]
    assert [p.scanned for p in canonical.pages] == [False, True, False, False]
    first, *_, last = canonical.text.split("\n")
    assert (first, last) == ("第一页是文字。", "第四页也是文字。")
    assert ("reading", 1, 4) in seen

    def stop(stage: str, done: int, of: int | None) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp"])
def test_images_are_read_as_scans(tmp_path: Path, ocr: None, suffix: str) -> None:
    path = tmp_path / f"图{suffix}"
    picture(write_lines(LINES, size=56), (1654, 560)).convert("RGB").save(path)
    canonical = read(path)
    assert wrong(canonical, TEXT) < 0.05
    assert [u.unit for u in canonical.units] == ["第1页"]
    size = page_sizes(path)[0]
    assert (size.width, size.height) == pytest.approx((canonical.pages[0].width, canonical.pages[0].height), abs=0.1)
    assert page_png(path, 1, 400)[:4] == b"\x89PNG"


def test_each_page_of_a_tif_is_read_and_the_rest_is_told(tmp_path: Path, ocr: None) -> None:
    pages = [picture(write_lines([f"第{n}页，街道办事处负责日常巡查工作。"]), (1654, 300)) for n in (1, 2, 3)]
    pages[0].save(tmp_path / "多.tif", save_all=True, append_images=pages[1:], dpi=(200, 200))
    canonical = Canonical("多.tif", "image", "0" * 64)
    read_image(canonical, tmp_path / "多.tif", Limits(pages=2))
    assert [(u.unit, u.status) for u in canonical.units] == [("第1页", "read"), ("第2页", "read"), ("第3—3页", "unreadable")]
    assert canonical.text.startswith("第1页")
    assert [p.page for p in canonical.places] == [1, 2]
    assert page_png(tmp_path / "多.tif", 3)


def test_what_is_recognised_badly_is_shown_in_the_report(tmp_path: Path, ocr: None) -> None:
    def draw(sheet: Any) -> None:
        write_lines(LINES[1:3], top=60, size=56)(sheet)
        write_lines(["龘靐齉爩麤", "鱻灥羴厵赑"], top=300, size=16)(sheet)

    canonical = read(on_paper(tmp_path / "糊.pdf", picture(draw, (1654, 450))))
    assert canonical.rejected
    assert all(r.where == "第1页" and "把握不大" in r.reason and r.advice for r in canonical.rejected)


def test_a_layer_of_recognised_text_over_a_scan_is_used(tmp_path: Path) -> None:
    image = ImageReader(picture(write_lines(LINES[1:], size=56), (1654, 560)))

    def draw(page: Any) -> None:
        page.drawImage(image, 0, 300, 595, 500)
        layer = page.beginText(72, 700)
        layer.setTextRenderMode(3)
        layer.textLine("街道办事处负责日常管理。")
        page.drawText(layer)

    canonical = read(drawn_pdf(tmp_path / "双层.pdf", draw))
    assert canonical.text == "街道办事处负责日常管理。"
    assert canonical.pages[0].scanned
    assert "文字层" in canonical.units[0].detail


def test_without_the_extra_scans_are_told_and_text_is_read(tmp_path: Path, without_ocr: None) -> None:
    scan = ImageReader(Image.new("L", (400, 200), 128))
    both = drawn_pdf(
        tmp_path / "混.pdf",
        lambda p: p.drawString(72, 700, "第一页是文字。"),
        lambda p: p.drawImage(scan, 0, 300, 595, 400),
    )
    canonical = read(both)
    assert [u.status for u in canonical.units] == ["read", "unreadable"]
    assert "OCR 组件" in canonical.units[1].detail
    only = drawn_pdf(tmp_path / "扫.pdf", lambda p: p.drawImage(scan, 0, 300, 595, 400))
    Image.new("L", (400, 200), 128).save(tmp_path / "图.png")
    for path in (only, tmp_path / "图.png"):
        with pytest.raises(Unreadable, match="OCR 组件") as refused:
            read(path)
        assert path.name in str(refused.value)
        assert str(refused.value).endswith("。")


def test_pictures_without_words_and_broken_pictures(tmp_path: Path, ocr: None) -> None:
    Image.new("L", (800, 600), 255).save(tmp_path / "白.png")
    canonical = read(tmp_path / "白.png")
    assert [(u.unit, u.status) for u in canonical.units] == [("第1页", "empty")]
    whole = (tmp_path / "白.png").read_bytes()
    (tmp_path / "坏.png").write_bytes(whole[:40] + b"\x00" * 60)
    with pytest.raises(Unreadable, match="坏"):
        read(tmp_path / "坏.png")


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    path = tmp_path / "大.png"
    Image.new("1", (20_000, 20_000), 1).save(path)
    return path


def test_a_picture_of_too_many_pixels_is_refused(huge: Path, ocr: None) -> None:
    with pytest.raises(Unreadable, match="像素过多"):
        read(huge)
    with pytest.raises(Unreadable, match="像素过多"):
        page_png(huge, 1)
