"""The engine 匹配: sentences in, claims out. It knows no pattern; it tries those whose triggers a sentence holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .grammar import Emission, Grammar, Pattern
from .modality import aspect_of, conditional, denied, line_of, modality_of, over, supposed
from .model import Found, Item, Named
from .reference import Context, is_specific
from .refusals import (
    aside,
    asked,
    counted_thing,
    goes_on,
    manner_only,
    no_subject,
    open_ended,
    own_subject,
    splits_a_word,
    status_after,
)
from .roles import Bound, Text, clean, named, topic_of
from .stream import Stream
from .targets import by_line, qualifier, target_of

_POWER_RELATIONS = frozenset(
    ["HOLDS_POWER", "LACKS_POWER", "RETAINS_POWER", "TRANSFERRED_TO", "NOT_TRANSFERRED_TO", "ENTRUSTED_BY"]
)
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、章]|\([一二三四五六七八九十]+\)|\d+[.、])(?:成立|组建|设立|建立|健全|完善)[^;:。!?]{0,40}$"
    r"|(?:成立|组建|设立|建立|健全|完善)[^,;:。!?]*$"
)
_AFFIRMED = frozenset(
    (
        *("ESTABLISHES", "PART_OF", "STATIONED_IN", "TRANSFERRED_TO", "SUCCEEDS", "USES_MODEL", "MANAGED_BY", "GUIDED_BY"),
        *("FUNDED_BY", "EMPLOYED_BY", "SERVES_AS", "ASSESSES", "LED_BY", "APPOINTED_BY", "DISPATCHED_BY", "DIRECTED_BY"),
        *("HOLDS_POWER", "HOLDS_RIGHT_OVER", "GRANTS_STATUS_TO", "ENTRUSTED_BY", "ENFORCES_IN_NAME_OF", "MANAGEMENT_MODE"),
        *("AFFILIATED_WITH", "HAS_KIND", "BEARS_DUTY", "REFERS_TO", "LIAISES_WITH", "BOUNDARY_ALIGNED_WITH"),
    )
)
"""Relations that a clause with a negation does not state."""
_STATES = frozenset(
    (
        *("PART_OF", "MANAGED_BY", "GUIDED_BY", "FUNDED_BY", "EMPLOYED_BY", "LED_BY", "DIRECTED_BY"),
        *("HOLDS_POWER", "LACKS_POWER", "MANAGEMENT_MODE", "HAS_KIND"),
    )
)
"""Relations of a lasting state, which what came after ends (过去由区里管理,现由镇里管理)."""
_DOUBTFUL = 0.5
"""Stated confidence of a trouble that may be that of something unnamed."""
_COUNTING = frozenset(("quantity", "document"))
"""Families whose subject may be named anywhere before: a number stands within a clause on something else (配合推进办检查8次)."""
_CARRIED = frozenset(("topic", "owner", "street", "area", "actor", "its", "section"))
"""Sources of a subject outside its clause."""
_HYPOTHETICAL = frozenset(("power", "management", "structure"))
_SOLVED = re.compile("不存在|未出现|没有出现|避免|消除|杜绝|防止|破解|(?<!得不到)(?<!有效)(?<!难以)解决了")
_DISPATCHED = re.compile(r"的?(?:派出|派驻)(?:机关|机构)$")


def match(stream: Stream, text: str, context: Context, grammar: Grammar) -> list[Found]:
    """Claims of one sentence."""
    said = stream.text
    size = len(said)
    begins = stream.begins
    count = len(begins)
    stops = [*(b - 1 for b in begins[1:]), size]
    out: list[Found] = []
    for index, clauses in grammar.waking.tries(stream, text[stream.sentence.start : stream.sentence.end]):
        pattern, form = grammar.forms[index]
        expression = form.expression
        if form.anchored:
            at = 0
            for i in clauses if form.local else range(count):
                begin = begins[i]
                if begin >= at and (found := expression.match(said, begin)) is not None:
                    out.extend(_claims(pattern, form.roles, found, stream, text, context))
                    at = found.end()
        elif form.local:
            for i in clauses:
                stop = stops[i]
                nearest = expression.search(said, begins[i], stop)
                while nearest is not None:
                    out.extend(_claims(pattern, form.roles, nearest, stream, text, context))
                    at = nearest.end()
                    nearest = expression.search(said, at + (at == nearest.start()), stop)
        else:
            for found in expression.finditer(said):
                out.extend(_claims(pattern, form.roles, found, stream, text, context))
    return out


def _claims(
    pattern: Pattern, roles: dict[str, str], found: re.Match[str], stream: Stream, text: str, context: Context
) -> Iterator[Found]:
    a, b = found.span()
    if b <= a:
        return
    said = stream.text
    ca, cb = stream.clause(a, b)
    start, end = stream.span(ca, cb)
    clause = text[start:end]
    if not _states(pattern, clause, text[end : end + 1], said, ca):
        return
    while start < end and text[start] in " \u3000":
        start += 1
    bound, places, cb = _bound(pattern, roles, found, stream, text, cb)
    if roles and not bound:
        return
    if (
        a
        and said[a - 1] in "在对向从"
        and roles
        and found.start(next(iter(roles))) == a
        and a in stream.items
        and bound.get("S") is stream.items[a]
        and not is_specific(stream.items[a])
    ):
        return  # 在各街道设立: the street is where, not who
    for role, words in pattern.reject.items():
        if role in bound and _rejected(bound[role], words):
            return
    span = (start, stream.span(ca, cb)[1])
    negative = denied(clause)
    for emission in pattern.emissions:
        relation = emission.relation
        if negative and relation in _AFFIRMED and not emission.negated:
            continue
        if relation in _STATES and over(said[ca:cb], said[b:cb], said[cb:]):
            continue
        if relation == "BEARS_DUTY" and any(said[found.start(name)] == "的" for name, role in roles.items() if role == "O"):
            continue  # 街道承担的职能有百余项
        if relation == "HAS_PROBLEM" and isinstance(trouble := bound.get("O"), Text) and goes_on(trouble.value, said[b : b + 2]):
            continue
        yield from _emit(pattern, emission, bound, places, stream, a, span, text, context)


def _states(pattern: Pattern, clause: str, after: str, said: str, begin: int) -> bool:
    """Whether a clause states what a pattern reads in it: no condition, question or solved trouble, and none of its own bars."""
    for word in pattern.unless:
        if word in clause:
            return False
    if pattern.needs and not any(word in clause for word in pattern.needs):
        return False
    if pattern.family != "document" and asked(clause, after):
        return False
    if pattern.family in _HYPOTHETICAL and supposed(clause, after):
        return False
    if pattern.family == "problem":
        return _SOLVED.search(clause) is None
    return pattern.family != "power" or not conditional(said[:begin])


def _bound(
    pattern: Pattern, roles: dict[str, str], found: re.Match[str], stream: Stream, text: str, stop: int
) -> tuple[dict[str, Bound], dict[str, int], int]:
    """What the roles of a match stand for, where mentions stand in the stream, and where the clause that is quoted ends."""
    said = stream.text
    bound: dict[str, Bound] = {}
    places: dict[str, int] = {}
    for name, role in roles.items():
        i, j = found.span(name)
        if i == j:
            continue
        item = stream.items.get(i) if j == i + 1 else None
        if role == "O":
            if pattern.family == "power" and (whole := status_after(stream, j)) > j:
                item, j = None, whole
                stop = max(stop, j)
            elif item is None and said[j : j + 1] == ",":
                j = _to_the_verb(stream, text, i, j)
                stop = max(stop, j)
        if role == "S" and item is None and splits_a_word(said, j):
            return {}, {}, stop
        if item is not None:
            bound[role], places[role] = item, i
        else:
            bound[role] = Text(clean(text[slice(*stream.span(i, j))]))
    return bound, places, stop


def _to_the_verb(stream: Stream, text: str, begin: int, end: int) -> int:
    """Where words end that say only how, up to a comma: 应当按照…的原则,建立…: what is asked for comes after it."""
    words = clean(text[slice(*stream.span(begin, end))])
    while stream.text[end : end + 1] == "," and manner_only(words):
        start = end + 1
        end = stream.clause(start, start + 1)[1]
        words = text[slice(*stream.span(start, end))] if end > start else ""
    return end


def _rejected(thing: Bound, words: tuple[str, ...]) -> bool:
    """Whether a role's words are not meant: ``^在`` begins with, ``外$`` ends in, ``=问题`` is, ``一个`` holds."""
    said = thing.value if isinstance(thing, Text) else thing.name
    return any(
        said.startswith(w[1:])
        if w[0] == "^"
        else said == w[1:]
        if w[0] == "="
        else said.endswith(w[:-1])
        if w[-1] == "$"
        else w in said
        for w in words
    )


