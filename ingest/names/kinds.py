"""Kinds of bodies: what team, which line, what kind of auxiliary team."""

from __future__ import annotations

import re

from .parse import ParsedName, parse
from .text import plain, without_conjunctions
from .units import LINES, core_key
from .vocabulary import AUX_VARIANTS, CORES, TEAMS

_BY_HEAD = {"派出所": "派出所"}
_STREET_TEAMS = frozenset(
    {
        "水务站",
        "房管办",
        "城管中队",
        "规土所",
        "安监所",
        "卫监所",
        "市场监管所",
        "派出所",
        "司法所",
        "环保办",
        "统计所",
        "食药监所",
        "联动执法办",
        "财政所",
    }
)
_BARE_LINES = {
    "房办": "房管办",
    "房管": "房管办",
    "水务": "水务站",
    "城管": "城管中队",
    "规土": "规土所",
    "安监": "安监所",
    "卫监": "卫监所",
    "市场所": "市场监管所",
}
_AUX_TAIL = re.compile(r"(?:协管|队伍|员|队|人员|管理|服务|社|第[\d一二三四五六七八九十]+)+$")


def team_kind(name: str) -> str:
    """The kind of team 队伍类别 that a name means (莘庄镇水务管理站 → 水务站), or "" where it is none.

    Only bodies below the district have one: 区水务局 has none, and 区城管大队 neither.
    """
    return team_kind_of(parse(name))


def team_kind_of(parsed: ParsedName) -> str:
    """:func:`team_kind` of a parsed name."""
    bare = _BARE_LINES.get(parsed.rest)
    if bare and parsed.level in ("", "街镇"):
        return bare
    if parsed.level in ("省", "市"):
        return ""
    if parsed.head in _BY_HEAD and not (parsed.rest == parsed.head and parsed.level == "区县"):
        return _BY_HEAD[parsed.head]
    kind = TEAMS.get((parsed.head, parsed.key), "")
    if parsed.level == "区县" and parsed.head in ("办", "中心", "大队", "分局"):
        return ""
    if parsed.head == "局" and parsed.key == "综合执法" and parsed.level == "街镇":
        return "综合行政执法局"
    return kind


def is_street_team(parsed: ParsedName) -> bool:
    """Whether a name without a place means the teams of the streets at large (水务站 in a district's notice)."""
    return team_kind_of(parsed) in _STREET_TEAMS


def is_vague(name: str) -> bool:
    """Whether a name says no more than that there is some body (相关部门, 执法力量): nothing to compare."""
    parsed = parse(name)
    return parsed.ellipsis or parsed.head in ("部门", "机构", "单位", "平台") or (not parsed.head and not team_kind_of(parsed))


_TEAM_LINES = {
    "派出所": "公安",
    "网格中心": "城运",
    "城运中心": "城运",
    "受理中心": "民政",
    "综合执法队": "综合执法",
    "综合行政执法局": "综合执法",
    "联动执法办": "综合执法",
}
_LINE_WORDS: tuple[tuple[str, str], ...] = tuple(
    sorted(
        ((v.split("@")[0], line) for _, line, variants in CORES for v in variants if len(v.split("@")[0]) >= 2),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
)


def line_of(name: str) -> str:
    """The line 条线 of a body: 区水务局, 莘庄镇水务站 and 水务部门 are all 水务. "" where the name does not tell."""
    parsed = parse(name)
    if parsed.key:
        return LINES[parsed.key]
    kind = team_kind_of(parsed)
    if kind in _TEAM_LINES:
        return _TEAM_LINES[kind]
    core = without_conjunctions(parsed.core) or parsed.rest
    key = core_key(core, "") or core_key(parsed.rest, "")
    if key:
        return LINES[key]
    return next((line for word, line in _LINE_WORDS if core.startswith(word)), "")


def aux_kind(name: str) -> str:
    """The kind of auxiliary team 协管员队伍类别: 市容环境协管员队伍 → 市容环境; the name's own words where it is not listed."""
    parsed = parse(name)
    words = parsed.rest + (f"({parsed.note})" if parsed.note and parsed.note not in parsed.rest else "")
    return aux_words(words)


def aux_words(words: str) -> str:
    """The kind that words without a place mean."""
    words = plain(words)
    for text in (words, _AUX_TAIL.sub("", words), _AUX_TAIL.sub("", words).removeprefix("社区")):
        if text in AUX_VARIANTS:
            return AUX_VARIANTS[text]
    return _AUX_TAIL.sub("", words) or words


def organ_kind(name: str) -> str:
    """The kind of the ontology (OrganKind) that a name tells, or "" where it does not."""
    parsed = parse(name)
    if parsed.head == "政府":
        return "town_government" if parsed.level == "街镇" else "government"
    fixed = {
        "办事处": "subdistrict_office",
        "党委": "party_body",
        "党工委": "party_body",
        "纪委": "party_body",
        "工委": "party_body",
        "居委会": "committee",
        "村委会": "committee",
        "居村委": "committee",
        "工作站": "workstation",
        "服务社": "service_society",
        "公司": "contractor",
        "派出所": "dispatched_agency",
    }
    if parsed.head in fixed:
        return fixed[parsed.head]
    kind = team_kind_of(parsed)
    if kind in ("市场监管所", "司法所", "食药监所", "税务所"):
        return "dispatched_agency"
    if kind in ("水务站", "房管办", "城管中队", "规土所", "安监所", "卫监所", "综合执法队", "综合行政执法局"):
        return "enforcement_team"
    if parsed.head in ("大队", "中队", "队", "支队") and "联合" in parsed.rest:
        return "joint_team"
    if parsed.key in ("网格", "城运") and parsed.head in ("中心", "分中心"):
        return "centre"
    if parsed.head in ("局", "委", "办", "厅", "部门") and parsed.level in ("区县", "市", "省", ""):
        return "department"
    return ""
