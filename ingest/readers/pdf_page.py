"""What stands on one page 页面内容, from the page process or the recogniser: characters with boxes, ruling lines, notes."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from .canonical import Box

_FOLDED = (("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"), ("\ufb00", "\ufb06"))
"""Radicals, compatibility ideographs and ligatures that fonts map their glyphs to in place of the plain characters."""
_BROKEN_SHARE = 0.3


class Glyph(NamedTuple):
    """A character and its box in points, from the top left corner of the page held upright for reading."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    spaced: bool = False
    """Whether a space was typed before it."""


@dataclass(slots=True)
class PageContent:
    """One page. ``turn`` is how far, clockwise in degrees, most of its text is turned from upright; boxes are upright ones."""

    number: int
    width: float
    height: float
    turn: int = 0
    skew: float = 0.0
    """Degrees, clockwise, by which a scan lay askew; its boxes are those of the page made level."""
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Glyph] = field(default_factory=list)
    """Text at a right angle to the rest, in the upright frame of its own reading."""
    across_turn: int = 0
    segments: list[Box] = field(default_factory=list)
    scanned: bool = False
    notes: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Lines of a scan that were recognised with low confidence, to be shown to the reader."""
    failure: str = ""
    """Why the page could not be read."""
    picture: bool = False
    """It shows something that is no text: a picture or a drawing."""

    @property
    def upright_width(self) -> float:
        """Width of the page when it is held for reading."""
        return self.height if self.turn in (90, 270) else self.width

    @property
    def upright_height(self) -> float:
        """Height of the page when it is held for reading."""
        return self.width if self.turn in (90, 270) else self.height

    def shown(self, box: Box) -> Box:
        """An upright box as it lies on the page as shown."""
        if self.skew:
            box = _askew(box, self.skew, self.upright_width, self.upright_height)
        x0, y0, x1, y1 = turned_back(box, self.turn, self.width, self.height)
        return round(max(0.0, x0), 2), round(max(0.0, y0), 2), round(min(self.width, x1), 2), round(min(self.height, y1), 2)


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page as shown, on the page held so that text turned by ``turn`` stands upright."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return y0, width - x1, y1, width - x0
    if turn == 180:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 270:
        return height - y1, x0, height - y0, x1
    return box


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """The inverse of :func:`turned`."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return width - y1, x0, width - y0, x1
    if turn == 180:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 270:
        return y0, height - x1, y1, height - x0
    return box


