"""PDFs that are damaged, locked, empty or too large: a sentence each, and the pages that can be read are read."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.readers import Canonical, Limits, Unreadable, read
from ingest.readers.page_image import page_png, page_sizes
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_process import PageFailed, PageProcess
from tests.readers.pdf_making import BODY, FONT, PARAGRAPHS, Paragraph, drawn_pdf, story_pdf


def locked(path: Path, user: str, owner: str) -> Path:
    made = canvas.Canvas(str(path), encrypt=StandardEncryption(user, owner, canPrint=0, canCopy=0))
    made.setFont(FONT, 12)
    made.drawString(72, 700, "街道办事处负责日常巡查。")
    made.save()
    return path


def sentence(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read(path)
    message = str(refused.value)
    assert path.name in message
    assert message.endswith("。")
    assert "\n" not in message
    return message


def test_an_owner_password_alone_does_not_hinder_reading(tmp_path: Path) -> None:
    assert read(locked(tmp_path / "禁复制.pdf", "", "secret")).text == "街道办事处负责日常巡查。"


def test_a_password_to_open_is_said(tmp_path: Path) -> None:
    assert "打开密码" in sentence(locked(tmp_path / "锁.pdf", "open", "secret"))


def test_what_is_no_pdf_or_has_no_pages(tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 400)
    assert "不是完好的 PDF" in sentence(tmp_path / "坏.pdf")
    (tmp_path / "零页.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%EOF\n"
    )
    sentence(tmp_path / "零页.pdf")
    (tmp_path / "空.pdf").write_bytes(b"")
    assert "空文件" in sentence(tmp_path / "空.pdf")


def test_a_broken_table_of_contents_of_the_file_is_mended(tmp_path: Path) -> None:
    path = story_pdf(tmp_path / "文.pdf", [Paragraph(p, BODY) for p in PARAGRAPHS])
    whole = read(path).text
    data = path.read_bytes()
    (tmp_path / "断.pdf").write_bytes(data.replace(b"\nxref\n", b"\nxerf\n"))
    assert read(tmp_path / "断.pdf").text == whole
    (tmp_path / "错.pdf").write_bytes(data.replace(b"startxref\n", b"startxref\n9"))
    assert read(tmp_path / "错.pdf").text == whole


def test_blank_pages_are_empty_and_the_others_are_read(tmp_path: Path) -> None:
    path = drawn_pdf(tmp_path / "白.pdf", lambda p: None, lambda p: p.drawString(72, 700, "第二页的字。"), lambda p: None)
    canonical = read(path)
    assert [(u.unit, u.status) for u in canonical.units] == [("第1页", "empty"), ("第2页", "read"), ("第3页", "empty")]


def test_pages_over_the_limit_are_told(tmp_path: Path) -> None:
    path = tmp_path / "厚.pdf"
    made = canvas.Canvas(str(path))
    for i in range(2000):
        if i % 500 == 0:
            made.drawString(72, 700, f"page {i}")
        made.showPage()
    made.save()
    canonical = Canonical("厚.pdf", "pdf", "0" * 64)
    read_pdf(canonical, path, Limits(pages=1200))
    assert len(canonical.pages) == 1200
    assert sum(u.status == "read" for u in canonical.units) == 3
    last = canonical.units[-1]
    assert (last.unit, last.status) == ("第1201—2000页", "unreadable")
    assert "1200" in last.detail


def test_pages_of_any_size(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.drawString(100, 100, "角落里的字。")

    for size in ((14_000, 14_000), (30, 14_000), (200, 200)):
        path = drawn_pdf(tmp_path / f"{size[0]}.pdf", draw, pagesize=size)
        canonical = read(path)
        assert canonical.text == ("角落里的字。" if size[0] > 60 else "")
        assert page_png(path, 1, 5000)[:4] == b"\x89PNG"
        assert page_sizes(path)[0].width == size[0]


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    child = tmp_path / "slow.py"
    child.write_text(
        "import sys,json,time\n"
        "def send(x):\n"
        "    b=json.dumps({**x,'bytes':0}).encode()\n"
        "    sys.stdout.buffer.write(len(b).to_bytes(4,'big')+b); sys.stdout.buffer.flush()\n"
        "send({'pages':3})\n"
        "for line in sys.stdin.buffer:\n"
        "    n=json.loads(line)['number']\n"
        "    if n==1: time.sleep(600)\n"
        "    if n==2: sys.exit(9)\n"
        "    send({'n':n})\n",
        encoding="utf-8",
    )
    began = time.monotonic()
    with PageProcess(child) as process:
        assert process.ask(30, number=0)[0]["n"] == 0
        with pytest.raises(PageFailed, match="time"):
            process.ask(1.0, number=1)
        with pytest.raises(PageFailed, match="died"):
            process.ask(30, number=2)
        assert process.ask(30, number=3)[0]["n"] == 3
    assert time.monotonic() - began < 300  # the sleep was not waited for


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_never_raise_anything_but_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "好.pdf"
    if not path.exists():
        story_pdf(path, [Paragraph(p, BODY) for p in PARAGRAPHS * 8])
    whole = path.read_bytes()
    spoiled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(9, len(whole) - 1))
        spoiled[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    (tmp_path / "坏.pdf").write_bytes(bytes(spoiled))
    try:
        canonical = read(tmp_path / "坏.pdf")
    except Unreadable as error:
        refusal = str(error)
    else:
        refusal = "。"
        assert {u.unit for u in canonical.units if u.unit.startswith("第")} >= {f"第{p.number}页" for p in canonical.pages}
    assert refusal.endswith("。")
