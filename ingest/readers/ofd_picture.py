"""A page of an OFD file as a picture 页面图像: its words, lines and images as SVG, drawn by the browser with its own fonts.

No library at hand draws OFD, and a server seldom has Chinese fonts; whoever looks at the page has. Stamps, annotations, clips
and shadings are left out: the picture shows where words stand, the original is what counts.
"""

from __future__ import annotations

import base64
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from .canonical import Unreadable
from .limits import DEFAULT_LIMITS, check_archive
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
from .pdf_process import PageFailed, PageProcess

_CHILD = Path(__file__).with_name("image_child.py")
_SECONDS = 20.0
_MOST_OBJECTS = 50_000
_IMAGE_BYTES = 24 << 20
_MOST_BYTES = 48 << 20
"""Of one picture, with the images in it."""
_SHOWN_BY_BROWSERS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"RIFF", "image/webp"),
)
_FONTS = "SimSun,NSimSun,'Songti SC','Noto Serif CJK SC','Noto Serif SC','Noto Sans CJK SC',serif"
_LETTERS = {"S": "M", "M": "M", "L": "L", "Q": "Q", "B": "C", "A": "A", "C": "Z"}
_HAIR = 0.353
"""Width in mm of a line that names none (GB/T 33190, 8.5)."""


def ofd_sizes(path: Path) -> list[tuple[float, float, bool]]:
    """Width and height in points of each page, and whether it has text. Raises Unreadable."""
    check_archive(path, DEFAULT_LIMITS)
    with zipfile.ZipFile(path) as archive:
        package = Package(archive, path.name)
        out = []
        for page in _taken(package):
            try:
                (left, top, right, bottom), layers = page.layers(package)
                written = any((code.text or "").strip() for layer in layers for code in every(layer, "TextCode"))
            except Unreadable:
                (left, top, right, bottom), written = page.area, True
            out.append(((right - left) * POINTS, (bottom - top) * POINTS, written))
    return out


def ofd_svg(path: Path, wanted: int) -> bytes:
    """Page ``wanted`` (from 1) as SVG. Raises Unreadable."""
    check_archive(path, DEFAULT_LIMITS)
    with zipfile.ZipFile(path) as archive:
        package = Package(archive, path.name)
        pages = _taken(package)
        if not 1 <= wanted <= len(pages):
            raise Unreadable(f"这份文件只有 {len(pages)} 页，没有第 {wanted} 页。")
        return _svg(package, pages[wanted - 1]).encode()


def _taken(package: Package) -> list[OfdPage]:
    return list(pages_of(package))[: DEFAULT_LIMITS.pages]


def _svg(package: Package, page: OfdPage) -> str:
    (left, top, right, bottom), layers = page.layers(package)
    images = _Images(package, page)
    drawn: list[str] = []
    for layer in layers:
        for item in objects_of(layer):
            boundary = numbers(item.get("Boundary", ""), 4)
            if boundary is None or len(drawn) >= _MOST_OBJECTS:
                continue
            origin = (boundary[0] - left, boundary[1] - top)
            try:
                drawn += {"TextObject": _text, "PathObject": _path}.get(local(item), images.image)(item, boundary, origin, page)
            except (ValueError, OverflowError):
                continue  # one object that makes no sense must not hide the page
    wide, high = right - left, bottom - top
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide * POINTS:.2f}" height="{high * POINTS:.2f}" '
        f'viewBox="0 0 {wide:.3f} {high:.3f}"><rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>'
    )


def _text(item: Any, boundary: list[float], origin: tuple[float, float], page: OfdPage) -> Iterator[str]:
    size = one_number(item.get("Size"), 3.5)
    wide = one_number(item.get("HScale"), 1.0)
    called = page.resources.fonts.get(item.get("Font", ""), "").replace("'", "").replace(",", " ")
    family = f"'{called}',{_FONTS}" if called else _FONTS
    style = f'font-family="{escape(family)}" font-size="{size:.3f}" fill="{_colour(first(item, "FillColor"))}"'
    if one_number(item.get("Weight"), 400) >= 600:
        style += ' font-weight="bold"'
    if item.get("Italic", "").lower() == "true":
        style += ' font-style="italic"'
    for code in every(item, "TextCode"):
        text = code.text or ""
        x, y = one_number(code.get("X"), 0.0), one_number(code.get("Y"), 0.0)
        steps_x, steps_y = steps(code.get("DeltaX", ""), len(text)), steps(code.get("DeltaY", ""), len(text))
        xs, ys = [], []
        for i, char in enumerate(text):
            xs.append(f"{x:.3f}")
            ys.append(f"{y:.3f}")
            if steps_x or steps_y:
                x += (steps_x[i] if i < len(steps_x) else steps_x[-1]) if steps_x else 0.0
                y += (steps_y[i] if i < len(steps_y) else steps_y[-1]) if steps_y else 0.0
            else:
                x += natural_width(char, size * wide)
        if text.strip():
            shown = "".join(c if c.isprintable() else " " for c in text)
            yield (
                f'<text xml:space="preserve" {_placed(matrix_of(item), origin)} {style} {_alpha(item)} '
                f'x="{" ".join(xs)}" y="{" ".join(ys)}">{escape(shown)}</text>'
            )


