"""Draws the pages of an image file in a process of its own. Run by :mod:`.page_image` only; speaks as :mod:`.pdf_child`."""

from __future__ import annotations

import io
import json
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
