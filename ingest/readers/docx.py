"""Word 文档 by an own walk of its XML.

The library's own walk misses tracked insertions, text boxes, content controls and automatic numbers, and takes seconds over
long tables. Every part of the file that may hold words is read, or told in the report: body, tables, headers and footers,
notes, diagrams; comments, hidden text, deletions, pictures and embedded objects are not read, and said so.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.evidence import UnitStatus

from .canonical import Canonical, Progress, Unreadable
from .docx_pictures import LITTLE, read_pictures
from .docx_table import lay_out
from .docx_text import Seen, Texts, alternative, is_placeholder
from .grid import Line, Piece, Writer
from .limits import DEFAULT_LIMITS, Limits
from .numbering import Numbering
from .package import BROKEN, parse_xml
from .styles import Styles, W, number_of, value_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART_BROKEN: tuple[type[BaseException], ...] = (Unreadable, *BROKEN)
_PART_LIMIT = 300 * 2**20
_INSIDE = frozenset(f"{W}{t}" for t in ("sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_PAGE_NUMBER = re.compile(r"[\s\d\-—–－·.,/第页共总XIVxiv]*")


def read_docx(canonical: Canonical, path: Path, limits: Limits = DEFAULT_LIMITS, progress: Progress | None = None) -> None:
    """Paragraphs and tables in their order, then headers and footers, notes and diagrams. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            _Document(canonical, archive).read(limits, progress)
    except BROKEN as error:
        raise Unreadable(f"“{canonical.name}”不完整或已损坏，打不开，请重新下载或另存一份。") from error


