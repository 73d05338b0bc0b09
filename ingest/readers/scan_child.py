"""Recognises the pages of a scan in a process of its own, which keeps the models over the pages. Run by :mod:`.scans` only.

Speaks as :mod:`.pdf_child` does. The models are inside the wheel of rapidocr: nothing is ever fetched.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageOps, ImageSequence

DOTS = 200
"""Pixels an inch that pages of a PDF are rendered with."""
PIXELS = 12_000_000
"""At most, of one page: larger ones are made smaller."""
_DECODED = 120_000_000
_LONG = 2400
Image.MAX_IMAGE_PIXELS = _DECODED // 2  # Pillow refuses twice of it


class Source:
    """Pages of a PDF, of an image file or of a folder (``0.png`` …), as arrays of grey or colour with pixels a point."""

    def __init__(self, path: str, kind: str) -> None:
        self.pdf: Any = None
        self.folder = path if kind == "folder" else ""
        if self.folder:
            self.count = 1  # its pages are written one after the other
        elif kind == "pdf":
            import pypdfium2

            with open(path, "rb") as file:
                self.pdf = pypdfium2.PdfDocument(file.read())
            self.count = len(self.pdf)
        else:
            self.path = path
            with Image.open(path) as image:
                self.count = int(getattr(image, "n_frames", 1))

    def page(self, number: int) -> tuple[np.ndarray, float]:
        """The picture of a page (from 0) and its pixels a point."""
        if self.pdf is not None:
            page = self.pdf[number]
            try:
                width, height = page.get_size()
                scale = min(DOTS / 72, (PIXELS / max(1.0, width * height)) ** 0.5)
                picture = np.array(page.render(scale=scale, limit_image_cache=True).to_numpy()[:, :, :3])
            finally:
                page.close()
            return np.ascontiguousarray(picture), scale
        with Image.open(os.path.join(self.folder, f"{number}.png") if self.folder else self.path) as image:
            frame = image if self.count == 1 else next(f for i, f in enumerate(ImageSequence.Iterator(image)) if i == number)
            dots = frame.info.get("dpi", (0, 0))[0]
            whole = ImageOps.exif_transpose(frame)
            if whole.mode in ("RGBA", "LA", "P", "PA"):
                whole = whole.convert("RGBA")
                white = Image.new("RGBA", whole.size, "white")
                whole = Image.alpha_composite(white, whole)
            picture = np.array(whole.convert("RGB"))[:, :, ::-1]
        high, wide = picture.shape[:2]
        points = 72 * max(high, wide) / dots if dots else 0.0
        # without a plausible resolution a page is taken to be as long as A4
        scale = float(dots) / 72 if dots >= 120 and 200 <= points <= 3500 else max(high, wide) / 842.0
        factor = min(1.0, (PIXELS / (high * wide)) ** 0.5)
        if factor < 1.0:
            picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(picture), scale * factor


class Recogniser:
    """The models, loaded when first used."""

    def __init__(self) -> None:
        self.engine: Any = None
        self.turn = 0
        """How the page before lay: the next most often lies the same way."""

    def read(self, picture: np.ndarray) -> list[dict[str, Any]]:
        """Lines with their score, box and characters, in pixels."""
        if self.engine is None:
            from rapidocr import RapidOCR

            self.engine = RapidOCR(
                params={
                    "Global.use_cls": False,
                    "Global.text_score": 0.0,
                    "Global.max_side_len": _LONG,
                    "Global.log_level": "critical",
                    "Global.return_word_box": True,
                    "Global.return_single_char_box": True,
                }
            )
        found = self.engine(picture, use_cls=False)
        if found.boxes is None or found.txts is None:
            return []
        out = []
        words = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
        for corners, text, score, chars in zip(found.boxes, found.txts, found.scores, words, strict=True):
            out.append(
                {"text": text, "score": float(score), "box": _bounds(corners), "chars": _chars(text, chars, _bounds(corners))}
            )
        return out


def _bounds(corners: Any) -> list[float]:
    points = np.asarray(corners, dtype=float)
    return [float(points[:, 0].min()), float(points[:, 1].min()), float(points[:, 0].max()), float(points[:, 1].max())]


def _chars(text: str, chars: Any, box: list[float]) -> list[list[Any]]:
    """Each character with its left and right edge; spread evenly where the recogniser gives no boxes that fit."""
    given = [(c, _bounds(b)) for c, _, b in chars if b is not None]
    if "".join(c for c, _ in given) == text.replace(" ", "") and all(len(c) == 1 for c, _ in given):
        return [[c, round(b[0], 1), round(b[2], 1)] for c, b in given]
    widths = [1.0 if c >= "\u2e80" else 0.5 for c in text]
    unit = (box[2] - box[0]) / max(sum(widths), 0.5)
    out, at = [], box[0]
    for c, wide in zip(text, widths, strict=True):
        if c.strip():
            out.append([c, round(at, 1), round(at + wide * unit, 1)])
        at += wide * unit
    return out


def skew(picture: np.ndarray) -> float:
    """Degrees, clockwise, by which a page lies askew: the turn at which its rows stand out most."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    factor = 900.0 / max(grey.shape)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
    ink = 255 - small
    ink = np.where(ink > max(40.0, float(ink.mean()) + 40.0), ink, 0).astype(np.uint8)
    high, wide = ink.shape

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, matrix, (wide, high)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-6, 6.01, 0.5), key=sharpness)
    fine = float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=sharpness))
    return fine if sharpness(fine) > 1.1 * sharpness(0.0) else 0.0


