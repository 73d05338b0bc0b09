"""Styles of a Word document 样式: which are headings, which number their paragraphs, which hide their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")


def value_of(element: Any, tag: str) -> str | None:
    """The ``w:val`` of a child."""
    child = element.find(f"{W}{tag}") if element is not None else None
    value: str | None = child.get(f"{W}val") if child is not None else None
    return value


def number_of(written: str | None, otherwise: int) -> int:
    """A number as written, or another one where it is none."""
    text = (written or "").strip()
    return int(text) if text.isascii() and text.lstrip("-").isdecimal() and len(text) < 8 else otherwise


def on(switch: Any) -> bool:
    """Whether a switch such as ``w:vanish`` is set."""
    return switch is not None and (switch.get(f"{W}val") or "1").lower() not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str
    numbering: str | None
    level: int | None
    outline: int | None
    hidden: bool | None


class Styles:
    """The styles by id, with what each inherits."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        self._headings: dict[str, int] = {}
        self._numbered: dict[str, tuple[str, int] | None] = {}
        self._hidden: dict[str, bool] = {}
        for element in root.iter(f"{W}style") if root is not None else ():
            key = element.get(f"{W}styleId") or ""
            properties = element.find(f"{W}pPr")
            numbers = properties.find(f"{W}numPr") if properties is not None else None
            depth = value_of(numbers, "ilvl")
            outline = value_of(properties, "outlineLvl")
            vanish = element.find(f"{W}rPr/{W}vanish")
            self._styles[key] = _Style(
                (value_of(element, "name") or "").lower(),
                value_of(element, "basedOn") or "",
                value_of(numbers, "numId"),
                number_of(depth, 0) if depth is not None else None,
                number_of(outline, 9) if outline is not None else None,
                on(vanish) if vanish is not None else None,
            )
            if element.get(f"{W}type") == "paragraph" and on_attribute(element.get(f"{W}default")):
                self.default = key

    def _chain(self, key: str) -> list[_Style]:
        found: list[_Style] = []
        seen: set[str] = set()
        while key in self._styles and key not in seen and len(found) < 20:
            seen.add(key)
            found.append(self._styles[key])
            key = found[-1].base
        return found

    def heading(self, key: str) -> int:
        """The level of a heading style from 1 on; 0 for any other."""
        if key not in self._headings:
            self._headings[key] = self._heading(key)
        return self._headings[key]

    def _heading(self, key: str) -> int:
        chain = self._chain(key)
        for name in [s.name for s in chain] or [key.lower()]:
            if match := _HEADING.match(name):
                return int(match[1])
            if name in ("title", "标题"):
                return 1
        outline = next((s.outline for s in chain if s.outline is not None), 9)
        return outline + 1 if 0 <= outline < 9 else 0

    def numbering(self, key: str) -> tuple[str, int] | None:
        """The list (its numId) and level that a style gives its paragraphs."""
        if key not in self._numbered:
            chain = self._chain(key)
            named = next((s.numbering for s in chain if s.numbering is not None), None)
            level = next((s.level for s in chain if s.level is not None), 0)
            self._numbered[key] = (named, level) if named is not None and named != "0" else None
        return self._numbered[key]

    def hidden(self, key: str | None) -> bool:
        """Whether a style hides its text."""
        if not key:
            return False
        if key not in self._hidden:
            self._hidden[key] = next((s.hidden for s in self._chain(key) if s.hidden is not None), False)
        return self._hidden[key]


def on_attribute(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return (value or "").lower() in ("1", "true", "on")
