"""Seeds of the fuzz: one small whole file of every format that is read, made on the spot."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from docx.oxml import parse_xml
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from ingest.readers.office import find_soffice
from tests.readers import msg_making as outlook

MARK = "河道管理"
"""Words that every seed with text holds."""

HEAD = ("序号", "事项名称", "职权类型", "实施主体", "备注")
ROWS = [(str(n), f"{MARK}范围内事项{n}", "行政检查", "区水务局", "" if n % 2 else "共同行使") for n in range(1, 9)]
WORDS = (
    f"关于进一步理顺{MARK}体制的通知",
    "各街道办事处、镇人民政府，区政府各部门：",
    f"一、区水务局负责全区{MARK}工作，街道办事处协助做好日常巡查。",
    "二、由区水务局牵头，区城管执法局、区生态环境局配合，建立联席会议制度。",
    "三、本通知自2024年5月1日起施行。",
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SAMPLE = Path(__file__).parents[1] / "tests" / "readers" / "sample.xls"


@dataclass(frozen=True, slots=True)
class Seed:
    """A whole file: its name, and whether its words can be had without recognising pictures."""

    name: str
    data: bytes
    weight: int
    has_text: bool = True

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix


def seeds(with_office: bool) -> list[Seed]:
    """One seed or more a format; those that LibreOffice converts only where it is and is wanted."""
    word, book = _docx(), _xlsx()
    page = _html()
    made = [
        Seed("通知.docx", word, 22),
        Seed("清单.xlsx", book, 18),
        Seed("清单.xls", _SAMPLE.read_bytes(), 4),
        Seed("通知.pdf", _pdf(), 5),
        Seed("扫描.pdf", _scanned_pdf(), 2, has_text=False),
        Seed("扫描.png", _picture("PNG"), 2, has_text=False),
        Seed("扫描.jpg", _picture("JPEG"), 1, has_text=False),
        Seed("通知.ofd", _ofd(), 5),
        Seed("网页.html", page.encode(), 8),
        Seed("网页.htm", page.encode("gb18030"), 4),
        Seed("导出.xls", page.encode("utf-16"), 2),
        Seed("说明.md", _md().encode(), 6),
        Seed("通知.txt", "\n".join(WORDS).encode("gb18030"), 4),
        Seed("画表.txt", _drawn().encode(), 4),
        Seed("清单.csv", _csv(",").encode("gb18030"), 6),
        Seed("清单.tsv", _csv("\t").encode("utf-16"), 3),
        Seed("来信.eml", _mail(word), 7),
        Seed("来信.msg", _outlook(word), 4),
        Seed("网页.mht", _mht(page), 3),
        Seed("打包.zip", _zip(word, book, page), 7),
    ]
    return made + (_old(word, book) if with_office and find_soffice() is not None else [])


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading(WORDS[0], 1)
    for words in WORDS[1:]:
        document.add_paragraph(words)
    for words in ("总则", "职责", "附则"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(len(ROWS) + 1, len(HEAD))
    for y, row in enumerate((HEAD, *ROWS)):
        for x, words in enumerate(row):
            table.cell(y, x).text = words
    table.cell(1, 2).merge(table.cell(3, 2))
    table.cell(0, 3).merge(table.cell(0, 4))
    document.sections[0].header.paragraphs[0].text = "某区人民政府文件"
    body = document.element.body
    for inside in (
        "<w:p><w:ins><w:r><w:t>插入的字</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    ):
        at = inside.index(">")
        body.insert(-1, parse_xml(f'{inside[:at]} xmlns:w="{_W}"{inside[at:]}'))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "权责清单"
    sheet.append(["某区权责清单"])
    sheet.merge_cells("A1:E1")
    for row in (HEAD, *ROWS):
        sheet.append([int(c) if c.isdigit() else c for c in row])
    sheet["G3"] = "=SUM(A3:A9)"
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    hidden.append(["甲", 1.5])
    book.create_sheet("空")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=A4)
    for _ in range(2):
        paper.setFont("STSong-Light", 14)
        for n, words in enumerate(WORDS):
            paper.drawString(70, 770 - 24 * n, words)
        for n, row in enumerate((HEAD, *ROWS)):
            for m, words in enumerate(row):
                paper.rect(70 + 90 * m, 560 - 24 * n, 90, 24)
                paper.drawString(74 + 90 * m, 566 - 24 * n, words[:6])
        paper.showPage()
    paper.save()
    return out.getvalue()


def _picture(kind: str) -> bytes:
    image = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(image)
    for n in range(8):
        draw.rectangle((20, 20 + 32 * n, 380, 44 + 32 * n), outline="black")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def _scanned_pdf() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(_picture("PNG"))).save(out, "PDF")
    return out.getvalue()


def _ofd() -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines = "".join(
        f'<ofd:TextObject ID="{n + 10}" Boundary="20 {20 + 10 * n} 170 8" Font="1" Size="4">'
        f'<ofd:TextCode X="0" Y="4" DeltaX="g {len(w) - 1} 4">{w}</ofd:TextCode></ofd:TextObject>'
        for n, w in enumerate(WORDS)
    )
    size = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    layer = f'<ofd:Content><ofd:Layer ID="2">{lines}</ofd:Layer></ofd:Content>'
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData>{size}</ofd:CommonData>{pages}</ofd:Document>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}>{layer}</ofd:Page>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def _html() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in (HEAD, *ROWS))
    rows = rows.replace("<td>行政检查", "<td rowspan=2 colspan=1>行政检查", 1)
    paragraphs = "".join(f"<p>{w}</p>" for w in WORDS[1:])
    return (
        f"<html><head><meta charset=gb2312><title>{WORDS[0]}</title><script>var a=1</script></head><body><div class=nav>"
        f"<a href=/>首页</a></div><h1>{WORDS[0]}</h1>{paragraphs}<ol><li>甲<li>乙</ol><table>{rows}</table>"
        "<div style='display:none'>藏</div></body></html>"
    )


def _md() -> str:
    rows = "\n".join("| " + " | ".join(c or " " for c in row) + " |" for row in ROWS)
    rule = "|" + "---|" * len(HEAD)
    return (
        f"---\ntitle: 清单\n---\n# {WORDS[0]}\n\n"
        + "\n".join(WORDS[1:])
        + f"\n\n| {' | '.join(HEAD)} |\n{rule}\n{rows}\n\n- 完\n"
    )


def _drawn() -> str:
    rule = "├" + "┼".join(["────"] * 5) + "┤"
    rows = "\n".join("│" + "│".join(row) + "│\n" + rule for row in (HEAD, *ROWS))
    return f"{WORDS[0]}\n{rule}\n{rows}\n{WORDS[2]}\n"


def _csv(delimiter: str) -> str:
    return (
        "\n".join(delimiter.join(f'"{c}"' if delimiter == "," and "事项" in c else c for c in row) for row in (HEAD, *ROWS))
        + "\n"
    )


def _mail(attached: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = WORDS[0], "区司法局 <a@example.org>"
    message.set_content("\n".join(WORDS))
    message.add_alternative(_html(), subtype="html")
    message.add_attachment(attached, maintype="application", subtype="octet-stream", filename="附件.docx")
    message.add_attachment(_csv(",").encode("gb18030"), maintype="text", subtype="csv", filename="清单.csv")
    outer = EmailMessage()
    outer["Subject"] = "转发"
    outer.set_content(WORDS[2])
    outer.add_attachment(message)
    return outer.as_bytes()


def _outlook(attached: bytes) -> bytes:
    inner = outlook.mail(
        outlook.attachment("清单.csv", _csv(",").encode("gb18030")), embedded=True, p0037=WORDS[0], p1000="见附件"
    )
    files = outlook.attachment("附件.docx", attached), outlook.attachment("转发", inner, 5)
    return outlook.container(
        outlook.mail(*files, p0037=WORDS[0], p0C1A="区司法局", p1000="\n".join(WORDS), p1013=_html().encode())
    )


def _mht(page: str) -> bytes:
    head = "MIME-Version: 1.0\r\nSubject: a\r\nContent-Type: multipart/related; boundary=bbb\r\n\r\n--bbb\r\n"
    part = 'Content-Type: text/html; charset="gb2312"\r\nContent-Location: a.htm\r\n\r\n'
    return head.encode() + part.encode() + page.encode("gb18030") + b"\r\n--bbb--\r\n"


def _zip(word: bytes, book: bytes, page: str) -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("里层.txt", "\n".join(WORDS))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("通知.docx", word)
        archive.writestr("清单/清单.xlsx", book)
        archive.writestr("网页.html", page)
        archive.writestr("里层.zip", inner.getvalue())
    return out.getvalue()


def _old(word: bytes, book: bytes) -> list[Seed]:
    """Old formats by LibreOffice; few, since each reading starts it."""
    soffice = find_soffice()
    out: list[Seed] = []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "a.docx").write_bytes(word)
        (base / "b.xlsx").write_bytes(book)
        for source, target in (("a.docx", "doc:MS Word 97"), ("a.docx", "rtf"), ("a.docx", "odt"), ("b.xlsx", "ods")):
            subprocess.run(
                [
                    *(str(soffice), f"-env:UserInstallation={(base / 'profile').as_uri()}", "--headless"),
                    *("--convert-to", target, "--outdir", folder, str(base / source)),
                ],
                capture_output=True,
                timeout=120,
                check=True,
            )
            suffix = target.split(":")[0]
            out.append(Seed(f"旧.{suffix}", (base / source).with_suffix(f".{suffix}").read_bytes(), 0))
    return out
