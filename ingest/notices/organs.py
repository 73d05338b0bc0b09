"""Organisations 机构提及: which of the names in a text are organisations as such, with their exact spans.

The reader of claims also wants what acts without being a body of its own (各街镇, 下沉队伍, 闵行区). Here such
collectives are left out, a list is its members, and a name stands without the words that only point to it (原, 该, 各级的).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .coordination import coordinate
from .lexicon import own_places
from .mentions import find
from .model import ORGAN_KINDS, Item
from .reference import is_specific
from .shadow import shadow


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation where a text names it.

    ``start`` and ``end`` are offsets, ``text`` what stands there; ``kind`` is G government, party body or street 块, D department 条,
    T team 队伍, C centre, office, association, village body or firm, L a line named bare (水务).
    """

    start: int
    end: int
    text: str
    kind: str


_GENERIC = (
    "职能部门|业务部门|执法部门|管理部门|主管部门|行政管理部门|执法管理部门|条线部门|委办局|部门|成员单位|主管单位|职能单位|驻街单位|单位|派出机构|派驻机构|"
    "下沉机构|执法机构|行政执法机构|内设机构|办事机构|机构|行政机关|执法机关|行政执法机关|国家机关|机关|组织|社会组织|企业|央企|国企|社会力量|社会机构|条线|科室|"
    "职能科室|站所|基层站所|七站八所|所队|执法队伍|综合执法队伍|执法力量|综合执法力量|管理力量|服务力量|养护力量|管理队伍|队伍|力量|"
    "警力|警务力量|公司|中队|大队|支队|分队|窗口|服务点|课题组|调研组|联合课题组|小组|调研小组|评估组|工作组|居村|村居|党支部|村社|学院|大学|医院|学校"
)
_LEAD = re.compile(
    r"(?:各支|各个|各级|各类|各有关|各相关|各|所有|上述|有关|相关|部分|一些|其他|其它|其余|大部分|大多数|多数|不少|很多|许多|个别|原有|现有|原|该|本|每个|每|某些|某|"
    r"若干|多个|多支|新|现|另一|同级|上级|下级|属地|已下沉|未下沉|下沉|下派|派驻|派出|驻街|入驻|成员|牵头|责任|主管|直属|下属|所属|内设|专业|具体|联合|一线|"
    r"对应|移交|承接|接收|的)+"
)
_NOT_ORGANS = re.compile(
    rf"^(?:{_LEAD.pattern[3:-2]})*(?:区级|市级|县级|镇级|街道|街镇|乡镇|镇街|镇|区|市|县|省|基层|国家|社区|级|的|相关|有关|条线|职能|行政|执法|专业|两个|三个)*(?:{_GENERIC})?$"
)
_LEVEL = re.compile(r"(?:镇|街道|街镇|乡镇|区|市|县|省|街)级(?:的)?(?=..)")
_ARTICLES = re.compile(r"(?:原有|原先|原|该|本|各级|各|上述|其他|其它|其余|所有|属地|部分|有关|相关|新|的)+(?=..)")


def organisations(text: str, scope: str = "") -> list[Mention]:
    """The organisations that a text names, in order, without overlaps.

    ``scope`` is the full name of the district that it speaks for (上海市闵行区), or "". Members of a list are mentions of
    their own; of a shared head (东片、西片等3个工作站) the last member has it.
    """
    folded = shadow(text)
    out: list[Mention] = []
    for item in coordinate(text, folded, find(text, folded, own_places(scope))):
        for start, end, kind in _bodies(folded, item):
            if not out or start >= out[-1].end:
                out.append(Mention(start, end, text[start:end], kind))
    return out


def _bodies(folded: str, item: Item) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    parts = item.parts()
    for index, part in enumerate(parts):
        start, end = part.start, part.end
        if part.kind not in ORGAN_KINDS:
            continue
        if (
            item.members
            and index == len(parts) - 1
            and part.name != folded[start:end]
            and part.name.endswith(folded[item.end - 1])
        ):
            end = item.end
        named = folded[start:end]
        if part.kind == "G" and named.endswith(("街道", "镇", "乡", "街")) and not is_specific(part):
            continue
        if _NOT_ORGANS.match(named):
            continue
        while (cut := _ARTICLES.match(folded, start, end) or _LEVEL.match(folded, start, end)) is not None:
            start = cut.end()
        out.append((start, end, part.kind))
    return out
