"""A notice 通知、报告 → claims with exact spans."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns, Quantity, UnitStatus, Value
from graph.ontology import ONTOLOGY

from .calibration import calibrated
from .coordination import coordinate
from .engine import match
from .grammar import Grammar, grammar
from .header import numbered, read_header
from .lexicon import own_places
from .mentions import find
from .model import Found, Item, Named, Sentence
from .reference import Context, main_street
from .roles import ENUMERATED, topic_of
from .sentences import sentences
from .shadow import shadow
from .stream import Stream, stream


class Readable(Protocol):
    """What this room needs of a canonical document."""

    @property
    def name(self) -> str:
        """The name that the document goes by."""
        ...

    @property
    def format(self) -> str:
        """The format of the file."""
        ...

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        ...

    @property
    def text(self) -> str:
        """The canonical text, to which offsets refer."""
        ...

    @property
    def document_id(self) -> str:
        """The id of the document."""
        ...


def extract(canonical: Readable, scope: str) -> Extraction:
    """Claims of a notice. ``scope`` is the full name of the district that it speaks for (上海市闵行区), or ""."""
    text = canonical.text
    skip = [(b.start, b.end) for b in getattr(canonical, "blocks", ()) if b.kind == "cell"]
    found = read_text(text, scope, skip)
    passages = PassageColumns(canonical.document_id, "span")
    ids: dict[tuple[int, int], str] = {}
    for claim in found:
        span = (claim.start, claim.end)
        if span not in ids:
            ids[span] = f"{canonical.document_id}#{len(ids) + 1}"
            passages.ids.append(ids[span])
            passages.locators.append(f"字符 {span[0]}-{span[1]}")
            passages.quotes.append(text[span[0] : span[1]])
            passages.starts.append(span[0])
            passages.ends.append(span[1])
            passages.rows.append(None)
    issued = next((c.date for c in found if c.relation == "ISSUED_ON" and c.subject.name == title_of(text)), "")
    record = DocumentRecord(
        canonical.document_id,
        canonical.name,
        canonical.format,
        canonical.sha256,
        "notice",
        authority_of(text),
        scope,
        dt.date.fromisoformat(issued) if re.fullmatch(r"\d{4}-\d\d-\d\d", issued) else None,
        text,
    )
    status = UnitStatus("全文", "read" if text.strip() else "empty", f"{len(found)} 条主张", len(found))
    return Extraction(record, [passages], batches(found, ids, scope), [status])


def read_text(text: str, scope: str = "", skip: Sequence[tuple[int, int]] = (), rules: Grammar | None = None) -> list[Found]:
    """Claims of a text, in the order of their evidence, without repetitions."""
    folded = shadow(text)
    rules = rules or grammar()
    items = coordinate(text, folded, find(text, folded, own_places(scope)))
    context = Context(scope, title_of(text))
    context.main_street = context.street = main_street(items)
    place = text.find(context.title) if context.title else -1
    if place >= 0:
        named = (i for i in items if i.kind == "A" and place <= i.start < place + len(context.title))
        context.actor = context.title_actor = next(named, None)
    starts = [i.start for i in items]
    out: list[Found] = []
    paragraph = -1
    for sentence in sentences(folded, skip, ((i.start, i.end) for i in items if i.kind in "IQM" and not i.members)):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            line_start = folded.rfind("\n", 0, sentence.start) + 1
            line_end = folded.find("\n", sentence.start)
            context.paragraph(folded, line_start, len(folded) if line_end < 0 else line_end, items, starts)
        line = stream(folded, sentence, items, starts)
        if sentence.outer is not None:
            _inside(line, sentence, context, text, rules, items, starts, out)
            continue
        _note_matter(line, context, text)
        if not ENUMERATED.match(line.text):
            context.note_model(line.items.values())
        out.extend(match(line, text, context, rules))
        _move_on(line, context)
    kept = distinct(
        one_reading(out)
        + counted(items, context, folded)
        + placed(items, folded)
        + read_header(text, folded, context.title, items)
        + numbered(text, folded, items)
    )
    return calibrated(kept, families()) if rules is grammar() else kept


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """The family of each relation."""
    return {c.name: c.family for c in ONTOLOGY.claim_relations}


_PLACED = re.compile(r"^(?P<area>.*(?:省|市|区|县))(?P<street>[^省市区县]{2,6}(?:街道|镇|乡))$")


_NO_STREET = re.compile("^[各、和与级属直域内辖]|^(?:街镇|乡镇|街道)$|政府|驻地|所在|下辖|全部|一些|多个")


def placed(items: list[Item], folded: str) -> list[Found]:
    """Which district a street belongs to, where its full name is written out (南京市秦淮区红花街道)."""
    out: list[Found] = []
    seen: set[str] = set()
    for item in items:
        for part in item.parts() if item.kind == "G" else ():
            found = _PLACED.match(part.name)
            if found is not None and part.name not in seen and not _NO_STREET.search(found["street"]):
                seen.add(part.name)
                out.append(
                    Found(
                        "PART_OF",
                        Named("Organ", found["street"]),
                        part.start,
                        part.end,
                        "name.placed",
                        object=Named("Area", found["area"]),
                        confidence=0.9,
                    )
                )
    return out


_LAST_ONLY = frozenset("、和及与约近超逾达有的")
"""Before a number that counts the last of a list only: 上千户家庭、近5000名居民."""


def counted(items: list[Item], context: Context, folded: str) -> list[Found]:
    """How many a list says that it has: A、B、C等11支协管员队伍."""
    out: list[Found] = []
    for item in items:
        if (
            item.counted
            and item.quantity is not None
            and folded[item.end - len(item.counted) - 1] not in _LAST_ONLY
            and (item.quantity.value >= 6 or item.quantity.value > len(item.members))
        ):
            label = context.resolve(item.parts()[-1]).label
            a = max(folded.rfind(c, 0, item.start) for c in ",;。\n") + 1
            out.append(
                Found(
                    "HAS_COUNT",
                    Named(label, item.counted),
                    a,
                    item.end,
                    "count.coordination",
                    quantity=item.quantity,
                    confidence=0.85,
                )
            )
    return out


_MATTER = re.compile(
    r"(?:如对于?|对于|例如对|比如对|如)(?P<m>[^,。;:]{2,20}?的?(?:认定|整治|查处|处置))|涉及到?(?P<n>[^,。;:]{2,24}?)等(?:问题|情况|行为)"
)


def _note_matter(line: Stream, context: Context, text: str) -> None:
    spoken = _MATTER.search(line.text)
    if spoken is not None:
        context.matter = text[slice(*line.span(*spoken.span(spoken.lastgroup or 0)))]


def _inside(
    line: Stream,
    sentence: Sentence,
    context: Context,
    text: str,
    rules: Grammar,
    items: list[Item],
    starts: list[int],
    out: list[Found],
) -> None:
    """What stands in parentheses speaks of what stands before them."""
    place = bisect_left(starts, sentence.start)
    before = [i for i in items[max(0, place - 2) : place] if i.end == sentence.start - 1]
    kept = list(context.topic)
    if before:
        context.topic = [before[-1]]
    out.extend(match(line, text, context, rules))
    context.topic = kept


def _move_on(line: Stream, context: Context) -> None:
    topic = topic_of(line, len(line.text.split(",", 1)[0])) or topic_of(line, len(line.text))
    if topic is not None:
        context.topic = [*context.topic[-1:], topic]
        context.topics.append(topic)
        if topic.kind == "A":
            context.actor = topic
    for item in line.items.values():
        context.remember(item)


_SIGNED = re.compile("(?:人民政府|办公[室厅]|委员会|[局厅委])$|^[\\d〇○零一二三四五六七八九十年月日 ]+$")
"""A line that is a body's name or a date: a signature, no title."""


