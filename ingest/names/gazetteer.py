"""The gazetteer 区划名录: areas of China to street level, by name and by code.

The data are the statistics bureau's codes of the vintage that :func:`gazetteer_header` gives. Codes are 12 digits, as the
bureau writes them (310112101000 莘庄镇). Town names are not unique in China (some 3,700 occur more than once): look them up
``within`` their county.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data" / "gazetteer.txt.gz"

LEVELS = ("province", "prefecture", "county", "street")

_RANK = {"province": 0, "prefecture": 1, "county": 2, "street": 3}

_ETHNIC = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|"
    "撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_SHORTEN = (
    re.compile(rf"(?:(?:{_ETHNIC})(?:族)?)*(?:自治区|自治州|自治县|自治旗)$"),
    re.compile(rf"(?:(?:{_ETHNIC})族)+乡$"),
    re.compile(r"(?:街道办事处|街道|新区|地区|苏木|林区|矿区|省|市|盟|州|区|县|旗|镇|乡)$"),
    re.compile(r"区$"),  # 碑林区, of which 林区 would leave one character
)


class AreaEntry(NamedTuple):
    """One area 行政区域: 12-digit code, own name, full name (上海市闵行区莘庄镇), level of the ontology, code of its parent."""

    code: str
    name: str
    full_name: str
    level: str
    parent_code: str

    @property
    def short(self) -> str:
        """The name without its suffix (闵行, 莘庄); the name itself where nothing of two characters would be left."""
        return short_name(self.name)

    @property
    def prefix(self) -> str:
        """The digits of the code that its descendants share."""
        return self.code[: (2, 4, 6, 9)[_RANK[self.level]]]


@lru_cache(maxsize=65536)
def short_name(name: str) -> str:
    """An area's short name 简称: 闵行区 → 闵行, 江川路街道 → 江川路, 延边朝鲜族自治州 → 延边."""
    for pattern in _SHORTEN:
        short = pattern.sub("", name)
        if short != name and len(short) >= 2:
            return short
    return name


class _Gazetteer(NamedTuple):
    header: dict[str, str]
    sha256: str
    entries: tuple[AreaEntry, ...]
    by_code: dict[str, AreaEntry]
    by_full: dict[str, AreaEntry]
    by_name: dict[str, list[tuple[int, AreaEntry]]]
    children: dict[str, list[AreaEntry]]


@lru_cache(maxsize=1)
def _load() -> _Gazetteer:
    data = DATA.read_bytes()
    first, *lines = gzip.decompress(data).decode().splitlines()
    entries: list[AreaEntry] = []
    at: dict[str, AreaEntry] = {}
    by_name: dict[str, list[tuple[int, AreaEntry]]] = defaultdict(list)
    children: dict[str, list[AreaEntry]] = defaultdict(list)
    for line in lines:
        code, name = line.split("\t")
        parent = at.get(code[:6]) or at.get(code[:4]) or at.get(code[:2]) if len(code) > 2 else None
        level = {2: "province", 4: "prefecture", 6: "county", 9: "street"}[len(code)]
        above, parent_code = (parent.full_name, parent.code) if parent else ("", "")
        entry = AreaEntry(code.ljust(12, "0"), name, above + name, level, parent_code)
        at[code] = entry
        entries.append(entry)
        if parent:
            children[parent.code].append(entry)
        for rank, variant in _variants(entry):
            by_name[variant].append((rank, entry))
    return _Gazetteer(
        json.loads(first),
        hashlib.sha256(data).hexdigest(),
        tuple(entries),
        {e.code: e for e in entries},
        {e.full_name: e for e in entries},
        dict(by_name),
        dict(children),
    )


def _variants(entry: AreaEntry) -> list[tuple[int, str]]:
    """Names under which an area is found, each with a rank: 0 its own, 1 short, 2 and 3 looser ways of writing."""
    name, short = entry.name, entry.short
    found = [(0, name)]
    if short != name:
        found.append((1, short))
    if entry.level == "street":
        if name.endswith("街道"):
            found.append((2, name[:-1]))  # 车陂街
            base = short[:-1] if short.endswith("路") else short + "路"  # 古美街道 is also written 古美路街道
            if len(base) >= 2:
                found += [(3, base + "街道"), (3, base)]
        elif name.endswith("地区"):
            found += [(2, name + "街道"), (3, short + "镇")]  # 北京的“地区”多与镇同设
        elif name.endswith("办事处") and not name.endswith("街道办事处"):
            found.append((2, name.removesuffix("办事处") + "街道"))
    return found


def gazetteer_header() -> dict[str, str]:
    """Where the data come from: title, source, vintage, package, licence."""
    return dict(_load().header)


def gazetteer_sha256() -> str:
    """The digest of the data file."""
    return _load().sha256


def all_areas() -> tuple[AreaEntry, ...]:
    """Every area, parents before children."""
    return _load().entries


def area_by_code(code: str) -> AreaEntry | None:
    """The area of a code; 2, 4, 6, 9 or 12 digits."""
    return _load().by_code.get(code.ljust(12, "0")) if code else None


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
    return list(_load().children.get(entry.code, ()))


def full_name(name: str, within: str = "") -> str:
    """The full name of the area that a name means, or "" where there is none or more than one."""
    entry = area_by_name(name, within)
    return entry.full_name if entry else ""


@lru_cache(maxsize=65536)
def area_by_name(name: str, within: str = "") -> AreaEntry | None:
    """The one area that a name means: own name, short name (闵行, 莘庄), common variant (古美路街道, 车陂街) or a path of these.

    ``within`` (a name or full name) keeps to the areas below it, and the area itself. None where no area or more than one fits;
    of different levels the higher wins (吉林 is the province).
    """
    root = None
    if within:
        root = area_by_name(within)
        if root is None:
            return None
        if name == root.full_name:
            return root
    found = _load().by_full.get(name)
    if found is not None and (root is None or _below(found, root)):
        return found
    return _best(_candidates(name, root))


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
    return _load().by_name.get(name, [])


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for name in _load().by_name:
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
    by_name = _load().by_name
    direct = [(rank, e) for rank, e in by_name.get(name, ()) if root is None or _below(e, root)]
    if direct:
        return direct
    for cut in range(len(name) - 1, 1, -1):
        found: dict[str, tuple[int, AreaEntry]] = {}
        for rank, head in by_name.get(name[:cut], ()):
            if (rank > 1 and head.level != "street") or head.level == "street" or (root is not None and not _related(head, root)):
                continue
            for inner_rank, entry in _candidates(name[cut:], head):
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
    order = sorted((rank, _RANK[e.level], e.code) for rank, e in candidates)
    best = order[0]
    if any(other[:2] == best[:2] and other[2] != best[2] for other in order[1:]):
        return None
    return area_by_code(best[2])
