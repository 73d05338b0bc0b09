"""Pages of originals and the places of passages over HTTP, after real ingests."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import httpx
import openpyxl
import pytest
from fastapi import FastAPI
from PIL import Image

from api.app import create_app
from graph.store import Store
from ingest.jobs.journal import LibraryJournal
from ingest.jobs.library import Library
from ingest.jobs.queue import Queue
from ingest.pipeline import Options, ingest_file
from tests.readers.ofd_making import ofd, words
from tests.readers.pdf_making import BODY, PARAGRAPHS, TITLE, Paragraph, drawn_pdf, grid_table, heads_and_numbers, story_pdf

SCOPE = "上海市闵行区"
ROWS = [["序号", "姓名", "联系电话", "事项名称", "职权类型", "实施依据"]] + [
    [str(i), "", "13800000000", f"对第{i}类占道行为的处罚", "行政处罚", f"《样例市容条例》第{i}条"] for i in range(1, 31)
]


def call(app: FastAPI, path: str, **request: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, **request)

    return asyncio.run(run())


class Office:
    """A store, a library of originals, and the service over both."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.library = Library(folder / "data")
        self.queue = Queue(self.library)
        self.app = create_app(store, queue=self.queue)

    def take(self, path: Path) -> str:
        """Ingest a file and keep its original; gives the document's id."""
        report = ingest_file(self.store, path, path.name, Options(scope=SCOPE), journal=LibraryJournal(self.library))
        assert report.status in ("done", "unchanged"), report.message
        return report.document

    def passages(self, document: str, kind: str) -> list[Any]:
        """The passages of a document."""
        return list(
            self.store.read(
                "MATCH (p:Passage) WHERE p.document = $d AND p.kind = $k RETURN p.id AS id, p.quote AS quote, p.page AS page, "
                "p.boxes AS boxes, p.row_number AS row, p.locator AS locator ORDER BY p.row_number, p.start_offset",
                {"d": document, "k": kind},
            )
        )

    def place(self, passage: str, **params: Any) -> httpx.Response:
        """Where a passage stands."""
        return call(self.app, f"/api/passages/{quote(passage, safe='')}/place", params=params)


@pytest.fixture
def office(ladybug_store: Store, tmp_path: Path) -> Iterator[Office]:
    made = Office(ladybug_store, tmp_path)
    yield made
    made.queue.close()
    made.library.close()


def test_pdf_pages_and_the_place_of_a_row_and_of_a_sentence(office: Office, tmp_path: Path) -> None:
    rows = [[r[0], *r[3:]] for r in ROWS]
    story = [Paragraph("闵行区街道权力清单", TITLE), *(Paragraph(p, BODY) for p in PARAGRAPHS)]
    story.append(grid_table(rows, [40, 150, 60, 200], repeatRows=1))
    document = office.take(story_pdf(tmp_path / "清单.pdf", story, heads_and_numbers))
    pages = call(office.app, f"/api/documents/{document}/pages").json()["pages"]
    assert [p["number"] for p in pages] == [1, 2]
    assert pages[0] == {"number": 1, "width": 595.28, "height": 841.89, "scanned": False}

    found = office.passages(document, "row")
    assert len(found) == 30
    places = [office.place(p["id"]).json() for p in (found[0], found[-1])]
    assert [p["kind"] for p in places] == ["page", "page"]
    assert [p["page"] for p in places] == [1, 2]
    (box,) = places[1]["boxes"]
    assert 60 < box[0] < box[2] < 540
    assert 60 < box[1] < box[3] < 790
    image = call(office.app, places[1]["image"], params={"width": 300})
    assert image.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(image.content)).width == 300

    for span in office.passages(document, "span"):
        place = office.place(span["id"]).json()
        assert place["kind"] == "page"
        assert place["boxes"], span


