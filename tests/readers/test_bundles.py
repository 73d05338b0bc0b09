"""Bundles: every file of a zip or a mail by its own name, what is no file to read with why, nothing outside its folder."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.readers import Limits, Unreadable, read
from ingest.readers.bundle import is_bundle, safe_name, unpack
from ingest.readers.mail import words
from tests.lists.making import in_memory, paragraph


def packed(path: Path, members: dict[str, bytes], encoding: str = "utf-8") -> Path:
    """A zip; with another encoding than UTF-8 its names are bare bytes of it, as Chinese Windows writes them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name if encoding == "utf-8" else name.encode(encoding).decode("cp437"), data)
    if encoding != "utf-8":
        unflagged(path)
    return path


def unflagged(path: Path) -> None:
    """The same zip whose names are the bytes of code page 437 and do not say that they are UTF-8."""
    data = path.read_bytes()
    out = bytearray()
    at = 0
    central: list[bytes] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        out = bytearray()
        for info in archive.infolist():
            raw = info.filename.encode("cp437")
            start = info.header_offset
            header = bytearray(data[start : start + 30])
            old = int.from_bytes(header[26:28], "little")
            extra = int.from_bytes(header[28:30], "little")
            header[6:8] = b"\0\0"
            header[26:28] = len(raw).to_bytes(2, "little")
            body = data[start + 30 + old : start + 30 + old + extra + info.compress_size]
            offset = len(out)
            out += bytes(header) + raw + body
            record = b"PK\x01\x02\x14\x03" + bytes(header[4:28]) + b"\0\0" * 2 + b"\0\0" * 2 + b"\0\0\0\0"
            central.append(record + offset.to_bytes(4, "little") + raw)
    at = len(out)
    for record in central:
        out += record
    size = len(out) - at
    count = len(central).to_bytes(2, "little")
    out += b"PK\x05\x06\0\0\0\0" + count + count + size.to_bytes(4, "little") + at.to_bytes(4, "little") + b"\0\0"
    path.write_bytes(bytes(out))


def names(found) -> list[str]:
    return [m.name for m in found.members]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_names_come_back(tmp_path, encoding):
    path = packed(tmp_path / "包.zip", {"清单/权责清单.txt": "甲".encode(), "通知\\附件.md": b"# a"}, encoding)
    found = unpack(path, tmp_path / "out")
    assert names(found) == ["包.zip/清单/权责清单.txt", "包.zip/通知/附件.md"]
    assert read(found.members[0].path).text == "甲"
    assert found.members[0].path.name == "权责清单.txt"
    assert found.units == []


def test_bundles_within_bundles_to_a_limit(tmp_path):
    data = b"x"
    name = "文.txt"
    for depth in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data, name = buffer.getvalue(), f"{depth}.zip"
    path = tmp_path / "外.zip"
    path.write_bytes(data)
    found = unpack(path, tmp_path / "a", Limits(depth=5))
    assert names(found) == ["外.zip/3.zip/2.zip/1.zip/0.zip/文.txt"]
    found = unpack(path, tmp_path / "b", Limits(depth=3))
    assert not found.members
    assert found.units[0].status == "unreadable"
    assert "超过 3 层" in found.units[0].detail


def test_what_leads_outside_is_no_member(tmp_path):
    path = packed(tmp_path / "a.zip", {"../../外.txt": b"x", "/根.txt": b"x", "C:/盘.txt": b"x", "里.txt": b"x"})
    found = unpack(path, tmp_path / "out")
    assert names(found) == ["a.zip/里.txt"]
    assert [u.status for u in found.units] == ["unreadable"] * 3
    assert not (tmp_path.parent / "外.txt").exists()
    assert {p.name for p in (tmp_path / "out").rglob("*") if p.is_file()} == {"里.txt"}


def test_encrypted_damaged_and_empty_members_say_why(tmp_path):
    path = packed(tmp_path / "a.zip", {"密.txt": b"x" * 50, "坏.txt": b"y" * 5000, "空.txt": b"", "好.txt": b"z"})
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo("坏.txt").header_offset
    data[offset + 45] ^= 0xFF
    path.write_bytes(bytes(data))
    found = unpack(path, tmp_path / "out")
    assert names(found) == ["a.zip/好.txt"]
    assert {u.unit: u.status for u in found.units} == {
        "a.zip/密.txt": "unreadable",
        "a.zip/坏.txt": "unreadable",
        "a.zip/空.txt": "empty",
    }
    assert "密码" in found.units[0].detail


def test_bombs_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("大.txt", "w", force_zip64=True) as out:
        for _ in range(200):
            out.write(b"\0" * (1 << 20))
    with pytest.raises(Unreadable, match="压缩炸弹"):
        unpack(path, tmp_path / "out")
    found = unpack(packed(tmp_path / "b.zip", {f"{i}.txt": b"x" for i in range(9)}), tmp_path / "o", Limits(members=5))
    assert len(found.members) == 5
    assert sum(u.status == "unreadable" for u in found.units) == 4


