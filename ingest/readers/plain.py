"""Plain text and Markdown 纯文本: the text stays as it is, and lines become blocks."""

from __future__ import annotations

import re

from .canonical import Block, BlockKind

_MD_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_MD_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)、])[ \t]+")


def line_ends(text: str) -> str:
    """The text with ``\\r\\n`` as ``\\n`` and nothing else changed."""
    return text.replace("\r\n", "\n")


def blocks_of_lines(text: str, markdown: bool = False) -> list[Block]:
    """One block a line that is not blank; its span is the line without white space at both ends."""
    blocks: list[Block] = []
    position = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = position + (len(line) - len(line.lstrip()))
            kind: BlockKind = "paragraph"
            level = 0
            if markdown and (match := _MD_HEADING.match(stripped)):
                kind, level = "heading", len(match.group(1))
            elif markdown and _MD_ITEM.match(stripped):
                kind = "item"
            blocks.append(Block(kind, start, start + len(stripped), level))
        position += len(line) + 1
    return blocks
