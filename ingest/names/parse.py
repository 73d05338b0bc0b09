"""Organisation names in their parts: places, level, bodies above, core, head, ordinal.

上海市公安局闵行分局莘庄派出所 → places 上海市、闵行区; above 公安分局; core 莘庄; head 派出所.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .gazetteer import area_by_name, areas_at_name
from .places import Place, begins_with_function, scan
from .text import plain, without_conjunctions
from .units import INNER_BODY, body_key, core_key, inherited, inner_bodies, ordinal, settle, split
from .vocabulary import NAMED_BY_PLACE

_BARE = re.compile(
    r"^(?P<each>各|本|我|该|全|所有)?(?P<level>街道\(镇\)|街\(镇\)|镇\(街道?\)|乡镇\(街道\)|街、镇|镇、街道?|街道、?(?:乡)?镇|街镇|镇街|乡镇|街道|"
    r"市(?!场|监|容|民|域|面|管|政(?!府|协|法|务|数|管办))|区(?!域|划|块|间)|县|旗|省|镇(?!区)|乡(?!村))(?:属|级)?"
)
_DEPTH = {"": 0, "省": 1, "市": 2, "区县": 3, "街镇": 4, "居村": 5}
_CLASS = {"省": "省", "市": "市", "区": "区县", "县": "区县", "旗": "区县"}
_BRANCH = re.compile(r"^(?P<bureau>[^局]{2,12})(?:局|委员会|委)(?P<place>[^局]{2,8}?)分局(?P<rest>.*)$")
_BRANCH_TEAM = re.compile(r"^(?:公安局)?(?P<team>[^局队]{2,6})支队(?P<place>[^局队直属]{2,6}?)大队(?P<rest>.*)$")
_DIRECT = re.compile(r"(?:[省市区县]委)?([省市区县])直(?=机关|单位)")
_LEAGUE = re.compile(r"^(.{2,6})团([市区县镇])委$")
_ENDING = {"防指": "防汛抗旱指挥部", "国办": "国务院办公厅"}
_SHORT_ENDING = re.compile(r"(?<=[省市区县委府一二三四])(?:中院|高院|政研室|检院)$")
_ENDING_IN_FULL = {"中院": "中级人民法院", "高院": "高级人民法院", "政研室": "政策研究室", "检院": "检察院"}
"""Endings that are abbreviated as a whole; those of courts keep their instance, which is their level."""
_DOUBLE = re.compile(r"(?:纪律检查委员会|纪委)[、和]?[省市区县旗]?(?:监察委员会|监委)$")
_ELLIPSIS = re.compile(r"^(?:[该本我区市县省]|上级|相关|有关)?(?:局|所|站|办|中队|大队|支队|分队|队|中心|部门|单位|机构)$")
_TRADE = re.compile(r"^(?:中国)?国际贸易促进委员会(.+[省市区县])(?:委员会|支会)$")
_BARE_HEADS = frozenset(
    [
        "办事处",
        "党工委",
        "政协",
        "人大",
        "人大常委会",
        "法院",
        "检察院",
        "妇联",
        "残联",
        "总工会",
        "工商联",
        "纪委",
        "监委",
        "团委",
    ]
)
"""Heads of bodies that need no function."""
_STREET_HEADS = frozenset({"所", "站", "中队", "分队", "服务社", "中心", "办", "办事处", "党工委"})
_COUNTY_HEADS = frozenset(
    {
        "局",
        "分局",
        "委",
        "大队",
        "支队",
        "法院",
        "检察院",
        "政协",
        "人大",
        "人大常委会",
        "办",
        "中心",
        "纪委",
        "所",
        "党委",
        "政府",
        "站",
        "妇联",
        "残联",
        "总工会",
    }
)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name in its parts. Empty strings where a part is not there."""

    text: str
    """The name as compared: NFKC, no spaces, no quotation marks."""
    places: tuple[Place, ...] = ()
    bare: str = ""
    """A level word without a place: 区, 市, 街道, 镇, 街镇 …; it means the document's own."""
    rest: str = ""
    """What follows places and level word, as written."""
    above: tuple[str, ...] = ()
    """Bodies that it belongs to by name: 公安分局, 党委, 政府 …"""
    core: str = ""
    head: str = ""
    ordinal: str = ""
    note: str = ""
    """What stands in closing brackets."""
    collective: bool = False
    """It speaks of many: 各街镇, 街镇水务站."""
    leading: tuple[Place, ...] = ()
    """The places at the head of the name, without those inside it (区市场监管局莘庄所)."""
    short_place: bool = False
    """The last place is written without its suffix (莘庄水务站)."""

    @property
    def key(self) -> str:
        """The function in the table of cores, or ""."""
        return core_key(self.core, self.head)

    @property
    def level(self) -> str:
        """省, 市, 区县, 街镇, 居村, or "" where the name does not tell."""
        own = _CLASS.get(self.bare, "街镇") if self.bare else ""
        placed = place_class(self.places[-1]) if self.places else ""
        return placed if _DEPTH[placed] > _DEPTH[own] else own

    @property
    def ellipsis(self) -> bool:
        """A name that means something only where it stands: 区局, 该所, 分队."""
        return bool(_ELLIPSIS.match(self.text)) or (not self.core and self.head in ("部门", "机构", "单位"))

    def place(self, level: str) -> Place | None:
        """The place of a level of the gazetteer."""
        return next((p for p in self.places if p.level == level), None)


