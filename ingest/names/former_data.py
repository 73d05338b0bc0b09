"""The data on former areas 历史区划数据: read once, and joined to the list of areas by full name."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .area_list import AreaEntry, Gazetteer, listed, variants
from .text import simplified

DATA = Path(__file__).parent / "data" / "former_areas.txt.gz"


class Change(NamedTuple):
    """What a line of the data says of an area that is no more."""

    entry: AreaEntry
    successors: tuple[str, ...]
    number: str
    line: int
    code: str


class Former(NamedTuple):
    """The whole of the data."""

    header: dict[str, str]
    changes: dict[str, Change]
    """By the code that this program gives a former area."""
    added: tuple[AreaEntry, ...]
    began: dict[str, int]
    ended: dict[str, tuple[int, tuple[str, ...]]]


def code_of(digits: str, year: int) -> str:
    """The code of a former area: its old digits with a mark and its last year, so that it is never that of another area.

    Old codes were given to other areas again. The mark leaves the digits of province and prefecture in place.
    """
    return f"{digits[:4]}H{digits[4:6]}{year}0" if digits[4:6] != "00" else f"{digits[:2]}H{digits[2:4]}{year}000"


@lru_cache(maxsize=1)
def read() -> Former:
    """The data file."""
    first, *lines = gzip.decompress(DATA.read_bytes()).decode().splitlines()
    by_full = listed().by_full
    changes: dict[str, Change] = {}
    added: list[AreaEntry] = []
    began: dict[str, int] = {}
    ended: dict[str, tuple[int, tuple[str, ...]]] = {}
    made: dict[str, AreaEntry] = {}
    for number, line in enumerate(lines, start=2):
        kind, full, *rest = line.split("\t")
        if kind == "=":
            began[full] = int(rest[0])
        elif kind == ">":
            ended[full] = int(rest[0]), tuple(rest[1].split("、"))
        elif kind == "+":
            name, level, digits, year = rest
            parent = by_full.get(full[: -len(name)]) or made[full[: -len(name)]]
            entry = AreaEntry(_fresh_code(digits, level), name, full, level, parent.code, int(year))
            made[full] = entry
            added.append(entry)
        else:
            name, level, digits, since, until, after, document = rest
            code = code_of(digits, int(until))
            while code in changes:
                code = code[:-1] + str(int(code[-1]) + 1)
            above = by_full.get(full[: -len(name)])
            province = listed().by_code[digits[:2].ljust(12, "0")]
            entry = AreaEntry(code, name, full, level, (above or province).code, int(since), int(until))
            changes[code] = Change(entry, tuple(filter(None, after.split("、"))), document, number, digits)
    return Former(json.loads(first), changes, tuple(added), began, ended)


def _fresh_code(digits: str, level: str) -> str:
    """Codes of the newer list may be those of other areas in the gazetteer."""
    code = digits.ljust(12, "0")
    if code not in listed().by_code:
        return code
    return f"{digits[:6]}N{digits[7:9]}000" if level == "street" else f"{digits[:4]}N{digits[4:6]}00000"


def extended(base: Gazetteer) -> Gazetteer:
    """The gazetteer with years, and with former and newer areas under names that it does not have."""
    data = read()
    dated: dict[str, AreaEntry] = {}
    for full, year in data.began.items():
        if full in base.by_full:
            dated[full] = base.by_full[full]._replace(first=year)
    for full, (year, _) in data.ended.items():
        if full in base.by_full:
            dated[full] = dated.get(full, base.by_full[full])._replace(last=year)
    entries = tuple(dated.get(e.full_name, e) for e in base.entries)
    by_code = {e.code: e for e in entries}
    by_full = {e.full_name: e for e in entries}
    by_name = {name: [(r, dated.get(e.full_name, e)) for r, e in found] for name, found in base.by_name.items()}
    children = {code: [dated.get(e.full_name, e) for e in found] for code, found in base.children.items()}
    extra: dict[str, list[tuple[int, AreaEntry]]] = defaultdict(list)
    for entry in (*data.added, *(c.entry for c in data.changes.values())):
        by_code[entry.code] = entry
        by_full.setdefault(entry.full_name, entry)
        for rank, name in variants(entry):
            extra[name].append((rank, entry))
    newer = {e.code for e in data.added}
    for name, found in extra.items():
        if name not in by_name:
            by_name[name] = found
        else:  # a newer area is one more of the name; a former one never stands beside one of today
            by_name[name] = [*by_name[name], *((r, e) for r, e in found if e.code in newer)]
    again = {simple: by_full[name] for name, simple in _in_simplified(e.full_name for e in base.entries)}
    by_full |= again
    for name, simple in _in_simplified(base.by_name):  # newer data may have the same area in simplified script
        by_name[simple] = [*by_name[name], *((r, e) for r, e in by_name.get(simple, ()) if e.full_name not in again)]
    return Gazetteer(base.header, base.sha256, entries, by_code, by_full, by_name, children)


def _in_simplified(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names that are written otherwise in simplified script (南磑镇), in which names are compared: the name, and that."""
    written = list(names)
    pairs = zip(written, simplified("\n".join(written)).split("\n"), strict=True)
    return [(name, simple) for name, simple in pairs if simple != name]


@lru_cache(maxsize=1)
def whole() -> Gazetteer:
    """The listed areas together with former and newer ones, which are found where the list has none of the name."""
    return extended(listed())