def _askew(box: Box, angle: float, width: float, height: float) -> Box:
    """The box around a level box when its page lies askew by ``angle`` about its middle."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    middle_x, middle_y = width / 2, height / 2
    corners = [(x - middle_x, y - middle_y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [middle_x + x * cos - y * sin for x, y in corners]
    ys = [middle_y + x * sin + y * cos for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def plain(text: str) -> str:
    """A character as usually written: ⽅ (a radical) is 方, ﬁ is fi."""
    if text < "\u2e80":
        return text
    return unicodedata.normalize("NFKC", text) if any(a <= text <= b for a, b in _FOLDED) else text


def page_content(answer: dict[str, Any], number: int) -> PageContent:
    """A page from what the page process answered."""
    page = PageContent(number, answer["width"], answer["height"])
    if not (0 < page.width < 1e6 and 0 < page.height < 1e6):
        page.width = page.height = 0.0
        page.failure = "页面尺寸不正常，读不出来；请用阅读器另存后再载入"
        return page
    rows: list[Any] = list(
        zip(answer["codes"], answer["boxes"], answer["sizes"], answer["angles"], answer["hidden"], answer["bold"], strict=True)
    )
    _part_shared_boxes(rows)
    within = [r for r in rows if _on_page(r[1], page.width, page.height)]
    if len(within) < len(rows):
        page.notes.append(f"页面之外的 {len(rows) - len(within)} 个字未计入正文")
        rows = within
    visible = [r for r in rows if not r[4] and (r[0] == 2 or chr(r[0]).strip())]
    area = max(1.0, page.width * page.height)
    covered = max(((x1 - x0) * (y1 - y0) / area for x0, y0, x1, y1 in answer["images"]), default=0.0)
    page.picture = bool(answer["images"] or answer["paths"])
    if len(visible) < len(rows):
        concealed = sum(1 for r in rows if r[4])
        if concealed and covered >= 0.4:
            page.scanned = True
            page.notes.append("扫描页，用文件自带的识别文字层")
        elif concealed:
            rows = [r for r in rows if not r[4]]
            page.notes.append(f"有 {concealed} 个隐形字未计入正文")
    if sum(1 for r in visible if _unmapped(r[0])) > _BROKEN_SHARE * len(visible) and visible:
        page.notes.append("文字层是乱码（字体没有对应的文字），按扫描页处理")
        rows = []
    elif not page.scanned and covered >= 0.5 and len(visible) < 60 and (page.width * page.height) > 40_000:
        # a scan with a page number or a stamp of the scanning program over it
        if visible:
            page.notes.append(f"图像上另有文字“{''.join(chr(r[0]) for r in visible)[:30]}”，随图像一并识别")
        rows = []
    if answer["cut"]:
        page.notes.append(f"本页字符过多，{answer['cut']} 个未读入")
    if answer.get("drawn_cut"):
        page.notes.append("本页线条过多，表格可能不全")
    _set_glyphs(page, rows)
    page.segments = [
        turned((s[0], s[1], s[2], s[3]), page.turn, page.width, page.height)
        for s in answer["segments"]
        if _on_page(s, page.width, page.height)
    ]
    _note_annotations(page, answer["notes"])
    return page


def _part_shared_boxes(rows: list[Any]) -> None:
    """One glyph may stand for several characters (——, ﬁ): each gets its part of the box, in the order of the text."""
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and end - at < 4 and rows[end][1] == rows[at][1]:
            end += 1
        if end - at > 1:
            x0, y0, x1, y1 = rows[at][1]
            level = rows[at][3] % 180 == 0
            for n in range(at, end):
                a, b = (n - at) / (end - at), (n - at + 1) / (end - at)
                if (level and rows[at][3] == 180) or (not level and rows[at][3] == 270):
                    a, b = 1 - b, 1 - a
                box = (
                    (x0 + (x1 - x0) * a, y0, x0 + (x1 - x0) * b, y1)
                    if level
                    else (x0, y0 + (y1 - y0) * a, x1, y0 + (y1 - y0) * b)
                )
                rows[n] = (rows[n][0], box, *rows[n][2:])
        at = end


def _on_page(box: Sequence[float], width: float, height: float) -> bool:
    return -2 <= (box[0] + box[2]) / 2 <= width + 2 and -2 <= (box[1] + box[3]) / 2 <= height + 2


def _unmapped(code: int) -> bool:
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code in (0, 1) or 0x03 <= code < 0x20 or code >= 0xF0000


def _set_glyphs(page: PageContent, rows: list[Any]) -> None:
    angles = Counter(_quarter(r[3]) for r in rows if chr(r[0]).strip())
    right = Counter({a: n for a, n in angles.items() if a is not None})
    page.turn = right.most_common(1)[0][0] if right else 0
    others = [a for a, _ in right.most_common() if a != page.turn]
    page.across_turn = others[0] if others else page.turn
    oblique: list[str] = []
    typed = False
    for code, box, size, angle, _, bold in rows:
        # the library marks a hyphen at a line's end as 2
        text = "-" if code in (0x02, 0xAD) else plain(chr(code)) if code >= 0x20 else " "
        if not text.strip():
            typed = True
            continue
        quarter = _quarter(angle)
        if quarter is None:
            oblique.append(text)
            continue
        x0, y0, x1, y1 = turned(box, quarter, page.width, page.height) if quarter else box
        high = y1 - y0
        glyph = Glyph(text, x0, y0, x1, y1, round(size if 0.5 * high <= size <= 1.6 * high else high, 1), bool(bold), typed)
        typed = False
        if quarter == page.turn:
            page.glyphs.append(glyph)
        elif quarter == page.across_turn:
            page.across.append(glyph)
        else:
            oblique.append(text)
    words = "".join(oblique).strip()
    if words:
        page.notes.append(f"斜排的水印未计入正文：“{words[:30]}”")


@lru_cache(maxsize=360)
def _quarter(angle: int) -> int | None:
    near = round(angle / 90) * 90
    return near % 360 if abs(angle - near) <= 6 else None


def _note_annotations(page: PageContent, annotations: list[list[str]]) -> None:
    fields = [f"{name}＝{value}" if value else name for kind, name, value in annotations if kind == "field"]
    comments = [words for kind, _, words in annotations if kind == "comment"]
    if fields:
        page.notes.append(f"表单域 {len(fields)} 个未计入正文：{_listed(fields)}")
    if comments:
        page.notes.append(f"批注 {len(comments)} 条未计入正文：{_listed(comments)}")
    stamps = sum(1 for kind, _, _ in annotations if kind == "stamp")
    if stamps:
        page.notes.append(f"图章 {stamps} 个")


def _listed(words: list[str], most: int = 8) -> str:
    shown = "、".join(" ".join(w.split())[:40] for w in words[:most] if w.strip())
    return shown + ("等" if len(words) > most else "")
