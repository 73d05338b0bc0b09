"""The proper part of a name 专名: words that no lexicon knows (簇桥派出所, 绿源畜牧技术服务有限公司) and where they begin."""

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon import lexicon, places

_BEFORE = frozenset(
    [
        "由",
        "与",
        "和",
        "及",
        "以及",
        "或",
        "向",
        "对",
        "将",
        "把",
        "被",
        "经",
        "从",
        "在",
        "到",
        "至",
        "给",
        "为",
        "让",
        "使",
        "请",
        "如",
        "因",
        "跟",
        "同",
        "于",
    ]
)
_VERBAL = frozenset(
    "赴往找帮替叫拟报送建抽派查抓打做办转交设开关管问来去看听说讲写读用选推提要求想愿敢需已正各每此即则均都也还再又才就只仅且并而但若以按据依随后前中内外上下间时"
    "日月年我他她它们其之者的地得可应会能有无是非不未没很最更较太极约近超达满足够因故虽然个名人次件项条处家支只共同另全凡属含占令责限逐一两每某任何谁怎么这那哪几多少旧"
)
_ADJECTIVES = (
    "本地 外地 大型 小型 中小 私营 民营 国有 集体 外资 合资 知名 正规 涉事 涉案 违规 违法 运营 承包 "
    "中标 总包 分包 施工 监理 建筑 运输 广告 拆迁 辖区 区内 市内 县内 城区 一般 普通 定点 公立 私立 "
    "民办 公办 乡镇 村级 中心 完全 重点 示范 两级 三级 甲等 高等 职业 商业 政策 地方 股份 全资 控股 "
    "下属 所属 直属 关联 经营 建设 开发 生产 加工 销售 服务 管理 养护 保洁 保安 环卫 园林 物流 劳务 "
    "派遣 咨询 检测 评估 审计 测绘 设计 勘察 拍卖 典当 担保 保险 证券 基金 信托 租赁 大批 大量 多家 "
    "数家 众多 个别 绝大 周边 附近 沿线 沿街"
)
_PLAIN = frozenset(_ADJECTIVES.split())
_FIRM = re.compile(
    r"(?:公司|集团|银行|支行|分行|信用社|农商行|大学|学院|医院|卫生院|学校|小学|中学|幼儿园|协会|商会|学会|促进会|研究会|基金会|合作社|经济联合社|电视台|报社|事务所|律所|党校)$"
)
_VILLAGE = re.compile(
    r"(?:村委会|居委会|居委|村民委员会|居民委员会|党支部|党总支|党委|业委会|业主委员会|村民小组|居民小组|服务站|工作站|村委)$"
)
_UNIT = re.compile(
    r"(?:派出所|分局|[中大支分]队|监管所|管理所|司法所|警务[室站]|供电所|税务所|管理局|法庭|工作站|执法队|消防站|救援站)$"
)
_BODY = re.compile(r"(?:专班|领导小组|指挥部|办公室|管委会|联席会议|中心|委员会|专项小组|管理[处科股所]|养护[处所站])$")
_BELOW = re.compile(r"(?:分局|派出所|管理局|[中大支分]队|科|股|室|办公室|处|所|站|法庭|分公司|支行|分行)$")
_ABOVE = re.compile(r"(?:局|委|厅|委员会|分局|大队|支队|总队|公司|法院|银行|指挥部|集团|政府|部)$")
_BUREAU = re.compile(r"(?:局|委员会|委|办公室|厅|中心)(?:.{0,6}(?:科|所|队|分局))?$")
_VAGUE = re.compile(r"(?:部门|单位|机构|机关|队伍|力量|组织|企业|警力|条线|科室)$")
_BODIES = frozenset(
    ["公安局", "民政局", "司法局", "房管局", "规划局", "建设局", "统计局", "安监局", "食药监局", "水务局", "应急局", "城管局"]
)
_STREET_BODY = re.compile(r"(?:街道办事处|街道办|街道党工委|镇政府|镇人民政府|镇党委|乡政府|乡人民政府|乡党委)$")
_SURE_BELOW = re.compile(r"(?:分局|科|股|分公司|支行|分行|办公室)$")


@lru_cache(maxsize=1)
def place_stems() -> frozenset[str]:
    """What places are called without their end (簇桥, 黄坡)."""
    known = places()
    out: set[str] = set()
    for name in (*known.areas, *known.streets):
        stem = re.sub(r"(?:街道|镇|乡|区|县|市|新区)$", "", name)
        if 2 <= len(stem) <= 3:
            out.add(stem)
    return frozenset(out)


