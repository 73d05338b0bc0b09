"""Draws the pages of an image file, or a page put together of pictures in a folder, in a process of its own.

Run by :mod:`.page_image` and :mod:`.ofd_scan` only; speaks as :mod:`.pdf_child`.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
from typing import Any

from PIL import Image, ImageOps

Image.MAX_IMAGE_PIXELS = 60_000_000  # Pillow refuses twice of it


def _points(image: Image.Image) -> tuple[float, float]:
    """Width and height in points, as the recogniser has them: A4's length where the file states no plausible resolution."""
    wide, high = image.size
    if image.getexif().get(0x0112, 1) >= 5:
        wide, high = high, wide
    dots = image.info.get("dpi", (0, 0))[0]
    long = 72 * max(wide, high) / dots if dots else 0.0
    scale = dots / 72 if dots >= 120 and 200 <= long <= 3500 else max(wide, high) / 842.0
    return float(wide / scale), float(high / scale)


def answer(path: str, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Sizes of all pages, or one page as PNG."""
    if asked["do"] == "compose":
        return compose(path, asked)
    with Image.open(path) as image:
        count = int(getattr(image, "n_frames", 1))
        if asked["do"] == "sizes":
            sizes = []
            for i in range(min(count, 2000)):
                image.seek(i)
                sizes.append([*_points(image), False])
            return {"sizes": sizes}, b""
        image.seek(asked["number"])
        # the size of what is drawn is what counts: the file may be a photograph of many megapixels
        wide, high = image.size
        factor = min(asked["width"] / max(1, min(wide, high) if image.getexif().get(0x0112, 1) >= 5 else wide), 4.0)
        factor = min(factor, (asked["pixels"] / max(1, wide * high)) ** 0.5)
        drawn = ImageOps.exif_transpose(
            image.convert("RGBA") if image.mode in ("P", "LA", "PA", "RGBA") else image.convert("RGB")
        )
    size = (max(1, round(drawn.width * factor)), max(1, round(drawn.height * factor)))
    file = io.BytesIO()
    drawn.resize(size, Image.Resampling.LANCZOS).save(file, "PNG", compress_level=3)
    return {"width": size[0], "height": size[1]}, file.getvalue()


def compose(folder: str, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """White paper of ``width`` by ``height`` points with pictures on it, as PNG with ``dots`` pixels an inch.

    Each picture is a file of the folder and the matrix that takes its unit square to points.
    """
    scale = asked["dots"] / 72
    size = (max(1, round(asked["width"] * scale)), max(1, round(asked["height"] * scale)))
    paper = Image.new("RGB", size, "white")
    for picture in asked["pictures"]:
        with Image.open(os.path.join(folder, picture["file"])) as image:
            drawn = image.convert("RGBA") if image.mode in ("P", "LA", "PA", "RGBA") else image.convert("RGB")
        a, b, c, d, e, f = (v * scale for v in picture["matrix"])
        across, down = math.hypot(a, b), math.hypot(c, d)
        turned = a * d - b * c
        if not math.isfinite(turned) or min(across, down) < 1 or abs(turned) < 1:
            continue
        fewer = (max(1, int(drawn.width / across)), max(1, int(drawn.height / down)))
        if max(fewer) > 1:  # else fine strokes are lost
            drawn = drawn.reduce(fewer)
        wide, high = drawn.size
        # from a point of the paper to one of the picture
        inverse = (
            d / turned * wide,
            -c / turned * wide,
            (c * f - d * e) / turned * wide,
            -b / turned * high,
            a / turned * high,
            (b * e - a * f) / turned * high,
        )
        drawn = drawn.convert("RGBA").transform(size, Image.Transform.AFFINE, inverse, Image.Resampling.BICUBIC)
        paper.paste(drawn, (0, 0), drawn)
    file = io.BytesIO()
    paper.save(file, "PNG", compress_level=1, dpi=(asked["dots"], asked["dots"]))
    return {"width": size[0], "height": size[1]}, file.getvalue()


def main() -> None:
    """Open the file given as argument and answer until the input ends."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    except (ImportError, ValueError, OSError):  # not on this system: the parent's time limit is left
        pass
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between the frames

    def send(head: dict[str, Any], data: bytes = b"") -> None:
        body = json.dumps({**head, "bytes": len(data)}).encode()
        out.write(len(body).to_bytes(4, "big") + body + data)
        out.flush()

    def tried(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        try:
            if asked["do"] == "open":
                if os.path.isdir(sys.argv[1]):
                    return {"pages": 0}, b""
                with Image.open(sys.argv[1]) as image:
                    return {"pages": int(getattr(image, "n_frames", 1))}, b""
            return answer(sys.argv[1], asked)
        except MemoryError:
            return {"error": "memory"}, b""
        except Image.DecompressionBombError:
            return {"error": "large"}, b""
        except Exception as error:  # whatever a damaged picture raises
            return {"error": "broken", "why": type(error).__name__}, b""

    send(*tried({"do": "open"}))
    for line in sys.stdin.buffer:
        send(*tried(json.loads(line)))


if __name__ == "__main__":
    main()
