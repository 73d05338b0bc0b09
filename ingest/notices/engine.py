"""The engine 匹配: sentences in, claims out. It knows no pattern; it tries those whose triggers a sentence holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.evidence import Quantity

from .grammar import Emission, Grammar, Pattern
from .model import LABEL_OF_KIND, Found, Item, Named
from .modality import aspect_of, facets_of, line_of, modality_of, resources_of
from .reference import Context
from .stream import Stream

_POWER_RELATIONS = frozenset("HOLDS_POWER LACKS_POWER RETAINS_POWER TRANSFERRED_TO NOT_TRANSFERRED_TO ENTRUSTED_BY".split())
_TEXT_OBJECTS = frozenset("HAS_PROBLEM HAS_RULE REQUIRES BEARS_DUTY RECOMMENDED_ACTION MANAGEMENT_MODE HAS_KIND HAS_METRIC ABOLISHES HAS_DOC_NUMBER".split())
_MODEL_OBJECTS = frozenset("USES_MODEL HAS_COMPONENT ESTABLISHES APPLIES_TO PARTICIPATES_IN PROPOSED_BY".split())
_LEAD = re.compile(
    r"^(?:[ “]|每个?|每支|[一二三四五六七八九十]是|但是?|而且?|并且?|且|同时|因此|因而|由于|因为|如果|虽然|尽管|即使|目前|当前|现在|此外|另外|其中|例如|比如|如|即|对此|为此|一方面|另一方面|首先|其次|再者|最后|据统计|据测算|调研发现|"
    r"近年来|今年|去年|原先|原来|一般|通常|原则上|整体上|总的来看|总的看|现|截至|特别是|尤其是|以及|从而|进而|这就?使?|使得?|导致|造成|致使|使|让|一旦|当|只有|不少|一些|近些年|长期以来|实践中|事实上|实际上|再|又|也|于是|所以|其实|"
    r"[\ue00d\ue020-\ue025]|(?:在|从|自|按照|根据|通过|针对|围绕|结合|除|截止)[^,;:\ue000-\ue00d]{0,24}(?:的|中|上|下|内|时|后|前|起|里|来|方面|层面|看|基础上)|\d+[.、]|\([一二三四五六七八九十\d]+\))*$"
)
_EXAMPLE = re.compile(r"以[\u4e00-\u9fff]{0,4}(?P<i>[\ue000-\ue008])[系统条线]{0,2}为例")
_PLACE = re.compile(r"在(?:每个)?[\u4e00-\u9fff]{0,4}?(?P<i>[\ue001\ue004\ue008])(?:内|中|里)")
_BASES = ("为基", "为根", "为依", "为主", "为核", "为支", "为例", "为重", "为代")
_FOUNDED = re.compile(r"(?:组建|成立|设立|建立|组成)(?:了|一支|一个)?(?:民办非企业?)?$")
_TRIM = re.compile(r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|的|着|相关(?:业务)?(?:范围)?的|其(?=相关|所)|也|均|[一二三四五六七八九十]是|其中|同时|目前|此外|另外|即|并且|并|而|且|但是|但|因此|由于|例如|比如|如)+")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a text slot matched."""

    value: str


Bound = Item | Text


def match(stream: Stream, text: str, context: Context, grammar: Grammar) -> list[Found]:
    """Claims of one sentence."""
    woken: set[int] = set()
    raw = text[stream.sentence.start:stream.sentence.end]
    for trigger, _, _ in grammar.automaton.find_matches_as_indexes(stream.text + "\n" + raw, overlapping=True):
        woken.update(grammar.by_trigger[trigger])
    out: list[Found] = []
    for index in sorted(woken):
        pattern = grammar.patterns[index]
        for form in pattern.forms:
            for found in form.expression.finditer(stream.text):
                out.extend(_claims(pattern, form.roles, found, stream, text, context))
    return out


def topic_of(stream: Stream, before: int) -> Item | None:
    """The subject of the sentence before a place in its stream: the first actor in subject position of the clause, or of an earlier one."""
    example = _EXAMPLE.search(stream.text, 0, before)
    if example is not None:
        return stream.items.get(example.start("i"))
    clauses: list[tuple[int, int]] = []
    at = 0
    for i, c in enumerate(stream.text[:before]):
        if c in ",;:":
            clauses.append((at, i))
            at = i + 1
    clauses.append((at, before))
    founded: Item | None = None
    for a, b in reversed(clauses):
        for i in range(a, b):
            item = stream.items.get(i)
            if item is None:
                continue
            if item.kind in "AGDTCLXPR":
                lead = stream.text[a:i]
                if _LEAD.match(lead) and stream.text[i + 1:i + 2] not in ("的", "内") and stream.text[i + 1:i + 3] not in _BASES:
                    return item
                if founded is None and _FOUNDED.search(lead) and stream.text[i + 1:i + 2] in ("", ",", "。", ";"):
                    founded = item
            if founded is not None:
                return founded
    return None


