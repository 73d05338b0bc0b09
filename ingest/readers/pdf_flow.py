"""Pages to one text 成文: paragraphs over lines and pages, headings, tables in their place, each with where it stands."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from graph.evidence import UnitStatus

from .canonical import BlockKind, Canonical, Place, TextBuilder
from .pdf_lines import ENUMERATED, Line, full, joined
from .pdf_margins import Layout, body_size, set_footnotes_apart, set_running_apart
from .stitch import CONTINUED, Fragment, stitch_fragments

_ENDS = ("。", "！", "？", "；", ";", "：", ":", ".", "!", "?", "…", "。”", "！”", "？”", "。）", "；）")
_SECTION = re.compile(
    r"^(?:([一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章编节])|([（(][一二三四五六七八九十]{1,3}[）)]))"
)


class Flow:
    """Writes pages into a canonical text."""

    def __init__(self, canonical: Canonical, layouts: list[Layout]) -> None:
        self.canonical = canonical
        self.layouts = layouts
        self.builder = TextBuilder()
        self.body = body_size(layouts)
        self.pages = {layout.page.number: layout.page for layout in layouts}
        set_running_apart(layouts, self.body)
        for layout in layouts:
            set_footnotes_apart(layout, self.body)
        lines = [i for layout in layouts for i in layout.items if isinstance(i, Line)]
        self.right = _right_margin([i for i in lines if not i.column], layouts)
        self.columns: dict[str, float] = {}
        for line in lines:
            self.columns[line.column] = max(self.columns.get(line.column, 0.0), line.x1)
        self.white = _usual_white(lines)
        self.indented = _indents(lines)
        self.sizes = sorted({_size(i) for i in lines if self._large(i)}, reverse=True)
        self.paragraph: list[Line] = []
        self.waiting: list[Line] = []

    def write(self) -> None:
        """Text, blocks, places and tables of all pages."""
        wholes = self._stitched()
        for layout in self.layouts:
            for item in layout.items:
                if isinstance(item, Line):
                    if self.paragraph and not self._goes_on(self.paragraph[-1], item):
                        self._end()
                    self.paragraph.append(item)
                elif (whole := wholes.get(id(item))) is not None:
                    self._end()
                    self._table(whole)
            self.waiting += layout.footnotes + layout.asides
        self._end()
        self.canonical.text, self.canonical.blocks = self.builder.text, self.builder.blocks

    def _large(self, line: Line) -> bool:
        return (
            bool(self.body) and line.size > (1.35 if self.pages[line.page].scanned else 1.15) * self.body and len(line.text) <= 80
        )

    # -- tables

    def _stitched(self) -> dict[int, Fragment]:
        """Whole tables by their first fragment; lines between joined fragments are taken out of the pages and told."""
        order: list[Fragment] = []
        between: list[list[tuple[Layout, Line]]] = []
        above: list[tuple[Layout, Line]] = []
        heads: list[set[str]] = []
        for layout in self.layouts:
            for item in layout.items:
                if isinstance(item, Line):
                    above.append((layout, item))
                    continue
                words = {line.text for _, line in above[-3:]}
                if not above:
                    item.between = "nothing"
                elif all(CONTINUED.match(line.text) for _, line in above):
                    item.between = "continued"
                elif heads and len(above) <= 3 and words <= heads[-1]:
                    item.between = "nothing"  # its caption is printed again
                else:
                    item.between = "text"
                heads.append(words or (heads[-1] if heads else set()))
                order.append(item)
                between.append(above)
                above = []
        wholes: dict[int, Fragment] = {}
        at = 0
        for whole in stitch_fragments(order):
            wholes[id(order[at])] = whole
            for n in range(at + 1, at + whole.joints + 1):
                for layout, line in between[n]:
                    layout.items = [i for i in layout.items if i is not line]
                    layout.running.append(line.text)
            at += whole.joints + 1
        return wholes

    def _table(self, whole: Fragment) -> None:
        table = whole.table
        table.title = self.builder.last_line()
        table.name = f"表{len(self.canonical.tables) + 1}"
        for row, parts in zip(table.rows, whole.cells, strict=True):
            start = self.builder.next_start
            offset = 0
            texts = []
            for cell, where in zip(row, parts, strict=True):
                if cell is None:
                    continue
                text = str(cell)
                texts.append(text)
                after = 0
                for words, page, box in where:
                    found = max(after, text.find(words, after))
                    after = found + len(words)
                    self.canonical.places.append(Place(start + offset + found, start + offset + after, page, box))
                offset += len(text) + 1
            self.builder.add("\t".join(texts), "cell")
        self.canonical.tables.append(table)
        first, last = whole.pages
        detail = f"第{first}页" if first == last else f"第{first}—{last}页，接续 {whole.joints} 处"
        if whole.dropped:
            detail += f"，略去重复的表头 {whole.dropped} 行"
        if whole.cut:
            detail += f"，合起被分页断开的 {whole.cut} 行"
        self.canonical.units.append(UnitStatus(table.name, "read", detail, len(table.rows)))

    # -- paragraphs

    def _end(self) -> None:
        """Write the paragraph that is open, then the notes that waited for its end."""
        if self.paragraph:
            self._paragraph(self.paragraph)
            self.paragraph = []
        waiting, self.waiting = self.waiting, []
        notes: list[Line] = []
        for line in waiting:
            if notes and (ENUMERATED.match(line.text) or line.page != notes[-1].page or not _near(notes[-1], line)):
                self._paragraph(notes)
                notes = []
            notes.append(line)
        if notes:
            self._paragraph(notes)

    def _paragraph(self, lines: Sequence[Line]) -> None:
        text = ""
        spans: list[tuple[int, int, Line]] = []
        for line in lines:
            text = joined(text, line.text)
            spans.append((len(text) - len(line.text), len(text), line))
        kind, level = self._kind(text, lines[0])
        start = self.builder.next_start
        for begin, end, line in spans:
            self.canonical.places.append(
                Place(start + max(0, begin), start + end, line.page, self.pages[line.page].shown(line.box))
            )
        self.builder.add(text, kind, level)

    def _kind(self, text: str, line: Line) -> tuple[BlockKind, int]:
        if self._large(line) and len(text) <= 120:
            return "heading", min(6, self.sizes.index(_size(line)) + 1) if _size(line) in self.sizes else 1
        section = _SECTION.match(text)
        if section and len(text) <= 40 and not text.endswith(("。", "；", "，", "：", "、")):
            return "heading", 1 if section.group(1) else 2
        return ("item", 0) if ENUMERATED.match(text) else ("paragraph", 0)

    def _goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line continues the paragraph of the line before it."""
        same_page = before.page == line.page
        scanned = self.pages[line.page].scanned
        tolerance = 0.35 if scanned else 0.09
        if abs(before.size - line.size) > tolerance * max(before.size, line.size):
            return False
        white = line.box[1] - before.box[3]
        if same_page and white >= 0 and white > max(1.8 * self.white, self.white + 0.7 * line.size):
            return False
        large = self._large(before)
        if large != self._large(line) and not scanned:
            return False
        centred = self._centred(before) and self._centred(line)
        if large and same_page and centred:
            return not ENUMERATED.match(line.text)
        ended = before.text.endswith(_ENDS)
        indent = (line.x0 - line.left) / max(1.0, line.size)
        if indent > 6 and abs(line.x0 - before.x0) > line.size:
            return False  # a signature, a date: set to the right
        right = self._right(before)
        if not full(before, line, right, 1.0 if scanned else 0.5):
            # ragged lines: a sentence that is not at its end goes on below
            room = (right - before.x1) / max(1.0, right - before.left)
            comma = before.text.endswith(("，", "、", ",", "（", "("))
            if self.indented and indent <= 1.3 and room < 0.1:
                return not ENUMERATED.match(line.text)  # a new paragraph would begin two characters in
            if ended or indent > 1.3 or room > (0.3 if comma or self.indented else 0.12):
                return False
            return not ENUMERATED.match(line.text)
        if ENUMERATED.match(line.text) and (ended or indent > 1.3):
            return False
        if indent > 1.3 and (ended or self.indented):
            return False
        return not (centred and not ended and line.x1 < self._right(line) - 3 * line.size and indent > 1.3)

    def _right(self, line: Line) -> float:
        return max(line.right, self.columns[line.column] if line.column else self.right)

    def _centred(self, line: Line) -> bool:
        width = self.pages[line.page].upright_width
        return abs((line.x0 + line.x1) / 2 - width / 2) < 0.04 * width