def straightened(picture: np.ndarray, angle: float) -> np.ndarray:
    """The picture turned about its middle so that lines run level."""
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))


def ruling(picture: np.ndarray, scale: float) -> tuple[list[list[float]], np.ndarray]:
    """Level and upright lines in pixels, and where those of tables lie: lines beside characters are read as strokes."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    block = int(15 * scale) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    found: list[list[float]] = []
    blobs: list[np.ndarray] = []
    thick = 4.0 * scale
    for level in (True, False):
        length = int((30 if level else 24) * scale)
        bridge = cv2.getStructuringElement(cv2.MORPH_RECT, (int(2 * scale) | 1, 1) if level else (1, int(2 * scale) | 1))
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if level else (1, length))
        lines = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, kernel)
        count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for i in range(1, min(count, 700)):
            x, y, w, h = (int(v) for v in stats[i, :4])
            if (h if level else w) <= thick:
                found.append([x, y + h / 2, x + w, y + h / 2] if level else [x + w / 2, y, x + w / 2, y + h])
                blobs.append(np.array([x, y, w, h]))
    mask = np.zeros_like(ink)
    kept = []
    tables = _of_tables(found, 3 * scale, 0.12 * picture.shape[1])
    for line, (x, y, w, h), table in zip(found, blobs, tables, strict=True):
        if table:
            mask[y : y + h, x : x + w] = 255
        if table or line[1] == line[3]:
            kept.append(line)
    return kept, mask


def _of_tables(lines: list[list[float]], near: float, wide: float) -> list[bool]:
    """Which lines cross others and make something wider than a large character, whose strokes cross too."""
    group = list(range(len(lines)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, a in enumerate(lines):
        for j, b in enumerate(lines):
            if a[1] == a[3] and b[0] == b[2] and a[0] - near <= b[0] <= a[2] + near and b[1] - near <= a[1] <= b[3] + near:
                group[root(i)] = root(j)
    spans: dict[int, list[float]] = {}
    for i, a in enumerate(lines):
        left, right, level, upright = spans.get(root(i), [a[0], a[2], 0, 0])
        spans[root(i)] = [min(left, a[0]), max(right, a[2]), level + (a[1] == a[3]), upright + (a[0] == a[2])]
    good = {r for r, (left, right, level, upright) in spans.items() if level >= 2 and upright >= 1 and right - left >= wide}
    return [root(i) in good for i in range(len(lines))]


def without_lines(picture: np.ndarray, mask: np.ndarray, scale: float) -> np.ndarray:
    """The picture with its ruling lines made paper."""
    wide = max(3, int(1.2 * scale) | 1)
    grown = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_RECT, (wide, wide)))
    out = picture.copy()
    out[grown > 0] = np.median(picture.reshape(-1, 3), axis=0).astype(np.uint8)
    return out


def recognise(source: Source, recogniser: Recogniser, number: int) -> dict[str, Any]:
    """One page: its lines and ruling lines in points of the page held upright and level."""
    picture, scale = source.page(number)
    high, wide = picture.shape[:2]
    if float(picture.std()) < 2.0:
        return {"width": wide / scale, "height": high / scale, "lines": [], "segments": [], "turn": 0, "skew": 0.0}
    turn, best = 0, _Attempt([], [], 0.0)
    tries = [recogniser.turn]
    while tries:
        other = tries.pop(0)
        attempt = _attempt(recogniser, np.ascontiguousarray(np.rot90(picture, other // 90)), scale)
        if not best.lines or attempt.score > best.score:
            turn, best = other, attempt
        if other == recogniser.turn:
            tries = _others(other, attempt.lines, attempt.score)
        elif best.score > 0.9:
            break
    recogniser.turn = turn
    return {
        "width": wide / scale,
        "height": high / scale,
        "turn": turn,
        "skew": best.skew,
        "segments": [[round(v / scale, 2) for v in s] for s in best.segments],
        "lines": [
            {
                "text": v["text"],
                "score": round(v["score"], 3),
                "box": [round(x / scale, 2) for x in v["box"]],
                "chars": [[c, round(a / scale, 2), round(b / scale, 2)] for c, a, b in v["chars"]],
            }
            for v in best.lines
        ],
    }


@dataclass(slots=True)
class _Attempt:
    """What was read of a page held one way."""

    lines: list[dict[str, Any]]
    segments: list[list[float]]
    skew: float

    @property
    def score(self) -> float:
        """Mean confidence of a character."""
        letters = sum(len(v["text"]) for v in self.lines)
        return sum(v["score"] * len(v["text"]) for v in self.lines) / letters if letters else 0.0


def _attempt(recogniser: Recogniser, picture: np.ndarray, scale: float) -> _Attempt:
    angle = skew(picture)
    level = straightened(picture, angle) if abs(angle) >= 0.15 else picture
    segments, mask = ruling(level, scale)
    straight = level is picture
    if mask.any():
        level = without_lines(level, mask, scale)
    return _Attempt(recogniser.read(level), segments, 0.0 if straight else angle)


def _others(turn: int, lines: list[dict[str, Any]], score: float) -> list[int]:
    """Other ways to hold a page whose text does not read well this way."""
    if len(lines) < 3:
        return []
    tall = [v for v in lines if len(v["text"]) > 1 and v["box"][3] - v["box"][1] > 1.5 * (v["box"][2] - v["box"][0])]
    if len(tall) > 0.5 * len(lines):
        return [(turn + 90) % 360, (turn + 270) % 360]
    return [(turn + 180) % 360] if score < 0.7 else []


def _limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    except (ImportError, ValueError, OSError):  # not on this system: the parent's time limit is left
        pass


def main() -> None:
    """Open the file given as argument (its kind: pdf, image or folder) and answer until the input ends."""
    _limit()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between the frames

    def send(head: dict[str, Any]) -> None:
        body = json.dumps({**head, "bytes": 0}).encode()
        out.write(len(body).to_bytes(4, "big") + body)
        out.flush()

    try:
        source = Source(sys.argv[1], sys.argv[2])
    except MemoryError:
        send({"error": "memory"})
        return
    except Image.DecompressionBombError:
        send({"error": "large"})
        return
    except Exception:
        send({"error": "broken"})
        return
    send({"pages": source.count})
    recogniser = Recogniser()
    for line in sys.stdin.buffer:
        try:
            send(recognise(source, recogniser, json.loads(line)["number"]))
        except MemoryError:
            send({"error": "memory"})
        except Image.DecompressionBombError:
            send({"error": "large"})
        except Exception as error:  # whatever a damaged picture raises
            send({"error": "broken", "why": f"{type(error).__name__}: {error}"[:200]})


if __name__ == "__main__":
    main()
