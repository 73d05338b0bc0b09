"""Recognition of scanned pages 文字识别, where the OCR extra is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from .canonical import Box
from .pdf_page import Glyph, PageContent
from .pdf_process import PageFailed, PageProcess

_CHILD = Path(__file__).with_name("scan_child.py")
SECONDS = 120.0
"""At most, for one page; the first also loads the models."""
DOUBTFUL = 0.8
"""Lines recognised with less confidence are shown in the report."""
LOST = 0.5
"""Lines recognised with less are not taken into the text."""
MISSING = "是扫描图像，没有文字层；请安装 OCR 组件（tiaokuai[ocr]）后重新载入"
"""Why a page is unreadable without the extra."""
_FAILED = {
    "time": f"文字识别超过 {SECONDS:.0f} 秒，已跳过；请拆出这一页或降低分辨率后再载入",
    "memory": "文字识别时内存不足；请降低分辨率后再载入",
    "large": "图像像素过多，未识别；请降低分辨率后再载入",
    "died": "文字识别进程意外退出；请重新扫描这一页后再载入",
    "broken": "图像损坏，读不出来；请重新扫描这一页",
    "password": "设有密码，打不开",
}


def installed() -> bool:
    """Whether scans can be recognised."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class Recogniser:
    """Recognises pages of one file; its process starts with the first page that needs it."""

    def __init__(self, path: Path, kind: Literal["pdf", "image", "folder"]) -> None:
        self._process = PageProcess(_CHILD, str(path), kind, start_seconds=SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._process.close()

    def pages(self) -> int:
        """How many pages the file has. Raises PageFailed."""
        return int(self._process.start()["pages"])

    def page(self, number: int) -> PageContent:
        """A page (from 1), recognised; its ``failure`` says why it could not be."""
        try:
            answer, _ = self._process.ask(SECONDS, number=number - 1)
        except PageFailed as failed:
            return PageContent(
                number, 0.0, 0.0, scanned=True, picture=True, failure=_FAILED.get(failed.reason, _FAILED["broken"])
            )
        return _content(answer, number)


def _content(answer: dict[str, Any], number: int) -> PageContent:
    page = PageContent(number, answer["width"], answer["height"], answer["turn"], scanned=True, picture=True, skew=answer["skew"])
    page.segments = [(s[0], s[1], s[2], s[3]) for s in answer["segments"]]
    lost: list[str] = []
    letters = total = 0.0
    count = 0
    for line in answer["lines"]:
        if not line["text"].strip():
            continue
        if line["score"] < LOST:
            lost.append(line["text"])
            continue
        if line["score"] < DOUBTFUL:
            page.doubtful.append(f"“{line['text'][:40]}”（{line['score']:.2f}）")
        count += 1
        letters += len(line["text"])
        total += line["score"] * len(line["text"])
        page.glyphs += _glyphs(line)
    if count:
        page.notes.append(f"扫描页，识别 {count} 行，平均置信度 {total / letters:.2f}")
    if page.turn:
        page.notes.append(f"页面转了 {page.turn}°，已转正")
    if lost:
        page.notes.append(f"{len(lost)} 处识别不出，未计入正文")
        page.doubtful += [f"“{text[:40]}”（未计入）" for text in lost]
    return page


_HALF = dict(zip("(),:;?!", "（），：；？！", strict=True))


def _full_width(text: str) -> str:
    """Punctuation as Chinese text has it: recognition gives half of it in its Latin form."""
    out = list(text)
    for i, c in enumerate(text):
        if c in _HALF and any(n >= "\u2e80" for n in text[max(0, i - 1) : i] + text[i + 1 : i + 2]):
            out[i] = _HALF[c]
    return "".join(out)


def _glyphs(line: dict[str, Any]) -> list[Glyph]:
    """Characters of a line. Its box is a little larger than the letters, which are taken to be a point size of 0.8."""
    box: Box = (line["box"][0], line["box"][1], line["box"][2], line["box"][3])
    size = round(0.8 * (box[3] - box[1]), 1)
    text = _full_width(line["text"])
    chars = line["chars"]
    if "".join(c for c, _, _ in chars) == line["text"].replace(" ", ""):
        chars = [[c, x0, x1] for c, (_, x0, x1) in zip(text.replace(" ", ""), chars, strict=True)]
    if line["text"].count(" ") and any(c for c, _, _ in chars):
        chars = _respaced(text, chars, size)
    return [Glyph(c, x0, box[1], x1, box[3], size) for c, x0, x1 in chars]


def _respaced(text: str, chars: list[Any], size: float) -> list[Any]:
    """Keep the spaces that were recognised between words: the white beside them is made wide enough to be one."""
    out: list[Any] = []
    at = 0
    for c, x0, x1 in chars:
        found = text.find(c, at)
        if found > at and out and found >= 0 and text[at:found].isspace() and x0 - out[-1][2] < 0.2 * size:
            out[-1] = [out[-1][0], out[-1][1], min(out[-1][2], x0 - 0.2 * size)]
        out.append([c, x0, x1])
        at = found + len(c) if found >= 0 else at
    return out
