"""Parts of Word documents, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.lists.making import W, docx

HEAD = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(words: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{words}</w:t></w:r>"


def numbered(words: str, number: int | None = 1, level: int = 0, style: str = "", mark: str = "") -> str:
    """A paragraph of a list; ``number`` None leaves the list to the style."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbers}{mark}</w:pPr>{run(words) if words else ''}</w:p>"


def level(at: int, shape: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: dict[int, Sequence[str]], lists: dict[int, tuple[int, str]]) -> str:
    """numbering.xml: definitions by number, lists as (definition, overrides)."""
    definitions = "".join(f'<w:abstractNum w:abstractNumId="{k}">{"".join(v)}</w:abstractNum>' for k, v in levels.items())
    named = "".join(f'<w:num w:numId="{k}"><w:abstractNumId w:val="{of}"/>{more}</w:num>' for k, (of, more) in lists.items())
    return f"<w:numbering {HEAD}>{definitions}{named}</w:numbering>"


def styles(inside: str) -> str:
    return f"<w:styles {HEAD}>{inside}</w:styles>"


def part(tag: str, inside: str) -> str:
    return f"<w:{tag} {HEAD}>{inside}</w:{tag}>"


def made(folder: Path, body: str, **parts: str) -> Path:
    return docx(folder / "a.docx", body, **parts)
