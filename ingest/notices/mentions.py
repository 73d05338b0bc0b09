"""Mentions 提及: organisations, teams, posts, grids, powers, documents, models, numbers and dates in running text.

One pass of the lexicon's automaton gives words; a name is a run of them that ends in a head (局, 中队, 街道办事处), read on
the string of the words' class letters. What is no word (the proper part of a place name) is the letter ``u``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import Lexicon, lexicon
from .model import Item
from .numbers import DATE, NUMBER, date, quantity
from .proper import begin, belongs, branch, composite

_SPECIAL = re.compile(
    # what a special item can begin with, so that all else is passed over at once
    r"(?=[《“‘\d一二两三四五六七八九十百千〇零])"
    r"(?:(?P<I>《(?:[^《》\n]|《(?:[^《》\n]|《[^《》\n]*+》)*+》){2,90}》)"
    r"|(?P<Q>[“‘][^”’“‘\n]{1,40}[”’]|(?<!\d)\d{1,4}(?:\([^()\n]{1,12}\))?(?:\+(?:\d+|[XYNxyn])(?:\([^()\n]{1,12}\))?)+)"
    rf"|{DATE}|{NUMBER})"
)
_MODEL = re.compile(
    r"(?!即|指|就|为|是|与|和|等|及|的(?:乡镇|街道|镇)模式)(?:的|式)?(?:[\u4e00-\u9fff+]{0,14}?)(?:工作模式|管理模式|运行模式|治理模式|模式|工作机制|机制|治理格局|工作格局|格局|治理架构|工作体系|推进体系|体系|行动|工作法|架构|工程|评价机制|制度)"
)
_PAGES = bytes(ord("u") if 0x4E <= page <= 0x9F else ord(".") for page in range(256))
"""By the second byte of a character: Han ones are ``u``."""

# letters of words that may stand inside a name, and what a name may end in
_RUN = re.compile(
    r"(?:(?<=[las])[bcu]{1,4}j[bcu]{0,5}(?:h|(?=[DC]))|(?<=[las])[bc]{0,3}u{1,4}[bcm]{0,3}(?:h|(?=[DTC]))|(?<=[DT])u{2,3}h|(?<![bcujm])[bc]{1,4}j(?=[bc]{1,5}m?C)|[dlasSbcmDTCGXPRW]|(?<=[bclaR])h|(?<![u])(?:u{1,3})(?=S))+"
)
_LONE = re.compile("[bl]")
_NAMING = re.compile("[DTCGXPRWShas]|ul")
"""A run without one of these is no name."""


_POWER_AHEAD = re.compile(r"[bcml]*W+$|[bcml]*W+(?=[^DTCGXPRhSsa])")
_HEADS = frozenset("DTCGXPRWShas")
_KIND = {
    "S": "G",
    "s": "G",
    "h": "D",
    "a": "A",
    "D": "D",
    "T": "T",
    "C": "C",
    "G": "G",
    "X": "X",
    "P": "P",
    "R": "R",
    "W": "W",
}
_SINGLE_KIND = {"所": "T", "站": "T", "队": "T", "社": "C", "室": "C"}
_SELF_AREAS = frozenset(["我区", "本区", "全区", "我市", "本市", "全市", "我省", "本省", "全省", "我县", "本县", "全县"])
_TERRITORIAL = frozenset("区县市省旗州")
_COMMON = (
    "力量 警力 中心 委员会 条线 工作人员 人员 社会 政府 单位 组织 行政 部门 机关 企业 公司 "
    "群众 领导 干部 居民 责任 任务 权 处 科 组 项目 委员 机构 街 责任主体 镇村 村镇"
)
_NOT_NAMES = frozenset(_COMMON.split())
_LONG = tuple("期效远年")
_HEADED_BY = frozenset("局部厅处科股院署")
_FEW = re.compile("[两三四五六七八](?:家|个)?(?:部门|单位|所|局)")
"""After the last of 水务、交通、民政三部门."""
_OFFICE = ("公", "理", "法", "案", "结")
_CHIEF = re.compile("长(?![期效远年沙春宁安丰治阳岭乐葛垣顺海兴白武子汀泰寿岛清洲])")
"""The one at the head of 县财政局, not a time or the place that a name goes on with (总局长沙市)."""
_OFFICES = ("中心", "办公室", "领导小组", "专班", "指挥部", "小组")
_ACTS = ("负责", "牵头", "配合", "协助", "参与", "主管", "处罚", "查处", "执法", "监管")
_VERBAL = frozenset(["下沉", "下派", "移交", "承接", "接收", "牵头", "联合", "统一", "责任", "主管"])
_COLLECTIVE = re.compile(
    r"^(?:各|所有|上述|有关|相关|部分|一些|其他|其它|其余|大部分|不少|很多|许多|全部|个别)|^(?:街镇|乡镇|镇街|街乡|街道|镇|基层)"
)


@dataclass(slots=True)
class Words:
    """A text cut into words and single characters: class letters in one string, and where each begins."""

    letters: str
    starts: list[int]
    ends: list[int]


def _singles(shadow: str) -> str:
    """The letter of each character that is no word: ``u`` for a Han one, ``.`` for any other."""
    raw = shadow.encode("utf-32-le", "surrogatepass")
    letters = raw[1::4].translate(_PAGES).decode("ascii")
    planes = raw[2::4]
    if planes.count(0) == len(planes):
        return letters
    return "".join("." if plane else letter for plane, letter in zip(planes, letters, strict=True))


def words_of(shadow: str, special: list[Item], own: re.Pattern[str] | None, lexicon_: Lexicon) -> Words:
    """The text as words. ``special`` items are one letter each; ``own`` matches place names of the document's own district."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spans: list[tuple[int, int, str]] = [(i.start, i.end, i.kind.lower() if i.kind != "D" else "x") for i in special]
    classes = lexicon_.classes
    shielded = shadow
    if special:
        parts: list[str] = []
        last = 0
        for item in special:
            parts += (shadow[last : item.start], "\x00" * (item.end - item.start))
            last = item.end
        shielded = "".join((*parts, shadow[last:]))
    spans += [(start, end, classes[index]) for index, start, end in lexicon_.automaton.find_matches_as_indexes(shielded)]
    if own is not None:
        spans.extend((m.start(), m.end(), "a") for m in own.finditer(shielded))
    # special items first, then own places, then the lexicon, whoever starts first among equals
    spans.sort()
    at = 0
    size = len(shadow)
    single = _singles(shadow)
    for start, end, letter in spans:
        if start < at:
            continue
        if at < start:
            letters.append(single[at:start])
            starts += range(at, start)
            ends += range(at + 1, start + 1)
        if letter == "D" and shadow[end - 1] == "办" and (after := shadow[end : end + 1]) in _OFFICE:
            if after == "公":
                end, letter = min(end + 2, size), "C"  # 社会事务办 | 公室
            else:
                end -= 1  # 信访 | 办理
                letter = lexicon_.by_word.get(shadow[start:end], "u" if end - start == 1 else "c")
        if letter in "RfvP":
            if letter == "R":
                if shadow[end : end + 1] == "化":
                    end, letter = end + 1, "c"  # 楼宇网格化
                elif shadow[end : end + 1] == "长":
                    end, letter = end + 1, "P"  # 街面网格长
            elif letter == "P":
                if shadow[end - 1] == "长" and shadow[end : end + 1] in _LONG:
                    end -= 1  # 由镇 | 长期承担
                    letter = lexicon_.by_word.get(shadow[start:end], "u")
            elif letter == "f":
                if end - start == 1 and shadow[start] in "和与":
                    letter = "j"  # 城乡建设和交通工作委员会
            elif letters and letters[-1] in "bc" and shadow.startswith(_OFFICES, end):
                letter = "c"  # 诉求处置中心
        letters.append(letter)
        starts.append(start)
        ends.append(end)
        at = end
    letters.append(single[at:])
    starts += range(at, size)
    ends += range(at + 1, size + 1)
    return Words("".join(letters), starts, ends)


