"""Ellipsis 简称回指: 该所, 我局, 前者 and the bare 分队 are given the name of the body that they stand for.

What nothing before (or, for 我局, at the document's head and foot) explains keeps its own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from .model import Item

_LONG = (
    "街道办事处 街道 领导小组 办公室 派出所 委员会 工作站 服务站 合作社 居委会 村委会 中队 大队 支队 总队 分队 分局 中心 公司 "
    "专班 协会 学校 医院 法院"
)
_LIST = (*_LONG.split(), *"局所站队办委院镇乡村厅科室处")
_HEADS = frozenset(_LIST)
_HEAD = "|".join(_LIST)
_POINTING = re.compile(rf"该(?P<head>{_HEAD}|单位|部门|机构)(?![部法理事案公题有以谓需得属管述称持]|在地|政府|村)")
_OWN = re.compile(
    r"[我本](?<!自我)(?<!基本)(?<!根本)(?P<head>局|委|办|所|站|院|中心|厅|大队|支队|公司)(?![员外书托案事法理述属])"
)
_FORMER = re.compile(r"[前后]者")
_BARE = frozenset(["分队", "支队", "分局", "专班"])
_KIND = {
    **dict.fromkeys(("街道", "镇", "乡", "街道办事处"), "G"),
    **dict.fromkeys(("局", "委", "厅", "院", "办", "科", "处", "领导小组", "委员会", "专班", "法院"), "D"),
    **dict.fromkeys(("所", "站", "队", "中队", "大队", "支队", "总队", "分队", "分局", "派出所"), "T"),
}
_VAGUE = re.compile(r"(?:部门|单位|机构|队伍|力量)$")
_STREET = re.compile(r".{2,12}?(?P<head>街道|镇|乡)(?=办事处|人民政府|政府|党委|党工委)")
REACH = 800
"""Characters back to the body that an ellipsis may stand for."""


def refer(text: str, shadow: str, items: list[Item]) -> list[Item]:
    """Items with those that an ellipsis adds, and each ellipsis with the name of its body."""
    spots = _spots(text, shadow, items)
    if not spots and not any(i.name in _BARE or i.name[:1] == "该" for i in items):
        return items
    out: list[Item] = []
    known: dict[str, Item] = {}
    recent: list[Item] = []
    for item in sorted([*items, *spots], key=lambda i: i.start):
        found = _antecedent(item, known, recent, items, shadow)
        if found is not None:
            item = replace(item, name=found.name, kind=found.kind)
        elif item.kind == "?":
            continue
        out.append(item)
        for part in item.parts():
            if (
                part.kind in "GDTC"
                and len(part.name) >= 3
                and not part.weak
                and not part.collective
                and not _VAGUE.search(part.name)
            ):
                recent.append(part)
                if (street := _STREET.match(part.name)) is not None:
                    known[street["head"]] = replace(part, kind="G", name=street[0])
                for size in range(1, min(6, len(part.name))) if found is None else ():
                    if part.name[-size:] in _HEADS:
                        known[part.name[-size:]] = part
    return out


def _spots(text: str, shadow: str, items: list[Item]) -> list[Item]:
    """Ellipses that no item covers, as items of their own."""
    if not any(word in shadow for word in ("该", "前者", "后者", "我", "本")):
        return []
    starts = [i.start for i in items]
    out: list[Item] = []
    for expression in (_POINTING, _OWN, _FORMER):
        for found in expression.finditer(shadow):
            start, end = found.span()
            place = bisect_left(starts, end)
            if place == 0 or items[place - 1].end <= start:
                kind = "?" if expression is _FORMER else _KIND.get(found["head"], "C")
                out.append(Item(kind, start, end, text[start:end]))
    return out


def _antecedent(item: Item, known: dict[str, Item], recent: list[Item], items: list[Item], shadow: str) -> Item | None:
    said = shadow[item.start : item.end]
    found: Item | None = None
    if item.members:
        return None
    if (pointing := _POINTING.fullmatch(said)) is not None:
        head = pointing["head"]
        found = recent[-1] if head in ("单位", "部门", "机构") and recent else known.get(head)
    elif item.name in _BARE:
        found = known.get(item.name)
    elif _FORMER.fullmatch(said) is not None:
        pair = list({p.name: p for p in recent if item.start - p.end < 160}.values())[-2:]
        found = pair[0 if said[0] == "前" else 1] if len(pair) == 2 else None
    elif (own := _OWN.fullmatch(said)) is not None:
        return _author(own["head"], items, shadow)
    return found if found is not None and item.start - found.end < REACH else None


def _author(head: str, items: list[Item], shadow: str) -> Item | None:
    """The body that speaks in a document: named in the signature, or in its first lines."""
    first = len(shadow) - len(shadow.lstrip()) + 120
    last = len(shadow.rstrip()) - 120
    for item in (*(i for i in reversed(items) if i.start > last), *(i for i in items if i.end < first)):
        for part in item.parts():
            if part.kind in "GDTC" and part.name.endswith(head) and len(part.name) > len(head) + 1:
                return part
    return None
