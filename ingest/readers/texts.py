"""Plain text, Markdown and HTML 文字文件."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from graph.evidence import UnitStatus

from .canonical import Block, Canonical, Cell, Table, TextBuilder

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"^(#{1,6})\s+\S")
_ITEM = re.compile(r"^\s*([-*+]|\d+[.、])\s+\S")
_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")


def read_txt(canonical: Canonical, text: str) -> None:
    """Plain text as it is: a paragraph a line."""
    canonical.text = text
    canonical.blocks = [Block("paragraph", m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    canonical.units.append(UnitStatus("全文", "read" if canonical.blocks else "empty", f"{len(text)} 字"))


def read_md(canonical: Canonical, text: str) -> None:
    """Markdown, its text unchanged; headings, list items and pipe tables are told apart."""
    canonical.text = text
    lines = list(_LINE.finditer(text))
    at = 0
    while at < len(lines):
        line = lines[at].group()
        if line.lstrip().startswith("|") and at + 1 < len(lines) and _RULE.match(lines[at + 1].group()):
            at = _pipe_table(canonical, lines, at)
            continue
        if line.strip():
            head, item = _HEADING.match(line), _ITEM.match(line)
            kind = "heading" if head else "item" if item else "paragraph"
            canonical.blocks.append(Block(kind, lines[at].start(), lines[at].end(), len(head.group(1)) if head else 0))  # type: ignore[arg-type]
        at += 1
    canonical.units.append(UnitStatus("全文", "read" if canonical.blocks else "empty", f"{len(text)} 字"))


def _pipe_table(canonical: Canonical, lines: list[re.Match[str]], at: int) -> int:
    rows: list[list[Cell]] = []
    while at < len(lines) and lines[at].group().lstrip().startswith("|"):
        if not _RULE.match(lines[at].group()):
            cells = re.split(r"(?<!\\)\|", lines[at].group().strip().strip("|"))
            rows.append([c.strip().replace("<br>", "\n").replace("\\|", "|") or None for c in cells])
            canonical.blocks.append(Block("cell", lines[at].start(), lines[at].end()))
        at += 1
    name = f"表{len(canonical.tables) + 1}"
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    canonical.tables.append(Table(name, rows))
    canonical.units.append(UnitStatus(name, "read", f"{len(rows)} 行", len(rows)))
    return at


_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "pre", "dd", "dt"}
_SKIPPED = {"script", "style", "noscript", "head", "nav", "template"}


def read_html(canonical: Canonical, text: str) -> None:
    """HTML that is decoded already: block elements as paragraphs, tables as tables. Scripts are left out."""
    builder = TextBuilder()
    tree = HTMLParser(text)
    root = tree.body or tree.root
    if root is not None:
        _walk(root, builder, canonical)
    canonical.text, canonical.blocks = builder.text, builder.blocks
    canonical.units.insert(
        0, UnitStatus("全文", "read" if builder.blocks or canonical.tables else "empty", f"{len(builder.text)} 字")
    )


def _walk(root: Node, builder: TextBuilder, canonical: Canonical) -> None:
    # by hand rather than by recursion: exported pages nest deeper than Python's stack
    stack: list[Node | str] = [root]
    line: list[str] = []

    def flush(kind: str = "paragraph", level: int = 0) -> None:
        builder.add(re.sub(r"\s+", " ", "".join(line)).strip(), kind, level)  # type: ignore[arg-type]
        line.clear()

    while stack:
        node = stack.pop()
        if isinstance(node, str):
            level = int(node[1]) if node[:1] == "h" and node[1:].isdigit() else 0
            flush("heading" if level else "item" if node == "li" else "paragraph", level)
            continue
        tag = node.tag or ""
        if tag == "-text":
            line.append(node.text_content or "")
        elif tag == "br":
            flush()
        elif tag == "table":
            flush()
            _html_table(node, builder, canonical)
        elif tag not in _SKIPPED and not tag.startswith(("_", "-", "!")):
            if tag in _BLOCKS:
                flush()
                stack.append(tag)
            children = list(node.iter(include_text=True))
            stack.extend(reversed(children))
    flush()


def _html_table(node: Node, builder: TextBuilder, canonical: Canonical) -> None:
    grid: dict[tuple[int, int], Cell] = {}
    merged: list[tuple[int, int, int, int]] = []
    for y, row in enumerate(node.css("tr")):
        x = 0
        for cell in row.css("td, th"):
            while (y, x) in grid:
                x += 1
            value = cell.text(separator="\n", strip=True) or None
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            for dy in range(down):
                for dx in range(right):
                    grid[y + dy, x + dx] = value
            if down * right > 1:
                merged.append((y + 1, x + 1, y + down, x + right))
            x += right
    if not grid:
        return
    height, width = max(y for y, _ in grid) + 1, max(x for _, x in grid) + 1
    rows = [[grid.get((y, x)) for x in range(width)] for y in range(height)]
    name = f"表{len(canonical.tables) + 1}"
    caption = node.css_first("caption")
    title = caption.text(strip=True) if caption is not None else builder.last_line()
    canonical.tables.append(Table(name, rows, merged=merged, title=title))
    canonical.units.append(UnitStatus(name, "read", f"{height} 行", height))
    for line in rows:
        builder.add("\t".join(str(c) for c in line if c is not None), "cell")


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(200, max(1, int(value))) if value.isdigit() else 1
