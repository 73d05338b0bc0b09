"""Names other than organisations': areas, auxiliary teams, instruments, and plain text. Simple and careful."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from .cores import Verdict
from .gazetteer import nearest_area
from .kinds import aux_kind
from .parse import parse
from .text import unwrapped, without_conjunctions

Decision = tuple[Verdict, float, str]

_NUMBER = re.compile(r"[\(〔\[【（]?((?:19|20)\d{2})[\)〕\]】）]?(?:第)?(\d+)号")
_VERSION = re.compile(r"\((?:(?:19|20)\d{2}年?(?:修订|修正|修改|版)?|修订|修正|修改|试行|暂行)\)$")
_TAIL = re.compile(
    r"(实施细则|实施办法|实施意见|实施条例|实施方案|条例|办法|规定|细则|意见|通知|决定|方案|规则|法|清单|标准|目录|批复|公告|解释)(?:\(.*\))?$"
)
_FORWARD = re.compile(r"关于(?:印发|转发|公布|发布|批转|下发).*《.+》.*的(?:通知|公告|决定)$")
_LOOSE = re.compile(r"[，,。.；;：:、·\-—_/\\()\[\]【】《》〈〉]+")


def compare_text(left: str, right: str) -> Decision:
    """Two names of matters, duties, items and the like."""
    x, y = (_LOOSE.sub("", without_conjunctions(t)) for t in (left, right))
    if x == y and x:
        return "same", 0.95, "除标点和连词外写法相同。"
    ratio = fuzz.ratio(*sorted((x, y))) / 100
    if ratio >= 0.88 and _digits(x) == _digits(y):
        return "unsure", 0.6, "只差少数几个字，需要人看。"
    return "different", round(0.4 * ratio, 3), "写法不同。"


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+|第[一二三四五六七八九十]+", text)


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+|[一二三四五六七八九十]+(?=类|号|级|档|期)", text)


def compare_area(left: str, right: str, scope: str) -> Decision:
    """Two names of areas, by the gazetteer."""
    x, y = nearest_area(left, scope), nearest_area(right, scope)
    if x is None or y is None:
        missing = left if x is None else right
        return "unsure", 0.5, f"区划名录里没有唯一叫“{missing}”的区域，需要人看。"
    if x.code == y.code:
        return "same", 0.98, f"都是“{x.full_name}”。"
    return "different", 0.03, f"不是同一区域：“{x.full_name}”与“{y.full_name}”。"


def compare_aux(left: str, right: str) -> Decision:
    """Two names of auxiliary teams: place, then kind."""
    a, b = parse(left), parse(right)
    if (a.places or b.places) and {p.short for p in a.places[-1:]} != {p.short for p in b.places[-1:]}:
        if a.places and b.places:
            return "different", 0.05, f"地名不同：“{a.places[-1].name}”与“{b.places[-1].name}”。"
        return "unsure", 0.5, "一方没有写明是哪里的队伍，需要人看。"
    if _numbers(left) != _numbers(right):
        return "different", 0.1, "队伍序号不同。"
    x, y = aux_kind(left), aux_kind(right)
    if x == y:
        return "same", 0.93, f"都是“{x}”协管队伍。"
    ratio = fuzz.ratio(*sorted((x, y))) / 100
    if ratio >= 0.8:
        return "unsure", 0.5, f"“{x}”与“{y}”只差少数几个字，需要人看。"
    return "different", round(0.3 * ratio, 3), f"协管类别不同：“{x}”与“{y}”。"


def document_number(text: str) -> tuple[str, str] | None:
    """Year and number of a document number 文号 in a text (〔2018〕9号 → 2018, 9)."""
    found = _NUMBER.search(text)
    return (found.group(1), found.group(2)) if found else None


def title_key(title: str) -> str:
    """A title 题名 for comparison: without outer 《》, country, version note and punctuation of nested titles."""
    text = unwrapped(title)
    text = _VERSION.sub("", text.removeprefix("中华人民共和国"))
    return re.sub(r"[《》〈〉\"“”]", "", text)


def compare_instrument(left: str, right: str) -> Decision:
    """Two titles of instruments: document numbers, then the title without its country and version note."""
    x, y = document_number(left), document_number(right)
    if x and y and x != y:
        return "different", 0.05, f"文号不同：{x[0]}年{x[1]}号与{y[0]}年{y[1]}号。"
    a, b = title_key(left), title_key(right)
    versions = _VERSION.search(unwrapped(left)), _VERSION.search(unwrapped(right))
    if a == b:
        if all(versions) and versions[0] and versions[1] and versions[0].group() != versions[1].group():
            return "unsure", 0.6, "题名相同而版本不同，需要人看。"
        return "same", 0.95, "题名相同。"
    if bool(_FORWARD.search(left)) != bool(_FORWARD.search(right)) and (a in b or b in a):
        return "unsure", 0.5, "一方是印发或转发另一方的通知，需要人看。"
    tails = [found.group(1) if found else "" for found in (_TAIL.search(a), _TAIL.search(b))]
    ratio = fuzz.ratio(*sorted((a, b))) / 100
    if tails[0] != tails[1] and all(tails):
        return "different", round(0.2 * ratio, 3), f"文种不同：“{tails[0]}”与“{tails[1]}”。"
    if ratio >= 0.9 and _digits(a) == _digits(b):
        return "unsure", 0.6, "题名只差少数几个字，需要人看。"
    return "different", round(0.4 * ratio, 3), "题名不同。"
