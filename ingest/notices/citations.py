"""Citations 引文: document numbers 文号 in every form, and references to articles 条、款、项, with exact spans.

A document number has an issuer's code (沪府办发), a year in brackets and a number; an order or announcement has the body that
gives it, 令 or 公告, and a number (国务院令第722号, 公告2020年第3号). Form after the standard for official documents,
GB/T 9704—2012, and what older and local ones write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.statutes import BasisRef, instrument_name, parse_basis
from ingest.statutes.numerals import DIGITS, to_int

from .shadow import shadow

_S = r"[ \u3000]*"
_NUMBER = rf"(?:\d{{1,5}}|[{DIGITS}]{{1,6}}|[XxＸｘ×]{{1,3}})"
_MANY = rf"{_NUMBER}(?:{_S}[、,-]{_S}{_NUMBER})*"
_YEARED = re.compile(
    rf"[(\[【]{_S}(?P<year>(?:19|20)\d\d){_S}[)\]】]{_S}(?P<mid>(?:字第|第|综|字|文|函|规|办|发|特|联|督|复|通|内){{0,2}}){_S}"
    rf"(?P<n>{_MANY}){_S}号(?![楼线院室房])"
)
_CODE = re.compile(rf"[\u4e00-\u9fffA-Za-z×]{{1,14}}(?={_S}$)")
_KINDS = "令|公告|通告|通令"
_ORDER = re.compile(
    rf"(?P<kind>{_KINDS}){_S}(?:[(\[]{_S}(?P<y1>(?:19|20)\d\d){_S}[)\]]|(?P<y2>(?:19|20)\d\d){_S}年)?{_S}第{_S}(?P<n>{_NUMBER}){_S}号"
)
_ORDER_AFTER = re.compile(rf"第{_S}(?P<n>{_NUMBER}){_S}号{_S}(?P<kind>主席令|国务院令|政府令|省政府令|市政府令|部令|{_KINDS})")
_YEAR_BEFORE = re.compile(rf"(?<!\d)((?:19|20)\d\d){_S}年{_S}$")
_BODY = re.compile(r"[\u4e00-\u9fff、]{1,24}$")
_STOP = re.compile(
    r"根据|按照|依据|依照|遵照|参照|执行|落实|贯彻|印发|转发|下发|颁发|发布|公布|颁布|废止|停止|修订|修改|通过|附件|文号为|文号|发文字号|文件|通知|意见|办法|规定|批复|"
    r"决定|详见|参见|现将|关于|[见以为的与及或由原即将把请按号]|(?<=.)[在对如其该]"
)
_BODY_STOP = re.compile(
    r"根据|按照|依据|依照|遵照|参照|执行|落实|贯彻|印发|转发|下发|颁发|发布|公布|颁布|废止|修订|修改|通过|文件|通知|意见|批复|详见|参见|现将|关于|[见以由经的原号按]"
)
_BODY_END = re.compile(
    r"(?:国务院|主席|国|政府|委员会|[一-鿿]部|总局|[一-鿿]局|署|[一-鿿]厅|[一-鿿]委|人民银行|法院|检察院|[一-鿿]会|办公室|省|市|区|县)$"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number 文号: where it stands, and its parts. ``numbers`` are several for joint ones (〔2019〕3、4号)."""

    start: int
    end: int
    text: str
    issuer: str
    year: int | None
    numbers: tuple[str, ...]

    @property
    def normal(self) -> str:
        """The number as the standard writes it: no spaces, year in 〔〕; an order as it stands, without spaces."""
        return re.sub(r"[\s\u3000]", "", re.sub(r"[(（\[［【]\s*(\d{4})\s*[)）\]］】]", r"〔\1〕", shadow_digits(self.text)))


@dataclass(frozen=True, slots=True)
class ClauseReference:
    """A reference to articles, with what it refers to. A title of "" is the text itself (本条, 前款)."""

    start: int
    end: int
    text: str
    refs: tuple[BasisRef, ...]


def shadow_digits(text: str) -> str:
    """Full-width digits as ASCII ones."""
    return text.translate({0xFF10 + i: str(i) for i in range(10)})


