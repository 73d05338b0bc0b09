"""Opens a PDF in a process of its own, since damaged bytes may hang or end the library. Run by :mod:`.pdf_process` only.

Answers each line of JSON on standard input with a frame on standard output: four bytes of length, JSON, then as many raw
bytes as the JSON's ``bytes`` says. Nothing of the project is imported here, so that a page costs no start of it.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import sys
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

CHARS, OBJECTS, SEGMENTS = 200_000, 200_000, 40_000
"""At most so many of each are taken from a page; more is said in the answer."""
_THIN = 3.0
"""Points: a filled rectangle as thin as this is a ruling line."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class Reader:
    """One open document."""

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            self.pdf = pdfium.PdfDocument(file.read())

    def head(self) -> dict[str, Any]:
        """Number of pages."""
        return {"pages": len(self.pdf)}

    def sizes(self) -> dict[str, Any]:
        """Width and height of each page, and whether it has any text."""
        out = []
        for number in range(len(self.pdf)):
            try:
                page = self.pdf[number]
                text = page.get_textpage()
                out.append([*page.get_size(), text.count_chars() > 0])
                text.close()
                page.close()
            except (pdfium.PdfiumError, RuntimeError):
                out.append([0.0, 0.0, False])
        return {"sizes": out}

    def page(self, number: int) -> dict[str, Any]:
        """What stands on a page (from 0): characters in columns, ruling lines, images, notes."""
        page = self.pdf[number]
        try:
            width, height = page.get_size()
            place = _Placing(page)
            out: dict[str, Any] = {"width": width, "height": height, "notes": _annotations(page)}
            out.update(_chars(page, place))
            out.update(_drawn(page, place))
            return out
        finally:
            page.close()

    def render(self, number: int, wide: int, pixels: int) -> tuple[dict[str, Any], bytes]:
        """A page as PNG, ``wide`` pixels wide, or narrower where it would have more than ``pixels``."""
        page = self.pdf[number]
        try:
            width, height = page.get_size()
            scale = min(wide / max(1.0, width), (pixels / max(1.0, width * height)) ** 0.5)
            image = page.render(scale=scale, limit_image_cache=True).to_pil()
        finally:
            page.close()
        file = io.BytesIO()
        image.save(file, "PNG", compress_level=3)
        return {"width": image.width, "height": image.height}, file.getvalue()