def test_the_budget_is_one_for_all_levels(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.txt", b"a" * 700_000)
    path = packed(tmp_path / "a.zip", {"一.zip": inner.getvalue(), "二.zip": inner.getvalue()})
    found = unpack(path, tmp_path / "out", Limits(unpacked=1_000_000))
    assert names(found) == ["a.zip/一.zip/大.txt"]
    assert [u.unit for u in found.units] == ["a.zip/二.zip"]


def test_members_of_one_name_stay_two(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("文.txt", "甲")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("文.txt", "乙")
    found = unpack(path, tmp_path / "out")
    assert names(found) == ["a.zip/文.txt", "a.zip/文 (2).txt"]
    assert [read(m.path).text for m in found.members] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a/b.txt", "a_b.txt"), ("con.txt", "_con.txt"), ("..", "未命名"), ("长" * 200 + ".docx", "长" * 60 + ".docx")],
)
def test_names_that_any_file_system_takes(name, safe):
    assert safe_name(name) == safe


def mail(**attached: bytes) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "关于报送权责清单的函"
    message["From"] = "区司法局 <sfj@example.org>"
    message["Date"] = "Mon, 05 Feb 2024 09:00:00 +0800"
    message.set_content("请查收附件。")
    message.add_alternative("<html><body><p>请查收<b>附件</b>。</p></body></html>", subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_mail_body_and_attachments(tmp_path):
    path = tmp_path / "信.eml"
    path.write_bytes(mail(**{"清单.docx": in_memory(paragraph("甲")), "说明.txt": "乙方的说明".encode("gb18030")}).as_bytes())
    assert is_bundle(path)
    found = unpack(path, tmp_path / "out")
    by_name = {m.name: m.path for m in found.members}
    assert set(by_name) == {"信.eml/正文.html", "信.eml/清单.docx", "信.eml/说明.txt"}
    body = read(by_name["信.eml/正文.html"]).text.split("\n")
    assert body == [
        "关于报送权责清单的函",
        "发件人：区司法局 <sfj@example.org>",
        "发送时间：Mon, 05 Feb 2024 09:00:00 +0800",
        "请查收附件。",
    ]
    assert read(by_name["信.eml/清单.docx"]).text == "甲"
    assert read(by_name["信.eml/说明.txt"]).text == "乙方的说明"


def test_a_mail_in_a_mail(tmp_path):
    outer = EmailMessage()
    outer["Subject"] = "转发"
    outer.set_content("见附件")
    outer.add_attachment(mail(**{"表.csv": b"a,b\n1,2\n"}))
    path = tmp_path / "转.eml"
    path.write_bytes(outer.as_bytes())
    found = unpack(path, tmp_path / "out")
    inner = "转.eml/关于报送权责清单的函.eml"
    assert names(found) == ["转.eml/正文.txt", f"{inner}/正文.html", f"{inner}/表.csv"]
    assert "转发\n\n见附件" in read(found.members[0].path).text


@pytest.mark.parametrize("raw", [True, False])
def test_subjects_and_names_of_old_chinese_programs(tmp_path, raw):
    subject, name = "测试镕基".encode("gb18030"), "附件：职责表.txt".encode("gb18030")

    def word(data: bytes) -> bytes:
        # cut within a character, as some programs do
        half = 3
        return b" ".join(b"=?gb2312?B?" + base64.b64encode(piece) + b"?=" for piece in (data[:half], data[half:]))

    head = subject if raw else word(subject)
    called = name if raw else word(name)
    path = tmp_path / "旧.eml"
    path.write_bytes(
        b"From: a@example.org\r\nSubject: " + head + b"\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
        + "正文一句。".encode("gb18030")
        + b'\r\n--b\r\nContent-Type: application/octet-stream; name="'
        + called
        + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.b64encode("职责".encode("gb18030"))
        + b"\r\n--b--\r\n"
    )
    found = unpack(path, tmp_path / "out")
    assert names(found) == ["旧.eml/正文.txt", "旧.eml/附件：职责表.txt"]
    assert read(found.members[0].path).text.startswith("测试镕基\n发件人：a@example.org\n\n正文一句。")


def test_a_cut_mail_says_so(tmp_path):
    path = tmp_path / "断.eml"
    data = mail(**{"清单.txt": b"x" * 3000}).as_bytes()
    path.write_bytes(data[: len(data) - 1500])
    found = unpack(path, tmp_path / "out")
    assert any(u.status == "unreadable" and "不完整" in u.detail for u in found.units)


def test_a_page_saved_as_one_file(tmp_path):
    path = tmp_path / "页.doc"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Type: text/html; charset="gb2312"\r\n\r\n'
        + base64.encodebytes("<html><body><p>第一段</p></body></html>".encode("gb18030"))
        + b"\r\n--b\r\nContent-Location: file:///C:/logo.png\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--b--\r\n"
    )
    found = unpack(path, tmp_path / "out")
    assert names(found) == ["页.doc/正文.html"]
    assert read(found.members[0].path).text == "第一段"
    assert [(u.unit, u.status) for u in found.units] == [("页.doc/logo.png", "skipped")]


def test_nothing_in_it(tmp_path):
    path = tmp_path / "空.zip"
    with zipfile.ZipFile(path, "w"):
        pass
    with pytest.raises(Unreadable, match="没有文件"):
        unpack(path, tmp_path / "out")
    with pytest.raises(Unreadable, match="压缩包"):
        read(path)


def test_words():
    assert words("=?utf-8?B?5Yy65Lq65rCR5pS/5bqc?= <a@b>") == "区人民政府 <a@b>"
    assert words("plain") == "plain"
    assert words(None) == ""
