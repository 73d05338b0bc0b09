"""Text of one Word paragraph 段落文字: insertions and results of fields in, deletions, instructions and hidden text out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .styles import Styles, W, number_of, on, value_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

_T, _R, _TAB, _BR = f"{W}t", f"{W}r", f"{W}tab", f"{W}br"
_SILENT = frozenset(
    f"{W}{tag}"
    for tag in (
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "trPr",
        "tcPr",
        "instrText",
        "delInstrText",
        "delText",
        "rt",
        "rubyPr",
    )
)
_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_CAME = frozenset((f"{W}ins", f"{W}moveTo"))
_SIGNS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "□", ("wingdings", 0x6E): "■", ("wingdings", 0x6C): "●", ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗", ("wingdings", 0x9F): "•", ("wingdings", 0x75): "◆", ("wingdings", 0xD8): "➢",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x54): "☒", ("wingdings 2", 0x53): "☒", ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x4F): "✗", ("symbol", 0xB7): "•", ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤", ("symbol", 0xB4): "×", ("symbol", 0xB1): "±", ("symbol", 0xB0): "°",
}  # fmt: skip
_POINTS = re.compile(r"(?<![a-z-])(?:width|height):\s*(\d{1,6}(?:\.\d{1,4})?)pt")
_MISSING = "〓"
"""What stands for a symbol of a font that is not known."""

LARGE = 5 * 360_000
"""Side in EMU (5 cm) from which on a picture may hold text; smaller ones are seals and logos."""


@dataclass(slots=True)
class Seen:
    """What was met in a document beside its plain text; each is told in the report."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    pictures: int = 0
    small_pictures: int = 0
    objects: int = 0
    unknown_signs: int = 0
    placeholders: int = 0
    chunks: int = 0
    deleted_rows: int = 0
    embedded: list[str] = field(default_factory=list)
    """The relationship of each large picture, in order."""


@dataclass(slots=True)
class Words:
    """Text of a paragraph, the text boxes anchored in it, and whether it runs on into the next (its end was deleted)."""

    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    runs_on: bool = False


