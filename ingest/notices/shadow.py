"""The shadow 对照文本: the text with punctuation and digits in one form, character for character, so offsets stay the same."""

from __future__ import annotations

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
_TABLE: dict[int, str] = {ord(a): b for a, b in _PAIRS.items()}
_TABLE.update({0xFF10 + i: str(i) for i in range(10)})
# letters of the private use area stand for mentions in the matcher's streams
_TABLE.update(dict.fromkeys(range(57344, 57472), "?"))


def shadow(text: str) -> str:
    """The text to match on: same length, full-width punctuation and digits folded. Quotations are cut from the original."""
    return text.translate(_TABLE)