def _claims(pattern: Pattern, roles: dict[str, str], found: re.Match[str], stream: Stream, text: str, context: Context) -> Iterator[Found]:
    a, b = found.span()
    if b <= a:
        return
    ca, cb = stream.clause(a, b)
    start, end = stream.span(ca, cb)
    clause = text[start:end]
    if any(word in clause for word in pattern.unless) or (pattern.needs and not any(word in clause for word in pattern.needs)):
        return
    while start < end and text[start] in " \u3000":
        start += 1
    bound: dict[str, Bound] = {}
    for name, role in roles.items():
        if found.start(name) < 0:
            continue
        i, j = found.span(name)
        item = stream.items.get(i) if j == i + 1 else None
        if item is not None:
            bound[role] = item
        else:
            bound[role] = Text(_clean(text[slice(*stream.span(i, j))]))
    if any(_rejected(bound[role], words) for role, words in pattern.reject.items() if role in bound):
        return
    for emission in pattern.emissions:
        yield from _emit(pattern, emission, bound, stream, a, (start, end), text, context)


_PART = re.compile(r"[ “]*(?:其中|两个|三个|[\ue024])?[\ue00b\ue00a“]|[一二三四五六]是|一[条个支张套]")
_POWERS = re.compile(r"(?:\d+大?类)?\d+项[\u4e00-\u9fff]{0,8}?(?:权限|权力|职权|事项|职责)")
_LISTED = re.compile(r"^.*(?:出|了|成|制定|编制|梳理)(?=.{2})")
_LISTING = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:清单|目录|名录|名单)(?=,(?:包含|包括|涵盖))")
_AUTHOR = re.compile(r"(?:(?<=[:、,：，(（])|^)[\u4e00-\u9fff]{2,3}$")


def _counted_before(stream: Stream, item: Item) -> bool:
    """Whether a number stands before an item: 26个区级职能部门."""
    place = next((i for i, known in stream.items.items() if known is item), 0)
    before = stream.items.get(place - 1)
    return before is not None and before.kind == "N"


def _fits(model: Item, bound: dict[str, Bound]) -> bool:
    """“3”即… says a part of “1+3+46”, but “四重点”即… none of “三进三全”."""
    quoted = bound.get("x") or bound.get("X")
    if not isinstance(quoted, Item) or quoted.kind != "Q":
        return True
    return "+" in model.name or quoted.name.strip("“”‘’") in model.name


def emission_is_part(stream: Stream, at: int) -> bool:
    """Whether a clause goes on to say what a model is made of: “3”即…, 一是…, or counts its parts in parentheses."""
    if stream.sentence.outer is not None:
        return stream.text[:1] >= "\ue020" and stream.text[:1] <= "\ue025"
    start, _ = stream.clause(at, at + 1)
    return bool(_PART.match(stream.text, start)) or bool(_PART.match(stream.text))


def _rejected(thing: Bound, words: tuple[str, ...]) -> bool:
    """Whether a role's words are ones that a pattern does not mean: ``^在`` begins with, ``=问题`` is, ``一个`` holds."""
    said = thing.value if isinstance(thing, Text) else thing.name
    return any(said.startswith(w[1:]) if w[0] == "^" else said == w[1:] if w[0] == "=" else w in said for w in words)


def _clean(words: str) -> str:
    return _TRIM.sub("", words.strip(" ,，。、;；:："))


