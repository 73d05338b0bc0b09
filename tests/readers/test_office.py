"""Old and foreign office formats: converted where LibreOffice is, one sentence where it is not, no process left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest

from ingest.readers import Cancelled, Limits, Unreadable, read
from ingest.readers.formats import BY_KIND, BY_SUFFIX, FORMATS
from ingest.readers.office import VARIABLE, converted, find_soffice
from ingest.readers.ole import opened
from tests.readers.test_refused import ole

needs_soffice = pytest.mark.skipif(find_soffice() is None and os.environ.get("CI") != "true", reason="needs LibreOffice")


def convert(source: Path, target: str) -> Path:
    """``source`` in another format, beside it."""
    soffice = find_soffice()
    assert soffice is not None
    profile = source.parent / "profile"
    subprocess.run(
        [
            *(str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", target, "--outdir", str(source.parent), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return source.with_suffix("." + target.split(":")[0])


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("旧 格式")
    document = python_docx.Document()
    document.add_heading("关于调整网格的通知", 1)
    document.add_paragraph("各社区：", style="List Number")
    table = document.add_table(2, 2)
    for at, words in enumerate(["名称", "职责", "网格一", "巡查"]):
        table.cell(at // 2, at % 2).text = words
    document.add_paragraph("特此通知。")
    document.save(folder / "通知 一.docx")
    book = openpyxl.Workbook()
    book.active.title = "清单"
    for row in (["序号", "事项"], [1, "检查"]):
        book.active.append(row)
    book.save(folder / "清单.xlsx")
    return folder


@needs_soffice
@pytest.mark.parametrize(
    ("target", "name", "kind"),
    [
        ("doc:MS Word 97", "通知.doc", "doc"),
        ("doc:MS Word 97", "通知.wps", "wps"),
        ("rtf", "通知.rtf", "rtf"),
        ("rtf", "通知.doc", "rtf"),
        ("odt", "通知.odt", "odt"),
        ("fodt", "通知.fodt", "odt"),
    ],
)
def test_documents(samples, tmp_path, target, name, kind):
    made = convert(samples / "通知 一.docx", target)
    path = tmp_path / name
    path.write_bytes(made.read_bytes())
    canonical = read(path)
    assert canonical.format == kind
    assert canonical.name == name
    assert canonical.text.split("\n") == ["关于调整网格的通知", "1.各社区：", "名称\t职责", "网格一\t巡查", "特此通知。"]
    assert [t.rows for t in canonical.tables] == [[["名称", "职责"], ["网格一", "巡查"]]]


@needs_soffice
@pytest.mark.parametrize(
    ("target", "name", "kind"), [("ods", "清单.ods", "ods"), ("fods", "清单.fods", "ods"), ("xls", "清单.et", "xls")]
)
def test_workbooks(samples, tmp_path, target, name, kind):
    path = tmp_path / name
    path.write_bytes(convert(samples / "清单.xlsx", target).read_bytes())
    canonical = read(path)
    assert canonical.format == kind
    assert [(t.name, t.rows) for t in canonical.tables] == [("清单", [["序号", "事项"], [1, "检查"]])]


@needs_soffice
@pytest.mark.corpus
@pytest.mark.parametrize("target", ["doc:MS Word 97", "rtf", "odt", "html:HTML (StarWriter)"])
def test_a_real_notice_is_the_same_in_every_format(corpus, tmp_path, target):
    lines = [line.strip() for line in read(corpus / "seeds" / "honghua-2023.txt").text.split("\n") if line.strip()]
    document = python_docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(tmp_path / "文.docx")
    assert read(tmp_path / "文.docx").text.split("\n") == lines
    assert read(convert(tmp_path / "文.docx", target)).text.split("\n") == lines


@needs_soffice
def test_noise_is_not_taken_for_text(samples, tmp_path):
    data = convert(samples / "通知 一.docx", "doc:MS Word 97").read_bytes()
    path = tmp_path / "坏.doc"
    path.write_bytes(data[:600] + b"\x07" * 3000 + data[3600:])
    with pytest.raises(Unreadable, match="另存为 docx"):
        read(path)
    path.write_bytes(b"{\\rtf1 ")
    with pytest.raises(Unreadable, match="另存为 docx"):
        read(path)


def test_without_libreoffice_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    path = tmp_path / "旧.doc"
    path.write_bytes(ole("WordDocument"))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(Unreadable) as caught:
        read(path)
    message = str(caught.value)
    assert "LibreOffice" in message
    assert "另存为 docx" in message
    assert message.count("。") == 1
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ingest.readers.office._PLACES", ())
    assert find_soffice() is None


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A program in soffice's place that starts another one, writes down its number, and never ends."""
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\n{sys.executable} -c 'import time; time.sleep(60)' &\necho $! > {tmp_path}/pid\nwait\n")
    script.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(script))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    path = tmp_path / "慢.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    return path


def ended(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes by /proc")
def test_a_conversion_that_takes_too_long_ends_with_all_it_started(fake, tmp_path):
    with pytest.raises(Unreadable, match="1 秒内没有转换完"):
        read(fake, Limits(seconds=1))
    assert ended(int((tmp_path / "pid").read_text()))
    assert list((tmp_path / "temp").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes by /proc")
def test_a_cancelled_conversion_ends_too(fake, tmp_path):
    calls = []

    def progress(stage, done, total):
        calls.append((stage, done, total))
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip():
            raise Cancelled

    with pytest.raises(Cancelled):
        read(fake, progress=progress)
    assert calls[0] == ("reading", 0, None)
    assert ended(int((tmp_path / "pid").read_text()))
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_program_that_does_not_start_is_told(tmp_path, monkeypatch):
    script = tmp_path / "soffice"
    script.write_text("")
    monkeypatch.setenv(VARIABLE, str(script))
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    with pytest.raises(Unreadable, match="另存为 docx"), converted(path, "rtf", Limits()):
        pass


def test_streams_of_an_old_file():
    container = opened(ole("WordDocument", "1Table"))
    assert container is not None
    assert set(container.root.streams) == {"WordDocument", "1Table"}
    assert opened(b"\xd0\xcf\x11\xe0") is None


def test_every_format_says_how_it_is_read():
    assert len(BY_KIND) == len(FORMATS)
    assert sum(len(f.suffixes) for f in FORMATS) == len(BY_SUFFIX)
    for known in FORMATS:
        assert known.title
        assert bool(known.becomes) == (known.how == "office")
        assert bool(known.advice) == (known.how == "refused")
        assert all(s.startswith(".") and s == s.lower() for s in known.suffixes)
