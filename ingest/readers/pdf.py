"""PDF 文件: text, tables and places of every page; pages without text are recognised where the OCR extra is installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.evidence import RejectedRow, UnitStatus

from .canonical import Canonical, Page, Progress, Unreadable
from .limits import Limits
from .pdf_cells import aligned_tables, table_of, upright_of_page, without_empty_edges
from .pdf_flow import Flow, details
from .pdf_lines import line_of, rows_of
from .pdf_margins import Layout
from .pdf_order import in_order
from .pdf_page import Glyph, PageContent, page_content
from .pdf_process import PageFailed, PageProcess
from .pdf_ruling import Grid, grids
from .scans import MISSING, Recogniser, installed

CHILD = Path(__file__).with_name("pdf_child.py")
SECONDS = 30.0
"""At most, for the text of one page, and for opening a file."""
_STRIKES = 5
_FAILED = {
    "time": f"{SECONDS:.0f} 秒内没有读完，已跳过；请用阅读器另存这一页后再载入",
    "memory": "内存不足，已跳过；请用阅读器另存这一页后再载入",
    "died": "内容损坏，读取进程意外退出；请用阅读器另存后再载入",
    "broken": "内容损坏，读不出来；请用阅读器另存后再载入",
}


def read_pdf(canonical: Canonical, path: Path, limits: Limits, progress: Progress | None = None) -> None:
    """Read a PDF. Raises Unreadable where the file, or every page of it, cannot be read; what ``progress`` raises passes."""
    name = canonical.name
    with PageProcess(CHILD, str(path), start_seconds=SECONDS) as process, Recogniser(path, "pdf") as recogniser:
        count = _open(process, name)
        taken = min(count, limits.pages)
        ocr = installed()
        pages = _Pages(process, taken)

        def content(number: int) -> PageContent:
            page = pages.page(number)
            if page.failure or page.glyphs or page.across or not page.picture:
                return page
            if not ocr:
                page.scanned, page.failure = True, MISSING
                return page
            seen = recogniser.page(number)
            seen.notes = page.notes + seen.notes
            if seen.failure:
                seen.width, seen.height = page.width, page.height
            elif not seen.glyphs and not seen.doubtful:
                seen.scanned, seen.notes = False, [*page.notes, "只有图形，没有文字"]
            return seen

        write_pages(canonical, taken, content, progress)
    if count > taken:
        canonical.units.append(
            UnitStatus(f"第{taken + 1}—{count}页", "unreadable", f"超过一次可读的 {taken} 页，未读；请拆分后再载入")
        )


def _open(process: PageProcess, name: str) -> int:
    try:
        count = int(process.start()["pages"])
    except PageFailed as failed:
        if failed.reason == "password":
            raise Unreadable(f"“{name}”设有打开密码，读不了；请去掉密码后另存再载入。") from failed
        if failed.reason == "time":
            raise Unreadable(f"“{name}”在 {SECONDS:.0f} 秒内没有打开，请用 PDF 阅读器另存后再试。") from failed
        raise Unreadable(f"“{name}”不是完好的 PDF，打不开；请用 PDF 阅读器另存或重新下载。") from failed
    if count < 1:
        raise Unreadable(f"“{name}”没有一页内容，请核对文件。")
    return count


class _Pages:
    """Pages of a PDF in their order; the process reads the next while this one is laid out."""

    def __init__(self, process: PageProcess, count: int) -> None:
        self._process = process
        self._count = count
        self._asked = 0

    def page(self, number: int) -> PageContent:
        """One page (from 1)."""
        try:
            if self._asked != number:
                self._ask(number)
            self._asked = 0
            answer, _ = self._process.receive(SECONDS)
            failed = ""
        except PageFailed as error:
            answer, failed = {}, _FAILED.get(error.reason, _FAILED["broken"])
        try:
            if number < self._count:
                self._ask(number + 1)
        except PageFailed:
            self._asked = 0  # asked again when its turn comes
        return PageContent(number, 0.0, 0.0, failure=failed) if failed else page_content(answer, number)

    def _ask(self, number: int) -> None:
        self._process.send(do="page", number=number - 1)
        self._asked = number


def write_pages(canonical: Canonical, count: int, content: Callable[[int], PageContent], progress: Progress | None) -> None:
    """Take pages 1…``count`` from ``content`` into the canonical text, each with a unit of its own."""
    layouts: list[Layout] = []
    failed_at: list[int] = []
    for number in range(1, count + 1):
        if progress is not None:
            progress("reading", number - 1, count)
        if failed_at[-_STRIKES:] == list(range(number - _STRIKES, number)):
            page = PageContent(number, 0.0, 0.0, failure=f"前 {_STRIKES} 页都超时，不再试读；请用阅读器另存后再载入")
            failed_at.append(number)
        else:
            page = content(number)
            if "秒" in page.failure:
                failed_at.append(number)
        layouts.append(layout_of(page, layouts[-1].gutter if layouts else None))
    if progress is not None:
        progress("reading", count, count)
    Flow(canonical, layouts).write()
    _account(canonical, layouts)


def layout_of(page: PageContent, gutter: float | None = None) -> Layout:
    """A page's lines and tables in reading order. ``gutter``: that of the page before, if it had two columns."""
    found = grids(page.segments)
    if page.scanned:
        found = [without_empty_edges(g, page.glyphs) for g in found]
    found = [g for g in found if any(_within(g, glyph) for glyph in page.glyphs) or _within_across(page, g)]
    owned, loose = _parted(page.glyphs, found)
    if not page.scanned:
        for grid in aligned_tables(page, loose):
            inside, loose = _parted(loose, [grid])
            found.append(grid)
            owned.append(inside[0])
    across_owned: list[list[Glyph]] = [[] for _ in found]
    asides: list[Glyph] = []
    for glyph in page.across:
        x0, y0, x1, y1 = upright_of_page(page, glyph)
        at = next((i for i, g in enumerate(found) if g.at((x0 + x1) / 2, (y0 + y1) / 2) is not None), None)
        (asides if at is None else across_owned[at]).append(glyph)
    tables = [(g.box, table_of(page, g, own, across)) for g, own, across in zip(found, owned, across_owned, strict=True)]
    items, found_gutter = in_order(loose, tables, page.number, gutter)
    layout = Layout(page, items, gutter=found_gutter)
    for row in rows_of(asides):
        line = line_of(row, page.number)
        line.box = upright_of_page(page, Glyph("", *line.box, line.size))
        layout.asides.append(line)
    drawn = sum(1 for s in page.segments if s[3] - s[1] <= 1.5 and s[2] - s[0] > 0.25 * page.upright_width)
    if page.scanned and not found and drawn >= 4:
        page.notes.append("看到表线，但拼不成表格，只读了文字")
    # pages are kept until the last is read: only what is still asked for
    page.glyphs, page.across = [], []
    page.segments = [s for s in page.segments if s[3] - s[1] <= 1.5 and s[2] - s[0] > 40][:1000]
    return layout


