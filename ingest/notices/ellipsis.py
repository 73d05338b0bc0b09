"""Ellipsis 简称回指: 该所, 我局, 前者 and the bare 分队 are given the name of the body that they stand for.

What nothing before (or, for 我局, at the document's head and foot) explains keeps its own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from .model import Item

_LONG = (
    "街道办事处 街道 领导小组 办公室 派出所 委员会 工作站 服务站 合作社 居委会 村委会 中队 大队 支队 总队 分队 分局 中心 公司 "
    "专班 协会 学校 医院 法院"
)
_HEAD = "|".join((*_LONG.split(), *"局所站队办委院镇乡村厅科室处"))
_FIRST = frozenset("该我本")
_POINTING = re.compile(rf"该(?P<head>{_HEAD}|单位|部门|机构)(?![部法理事案公题有以谓需得属管述称持]|在地|政府|村)")
_OWN = re.compile(
    r"[我本](?<!自我)(?<!基本)(?<!根本)(?P<head>局|委|办|所|站|院|中心|厅|大队|支队|公司)(?![员外书托案事法理述属])"
)
_FORMER = re.compile(r"[前后]者")
_BOTH = re.compile(r"(?<![一-鿿]的)[两二]者")
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
    out: list[Item] = []
    for item in sorted([*items, *spots], key=lambda i: i.start) if spots else items:
        if item.kind == "?" or item.name in _BARE or (item.name[:1] in _FIRST and not item.members):
            if _BOTH.fullmatch(shadow, item.start, item.end) is not None:
                if len(pair := _pair(out, item.start, shadow)) == 2:
                    members = [replace(p, start=item.start, end=item.end) for p in reversed(pair)]
                    out.append(replace(item, kind=members[0].kind, members=members))
                continue
            found = _antecedent(item, out, items, shadow)
            if found is not None:
                item = replace(item, name=found.name, kind=found.kind)
            elif item.kind == "?":
                continue
        out.append(item)
    return out


def _spots(text: str, shadow: str, items: list[Item]) -> list[Item]:
    """Ellipses that no item covers, as items of their own."""
    if not any(word in shadow for word in ("该", "前者", "后者", "两者", "二者", "我", "本")):
        return []
    starts = [i.start for i in items]
    out: list[Item] = []
    for expression in (_POINTING, _OWN, _FORMER, _BOTH):
        for found in expression.finditer(shadow):
            start, end = found.span()
            place = bisect_left(starts, end)
            if place == 0 or items[place - 1].end <= start:
                kind = "?" if expression in (_FORMER, _BOTH) else _KIND.get(found["head"], "C")
                out.append(Item(kind, start, end, text[start:end]))
    return out


def _antecedent(item: Item, before: list[Item], items: list[Item], shadow: str) -> Item | None:
    said = shadow[item.start : item.end]
    if (own := _OWN.fullmatch(said)) is not None:
        return _author(own["head"], items, shadow)
    if _FORMER.fullmatch(said) is not None:
        pair = _pair(before, item.start, shadow)
        return pair[1 if said[0] == "前" else 0] if len(pair) == 2 else None
    pointing = _POINTING.fullmatch(said)
    head = pointing["head"] if pointing is not None else item.name if item.name in _BARE else ""
    for part in _bodies(before, item.start, REACH) if head else ():
        if head in ("单位", "部门", "机构") or (part.name.endswith(head) and len(part.name) > len(head)):
            return part
        if head in ("街道", "镇", "乡") and (street := _STREET.match(part.name)) is not None and street["head"] == head:
            return replace(part, kind="G", name=street[0])
    return None


def _pair(before: list[Item], start: int, shadow: str) -> list[Item]:
    """The two bodies named last before a place, the nearer first; what stands for them already is no name."""
    named = [i for i in before if not (_FORMER.fullmatch(shadow, i.start, i.end) or _BOTH.fullmatch(shadow, i.start, i.end))]
    pair: list[Item] = []
    for body in _bodies(named, start, 160):
        if all(body.name != other.name for other in pair):
            pair.append(body)
    return pair[:2]


def _bodies(before: list[Item], start: int, reach: int) -> Iterator[Item]:
    """Bodies named before a place, the nearest first."""
    for item in reversed(before):
        if start - item.end > reach:
            return
        for part in reversed(item.parts()):
            if part.kind in "GDTC" and len(part.name) >= 3 and not (part.weak or part.collective or _VAGUE.search(part.name)):
                yield part


def _author(head: str, items: list[Item], shadow: str) -> Item | None:
    """The body that speaks in a document: named in the signature, or in its first lines."""
    first = len(shadow) - len(shadow.lstrip()) + 120
    last = len(shadow.rstrip()) - 120
    for item in (*(i for i in reversed(items) if i.start > last), *(i for i in items if i.end < first)):
        for part in item.parts():
            if part.kind in "GDTC" and part.name.endswith(head) and len(part.name) > len(head) + 1:
                return part
    return None