def special_items(text: str, shadow: str) -> list[Item]:
    """Documents 《》, quotations and number models with what they are called (“1+6”模式), dates and numbers."""
    out: list[Item] = []
    reach = 0
    for found in _SPECIAL.finditer(shadow):
        start, end = found.span()
        if start < reach:
            continue
        kind = found.lastgroup or "Q"
        if kind == "I":
            out.append(Item("I", start, end, text[start + 1 : end - 1]))
        elif kind == "Q":
            model = _MODEL.match(shadow, end)
            name = text[start:end]
            if model is not None and (shadow[start] != "‘"):
                end = model.end()
                name = text[start:end]
                kind = "M"
            elif "+" in name and shadow[start] not in "“‘":
                kind = "M"
            out.append(Item(kind, start, end, name))
        elif kind == "Y":
            out.append(Item("Y", start, end, text[start:end], date=date(shadow[start:end])))
        else:
            start += text[start:end].rfind("，") + 1  # 5，300户: a full-width comma parts no thousands
            number = quantity(shadow[start:end])
            if number is None:
                continue
            out.append(Item("N", start, end, text[start:end], quantity=number))
        reach = end
    return out


def names(text: str, shadow: str, words: Words, lexicon_: Lexicon) -> list[Item]:
    """Names of organisations, posts, grids, powers and places."""
    out: list[Item] = []
    letters, starts, ends = words.letters, words.starts, words.ends
    for found in _RUN.finditer(letters):
        first, last = found.span()
        if _NAMING.search(letters, first, last) is None:
            continue
        for a, b in _split(shadow, letters, starts, ends, first, last) if last - first > 1 else ((first, last),):
            item = _name(text, shadow, letters, starts, ends, a, b)
            if item is not None:
                out.append(_below(text, shadow, letters, starts, out[-1], item) if out else item)
    for found in _LONE.finditer(letters):
        i = found.start()
        if found[0] == "b":
            word = shadow[starts[i] : ends[i]]
            if (
                word in lexicon_.alone
                and (i == 0 or letters[i - 1] not in "ubchdmDTCGXPRW")
                and (i + 1 == len(letters) or letters[i + 1] not in "ubchmDTCGXPRWo" or _FEW.match(shadow, ends[i]))
            ):
                start = starts[i - 1] if i and letters[i - 1] in "lSas" else starts[i]
                weak = (
                    word in lexicon_.listed
                    and (start == starts[i] or (letters[i - 1] in "lS" and start + 1 < starts[i]))
                    and not (_in_list(shadow, start, ends[i]) or _acts(shadow, start, ends[i]))
                )
                out.append(Item("L", start, ends[i], text[start : ends[i]], weak=weak))
        elif shadow[starts[i] : ends[i]] in _SELF_AREAS:
            out.append(Item("A", starts[i], ends[i], text[starts[i] : ends[i]]))
    return _without_overlap(out)