def _emit(
    pattern: Pattern,
    emission: Emission,
    bound: dict[str, Bound],
    places: dict[str, int],
    stream: Stream,
    at: int,
    span: tuple[int, int],
    text: str,
    context: Context,
) -> Iterator[Found]:
    subjects = named(pattern, emission.subject, bound, stream, at, context, text)
    if not subjects:
        return
    via = context.via
    spoken = bound.get(via)
    if isinstance(spoken, Text) and no_subject(spoken.value):
        return
    if via in places:
        if aside(stream, places[via], emission.relation):
            return
    elif (
        pattern.family not in _COUNTING
        and via.partition("/")[0] in _CARRIED
        and own_subject(stream.text[stream.clause(at, at + 1)[0] : at])
    ):
        return  # 党群工作实行属地管理, after a sentence on someone else
    target = target_of(pattern, emission, bound, stream, at, context)
    if target is None:
        return
    objects, texts, number, when = target
    if any(open_ended(emission.relation, t) for t in texts):
        return
    if emission.relation == "ESTABLISHES" and not _did(via, stream, at, text, bound):
        return
    if emission.relation == "DISPATCHED_BY":
        objects = [o and Named(o.label, _DISPATCHED.sub("", o.name)) for o in objects]
    sure = pattern.confidence
    if pattern.family == "problem" and via == "topic" and _vaguely(subjects[0], stream, at):
        sure = min(sure, _DOUBTFUL)
    counted = next((thing for o in emission.object if isinstance(thing := bound.get(o), Item)), None)
    anchor = counted.start if number is not None and counted is not None else -1
    pending: list[dict[str, str | float]] = [{}]
    for key, value in emission.qualifiers.items():
        pending = [{**q, key: v} for q in pending for v in qualifier(value, bound)]
    modality = emission.modality or modality_of(stream, at, context, emission.relation)
    pairs: list[tuple[Named, Named | None, str]]
    paired = by_line(subjects, objects) if len(subjects) == len(objects) > 1 else None
    if pattern.zipped and len(subjects) == len(objects) > 1:
        pairs = [(s, o, "") for s, o in zip(subjects, objects, strict=True)]
    elif paired is not None:
        pairs = paired
    else:
        pairs = [(s, o, t) for s in subjects for o in objects or [None] for t in texts or [""]]
    for subject, obj, words in pairs:
        if obj is not None and (
            obj.name == subject.name or (emission.relation == "STATIONED_IN" and obj.name.endswith(subject.name))
        ):
            continue
        for q in pending:
            extra = {k: v for k, v in q.items() if v != ""}
            wording = words or str(extra.get("text", ""))
            extra.pop("text", None)
            if emission.relation in _POWER_RELATIONS and "aspect" not in extra and (aspect := aspect_of(wording)):
                extra["aspect"] = aspect
            if extra.get("topic") == "subject":
                extra["topic"] = subject.name
            elif extra.get("topic") == "subject.line":
                extra["topic"] = line_of(subject.name)
            if number is not None and isinstance(topic := extra.get("topic"), str) and topic:
                extra["topic"] = counted_thing(topic)
                if not extra["topic"] and emission.relation != "HAS_METRIC":
                    return
            if not extra.get("topic"):
                extra.pop("topic", None)
            if (
                emission.relation == "OVERLAPPING_BETWEEN"
                and subject.label == "AuxTeam"
                and context.street
                and context.street not in subject.name
            ):
                subject = Named("AuxTeam", context.street + subject.name)
                yield Found(
                    "SERVES_AREA",
                    subject,
                    span[0],
                    span[1],
                    pattern.id,
                    object=Named("Area", context.street),
                    confidence=pattern.confidence,
                )
            yield Found(
                emission.relation,
                subject,
                span[0],
                span[1],
                pattern.id,
                object=obj,
                text=wording,
                quantity=number,
                date=when,
                modality=modality,
                negated=emission.negated,
                confidence=sure,
                qualifiers=tuple(sorted(extra.items())),
                via=via,
                anchor=anchor,
            )


def _vaguely(subject: Named, stream: Stream, at: int) -> bool:
    """Whether a trouble in a later clause of a sentence that names nobody is laid to an area or to departments at large."""
    if subject.label != "Area" and not subject.name.endswith(("部门", "单位")):
        return False
    return stream.clause(at, at + 1)[0] > 0 and topic_of(stream, at) is None


def _did(via: str, stream: Stream, at: int, text: str, bound: dict[str, Bound]) -> bool:
    """Whether who is spoken of has set something up: not in a heading, nor where it asks others to (甲要求乙…、组建…)."""
    if via in ("actor", "area", "street"):
        raw = text[stream.sentence.start : stream.sentence.end]
        return not (_HEADING.match(raw.replace("（", "(").replace("）", ")")) or _HEADING.match(stream.text))
    made = bound.get("O")
    if via == "S" and isinstance(made, Item) and "要求" in text[stream.starts[at] : made.start]:
        return False
    return not (via.startswith("topic") and re.search("要求|建议", stream.text[:at]))