class _Document:
    def __init__(self, canonical: Canonical, archive: zipfile.ZipFile) -> None:
        self.canonical, self.archive = canonical, archive
        self.names = set(archive.namelist())
        self.main = self._main_part()
        self.folder = posixpath.dirname(self.main)
        self.seen = Seen()
        self.writer = Writer(canonical)
        self.builder = self.writer.builder
        styles = Styles(self._optional("styles.xml"))
        self.styles = styles
        self.numbering = Numbering(self._optional("numbering.xml"), styles)
        self.texts = Texts(styles, self.seen)

    def _main_part(self) -> str:
        if "word/document.xml" in self.names:
            return "word/document.xml"
        if "_rels/.rels" in self.names:
            for link in self._parsed("_rels/.rels"):
                target = (link.get("Target") or "").lstrip("/")
                if (link.get("Type") or "").endswith("/officeDocument") and target in self.names:
                    return str(target)
        raise Unreadable(f"“{self.canonical.name}”里没有正文，可能不是 Word 文件，请用 Word 打开后另存。")

    def _parsed(self, name: str) -> Any:
        with self.archive.open(name) as file:
            data = file.read(_PART_LIMIT + 1)
        if len(data) > _PART_LIMIT:
            raise Unreadable(f"“{self.canonical.name}”的 {name} 解压后过大，未读入；请核对来源。")
        return parse_xml(data.replace(_STRICT, _TRANSITIONAL), self.canonical.name, name)

    def _optional(self, name: str) -> Any:
        """A part that a document can do without; where it is damaged that is said, and the rest goes on."""
        full = posixpath.join(self.folder, name)
        if full not in self.names:
            return None
        try:
            return self._parsed(full)
        except _PART_BROKEN:
            self.canonical.units.append(UnitStatus(full, "unreadable", "部件损坏，读不出来，请用 Word 打开后另存"))
            return None

    def read(self, limits: Limits, progress: Progress | None) -> None:
        body = self._parsed(self.main).find(f"{W}body")
        if body is not None:
            self.writer.emit(self._pieces(body))
        length = len(self.builder.text)
        if self.seen.pictures and length < LITTLE * self.seen.pictures:
            self._scans(limits, progress)
        units = self.canonical.units
        self._beside("header", "页眉")
        self._beside("footer", "页脚")
        self._notes("footnotes.xml", "footnote", "脚注")
        self._notes("endnotes.xml", "endnote", "尾注")
        self._diagrams()
        self._unread()
        units.insert(0, UnitStatus("正文", "read" if length else "empty", "；".join([f"{length} 字", *self._changes()])))
        self.writer.finish()

    def _scans(self, limits: Limits, progress: Progress | None) -> None:
        """A document of pictures: what is recognised in them is its text."""
        rels = self._optional(f"_rels/{posixpath.basename(self.main)}.rels")
        self.seen.pictures -= read_pictures(self.writer, self.archive, self.main, rels, self.seen.embedded, limits, progress)

    def _content(self, container: Any) -> Iterator[Any]:
        """Paragraphs and tables, looking into content controls, tracked insertions and the like."""
        for child in container:
            tag = child.tag
            if tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif tag == f"{W}sdt":
                if is_placeholder(child):
                    self.seen.placeholders += 1
                else:
                    yield from self._content(child)
            elif tag in _INSIDE:
                yield from self._content(child)
            elif tag == f"{W}altChunk":
                self.seen.chunks += 1
            elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
                yield from self._content(alternative(child))

    def _pieces(self, container: Any) -> list[Piece]:
        """Lines of the paragraphs of a body, cell or box, and the tables between them."""
        out: list[Piece] = []
        carried = ""
        for element in self._content(container):
            if element.tag == f"{W}tbl":
                if carried:
                    out.append((carried, "paragraph", 0))
                    carried = ""
                out.append(lay_out(element, self._pieces, self.seen, self.canonical.name))
                continue
            words = self.texts.words(element)
            if words.runs_on:
                carried += words.text
            else:
                out += self._lines(element, carried + words.text)
                carried = ""
            for box in words.boxes:
                out += self._pieces(box)
        if carried:
            out.append((carried, "paragraph", 0))
        return out

    def _lines(self, paragraph: Any, text: str) -> list[Line]:
        label, item = self.numbering.label(paragraph)
        properties = paragraph.find(f"{W}pPr")
        level = 0
        if properties is not None:
            level = self.styles.heading(value_of(properties, "pStyle") or self.styles.default)
            outline = value_of(properties, "outlineLvl")
            if outline is not None and 0 <= (direct := number_of(outline, 9)) < 9:
                level = direct + 1
        if not text.strip():
            # a number alone is the content of a cell (序号), and nothing elsewhere
            return [(label.strip(), "item", 0)] if label and paragraph.getparent().tag == f"{W}tc" else []
        first, *rest = text.split("\n")
        kind = "heading" if level else "item" if item else "paragraph"
        if label:
            first = label + first.lstrip()
        return [(line, kind, level) for line in (first, *rest) if line.strip()]  # type: ignore[misc]

    def _parts(self, prefix: str) -> list[str]:
        """Parts such as header1.xml, in the order of their numbers."""
        shape = re.compile(re.escape(posixpath.join(self.folder, prefix)) + r"(\d*)\.xml")
        found = [(number_of(m[1], 0), n) for n in self.names if (m := shape.fullmatch(n))]
        return [n for _, n in sorted(found)]

    def _beside(self, prefix: str, title: str) -> None:
        """Headers or footers; a line that several of them share is read once, page numbers are not words."""
        lines: dict[str, None] = {}
        parts = self._parts(prefix)
        for part in parts:
            root = self._optional(posixpath.relpath(part, self.folder or "."))
            if root is not None:
                for text in self._plain(root):
                    if not _PAGE_NUMBER.fullmatch(text):
                        lines[text.strip()] = None
        for line in lines:
            self.builder.add(line)
        if lines:
            self.canonical.units.append(UnitStatus(title, "read", f"{sum(map(len, lines))} 字"))

    def _plain(self, container: Any) -> list[str]:
        """The lines of a part beside the body, tables as lines too."""
        out: list[str] = []
        for piece in self._pieces(container):
            if isinstance(piece, tuple):
                out.append(piece[0])
            else:
                out += [s for grid in (piece, *piece.nested) for s in grid.shown if s.strip()]
        return out

    def _notes(self, part: str, tag: str, title: str) -> None:
        root = self._optional(part)
        count = 0
        for note in root if root is not None else ():
            if note.tag not in (f"{W}{tag}", f"{W}p") or note.get(f"{W}type") in ("separator", "continuationSeparator"):
                continue
            lines = self._plain(note if note.tag != f"{W}p" else [note])
            count += bool(lines)
            for line in lines:
                self.builder.add(line)
        if count:
            self.canonical.units.append(UnitStatus(title, "read", f"{count} 条"))

    def _diagrams(self) -> None:
        """Words of diagrams (SmartArt 组织结构图) and charts, which stand in parts of their own."""
        for folder, title in (("diagrams/data", "图示"), ("charts/chart", "图表")):
            for number, part in enumerate(self._parts(folder), start=1):
                root = self._optional(posixpath.relpath(part, self.folder or "."))
                lines: list[str] = []
                for paragraph in root.iter(f"{_A}p") if root is not None else ():
                    if text := "".join(t.text or "" for t in paragraph.iter(f"{_A}t")).strip():
                        lines.append(text)
                for line in lines:
                    self.builder.add(line, "item")
                if root is not None:
                    self.canonical.units.append(
                        UnitStatus(f"{title}{number}", "read" if lines else "empty", f"{len(lines)} 行文字")
                    )

    def _changes(self) -> list[str]:
        """Tracked changes and signs, for the detail of the body."""
        seen, out = self.seen, []
        if seen.inserted or seen.deleted or seen.deleted_rows:
            rows = f"，删除的表格行 {seen.deleted_rows} 行" if seen.deleted_rows else ""
            out.append(f"有修订：插入 {seen.inserted} 字已读入，删除 {seen.deleted} 字未读入{rows}")
        if seen.unknown_signs:
            out.append(f"{seen.unknown_signs} 个专用字体的符号认不出，显示为“〓”")
        if seen.placeholders:
            out.append(f"{seen.placeholders} 处未填的内容控件未读入")
        return out

    def _unread(self) -> None:
        """What is in the file and was not read, a unit each."""
        seen = self.seen
        comments = self._optional("comments.xml")
        count = sum(1 for _ in comments.iter(f"{W}comment")) if comments is not None else 0
        inside = [n for n in self.names if n.startswith(posixpath.join(self.folder, "embeddings/")) and not n.endswith("/")]
        for title, number, detail in (
            ("批注", count, "条批注不是正文，未读入"),
            ("隐藏文字", seen.hidden, "字设为隐藏，未读入"),
            ("图片", seen.pictures, "幅图片里的文字未读入；如是扫描件，请另存为 PDF 后载入"),
            ("嵌入对象", max(seen.objects, len(inside)), "个嵌入的文件未读入，请另存后单独载入"),
            ("嵌入文档", seen.chunks, "段嵌入的外部文档未读入，请用 Word 打开后另存"),
        ):
            if number:
                self.canonical.units.append(UnitStatus(title, "skipped", f"{number} {detail}"))
