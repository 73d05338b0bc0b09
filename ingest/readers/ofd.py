"""OFD 版式文件 (GB/T 33190-2016): the text and ruling lines of every page, laid out as those of a PDF.

A package of XML: ``OFD.xml`` names a document, the document its pages and templates, a page its text, path and image objects in
millimetres. Text is positioned character by character, so paragraphs and tables are found by the same rules as in a PDF. Pages
that are pictures only are reported as unread.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.evidence import UnitStatus

from .canonical import Box, Canonical, Progress, Unreadable
from .limits import Limits, check_archive
from .package import parse_xml, part
from .pdf import write_pages
from .pdf_page import PageContent, page_content

_POINTS = 72 / 25.4
"""Points a millimetre."""
_MOST_CHARACTERS = 200_000
_MOST_SEGMENTS = 20_000
_ASCENT = 0.86
"""How much of a character's height stands above the base line."""
_PICTURE = "是图像，没有文字；请用 OFD 阅读器打印为 PDF 后再载入，由扫描识别读出"
_COMMAND = re.compile(r"[SMLQBAC]|[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class _Drawn:
    """What a page draws, in the form that a PDF's page process answers in."""

    codes: list[int] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    angles: list[int] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    segments: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    cut: int = 0
    drawn_cut: bool = False


class _Package:
    """The parts of one file, by path."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._paths = {n.lower().lstrip("/"): n for n in archive.namelist()}

    def find(self, base: str, reference: str) -> str:
        """The path that ``reference`` means in a part at ``base``, or ""; writers differ in what it is relative to."""
        reference = reference.strip().replace("\\", "/")
        folder = posixpath.dirname(base)
        for candidate in (posixpath.join(folder, reference), reference, posixpath.join(folder.partition("/")[0], reference)):
            path = posixpath.normpath(candidate).lstrip("/").lower()
            if path in self._paths:
                return path
        return ""

    def xml(self, path: str) -> Any:
        """The root of a part. Raises Unreadable."""
        data = part(self._archive, self._paths.get(path, path), self._name)
        if data is None:
            raise Unreadable(f"“{self._name}”缺少部件 {path}，请用 OFD 阅读器另存后再载入。")
        return parse_xml(data, self._name, path)


def read_ofd(canonical: Canonical, path: Path, limits: Limits, progress: Progress | None = None) -> None:
    """Read an OFD file. Raises Unreadable where it has no page that can be found."""
    check_archive(path, limits, canonical.name)
    with zipfile.ZipFile(path) as archive:
        package = _Package(archive, canonical.name)
        pages = list(_pages(package))
        if not pages:
            raise Unreadable(f"“{canonical.name}”没有一页内容，请核对文件。")
        taken = min(len(pages), limits.pages)

        def content(number: int) -> PageContent:
            try:
                return _page(package, pages[number - 1], number)
            except (Unreadable, ValueError, OverflowError) as error:
                reason = str(error) if isinstance(error, Unreadable) else "内容损坏，读不出来；请用 OFD 阅读器另存后再载入"
                return PageContent(number, 0.0, 0.0, failure=reason.rstrip("。"))

        write_pages(canonical, taken, content, progress)
    if len(pages) > taken:
        where = f"第{taken + 1}—{len(pages)}页"
        canonical.units.append(UnitStatus(where, "unreadable", f"超过一次可读的 {taken} 页，未读；请拆分后再载入"))


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    area: Box
    templates: dict[str, str]


def _pages(package: _Package) -> Iterator[_Page]:
    main = package.find("", "OFD.xml")
    for body in _all(package.xml(main), "DocBody"):
        reference = _text(_first(body, "DocRoot"))
        path = package.find(main, reference) if reference else ""
        if not path:
            continue
        document = package.xml(path)
        area = _area(_first(document, "PageArea"), (0.0, 0.0, 210.0, 297.0))
        templates = {t.get("ID", ""): package.find(path, t.get("BaseLoc", "")) for t in _all(document, "TemplatePage")}
        for page in _all(document, "Page"):
            yield _Page(package.find(path, page.get("BaseLoc", "")), area, templates)


def _page(package: _Package, page: _Page, number: int) -> PageContent:
    if not page.path:
        return PageContent(number, 0.0, 0.0, failure="缺少这一页的内容；请用 OFD 阅读器另存后再载入")
    root = package.xml(page.path)
    left, top, right, bottom = _area(_first(root, "Area"), page.area)
    drawn = _Drawn()
    layers = [
        package.xml(template)
        for reference in _all(root, "Template")
        if (template := page.templates.get(reference.get("TemplateID", ""), ""))
    ]
    for layer in (*layers, root):
        for item in _objects(layer):
            _draw(item, (-left, -top), drawn)
    answer = {
        "width": (right - left) * _POINTS,
        "height": (bottom - top) * _POINTS,
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
    if drawn.images and not content.glyphs and not content.across:
        content.failure = _PICTURE
    elif drawn.images:
        content.notes.append(f"图像 {len(drawn.images)} 幅，其中的文字未读")
    return content


def _objects(root: Any) -> Iterator[Any]:
    for item in root.iter():
        drawn = isinstance(item.tag, str) and _local(item) in ("TextObject", "PathObject", "ImageObject")
        if drawn and item.get("Visible", "true").lower() != "false":
            yield item


def _draw(item: Any, shift: tuple[float, float], drawn: _Drawn) -> None:
    boundary = _numbers(item.get("Boundary", ""), 4)
    if boundary is None:
        return
    x, y = boundary[0] + shift[0], boundary[1] + shift[1]
    given = _numbers(item.get("CTM", ""), 6)
    matrix: _Matrix = (given[0], given[1], given[2], given[3], given[4], given[5]) if given else _SAME
    kind = _local(item)
    if kind == "TextObject":
        _write(item, (x, y), matrix, drawn)
    elif kind == "PathObject":
        _rule(item, (x, y), matrix, drawn)
    else:
        drawn.images.append((x, y, x + boundary[2], y + boundary[3]))


def _write(item: Any, origin: tuple[float, float], matrix: _Matrix, drawn: _Drawn) -> None:
    size = _number(item.get("Size"), 3.5)
    wide = _number(item.get("HScale"), 1.0)
    bold = _number(item.get("Weight"), 400) >= 600
    angle = round(math.degrees(math.atan2(matrix[1], matrix[0])))
    scale = math.hypot(matrix[2], matrix[3]) or 1.0
    for code in _all(item, "TextCode"):
        text = code.text or ""
        x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
        steps_x, steps_y = _steps(code.get("DeltaX", ""), len(text)), _steps(code.get("DeltaY", ""), len(text))
        for i, char in enumerate(text):
            step = steps_x[i] if i < len(steps_x) else steps_x[-1] if steps_x else 0.0
            natural = size * wide * (1.0 if char >= "\u2e80" or char in "“”‘’…—·" else 0.5)
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
                drawn.sizes.append(size * scale * _POINTS)
                drawn.angles.append(angle)
                drawn.bold.append(bold)
            if not steps_x and not steps_y:
                x += natural  # against the standard, but written: nothing says how far the next character stands
            else:
                x += step if steps_x else 0.0
                y += (steps_y[i] if i < len(steps_y) else steps_y[-1]) if steps_y else 0.0


def _rule(item: Any, origin: tuple[float, float], matrix: _Matrix, drawn: _Drawn) -> None:
    data = _text(_first(item, "AbbreviatedData"))
    start = here = (0.0, 0.0)
    for command, given in _commands(data):
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


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    command, given = "", list[float]()
    for token in _COMMAND.findall(data):
        if token in _ARGUMENTS:
            command, given = token, []
        else:
            given.append(float(token))
        if command and len(given) == _ARGUMENTS[command]:
            yield command, given
            command = ""


def _steps(text: str, count: int) -> list[float]:
    """``5 g 3 6`` is 5 6 6 6: distances to the next character, runs written with g, how often, how far."""
    out: list[float] = []
    tokens = text.replace(",", " ").split()
    i = 0
    while i < len(tokens) and len(out) <= count:
        if tokens[i] == "g" and i + 2 < len(tokens):
            out += [float(tokens[i + 2])] * min(int(float(tokens[i + 1])), count)
            i += 3
        else:
            out.append(float(tokens[i]))
            i += 1
    return out


def _placed(matrix: _Matrix, origin: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e + origin[0]) * _POINTS, (b * x + d * y + f + origin[1]) * _POINTS


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _area(area: Any, otherwise: Box) -> Box:
    found = _numbers(_text(_first(area, "PhysicalBox")), 4) if area is not None else None
    if not found or not (0 < found[2] < 5000 and 0 < found[3] < 5000):
        return otherwise
    return found[0], found[1], found[0] + found[2], found[1] + found[3]


def _local(item: Any) -> str:
    return str(item.tag).rpartition("}")[2]


def _all(root: Any, name: str) -> list[Any]:
    return [item for item in root.iter() if isinstance(item.tag, str) and _local(item) == name] if root is not None else []


def _first(root: Any, name: str) -> Any:
    return next(iter(_all(root, name)), None)


def _text(item: Any) -> str:
    return (item.text or "").strip() if item is not None else ""


def _numbers(text: str, count: int) -> list[float] | None:
    try:
        found = [float(t) for t in text.replace(",", " ").split()]
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


def _number(text: str | None, otherwise: float) -> float:
    found = _numbers(text or "", 1)
    return found[0] if found else otherwise
