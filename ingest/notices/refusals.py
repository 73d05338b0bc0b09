"""Refusals 不采: mentions that do not act where they stand, and words that are cut off or ask.

A form sees letters, not grammar: 协助县长负责日常工作, 除盐东镇外均设立了中队, 以区局名义执法 and 哪些由乡镇承担 fit it as
well as what it was written for. What no form should say is refused here, once for all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon import lexicon
from .roles import leads
from .stream import Stream

_HELPED = re.compile(
    "(?:协助|配合|指导|督促|监督|会同|帮助|支持|服务|联合|代表|对接|陪同)(?:和(?:指导|督促|监督))?(?:辖区内?|所属|下属|相关|有关|各|属地)?$"
)
"""What stands before a body that another one helps, leads or joins in what follows."""
_ACTS = frozenset(("BEARS_DUTY", "HOLDS_POWER", "ESTABLISHES", "LACKS_POWER", "RETAINS_POWER", "ASSESSES"))
_IN_NAME = re.compile("的?名义")
_EXCEPT = re.compile("除(?!了?[^,;]{0,24}外?[,]?(?:还|也))[^,;:。外]*$")
_OUTSIDE = re.compile("[^,;:。]{0,16}?(?:以外|之外|外)(?=[,的均都全其]|$)")
_OPEN_END = re.compile(
    "(?:[或被把将]|(?<![自理事情])由|(?<![移上提递转成])交|后再|(?<![落滞先以今])后|(?<![及临按准同当小])时|其中|或者|以及|哪些|什么)$"
)
"""What no duty and no demand ends in: it goes on behind."""
_BEARER = re.compile("(?:职责|职能|任务|义务)的(?:部门|机构|单位|组织|人员|主体)")
"""In the words of a duty: 承担监管职责的部门 says who, not what."""
_NO_DUTY = re.compile(
    "(?:建议|拟|要求|明确|规定|决定|原则上|一律|统一|全部|今后|下一步|目前|现在?|几乎|到头来|都|均|很多|许多|原本|本来|本?该|应该|只能|"
    "必须|最终|往往|一般|主要|分别|共同)+"
)
_CUT_DUTY = re.compile(r"[对将把](?!.*(?:进行|开展|实施|予以|给予|加以|的|入|至|到|给|为|作|监督|管理))")
"""A duty that was cut off before its verb: 对资金预算编制, …"""
_WHICH = re.compile("哪些|哪个|哪一|谁来|由谁|何种|是否|能否")
_ANY = re.compile("[\ue000-\ue00f]")
_MAY_DESCRIBE = re.compile("(?:不[\u4e00-\u9fff]{1,2}|不足|滞后|薄弱|缺失|过[高低多少长大小重])$")
_WHOLE_BEFORE = re.compile(
    "$|[^\u4e00-\u9fff]|[的等之而又也和与及且或是已均都还仍使致更较在于为让给对从并未尚就便则]|导致|造成|主要|问题|引发|影响|现象|情况|局面|"
    "困境|境地|状况|普遍|明显|突出|严重|日益|越来|长期|直接|难以|无法|没有|有待|亟待"
)
_CUT_HERE = re.compile("(?<=..)(?:被|合并|整合|调整|精简|下放|划转|撤销|改为|变为|组成|由|都|均|已).*$")
_UNFINISHED = re.compile("[到至给由被把将在于对向从与和及或、等]$")
_NO_SUBJECT = re.compile(
    "(?:[的时后前或及和与由已均都也]|或者|以及|之日)$|^(?:经|按|按照|根据|哪|会同|作出|提出|应当|必须|需要)|由[^的]{2,16}(?:部门|机关|政府|机构)$"
    "|^(?:其|该|此|这|那|它|他|她|这些|他们|我们|你们|它们|双方|自己|本身)$"
)
"""Words in a subject's place that are a condition or break off: 造成损失的, 经区里审核后."""
_STATUS = re.compile("(?:[、和与及或][^,;:。的]{2,16})*的(?:行政|执法|法定|独立|合法)*(?:主体资格|主体地位|资格|\ue00c)")
_MANNER = re.compile("(?:按照|按|依照|依据|根据|参照|依托|结合|围绕|通过|针对|在|以|自|会同|对|为|将|把)[^,;:。]*$")
_NO_VERB_AT_END = re.compile(
    "(?:原则|要求|规定|标准|基础|基础上|中|内|上|下|方面|过程|方式|程序|形式|职责|范围|期间|日起|情况|实际|办法|意见|需要|特点|"
    "权限|分工|机构|部门|单位|队伍|平台|系统|资源|机制|变化|等级|水平|能力|目标|规律|条件|后|前|时)$"
)
_MAIN_VERB = re.compile(
    "(?:建立|组建|设立|成立|制定|编制|开展|加强|完善|健全|做好|落实|实施|推进|支持|提供|公布|公开|报送|签订|组织|确定|配备|采取|协助|"
    "承担|负责|履行|建设|进行|予以|给予|办理|批复|纳入|划转|委托|拆除|收回|公告|征求|告知|出具|发放|安排|设置|委派|派出|上报|报告|移送)(?!的)"
)
_DUTIES = frozenset(("BEARS_DUTY", "REQUIRES", "RECOMMENDED_ACTION", "LEADS", "HAS_RULE"))


