"""OFD 版式文件 (GB/T 33190-2016): the text and ruling lines of every page, laid out as those of a PDF.

A package of XML: ``OFD.xml`` names a document, the document its pages and templates, a page its text, path and image objects in
millimetres. Text is positioned character by character, so paragraphs and tables are found by the same rules as in a PDF. Pages
that are pictures only are recognised as scans where the OCR extra is installed.
"""

from __future__ import annotations

import math
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.evidence import UnitStatus

from .canonical import Box, Canonical, Progress, Unreadable
from .limits import Limits, check_archive
from .ofd_package import (
    POINTS,
    Matrix,
    OfdPage,
    Package,
    commands,
    every,
    first,
    image_matrix,
    local,
    matrix_of,
    natural_width,
    numbers,
    objects_of,
    one_number,
    pages_of,
    steps,
    text_of,
)
from .ofd_scan import Picture, Scanner
from .pdf import write_pages
from .pdf_page import PageContent, page_content

_MOST_CHARACTERS = 200_000
_MOST_SEGMENTS = 20_000
_ASCENT = 0.86
"""How much of a character's height stands above the base line."""


@dataclass(slots=True)
class _Drawn:
    """What a page draws, in the form that a PDF's page process answers in."""

    codes: list[int] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    angles: list[int] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    segments: list[Box] = field(default_factory=list)
    images: list[Picture] = field(default_factory=list)
    cut: int = 0
    drawn_cut: bool = False


def read_ofd(canonical: Canonical, path: Path, limits: Limits, progress: Progress | None = None) -> None:
    """Read an OFD file. Raises Unreadable where it has no page that can be found."""
    check_archive(path, limits, canonical.name)
    with zipfile.ZipFile(path) as archive, Scanner() as scanner:
        package = Package(archive, canonical.name)
        pages = list(pages_of(package))
        if not pages:
            raise Unreadable(f"“{canonical.name}”没有一页内容，请核对文件。")
        taken = min(len(pages), limits.pages)

        def content(number: int) -> PageContent:
            try:
                return _page(package, pages[number - 1], number, scanner)
            except (Unreadable, ValueError, OverflowError) as error:
                reason = str(error) if isinstance(error, Unreadable) else "内容损坏，读不出来；请用 OFD 阅读器另存后再载入"
                return PageContent(number, 0.0, 0.0, failure=reason.rstrip("。"))

        write_pages(canonical, taken, content, progress)
    if len(pages) > taken:
        where = f"第{taken + 1}—{len(pages)}页"
        canonical.units.append(UnitStatus(where, "unreadable", f"超过一次可读的 {taken} 页，未读；请拆分后再载入"))


def _page(package: Package, page: OfdPage, number: int, scanner: Scanner) -> PageContent:
    if not page.path:
        return PageContent(number, 0.0, 0.0, failure="缺少这一页的内容；请用 OFD 阅读器另存后再载入")
    (left, top, right, bottom), layers = page.layers(package)
    drawn = _Drawn()
    for layer in layers:
        for item in objects_of(layer):
            _draw(item, (-left, -top), drawn)
    answer = {
        "width": (right - left) * POINTS,
        "height": (bottom - top) * POINTS,
        "codes": drawn.codes,
        "boxes": drawn.boxes,
        "sizes": drawn.sizes,
        "angles": drawn.angles,
        "hidden": [False] * len(drawn.codes),
        "bold": drawn.bold,
        "images": [],
        "paths": 0,
        "segments": drawn.segments,
        "notes": [],
        "cut": drawn.cut,
        "drawn_cut": drawn.drawn_cut,
    }
    content = page_content(answer, number)
    if drawn.images and not content.failure and not content.glyphs and not content.across:
        return scanner.page(content, drawn.images, package, page.resources)
    elif drawn.images:
        content.notes.append(f"图像 {len(drawn.images)} 幅，其中的文字未读")
    return content


def _draw(item: Any, shift: tuple[float, float], drawn: _Drawn) -> None:
    boundary = numbers(item.get("Boundary", ""), 4)
    if boundary is None:
        return
    x, y = boundary[0] + shift[0], boundary[1] + shift[1]
    matrix = matrix_of(item)
    kind = local(item)
    if kind == "TextObject":
        _write(item, (x, y), matrix, drawn)
    elif kind == "PathObject":
        _rule(item, (x, y), matrix, drawn)
    else:
        a, b, c, d, e, f = image_matrix(item, boundary)
        drawn.images.append(Picture(item.get("ResourceID", ""), (a, b, c, d, e + x, f + y)))


def _write(item: Any, origin: tuple[float, float], matrix: Matrix, drawn: _Drawn) -> None:
    size = one_number(item.get("Size"), 3.5)
    wide = one_number(item.get("HScale"), 1.0)
    bold = one_number(item.get("Weight"), 400) >= 600
    angle = round(math.degrees(math.atan2(matrix[1], matrix[0])))
    scale = math.hypot(matrix[2], matrix[3]) or 1.0
    for code in every(item, "TextCode"):
        text = code.text or ""
        x, y = one_number(code.get("X"), 0.0), one_number(code.get("Y"), 0.0)
        steps_x, steps_y = steps(code.get("DeltaX", ""), len(text)), steps(code.get("DeltaY", ""), len(text))
        for i, char in enumerate(text):
            step = steps_x[i] if i < len(steps_x) else steps_x[-1] if steps_x else 0.0
            natural = natural_width(char, size * wide)
            # a character of an evenly spaced font is as wide as its step, whatever it is
            across = abs(step) if 0 < abs(step) <= 1.1 * size * wide else natural
            if len(drawn.codes) >= _MOST_CHARACTERS:
                drawn.cut += 1
            else:
                corners = [
                    _placed(matrix, origin, px, py)
                    for px in (x, x + across)
                    for py in (y - _ASCENT * size, y + (1 - _ASCENT) * size)
                ]
                drawn.codes.append(ord(char))
                drawn.boxes.append(_around(corners))
                drawn.sizes.append(size * scale * POINTS)
                drawn.angles.append(angle)
                drawn.bold.append(bold)
            if not steps_x and not steps_y:
                x += natural  # against the standard, but written: nothing says how far the next character stands
            else:
                x += step if steps_x else 0.0
                y += (steps_y[i] if i < len(steps_y) else steps_y[-1]) if steps_y else 0.0


def _rule(item: Any, origin: tuple[float, float], matrix: Matrix, drawn: _Drawn) -> None:
    data = text_of(first(item, "AbbreviatedData"))
    start = here = (0.0, 0.0)
    for command, given in commands(data):
        if command in ("S", "M"):
            start = here = (given[0], given[1])
        elif command in ("L", "C"):
            there = start if command == "C" else (given[0], given[1])
            a, b = _placed(matrix, origin, *here), _placed(matrix, origin, *there)
            if len(drawn.segments) >= _MOST_SEGMENTS:
                drawn.drawn_cut = True
                return
            if abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1:
                drawn.segments.append(_around([a, b]))
            here = there
        elif given:
            here = (given[-2], given[-1])


def _placed(matrix: Matrix, origin: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e + origin[0]) * POINTS, (b * x + d * y + f + origin[1]) * POINTS


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
