"""Web pages 网页: what a reader of the page sees, in its order. Scripts, hidden elements and the frame of a site are left out."""

from __future__ import annotations

import re
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from graph.evidence import UnitStatus

from .canonical import BlockKind, Canonical, Cell, Unreadable
from .grid import MOST_CELLS, SHOWN_AGAIN, Grid, Piece, Writer
from .numbering import shown

_WORD = re.compile(r"\w+")
_BLOCKS = frozenset(
    _WORD.findall(
        "p div li h1 h2 h3 h4 h5 h6 section article blockquote pre dd dt dl ul ol main header footer aside form fieldset legend "
        "figure figcaption address center details summary hr body td th tr caption option"
    )
)
_SKIPPED = frozenset(
    _WORD.findall("script style noscript head template svg button iframe object embed audio video canvas datalist colgroup")
)
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|submenu|crumbs?|breadcrumb|footer|foot|bottom|copyright|links?|friend|share|sidebar|toolbar|"
    r"header|topbar|top|login|search|qrcode)(?:$|[\s_-]|\d)",
    re.I,
)
_IMPRINT = re.compile(r"版权所有|ICP备|网站标识码|公网安备|技术支持|网站地图|建议使用")
_PATH = re.compile(r"(?:您|你)?(?:当前|现在|所在)?的?位置[:：]")
_CHECKS = 400
"""How many elements of a page are looked at for being part of the site's frame, so that no page takes long."""

_ENDLESS = (("<script", "</script"), ("<style", "</style"), ("<textarea", "</textarea"), ("<title", "</title"), ("<!--", "-->"))
"""What swallows all that follows where its end is missing, in a browser too."""

_DEPTH = 40
"""Tables within tables, beyond which they are read as plain blocks."""

