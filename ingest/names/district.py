"""The district that a document speaks for 文件所属区县."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import ahocorasick_rs

from .former import former_areas
from .gazetteer import AreaEntry, all_areas, ancestors, area_by_code, area_by_name, areas_at_name, short_name
from .places import begins_with_function

_HEAD, _TAIL = 400, 400
"""Characters at the beginning and the end, where titles, issuers and signatures stand."""


_WORDS = frozenset(("市区", "矿区", "郊区", "城区", "东区", "西区"))
"""Names of districts that are words, too: they tell nothing."""
_INSIDE = re.compile("[\u4e00-\u9fff](?<![省州盟市和与及在于由、])$")
"""Before a name of two characters (理县, 赵县): the end of another word."""


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, float]]]:
    words: dict[str, float] = {}
    above = {entry.short for entry in all_areas() if entry.level in ("prefecture", "province")}
    for entry in all_areas():
        if entry.level in ("county", "prefecture", "province"):
            words[entry.name] = 1.0
            if (
                entry.level == "county"
                and len(entry.short) == 2
                and entry.short != entry.name
                and entry.short not in above  # 南昌 is the city, 河北 the province
                and not begins_with_function(entry.short)
            ):
                words.setdefault(entry.short, 0.4)
        elif entry.name.endswith(("街道", "镇")) and len(entry.name) > 3:
            words[entry.name] = 0.5
            if entry.name.endswith("街道"):
                words.setdefault(entry.name[:-1], 0.3)
    for entry in former_areas():
        if entry.level == "county" and any(e.code == entry.code for _, e in areas_at_name(entry.name)):
            words.setdefault(entry.name, 1.0)
    ordered = sorted(words.items())
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([w for w, _ in ordered], matchkind=kind), ordered


def district_of(text: str) -> str:
    """The full name of the county-level area that a document speaks for (上海市闵行区), or "" where it does not tell.

    Mentions of the district and of its streets are counted; those at the beginning and the end, where issuers and signatures
    stand, count more. Where any district is named in full, one that is only named short (浦江 for 浦江县) is taken for something
    else.
    """
    scores, streets, in_full = _scores(text)
    if in_full:
        scores = Counter({code: weight for code, weight in scores.items() if code in in_full})
    if not scores:
        return ""
    for code, weight in streets.items():
        county = area_by_code(code[:6])
        if county is not None and county.level == "county" and county.code in scores:
            scores[county.code] += weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best = area_by_code(ranked[0][0])
    if best is None or ranked[0][1] < 1 or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1]):
        return ""
    return best.full_name


def street_of(text: str) -> str:
    """The full name of the one street that a document speaks for (江苏省南京市秦淮区红花街道), or "" where for a district.

    A street speaks where its name with the district's stands at the beginning or the end, and no other street of the
    district is named as often as a quarter of its mentions.
    """
    district = district_of(text)
    county = area_by_name(district) if district else None
    if county is None:
        return ""
    counts: Counter[str] = Counter()
    for code, _ in _scores(text)[1].items():
        entry = area_by_code(code)
        if entry is not None and entry.parent_code == county.code:
            counts[entry.full_name] = len(re.findall(re.escape(entry.name), text))
    if not counts:
        return ""
    (name, most), *others = counts.most_common()
    edges = text[:_HEAD] + "\n" + text[-_TAIL:]
    own = name.removeprefix(county.full_name)
    signed = county.name + own in edges or edges.startswith(own)
    return name if signed and not any(4 * n >= most for _, n in others) else ""


def _scores(text: str) -> tuple[Counter[str], Counter[str], set[str]]:
    """Weights of counties and of streets by code, and the counties that are named in full."""
    automaton, words = _automaton()
    counties: Counter[str] = Counter()
    streets: Counter[str] = Counter()
    above: set[str] = set()
    in_full: set[str] = set()
    found: list[tuple[str, float]] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        word, weight = words[index]
        if text[end : end + 1] in ("路", "道") and not word.endswith(("区", "县", "市", "街道", "镇")):
            continue
        if word in _WORDS or (len(word) == 2 and word[1] in "县区" and _INSIDE.search(text, max(0, start - 1), start)):
            continue  # 管理县级…
        near = 4.0 if start < _HEAD or end > len(text) - _TAIL else 1.0
        found.append((word, weight * near))
    for word, _ in found:
        for _, entry in areas_at_name(word):
            if entry.level in ("province", "prefecture") and entry.name == word:
                above.add(entry.code)
    for word, weight in found:
        options = [
            e
            for rank, e in areas_at_name(word)
            if e.level == "county" and (e.name == word or short_name(e.name) == word) and rank < 2
        ]
        if options:
            if all(e.name != word for e in options):  # short names are words, too (合作, 共和, 大城): what is above them is named
                options = [e for e in options if any(a.code in above for a in ancestors(e))]
            meant = _share(counties, options, weight, above)
            in_full.update(e.code for e in meant if e.name == word)
            continue
        listed = [e for _, e in areas_at_name(word) if e.level == "street"]
        _share(streets, listed, weight, above)
    return counties, streets, in_full


def _share(counts: Counter[str], options: list[AreaEntry], weight: float, above: set[str]) -> list[AreaEntry]:
    """Give a mention to the area that it means; of several, to those below a place that the text names too."""
    if len(options) > 1:
        options = [e for e in options if any(a.code in above for a in ancestors(e))]
    for entry in options:
        counts[entry.code] += weight / len(options)  # type: ignore[assignment]
    return options