def _emit(
    pattern: Pattern, emission: Emission, bound: dict[str, Bound], stream: Stream, at: int, span: tuple[int, int], text: str, context: Context
) -> Iterator[Found]:
    subjects = _named(pattern, emission.subject, bound, stream, at, context, text)
    if not subjects:
        return
    target = _target(pattern, emission, bound, stream, at, context)
    if target is None:
        return
    objects, texts, number, when = target
    pending: list[dict[str, str | float]] = [{}]
    for key, value in emission.qualifiers.items():
        pending = [{**q, key: v} for q in pending for v in _qualifier(value, bound)]
    modality = emission.modality or modality_of(stream, at, context, emission.relation)
    pairs: list[tuple[Named, Named | None, str]]
    paired = _by_line(subjects, objects) if len(subjects) == len(objects) > 1 else None
    if pattern.zipped and len(subjects) == len(objects) > 1:
        pairs = [(s, o, "") for s, o in zip(subjects, objects, strict=True)]
    elif paired is not None:
        pairs = paired
    else:
        pairs = [(s, o, t) for s in subjects for o in objects or [None] for t in texts or [""]]
    for subject, obj, words in pairs:
        if obj is not None and obj.name == subject.name:
            continue
        for q in pending:
            extra = {k: v for k, v in q.items() if v != ""}
            spoken = words or str(extra.get("text", ""))
            extra.pop("text", None)
            if emission.relation in _POWER_RELATIONS and "aspect" not in extra and (aspect := aspect_of(spoken)):
                extra["aspect"] = aspect
            if extra.get("topic") == "subject":
                extra["topic"] = subject.name
            elif extra.get("topic") == "subject.line":
                extra["topic"] = line_of(subject.name)
            if not extra.get("topic"):
                extra.pop("topic", None)
            if emission.relation == "OVERLAPPING_BETWEEN" and subject.label == "AuxTeam" and context.street and context.street not in subject.name:
                subject = Named("AuxTeam", context.street + subject.name)
                yield Found("SERVES_AREA", subject, span[0], span[1], pattern.id, object=Named("Area", context.street), confidence=pattern.confidence)
            yield Found(
                emission.relation, subject, span[0], span[1], pattern.id, object=obj, text=spoken, quantity=number, date=when, modality=modality,
                negated=emission.negated, confidence=pattern.confidence, qualifiers=tuple(sorted(extra.items())),
            )


def _by_line(subjects: list[Named], objects: list[Named | None]) -> list[tuple[Named, Named | None, str]] | None:
    """房管办和水务站 … 房管局或水务局: each with the one of its own line; None where the lines do not pair up."""
    lines = {line_of(o.name): o for o in objects if o is not None}
    own = [line_of(s.name) for s in subjects]
    if "" in lines or len(lines) != len(objects) or sorted(own) != sorted(lines):
        return None
    return [(s, lines[line], "") for s, line in zip(subjects, own, strict=True)]


def _target(
    pattern: Pattern, emission: Emission, bound: dict[str, Bound], stream: Stream, at: int, context: Context
) -> tuple[list[Named | None], list[str], Quantity | None, str] | None:
    """Objects, texts, number and date that an emission speaks of; None where its object is missing."""
    for source in emission.object:
        thing = bound.get(source)
        if thing is None:
            if source == "-":
                return [], [], None, ""
            if source.startswith("'") and "O" not in pattern.labels and emission.relation in _TEXT_OBJECTS:
                return [], [source.strip("'")], None, ""
            if source in ("street", "topic", "area", "document", "actor") or source.startswith(("'", "topic/")):
                named = _named(pattern, (source,), bound, stream, at, context)
                if named:
                    return list(named), [], None, ""
            continue
        label = pattern.labels.get(source, "")
        if isinstance(thing, Text):
            if not thing.value:
                return None
            if not label or label == "text":
                return [], [thing.value], None, ""
            return list(_split(label, thing.value)) if label in ("Matter", "Organ") else [Named(label, thing.value)], [], None, ""
        if thing.kind == "N":
            return [], [], thing.quantity, ""
        if thing.kind == "Y":
            return [], [], None, thing.date
        if label == "text" or emission.relation in _TEXT_OBJECTS or (not label and thing.kind in "WQ" and emission.relation not in _MODEL_OBJECTS):
            return [], [m.name for m in thing.parts()] if source not in pattern.together else [thing.name], None, ""
        if source in pattern.together:
            return [context.resolve(Item(thing.kind, thing.start, thing.end, thing.name), label)], [], None, ""
        if emission.relation == "HAS_COUNT":
            return ([], [], thing.quantity, "") if thing.quantity else None
        return [n for part in thing.parts() for n in context.resolve_all(part, label)], [], None, ""
    return None


def _split(label: str, words: str) -> list[Named]:
    """A list of matters in words: 小区内乱停车、电动车上楼等安全隐患 are two."""
    if label == "Organ" and any(len(w) < 3 for w in re.split("、|和", words)):
        return [Named(label, _clean(words))]  # 市、区两级财政
    words = re.sub(r"等(?:[^、]{0,8})?$", "", words)
    return [Named(label, w) for piece in re.split(r"、|和(?=[^、]{3,})|以及|或者", words) if len(w := _clean(piece)) >= 2]


