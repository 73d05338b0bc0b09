"""Modality 语气 and aspect 权能 as the words of a sentence tell them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reference import Context
    from .stream import Stream

_ADVICE = re.compile(r"建议(?![权、,。;的等])|应考虑|可以考虑|可考虑|探索将|还可以")
_PLAN = re.compile(
    "即将|拟(?!定|订|稿|由此)(?<!模拟)(?<!虚拟)|(?<![按照据本该年度作规聘用])计划(?![生、和与及的,。;等内外书管经工单性表项财指任中])(?!$)"
    "|将(?:会|逐步|全面|统一|陆续)?(?=成立|设立|组建|建立|新设|增设|推行|实行|启动|建成)|将于|将在|(?<!做好)(?<!的)准备(?![金工])|正积极申报|筹备(?!组|工)|预计(?=[^,;。]{0,14}(?:将|年|月|底|完成|建成|可|达))"
)
"""What is going to be; plans as things (聘用计划、, 计划生育, 年度计划) are none."""
_FACT = re.compile(r"目前|已经|已(?=[\u4e00-\u9fff])|原先|\ue00d|此前|去年|今年")
_DOCUMENT_RELATIONS = frozenset(
    ["ISSUED_ON", "ISSUED_BY", "HAS_DOC_NUMBER", "EFFECTIVE_ON", "STARTED_ON", "AUTHORED_BY", "PROPOSED_BY", "BASED_ON"]
)
_MADE = frozenset({"ESTABLISHES", "TRANSFERRED_TO", "STATIONED_IN", "SUCCEEDS", "USES_MODEL"})
"""What a demand (要求各区组建…, 应当建立…) asks for has not come about by it."""
_DEMANDED = re.compile("(?<![的体关]|作)要求(?![,;。、的和与]|$)|提出要|强调")
"""The verb, not 按照…的要求."""
_OUGHT = re.compile(
    "应当|必须|(?<![相适对响供反回感效顺答])应(?![急对用运声聘收届邀])|须(?!知)|可以(?!说|看)"
    "|(?<![需主重必首概纪摘扼将简次只想])要(?![求素点闻件旨害道地])"
)
"""What ought to or may be is not so yet."""
_GRANT = re.compile("(?:应当?|[要须可]|可以|必须|逐步|进一步)(?:依法|逐步|进一步|充分)*(?:赋予|授予)")
"""A power that ought to be given (应当赋予镇政府处罚权) is not held yet."""
_HELD = frozenset({"HOLDS_POWER", "HOLDS_RIGHT_OVER"})
_PROBLEM_RELATIONS = frozenset({"HAS_PROBLEM", "OVERLAPPING_BETWEEN"})


def modality_of(stream: Stream, at: int, context: Context, relation: str) -> str:
    """asserted, problem, recommended or planned: by the relation, the sentence's words, and the section that it stands in."""
    words = stream.text
    start, end = stream.clause(at, at + 1)
    if relation in _DOCUMENT_RELATIONS:
        return "planned" if _PLAN.search(words, start, end) else "asserted"
    if _ADVICE.search(words, 0, end) or "对策建议" in words:
        return "recommended"
    if relation in _PROBLEM_RELATIONS:
        return "problem"
    if words.startswith("针对", start):
        return "asserted"  # 针对…的情况: what the advice starts from
    if relation in _MADE and (_DEMANDED.search(words, 0, end) or _OUGHT.search(words, start, end) or "应当" in words[:start]):
        return "recommended"
    if relation in _HELD and _GRANT.search(words, start, end):
        return "recommended"
    clause = words[max(0, words.rfind(",", 0, at)) :]
    if _PLAN.search(clause.split(",")[0] if not clause.startswith(",") else clause[1:].split(",")[0]):
        return "planned"
    if context.advice and not _FACT.search(words):
        return "recommended"
    return "asserted"


_POSITIVE = re.compile(
    "不得不|不能不|不可不|并非不|并非没有|不是没有|无不|未必|未来|未经|未成年|未列入|不得少于|不得低于|不得超过|没有变化|不变"
)
"""Double negation 双重否定, and words that only look like one."""
_DENIED = re.compile(
    "未|没有|不再|并非|并不|不得|不由|不是|不属|不隶属|无权|无须|无需|免于|不需|不予|不实行|不负责|不承担|不具|从不|毫无|暂无|取消|免除|终止"
)


