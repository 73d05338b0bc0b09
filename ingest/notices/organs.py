"""Organisations 机构提及: which of the names in a text are organisations as such, with their exact spans.

The reader of claims also wants what acts without being a body of its own (各街镇, 下沉队伍, 闵行区). Here such
collectives are left out, a list is its members, and a name stands without the words that only point to it (原, 各级的).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .coordination import coordinate
from .lexicon import lexicon, own_places, places
from .mentions import find
from .model import ORGAN_KINDS, Item
from .reference import is_specific
from .shadow import shadow

Body = tuple[int, int, str, str]
"""Start, end, kind, and the name meant where it is not what stands there."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation where a text names it.

    ``start`` and ``end`` are offsets, ``text`` what stands there; ``kind`` is G government, party body or street 块,
    D department 条, T team 队伍, C centre, office, association, village body or firm, L a line named bare (水务).
    ``name`` is what is meant: the text, with a shared head (东片 of 东片、西片等3个工作站 is 东片工作站),
    or for an ellipsis (该所) the body's name.
    """

    start: int
    end: int
    text: str
    kind: str
    name: str = ""


_GENERIC = (
    r"(?:职能|业务|执法|管理|主管|行政管理|执法管理|条线|行业主管|行业管理|行业|监管|工作|专业|成员|牵头|责任)?(?:部门|单位|机构|机关)|委办局|委办局办|派出机构|派驻机构|"
    r"下沉机构|行政执法机构|内设机构|办事机构|行政机关|行政执法机关|国家机关|组织|社会组织|企业|央企|国企|(?:企)?事业单位|用人单位|用工单位|施工单位|施工企业|监理单位|代建单位|"
    r"社会力量|社会机构|议事协调机构|部门窗口|(?:应急|基干|普通)?民兵|条线|职能科室|科室|基层站所|基层所|七站八所|站所|所队|(?:单位|企业|基层|社会|机关)*党组织|(?<![市区县省镇乡州])政府(?:职能|工作|组成|主管|相关|有关)*部门|党政|党政机关|"
    r"基本单位|综合执法队伍|(?:行政|专业)?执法队伍|管理队伍|工作队伍|队伍|"
    r"综合执法力量|综合行政执法力量|[一-鿿]{0,2}力量|(?:网格|工作|社会|基层|部门|站所|治理|管理|服务|专业|辅助|执法|行政|综合|应急|志愿|巡查)+力量|"
    r"(?:网格|工作|社会|基层|治理|管理|服务|人才|干部|专业|辅助|巡查|协管|网格员|协管员)+队伍|警力|公司|窗口|服务点|联合课题组|课题组|小组|[一-鿿]{0,4}(?:调研|评估|工作|检查|督导|督查|考核|专项)(?:小)?组|"
    r"(?:(?!物业)[一-鿿]{0,6}?(?:建设|运营|项目|协调|生产|经营|使用|保护|养护|作业|设计|勘察|产权|责任|用工|用人|试点|参建|总包|分包|监理|施工|审批|金融|评估|检测|开发|科技|投资|医疗|养老|服务|社会|中介|排污|制片|审计|检查|供水|供热|供气|运输|邮政|登记|技术|检验|教育|监督|管理|组织|仲裁|自治)(?:单位|企业|机构|机关))|"
    r"(?:经济|高新技术|经济技术|产业|农业|工业|旅游)*(?:开发区|工业园区|园区|高新区|度假区|工业区)|企业事业单位|"
    r"居村|村居|村社|学院|大学|医院|学校|中学|小学|幼儿园|银行|协会|集团|合作社"
)
_POINTING = (
    r"各支|各个|各级|各类|各有关|各相关|各|所有|上述|有关|相关|部分|一些|其他|其它|其余|大部分|大多数|多数|不少|很多|许多|个别|原有|现有|原先|原|该|本|每个|每|某些|某|"
    r"若干|多个|多支|现|另一|同级|上级|下级|属地|已下沉|未下沉|下沉|下派|派驻|派出|驻街|入驻|驻区|内设|下设|所属|下属|直属|成员|牵头|主管|专业|具体|一线|对应|移交|承接|接收|对口|相应|大型|中型|小型|中小型|的"
)
_NOT_ORGANS = re.compile(
    rf"(?:{_POINTING}|区级|市级|县级|镇级|街道|街镇|乡镇|镇街|镇|区|市|县|省|街|民族乡|基层|国家|中央|省市|市区|县区|区县|社区|级|"
    rf"[市县区省州]直|[市县区镇街]属|[省市县区镇乡街]+[两三]级|条线|职能|行政|执法|联合|责任|两个|三个|两支)*(?:{_GENERIC})?$"
)
_BARE_HEAD = re.compile(r"(?:分|支|大|中)队|分局|区局|市局")
_ANY_GOVERNMENT = re.compile(
    r"(?:本级|同级|上级|下级|各级|县级以上|地方|基层|各地|当地|属地)*(?:党委和?)?(?:(?:人民)?政府|党委|人大|人大常委会|人民代表大会|常务委员会|人民代表大会常务委员会|常委会)$"
)
_LEVEL = re.compile(
    r"(?:[省市区县镇街]、?){1,3}[两三]级(?=..)|(?:县区|区县|市县|乡镇|街镇|镇|街道|街镇|乡镇|区|市|县|省|街)级(?:的)?(?=..)"
)
_ARTICLES = re.compile(
    r"(?:相应的|相应|早期|对口的|各类|各个|原有|原先|原|该(?=[^所局委办站队中支大分].)|本(?=[^溪级])|本级|上级|同级|下级|各级|各|上述|其他|其它|其余|所有|属地|部分|有关|相关|内设|下设|所属|下属|驻地|我局所属|的)+(?=..)"
)
_FORMER_LEVEL = re.compile(r"[市省区县]、(?=[市省区县])")
_TOGETHER = frozenset(f"{x}委、{x}政府" for x in "区市省县")
_HELD = frozenset(["召开", "召集", "举行", "列席", "出席"])
"""A 联席会议 that is held is a meeting, not a body."""
_SELF = re.compile(r"[我本][局委办所站院厅]|[我本](?:中心|大队|支队|公司)|[前后两二]者")
_SOME = re.compile(r"[某各多每一何此原][处科组所站室院队]|民族乡")
_EACH = re.compile(r"各|所有|上述|有关|相关|部分|一些|其他|其它|其余|大部分|不少|很多|许多|全部|个别")
_ALL_STREETS = re.compile(r"(?:街镇|乡镇|镇街|街乡|区县|县区)(?=..)")
_COLLECTIVE_TAIL = re.compile(
    r"(?<=..)(?:各个|各级|各有关|各|党政|所属|直属|相关|有关|职能|组成|工作|派出|下属|内设|专业|业务)+(?:部门|单位|机构|科室|事业单位|机关)$"
)
_OFFICE_HEADS = ("部门", "单位", "机构", "力量", "队伍", "条线", "委办局", "机关", "站所", "企业")
_OFFICES = re.compile(
    r"等?(?:\d+|[一二两三四五六七八九十多各]+)?(?:个|家|支)?(?:相关|有关|行业|主管|职能|执法|业务|监管)*(?:部门|单位|力量|队伍|条线|委办局|站所)|负责|牵头|配合|协助|参与|处罚|查处|执法|监管|一次进门|联合"
)
_MATTERS = re.compile(
    r"(?:、[一-鿿、]{1,60}?)?(?:等|(?:一部分|部分|方面|领域)的)[^,;。、部单机力队局委所站人\n]{0,8}?"
    r"(?:权|职能|职责|事务|事项|工作|责任|领域|方面|知识|标准|问题|业务|法律|法规|政策)(?!部门|科室|单位|机构|人员|组|站|所|队)"
)
"""After a list of what is dealt with, not of who deals with it: 规划、土地、工商等经济管理权限."""
_QUOTED = re.compile(
    r"(?![一二三四五六七八九十百千两几多\d])[\u4e00-\u9fff、+,()-]{3,60}(?<=[)局委办所站队会院厅室心处科组管政法设康理容府部])"
)
_CHAIN = re.compile(r"[\u4e00-\u9fff、+,()\d-]{3,80}")
_PIECE = re.compile(r"(?:[多余]?[个支名](?![\u4e00-\u9fff]$))?(?P<name>[\u4e00-\u9fff]+)")
_BARE_TEAMS = frozenset(["中队", "大队", "支队"])
_SUPERIOR = _BARE_TEAMS | {"区局", "市局", "县局", "省局"}
_IN_STREET = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:街道|镇|乡)(?=[\u4e00-\u9fff])")
_POST = re.compile(
    r"(?:[正副]?(?:主任|局长|所长|站长|队长|科长|股长|主席|书记|秘书长|(?:常务)?副?[区县市镇乡]长|检察长|院长|组长|部长|处长)|(?:主要|分管|相关|有关)*(?:负责人|负责同志|领导)|工作人员|人员|干部|干警|民警|警员|队员|执法队员|执法人员|"
    r"班子成员|联系人|联络员)+$"
)


def organisations(text: str, scope: str = "") -> list[Mention]:
    """The organisations that a text names, in order, without overlaps.

    ``scope`` is the full name of the district that it speaks for (上海市闵行区), or "". Members of a list are mentions of
    their own; of a shared head (东片、西片等3个工作站) the last member has it.
    """
    folded = shadow(text)
    own = own_places(scope)
    out: list[Mention] = []
    before = Item("", 0, 0, "")
    for item in coordinate(text, folded, find(text, folded, own)):
        if item.kind in "QM":
            for part in item.parts():
                out += _quoted(text, folded, part)
            continue
        counted = before.kind == "N" and before.end == item.start
        for start, end, kind, name in _bodies(folded, item, counted):
            if not out or start >= out[-1].end:
                said = name or text[start:end]
                out.append(Mention(start, end, text[start:end], kind, _superior(out, said) if said in _SUPERIOR else said))
        before = item
    return out


def _superior(before: list[Mention], said: str) -> str:
    """区局 is the bureau of the district that was named last, 中队 the one named last."""
    for mention in reversed(before):
        if len(mention.name) <= len(said):
            continue
        if mention.name.endswith(said) if said in _BARE_TEAMS else mention.name[0] + mention.name[-1] == said:
            return mention.name
    return said


def _quoted(text: str, folded: str, item: Item) -> Iterator[Mention]:
    """Names that are all that a quotation holds (增设“食安办”), or links of its chain (“区委—街道党工委—社区党委”体系)."""
    start, end = item.start + 1, item.end - 1
    if item.kind == "M":
        end = folded.find("”", start, item.end)
    chain = folded.find("-", start, end) > 0
    if (item.kind == "M" and not chain) or (_CHAIN if chain else _QUOTED).fullmatch(folded, start, end) is None:
        return  # the parts of a slogan are no bodies
    found: list[Mention] = []
    for piece in _PIECE.finditer(folded, start, end):
        a, b = piece.span("name")
        kind = "L" if piece["name"] in lexicon().alone else ""
        whole = None if kind else next((i for i in find(text[a:b], folded[a:b]) if i.end - i.start == b - a), None)
        if whole is not None and whole.kind in ORGAN_KINDS and not whole.weak and _trimmed(folded, a, b, whole.kind):
            kind = whole.kind
        if kind:
            found.append(Mention(a, b, text[a:b], kind, text[a:b]))
        elif not chain:
            return
    if not chain or len(found) > 1:
        yield from found


def _bodies(folded: str, item: Item, counted: bool) -> Iterator[Body]:
    parts = item.parts()
    for index, part in enumerate(parts):
        start, end = part.start, part.end
        if part.kind == "P":
            yield from _lines(folded, start, end) if item.members else _holder(folded, start, end)
        if part.kind == "R" and (street := _IN_STREET.match(folded, start, end)) and is_specific(_street(street)):
            yield (*street.span(), "G", "")  # 白桥街道 | 第三网格
        if part.kind not in ORGAN_KINDS or _SELF.fullmatch(folded, start, end):
            continue
        if (
            item.members
            and index == len(parts) - 1
            and part.name != folded[start:end]
            and part.name.endswith(folded[item.end - 1])
        ):
            end = item.end
        if part.kind == "L" and (
            (folded[start:end] in lexicon().listed and not _in_office(folded, item))
            or (not folded.startswith(_OFFICE_HEADS, item.end - 2) and _MATTERS.match(folded, item.end))
        ):
            continue
        if part.kind == "G" and part.name[-1] in "道镇乡街" and not is_specific(part):
            continue
        if folded[end - 1] in "区县市" and folded[start:end] in places().areas:
            continue
        for a, b in _apart(folded, start, end):
            body = _trimmed(folded, a, b, part.kind, counted)
            if body is not None:
                yield (*body, part.kind, part.name if part.name != folded[part.start : part.end] else "")


def _street(found: re.Match[str]) -> Item:
    return Item("G", found.start(), found.end(), found[0])


def _apart(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """市委、市政府 are two, even where the lexicon has them as one word."""
    cut = folded.find("、", start, end)
    if 0 <= cut - start >= 2 and folded[start:end] in _TOGETHER:
        yield start, cut
        start = cut + 1
    yield start, end


def _in_office(folded: str, item: Item) -> bool:
    """Whether a word that is also a common one (规划、教育) stands for an office: with ones that do, or with 等部门 after it."""
    common = lexicon().listed
    return (
        any(m.kind != "L" or m.name not in common for m in item.members)
        or _OFFICES.match(folded, item.end) is not None
        or folded[item.start : item.end].endswith(_OFFICE_HEADS)
    )


def _trimmed(folded: str, start: int, end: int, kind: str, counted: bool = False) -> tuple[int, int] | None:
    """The name without what points to it or follows it; None for a collective or a mere level."""
    named = folded[start:end]
    if (_NOT_ORGANS.match(named) and not _of_line(named)) or _ANY_GOVERNMENT.match(named):
        return None
    if (tail := _COLLECTIVE_TAIL.search(named)) is not None and not _NOT_ORGANS.match(named[: tail.start()]):
        end = start + tail.start()
    first = start
    while (
        cut := _FORMER_LEVEL.match(folded, start, end) or _ARTICLES.match(folded, start, end) or _LEVEL.match(folded, start, end)
    ) is not None:
        start = cut.end()
    if kind in "TD" and (level := _ALL_STREETS.match(folded, start, end)) is not None:
        start = level.end()
    if _BARE_HEAD.fullmatch(folded, start, end) and (counted or folded[first : first + 1] in "各每"):
        return None
    rest = folded[start:end]
    if _SOME.fullmatch(folded, first, end) or (_NOT_ORGANS.match(rest) and not _of_line(rest)) or _ANY_GOVERNMENT.match(rest):
        return None
    if rest.endswith("联席会议") and len(rest) < 8 and folded[first - 3 : first].rstrip("了过")[-2:] in _HELD:
        return None
    return start, end


def _of_line(name: str) -> bool:
    """Whether a general head has a line of business that makes it one body: 食品药品监督管理机构, not 行政管理机构."""
    known = lexicon()
    line = next((name[:n] for n in range(len(name) - 2, 1, -1) if name[:n] in known.alone), "")
    return bool(line) and line not in known.listed and name.endswith(("机构", "机关")) and len(name) - len(line) < 5


def _lines(folded: str, start: int, end: int) -> Iterator[Body]:
    """The body that a member of a list of posts names: 城管、爱卫办等部门干部, 农技站、财政分局人员."""
    if folded[start:end] in lexicon().alone:
        yield (start, end, "L", "")
        return
    whole = next((i for i in find(folded[start:end], folded[start:end]) if i.end - i.start == end - start), None)
    if whole is None or whole.kind not in "GDTC":
        yield from _holder(folded, start, end)
    elif not whole.weak and (body := _trimmed(folded, start, end, whole.kind)) is not None:
        yield (*body, whole.kind, "")


def _holder(folded: str, start: int, end: int) -> Iterator[Body]:
    """The body in the name of a post: 房管办 in 房管办工作人员."""
    post = _POST.search(folded[start:end])
    if post is None or post.start() < 2:
        return
    stop = start + post.start()
    for item in find(folded[start:stop], folded[start:stop]):
        if item.kind in "GDTC" and item.end == stop - start and not item.weak and not _EACH.match(item.name):
            if item.kind == "G" and folded[stop - 1] in "道镇乡街" and not is_specific(item):
                return
            body = _trimmed(folded, start + item.start, stop, item.kind)
            if body is not None:
                yield (*body, item.kind, "")
