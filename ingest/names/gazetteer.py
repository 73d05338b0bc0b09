"""The gazetteer 区划名录: areas of China to street level, by name and by code.

The data are the statistics bureau's codes of the vintage that :func:`gazetteer_header` gives. Codes are 12 digits, as the
bureau writes them (310112101000 莘庄镇). Town names are not unique in China (some 3,700 occur more than once): look them up
``within`` their county. Former districts, and areas newer than the vintage, are found by name (see :mod:`former`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache

from .area_list import RANK, AreaEntry, listed, short_name
from .former import is_former, of_name, today
from .former_data import whole

__all__ = ["AreaEntry", "short_name"]


def gazetteer_header() -> dict[str, str]:
    """Where the data come from: title, source, vintage, package, licence."""
    return dict(listed().header)


def gazetteer_sha256() -> str:
    """The digest of the data file."""
    return listed().sha256


def all_areas() -> tuple[AreaEntry, ...]:
    """Every area of the list, parents before children; former ones and those newer than it are found by name only."""
    return whole().entries


def area_by_code(code: str) -> AreaEntry | None:
    """The area of a code; 2, 4, 6, 9 or 12 digits."""
    return whole().by_code.get(code.ljust(12, "0")) if code else None


def ancestors(entry: AreaEntry) -> list[AreaEntry]:
    """The areas above an area, the nearest first."""
    found: list[AreaEntry] = []
    parent = area_by_code(entry.parent_code)
    while parent is not None:
        found.append(parent)
        parent = area_by_code(parent.parent_code)
    return found


def children_of(entry: AreaEntry) -> list[AreaEntry]:
    """The areas directly below an area, by code."""
    return list(whole().children.get(entry.code, ()))


def full_name(name: str, within: str = "") -> str:
    """The full name of the area that a name means, or "" where there is none or more than one."""
    entry = area_by_name(name, within)
    return entry.full_name if entry else ""


@lru_cache(maxsize=65536)
def area_by_name(name: str, within: str = "", on: dt.date | None = None) -> AreaEntry | None:
    """The one area that a name means: own name, short name (闵行, 莘庄), common variant (古美路街道, 车陂街) or a path of these.

    ``within`` (a name or full name) keeps to the areas below it, and the area itself. None where no area or more than one fits;
    of different levels the higher wins (吉林 is the province). Without ``on`` an area of today is meant where there is one of the
    name, else a former one (闸北区). ``on`` keeps to areas that stood in the year of that date: 崇明县 in 2009, 崇明区 in 2020.
    """
    root = None
    if within:
        root = area_by_name(within, on=on)
        if root is None:
            return None
        if name == root.full_name:
            return root
    found = whole().by_full.get(name)
    if found is not None and (root is None or _below(found, root)) and (on is None or found.stood(on.year)):
        return found
    if on is None:
        return _best(_candidates(name, root))
    options = [(rank, e) for rank, e in _candidates(name, root) if e.stood(on.year)]
    options += [(0, e) for e in of_name(name) if e.stood(on.year) and (root is None or _below(e, root))]
    return _best(options)


def areas_named(name: str, within: str = "") -> list[AreaEntry]:
    """All areas that a name may mean, best first; see :func:`area_by_name`."""
    root = area_by_name(within) if within else None
    if within and root is None:
        return []
    return [entry for _, entry in sorted(_candidates(name, root), key=lambda c: (c[0], c[1].code))]


@lru_cache(maxsize=65536)
def nearest_area(name: str, scope: str) -> AreaEntry | None:
    """The area that a name means in a text that speaks for ``scope``: within it, else above it, else beside it, else anywhere."""
    here = area_by_name(scope) if scope else None
    if here is None:
        return area_by_name(name)
    found = area_by_name(name, here.full_name)
    if found is not None:
        return found
    above = ancestors(here)
    for area in above:
        if name in (area.name, area.short, area.full_name):
            return area
    for area in above:
        found = area_by_name(name, area.full_name)
        if found is not None:
            return found
    return area_by_name(name)


def areas_at_name(name: str) -> list[tuple[int, AreaEntry]]:
    """Areas listed under exactly this name, each with its rank: 0 own name, 1 short name, 2 and 3 looser variants."""
    return whole().by_name.get(name, [])


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for name in whole().by_name:
        found[name[:2]].add(len(name))
    return {begin: tuple(sorted(lengths, reverse=True)) for begin, lengths in found.items()}


def lengths_of_names(begin: str) -> tuple[int, ...]:
    """How long the names are that begin with these two characters, the longest first."""
    return _lengths().get(begin, ())


def streets_of(county: str) -> list[AreaEntry]:
    """Streets and towns 街镇 of a county, by code; empty where the county is unknown."""
    entry = area_by_name(county)
    return [e for e in children_of(entry) if e.level == "street"] if entry else []


def _below(entry: AreaEntry, root: AreaEntry) -> bool:
    return entry.code.startswith(root.prefix)


def _candidates(name: str, root: AreaEntry | None) -> list[tuple[int, AreaEntry]]:
    """Areas that a name or a path of names may mean, each with the rank of its last part."""
    by_name = whole().by_name
    direct = [(rank, e) for rank, e in by_name.get(name, ()) if root is None or _below(e, root)]
    if direct:
        return direct
    for cut in range(len(name) - 1, 1, -1):
        found: dict[str, tuple[int, AreaEntry]] = {}
        for rank, head in by_name.get(name[:cut], ()):
            if (rank > 1 and head.level != "street") or head.level == "street" or (root is not None and not _related(head, root)):
                continue
            below = [c for e in ((head,) if not is_former(head) else today(head)) for c in _candidates(name[cut:], e)]
            for inner_rank, entry in below:
                if entry.code != head.code and (root is None or _below(entry, root)):
                    rank_here = max(rank, inner_rank)
                    if entry.code not in found or rank_here < found[entry.code][0]:
                        found[entry.code] = (rank_here, entry)
        if found:
            return list(found.values())
    return []


def _related(entry: AreaEntry, root: AreaEntry) -> bool:
    return _below(entry, root) or _below(root, entry)


def _best(candidates: list[tuple[int, AreaEntry]]) -> AreaEntry | None:
    if not candidates:
        return None
    order = sorted((rank, RANK[e.level], e.code) for rank, e in candidates)
    best = order[0]
    if any(other[:2] == best[:2] and other[2] != best[2] for other in order[1:]):
        return None
    return whole().by_code[best[2]]
