"""Automatic numbers of Word paragraphs 自动编号: what Word shows before a paragraph and does not write into its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .styles import Styles, W, number_of, on, value_of

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_PLACE = re.compile(r"%([1-9])")
_LETTERS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _LETTERS, strict=True))
_OPEN_END = "、．.）)〕】］]:：。,，"
_MOST = 32_767
"""The highest number of Word."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, the shape of the number, the text around it (``第%1条``, ``%1.%2``)."""

    start: int = 1
    shape: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""


@dataclass(slots=True)
class _Numbered:
    """A list that paragraphs name: which definition it follows, and what it sets otherwise."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, _Numbered] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for definition in root.iter(f"{W}abstractNum"):
            key = definition.get(f"{W}abstractNumId") or ""
            self._definitions[key] = {number: level for e in definition.iter(f"{W}lvl") for number, level in [_level(e)]}
            link = value_of(definition, "numStyleLink")
            if link:
                self._linked[key] = link
        for entry in root.iter(f"{W}num"):
            made = _Numbered(value_of(entry, "abstractNumId") or "")
            for override in entry.iter(f"{W}lvlOverride"):
                number = number_of(override.get(f"{W}ilvl"), 0)
                own = override.find(f"{W}lvl")
                if own is not None:
                    made.levels[number] = _level(own)[1]
                start = value_of(override, "startOverride")
                if start is not None:
                    made.starts[number] = number_of(start, 1)
            self._lists[entry.get(f"{W}numId") or ""] = made

    def label(self, paragraph: Any) -> tuple[str, bool]:
        """The number shown before a paragraph, which counts it, and whether it is a list item at all."""
        properties = paragraph.find(f"{W}pPr")
        direct = properties.find(f"{W}numPr") if properties is not None else None
        style = (value_of(properties, "pStyle") if properties is not None else None) or self._styles.default
        inherited = self._styles.numbering(style)
        if direct is None and inherited is None:
            return "", False
        named, depth = (value_of(direct, "numId"), value_of(direct, "ilvl")) if direct is not None else (None, None)
        key = named if named is not None else inherited[0] if inherited is not None else ""
        entry = self._lists.get(key)
        if entry is None:  # numId 0 takes a style's number away
            return "", direct is not None and key not in ("", "0")
        levels = self._levels(entry)
        if depth is not None:
            level = number_of(depth, 0)
        else:
            bound = next((n for n, found in levels.items() if found.style == style), None) if named is None else None
            level = bound if bound is not None else (inherited[1] if inherited is not None and named is None else 0)
        return self._count(key, entry, levels, min(8, max(0, level))), True

    def _levels(self, entry: _Numbered) -> dict[int, Level]:
        levels = self._definitions.get(entry.definition, {})
        link = self._linked.get(entry.definition)
        if link is not None and (found := self._styles.numbering(link)) is not None and found[0] in self._lists:
            levels = self._definitions.get(self._lists[found[0]].definition, {}) or levels
        return levels | entry.levels

    def _count(self, key: str, entry: _Numbered, levels: dict[int, Level], at: int) -> str:
        counted = self._counted.setdefault(entry.definition, {})
        level = levels.get(at, Level())
        if at in entry.starts and (key, at) not in self._started:
            self._started.add((key, at))
            counted[at] = entry.starts[at]
        else:
            counted[at] = min(_MOST, counted[at] + 1) if at in counted else level.start
        for deeper in [n for n in counted if n > at]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or at < restart:
                del counted[deeper]
        if level.shape == "bullet":
            return ""

        def shown_at(match: re.Match[str]) -> str:
            number = int(match[1]) - 1
            its = levels.get(number, Level())
            value = counted.get(number, its.start)
            return shown(value, "decimal" if level.legal and its.shape != "decimalZero" else its.shape)

        text = _PLACE.sub(shown_at, level.text).strip()
        if not text or level.suffix == "nothing" or text[-1] in _OPEN_END:
            return text
        return text + " "


def _level(element: Any) -> tuple[int, Level]:
    text = element.find(f"{W}lvlText")
    shape = element.find(f"{W}numFmt")
    if shape is None:  # a newer shape with an older one to fall back on
        shape = next((e for e in element.iter(f"{W}numFmt") if e.get(f"{W}val") != "custom"), None)
    restart = value_of(element, "lvlRestart")
    return number_of(element.get(f"{W}ilvl"), 0), Level(
        number_of(value_of(element, "start"), 1),
        (shape.get(f"{W}val") or "decimal") if shape is not None else "decimal",
        (text.get(f"{W}val") or "") if text is not None else "",
        number_of(restart, 0) if restart is not None else None,
        on(element.find(f"{W}isLgl")),
        value_of(element, "suff") or "tab",
        value_of(element, "pStyle") or "",
    )


def shown(number: int, shape: str) -> str:
    """A number in one of Word's shapes (``w:numFmt``). Source: ISO/IEC 29500-1, 17.18.59; an unknown shape is decimal."""
    if number <= 0:
        return "" if shape == "none" else str(number)
    if shape == "chineseCounting":  # from a hundred on digit by digit
        return _counted(number, "〇") if number < 100 else "".join("○" if d == "0" else _DIGITS[int(d)] for d in str(number))
    if shape in ("chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"):
        return _counted(number, "零")
    if shape in ("japaneseCounting", "koreanCounting"):
        return _counted(number, "")
    if shape in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(d)] for d in str(number))
    if shape in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _legal(number)
    if shape in ("ideographTraditional", "ideographZodiac"):
        cycle = _STEMS if shape == "ideographTraditional" else _BRANCHES
        return cycle[(number - 1) % len(cycle)]
    if shape in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if shape == "upperRoman" else roman
    if shape in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * min(20, (number - 1) // 26 + 1)
        return letter if shape == "upperLetter" else letter.lower()
    if shape in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return _circled(number)
    if shape == "decimalEnclosedFullstop":
        return chr(0x2488 + number - 1) if number <= 20 else f"{number}."
    if shape == "decimalEnclosedParen":
        return chr(0x2474 + number - 1) if number <= 20 else f"({number})"
    if shape == "ideographEnclosedCircle":
        return chr(0x3280 + number - 1) if number <= 10 else _counted(number, "零")
    if shape in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(d)) for d in str(number))
    if shape == "decimalZero":
        return f"{number:02}"
    return "" if shape in ("none", "bullet") else str(number)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    if number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if number <= 50 else str(number)


def _counted(number: int, zero: str) -> str:
    """十, 十一, 二十, 一百零一 (``zero`` stands for places left out), up to 99,999."""
    out, gap = "", False
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += (zero if gap and out else "") + _DIGITS[digit % 10] + name
            gap = False
        elif out:
            gap = True
    return out[1:] if out.startswith("一十") else out


def _legal(number: int) -> str:
    out, gap = "", False
    for unit, name in ((10_000, "万"), (1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + _LEGAL[digit % 10] + name
            gap = False
        elif out:
            gap = True
    return out


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out
