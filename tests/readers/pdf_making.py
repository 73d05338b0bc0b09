"""PDFs of our own making for the tests: notices, lists over many pages, scans."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=30, alignment=TA_CENTER, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK")
PLAIN = ParagraphStyle("plain", parent=BODY, firstLineIndent=0)

PARAGRAPHS = (
    "为进一步理顺区级部门与街道之间的职责关系，根据《样例区街道办事处工作规定》（样政发〔2018〕9号）的要求，结合我区实际，现就有关事项通知如下，请各单位认真执行。",
    "区城市管理局负责全区户外广告的日常监管，街道办事处承担巡查发现和先行劝阻的工作，发现违法行为的，应当在2个工作日内移交区城市管理局依法处理，不得推诿。",
    "街道综合行政执法队共有在编人员36名，其中持有执法证件的28名，另有辅助人员52名，经费由区财政保障，日常管理由街道负责。",
)


def story_pdf(path: Path, story: Sequence[Flowable], on_page: Callable[[Any, Any], None] | None = None, **options: Any) -> Path:
    """Flowables on A4 with margins of an inch."""
    document = SimpleDocTemplate(
        str(path), pagesize=options.pop("pagesize", A4), leftMargin=72, rightMargin=72, topMargin=72, bottomMargin=72, **options
    )
    document.build(list(story), onFirstPage=on_page or _nothing, onLaterPages=on_page or _nothing)
    return path


def _nothing(canvas: Any, document: Any) -> None:
    pass


def heads_and_numbers(page: Any, document: Any) -> None:
    """A running head and a page number in the usual form."""
    page.setFont(FONT, 9)
    page.drawString(72, A4[1] - 45, "样例区人民政府办公室文件汇编")
    page.drawCentredString(A4[0] / 2, 40, f"— {page.getPageNumber()} —")


def cells(rows: Sequence[Sequence[str]]) -> list[list[Any]]:
    """Texts as paragraphs, so that they wrap."""
    return [[Paragraph(c.replace("&", "&amp;").replace("<", "&lt;"), CELL) if c else "" for c in row] for row in rows]


def grid_table(rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[Any] = (), **options: Any) -> Table:
    """A table with all lines drawn. ``spans`` are pairs of (column, row) as reportlab has them."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [("SPAN", a, b) for a, b in spans]
    return Table(cells(rows), colWidths=list(widths), style=TableStyle(style), **options)


def drawn_pdf(path: Path, *pages: Callable[[canvas.Canvas], None], pagesize: tuple[float, float] = A4) -> Path:
    """Pages drawn by hand."""
    made = canvas.Canvas(str(path), pagesize=pagesize)
    for draw in pages:
        made.setFont(FONT, 12)
        draw(made)
        made.showPage()
    made.save()
    return path


def scan_of(path: Path, out: Path, dots: int = 200, turn: int = 0, angle: float = 0.0) -> Path:
    """A PDF whose pages are pictures of those of ``path``, turned clockwise by ``turn``, askew by ``angle``."""
    source = pypdfium2.PdfDocument(str(path))
    images = []
    for page in source:
        image = page.render(scale=dots / 72).to_pil().convert("L")
        if angle:
            image = image.rotate(-angle, expand=False, fillcolor=255, resample=3)
        if turn:
            image = image.rotate(-turn, expand=True)
        images.append(image)
    source.close()
    if out.suffix == ".pdf":
        file = io.BytesIO()
        images[0].save(file, "PDF", resolution=dots, save_all=True, append_images=images[1:])
        out.write_bytes(file.getvalue())
    elif out.suffix in (".tif", ".tiff"):
        images[0].save(out, dpi=(dots, dots), save_all=True, append_images=images[1:], compression="tiff_lzw")
    else:
        images[0].save(out, dpi=(dots, dots))
    return out


def noto(size: int) -> Any:
    """Noto Sans CJK SC, as installed; skips where it is not, but not in CI."""
    for path in sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc")):
        return ImageFont.truetype(str(path), size, index=2)
    if os.environ.get("CI"):
        pytest.fail("fonts-noto-cjk is missing")
    pytest.skip("fonts-noto-cjk is missing")


def picture(draw: Callable[[ImageDraw.ImageDraw], None], size: tuple[int, int] = (1654, 1200)) -> Image.Image:
    """A white sheet, 200 dots an inch, with what is drawn on it."""
    image = Image.new("L", size, 255)
    draw(ImageDraw.Draw(image))
    return image


def write_lines(lines: Sequence[str], top: int = 120, size: int = 38, left: int = 180) -> Callable[[ImageDraw.ImageDraw], None]:
    """Lines of text below each other."""
    font = noto(size)

    def draw(sheet: ImageDraw.ImageDraw) -> None:
        for i, line in enumerate(lines):
            sheet.text((left, top + i * size * 1.7), line, font=font, fill=0)

    return draw


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[int], spans: Sequence[Any] = (), high: int = 70, size: int = 30) -> Any:
    """A table with lines; ``spans`` are (column, first row, last row) without lines between."""
    font = noto(size)

    def draw(sheet: ImageDraw.ImageDraw) -> None:
        xs = [150]
        for wide in widths:
            xs.append(xs[-1] + wide)
        ys = [150 + i * high for i in range(len(rows) + 1)]
        for x in xs:
            sheet.line((x, ys[0], x, ys[-1]), fill=0, width=3)
        for r, y in enumerate(ys):
            for c in range(len(widths)):
                if not any(c == column and first < r <= last for column, first, last in spans):
                    sheet.line((xs[c], y, xs[c + 1], y), fill=0, width=3)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                sheet.text((xs[c] + 15, ys[r] + (high - size * 1.4) / 2), text, font=font, fill=0)

    return draw