def place_class(place: Place) -> str:
    """The level of a body that a place makes: 上海市 and 南京市 are both 市, 昆山市 too."""
    if place.level == "street":
        return "街镇"
    if place.level == "community":
        return "居村"
    if place.level == "county":
        return "区县"
    name = place.name
    return "省" if name.endswith(("省", "自治区")) else "市"


@lru_cache(maxsize=262144)
def parse(name: str, scope: str = "") -> ParsedName:
    """The parts of an organisation's name. ``scope``, the document's own district, settles places that are not unique."""
    text = plain(name)
    body, note = _note(text)
    body = _DIRECT.sub(r"\1委直属", _DOUBLE.sub("纪委监委", body))
    body = body.removeprefix("中华人民共和国")
    body = body[:-2] + _ENDING.get(body[-2:], body[-2:])
    body = _SHORT_ENDING.sub(lambda m: _ENDING_IN_FULL[m.group()], body)
    if body.startswith("国家") and body.endswith(("总局", "部")) and not body.startswith("国家税务"):
        body = body.removeprefix("国家")
    party = False
    for prefix in ("中国共产党", "中共"):
        if body.startswith(prefix) and len(body) > len(prefix) + 1 and not body.startswith("中共中央"):
            body, party = body.removeprefix(prefix), True
    if body.startswith("国家税务总局") and len(body) > 8:
        body = body.removeprefix("国家税务总局")
    body = _LEAGUE.sub(r"共青团\1\2委", body)
    league = re.match(r"^(?:共青团(?=.+委)|团(?=[省市区县镇]委))(.+?委)(?:员会)?$", body)
    if league:
        body = league.group(1)
    council = re.match(r"^(?:中国人民政治协商会议|政协)(.+[省市区县旗州])委员会$", body)
    if council:
        body = council.group(1) + "政协"
    body = _TRADE.sub(r"\1贸促会", body)
    places, rest = scan(body, scope)
    bare, each, rest = _bare(rest, bool(places))
    if bare == "区" and places and places[-1].name.endswith("自治区"):
        bare = ""  # 广西区政府
    rest, places, short = _short_place(rest, places, bare, scope)
    rest, places = _branch(rest, places)
    rest, above, party_head = _party(rest, party, bool(places or bare))
    leading = places
    if party_head:
        head, core = ("团委" if league else "党委"), ""
    else:
        unit, inner = inner_bodies(rest)
        if inner:
            places, unit, short_inside = _below_above(unit, places, bare, scope)
            short = short or short_inside
            if inner == (("", "政府"),) and len(places) > len(leading):  # 区人民政府江川路街道办事处
                inner, leading, bare, rest = (), places, "", unit
        core, head = settle(*split(unit), bare, places, unit)
        if inner:
            core = inherited(core, head, inner[-1])
            above = (*above, *(body_key(*body) for body in inner))
    number, core = ordinal(core)
    return ParsedName(
        text,
        places,
        bare,
        rest,
        above,
        without_conjunctions(core),
        head,
        number,
        note,
        collective=each or bare not in ("", "省", "市", "区", "县", "旗"),
        leading=leading,
        short_place=short,
    )


def _note(text: str) -> tuple[str, str]:
    found = re.match(r"^(.+)\(([^()]*)\)$", text)
    if found and found.group(2) not in ("镇", "街道", "街"):
        return found.group(1), found.group(2)
    return text, ""


def _bare(rest: str, placed: bool) -> tuple[str, bool, str]:
    found = _BARE.match(rest)
    if not found:
        return "", False, rest
    level = found.group("level")
    if found.group("each") in ("本", "我", "该") and len(rest) == len(found.group()) and not placed:
        return level[:1] if level in ("区", "市", "县", "省") else level, False, ""
    if len(level) > 2 or level in ("镇街", "乡镇"):
        level = "街镇"
    return level, found.group("each") in ("各", "所有"), rest[found.end() :]