@lru_cache(maxsize=1024)
def denied(clause: str) -> bool:
    """Whether a clause says that something is not so (尚未设立, 不再由…管理, 免于考核); a double negation says that it is."""
    return _DENIED.search(_POSITIVE.sub("", clause)) is not None


_UNLESS = re.compile("(?:未经|非经|除非|没有[^,;:。]{1,16}(?:授权|同意|批准|许可|委托))[^;:。]*,$")
_FORMERLY = re.compile("过去|以前|从前|曾经|原先|原来|原本|原(?=由|属|隶属|归|系)|此前|历史上|之前")
_NOW = re.compile("现(?!有|状|实|象|场|行)|如今|目前|已|改|后来|随后")
_CHANGED = re.compile("[^,;:。]{0,4}?(?:改为|变为|转为|调整为|变更为|转变为)")


def conditional(before: str) -> bool:
    """Whether what comes before a clause in its sentence makes it hold on a condition only (未经授权,…)."""
    return _UNLESS.search(before) is not None


def over(clause: str, after: str, rest: str) -> bool:
    """Whether what a clause says was so once and is no more: 过去…,现…; …管理改为…管理.

    ``after`` is what follows the match in its clause, ``rest`` what follows the clause in its sentence."""
    return _CHANGED.match(after) is not None or (_FORMERLY.search(clause) is not None and _NOW.search(rest) is not None)


_IF = re.compile("如果|若(?!干)|一旦|倘若|假如|是否|能否")


def supposed(clause: str, after: str) -> bool:
    """Whether a clause is a condition or a question (如果…, 是否…, 原部门仍行使处罚权的,…), which states nothing."""
    return (
        _IF.search(clause) is not None
        or (clause.endswith("的") and after in ("，", ","))
        or (clause.startswith("在") and clause.endswith("前"))
    )


_ASPECTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"主体资格|执法资格|主体地位|作为.*主体|资格"), "subject_status"),
    (re.compile(r"依据|法律支撑|无法可依"), "legal_basis"),
    (re.compile(r"执法|处罚|强制|查处|惩处|执罚"), "enforcement"),
    (re.compile(r"检查"), "inspection"),
    (re.compile(r"管理|审批|许可|监管|指导|服务"), "management"),
)


@lru_cache(maxsize=4096)
def aspect_of(words: str) -> str:
    """The aspect of a power that its words name; "" if they name none."""
    return next((aspect for expression, aspect in _ASPECTS if expression.search(words)), "")


_RESOURCES: tuple[tuple[str, str], ...] = (
    (r"人员|人力|人财物|人、财|(?:^|、)人(?:、|$)|力量", "staff"),
    (r"编制", "establishment"),
    (r"经费|资金|财力|人财物|财、物|(?:^|、)财", "funding"),
    (r"装备|设备|车辆|物力|人财物|财、物|(?:^|、)物", "equipment"),
)
_FACETS: tuple[tuple[str, str], ...] = (
    (
        r"人事|编制|档案|任免|干部|人员管理|招录|招聘|录用|离职|退休|劳动关系|进退|人、财、物|人财物|人员的?管理|从业人员管理|合同",
        "personnel",
    ),
    (r"日常|考勤|工作安排|调配|使用|统筹|任务分配|组织纪律|纪律|岗位分配|队伍建设", "daily"),
    (r"业务|培训|指导|监督", "business"),
    (r"经费|资金|财务|工资|薪酬|待遇|财、物|人财物|预算|补贴|装备", "finance"),
    (r"考核|考评|评议|奖惩|绩效", "assessment"),
)


def resources_of(words: str) -> list[str]:
    """Resources of a transfer that words name: staff, establishment, funding, equipment."""
    return [r for expression, r in _RESOURCES if re.search(expression, words)]


def facets_of(words: str) -> list[str]:
    """Facets of management that words name, or none."""
    return [f for expression, f in _FACETS if re.search(expression, words)]


@lru_cache(maxsize=8192)
def line_of(name: str) -> str:
    """The line 条线 that a name speaks of, by the longest word of the lexicon in it, of equal ones the first; "" for none."""
    from .lexicon import lexicon

    return min((w for w in lexicon().lines if w in name), key=lambda w: (-len(w), name.index(w)), default="")