class _Placing:
    """From a page's own coordinates to points from the top left corner of the page as shown."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_mediabox()
        crop = page.get_cropbox()
        box = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
        if box[0] >= box[2] or box[1] >= box[3]:
            box = (left, bottom, right, top)
        self.box, self.turned = box, page.get_rotation() % 360

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        left, bottom, right, top = self.box
        if self.turned == 90:
            return y - bottom, x - left
        if self.turned == 180:
            return right - x, y - bottom
        if self.turned == 270:
            return top - y, right - x
        return x - left, top - y

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Two corners, ordered."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def _chars(page: Any, place: _Placing) -> dict[str, Any]:
    text = page.get_textpage()
    try:
        handle = text.raw
        count = raw.FPDFText_CountChars(handle)
        loose, tight = raw.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
        refs = [ctypes.byref(t) for t in tight]
        codes: list[int] = []
        boxes: list[tuple[float, float, float, float]] = []
        sizes: list[float] = []
        angles: list[int] = []
        hidden: list[int] = []
        bold: list[int] = []
        known = 0
        size, angle, unseen, heavy = 0.0, 0, 0, 0
        for i in range(min(max(count, 0), CHARS)):
            owner = raw.FPDFText_GetTextObject(handle, i)
            if not owner and raw.FPDFText_IsGenerated(handle, i) == 1:
                continue
            address = ctypes.addressof(owner.contents) if owner else 0
            if address != known or not address:  # what one text object's characters share is asked once
                known = address
                size = round(raw.FPDFText_GetFontSize(handle, i), 1)
                angle = (round(raw.FPDFText_GetCharAngle(handle, i) * 57.29578) + place.turned) % 360
                heavy = 1 if raw.FPDFText_GetFontWeight(handle, i) >= 600 else 0
                mode = raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
                unseen = 1 if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE else 0
            if raw.FPDFText_GetLooseCharBox(handle, i, loose) and loose.right > loose.left and loose.top > loose.bottom:
                box = (loose.left, loose.bottom, loose.right, loose.top)
            elif raw.FPDFText_GetCharBox(handle, i, refs[0], refs[1], refs[2], refs[3]):
                box = (tight[0].value, tight[2].value, tight[1].value, tight[3].value)
            else:
                continue
            codes.append(raw.FPDFText_GetUnicode(handle, i))
            x0, y0, x1, y1 = place.rectangle(*box)
            boxes.append((round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)))
            sizes.append(size)
            angles.append(angle)
            hidden.append(unseen)
            bold.append(heavy)
    finally:
        text.close()
    return {
        "codes": codes, "boxes": boxes, "sizes": sizes, "angles": angles, "hidden": hidden, "bold": bold,
        "cut": max(0, count - CHARS),
    }  # fmt: skip


def _drawn(page: Any, place: _Placing) -> dict[str, Any]:
    segments: list[tuple[float, float, float, float]] = []
    images: list[tuple[float, float, float, float]] = []
    paths = seen = 0
    stack: list[tuple[Any, Matrix, int]] = [(page, _IDENTITY, 0)]
    while stack:
        holder, outer, depth = stack.pop()
        form = depth > 0
        count = raw.FPDFFormObj_CountObjects(holder) if form else raw.FPDFPage_CountObjects(holder)
        for i in range(max(0, count)):
            seen += 1
            if seen > OBJECTS or len(segments) > SEGMENTS:
                return {"segments": segments[:SEGMENTS], "images": images, "paths": paths, "drawn_cut": 1}
            thing = raw.FPDFFormObj_GetObject(holder, i) if form else raw.FPDFPage_GetObject(holder, i)
            kind = raw.FPDFPageObj_GetType(thing) if thing else 0
            if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                continue
            own = raw.FS_MATRIX()
            if not raw.FPDFPageObj_GetMatrix(thing, own):
                continue
            matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if depth < 8:
                    stack.append((thing, matrix, depth + 1))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                a, b, c, d, e, f = matrix
                xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
                images.append(place.rectangle(min(xs), min(ys), max(xs), max(ys)))
            else:
                paths += 1
                segments += _lines(thing, matrix, place)
    return {"segments": segments, "images": images, "paths": paths}


def _lines(path: Any, matrix: Matrix, place: _Placing) -> list[tuple[float, float, float, float]]:
    """Straight level or upright lines of a path: its strokes, and filled rectangles thin enough to be a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return []
    a, b, c, d, e, f = matrix
    corners: list[tuple[float, float]] = []
    out: list[tuple[float, float, float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    begin: tuple[float, float] | None = None
    last: tuple[float, float] | None = None

    def line(p: tuple[float, float] | None, q: tuple[float, float]) -> None:
        if p is not None and stroke.value and (abs(p[0] - q[0]) < 1.0 or abs(p[1] - q[1]) < 1.0):
            out.append(
                (round(min(p[0], q[0]), 2), round(min(p[1], q[1]), 2), round(max(p[0], q[0]), 2), round(max(p[1], q[1]), 2))
            )

    for i in range(min(raw.FPDFPath_CountSegments(path), 5000)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = place.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            out += _thin(corners) if fill.value and not stroke.value else []
            corners, begin = [here], here
        else:
            corners.append(here)
            if kind == raw.FPDF_SEGMENT_LINETO:
                line(last, here)
        last = here
        if raw.FPDFPathSegment_GetClose(segment) and begin is not None:
            line(last, begin)
    out += _thin(corners) if fill.value and not stroke.value else []
    return out


def _thin(corners: list[tuple[float, float]]) -> list[tuple[float, float, float, float]]:
    if not 2 <= len(corners) <= 6:
        return []
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    box = (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))
    wide, high = box[2] - box[0], box[3] - box[1]
    if high <= _THIN < wide:
        middle = round((box[1] + box[3]) / 2, 2)
        return [(box[0], middle, box[2], middle)]
    if wide <= _THIN < high:
        middle = round((box[0] + box[2]) / 2, 2)
        return [(middle, box[1], middle, box[3])]
    return []


def _annotations(page: Any) -> list[list[str]]:
    """Kind and words of form fields, comments and text boxes that lie over the page."""
    kinds = {raw.FPDF_ANNOT_WIDGET: "field", raw.FPDF_ANNOT_TEXT: "comment", raw.FPDF_ANNOT_FREETEXT: "comment",
             raw.FPDF_ANNOT_HIGHLIGHT: "comment", raw.FPDF_ANNOT_STAMP: "stamp"}  # fmt: skip
    out: list[list[str]] = []
    for i in range(min(raw.FPDFPage_GetAnnotCount(page), 500)):
        annotation = raw.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = kinds.get(raw.FPDFAnnot_GetSubtype(annotation))
        if kind == "field":
            out.append([kind, _string(annotation, b"T"), _string(annotation, b"V")])
        elif kind:
            out.append([kind, "", _string(annotation, b"Contents")])
        raw.FPDFPage_CloseAnnot(annotation)
    return out


def _string(annotation: Any, key: bytes) -> str:
    length = min(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0), 4000)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length + 2)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    except (ImportError, ValueError, OSError):  # not on this system: the parent's time limit is left
        pass


def main() -> None:
    """Open the file given as argument and answer until the input ends."""
    _limit()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between the frames

    def send(head: dict[str, Any], data: bytes = b"") -> None:
        body = json.dumps({**head, "bytes": len(data)}).encode()
        out.write(len(body).to_bytes(4, "big") + body + data)
        out.flush()

    try:
        reader = Reader(sys.argv[1])
    except pdfium.PdfiumError as error:
        send({"error": "password" if error.err_code == raw.FPDF_ERR_PASSWORD else "broken"})
        return
    except (OSError, MemoryError):
        send({"error": "broken"})
        return
    send(reader.head())
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        try:
            if asked["do"] == "page":
                send(reader.page(asked["number"]))
            elif asked["do"] == "render":
                send(*reader.render(asked["number"], asked["width"], asked["pixels"]))
            else:
                send(reader.sizes())
        except MemoryError:
            send({"error": "memory"})
        except (pdfium.PdfiumError, RuntimeError, ValueError, OSError) as error:
            send({"error": "broken", "why": str(error)[:200]})


if __name__ == "__main__":
    main()
