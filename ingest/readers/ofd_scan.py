"""Pages of an OFD file that are pictures 扫描页: put together as they lie on the page, and recognised as a scan of a PDF is."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from .canonical import Unreadable
from .ofd_package import POINTS, Matrix, Package, Resources
from .pdf_page import PageContent
from .pdf_process import PageFailed, PageProcess
from .scans import MISSING, Recogniser, installed

_CHILD = Path(__file__).with_name("image_child.py")
_SECONDS = 60.0
_DOTS = 200
_LEAST_DOTS = 120
"""Pixels an inch; on larger paper letters become too small."""
_PIXELS = 12_000_000
_LONG = (200.0, 3500.0)
"""Points that the long side of a page may have to be recognised; a smaller one lies on larger paper."""
_MOST = 200
_FAILED = {
    "time": f"图像 {_SECONDS:.0f} 秒内没有画出来；请降低分辨率后再载入",
    "memory": "画出图像时内存不足；请降低分辨率后再载入",
    "large": "图像像素过多，未识别；请降低分辨率后再载入",
}
_BROKEN = "图像损坏，或是读不了的格式（如 JBIG2）；请用 OFD 阅读器打印为 PDF 后再载入"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page: the number of its resource, and where its unit square goes on the page, in mm."""

    resource: str
    matrix: Matrix


class Scanner:
    """Recognises the pages of one file; the processes start with the first page that needs them."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._folder: Path | None = None
        self._process: PageProcess | None = None
        self._recogniser: Recogniser | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    def page(self, page: PageContent, pictures: list[Picture], package: Package, resources: Resources) -> PageContent:
        """The page with what its pictures say; its ``failure`` tells why they could not be read."""
        page.scanned = page.picture = True
        if not installed():
            page.failure = MISSING
            return page
        try:
            drawn = self._composed(page, pictures, package, resources)
        except Unreadable as error:
            page.failure = str(error).rstrip("。")
            return page
        except PageFailed as failed:
            page.failure = _FAILED.get(failed.reason, _BROKEN)
            return page
        assert self._folder is not None
        assert self._recogniser is not None
        place = self._folder / f"{page.number - 1}.png"
        place.write_bytes(drawn)
        try:
            seen = self._recogniser.page(page.number)
        finally:
            place.unlink()
        # small pages lie on larger paper
        seen.width, seen.height, seen.notes = page.width, page.height, page.notes + seen.notes
        if not seen.failure and not seen.glyphs and not seen.doubtful:
            seen.scanned, seen.notes = False, [*page.notes, "只有图形，没有文字"]
        return seen

    def _composed(self, page: PageContent, pictures: list[Picture], package: Package, resources: Resources) -> bytes:
        """The page as PNG. Raises Unreadable and PageFailed."""
        long = max(page.width, page.height)
        larger = max(1.0, _LONG[0] / long)
        width, height = page.width * larger, page.height * larger
        dots = min(_DOTS, int(72 * (_PIXELS / (width * height)) ** 0.5))
        if long > _LONG[1] or dots < _LEAST_DOTS or len(pictures) > _MOST:
            raise Unreadable("页面过大，或图像过多，未识别；请用 OFD 阅读器打印为 PDF 后再载入。")
        process, folder = self._started()
        files = []
        for number, picture in enumerate(pictures):
            path = resources.images.get(picture.resource, "")
            if not path:
                raise Unreadable("缺少图像文件；请用 OFD 阅读器另存后再载入。")
            file = folder / f"picture{number}"
            file.write_bytes(package.data(path))
            files.append({"file": file.name, "matrix": [v * POINTS for v in picture.matrix]})
        try:
            return process.ask(_SECONDS, do="compose", width=width, height=height, dots=dots, pictures=files)[1]
        finally:
            for given in files:
                (folder / str(given["file"])).unlink()

    def _started(self) -> tuple[PageProcess, Path]:
        if self._process is None or self._folder is None:
            made = self._open.enter_context(tempfile.TemporaryDirectory(prefix="tiaokuai-", ignore_cleanup_errors=True))
            self._folder = Path(made)
            self._process = self._open.enter_context(PageProcess(_CHILD, made, start_seconds=_SECONDS))
            self._recogniser = self._open.enter_context(Recogniser(self._folder, "folder"))
        return self._process, self._folder