def _path(item: Any, boundary: list[float], origin: tuple[float, float], page: OfdPage) -> Iterator[str]:
    data = text_of(first(item, "AbbreviatedData"))
    drawn = [_LETTERS[command] + " ".join(f"{v:.3f}" for v in given) for command, given in commands(data)]
    if not drawn:
        return
    if drawn[0][0] != "M":
        drawn.insert(0, "M0 0")
    stroked, filled = item.get("Stroke", "true").lower() != "false", item.get("Fill", "false").lower() == "true"
    stroke = _colour(first(item, "StrokeColor")) if stroked else "none"
    fill = _colour(first(item, "FillColor")) if filled else "none"
    width = one_number(item.get("LineWidth"), _HAIR) or _HAIR
    rule = ' fill-rule="evenodd"' if item.get("Rule", "").lower() == "even-odd" else ""
    yield (
        f'<path {_placed(matrix_of(item), origin)} d="{"".join(drawn)}" stroke="{stroke}" fill="{fill}" '
        f'stroke-width="{width:.3f}"{rule} {_alpha(item)}/>'
    )


class _Images:
    """Images of a page as data within the picture, while there is room."""

    def __init__(self, package: Package, page: OfdPage) -> None:
        self._package, self._page = package, page
        self._left = _MOST_BYTES

    def image(self, item: Any, boundary: list[float], origin: tuple[float, float], page: OfdPage) -> Iterator[str]:
        """One image; where it cannot be shown, its outline."""
        placed = _placed(image_matrix(item, boundary), origin)
        link = self._data(item.get("ResourceID", ""))
        if link:
            yield f'<image {placed} {_alpha(item)} width="1" height="1" preserveAspectRatio="none" href="{link}"/>'
        else:
            yield f'<rect {placed} width="1" height="1" fill="#eee"><title>图像，这里显示不了</title></rect>'

    def _data(self, resource: str) -> str:
        path = self._page.resources.images.get(resource, "")
        if not path:
            return ""
        try:
            data = self._package.data(path)
        except Unreadable:
            return ""
        kind = next((kind for magic, kind in _SHOWN_BY_BROWSERS if data.startswith(magic)), "")
        if not kind and len(data) <= _IMAGE_BYTES:
            kind, data = "image/png", _as_png(data)
        if not data or len(data) > min(_IMAGE_BYTES, self._left):
            return ""
        self._left -= len(data)
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _as_png(data: bytes) -> bytes:
    """A picture of a format that browsers do not show, or b""."""
    with tempfile.TemporaryDirectory(prefix="tiaokuai-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "picture"
        file.write_bytes(data)
        with PageProcess(_CHILD, str(file), start_seconds=_SECONDS) as process:
            try:
                return process.ask(_SECONDS, do="render", number=0, width=1600, pixels=8_000_000)[1]
            except PageFailed:
                return b""


def _placed(matrix: Matrix, origin: tuple[float, float]) -> str:
    a, b, c, d, e, f = matrix
    return f'transform="matrix({a:.6g} {b:.6g} {c:.6g} {d:.6g} {e + origin[0]:.3f} {f + origin[1]:.3f})"'


def _alpha(item: Any) -> str:
    alpha = one_number(item.get("Alpha"), 255.0)
    return f'opacity="{max(0.0, alpha) / 255:.3f}"' if alpha < 255 else ""


def _colour(item: Any) -> str:
    """A colour: one number is grey, three are red, green and blue, four cyan, magenta, yellow and black; else black."""
    given = item.get("Value", "").split() if item is not None else []
    found = numbers(" ".join(given), len(given)) or []
    parts = [min(255, max(0, round(v))) for v in found]
    if len(parts) == 4:
        parts = [round((255 - v) * (255 - parts[3]) / 255) for v in parts[:3]]
    if len(parts) == 1:
        parts *= 3
    return "#" + "".join(f"{v:02x}" for v in parts) if len(parts) == 3 else "#000"
