"""Canonical names 规范名称: what a mention's key is made of.

A county body is written with its county's name (闵行区水务局, 闵行区莘庄镇水务站), one above the county with its own place
(上海市水务局), an area with its full name (上海市闵行区莘庄镇). Abbreviations stay: that two spellings mean one body is a
judgement, on record, not a rewriting.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.evidence import Mention

from .former import is_former
from .gazetteer import AreaEntry, ancestors, area_by_code, area_by_name, areas_at_name, nearest_area
from .kinds import is_street_team
from .parse import ParsedName, parse
from .places import Place
from .text import clean, unwrapped
from .vocabulary import FOREIGN_HEADS, NATIONAL

_OWN_AREA = re.compile(r"^(?:本|我|该|全)?(?:区|县|市|省|镇|街道)$|^(?:全|本|我)(?:区|县|市|省|镇)(?:范围|境内|域)?$")
_ALL_STREETS = re.compile(r"^(?:全部|所有|各|全区各|区内各)?(?:街镇|街道[、和(]?镇?\)?|街\(镇\)|镇街|乡镇|街、镇)$")
_QUOTED = re.compile(r"^[“”\"‘’「」]+|[“”\"‘’「」]+$")
_GOVERNMENT = re.compile(r"^(?:人民)?政府$")


def canonical_name(mention: Mention) -> str:
    """The canonical name of a mention. Names made of parts (``|``) and labels without places come back merely cleaned."""
    return canonical(mention.label, mention.name, mention.scope)


@lru_cache(maxsize=262144)
def canonical(label: str, name: str, scope: str) -> str:
    """:func:`canonical_name` by label, name as written and scope. Never empty for a name that is not."""
    text = clean(name)
    if not text or "|" in text:
        return text or name
    if label in ("Organ", "AuxTeam"):
        return canonical_organ(text, scope, aux=label == "AuxTeam")
    if label == "Area":
        return canonical_area(text, scope)
    if label == "Instrument":
        return unwrapped(text) or text
    return _QUOTED.sub("", text) or text


def canonical_area(text: str, scope: str) -> str:
    """The full name of an area; what the gazetteer does not know keeps its words, below the scope."""
    here = area_by_name(scope) if scope else None
    if here is not None and _OWN_AREA.match(text):
        own = _ancestor_at(here, text[-1] if text[-1] in "区县市省镇" else ("道" if text.endswith("街道") else text[1:2]))
        return (own or here).full_name
    entry = nearest_area(text, scope)
    if entry is not None:
        return entry.full_name
    for cut in range(len(text) - 1, 1, -1):  # a village or community below a known area
        above = nearest_area(text[:cut], scope)
        if above is not None and above.name == text[:cut]:
            return above.full_name + text[cut:]
    return scope + text if here is not None and not text.startswith(scope) else text


def _ancestor_at(here: AreaEntry, suffix: str) -> AreaEntry | None:
    for entry in (here, *ancestors(here)):
        if entry.name.endswith(suffix) or (suffix in "区县" and entry.level == "county"):
            return entry
    return None


def canonical_organ(text: str, scope: str, aux: bool = False) -> str:
    """The canonical name of an organisation or an auxiliary team."""
    here = area_by_name(scope) if scope else None
    parsed = parse(text, scope)
    if _is_elsewhere(text, parsed):
        return text
    rest = _rest(parsed, text)
    by_level = {p.level: p for p in parsed.leading}
    street, county, community = by_level.get("street"), by_level.get("county"), by_level.get("community")
    tail = _tail(parsed, rest, community, aux)
    if street is not None:
        above = _county_of(street, county, here)
        return above + street.name + tail if above else _fallback(text, here)
    if county is not None:
        prefix = county_display(county.entry) if county.entry else county.written
        return prefix + _bare_words(parsed, here) + tail
    if parsed.leading and not parsed.bare and community is None:
        return "".join(p.name for p in parsed.leading[-1:]) + tail
    if here is None:
        return text
    if parsed.bare in ("省", "市"):
        own = _city(here) if parsed.bare == "市" else _ancestor_at(here, "省") or _ancestor_at(here, "自治区")
        return own.name + tail if own else text
    county_entry = next((e for e in (here, *ancestors(here)) if e.level == "county"), None)
    if county_entry is None:
        return here.name + _bare_words(parsed, here) + tail
    display = county_display(county_entry)
    if parsed.bare in ("区", "县", "旗"):
        return display + tail
    if parsed.bare == "" and not parsed.places and is_street_team(parsed) and not aux and not parsed.above:
        if here.level == "street":
            return display + here.name + tail
        if parsed.head not in ("派出所",) or not parsed.core:
            return f"{display}街镇{tail}"
    return display + _bare_words(parsed, here) + tail


def _is_elsewhere(text: str, parsed: ParsedName) -> bool:
    """Bodies of the nation, and firms and schools, which no district owns merely by naming them."""
    if any(text.startswith(n) for n in NATIONAL if not n.endswith("部")) and not text.startswith(
        ("中共", "国家税务总局", "中国共产党")
    ):
        return True
    if text in NATIONAL or text.startswith("中共中央"):
        return True
    if any(h in text for h in ("大学", "科学院", "社科院", "有限公司", "有限责任公司", "股份", "集团")):
        return True
    return parsed.head in FOREIGN_HEADS and bool(parsed.leading)  # 物业公司 without more is one of the district


def _rest(parsed: ParsedName, text: str) -> str:
    """What follows the places, as written: the parser's own reading drops quotation marks and notes."""
    rest = parsed.rest
    return f"{rest}({parsed.note})" if parsed.note and not rest.endswith(")") else rest


