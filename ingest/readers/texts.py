"""Plain text and Markdown 文字文件: the text unchanged, with the tables that are drawn in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.evidence import UnitStatus

from .canonical import Block, Canonical, Cell, Table
from .html import tables_in

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"^(#{1,6})\s+\S")
_ITEM = re.compile(r"^\s*([-*+]|\d+[.、])\s+\S")
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_TABLE = re.compile(r"<table\b", re.I)
_UNCLOSED = 20
"""HTML tables without an end after which none is looked for."""
_BREAK = re.compile(r"<br\s*/?>", re.I)
_BARS = "│┃|｜║"
_DRAWN = re.compile(r"^[\s─━═\-+＋┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╰╯│┃║|｜]+$")
_CORNERS = frozenset("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋+＋─━═")


def read_txt(canonical: Canonical, text: str) -> None:
    """Plain text as it is: a paragraph a line; tables drawn with lines or set with tabs are tables too."""
    canonical.text = text
    lines = list(_LINE.finditer(text))
    at = 0
    while at < len(lines):
        end = _drawn(lines, at) or _tabbed(lines, at)
        if end:
            _keep_table(canonical, lines[at:end])
            at = end
            continue
        if lines[at].group().strip():
            canonical.blocks.append(Block("paragraph", lines[at].start(), lines[at].end()))
        at += 1
    canonical.units.insert(
        0, UnitStatus("全文", "read" if canonical.blocks else "empty", f"{len(text) if canonical.blocks else 0} 字")
    )


def _drawn(lines: list[re.Match[str]], at: int) -> int:
    """Where a table drawn with lines ends that begins at line ``at``; 0 where none does."""
    end = at
    ruled = bars = 0
    while end < len(lines):
        line = lines[end].group().strip()
        rule = _DRAWN.match(line) is not None and any(c in _CORNERS for c in line) and len(line) > 2
        if not rule and not (line[:1] in _BARS and line[-1:] in _BARS and len(line) > 2):
            break
        ruled += rule
        bars += not rule
        end += 1
    return end if ruled and bars else 0


def _tabbed(lines: list[re.Match[str]], at: int) -> int:
    """Where lines with one and the same number of tabs end, from ``at`` on; 0 for fewer than three."""
    tabs = lines[at].group().strip("\n").count("\t")
    if not tabs or lines[at].group()[:1] in "\t ":
        return 0
    end = at
    while end < len(lines) and lines[end].group().count("\t") == tabs and lines[end].end() - lines[at].start() < 10_000_000:
        end += 1
    # numbered sentences set with a tab (第一条→…) are text, not a table of two columns
    sentences = tabs == 1 and any("。" in m.group() for m in lines[at:end])
    return end if end - at >= 3 and not sentences else 0


def _keep_table(canonical: Canonical, lines: list[re.Match[str]]) -> None:
    rows: list[list[Cell]] = []
    joining = False
    # a rule between all rows means that the lines between two rules are one row
    rules = [i for i, m in enumerate(lines) if _DRAWN.match(m.group().strip())]
    boxed = len(rules) >= 3
    for match in lines:
        line = match.group().strip(" \r")
        canonical.blocks.append(Block("cell", match.start(), match.end()))
        if _DRAWN.match(line.strip()) and any(c in _CORNERS for c in line):
            joining = False
            continue
        barred = line.strip()[:1] in _BARS or "\t" not in line
        cells = re.split(f"[{_BARS}]", line.strip())[1:-1] if barred else line.split("\t")
        values: list[Cell] = [c.strip() or None for c in cells]
        if boxed and joining and len(values) == len(rows[-1]):
            rows[-1] = [_under(a, b) for a, b in zip(rows[-1], values, strict=True)]
        else:
            rows.append(values)
        joining = True
    width = max((len(r) for r in rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    _add(canonical, rows)


def _under(above: Cell, below: Cell) -> Cell:
    return f"{above}{below}" if above is not None and below is not None else above if below is None else below


def _add(canonical: Canonical, rows: list[list[Cell]], merged: Sequence[tuple[int, int, int, int]] = (), title: str = "") -> None:
    name = f"表{len(canonical.tables) + 1}"
    if not any(c is not None for row in rows for c in row):
        canonical.units.append(UnitStatus(name, "empty"))
        return
    canonical.tables.append(Table(name, rows, merged=list(merged), title=title or _title_before(canonical)))
    canonical.units.append(UnitStatus(name, "read", f"{len(rows)} 行", len(rows)))


def _title_before(canonical: Canonical) -> str:
    """The last line before the table that was just read, where it may be its title."""
    block = next((b for b in reversed(canonical.blocks) if b.kind != "cell"), None)
    if block is None or block.end - block.start > 80:
        return ""
    return canonical.text[block.start : block.end].strip().lstrip("#").strip()


def read_md(canonical: Canonical, text: str) -> None:
    """Markdown, its text unchanged; front matter, headings, list items and pipe tables are told apart."""
    canonical.text = text
    lines = list(_LINE.finditer(text))
    at = _front_matter(canonical, lines)
    fenced = ""
    unclosed = 0
    while at < len(lines):
        line = lines[at].group()
        fence = _FENCE.match(line)
        if fence and (not fenced or fence[1] == fenced):
            fenced = "" if fenced else fence[1]
        elif not fenced and "|" in line and at + 1 < len(lines) and _is_rule(lines[at + 1].group()) and line.strip("| \t"):
            at = _pipe_table(canonical, lines, at)
            continue
        elif not fenced and unclosed < _UNCLOSED and _TABLE.search(line):
            end = _html_end(lines, at)
            if not end:
                unclosed += 1
                canonical.blocks.append(Block("paragraph", lines[at].start(), lines[at].end()))
                at += 1
                continue
            canonical.blocks += [Block("cell", m.start(), m.end()) for m in lines[at:end] if m.group().strip()]
            for grid in tables_in(text[lines[at].start() : lines[end - 1].end()], canonical.name):
                _add(canonical, grid.rows, grid.merged, grid.title)
            at = end
            continue
        if line.strip():
            head, item = (None, None) if fenced else (_HEADING.match(line), _ITEM.match(line))
            kind = "heading" if head else "item" if item else "paragraph"
            canonical.blocks.append(Block(kind, lines[at].start(), lines[at].end(), len(head.group(1)) if head else 0))  # type: ignore[arg-type]
        at += 1
    canonical.units.append(
        UnitStatus("全文", "read" if canonical.blocks else "empty", f"{len(text) if canonical.blocks else 0} 字")
    )


def _html_end(lines: list[re.Match[str]], at: int) -> int:
    """Where an HTML table in Markdown ends that begins on line ``at``; 0 where it is never closed."""
    depth = 0
    for end in range(at, min(len(lines), at + 50_000)):
        line = lines[end].group()
        depth += len(_TABLE.findall(line)) - line.lower().count("</table")
        if depth <= 0:
            return end + 1
    return 0


def _front_matter(canonical: Canonical, lines: list[re.Match[str]]) -> int:
    """Metadata between two lines of ``---`` at the very start: kept in the text, told as a part of its own."""
    if not lines or lines[0].start() or lines[0].group().strip() != "---":
        return 0
    for end, match in enumerate(lines[1:200], start=1):
        if match.group().strip() in ("---", "..."):
            inside = [m for m in lines[1:end] if m.group().strip()]
            if not all(re.match(r"\s*(?:[\w\u4e00-\u9fff.-]+\s*[:：]|-\s|#|\s)", m.group()) for m in inside):
                return 0
            canonical.blocks += [Block("paragraph", m.start(), m.end()) for m in inside]
            canonical.units.append(UnitStatus("文首信息", "read" if inside else "empty", f"{len(inside)} 行"))
            return end + 1
    return 0


def _is_rule(line: str) -> bool:
    return _RULE.match(line) is not None and "|" in line


def _pipe_table(canonical: Canonical, lines: list[re.Match[str]], at: int) -> int:
    rows: list[list[Cell]] = []
    while at < len(lines) and "|" in lines[at].group():
        if not _is_rule(lines[at].group()) or len(rows) != 1:
            written = lines[at].group().strip().removeprefix("|")
            if written.endswith("|") and not written.endswith("\\|"):
                written = written[:-1]
            cells = re.split(r"(?<!\\)\|", written)
            rows.append([_BREAK.sub("\n", c).strip().replace("\\|", "|") or None for c in cells])
            canonical.blocks.append(Block("cell", lines[at].start(), lines[at].end()))
        at += 1
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    _add(canonical, rows)
    return at