def test_rows_of_a_workbook_come_with_their_neighbours_and_without_telephones(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "权力清单"
    for row in [["闵行区权力清单"], *ROWS]:
        sheet.append(row)
    book.save(tmp_path / "清单.xlsx")
    document = office.take(tmp_path / "清单.xlsx")
    passage = next(p for p in office.passages(document, "row") if "第10类" in p["quote"])
    place = office.place(passage["id"]).json()
    assert (place["kind"], place["sheet"], place["document"]) == ("cells", "权力清单", document)
    assert place["header"] == ROWS[0]
    assert [r["number"] for r in place["rows"]] == list(range(9, 16))
    (lit,) = [r for r in place["rows"] if r["highlight"]]
    assert lit["number"] == passage["row"] == 12
    assert lit["cells"] == ["10", "", "（略）", "对第10类占道行为的处罚", "行政处罚", "《样例市容条例》第10条"]
    assert place["range"].endswith("12")
    first = next(p for p in office.passages(document, "row") if "第1类" in p["quote"])
    place = office.place(first["id"], rows=1).json()
    assert [r["number"] for r in place["rows"]] == [3, 4]  # the headings are no rows
    assert call(office.app, f"/api/documents/{document}/pages").json() == {"pages": []}
    assert call(office.app, f"/api/documents/{document}/pages/1.png").status_code == 404


def test_rows_of_csv_and_words_of_a_text(office: Office, tmp_path: Path) -> None:
    (tmp_path / "清单.csv").write_text("\n".join(",".join(r) for r in ROWS), encoding="utf-8")
    document = office.take(tmp_path / "清单.csv")
    passage = office.passages(document, "row")[4]
    place = office.place(passage["id"]).json()
    assert place["kind"] == "cells"
    assert [r["cells"][0] for r in place["rows"] if r["highlight"]] == ["5"]

    text = "闵行区城市管理局负责户外广告的监管。\n莘庄镇人民政府不具有行政处罚权。\n"
    (tmp_path / "通知.txt").write_text(text, encoding="utf-8")
    document = office.take(tmp_path / "通知.txt")
    for span in office.passages(document, "span"):
        place = office.place(span["id"]).json()
        assert place["kind"] == "text"
        assert text[place["start"] : place["end"]] == span["quote"]


def test_rows_of_a_table_in_a_word_document(office: Office, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("闵行区街道权力清单")
    table = made.add_table(rows=0, cols=6)
    for row in ROWS[:6]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(tmp_path / "清单.docx")
    document = office.take(tmp_path / "清单.docx")
    passage = office.passages(document, "row")[2]
    place = office.place(passage["id"]).json()
    assert place["kind"] == "cells"
    assert [r["cells"] for r in place["rows"] if r["highlight"]] == [["3", "", "（略）", *ROWS[3][3:]]]


def test_a_passage_of_an_ofd_shows_its_page(office: Office, tmp_path: Path) -> None:
    text = "闵行区城市管理局负责户外广告的监管。"
    document = office.take(ofd(tmp_path / "通知.ofd", [words(60, 30, "关于水务站管理的通知", 6.0), words(33, 50, text)]))
    sizes = call(office.app, f"/api/documents/{document}/pages").json()["pages"]
    assert [(p["number"], round(p["width"]), p["scanned"]) for p in sizes] == [(1, 595, False), (2, 595, False)]
    passage = next(p for p in office.passages(document, "span") if p["quote"] in text)
    place = office.place(passage["id"]).json()
    assert (place["kind"], place["page"]) == ("page", 2)
    assert place["boxes"][0][:2] == pytest.approx([33 * 72 / 25.4, 50 * 72 / 25.4], abs=3)
    answer = call(office.app, place["image"], params={"width": 1000})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert text in answer.text
    assert call(office.app, f"/api/documents/{document}/pages/3.png").json()["message"].endswith("。")


def test_refusals_are_sentences(office: Office, tmp_path: Path) -> None:
    story_pdf(tmp_path / "一页.pdf", [Paragraph(p, BODY) for p in PARAGRAPHS])
    document = office.take(tmp_path / "一页.pdf")
    for path, status in (
        (f"/api/documents/{document}/pages/9.png", 404),
        ("/api/documents/doc-none/pages", 404),
        ("/api/documents/doc-none/pages/1.png", 404),
        ("/api/passages/doc-none%231/place", 404),
        (f"/api/documents/{document}/pages/x.png", 400),
        (f"/api/documents/{document}/pages/1.png?width=abc", 400),
    ):
        answer = call(office.app, path)
        assert answer.status_code == status, path
        assert answer.json()["message"].endswith("。")
    kept = office.library.original(document)
    assert kept is not None
    kept.unlink()
    answer = call(office.app, f"/api/documents/{document}/pages")
    assert "没有存下原件" in answer.json()["message"]


def test_pictures_are_bounded(office: Office, tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for i in range(60):
            page.drawString(100, 13_000 - 200 * i, PARAGRAPHS[0])

    document = office.take(drawn_pdf(tmp_path / "长.pdf", draw, pagesize=(14_000, 14_000)))
    answer = call(office.app, f"/api/documents/{document}/pages/1.png", params={"width": 1_000_000})
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.width <= 2400
    assert picture.width * picture.height <= 8_100_000
