"""The review of claims on the command line, through a workbook as offices do it."""

from __future__ import annotations

import openpyxl
import pytest
from typer.testing import CliRunner

from api.cli.main import app
from graph.store import StoreSettings, open_store
from ingest import pipeline


@pytest.fixture
def graph(tmp_path, monkeypatch):
    """A graph with one accepted-to-be claim under the line."""
    monkeypatch.setenv("TIAOKUAI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TIAOKUAI_STORE", raising=False)
    understand = pipeline.understand

    def unsure(*args):
        extraction = understand(*args)
        for batch in extraction.claims:
            if batch.relation in ("GUIDED_BY", "MANAGED_BY"):
                batch.confidence = (0.5,)
        return extraction

    monkeypatch.setattr(pipeline, "understand", unsure)
    path = tmp_path / "通知.txt"
    path.write_text("关于规范水务站管理的通知\n\n莘庄镇水务站由莘庄镇人民政府管理，业务上接受区水务局指导。\n", encoding="utf-8")
    with open_store(StoreSettings.from_environment()) as store:
        pipeline.ingest(store, [path], pipeline.Options(scope="上海市闵行区"))
    return tmp_path


def run(*args: object):
    return CliRunner().invoke(app, [str(a) for a in args])


def edges() -> int:
    with open_store(StoreSettings.from_environment()) as store:
        return store.counts()["GUIDED_BY"] + store.counts()["MANAGED_BY"]


def test_decide_in_a_workbook(graph):
    book_path = graph / "待复核.xlsx"
    assert run("claims", "export", book_path).exit_code == 0
    assert edges() == 0
    book = openpyxl.load_workbook(book_path)
    sheet = book.active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {r[4] for r in rows} >= {"受…指导"}
    for number in range(2, len(rows) + 2):
        sheet.cell(number, 2).value = "采纳"
    sheet.cell(len(rows) + 2, 1).value = "proposedclaim-0"
    sheet.cell(len(rows) + 2, 2).value = "采纳"
    sheet.cell(len(rows) + 3, 2).value = "也许"
    book.save(book_path)
    result = run("claims", "import", book_path)
    assert result.exit_code == 3
    assert f"已记录 {len(rows)} 条结论" in result.output
    assert f"第 {len(rows) + 2} 行" in result.output
    assert "“也许”不认识" in result.output
    assert edges() >= 2
    assert run("claims", "undecide", rows[0][0]).exit_code == 0
    assert "待复核 1 条" in run("claims", "list").output


def test_what_cannot_be_read(graph):
    for name, content in (("空.xlsx", b""), ("字.xlsx", "不是工作簿".encode())):
        (graph / name).write_bytes(content)
        result = run("claims", "import", graph / name)
        assert result.exit_code == 2
        assert "打不开" in result.output
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.save(graph / "别的.xlsx")
    result = run("claims", "import", graph / "别的.xlsx")
    assert result.exit_code == 2
    assert "claims export" in result.output
    assert run("claims", "accept", "proposedclaim-0").exit_code == 2
