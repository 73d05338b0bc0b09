"""A verdict as users see it: title, Chinese summary, facts, severity and quoted evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from .areas import Areas
from .definition import Column, Definition
from .evidence import SHOWN
from .finding import Evidence, Fact, FactValue, Finding, Reference, SeverityParts
from .merge import Verdict
from .severity import score
from .volume import Volume

LISTED = 6
"""So many names of a list are spelled out in a summary, then 等N项."""

UNKNOWN_SUMMARY = "尚不能判断{subject}是否存在“{title}”：缺少{missing}。"
NO_SUMMARY = "{subject}不存在“{title}”：经核对清单，未发现这一情形。"
DENIED_SUMMARY = "{subject}不存在“{title}”：文件有相反的记载。"
DISPUTED = "文件所述与清单（或另一文件）不一致，请核对依据"


_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
"""A part of a summary that is left out when one of its values is not known."""

_FIELD = re.compile(r"\{(\w+)\}")


class _Known(dict[str, str]):
    """Template values; what is not known reads as such rather than failing."""

    def __missing__(self, key: str) -> str:
        return "（未载明）"


def present(
    kind: Definition,
    verdict: Verdict,
    parts: SeverityParts,
    areas: Areas,
    cases: Volume,
    quoted: Mapping[str, Evidence],
) -> Finding:
    """The finding of a verdict."""
    c = verdict.candidate
    area = Reference(c.area, areas.name(c.area, c.area_name), "Area") if c.area else None
    total = list(dict.fromkeys(verdict.passages))
    return Finding(
        code=kind.code,
        status=verdict.status,
        basis=verdict.basis,
        title=kind.title_zh,
        summary=_summary(kind, verdict, area),
        subject=c.subject,
        area=area,
        topic=c.topic,
        severity=score(parts) if verdict.status == "yes" else None,
        severity_parts=parts,
        facts=_facts(kind, verdict, parts, cases),
        missing=verdict.missing,
        legal_hook=kind.legal_hook,
        remedy=kind.remedy,
        evidence=tuple(quoted[p] for p in total[:SHOWN] if p in quoted),
        evidence_total=len(total),
    )


def _facts(kind: Definition, verdict: Verdict, parts: SeverityParts, cases: Volume) -> tuple[Fact, ...]:
    c = verdict.candidate
    facts = [
        Fact(column.name, column.zh, value)
        for column in kind.columns
        if not column.hidden and (value := fact_value(c.facts.get(column.name))) is not None
    ]
    if c.matters:
        count = cases.cases(c.matters, c.area)
        facts.append(Fact("cases_12_months", "近12个月案件量", "待数据" if count is None else count))
    if c.since is not None:
        facts.append(Fact("since", "起始日期", c.since.isoformat()))
    if verdict.disputed:
        facts.append(Fact("disputed", "材料不一致", DISPUTED))
    return tuple(facts)


def fact_value(value: Any) -> FactValue | None:
    """A folded value as a fact: lists joined by 、, dates in ISO form, whole numbers as integers."""
    if value is None or value == [] or value == "":
        return None
    if isinstance(value, list):
        return "、".join(str(fact_value(v)) for v in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (bool, int, float)):
        return value
    return str(value)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_shown(v) for v in value[:LISTED]) + (f"等{len(value)}项" if len(value) > LISTED else "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _term(column: Column, value: Any) -> Any:
    return column.zh_of(value) if column.terms else value


def _summary(kind: Definition, verdict: Verdict, area: Reference | None) -> str:
    c = verdict.candidate
    values = _Known(
        subject=c.subject.name or c.topic,
        area=area.name if area else "",
        topic=c.topic,
        title=kind.title_zh,
        missing="、".join(verdict.missing) or "有关清单",
    )
    for column in kind.columns:
        value = c.facts.get(column.name)
        if value not in (None, "", []):
            values[column.name] = _shown([_term(column, v) for v in value] if isinstance(value, list) else _term(column, value))
    templates = kind.summaries
    if verdict.status == "unknown":
        template = templates.get("unknown", UNKNOWN_SUMMARY)
    elif verdict.status == "no":
        template = templates.get("no", NO_SUMMARY) if verdict.basis != "stated" else templates.get("denied", DENIED_SUMMARY)
    elif verdict.basis == "stated":
        template = templates.get("stated") or templates["data"]
    else:
        template = templates.get("data") or templates["stated"]
    return _OPTIONAL.sub(lambda part: part[1] if _filled(part[1], values) else "", template).format_map(values)


def _filled(part: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in _FIELD.findall(part))