def _short_place(
    rest: str, places: tuple[Place, ...], bare: str, scope: str, bare_heads: bool = False
) -> tuple[str, tuple[Place, ...], bool]:
    """A place without its suffix before a body: 闵行地区办, 莘庄水务站. Only where what follows is a body of a known kind."""
    if bare or not rest or rest[0] == "第" or begins_with_function(rest) or any(p.level == "street" for p in places):
        return rest, places, False
    above = places[-1].entry if places else None
    root = above or (area_by_name(scope) if scope else None)
    for cut in range(min(6, len(rest) - 1), 1, -1):
        options = [e for _, e in areas_at_name(rest[:cut]) if e.level in ("county", "street")]
        if not options:
            continue
        head = _known_head(rest[cut:]) or (rest[cut:] if bare_heads and rest[cut:] in _STREET_HEADS else "")
        if not head:
            continue
        near = [e for e in options if root is not None and e.code.startswith(root.prefix[:6])]
        streets = [e for e in near if e.level == "street"] or ([] if root else [e for e in options if e.level == "street"])
        counties = [e for e in near if e.level == "county"] or ([] if above else [e for e in options if e.level == "county"])
        body = head in _STREET_HEADS or (head == "局" and "综合" in rest[cut:])
        if streets and body and not (counties and head in ("中心", "办", "大队")):
            entry = area_by_name(rest[:cut], root.full_name) if root else area_by_name(rest[:cut])
            listed = entry if entry is not None and entry.level == "street" else (streets[0] if len(streets) == 1 else None)
            return rest[cut:], (*places, Place(rest[:cut] if listed is None else listed.name, "street", listed)), True
        if counties and head in _COUNTY_HEADS:
            one = counties[0] if len(counties) == 1 else None
            return rest[cut:], (*places, Place(rest[:cut] if one is None else one.name, "county", one)), True
    return rest, places, False


@lru_cache(maxsize=65536)
def _known_head(unit: str) -> str:
    """The head of the first body in a unit whose function is known, or ""."""
    inner = INNER_BODY.match(unit)
    for text in (unit, inner.group("above") if inner else ""):
        core, head = split(text)
        known = bool(core_key(without_conjunctions(core), head)) or (not core and head in _BARE_HEADS)
        if known and head not in NAMED_BY_PLACE:
            return head
    return ""


def _branch(rest: str, places: tuple[Place, ...]) -> tuple[str, tuple[Place, ...]]:
    """上海市公安局闵行分局: a bureau's branch for a district is the district's body."""
    found = _BRANCH.match(rest)
    if not found:
        return _branch_team(rest, places)
    written = found.group("place").removesuffix("区") if len(found.group("place")) > 2 else found.group("place")
    root = places[-1].entry.full_name if places and places[-1].entry else ""
    entry = area_by_name(written, root)
    county = entry if entry is not None and entry.level == "county" else None
    return f"{found.group('bureau')}分局{found.group('rest')}", (
        *places,
        Place(county.name if county else written, "county", county),
    )


def _branch_team(rest: str, places: tuple[Place, ...]) -> tuple[str, tuple[Place, ...]]:
    """市公安局交警支队雨花大队: a city's force names its teams for districts by the district."""
    found = _BRANCH_TEAM.match(rest)
    if not found or not places:
        return rest, places
    root = places[-1].entry.full_name if places[-1].entry else ""
    entry = area_by_name(found.group("place"), root)
    if entry is None or entry.level != "county":
        return rest, places
    return f"{found.group('team')}大队{found.group('rest')}", (*places, Place(entry.name, "county", entry))


def _party(rest: str, party: bool, placed: bool) -> tuple[str, tuple[str, ...], bool]:
    """区委, 区委组织部, 中共闵行区委员会: the party's committee, alone or above a body."""
    if (placed and rest in ("委", "党委")) or (party and rest in ("委员会", "委")):
        return rest, (), True
    if placed and rest.startswith("委") and not rest.startswith("委员会"):
        return rest[1:], ("党委",), False
    if party and rest.startswith("委员会"):
        return rest[3:], ("党委",), False
    return rest, (), False


def _below_above(unit: str, places: tuple[Place, ...], bare: str, scope: str) -> tuple[tuple[Place, ...], str, bool]:
    """区市场监管局莘庄镇所, 区政府江川路街道办事处: a place may follow the body above."""
    found, rest = scan(unit, scope, places)
    if not rest and found != places:
        return places, unit, False
    if found == places and not any(p.level == "street" for p in places):
        rest, found, short = _short_place(rest, places, "", scope, bare_heads=True)
        return found, rest, short
    return found, rest, False