def _tail(parsed: ParsedName, rest: str, community: Place | None, aux: bool) -> str:
    if parsed.head in ("党委", "团委") and not parsed.core and parsed.rest in ("委", "委员会", "党委"):
        tail = "团委" if parsed.head == "团委" else ("党委" if parsed.level == "街镇" else "委")
    elif parsed.above and parsed.above[0] == "党委" and not rest.startswith(("委", "党委")):
        tail = "委" + rest
    elif _GOVERNMENT.match(rest):
        tail = "人民政府"
    elif not rest and not aux:
        tail = {"政府": "人民政府", "办事处": "街道办事处" if parsed.bare == "街道" else "办事处", "管委会": "管委会"}.get(
            parsed.head, ""
        )
        tail = tail.removeprefix("街道") if parsed.bare == "街道" else tail
    elif rest == "办" and parsed.head == "办事处":
        tail = "办事处"
    else:
        tail = rest
    return (community.written if community is not None else "") + tail


def _bare_words(parsed: ParsedName, here: AreaEntry | None) -> str:
    """街镇 of 闵行区街镇水务站; the street itself where the document speaks for one."""
    if parsed.bare in ("", "区", "县", "旗", "省", "市"):
        return ""
    if (
        here is not None
        and here.level == "street"
        and parsed.bare in ("街道", "镇", "乡")
        and not parsed.text.startswith(("各", "所有"))
    ):
        return here.name if here.name.endswith(parsed.bare) else parsed.bare
    return parsed.bare


def _county_of(street: Place, county: Place | None, here: AreaEntry | None) -> str:
    if county is not None and county.entry is not None and is_former(county.entry):
        return county_display(county.entry)
    if street.entry is not None:
        above = area_by_code(street.entry.parent_code)
        if above is not None:
            return county_display(above)
    if county is not None:
        return county_display(county.entry) if county.entry else county.written
    own = next((e for e in (here, *ancestors(here)) if e.level == "county"), None) if here is not None else None
    return county_display(own) if own else ""


def _fallback(text: str, here: AreaEntry | None) -> str:
    return text if here is None else county_display(here) + text


def _city(here: AreaEntry) -> AreaEntry | None:
    """The 市 that a district's documents mean by 市: its prefecture, or its municipality."""
    for entry in ancestors(here) if here.level in ("county", "street") else (here, *ancestors(here)):
        if entry.level == "prefecture" or (entry.level == "province" and entry.name.endswith("市")):
            return entry
    return None


@lru_cache(maxsize=8192)
def county_display(entry: AreaEntry) -> str:
    """How a county is written in front of its bodies: its name, after its city's where China has more than one of the name."""
    if entry.level != "county":
        return entry.name
    same = {e.code for _, e in areas_at_name(entry.name) if e.level == "county" and e.name == entry.name}
    if len(same) == 1:
        return entry.name
    above = area_by_code(entry.parent_code)
    return (above.name if above else "") + entry.name


@lru_cache(maxsize=65536)
def place_of(name: str) -> str:
    """The full name of the area that a name carries (闵行区莘庄镇水务站 → 上海市闵行区莘庄镇), or "" where it has none."""
    parsed = parse(name)
    entries = [p.entry for p in parsed.places if p.entry is not None]
    if not entries or any(p.entry is None for p in parsed.places if p.level in ("county", "street")):
        return ""
    return entries[-1].full_name


def is_collective(name: str) -> bool:
    """Whether a name speaks of many bodies at once: 各街镇, 街镇水务站, 闵行区街镇水务站."""
    return parse(name).collective or bool(_ALL_STREETS.match(clean(name)))