def document_numbers(text: str, folded: str = "") -> list[DocumentNumber]:
    """Every document number in a text, in order, without overlaps and without the words before it (根据, 见).

    ``folded`` is the text's shadow, where the caller has it already."""
    folded = folded or shadow(text)
    found = [*_yeared(text, folded), *_orders(text, folded)]
    found.sort(key=lambda n: (n.start, -n.end))
    out: list[DocumentNumber] = []
    for number in found:
        if not out or number.start >= out[-1].end:
            out.append(number)
    return out


def _yeared(text: str, folded: str) -> Iterator[DocumentNumber]:
    for match in _YEARED.finditer(folded):
        opened = match.start()
        before = _CODE.search(folded, max(0, opened - 18), opened)
        code = _code(before[0], folded[before.start() - 1 : before.start()]) if before is not None else ""
        if (len(code) < 2 and not (code and match["mid"]) and text[opened] not in "〔﹝") or len(code) > 12:
            continue
        start = before.end() - len(code) if before is not None and code else opened
        yield DocumentNumber(
            start, match.end(), text[start : match.end()], code, int(match["year"]), tuple(re.split(r"[、,\s-]+", match["n"]))
        )


def _code(said: str, before: str) -> str:
    """The issuer's code at the end of what stands before the year: 根据闵府办发 → 闵府办发. ``before`` is the character ahead."""
    cut = 0
    for stop in _STOP.finditer(said):
        cut = stop.end()
    rest = said[cut:]
    if rest[:1] == "和" and not cut and before in tuple(")》号]】") and len(rest) > 3:
        return rest[1:]
    if rest[:1] == "经" and len(rest) > 2 and rest[1] not in "信开济发":
        return rest[1:]
    inner = rest.rfind("和", 1)
    return rest[inner + 1 :] if inner > 0 else rest


def _orders(text: str, folded: str) -> Iterator[DocumentNumber]:
    for expression in (_ORDER, _ORDER_AFTER):
        for match in expression.finditer(folded):
            start = match.start()
            year = match["y1"] or match["y2"] if expression is _ORDER else None
            if expression is _ORDER_AFTER and (dated := _YEAR_BEFORE.search(folded, max(0, start - 10), start)) is not None:
                year, start = dated[1], dated.start()
            before = _BODY.search(folded, max(0, start - 24), start)
            body = _body(before[0]) if before is not None else ""
            start -= len(body)
            yield DocumentNumber(
                start, match.end(), text[start : match.end()], body + match["kind"], int(year) if year else None, (match["n"],)
            )


def _body(said: str) -> str:
    """The body that gives an order, at the end of what stands before 令: 依据住房和城乡建设部 → 住房和城乡建设部."""
    cut = 0
    for stop in _BODY_STOP.finditer(said):
        cut = stop.end()
    body = said[cut:].lstrip("、和与及")
    return body if _BODY_END.search(body) else ""


_N = rf"第{_S}(?:[{DIGITS}]{{1,7}}|\d{{1,4}}){_S}"
_PART = (
    rf"(?:{_N}条(?:之[{DIGITS}]{{1,3}})?|{_N}款|第{_S}[(]?{_S}(?:[{DIGITS}]{{1,4}}|\d{{1,3}}){_S}[)]?{_S}[项目]"
    rf"|[(](?:[{DIGITS}]{{1,3}})[)]项)"
)
_LISTED = rf"{_S}(?:、|和|及|以及|或者|或|至|到|-|~|与){_S}"
_BARE = rf"(?:第?{_S}[(]?(?:[{DIGITS}]{{1,7}}|\d{{1,4}})[)]?)"
_SEVERAL = rf"{_BARE}(?:{_LISTED}{_BARE}){{1,20}}{_S}[条款项]"
_WHOLE = re.compile(
    rf"(?P<rel>(?:本|前|该|同|上)条(?![例线块约件目])|前款|本款|上款|前项|本项|前[一两二三四](?:款|项|条))?"
    rf"(?P<run>(?:{_PART}|{_SEVERAL})(?:{_S}(?:{_PART}|{_SEVERAL})|{_LISTED}(?:{_PART}|{_SEVERAL})){{0,30}})?"
)
_MEASURE = re.compile(
    r"条(?=[街路线河道]|经验|措施|建议|意见|消息|新闻|途径)|"
    r"项(?=工作|任务|措施|内容|议程|议题|工程|改革|经验|成果|举措|指标)"
)
_TRIGGER = re.compile(r"第(?=[ 一二三四五六七八九十百千两〇零\d(])|本条|前条|该条|同条|上条|前[款项一两二三四]|本[款项]|上款")
_TITLE_END = re.compile(r"》(?:[(][^()\n]{1,40}[)])?[ ,]*$")
_SAME_TEXT = re.compile(r"(?:本|该|同)(?:办法|条例|规定|细则|规则|方案|法|意见)$")
_ARTICLE_LINE = re.compile(rf"^[ \u3000]*第([{DIGITS}]{{1,7}}|\d{{1,4}})条(?![、和至到第之])", re.M)


