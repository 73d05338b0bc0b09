"""OFD files made by hand for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def words(x: float, y: float, text: str, size: float = 4.0, more: str = "") -> str:
    """A line of text, its characters evenly spaced, the first one's top left corner at x, y (mm)."""
    step = f' DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(text)} {size * 1.2}" Font="3" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86}"{step}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {max(x1 - x0, 0.1)} {max(y1 - y0, 0.1)}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], high: float = 8.0) -> str:
    out = []
    edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
    out += [line(edges[0], y + high * i, edges[-1], y + high * i) for i in range(len(rows) + 1)]
    out += [line(e, y, e, y + high * len(rows)) for e in edges]
    for i, row in enumerate(rows):
        out += [words(edges[j] + 1, y + high * i + 2, cell) for j, cell in enumerate(row) if cell]
    return "".join(out)


def image(number: int, x: float, y: float, wide: float, high: float, matrix: str = "") -> str:
    """Image ``number`` on a page, in mm; ``matrix`` as written by those who turn it."""
    given = matrix or f"{wide} 0 0 {high} 0 0"
    return f'<ofd:ImageObject ID="7" Boundary="{x} {y} {wide} {high}" CTM="{given}" ResourceID="{100 + number}"/>'


def ofd(path: Path, pages: Sequence[str], template: str = "", extra: str = "", images: Sequence[tuple[str, bytes]] = ()) -> Path:
    """A package of pages, each the objects on it; images are names and bytes, numbered from 0."""
    listed = "".join(f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    shared = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/>' if template else ""
    if images:
        shared = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" + shared
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "OFD.xml",
            f"{HEAD}{extra}<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"{HEAD}<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"{shared}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        media = "".join(
            f'<ofd:MultiMedia ID="{100 + i}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>'
            for i, (name, _) in enumerate(images)
        )
        if images:
            res = f'{HEAD}<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
            package.writestr("Doc_0/DocumentRes.xml", res)
        for name, data in images:
            package.writestr(f"Doc_0/Res/{name}", data)
        if template:
            package.writestr(
                "Doc_0/Tpls/T.xml",
                f"{HEAD}<ofd:Page {NS}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
            )
        used = '<ofd:Template TemplateID="5"/>' if template else ""
        for i, objects in enumerate(pages):
            package.writestr(
                f"Doc_0/Pages/Page_{i}/Content.xml",
                f"{HEAD}<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
            )
    return path