def title_of(text: str) -> str:
    """The document's title: its first line that is one, without date and site name."""
    lines = [raw.strip() for raw in text.split("\n")[:12] if raw.strip()]
    for line in lines:
        line = re.split(r"[_|]", line)[0]
        line = re.sub(r"\s*[(（]?\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?[)）]?\s*$", "", line).strip()
        if (
            6 <= len(line) <= 60
            and not line.endswith(("。", "：", ":"))
            and re.search(r"[\u4e00-\u9fff]{5}", line)
            and not re.match(r"^(?:来源|作者|发布)", line)
            and not (_SIGNED.search(line) and not line.startswith("关于"))
        ):
            return line
    return ""


_NOTICE = re.compile(r"(?:通知|意见|办法|方案|决定|批复|规定|细则|公告|通告|纪要|函)$")


def authority_of(text: str) -> str:
    """How strong a source is: a document of an authority, by its title and number 文号, else a report or article."""
    title = title_of(text)
    numbered = re.search(r"[\u4e00-\u9fff]{2,8}[〔\[(（]\d{4}[〕\])）]第?\d+号", text[:600])
    return "official_notice" if numbered and _NOTICE.search(title) else "report"


def _read_better(claim: Found, chosen: list[Found]) -> bool:
    """Whether a surer pattern has read the number of a doubtful claim."""
    return claim.quantity is not None and any(
        c.quantity == claim.quantity and c.pattern != claim.pattern and c.start < claim.end and claim.start < c.end
        for c in chosen
    )