def clause_references(text: str) -> list[ClauseReference]:
    """Every reference to articles, 款 and 项. A relative one (前款, 本条第二款) is resolved where the text has articles."""
    folded = shadow(text)
    heads = [(m.start(), m.end(), to_int(m[1]) or 0) for m in _ARTICLE_LINE.finditer(folded)]
    inside = {start for start, _, _ in heads}
    out: list[ClauseReference] = []
    at = 0
    while (hit := _TRIGGER.search(folded, at)) is not None:
        match = _WHOLE.match(folded, hit.start())
        at = hit.end()
        if match is None or match.end() == match.start():
            continue
        start, end = match.span()
        if _MEASURE.match(folded, end - 1) and match["rel"] is None:
            continue  # 第二项工作
        line = folded.rfind("\n", 0, start) + 1
        if line in inside and not folded[line:start].strip():
            continue  # the article's own number
        refs = _resolve(folded, match, heads)
        if not refs and match["rel"] is None:
            continue
        at = end
        out.append(ClauseReference(start, end, text[start:end], tuple(refs)))
    return out


def _resolve(folded: str, match: re.Match[str], heads: list[tuple[int, int, int]]) -> list[BasisRef]:
    title = "" if match["rel"] else _title_before(folded, match.start())
    run = match["run"] or ""
    refs = [replace(r, title=title) for r in parse_basis(f"《甲》{run}")] if run else []
    refs = [r for r in refs if (r.article, r.paragraph, r.item) != (None, None, None)]
    rel = match["rel"]
    if rel is None:
        if refs and refs[0].article is None and not title and (here := _here(folded, match.start(), heads)) is not None:
            refs = [replace(r, article=here[0]) for r in refs]
        return refs
    here = _here(folded, match.start(), heads)
    if here is None:
        return refs
    article, paragraph = here
    back = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}.get(rel[1], 1)
    if rel.endswith("条"):
        base = [BasisRef("", n) for n in (range(article - back, article) if rel[0] in "前上" else [article]) if n > 0]
    elif rel.endswith("款"):
        base = [
            BasisRef("", article, n) for n in (range(paragraph - back, paragraph) if rel[0] in "前上" else [paragraph]) if n > 0
        ]
    else:
        base = [BasisRef("", article, paragraph)]
    if not refs:
        return base
    return [
        replace(
            r,
            article=b.article if r.article is None else r.article,
            paragraph=b.paragraph if r.paragraph is None else r.paragraph,
        )
        for b in base
        for r in refs
    ]


def _title_before(folded: str, start: int) -> str:
    """The title that a reference follows, or the last one in its sentence; "" for the text itself."""
    sentence = max(folded.rfind(c, 0, start) for c in "。;\n") + 1
    before = folded[sentence:start]
    if _SAME_TEXT.search(before):
        return ""
    close = before.rfind("》")
    if close < 0:
        return ""
    depth, i = 0, close
    while i >= 0:
        depth += {"》": 1, "《": -1}.get(before[i], 0)
        if depth == 0:
            return instrument_name(before[i + 1 : close])
        i -= 1
    return ""


def _here(folded: str, start: int, heads: list[tuple[int, int, int]]) -> tuple[int, int] | None:
    """The article and 款 that a place in the text stands in."""
    last = None
    for head in heads:
        if head[0] > start:
            break
        last = head
    if last is None:
        return None
    lines = [line for line in folded[last[1] : start].split("\n")[:-1] if line.strip() and not re.match(r"[ \u3000]*[(]", line)]
    return last[2], len(lines) + 1