def _within(grid: Grid, glyph: Glyph) -> bool:
    return grid.at((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) is not None


def _within_across(page: PageContent, grid: Grid) -> bool:
    for glyph in page.across:
        x0, y0, x1, y1 = upright_of_page(page, glyph)
        if grid.at((x0 + x1) / 2, (y0 + y1) / 2) is not None:
            return True
    return False


def _parted(glyphs: list[Glyph], found: list[Grid]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Characters by the innermost grid that holds them, and those that none holds."""
    order = sorted(range(len(found)), key=lambda i: (found[i].box[2] - found[i].box[0]) * (found[i].box[3] - found[i].box[1]))
    owned: list[list[Glyph]] = [[] for _ in found]
    loose: list[Glyph] = []
    for glyph in glyphs:
        at = next((i for i in order if _within(found[i], glyph)), None)
        (loose if at is None else owned[at]).append(glyph)
    return owned, loose


def _account(canonical: Canonical, layouts: list[Layout]) -> None:
    """A unit for every page, before those of the tables; what was doubtful is told."""
    letters = dict.fromkeys((layout.page.number for layout in layouts), 0)
    for place in canonical.places:
        letters[place.page] += place.end - place.start
    units = []
    for layout in layouts:
        page = layout.page
        canonical.pages.append(Page(page.number, round(page.width, 2), round(page.height, 2), page.scanned))
        unit = f"第{page.number}页"
        if page.failure:
            units.append(UnitStatus(unit, "unreadable", page.failure))
            continue
        count = letters[page.number]
        units.append(UnitStatus(unit, "read" if count else "empty", details(layout, count)))
        if page.doubtful:
            shown = "、".join(page.doubtful[:6]) + (f"等 {len(page.doubtful)} 处" if len(page.doubtful) > 6 else "")
            canonical.rejected.append(RejectedRow(unit, f"有 {len(page.doubtful)} 行识别把握不大：{shown}", "请对照原页核对"))
    if units and not any(u.status in ("read", "empty") for u in units):
        raise Unreadable(f"“{canonical.name}”的 {len(units)} 页都读不出来：{units[0].unit}{units[0].detail}。")
    canonical.units[:0] = units