def unknown_before(letters: str, a: int, longest: int = 8) -> int:
    """Index of the first of the unknown characters that stand directly before ``a``; ``a`` where there are none or too many."""
    k = a
    while k > 0 and letters[k - 1] == "u" and a - k <= longest:
        k -= 1
    return k if a - k <= longest else a


def begin(shadow: str, letters: str, starts: list[int], ends: list[int], a: int, b: int) -> int:
    """Where the name that the words a to b form begins, if unknown characters before it belong to it; else a."""
    head = shadow[starts[b - 1] : ends[b - 1]]
    k = _firm(shadow, letters, starts, ends, a) if _FIRM.search(head) else a
    if k < a:
        return k
    k = unknown_before(letters, a)
    if k == a:
        return a
    before = letters[k - 1] if k else "."
    if before in "las":
        if shadow[starts[k]] in _VERBAL or a - k > 6:
            return a
        while k > 0 and letters[k - 1] in "las":
            k -= 1
        return k
    if not _opens(shadow, letters, starts, ends, k):
        return a
    while k < a and shadow[starts[k]] in _VERBAL:
        k += 1
    size = a - k
    said = shadow[starts[k] : starts[a]] if size else ""
    if size < 2 or said in _PLAIN:
        return a
    if letters[a] == "l":
        return k if size <= 3 and shadow.count(said + shadow[starts[a]]) >= 2 and shadow[starts[a]] in "县市区" else a
    if letters[a] in "SG" and _STREET_BODY.match(shadow[starts[a] : ends[b - 1]]):
        return k if size <= 3 else a
    if letters[a] == "S":
        return k if size == 2 and b == a + 1 and head in ("镇", "乡") else a
    if _FIRM.search(head) or (size <= 4 and _VILLAGE.search(head)):
        return k
    if (_UNIT.search(head) and size <= 3) or (said in place_stems() and not _VAGUE.search(head)):
        return k
    return k if _BODY.search(head) and size <= 6 else a


def _firm(shadow: str, letters: str, starts: list[int], ends: list[int], a: int) -> int:
    """A firm's or association's name may mix known and unknown words; it must begin where a sentence lets a name begin."""
    k = a
    while k > 0 and starts[a] - starts[k - 1] <= 14 and (letters[k - 1] in "ubcmalS" or shadow[starts[k - 1]] == "地"):
        k -= 1
    if k and not _opens(shadow, letters, starts, ends, k):
        return a
    while k < a and letters[k] == "u" and shadow[starts[k]] in _VERBAL:
        k += 1
    said = shadow[starts[k] : starts[a]]
    return a if len(said) < 2 or said in _PLAIN or any(said == p or said.startswith(p) for p in _PLAIN) else k


def _opens(shadow: str, letters: str, starts: list[int], ends: list[int], k: int) -> bool:
    """Whether a name may begin at a word: after a mark, a verb, a number, or a preposition."""
    before = letters[k - 1] if k else "."
    return before in ".vqiynj" or (before == "f" and shadow[starts[k - 1] : ends[k - 1]] in _BEFORE)


def composite(shadow: str, letters: str, starts: list[int], j: int, end: int) -> bool:
    """Whether 和 joins two lines of one body (城乡建设和交通工作委员会), not two bodies (城管和公安局)."""
    k = j
    while k > 0 and letters[k - 1] in "bcu":
        k -= 1
    first = shadow[starts[k] : starts[j]]
    stop = starts[end] if end < len(starts) else len(shadow)
    whole = shadow[starts[j] : stop]
    return (
        bool(_BUREAU.search(whole))
        and whole[1:] not in _BODIES
        and not (first in lexicon().alone and first not in lexicon().listed)
    )


def branch(shadow: str, letters: str, starts: list[int], ends: list[int], i: int, end: int) -> bool:
    """Whether unknown words after a body name its branch at a place: 县自然资源局 白沙 所."""
    k = i
    while k < end and letters[k] == "u":
        k += 1
    return (
        k < end
        and letters[k] == "h"
        and shadow[starts[k] : ends[k]] in ("所", "站", "队")
        and shadow[starts[i] : starts[k]] in place_stems()
    )


def belongs(above: str, gap: str, head: str) -> bool:
    """Whether a unit stands below the body named before it, with its own name between: 县市场监督管理局 | 黄坡 | 分局."""
    if not gap:
        return above == "国家税务总局" and head.endswith(("税务局", "税务分局", "税务所"))
    return bool(
        re.fullmatch("[一-鿿]{2,4}", gap)
        and _ABOVE.search(above)
        and _BELOW.search(head)
        and (gap in place_stems() or (gap[0] not in _VERBAL and _SURE_BELOW.search(head)))
    )
