"""Names of statutes and of their clauses 法规名称与条款号, the same whoever writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .numerals import to_chinese

_VERSION = re.compile(r"[（(](?:[^（()）]*?(?:修订|修正|修改|版|年|施行|公布|发布)[^（()）]*|试行|暂行)[）)]$")
_KEEP = re.compile(r"[（(](?:试行|暂行)[）)]$")
_STATE = "中华人民共和国"
_WITHOUT_STATE = frozenset({"反分裂国家法"})
_NATIONAL_LAW = re.compile(r"^[^《》〔（(]{1,30}(?<![办方做])法典?$")


def instrument_name(title: str) -> str:
    """The one name of an instrument 文件依据: no 《》, no version note, 中华人民共和国 before a bare national law.

    《行政处罚法》（2021年修订） and 中华人民共和国行政处罚法 are one instrument; 试行 and 暂行 belong to the name. Nested
    titles keep their marks as 《》.
    """
    text = unicodedata.normalize("NFKC", title).replace("(", "（").replace(")", "）")
    text = "".join(text.split()).replace("<", "《").replace(">", "》").replace("〈", "《").replace("〉", "》")
    while _VERSION.search(text) and not _KEEP.search(text):
        text = _VERSION.sub("", text)
    if text.startswith("《") and text.endswith("》") and "》" not in text[1:-1]:
        text = text[1:-1]
    if text not in _WITHOUT_STATE and not text.startswith(_STATE) and _NATIONAL_LAW.match(text):
        text = _STATE + text
    return text


def clause_key(article: int | None, paragraph: int | None = None, item: int | None = None, sub: int | None = None) -> str:
    """The locator that belongs to a provision's name: 第二十五条第一款第二项; "" for a whole instrument."""
    parts = []
    if article is not None:
        parts.append(f"第{to_chinese(article)}条")
        if sub is not None:
            parts.append(f"之{to_chinese(sub)}")
    if paragraph is not None:
        parts.append(f"第{to_chinese(paragraph)}款")
    if item is not None:
        parts.append(f"第{to_chinese(item)}项")
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class BasisRef:
    """One clause that a 实施依据 cell cites: the instrument's name and, as far as written, 条, 款, 项.

    ``sub`` is the 之一 of an inserted article. ``document_number`` is the 文号 beside the title, or "".
    """

    title: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    sub: int | None = None
    document_number: str = ""

    @property
    def locator(self) -> str:
        """第二十五条第一款第（二）项, as statutes are cited; "" when no article is named."""
        key = clause_key(self.article, self.paragraph, None, self.sub)
        return key if self.item is None else f"{key}第（{to_chinese(self.item)}）项"

    @property
    def provision_name(self) -> str:
        """The provision's key name, ``title|第二十五条第一款第二项``; "" when no article is named."""
        return provision_name(self.title, self.article, self.paragraph, self.item, self.sub) if self.article is not None else ""


def provision_name(
    title: str, article: int, paragraph: int | None = None, item: int | None = None, sub: int | None = None
) -> str:
    """The key name of a provision 条款, ``title|第二十五条第一款第二项``, the same from a list and from the statute."""
    return f"{title}|{clause_key(article, paragraph, item, sub)}"
