"""Relationship types 关系 and the pairs of labels that they join."""

from __future__ import annotations

from . import vocabularies as v
from .labels import LABELS, p
from .terms import Property, RelationshipType

COMMON: tuple[Property, ...] = (
    p("id", "标识"),
    p("evidence", "依据片段", "strings"),
    p("contributions", "来源贡献"),
    p("valid_from", "起", "date"),
    p("valid_to", "止", "date"),
    p("known_from", "获知日期", "date"),
)
"""Properties that every relationship has."""

_BODY = ("Organ", "AuxTeam")
_ENTITIES = tuple(label.name for label in LABELS if not label.provenance)


def _pairs(sources: tuple[str, ...], targets: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((s, t) for s in sources for t in targets)


def _r(
    name: str,
    zh: str,
    sources: str | tuple[str, ...],
    targets: str | tuple[str, ...],
    forward: str,
    backward: str,
    properties: tuple[Property, ...] = (),
    key: tuple[str, ...] = (),
    note: str = "",
) -> RelationshipType:
    source = (sources,) if isinstance(sources, str) else sources
    target = (targets,) if isinstance(targets, str) else targets
    return RelationshipType(name, zh, _pairs(source, target), forward, backward, properties, key, note)


RELATIONSHIPS: tuple[RelationshipType, ...] = (
    # organisation
    _r("PART_OF", "隶属", ("Organ", "AuxTeam", "Post"), "Organ", "partOf", "parts"),
    _r("WITHIN", "位于", ("Area", "Grid"), ("Area", "Grid"), "within", "contains"),
    _r("SERVES_AREA", "服务区域", ("Organ", "AuxTeam"), ("Area", "Grid"), "servesArea", "servedBy"),
    _r("DISPATCHED_BY", "派出", "Organ", "Organ", "dispatchedBy", "dispatches"),
    _r("GUIDED_BY", "业务指导", _BODY, "Organ", "guidedBy", "guides"),
    _r(
        "MANAGED_BY",
        "管理",
        _BODY,
        "Organ",
        "managedBy",
        "manages",
        (p("facet", "方面", vocabulary=v.FACET), p("weight", "权重", "number")),
        key=("facet",),
    ),
    _r("STATIONED_IN", "进驻", ("Organ", "AuxTeam", "Post"), ("Grid", "Organ", "Area"), "stationedIn", "stations"),
    _r("LIAISES_WITH", "联系", ("Organ", "Post"), ("Grid", "Organ"), "liaisesWith", "liaisons"),
    _r("SERVES_AS", "担任", ("Organ", "AuxTeam", "Post"), ("Post",), "servesAs", "servedAsBy"),
    _r("SUCCEEDS", "承继", ("Organ", "Area"), ("Organ", "Area"), "succeeds", "succeededBy"),
    _r("FUNDED_BY", "经费来源", _BODY, "Organ", "fundedBy", "funds"),
    _r("EMPLOYED_BY", "用工", "AuxTeam", "Organ", "employedBy", "employs"),
    _r("USES_MODEL", "采用模式", ("Organ", "Area"), "Mechanism", "usesModel", "usedBy"),
    _r("DIRECTS", "指挥", "Organ", ("Organ", "Grid", "AuxTeam"), "directs", "directedBy"),
    _r("PERFORMS", "承担", _BODY, "Matter", "performs", "performedBy"),
    _r("HAS_MEASURE", "指标值", ("Organ", "AuxTeam", "Area", "Grid", "Mechanism"), "Measure", "measures", "measureOf"),
    # power
    _r("OF_ITEM", "配置事项", "PowerGrant", "PowerItem", "ofItem", "grants"),
    _r("HELD_BY", "行使主体", "PowerGrant", "Organ", "heldBy", "holds"),
    _r("FROM_ORGAN", "来自", ("PowerGrant", "Transfer"), "Organ", "fromOrgan", "gaveUp"),
    _r("TO_ORGAN", "划入", "Transfer", "Organ", "toOrgan", "received"),
    _r("IN_NAME_OF", "以…名义", ("PowerGrant", "Case"), "Organ", "inNameOf", "actsInItsName"),
    _r("IN_AREA", "适用区域", ("PowerGrant", "Duty", "Coverage", "Transfer"), "Area", "inArea", "scopeOf"),
    _r("UNDER", "依据文件", ("PowerGrant", "Transfer", "Coverage", "Duty"), "Instrument", "under", "authorises"),
    _r("REPLACES", "替代", "PowerGrant", "PowerGrant", "replaces", "replacedBy"),
    _r("BASED_ON", "实施依据", ("PowerItem", "Duty"), "Provision", "basedOn", "basisOf"),
    _r("ADDRESSES", "针对事项", "PowerItem", "Matter", "addresses", "addressedBy"),
    _r("LISTED_IN", "列入", ("PowerItem", "Duty", "Matter"), "Instrument", "listedIn", "lists"),
    _r("OF_INSTRUMENT", "所属文件", "Provision", "Instrument", "ofInstrument", "provisions"),
    _r("PROHIBITS", "禁止", "Provision", "Matter", "prohibits", "prohibitedBy"),
    _r("AMENDS", "修改", "Instrument", ("Instrument", "Provision"), "amends", "amendedBy"),
    _r("REPEALS", "废止", "Instrument", "Instrument", "repeals", "repealedBy"),
    # duty
    _r("BEARS", "承担职责", _BODY, "Duty", "bears", "borneBy", (p("role", "角色", vocabulary=v.BEAR_ROLE),), key=("role",)),
    _r("CONCERNS", "涉及事项", ("Duty", "Indicator", "Transfer"), "Matter", "concerns", "concernedBy"),
    _r("ADMITTED_BY", "准入依据", "Duty", "Instrument", "admittedBy", "admits"),
    # case
    _r("ABOUT", "案由", "Case", "Matter", "about", "cases"),
    _r("APPLIES", "适用事项", "Case", "PowerItem", "applies", "appliedIn"),
    _r("AGAINST", "相对人", "Case", "Party", "against", "cases"),
    _r("OCCURRED_IN", "发生于", "Case", ("Grid", "Area"), "occurredIn", "casesHere"),
    _r("FOUND_BY", "发现单位", "Case", ("Organ", "AuxTeam", "Post"), "foundBy", "found"),
    _r("HANDLED_BY", "处置单位", "Case", ("Organ", "AuxTeam", "Post"), "handledBy", "handled"),
    _r("DECIDED_BY", "决定单位", "Case", "Organ", "decidedBy", "decided"),
    _r("OF_CASE", "所属案件", "Referral", "Case", "ofCase", "referrals"),
    _r("SENT_BY", "发出单位", "Referral", "Organ", "sentBy", "sent"),
    _r("SENT_TO", "接收单位", "Referral", "Organ", "sentTo", "receivedReferrals"),
    # assessment
    _r("ASSESSES", "考核", ("Indicator", "Organ"), _BODY, "assesses", "assessedBy"),
    _r("SET_BY", "设定", "Indicator", "Organ", "setBy", "sets"),
    _r("MEASURES", "度量", "Measure", ("Indicator", "Matter"), "measuresWhat", "measuredBy"),
    # evidence
    _r("SUPPORTED_BY", "依据", "Claim", "Passage", "supportedBy", "supports"),
    _r("IN_DOCUMENT", "所在文件", "Passage", "Document", "inDocument", "passages"),
    _r(
        "ASSERTS",
        "主张对象",
        "Claim",
        _ENTITIES,
        "asserts",
        "assertedBy",
        (p("slot", "角色", note="subject 或 object"),),
        key=("slot",),
    ),
)
