"""Images of documents 图片: png, jpg, tif of one or many pages, bmp, webp; each picture is a page, recognised as a scan."""

from __future__ import annotations

from pathlib import Path

from graph.evidence import UnitStatus

from .canonical import Canonical, Progress, Unreadable
from .limits import Limits
from .pdf import write_pages
from .pdf_process import PageFailed
from .scans import MISSING, Recogniser, installed


def read_image(canonical: Canonical, path: Path, limits: Limits, progress: Progress | None = None) -> None:
    """Read an image. Raises Unreadable without the OCR extra, and for pictures that cannot be opened."""
    name = canonical.name
    if not installed():
        raise Unreadable(f"“{name}”{MISSING}。")
    with Recogniser(path, "image") as recogniser:
        try:
            count = recogniser.pages()
        except PageFailed as failed:
            if failed.reason == "large":
                raise Unreadable(f"“{name}”的像素过多，未读入；请降低分辨率后再载入。") from failed
            if failed.reason in ("time", "memory"):
                raise Unreadable(f"“{name}”打开时超出时间或内存上限，未读入；请降低分辨率后再载入。") from failed
            raise Unreadable(f"“{name}”不是完好的图片，打不开；请重新扫描或另存为 png、jpg 后再载入。") from failed
        taken = min(count, limits.pages)
        write_pages(canonical, taken, recogniser.page, progress)
    if count > taken:
        canonical.units.append(
            UnitStatus(f"第{taken + 1}—{count}页", "unreadable", f"超过一次可读的 {taken} 页，未读；请拆分后再载入")
        )
