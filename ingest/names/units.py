"""The last body of a name in its parts 尾词与核心词: head, core, ordinal, and the bodies above it in a chain of bodies."""

from __future__ import annotations

import re
from functools import lru_cache

from .places import Place
from .text import without_conjunctions
from .vocabulary import CORES, HEADS, NAMED_BY_PLACE

_HEADS = tuple(sorted(HEADS, key=lambda h: -len(h[0])))
_KEYS: dict[str, list[tuple[str, str]]] = {}
for _key, _line, _variants in CORES:
    for _variant in _variants:
        _core, _, _only = _variant.partition("@")
        _KEYS.setdefault(_core, []).append((_only, _key))
LINES: dict[str, str] = {key: line for key, line, _ in CORES}
INNER_BODY = re.compile(
    r"^(?P<above>.{0,20}?(?:分局|(?<!分)局|派出所|大队|支队|总队|科学院|社科院|大学|办事处|检察院|法院|党工委|党委|人大常委会|人大(?!常委会|主席团|代表|工委|工作)|政协|人民政府|政府))(?P<unit>.{2,})$"
)
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十百\d]+)|(\d+)号?|([一二三四五六七八九十])(?=(?:中队|大队|支队|分队|分局|分所|所|分会)?$)"
)
_OFFICE = re.compile(r"^((?:人民)?政府|府|人大常委会|人民代表大会常务委员会|人大|政协)(办|办公室|办公厅)$")
_OFFICE_OF = {"人大常委会": "人大", "人民代表大会常务委员会": "人大", "人大": "人大", "政协": "政协"}
_ZONE_COMMITTEE = re.compile(r"(?:[区园港]|新城|[^城]镇|新区..)管理委员会$")
"""开发区管理委员会 is a 管委会, while 城市管理委员会 is a 委."""
_DIGITS = {d: str(n) for n, d in enumerate("零一二三四五六七八九")}


@lru_cache(maxsize=65536)
def core_key(core: str, head: str) -> str:
    """The key of a core before a head: (市场, 所) → 市场监管."""
    found = [(only != head, key) for only, key in _KEYS.get(core, ()) if only in ("", head)]
    return min(found)[1] if found else ""


def inner_bodies(rest: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The last body of a chain of bodies, and core and head of those above it."""
    office = _OFFICE.match(rest)
    if office:
        return office.group(2), (("", _OFFICE_OF.get(office.group(1), "政府")),)
    above: list[tuple[str, str]] = []
    while True:
        found = INNER_BODY.match(rest)
        if not found or not split(found.group("unit"))[1] or found.group("unit") in ("办公", "机关"):
            return rest, tuple(above)
        above.append(split(found.group("above")))
        rest = found.group("unit")


def body_key(core: str, head: str) -> str:
    """How a body above is compared: its function and head (城市管理行政执法, 局 → 城管局)."""
    return (core_key(without_conjunctions(core), head) or core) + head


_OF_BUREAU = frozenset({"", "执法", "稽查", "监察", "执法监察", "行政执法", "综合执法"})


def inherited(core: str, head: str, above: tuple[str, str]) -> str:
    """区城管局莘庄镇中队 is a 城管 team, 区水务局稽查支队 the 水务稽查 team."""
    if above[1] in ("局", "委") and head in _TEAM_HEADS and core in _OF_BUREAU and above[0]:
        bureau = above[0]
        return bureau if core and bureau.endswith(core) else bureau + core
    return core


_TEAM_HEADS = frozenset({"所", "站", "中队", "大队", "支队", "总队", "分队", "队"})


_NOT_HEADS = {"村委": "农村委", "居委": "人居委"}
"""Endings that look like a head and are part of a core."""


@lru_cache(maxsize=65536)
def split(unit: str) -> tuple[str, str]:
    """Core and head of a body written without places: 水务管理站 → 水务管理, 站."""
    if unit == "管理委员会" or _ZONE_COMMITTEE.search(unit):
        return unit.removesuffix("管理委员会"), "管委会"
    if unit.endswith("城市管理委员会办公室"):  # of a 委, not of a zone's 管委会
        return unit.removesuffix("委员会办公室"), "办"
    for written, head in _HEADS:
        if unit.endswith(written) and not unit.endswith(_NOT_HEADS.get(written, "\n")):
            return unit[: len(unit) - len(written)], head
    return unit, ""


_COUNTY_UP = frozenset({"省", "市", "区", "县", "旗", "province", "prefecture", "county"})


def settle(core: str, head: str, bare: str, places: tuple[Place, ...], unit: str) -> tuple[str, str]:
    """Heads that depend on what stands before them."""
    if not unit and (bare or places):
        return "", _own_body(bare, places[-1] if places else None)
    street = bare == "街道" or (not bare and bool(places) and places[-1].kind == "街道")
    if head == "办" and len(core) > 2 and core.endswith("委") and not core_key(core, head):
        core = core[:-1]  # 消安委办 is 消防安全委员会办公室
    if head == "办事处" and core and not core.endswith("街道"):
        head = "办"
    elif head == "办" and not core and street and not unit.startswith("办公"):
        head = "办事处"
    elif head == "工会" and not core and (bare in _COUNTY_UP or (not bare and places and places[-1].level in _COUNTY_UP)):
        head = "总工会"  # a street has both, a district one
    elif head == "工委" and not core:
        head = "党工委"
    if head in NAMED_BY_PLACE and core == "公安":
        core = ""
    return core, head


def _own_body(bare: str, place: Place | None) -> str:
    """A place named as an actor: 马桥镇 is its government, 新虹街道 its office."""
    if bare:
        return {"街道": "办事处", "镇": "政府", "乡": "政府", "街镇": "街镇"}.get(bare, "政府")
    assert place is not None
    if place.level == "street":
        return {"街道": "办事处", "镇": "政府", "乡": "政府", "苏木": "政府"}.get(place.kind, "管委会")
    if place.level == "community":
        return "村委会" if place.kind == "村" else "居委会"
    return "政府"


def ordinal(core: str) -> tuple[str, str]:
    """The ordinal in a core, in digits where it is one, and the core without it: 第一税务 → 1, 税务."""
    found = _ORDINAL.search(core)
    if not found:
        return "", core
    digits = next(g for g in found.groups() if g)
    number = "".join(_DIGITS.get(d, d) for d in digits) if len(digits) == 1 or digits.isdecimal() else digits
    return number, core[: found.start()] + core[found.end() :]