class Texts:
    """Reads paragraphs in their order: a field may span several of them."""

    def __init__(self, styles: Styles, seen: Seen) -> None:
        self._styles, self._seen = styles, seen
        self._fields: list[bool] = []  # of each open field, whether its instruction is still going on

    def words(self, paragraph: Any) -> Words:
        """What a reader sees of a paragraph."""
        found = Words()
        properties = paragraph.find(f"{W}pPr")
        hidden_style = False
        if properties is not None:
            mark = properties.find(f"{W}rPr")
            found.runs_on = mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)
            hidden_style = self._styles.hidden(value_of(properties, "pStyle"))
        out: list[str] = []
        stack: list[Any] = list(reversed(paragraph))
        while stack:
            node = stack.pop()
            tag = node.tag
            if not isinstance(tag, str) or tag in _SILENT:
                continue
            if tag == _R:
                if self._is_hidden(node, hidden_style):
                    self._seen.hidden += _length(node)
                    stack.extend(e for e in reversed(node) if e.tag == f"{W}fldChar")
                else:
                    stack.extend(reversed(node))
            elif tag == _T:
                if True not in self._fields:
                    out.append((node.text or "").replace("\n", " "))
            elif tag in _GONE:
                self._seen.deleted += _length(node)
            elif tag == f"{_MC}AlternateContent":
                stack.extend(reversed(alternative(node)))
            elif tag == f"{W}txbxContent":
                found.boxes.append(node)
            elif tag == f"{W}sdt" and is_placeholder(node):
                self._seen.placeholders += 1
            elif tag == f"{W}fldChar":
                self._field(node, out)
            else:
                if tag in _CAME:
                    self._seen.inserted += _length(node)
                shown = self._sign(node, tag)
                if shown and True not in self._fields:
                    out.append(shown)
                if shown is None:
                    stack.extend(reversed(node))
        # an instruction that never ends must not swallow the rest of the document
        self._fields = [False] * len(self._fields)
        found.text = "".join(out)
        return found

    def _is_hidden(self, run: Any, by_style: bool) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return by_style
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return on(vanish)
        return by_style or self._styles.hidden(value_of(properties, "rStyle"))

    def _field(self, node: Any, out: list[str]) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            outside = True not in self._fields
            self._fields.append(True)
            given = node.find(f"{W}ffData")
            if given is not None and outside:
                out.append(_form(given))
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _sign(self, node: Any, tag: str) -> str | None:
        """What an element shows that is no text; None where its children are to be looked at."""
        if tag in (_TAB, f"{W}ptab"):
            return "\t"
        if tag in (_BR, f"{W}cr"):
            return "\n"
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag == f"{W}softHyphen":
            return ""
        if tag == f"{W}sym":
            return self._symbol(node)
        if tag in (f"{_M}t", f"{_A}t"):
            return node.text or ""
        if tag == f"{_V}textpath":  # WordArt: 红头 in old files
            return f"\n{node.get('string') or ''}\n"
        if tag in (f"{_WP}inline", f"{_WP}anchor"):
            self._picture(node)
        elif tag == f"{_V}imagedata":
            shape = node.getparent()
            sides = [float(n) for n in _POINTS.findall(shape.get("style") or "")] if shape is not None else []
            if len(sides) == 2 and min(sides) * 12_700 >= LARGE:
                self._seen.pictures += 1
                self._seen.embedded.append(node.get(f"{_REL}id") or "")
            else:
                self._seen.small_pictures += 1
        elif tag == f"{_O}OLEObject":
            self._seen.objects += 1
        return None

    def _picture(self, node: Any) -> None:
        blip = next(node.iter(f"{_A}blip"), None)
        if blip is None:
            return
        extent = node.find(f"{_WP}extent")
        sides = [number_of(extent.get(k), 0) for k in ("cx", "cy")] if extent is not None else [0]
        # eight digits and more are no size that a page has, and surely large
        if min(sides) >= LARGE or (extent is not None and all(len(extent.get(k) or "") > 7 for k in ("cx", "cy"))):
            self._seen.pictures += 1
            self._seen.embedded.append(blip.get(f"{_REL}embed") or "")
        else:
            self._seen.small_pictures += 1

    def _symbol(self, node: Any) -> str:
        try:
            code = int(node.get(f"{W}char") or "", 16)
        except ValueError:
            code = 0
        font = (node.get(f"{W}font") or "").lower()
        known = _SIGNS.get((font, code & 0xFF if 0xF000 <= code <= 0xF0FF else code))
        if known:
            return known
        if (
            code > 0x20
            and not 0xE000 <= code <= 0xF8FF
            and not 0xD800 <= code <= 0xDFFF
            and code < 0x110000
            and font not in _FONTS
        ):
            return chr(code)
        self._seen.unknown_signs += 1
        return _MISSING


_FONTS = ("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol")


def alternative(node: Any) -> list[Any]:
    """The children of the one alternative to read: the newer, unless only the older has something."""
    choices = [e for e in node if e.tag == f"{_MC}Choice"]
    others = [e for e in node if e.tag == f"{_MC}Fallback"]
    if choices and (not others or _holds(choices[0]) or not _holds(others[0])):
        return list(choices[0])
    return list(others[0]) if others else []


def _holds(node: Any) -> bool:
    return any(True for _ in node.iter(_T, f"{_A}blip", f"{_A}t", f"{W}sym"))


def is_placeholder(control: Any) -> bool:
    """Whether a content control only shows its prompt (单击此处输入文字)."""
    properties = control.find(f"{W}sdtPr")
    return properties is not None and on(properties.find(f"{W}showingPlcHdr"))


def _length(node: Any) -> int:
    return sum(len(e.text or "") for e in node.iter(_T, f"{W}delText"))


def _form(given: Any) -> str:
    """A tick box or a choice of a form."""
    box = given.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = state if state is not None else box.find(f"{W}default")
        return "☑" if on(state) else "☐"
    choices = given.find(f"{W}ddList")
    if choices is not None:
        entries = [e.get(f"{W}val") or "" for e in choices.findall(f"{W}listEntry")]
        at = number_of(value_of(choices, "result"), 0)
        return entries[at] if 0 <= at < len(entries) else ""
    return ""
