"""Areas and bodies that a list names at large: 各街镇, 街道办事处（镇人民政府）, 各街镇水务站."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.evidence import Mention
from ingest import names

_ALL = re.compile(
    r"^(?:全区|全县|区内|本区|辖区)?(?:各|所有|全部|全体|全区各|\d{1,2}个)?(街镇|镇街|乡镇|街乡镇|"
    r"街道(?:[、和及/()（）]*[乡镇]+[）)]?)+|街道|镇|乡)(?:全部|全域|范围)?$"
)
_EACH = re.compile(r"^(?:全区|区内)?(?:各|所有|全部|每个)?(?:街镇|镇街|乡镇|街道[（(][乡镇]+[）)]|街道、镇|街道|镇|乡)(.*)$")
_GENERIC_BODY = re.compile(
    r"^(?:办事处|人民政府|政府|办|党工委|党委|管委会)?[（(、和及或/]*(?:(?:乡|镇|乡镇|"
    r"街道)*(?:人民)?政府|街道办事处|街道办|街道|镇|乡镇)?[）)]*$"
)


def in_full(area: str, scope: str) -> str:
    """The full name of an area as its node is keyed."""
    return names.canonical_name(Mention("Area", area, scope))


def organ(name: str, scope: str) -> str:
    """An organisation's canonical name, for keys made of parts."""
    return names.canonical_name(Mention("Organ", name, scope))


@lru_cache(maxsize=4096)
def areas(written: str, scope: str) -> tuple[str, ...]:
    """The areas that a cell means, in full: 各街镇 are the streets and towns of the scope, 各街道 only its 街道."""
    match = _ALL.match(written)
    if match and (len(match.group(1)) > 1 or written[0] in "各所全区每"):
        streets = names.streets_of(scope) if scope else []
        if match.group(1) == "街道":
            streets = [s for s in streets if s.name.endswith("街道")]
        elif match.group(1) in ("镇", "乡"):
            streets = [s for s in streets if s.name.endswith(match.group(1))]
        if streets:
            return tuple(s.full_name for s in streets)
    return (in_full(written, scope),)


@lru_cache(maxsize=4096)
def is_street(full_name: str) -> bool:
    """Whether an area is a street or town 街镇."""
    entry = names.area_by_name(full_name)
    return entry is not None and entry.level == "street"


@lru_cache(maxsize=4096)
def body_of(full_name: str) -> str:
    """The body that governs a street or town: 街道办事处, 镇人民政府, 管理委员会."""
    entry = names.area_by_name(full_name)
    own = entry.name if entry is not None else full_name
    if own.endswith("街道"):
        return own + "办事处"
    return own + ("人民政府" if own.endswith(("镇", "乡")) else "管理委员会")


@lru_cache(maxsize=4096)
def own_name(full_name: str) -> str:
    """An area's own name: 莘庄镇."""
    entry = names.area_by_name(full_name)
    return entry.name if entry is not None else full_name


@lru_cache(maxsize=8192)
def collective(name: str) -> str | None:
    """What a collective name says after 各街镇: "" for the governing bodies, 水务站 for their stations; None for one body."""
    match = _EACH.match(name)
    if match is None or (match.start(1) == 1 and len(name) > 1 and name[0] in "镇乡" and len(match.group(1)) < 2):
        return None
    rest = match.group(1)
    return "" if _GENERIC_BODY.match(rest) else rest


@lru_cache(maxsize=8192)
def bodies(name: str, area: str, scope: str) -> tuple[str, ...]:
    """The bodies that a name means for an area (in full): itself, or for a collective those of the area, or of all streets."""
    rest = collective(name)
    if rest is None:
        return (name,)
    if area and is_street(area):
        return (own_name(area) + rest if rest else body_of(area),)
    streets = [s.full_name for s in names.streets_of(scope)] if scope else []
    if name.startswith(("街道", "各街道")) and "镇" not in name and "乡" not in name:
        streets = [s for s in streets if s.endswith("街道")]
    found = tuple(own_name(s) + rest if rest else body_of(s) for s in streets)
    return found or (name,)