def excepted(stream: Stream, place: int) -> bool:
    """Whether a mention is what a clause leaves out: 除盐东镇外."""
    said = stream.text
    if "除" not in said:
        return False
    begin, _ = stream.clause(place, place + 1)
    return _EXCEPT.search(said, begin, place) is not None and _OUTSIDE.match(said, place + 1) is not None


def aside(stream: Stream, place: int, relation: str) -> bool:
    """Whether a mention is not the one that acts: it is left out, helped by another, or lends its name only."""
    said = stream.text
    if place and said[place - 1] == "以" and _IN_NAME.match(said, place + 1):
        return True
    if excepted(stream, place):
        return True
    if relation in _ACTS:
        begin, _ = stream.clause(place, place + 1)
        return begin < place and _HELPED.search(said, begin, place) is not None
    return False


def open_ended(relation: str, words: str) -> bool:
    """Whether words cannot be a whole duty or demand: they break off (交由街道 read as 交), or their verb is missing."""
    if relation not in _DUTIES:
        return False
    if relation == "BEARS_DUTY" and _BEARER.search(words) is not None:
        return True
    if _OPEN_END.search(words) is not None or _NO_DUTY.fullmatch(words) is not None:
        return True
    return relation == "BEARS_DUTY" and _CUT_DUTY.match(words) is not None


def counted_thing(words: str) -> str:
    """What is counted, without a trailing 的 or 从 (12个部门的部分权力); "" where its words break off (20项下放到乡镇的…)."""
    words = _CUT_HERE.sub("", words)
    whole = words[:-1] if len(words) > 2 and words[-1] in "的从" else words
    return "" if _UNFINISHED.search(whole) else whole


def status_after(stream: Stream, place: int) -> int:
    """Where a status ends that begins with the powers before a place (行政处罚权 | 和强制权的主体资格): it is what is lacked."""
    found = _STATUS.match(stream.text, place)
    if found is None:
        return place
    last = stream.items.get(found.end() - 1)
    return found.end() if last is None or last.name.endswith(("资格", "地位")) else place


def splits_a_word(said: str, place: int) -> bool:
    """Whether a place in a stream is inside a word of two characters: 基层承 | 接能力."""
    return said[place - 1 : place + 1] in lexicon().by_word


def goes_on(trouble: str, after: str) -> bool:
    """Whether the words of a trouble describe what comes after them: 不合理 | 投诉 is a complaint, 不合理 | 导致… is not."""
    return _MAY_DESCRIBE.search(trouble) is not None and _WHOLE_BEFORE.match(after) is None


def manner_only(words: str) -> bool:
    """Whether words say only how something is to be done (按照属地管理的原则), and what follows a comma says what."""
    return _MANNER.match(words) is not None and _NO_VERB_AT_END.search(words) is not None and not _MAIN_VERB.search(words, 2)


def no_subject(words: str) -> bool:
    """Whether words in a subject's place cannot be one."""
    return _NO_SUBJECT.search(words) is not None


@lru_cache(maxsize=4096)
def own_subject(lead: str) -> bool:
    """Whether what stands before a match in its clause is a subject of its own (党群工作 | 实行…), not who was spoken of.

    A verb (实行…), a preposition or a mention of a body at its beginning is none."""
    if len(lead) < 3 or _ANY.search(lead) or leads(lead):
        return False
    known = lexicon()
    first = next(iter(known.automaton.find_matches_as_indexes(lead)), None)
    return first is None or first[1] > 0 or known.classes[first[0]] not in "fv"


def asked(clause: str, after: str) -> bool:
    """Whether a clause asks (哪些由乡镇承担, 为何挂牌?), and so states nothing."""
    return after in ("?", "？") or _WHICH.search(clause) is not None
