"""A page of an original as a picture 页面图像, made in a process of its own with limits of pixels, memory and time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from .canonical import Unreadable
from .ofd_picture import ofd_sizes, ofd_svg
from .package import BROKEN
from .pdf_process import PageFailed, PageProcess
from .sniff import kind_of

_PDF = Path(__file__).with_name("pdf_child.py")
_IMAGE = Path(__file__).with_name("image_child.py")
WIDTHS = (100, 2400)
"""Narrowest and widest picture, in pixels."""
PIXELS = 8_000_000
"""At most, of one picture: long pages are made narrower."""
SECONDS = 20.0
_CACHED_BYTES = 32 << 20
_BROKEN: tuple[type[BaseException], ...] = (RecursionError, MemoryError, *BROKEN)
_AT_ONCE = threading.BoundedSemaphore(2)
_FAILED = {
    "time": f"超过 {SECONDS:.0f} 秒没有画出来",
    "memory": "内存不足",
    "password": "设有打开密码",
    "large": "像素过多",
}


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's size in points, and whether it is a picture without text."""

    number: int
    width: float
    height: float
    scanned: bool


class _Cache:
    """The pictures drawn last, up to 32 MB."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, int, int], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, int, int, int]) -> bytes | None:
        """A picture that is kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[str, int, int, int], data: bytes) -> None:
        """Keep one more; the oldest go."""
        with self._lock:
            self._bytes += len(data) - len(self._kept.pop(key, b""))
            self._kept[key] = data
            while self._bytes > _CACHED_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1])


_CACHE = _Cache()


def has_pages(path: Path) -> bool:
    """Whether pages of a file can be drawn: PDF, images and OFD."""
    try:
        return kind_of(path) in ("pdf", "image", "ofd")
    except (Unreadable, OSError):
        return False


def page_sizes(path: Path) -> list[PageSize]:
    """The pages of a PDF, image or OFD. Raises Unreadable."""
    if kind_of(path) == "ofd":
        try:
            with _AT_ONCE:
                return [PageSize(i, round(w, 2), round(h, 2), not text) for i, (w, h, text) in enumerate(ofd_sizes(path), 1)]
        except _BROKEN as error:
            raise Unreadable("文件画不出来（内容损坏），请下载原件查看。") from error
    with _AT_ONCE, _process(path) as process:
        try:
            answer, _ = process.ask(SECONDS, do="sizes")
        except PageFailed as failed:
            raise _unreadable(path, failed) from failed
    return [PageSize(i, round(w, 2), round(h, 2), not text) for i, (w, h, text) in enumerate(answer["sizes"], 1)]


def page_picture(path: Path, number: int, width: int = 900) -> tuple[bytes, str]:
    """Page ``number`` (from 1) and its media type: PNG as :func:`page_png`, of an OFD as SVG of any size. Raises Unreadable."""
    if kind_of(path) != "ofd":
        return page_png(path, number, width), "image/png"
    key = (str(path), path.stat().st_mtime_ns, number, 0)
    kept = _CACHE.get(key)
    if kept is None:
        try:
            with _AT_ONCE:
                kept = ofd_svg(path, number)
        except _BROKEN as error:
            raise Unreadable(f"第 {number} 页画不出来（内容损坏），请下载原件查看。") from error
        _CACHE.put(key, kept)
    return kept, "image/svg+xml"


def page_png(path: Path, number: int, width: int = 900) -> bytes:
    """Page ``number`` (from 1) as PNG, ``width`` pixels wide within :data:`WIDTHS`. Raises Unreadable."""
    width = max(WIDTHS[0], min(WIDTHS[1], width))
    key = (str(path), path.stat().st_mtime_ns, number, width)
    kept = _CACHE.get(key)
    if kept is not None:
        return kept
    with _AT_ONCE, _process(path) as process:
        try:
            count = process.start()["pages"]
            if not 1 <= number <= count:
                raise Unreadable(f"这份文件只有 {count} 页，没有第 {number} 页。")
            _, data = process.ask(SECONDS, do="render", number=number - 1, width=width, pixels=PIXELS)
        except PageFailed as failed:
            raise _unreadable(path, failed, number) from failed
    _CACHE.put(key, data)
    return data


def _process(path: Path) -> PageProcess:
    kind = kind_of(path)
    if kind not in ("pdf", "image"):
        raise Unreadable(f"“{path.name}”不是按页存放的文件，没有页面图像；请打开原件查看。")
    return PageProcess(_PDF if kind == "pdf" else _IMAGE, str(path), start_seconds=SECONDS)


def _unreadable(path: Path, failed: PageFailed, number: int = 0) -> Unreadable:
    where = f"第 {number} 页" if number else "文件"
    return Unreadable(f"{where}画不出来（{_FAILED.get(failed.reason, '内容损坏')}），请下载原件查看。")