def _in_list(shadow: str, start: int, end: int) -> bool:
    """Whether a word stands among others: 公安、消防, 是市容还是交警."""
    return shadow[start - 1 : start] in tuple("、和与及是或") or shadow[end : end + 1] in tuple("、和与及还或等")


def _acts(shadow: str, start: int, end: int) -> bool:
    """Whether a word is the subject of a clause: 消防负责处罚."""
    return shadow[start - 1 : start] in ("", ",", ";", "。", ":", "\n", " ", "由") and shadow.startswith(_ACTS, end)


def _split(shadow: str, letters: str, starts: list[int], ends: list[int], start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run where a determiner begins a new name: 街道 | 各部门, but 区 相关 部门 and 区政府 相关 部门 are one."""
    cuts = [start]
    for i in range(start + 1, end):
        if (letters[i] == "d" and letters[i - 1] not in "lasSdGu") or (letters[i] in "as" and letters[i - 1] in "DTCXPRWhcbm"):
            cuts.append(i)
        elif letters[i - 1] in "DTCGhXSs" and _POWER_AHEAD.match(letters, i, end):
            cuts.append(i)  # 环保部门 | 执法权
        elif (
            letters[i] == "b"
            and letters[i - 1] in "DTCG"
            and letters[i + 1 : i + 2] not in ("D", "h")
            and shadow.startswith("组织", starts[i])
        ):
            cuts.append(i + 1)  # 区委办公室 组织 | 调研组
        elif letters[i] == "u" and letters[i - 1] in "DT" and not branch(shadow, letters, starts, ends, i, end):
            cuts.append(i)
        elif letters[i] == "j" and not composite(shadow, letters, starts, i, end):
            cuts.append(i + 1)
        elif (letters[i - 1] == "P" and letters[i] not in "P") or (letters[i - 1] == "W" and letters[i] not in "W"):
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _name(text: str, shadow: str, letters: str, starts: list[int], ends: list[int], a: int, b: int) -> Item | None:
    while b > a and letters[b - 1] not in _HEADS and not _territory(shadow, letters, starts, ends, a, b):
        b -= 1
    if b <= a or (letters[a] == "u" and letters[b - 1] == "h"):
        return None
    if (
        b - a == 2
        and letters[b - 1] == "h"
        and letters[a] in "las"
        and letters[b : b + 1] == "v"
        and shadow[starts[a + 1]] == "所"
    ):
        return None  # 市辖区 所 制定
    a = _known_place(shadow, letters, starts, ends, a, b)
    while (
        b - a > 1
        and letters[a] == "d"
        and (letters[a + 1] in "Ssal" or (letters[a + 1] == "C" and shadow[starts[a] : ends[a]] == "下沉"))
        and shadow[starts[a] : ends[a]] in _VERBAL
    ):
        a += 1  # 下沉街道: to sink to the street; 下沉队伍: the sunk team
    while b - a > 2 and letters[a] == "c" and letters[a + 1] in "bdl" and shadow[starts[a] : ends[a]] in _VERBAL:
        a += 1
    if letters[a] in "bclaDTCmSG" and letters[b - 1] in "DTCGh":
        a = begin(shadow, letters, starts, ends, a, b)
    start, end = starts[a], ends[b - 1]
    name = text[start:end]
    head = letters[b - 1]
    if head == "l":
        kind = "A"
    elif head == "h":
        kind = _SINGLE_KIND.get(shadow[end - 1], "D")
    else:
        kind = _KIND[head]
    if kind == "T" and shadow[end - 1] == "队" and shadow[end : end + 1] == "员":
        kind, end = "P", end + 1
        name = text[start:end]
    elif kind == "D" and shadow[end - 1] in _HEADED_BY and _CHIEF.match(shadow, end):
        kind, end = "P", end + 1  # 县财政局 | 长
        name = text[start:end]
    elif (kind == "T" and shadow[end - 1] == "队" and shadow[end : end + 1] == "伍") or (
        kind == "W" and shadow[end - 1] == "权" and shadow[end : end + 1] in ("限", "力")
    ):
        end += 1
        name = text[start:end]
    if kind == "T" and "X" in letters[a:b] and shadow[start:end].endswith(("队伍", "力量")):
        kind = "X"
    if kind == "W" and b - a == 1 and len(name) == 1:
        return None
    return Item(
        kind,
        start,
        end,
        name,
        collective=bool(_COLLECTIVE.match(shadow[start:end])),
        weak=b - a == 1 and shadow[start:end] in _NOT_NAMES,
    )


def _below(text: str, shadow: str, letters: str, starts: list[int], above: Item, item: Item) -> Item:
    """A unit with the body that it stands below, when only a place name is between them (市国土资源局 江北 分局)."""
    if item.kind not in "DTC" or above.kind not in "DTCG" or not above.end <= item.start <= above.end + 4:
        return item
    gap = shadow[above.end : item.start]
    if not belongs(shadow[above.start : above.end], gap, shadow[item.start : item.end]):
        return item
    return Item(item.kind, above.start, item.end, text[above.start : item.end], collective=above.collective)


def _known_place(shadow: str, letters: str, starts: list[int], ends: list[int], a: int, b: int) -> int:
    """Where the name begins: an unknown word before 街道 is a place after its district, or when the text uses it again."""
    for i in range(b - 1, a, -1):
        if letters[i] == "S" and letters[i - 1] == "u":
            j = i
            while j > a and letters[j - 1] == "u":
                j -= 1
            place = shadow[starts[j] : ends[i]]
            if (j > a and letters[j - 1] == "a") or (len(place) >= 3 and shadow.count(place) >= 2):
                return a
            if i == b - 1 and j == a:
                return begin(shadow, letters, starts, ends, i, b)
            return i
    return a


def _territory(shadow: str, letters: str, starts: list[int], ends: list[int], a: int, b: int) -> bool:
    return (
        letters[b - 1] == "l"
        and b - a >= 3
        and letters[b - 2] == "u"
        and shadow[ends[b - 1] - 1] in _TERRITORIAL
        and ends[b - 1] - starts[b - 1] == 1
    )


def _without_overlap(items: list[Item]) -> list[Item]:
    items.sort(key=lambda i: (i.start, -i.end))
    out: list[Item] = []
    for item in items:
        if out and item.start < out[-1].end:
            continue
        out.append(item)
    return out


def find(text: str, shadow: str, own: re.Pattern[str] | None = None) -> list[Item]:
    """All items of a text in order, without overlaps and not yet coordinated."""
    lexicon_ = lexicon()
    special = special_items(text, shadow)
    words = words_of(shadow, special, own, lexicon_)
    return _without_overlap(special + names(text, shadow, words, lexicon_))
