"""A text asked of the model window by window 逐段询问, and what it said as claims that wait for review."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns, UnitStatus, Value
from ingest import names
from ingest.notices.extract import title_of
from ingest.places import place_passages
from ingest.readers import Canonical

from .answer import Malformed, Statement, check, parse
from .endpoint import Endpoint, ModelError, NoAnswer, Spent
from .prompt import instructions, question
from .settings import BadSettings, ModelSettings
from .windows import running_text, windows

CONFIDENCE = 0.3
"""Of all that a model says: under every review line."""
UNIT = "语言模型"
_SHORTEST_HALF = 300

Progress = Callable[[str, int, int | None], None]


def add(
    extraction: Extraction, canonical: Canonical, settings: ModelSettings | None = None, progress: Progress | None = None
) -> None:
    """Add to ``extraction`` what the model proposes for its document; does nothing where no model is set.

    ``settings`` are those of the environment unless given. Call it before ``ingest.review.split``. Never raises for what the
    model or its server does: that is told in ``units``. What ``progress`` raises goes through.
    """
    try:
        settings = settings or ModelSettings.from_environment()
    except BadSettings as error:
        extraction.units.append(UnitStatus(UNIT, "skipped", str(error)))
        return
    if settings is None:
        return
    said = propose(canonical, extraction.document.scope, settings, progress, extraction)
    place_passages(said, canonical)
    extraction.passages += said.passages
    extraction.claims += said.claims
    extraction.units += said.units


def propose(
    canonical: Canonical,
    scope: str,
    settings: ModelSettings,
    progress: Progress | None = None,
    known: Extraction | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Extraction:
    """What the model says of a document's running text: passages, claims of method ``model``, and the status of its work.

    ``known``: what the rules read, which is not proposed again. Tables are not sent. Calls ``progress("extracting", windows done,
    windows in all)``.
    """
    text = canonical.text
    parts = windows(text, running_text(text, canonical.blocks), settings.window, settings.overlap)
    record = DocumentRecord(
        canonical.document_id, canonical.name, canonical.format, canonical.sha256, "notice", "report", scope, text=text
    )
    result = Extraction(record, [], [])
    if not parts:
        result.units.append(UnitStatus(UNIT, "empty", "没有正文可读"))
        return result
    try:
        endpoint = Endpoint(settings, pause)
    except ModelError as error:
        result.units.append(UnitStatus(UNIT, "skipped", str(error)))
        return result
    work = _Work(canonical, scope, endpoint, _terms(text, scope))
    try:
        work.all(parts, result.units, progress)
    finally:
        endpoint.close()
    statements = _distinct(work.found)
    fresh = _unknown(statements, known)
    passages, claims = _columns(fresh, canonical, scope)
    result.passages, result.claims = passages, claims
    result.units.insert(0, _summary(work, len(parts), fresh, len(statements) - len(fresh)))
    return result


class _Work:
    """The windows of one document, asked one after the other."""

    def __init__(self, canonical: Canonical, scope: str, endpoint: Endpoint, terms: frozenset[str]) -> None:
        self.text, self.endpoint, self.terms = canonical.text, endpoint, terms
        self.system = instructions(scope)
        self.found: list[Statement] = []
        self.refused: Counter[str] = Counter()
        self.read = 0

    def all(self, parts: Sequence[tuple[int, int]], units: list[UnitStatus], progress: Progress | None) -> None:
        """Ask for every window; what fails is told, and the others go on unless none can."""
        for number, part in enumerate(parts, 1):
            if progress is not None:
                progress("extracting", number - 1, len(parts))
            try:
                self._window(part)
                self.read += 1
            except NoAnswer as error:
                units.append(
                    UnitStatus(f"{UNIT}·第{number}段", "skipped", f"字符 {part[0]}-{part[1]}：{error}，这一段没有用模型读")
                )
            except (Spent, ModelError) as error:
                rest = f"第{number}段" if number == len(parts) else f"第{number}—{len(parts)}段"
                units.append(UnitStatus(f"{UNIT}·{rest}", "skipped", f"{str(error).rstrip('。')}；{rest}没有用模型读"))
                return
        if progress is not None:
            progress("extracting", len(parts), len(parts))

    def _window(self, part: tuple[int, int]) -> None:
        start, end = part
        try:
            claims = self._claims(part)
        except NoAnswer as error:
            if not error.too_long or end - start < 2 * _SHORTEST_HALF:
                raise
            for half in windows(self.text, [part], (end - start) * 3 // 5, min(100, (end - start) // 10)):
                self.found += check(self._claims(half), self.text, half, self.terms, self.refused)
            return
        self.found += check(claims, self.text, part, self.terms, self.refused)

    def _claims(self, part: tuple[int, int]) -> list[object]:
        for last in (False, True):
            try:
                return parse(self.endpoint.ask(self.system, question(self.text[slice(*part)])))
            except Malformed as error:
                if last:
                    raise NoAnswer(f"模型的{error}，试了 2 次") from error
        raise AssertionError


def _terms(text: str, scope: str) -> frozenset[str]:
    """What a subject may be although its sentence does not say it: the district in its forms, the document by its title."""
    own = {"本区", "我区", "全区", "区"} if scope else set()
    area = names.area_by_name(scope) if scope else None
    if area is not None:
        own |= {area.name, names.short_name(area.name)}
    title = "".join(title_of(text).split())
    return frozenset(t for t in (*own, scope, title, f"《{title}》") if t and t != "《》")


def _distinct(statements: Sequence[Statement]) -> list[Statement]:
    """Each statement once, though windows overlap."""
    kept: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    out = []
    for s in statements:
        key = (s.relation, s.subject, s.target, s.negated)
        if not any(k.start < s.end and s.start < k.end for k in kept[key]):
            kept[key].append(s)
            out.append(s)
    return sorted(out, key=lambda s: (s.start, s.end, s.relation, s.subject))


def _unknown(statements: Sequence[Statement], known: Extraction | None) -> list[Statement]:
    """Statements that the rules did not read in the same place."""
    if known is None:
        return list(statements)
    spans: dict[str, tuple[int, int]] = {}
    for p in known.passages:
        for passage, start, end in zip(p.ids, p.starts, p.ends, strict=True):
            if start is not None and end is not None:
                spans[passage] = (start, end)
    have: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    for batch in known.claims:
        n = len(batch)
        for i, (subject, passage) in enumerate(zip(batch.subjects, batch.passages, strict=True)):
            if subject is not None and passage in spans:
                negated = batch.negated[i if len(batch.negated) == n else 0]
                target = batch.objects[i] if batch.objects else batch.values[i] if batch.values else None
                if isinstance(target, str):
                    target = "".join(target.split())
                have[batch.relation, "".join(subject.split()), target, negated].append(spans[passage])
    return [
        s
        for s in statements
        if not any(a < s.end and s.start < b for a, b in have.get((s.relation, s.subject, s.target[1], s.negated), ()))
    ]


def _columns(statements: Sequence[Statement], canonical: Canonical, scope: str) -> tuple[list[PassageColumns], list[ClaimBatch]]:
    if not statements:
        return [], []
    document = canonical.document_id
    passages = PassageColumns(document, "span")
    ids: dict[tuple[int, int], str] = {}
    for s in statements:
        span = (s.start, s.end)
        if span not in ids:
            ids[span] = f"{document}#m{len(ids) + 1}"
            passages.ids.append(ids[span])
            passages.locators.append(f"字符 {s.start}-{s.end}")
            passages.quotes.append(canonical.text[s.start : s.end])
            passages.starts.append(s.start)
            passages.ends.append(s.end)
            passages.rows.append(None)
    shapes: dict[tuple[str, str, str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        shapes[s.label, s.relation, s.object_label, s.target[0]].append(s)
    return [passages], [_batch(key, members, ids, scope) for key, members in shapes.items()]


def _batch(
    key: tuple[str, str, str, str], members: Sequence[Statement], ids: dict[tuple[int, int], str], scope: str
) -> ClaimBatch:
    label, relation, object_label, shape = key
    used = sorted({name for s in members for name, _ in s.qualifiers})
    qualifiers: dict[str, Sequence[Value]] = {name: [dict(s.qualifiers).get(name) for s in members] for name in used}
    batch = ClaimBatch(
        label,
        relation,
        [s.subject for s in members],
        [ids[s.start, s.end] for s in members],
        scopes=(scope,),
        modality=[s.modality for s in members],
        negated=[s.negated for s in members],
        confidence=[CONFIDENCE] * len(members),
        qualifiers=qualifiers,
        method="model",
    )
    if object_label:
        batch.object_label, batch.objects = object_label, [s.object for s in members]
    elif shape == "value":
        batch.values = [s.quantity.value if s.quantity else None for s in members]
        batch.units = [s.quantity.unit if s.quantity else "" for s in members]
    else:
        batch.values = [s.date or s.text for s in members]
    return batch


def _summary(work: _Work, asked: int, fresh: Sequence[Statement], repeated: int) -> UnitStatus:
    use = work.endpoint.use
    told = f"正文 {asked} 段读了 {work.read} 段，提出 {len(fresh)} 条待审主张"
    if repeated:
        told += f"；{repeated} 条规则已读出，不再提"
    if work.refused:
        why = "、".join(f"{reason} {n} 条" for reason, n in sorted(work.refused.items()))
        told += f"；未采用 {work.refused.total()} 条（{why}）"
    return UnitStatus(
        UNIT, "read" if work.read else "skipped", f"{told}；问了 {use.calls} 次，约 {use.tokens} 个词元", len(fresh)
    )