_GAP = re.compile(r"\s+")
_FOLD = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|pptx?)(?:$|[?#])", re.I)
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|chinese|cjk-decimal)", re.I)

_Step: TypeAlias = Node | str | tuple[Node, str]


def read_html(canonical: Canonical, text: str) -> None:
    """HTML that is decoded already: block elements as paragraphs, tables as tables."""
    tree = HTMLParser(text)
    root = tree.body or tree.root
    writer = Writer(canonical)
    if root is not None:
        page = _Page(canonical.name)
        pieces = page.pieces(root)
        if page.hidden > 2 * max(200, _length(pieces)):
            # a page whose content its own script was to show
            page = _Page(canonical.name, hidden_too=True)
            pieces = page.pieces(root)
        title = _title(tree)
        if title and not any(isinstance(p, tuple) and (p[1] == "heading" or title in p[0] or p[0] in title) for p in pieces[:40]):
            writer.builder.add(title, "heading", 1)
        writer.emit(pieces)
        _told(canonical, page, tree, len(writer.builder.text))
    else:
        canonical.units.append(UnitStatus("全文", "empty", "0 字"))
    low = text.lower()
    for begin, end in _ENDLESS:
        if low.rfind(begin) > low.rfind(end):
            why = f"“{begin}”没有结束，其后的内容读不出来，请用浏览器打开后另存"
            canonical.units.append(UnitStatus("结尾", "unreadable", why))
            break
    writer.finish()


def tables_in(fragment: str, name: str) -> list[Grid]:
    """The tables of a piece of HTML within another text, nested ones after the one around them."""
    tree = HTMLParser(fragment)
    found: list[Grid] = []
    todo = _Page(name, hidden_too=True).pieces(tree.body)[::-1] if tree.body is not None else []
    while todo:
        piece = todo.pop()
        if isinstance(piece, Grid):
            found.append(piece)
            todo += reversed(piece.nested)
    return found


def _told(canonical: Canonical, page: _Page, tree: HTMLParser, length: int) -> None:
    detail = [f"{length} 字"]
    if page.furniture:
        detail.append(f"导航、版权等 {page.furniture} 字未读入")
    if page.attached:
        detail.append(f"页面链接的 {page.attached} 个附件不在本文件里，请另行下载载入")
    if page.pictures and length >= 200:
        detail.append(f"{page.pictures} 幅图片未读入")
    canonical.units.insert(0, UnitStatus("全文", "read" if length else "empty", "；".join(detail)))
    if page.hidden and not page.hidden_too:
        canonical.units.append(UnitStatus("隐藏内容", "skipped", f"{page.hidden} 字在页面上不显示，未读入"))
    if page.pictures and length < 200:
        canonical.units.append(UnitStatus("图片", "skipped", f"{page.pictures} 幅图片里的文字未读入，请另存图片后载入"))
    frames = len(tree.css("frameset frame")) + len(tree.css("iframe[src]"))
    if frames and length < 200:
        canonical.units.append(UnitStatus("框架", "unreadable", f"{frames} 个框架的内容在别的文件里，请打开框架网页另存后载入"))


def _title(tree: HTMLParser) -> str:
    """The page's title, without the name of the site behind it."""
    meta = tree.css_first('meta[name="ArticleTitle"]')
    found = (meta.attributes.get("content") or "") if meta is not None else ""
    if not found:
        node = tree.css_first("head title")
        found = node.text(strip=True) if node is not None else ""
        found = re.split(r"\s*[_|]\s*|\s+[-–—]+\s+|--", found)[0]
    return _clean(found).strip()


def _length(pieces: list[Piece]) -> int:
    return sum(len(p[0]) if isinstance(p, tuple) else sum(map(len, p.shown)) for p in pieces)


def _clean(text: str) -> str:
    return _GAP.sub(" ", _FOLD.sub("", _INVISIBLE.sub("", text)))


class _Page:
    """What was met on a page so far."""

    def __init__(self, name: str, hidden_too: bool = False) -> None:
        self.name, self.hidden_too = name, hidden_too
        self.hidden = self.furniture = self.pictures = self.attached = self.checks = 0
        self.seen: set[str] = set()

    def pieces(self, root: Node, depth: int = 0) -> list[Piece]:
        """Lines and tables of an element, by hand rather than by recursion: exported pages nest deeper than Python's stack."""
        out: list[Piece] = []
        line: list[str] = []
        label = ""
        pre = 0
        # the root itself is not looked at: it is a body or a cell
        stack: list[_Step] = list(reversed(list(root.iter(include_text=True))))

        def flush(kind: BlockKind = "paragraph", level: int = 0) -> None:
            nonlocal label
            text = "".join(line)
            line.clear()
            for row in text.split("\n") if pre else [text]:
                words = _INVISIBLE.sub("", row).rstrip() if pre else _clean(row).strip()
                if words.strip():
                    out.append((label + words, "item" if label and kind == "paragraph" else kind, level))
                    label = ""

        while stack:
            step = stack.pop()
            if isinstance(step, str):
                level = int(step[1]) if len(step) == 2 and step[0] == "h" and step[1].isdigit() else 0
                flush("heading" if level else "item" if step == "li" else "paragraph", level)
                pre -= step == "pre"
                if step == "li":
                    label = ""
                continue
            node, numbered = step if isinstance(step, tuple) else (step, "")
            tag = node.tag or ""
            if tag == "-text":
                line.append(node.text_content or "")
            elif tag == "br":
                if pre:
                    line.append("\n")
                else:
                    flush()
            elif tag.startswith(("_", "-", "!")) or tag in _SKIPPED or self._unseen(node, tag):
                continue
            elif tag == "table" and depth < _DEPTH:
                flush()
                if (grid := self._grid(node, depth + 1)) is not None:
                    out.append(grid)
            elif tag in ("input", "select", "img", "a"):
                line.append(self._control(node, tag))
                if tag == "a":
                    stack.extend(reversed(list(node.iter(include_text=True))))
            else:
                if tag in _BLOCKS:
                    flush()
                    stack.append(tag)
                    label = numbered or label
                    pre += tag == "pre"
                children = list(node.iter(include_text=True))
                stack.extend(reversed(_labelled(node, children) if tag == "ol" else children))
        flush()
        return out

    def _unseen(self, node: Node, tag: str) -> bool:
        given = node.attributes
        if "hidden" in given or _HIDDEN.search(given.get("style") or ""):
            self.hidden += len(_GAP.sub("", node.text(deep=True))) if self.checks < _CHECKS else 1
            self.checks += 1
            return not self.hidden_too
        if tag == "nav":
            self.furniture += len(_GAP.sub("", node.text(deep=True))) if self.checks < _CHECKS else 1
            self.checks += 1
            return True
        if tag in ("div", "ul", "footer", "header", "aside", "section", "table", "td"):
            named = f"{given.get('class') or ''} {given.get('id') or ''}"
            if (tag in ("footer", "aside", "header") or _FURNITURE.search(named)) and self.checks < _CHECKS:
                self.checks += 1
                return self._is_furniture(node, tag, named)
        return False

    def _is_furniture(self, node: Node, tag: str, named: str) -> bool:
        """Whether an element is nothing but links, or the imprint of the site."""
        text = _GAP.sub("", node.text(deep=True))
        if not text:
            return False
        linked = sum(len(_GAP.sub("", a.text(deep=True))) for a in node.css("a")[:2000])
        attached = any(_ATTACHED.search(a.attributes.get("href") or "") for a in node.css("a")[:2000])
        imprint = len(text) < 800 and _IMPRINT.search(text) is not None
        path = len(text) < 120 and _PATH.match(text) is not None
        if (linked > 0.6 * len(text) and not attached and not re.search(r"。.*。", text)) or imprint or path:
            self.furniture += len(text)
            return True
        return False

    def _control(self, node: Node, tag: str) -> str:
        given = node.attributes
        if tag == "img":
            self.pictures += 1
            return ""
        if tag == "a":
            place = given.get("href") or ""
            if _ATTACHED.search(place) and place not in self.seen:
                self.seen.add(place)
                self.attached += 1
            return ""
        if tag == "select":
            chosen = node.css_first("option[selected]")
            return chosen.text(strip=True) if chosen is not None else ""
        kind = (given.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            return "☑" if "checked" in given else "☐"
        return (given.get("value") or "") if kind in ("text", "number", "date") else ""

    def _grid(self, table: Node, depth: int) -> Grid | None:
        rows = _rows(table)
        held: dict[tuple[int, int], Cell] = {}
        grid = Grid()
        shown_in: list[list[str]] = [[] for _ in rows]
        long = nested = total = 0
        for y, (row, end) in enumerate(rows):
            x = 0
            for cell in (c for c in row.iter() if c.tag in ("td", "th")):
                if self._unseen(cell, cell.tag or ""):
                    continue
                while (y, x) in held:
                    x += 1
                pieces = self.pieces(cell, depth)
                lines = [p[0] for p in pieces if isinstance(p, tuple)]
                value = "\n".join(lines) or None
                down, right = min(_span(cell, "rowspan", end), end - y), _span(cell, "colspan", 1)
                if len(held) + down * right > MOST_CELLS:
                    raise Unreadable(f"“{self.name}”里有一张表的合并单元格过大（超过 {MOST_CELLS} 格），未读入；请核对来源。")
                for dy in range(down):
                    for dx in range(right):
                        held[y + dy, x + dx] = value
                    if value is not None and (not dy or len(value) <= SHOWN_AGAIN):
                        shown_in[y + dy].append(value)
                if down * right > 1:
                    grid.merged.append((y + 1, x + 1, y + down, x + right))
                grid.cells.append(pieces)
                grid.nested += [p for p in pieces if isinstance(p, Grid)]
                long = max(long, len(value or ""))
                nested += _length([p for p in pieces if isinstance(p, Grid)])
                total += _length(pieces)
                x += right
        if not held and not grid.nested:
            return None
        height, width = max(y for y, _ in held) + 1, max(x for _, x in held) + 1
        if height * width > 4 * MOST_CELLS:
            raise Unreadable(f"“{self.name}”里有一张表过宽（{height} 行 {width} 列），未读入；请核对来源。")
        grid.rows = [[held.get((y, x)) for x in range(width)] for y in range(height)]
        grid.shown = ["\t".join(shown_in[y]) for y in range(height)]
        caption = next((c for c in table.iter() if c.tag == "caption"), None)
        if caption is not None:
            grid.title = _clean(caption.text(deep=True)).strip()
        several = any(len(c) > 1 for c in grid.cells)
        grid.layout = (
            (table.attributes.get("role") or "") in ("presentation", "none")
            or nested * 2 > total
            or (width == 1 and (long > 300 or (height == 1 and several)))
            or (height <= 2 and any(isinstance(p, tuple) and p[1] == "heading" for c in grid.cells for p in c))
            or grid.is_layout
        )
        return grid


def _labelled(ordered: Node, children: list[Node]) -> list[_Step]:
    """Items of an ordered list with the numbers that a browser shows."""
    given = ordered.attributes
    start = given.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    chinese = _CHINESE.search(given.get("style") or "") is not None
    unmarked = re.search(r"list-style(?:-type)?\s*:\s*none", given.get("style") or "", re.I) is not None
    shape = "chineseCountingThousand" if chinese else _STYLES.get(given.get("type") or "", "decimal")
    out: list[_Step] = []
    for child in children:
        if child.tag == "li" and not unmarked:
            value = child.attributes.get("value") or ""
            number = int(value) if value.isdecimal() and len(value) < 6 else number
            out.append((child, shown(number, shape) + ("、" if chinese else ".")))
            number += 1
        else:
            out.append(child)
    return out


def _rows(table: Node) -> list[tuple[Node, int]]:
    """The rows of a table, not those of tables in it, the foot last; each with the end of its group, which no cell crosses."""
    groups: list[list[Node]] = [[]]
    foot: list[list[Node]] = []
    for child in table.iter():
        if child.tag == "tr":
            groups[-1].append(child)
        elif child.tag in _GROUPS:
            (foot if child.tag == "tfoot" else groups).append([r for r in child.iter() if r.tag == "tr"])
            groups.append([])
    out: list[tuple[Node, int]] = []
    for group in groups + foot:
        shown_rows = [r for r in group if not _HIDDEN.search(r.attributes.get("style") or "")]
        end = len(out) + len(shown_rows)
        out += [(r, end) for r in shown_rows]
    return out


def _span(cell: Node, name: str, rest: int) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    if not (value.isascii() and value.isdecimal()):
        return 1
    return rest if value.strip("0") == "" else min(1000, int(value[:6]))
