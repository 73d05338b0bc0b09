"""The shadow 对照文本: the text with punctuation and digits in one form, character for character, so offsets stay the same."""

from __future__ import annotations

import re

_PAIRS = {
    "，": ",",
    "；": ";",
    "：": ":",
    "！": "!",
    "？": "?",
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "．": ".",
    "％": "%",
    "＋": "+",
    "〔": "(",
    "〕": ")",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "〈": "《",
    "〉": "》",
    "<": "《",
    ">": "》",
    "＜": "《",
    "＞": "》",
    "–": "-",
    "—": "-",
    "－": "-",
    "～": "~",
    "〜": "~",
    "―": "-",
    "\u3000": " ",
    "\xa0": " ",
    "\t": " ",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "﹑": "、",
    "·": "·",
    "○": "〇",
    "|": " ",
}
_PAIRS.update({chr(0xFF10 + i): str(i) for i in range(10)})
_LETTERS = re.compile("[\ue000-\ue07f]")
"""Letters of the private use area stand for mentions in the matcher's streams."""


def shadow(text: str) -> str:
    """The text to match on: same length, full-width punctuation and digits folded. Quotations are cut from the original."""
    for wide, folded in _PAIRS.items():
        text = text.replace(wide, folded)
    return _LETTERS.sub("?", text)
