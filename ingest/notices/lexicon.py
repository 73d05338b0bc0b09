"""The words that names are made of 词表, and the automaton that finds them and the names of places."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

CLASSES: dict[str, str] = {
    "head_department": "D",
    "head_team": "T",
    "head_centre": "C",
    "head_government": "G",
    "head_aux": "X",
    "head_post": "P",
    "head_grid": "R",
    "head_power": "W",
    "head_single": "h",
    "street": "S",
    "determiner": "d",
    "line": "b",
    "core": "c",
    "modifier": "m",
    "level": "l",
    "region": "a",
    "verb": "v",
    "function": "f",
    "other": "o",
}
"""Section of ``data/lexicon.yaml`` → class letter. A word in several sections has the class of the first one here."""

AREA_ENDS = ("区", "县", "市", "省", "旗", "州")


def load_yaml(package: str, name: str) -> Any:
    """A data file of this room."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@dataclass(frozen=True, slots=True)
class Places:
    """Area names with their codes: county level and above, and streets with towns."""

    areas: dict[str, str]
    streets: dict[str, str]
    by_code: dict[str, str]

    def streets_of(self, county: str) -> list[str]:
        """Names of the streets and towns of a county, given by the tail of its full name (闵行区)."""
        codes = [code for name, code in self.areas.items() if len(code) == 6 and county.endswith(name)]
        return [name for code in codes for c, name in self.by_code.items() if len(c) > 6 and c.startswith(code)]


@lru_cache(maxsize=1)
def places() -> Places:
    """The baked gazetteer of ``ingest.names``; empty where that data is not there."""
    areas: dict[str, str] = {}
    streets: dict[str, str] = {}
    by_code: dict[str, str] = {}
    try:
        # by path, so that reading a text does not wake the whole room of names
        raw = gzip.decompress(resources.files("ingest").joinpath("names", "data", "gazetteer.txt.gz").read_bytes()).decode()
    except FileNotFoundError:
        raw = ""
    for line in raw.splitlines():
        code, _, name = line.partition("\t")
        if not name or not code.isdigit():
            continue
        by_code[code] = name
        if len(code) <= 6:
            if len(name) >= 3 and name.endswith(AREA_ENDS):
                areas.setdefault(name, code)
        elif len(name) >= 3 and name.endswith(("街道", "镇", "乡")):
            streets.setdefault(name, code)
    return Places(areas, streets, by_code)


@lru_cache(maxsize=64)
def own_places(scope: str) -> re.Pattern[str] | None:
    """Short names of a district and of its streets (闵行, 马桥), as a text about the district uses them; None without scope."""
    if not scope:
        return None
    short = {name.removesuffix("街道").removesuffix("镇") for name in places().streets_of(scope) if not name.endswith("工业区")}
    short = {n for n in short if len(n) >= 2}
    district = re.search(r"([\u4e00-\u9fff]{2,4})(?:区|县|市)$", re.sub(r"^.*?(?:省|市)(?=.{2,}(?:区|县)$)", "", scope))
    if district:
        short.add(district[1])
    if not short:
        return None
    return re.compile(
        "(?:" + "|".join(sorted(map(re.escape, short), key=len, reverse=True)) + ")(?=[\u4e00-\u9fff“”,、:]?)(?!街道|镇|区|县|路)"
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The automaton over all words and place names; ``classes[i]`` is the class letter of its i-th word, ``by_word`` of each."""

    automaton: AhoCorasick
    classes: str
    alone: frozenset[str]
    lines: frozenset[str]
    generic_heads: frozenset[str]
    listed: frozenset[str]
    by_word: dict[str, str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = load_yaml("ingest.notices.data", "lexicon.yaml")
    words: dict[str, str] = {}
    for section, letter in CLASSES.items():
        for word in str(data.get(section, "")).split():
            words.setdefault(word, letter)
    gazetteer = places()
    for name in gazetteer.areas:
        words.setdefault(name, "a")
    for name in gazetteer.streets:
        words.setdefault(name, "s")
    names = list(words)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return Lexicon(
        automaton,
        "".join(words[n] for n in names),
        frozenset(str(data["alone"]).split()),
        frozenset(str(data["line"]).split()),
        frozenset(str(data["generic_heads"]).split()),
        frozenset(str(data["listed"]).split()),
        words,
    )
