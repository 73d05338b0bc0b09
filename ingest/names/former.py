"""Former areas 历史区划: what districts were called, in which years, and what became of them.

The data are those of :mod:`bake_former`, CC BY 4.0, credited in the file's header. Years are those of the code books: in the
year of a change both the old and the new name may stand.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from .area_list import AreaEntry, short_name
from .former_data import Change, read, whole


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[AreaEntry, ...]]:
    found: dict[str, list[AreaEntry]] = defaultdict(list)
    for change in read().changes.values():
        for name in {change.entry.name, change.entry.short, change.entry.full_name}:
            found[name].append(change.entry)
    return {name: tuple(entries) for name, entries in found.items()}


def of_name(name: str) -> tuple[AreaEntry, ...]:
    """Former areas of a name, short name or full name, those too whose name another area has today."""
    return _by_name().get(name, ())


def former_areas() -> list[AreaEntry]:
    """All former areas on record."""
    return [change.entry for change in read().changes.values()]


def is_former(entry: AreaEntry) -> bool:
    """Whether an area is no more, by the gazetteer or by newer data."""
    return entry.last > 0


def change_of(entry: AreaEntry) -> Change | None:
    """What is on record of the end of a former area."""
    return read().changes.get(entry.code)


def successors_of(entry: AreaEntry) -> tuple[AreaEntry, ...]:
    """The areas that directly followed one that is no more; empty where it still is, or the data do not say."""
    change = change_of(entry)
    names = change.successors if change is not None else read().ended.get(entry.full_name, (0, ()))[1]
    found = []
    for name in names:
        later = whole().by_full.get(name)
        if later is None or (later.last and later.last <= entry.last):
            later = next((e for e in of_name(name) if e.last > entry.last), None)
        if later is not None and later.code != entry.code:
            found.append(later)
    return tuple(found)


@lru_cache(maxsize=4096)
def today(entry: AreaEntry) -> tuple[AreaEntry, ...]:
    """The areas of today that an area became, through all changes between; itself where it still is."""
    found: list[AreaEntry] = []
    seen: set[str] = set()
    waiting = [entry]
    while waiting:
        one = waiting.pop(0)
        if one.code in seen:
            continue
        seen.add(one.code)
        after = successors_of(one)
        if after:
            waiting += after
        elif not is_former(one):
            found.append(one)
    return tuple(found)


@lru_cache(maxsize=65536)
def followed(before: AreaEntry, after: AreaEntry) -> bool:
    """Whether one area followed another, directly or through others."""
    if not is_former(before):
        return False
    return any(e.code == after.code or followed(e, after) for e in successors_of(before))


@lru_cache(maxsize=1)
def _shorts() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for change in read().changes.values():
        if change.entry.level == "county":
            found[change.entry.short].update(short_name(e.name) for e in today(change.entry))
    return {short: tuple(sorted(shorts)) for short, shorts in found.items()}


def successors_by_short(short: str) -> tuple[str, ...]:
    """Short names of the areas of today that former counties of this short name became (闸北 → 静安)."""
    return _shorts().get(short, ())


def former_header() -> dict[str, str]:
    """Where the data come from: title, source, vintage, package, licence."""
    return dict(read().header)


def known_years(entry: AreaEntry) -> str:
    """In words: 2001年至2009年, 至2015年, 1992年起, or ""."""
    if entry.first and entry.last:
        return f"{entry.first}年至{entry.last}年"
    return f"至{entry.last}年" if entry.last else f"{entry.first}年起" if entry.first else ""


@lru_cache(maxsize=4096)
def prefixes_of(entry: AreaEntry) -> tuple[str, ...]:
    """The digits that codes of areas within it begin with; of a former area, also those of what it became."""
    return (entry.prefix, *(e.prefix for e in today(entry) if e.code != entry.code))


def change_shown(before: AreaEntry, after: AreaEntry) -> str:
    """In words: 闸北区2015年并入静安区, 崇明县2016年改为崇明区."""
    verb = "改为" if before.short == after.short else "并入或改为"
    return f"{before.name}{before.last}年{verb}{after.name}"