def _near(before: Line, line: Line) -> bool:
    return 0 <= line.box[1] - before.box[3] < 1.2 * line.size


def _size(line: Line) -> float:
    return float(round(line.size))


def _right_margin(lines: Sequence[Line], layouts: Sequence[Layout]) -> float:
    """Where lines of the whole document end: reached by several, or as far from the paper's edge as lines begin."""
    ends = sorted((i.x1 for i in lines), reverse=True)
    if not ends:
        return 0.0
    size = median(i.size for i in lines)
    need = max(2, len(ends) // 33)
    reached = next((x for n, x in enumerate(ends) if n + need <= len(ends) and ends[n + need - 1] >= x - 1.2 * size), ends[0])
    width = median(layout.page.upright_width for layout in layouts)
    left = min(i.x0 for i in lines)
    return max(reached, width - left - 2.5 * size) if left < 0.25 * width else reached


def _usual_white(lines: Sequence[Line]) -> float:
    """Points of white between lines that follow each other."""
    whites = [
        b.box[1] - a.box[3] for a, b in itertools.pairwise(lines) if a.page == b.page and 0 <= b.box[1] - a.box[3] < 3 * a.size
    ]
    return median(whites) if whites else 0.0


def _indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin two characters in."""
    steps = Counter(round((i.x0 - i.left) / max(1.0, i.size)) for i in lines)
    return steps[2] >= max(2, 0.1 * len(lines))


def details(layout: Layout, characters: int) -> str:
    """What a page's unit says of it."""
    return "；".join(_said(layout, characters))


def _said(layout: Layout, characters: int) -> Iterator[str]:
    page = layout.page
    if page.scanned and not any(n.startswith("扫描页") for n in page.notes):
        yield "扫描页"
    yield f"{characters} 字"
    yield from page.notes
    if layout.running:
        yield f"页眉页脚等未计入正文：{'、'.join(dict.fromkeys(t[:30] for t in layout.running))}"
    if layout.numbers:
        yield f"页码 {'、'.join(layout.numbers)} 未计入正文"
