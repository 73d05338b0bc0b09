"""Running heads 页眉页脚 and page numbers, known by their return on other pages; they are left out of the text and told."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from .pdf_lines import Line
from .pdf_page import PageContent
from .stitch import Fragment

_PAGE_NUMBER = re.compile(
    r"^[\s\-–—―_·•.~～|｜]*(?P<word>第)?\s*(?P<number>\d{1,4})\s*页?\s*(?:[，,/／|｜\-–]?\s*(?:共|of)?\s*(?P<all>\d{1,4})\s*页?)?[\s\-–—―_·•.~～|｜]*$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^[\s\-–—·]*[ivxlIVXLⅠ-Ⅻⅰ-ⅻ]{1,5}[\s\-–—·]*$")
_FOOTNOTE = re.compile(r"^(?:[①-⑳]|[\[［〔【]\d{1,2}[\]］〕】]|\*{1,3}|\d{1,2}\s?(?=[\u4e00-\u9fff《])|注\d*[：:])")
_TOP, _BOTTOM = 0.12, 0.1


@dataclass(slots=True)
class Layout:
    """A page in reading order; what was left out of it is in ``running``."""

    page: PageContent
    items: list[Line | Fragment] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)
    asides: list[Line] = field(default_factory=list)
    gutter: float | None = None


def body_size(layouts: list[Layout]) -> float:
    """The size of most of the text, in points; 0 where there is none outside tables."""
    sizes: Counter[float] = Counter()
    for layout in layouts:
        for item in layout.items:
            if isinstance(item, Line):
                sizes[round(item.size * 2) / 2] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def set_running_apart(layouts: list[Layout], body: float) -> None:
    """Take running heads and page numbers out of the pages' items."""
    _page_numbers(layouts)
    _heads(layouts, body)


def _zone(layout: Layout, line: Line) -> str:
    height = layout.page.upright_height
    if line.box[3] <= _TOP * height:
        return "top"
    return "bottom" if line.box[1] >= (1 - _BOTTOM) * height else ""


def _drop(layout: Layout, line: Line, into: list[str]) -> None:
    layout.items = [i for i in layout.items if i is not line]
    into.append(line.text)


def _page_numbers(layouts: list[Layout]) -> None:
    found: list[tuple[Layout, Line, re.Match[str] | None]] = []
    for layout in layouts:
        for line in (i for i in layout.items if isinstance(i, Line)):
            if _zone(layout, line) and (m := _PAGE_NUMBER.match(line.text)):
                found.append((layout, line, m))
            elif _zone(layout, line) == "bottom" and _ROMAN.match(line.text):
                found.append((layout, line, None))
    shifts = Counter(int(m["number"]) - layout.page.number for layout, _, m in found if m is not None)
    usual = shifts.most_common(1)[0] if shifts else (0, 0)
    for layout, line, m in found:
        if m is not None:
            shift = int(m["number"]) - layout.page.number
            marked = bool(m["word"] or m["all"] or re.search(r"[-–—·]", line.text))
            if not (shift == 0 or marked or (shift == usual[0] and usual[1] >= 2)):
                continue
        _drop(layout, line, layout.numbers)


def _heads(layouts: list[Layout], body: float) -> None:
    places: dict[tuple[str, str], list[tuple[Layout, Line]]] = defaultdict(list)
    for layout in layouts:
        lines = [i for i in layout.items if isinstance(i, Line)]
        for line in [*lines[:3], *lines[3:][-3:]]:
            zone = _zone(layout, line)
            if zone:
                places[(zone, re.sub(r"\s+|\d+", "#", line.text))].append((layout, line))
    count = sum(1 for layout in layouts if layout.items)
    for occurrences in places.values():
        pages = {layout.page.number for layout, _ in occurrences}
        level = median(line.box[1] for _, line in occurrences)
        steady = [o for o in occurrences if abs(o[1].box[1] - level) <= 8]
        same = len({line.text for _, line in steady}) == 1
        enough = len(pages) >= max(3, 0.3 * count) or (count == 2 and len(pages) == 2 and same and len(steady) == 2)
        if not enough or len(steady) < 0.6 * len(occurrences):
            continue
        for n, (layout, line) in enumerate(steady):
            if n == 0 and body and line.size > 1.1 * body:
                continue  # the title of a list, printed again on each page
            _drop(layout, line, layout.running)


def set_footnotes_apart(layout: Layout, body: float) -> None:
    """Take small lines at a page's foot that begin with a mark of a note out of its items, to stand behind its text."""
    page = layout.page
    lines = [i for i in layout.items if isinstance(i, Line)]
    if not lines or not body or (layout.items and not isinstance(layout.items[-1], Line)):
        return
    first = len(lines)
    while first > 0 and lines[first - 1].size <= 0.92 * body and lines[first - 1].box[1] > 0.5 * page.upright_height:
        first -= 1
    while first < len(lines) and not _FOOTNOTE.match(lines[first].text):
        first += 1
    if first == 0 or first == len(lines):
        return
    top = lines[first].box[1]
    ruled = any(
        y1 - y0 <= 1.5 and 40 < x1 - x0 < 0.7 * page.upright_width and 0 <= top - y1 < 24 for x0, y0, x1, y1 in page.segments
    )
    if ruled or lines[first].box[1] - lines[first - 1].box[3] > 0.6 * body:
        layout.footnotes = lines[first:]
        kept = {id(line) for line in layout.footnotes}
        layout.items = [i for i in layout.items if id(i) not in kept]