_NOTHING: dict[str, str | float] = {}
_NUMBERS = frozenset({"HAS_COUNT", "HAS_STAFFING", "HAS_METRIC", "HAS_CERTIFICATES", "HAS_SLA"})
_NEARNESS = {
    "place": 1,
    "listing": 1,
    "model": 1,
    "scheme": 1,
    "here": 1,
    "founded": 1,
    "section": 3,
    "street": 3,
    "actor": 3,
    "area": 4,
}


def one_reading(found: list[Found]) -> list[Found]:
    """Claims with one reading a number: that of the pattern whose subject is named nearest, then of the surest one."""
    best: dict[int, tuple[int, float, str]] = {}
    for c in found:
        if c.anchor >= 0 and c.relation in _NUMBERS:
            source = c.via.partition("/")[0]
            rank = (0 if len(source) < 3 and source[:1].isupper() else _NEARNESS.get(source, 2), -c.confidence, c.pattern)
            best[c.anchor] = min(best.get(c.anchor, rank), rank)
    return [c for c in found if c.anchor not in best or c.relation not in _NUMBERS or best[c.anchor][2] == c.pattern]


def distinct(found: list[Found]) -> list[Found]:
    """Claims without repetitions: of the same statement in overlapping spans, the surest and then the fullest is kept."""
    order = sorted(range(len(found)), key=lambda i: (-found[i].confidence, found[i].end - found[i].start, -len(found[i].text), i))
    kept: dict[tuple[object, ...], list[Found]] = defaultdict(list)
    chosen: list[Found] = []
    numbers: list[Found] = []
    for i in order:
        claim = found[i]
        target = claim.object or claim.quantity or claim.date
        said = dict(claim.qualifiers) if claim.qualifiers else _NOTHING
        number = isinstance(target, Quantity)
        key = (
            claim.relation,
            claim.subject,
            target or "text",
            claim.negated,
            said.get("resource"),
            said.get("facet"),
            None if number else said.get("topic"),
            None if number else said.get("aspect"),
        )
        if any(c.start < claim.end and claim.start < c.end and not _beside(c, claim) for c in kept[key]):
            continue
        if claim.confidence < 0.7 and _read_better(claim, numbers):
            continue
        if claim.quantity is not None:
            numbers.append(claim)
        kept[key].append(claim)
        chosen.append(claim)
    return sorted(chosen, key=lambda c: (c.start, c.end, c.relation, c.subject.name))


def _beside(a: Found, b: Found) -> bool:
    """Whether two claims are members of one list: 没有处罚权和强制权."""
    return (
        bool(a.text and b.text)
        and a.pattern == b.pattern
        and a.start == b.start
        and a.text not in b.text
        and b.text not in a.text
    )


def batches(found: list[Found], ids: dict[tuple[int, int], str], scope: str) -> list[ClaimBatch]:
    """Claims of one shape in columns."""
    groups: dict[tuple[str, str, str, str], list[Found]] = defaultdict(list)
    for claim in found:
        shape = "number" if claim.quantity is not None else "date" if claim.date else "text"
        groups[
            claim.subject.label,
            claim.relation,
            claim.object.label if claim.object else "",
            "" if claim.object else shape,
        ].append(claim)
    out: list[ClaimBatch] = []
    for (subject, relation, target, _), claims in groups.items():
        keys = sorted({k for c in claims for k, _ in c.qualifiers if k != "text"})
        said = [dict(c.qualifiers) for c in claims] if keys else []
        qualifiers: dict[str, Sequence[Value]] = {k: [q.get(k) for q in said] for k in keys}
        if target and any(c.text for c in claims):
            qualifiers["text"] = [c.text or None for c in claims]
        batch = ClaimBatch(
            subject,
            relation,
            [c.subject.name for c in claims],
            [ids[c.start, c.end] for c in claims],
            scopes=(scope,),
            modality=[c.modality for c in claims],
            negated=[c.negated for c in claims],
            confidence=[c.confidence for c in claims],
            qualifiers=qualifiers,
        )
        if target:
            batch.object_label = target
            batch.objects = [c.object.name if c.object else None for c in claims]
        else:
            batch.values = [_value(c) for c in claims]
            if any(c.quantity for c in claims):
                batch.units = [c.quantity.unit if c.quantity else "" for c in claims]
                batch.maxima = [c.quantity.maximum if c.quantity else None for c in claims]
        out.append(batch)
    return out


def _value(claim: Found) -> Value:
    if claim.quantity is not None:
        return claim.quantity.value
    return claim.date or claim.text
