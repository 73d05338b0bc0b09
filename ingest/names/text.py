"""Names as text: what may differ between two ways of writing the same words."""

from __future__ import annotations

import re
import unicodedata

from opencc import OpenCC

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』〝〞＂＇`´")
_SIMPLIFIED = OpenCC("t2s")
_CONJUNCTION = re.compile(r"(?<=.)(?:和|与|及|暨|、)(?=.)")
_WRAPPED = re.compile(r"^[《〈](.*)[》〉]$")


def simplified(text: str) -> str:
    """Text in simplified script, for comparison with words of ours; what is shown and quoted stays as written."""
    return str(_SIMPLIFIED.convert(text))


def clean(name: str) -> str:
    """The words of a name: NFKC (full-width to half-width), simplified script, no white space and invisible characters."""
    return simplified(_SPACE.sub("", unicodedata.normalize("NFKC", name)))


def plain(name: str) -> str:
    """A name for comparison: :func:`clean`, without quotation marks."""
    return unicodedata.normalize("NFKC", clean(name).translate(_QUOTES))


def without_conjunctions(core: str) -> str:
    """A core without 和, 与, 及 and 、 between its words."""
    return _CONJUNCTION.sub("", core)


def unwrapped(title: str) -> str:
    """A title without its outer 《》."""
    found = _WRAPPED.match(title)
    return found.group(1) if found and not re.search(r"[》〉].*[《〈]", found.group(1)) else title
