"""Outlook mails: their bodies in every form, attachments, mails within mails, damage."""

from __future__ import annotations

import datetime as dt
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import Limits, Unreadable, read
from ingest.readers.bundle import Unpacked, unpack
from ingest.readers.rtf_body import html_of, uncompressed
from tests.readers.msg_making import attachment, container, mail, ticks

SENTENCE = "莘庄镇水务站由莘庄镇人民政府管理。"
LIST = "序号,事项名称\n1,占道经营\n".encode()


def taken(tmp_path: Path, folder, **limits: int) -> tuple[Unpacked, dict[str, str]]:
    path = tmp_path / "信.msg"
    path.write_bytes(container(folder))
    done = unpack(path, tmp_path / "out", Limits(**limits))
    return done, {m.name: m.path.read_text(encoding="utf-8") for m in done.members}


def test_a_plain_mail_with_an_attachment(tmp_path):
    sent = ticks(dt.datetime(2024, 5, 6, 1, 30, tzinfo=dt.UTC))
    heads = {"p0C1A": "张三", "p0C1F": "zhang@example.cn", "p0E04": "李四; 王五", "p0039": sent}
    done, texts = taken(tmp_path, mail(attachment("名册.csv", LIST), p0037="关于水务站的函", p1000=SENTENCE + "\r\n", **heads))
    assert done.units == []
    assert set(texts) == {"信.msg/正文.txt", "信.msg/名册.csv"}
    assert texts["信.msg/正文.txt"].split("\n")[:5] == [
        "关于水务站的函",
        "发件人：张三 <zhang@example.cn>",
        "收件人：李四; 王五",
        "发送时间：2024-05-06 09:30",
        "",
    ]
    assert SENTENCE in texts["信.msg/正文.txt"]
    assert texts["信.msg/名册.csv"].encode() == LIST


@pytest.mark.parametrize(("encoding", "codepage"), [("gb18030", 936), ("utf-8", 65001), ("big5", 950)])
def test_a_page_is_taken_before_the_plain_text(tmp_path, encoding, codepage):
    page = f"<html><body><p>{'莊莘鎮' if codepage == 950 else SENTENCE}</p></body></html>"
    _, texts = taken(tmp_path, mail(p0037="题<目>", p1000="简略", p1013=page.encode(encoding), p3FDE=codepage))
    (body,) = texts.values()
    assert "<h1>题&lt;目&gt;</h1>" in body
    assert ("莊莘鎮" if codepage == 950 else SENTENCE) in body
    assert "简略" not in body


def packed(rtf: bytes) -> bytes:
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def test_a_page_wrapped_into_rtf_is_taken_out(tmp_path):
    words = "".join(f"\\'{b:02x}" for b in "水务站".encode("gb18030"))
    rtf = (
        r"{\rtf1\ansi\ansicpg936\fromhtml1 \deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\colortbl;}"
        r"{\*\htmltag19 <html>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \f0 " + words + r"\u31649 ?\u29702 ?\htmlrtf\par}\htmlrtf0 "
        r"{\*\htmltag72 </p>}{\*\htmltag27 </html>}}"
    )
    assert html_of(rtf.encode()) == "<html><p>水务站管理</p></html>"
    _, texts = taken(tmp_path, mail(p1009=packed(rtf.encode()), p0037="函"))
    assert "水务站管理" in texts["信.msg/正文.html"]


def test_compressed_rtf():
    """The examples of [MS-OXRTFCP] 4.1."""
    first = "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af3 2068656c 0900 206277 05b0 6c647d 0a80 0fa0"
    assert uncompressed(bytes.fromhex(first.replace(" ", ""))) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    second = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
    assert uncompressed(bytes.fromhex(second)) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_a_mail_of_rtf_alone_keeps_it(tmp_path):
    done, texts = taken(tmp_path, mail(p1009=packed(rb"{\rtf1\ansi hello}"), p0037="函"))
    assert texts == {"信.msg/正文.rtf": r"{\rtf1\ansi hello}", "信.msg/信头.txt": "函"}
    done, texts = taken(tmp_path, mail(p1009=b"broken", p0037="函"))
    assert [(u.unit, u.status) for u in done.units] == [("信.msg/正文（RTF）", "unreadable")]


def test_mails_within_mails_and_what_is_no_file(tmp_path):
    deep = mail(attachment("名册.csv", LIST), embedded=True, p0037="里面的信", p1000=SENTENCE)
    logo = attachment("logo.png", b"\x89PNG", p7FFE=1)
    linked = attachment("共享.docx", b"", 4)
    drawn = attachment("图表", {"CONTENTS": b"x"}, 6)
    folder = mail(attachment("转发", deep, 5), logo, linked, drawn, attachment("空.txt", b""), p0037="外面的信")
    done, texts = taken(tmp_path, folder)
    assert set(texts) == {"信.msg/正文.txt", "信.msg/转发.msg/正文.txt", "信.msg/转发.msg/名册.csv"}
    assert {u.unit: u.status for u in done.units} == {
        "信.msg/logo.png": "skipped",
        "信.msg/共享.docx": "unreadable",
        "信.msg/图表": "unreadable",
        "信.msg/空.txt": "empty",
    }
    done, _ = taken(tmp_path, folder, depth=1)
    assert ("信.msg/转发.msg", "unreadable") in [(u.unit, u.status) for u in done.units]


def test_large_streams_and_code_pages(tmp_path):
    large = "数据\n".encode() * 5000
    folder = mail(attachment("大.txt", large), p3FFD=936)
    folder["__substg1.0_1000001E"] = SENTENCE.encode("gb18030")
    _, texts = taken(tmp_path, folder)
    assert texts["信.msg/大.txt"].encode() == large
    assert SENTENCE in texts["信.msg/正文.txt"]


def test_refusals_are_one_sentence(tmp_path):
    for name, data in (
        ("空.msg", container(mail())),
        ("半.msg", container(mail(p1000=SENTENCE))[:700]),
        ("假.msg", b"From: a\n"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Unreadable, match=r"^“[^。]*。$"):
            unpack(tmp_path / name, tmp_path / "out")
    secret = taken(tmp_path, mail(p001A="IPM.Note.SMIME", p0037="密"))[0]
    assert [(u.status, u.detail) for u in secret.units] == [("unreadable", "邮件已加密，请解密后另存再载入")]
    (tmp_path / "单.msg").write_bytes(container(mail(p1000=SENTENCE)))
    with pytest.raises(Unreadable, match="分别读入"):
        read(tmp_path / "单.msg")


WHOLE = container(mail(attachment("名册.csv", LIST), p0037="函", p1000=SENTENCE, p1009=packed(rb"{\rtf1 x}"), p0039=1))


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=24), st.integers(0, len(WHOLE) - 1))
def test_any_damage_ends_well(tmp_path_factory, junk, at):
    folder = tmp_path_factory.mktemp("msg")
    data = bytearray(WHOLE)
    data[at : at + len(junk)] = junk
    (folder / "a.msg").write_bytes(data)
    try:
        done = unpack(folder / "a.msg", folder / "out")
    except Unreadable as error:
        sentence = str(error)
        assert sentence.endswith("。")
    else:
        assert done.members or done.units


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 70_000))
def test_any_bytes_uncompress_to_something(data, size):
    assert len(uncompressed(struct.pack("<II4sI", 0, size, b"LZFu", 0) + data)) <= size + 18
    html_of(b"{\\rtf1\\fromhtml1 " + data)