def _qualifier(value: object, bound: dict[str, Bound]) -> list[str | float]:
    """What a qualifier stands for: a literal, a role's words (``=L``), or what its words tell (``=N.value``, ``=R.resources`` …)."""
    if not isinstance(value, str) or not value.startswith("="):
        return [value if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)]
    role, _, part = value[1:].partition(".")
    thing = bound.get(role)
    if thing is None:
        return [""]
    words = thing.value if isinstance(thing, Text) else thing.name
    if part == "matters":
        return [n.name for n in _split("Matter", words)]
    if part == "words":
        return [words]
    if part == "resources":
        return list(resources_of(words)) or [""]
    if part == "facets":
        return list(facets_of(words))
    if part == "aspects":
        return list(dict.fromkeys(aspect_of(w) for w in re.split("和|、|及", words))) or [""]
    if part == "line":
        return [line_of(words)] if isinstance(thing, Text) or not thing.members else [""]
    if isinstance(thing, Text):
        return [words]
    if part == "value":
        return [thing.quantity.value if thing.quantity else ""]
    if part == "unit":
        return [thing.quantity.unit if thing.quantity else ""]
    if thing.kind == "Y":
        return [thing.date]
    return [m.name for m in thing.parts()]


def _named(
    pattern: Pattern, sources: tuple[str, ...], bound: dict[str, Bound], stream: Stream, at: int, context: Context, text: str = ""
) -> list[Named]:
    """The first of several sources of a name that gives one: a role of the form, the sentence's topic, the street, the district, the title."""
    for source in sources:
        role, _, kinds = source.partition("/")
        thing: Bound | None
        if source.startswith("'"):
            return [Named(pattern.labels.get("'", "Organ"), source.strip("'"))]
        if role == "topic":
            thing = topic_of(stream, at) or (context.topic[-1] if context.topic else None)
            if isinstance(thing, Item) and kinds and thing.kind not in kinds:
                thing = None
        elif role == "here":
            thing = topic_of(stream, at)
            if isinstance(thing, Item) and "#" in kinds and _counted_before(stream, thing):
                thing = None
            if isinstance(thing, Item) and kinds and thing.kind not in kinds:
                thing = None
        elif role == "place":
            inside = _PLACE.search(stream.text, 0, at)
            thing = stream.items.get(inside.start("i")) if inside else None
        elif role == "powers":
            before = _POWERS.findall(text, max(0, stream.sentence.start - 200), stream.starts[at])
            thing = Text(before[-1]) if before else None
        elif role == "listing":
            listing = _LISTING.search(stream.text, 0, at + 3)
            thing = Text(_LISTED.sub("", _clean(text[slice(*stream.span(*listing.span()))]))) if listing else None
        elif role == "scheme":
            thing = context.model
        elif role == "inner":
            thing = next((i for i in stream.inside if i.start > stream.starts[at]), None)
        elif role == "model":
            thing = context.model if context.model is not None and emission_is_part(stream, at) and _fits(context.model, bound) else None
        elif role == "person":
            words = _AUTHOR.search(text[max(0, stream.sentence.start - 5):stream.sentence.start - 1]) if stream.sentence.outer is not None else None
            thing = Text(words[0]) if words else None
        elif role == "matter":
            thing = Text(context.matter) if context.matter else None
        elif role == "group":
            thing = context.last_group
        elif role == "actor":
            thing = context.actor
        elif role == "street":
            if context.street:
                return [Named("Organ", context.street)]
            continue
        elif role == "area":
            if context.area:
                return [Named("Area", context.area)]
            continue
        elif role == "document":
            if context.title:
                return [Named("Instrument", context.title)]
            continue
        else:
            thing = bound.get(role)
        if thing is None:
            continue
        label = pattern.labels.get(role, "")
        if isinstance(thing, Text):
            if thing.value:
                return _split(label, thing.value) if label == "Matter" and role == "M" else [Named(label or "Matter", thing.value)]
            continue
        if thing.kind in "NY":
            continue
        if role in pattern.together:
            return [context.resolve(Item(thing.kind, thing.start, thing.end, thing.counted or thing.name, listed=bool(thing.members)), label or LABEL_OF_KIND.get(thing.parts()[0].kind, "Organ"))]
        found = [n for part in thing.parts() for n in context.resolve_all(part, "" if part.kind == "A" and label == "Organ" else label)]
        if thing.counted and thing.quantity is not None and thing.quantity.value >= 6:
            found.append(Named(found[0].label, thing.counted))
        return found
    return []
