"""The 实施依据 cell of a power list: which clauses of which instruments it cites, with or without the clause text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .locator import BasisRef, instrument_name
from .numerals import DIGITS, NUMERAL, to_int

_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
_N = rf"第?\s*[（(]?\s*({NUMERAL})\s*[）)]?\s*"
_STEP = re.compile(rf"{_N}(条)(?:\s*之({NUMERAL}))?|{_N}([款项])")
_LOOSE_ITEM = re.compile(rf"(?<=[条款])[（(]({NUMERAL})[）)](?![款项条])")
_BROKEN = re.compile(rf"(?<=[第（({DIGITS}])\s+(?=[{DIGITS}条款项）)])")
_BARE = re.compile(rf"{_N}(?=\s*(?:[、，,和及至]|到|[-－—~～]))")
_JOIN = re.compile(r"\s*(?:、|，|,|；|;|以及|及其|和|及|与|或者|或)\s*")
_RANGE = re.compile(r"\s*(?:至|到|[-－—~～]+)\s*")
_NOTE = re.compile(r"\s*[（(]([^（()）]{0,60})[）)]")
_NUMBER = re.compile(r"[^\s，,；;]*(?:〔\d{4}〕|\[\d{4}\]|第)\s*\d+\s*号|[^\s，,；;]*令\s*\d+\s*号")
_INSIDE = re.compile(r"(?:依照|按照|根据|违反|适用|依据|参照|符合|修改|执行)\s*(?:国家|本市|有关|相关)?$")
_BARE_TITLE = re.compile(
    r"(?:^|[\s，,；;。、：:\d.．】\]])(?:根据|依据|按照|依照)?([一-鿿（）]{2,40}?(?:法|条例|办法|规定|规则|细则|法典))(?=第)"
)
_SAME = re.compile(r"(?:同法|该法|同条例|该条例|该办法|该规定)(?=第)")
_MAX_RANGE = 60


def parse_basis(text: str) -> list[BasisRef]:
    """The clauses that a 实施依据 cell cites, in order, each once.

    Reads 《title》 with nested titles, a version note or 文号 beside it, Chinese and arabic numerals, 之一, lists
    (第十条、第十二条第一款), ranges (第十条至第十二条), and locators broken over lines. Clause text after a citation is
    passed over: what stands in quotation marks, and titles that the text itself refers to (依照《…》). A title without an
    article is one reference.
    """
    cleared = _LOOSE_ITEM.sub(r"第（\1）项", _BROKEN.sub("", _QUOTED.sub(lambda m: "\0" * len(m.group()), text)))
    seen: dict[BasisRef, None] = {}
    for title, number, tail in _titles(cleared):
        found = False
        for ref in _clauses(title, number, tail):
            seen.setdefault(ref)
            found = True
        if not found:
            seen.setdefault(BasisRef(title, document_number=number))
    return list(seen)


def _titles(text: str) -> Iterator[tuple[str, str, str]]:
    """Each cited title with its 文号 and the text that follows it."""
    position, last, in_clause = 0, "", False
    for start, end, written in _spans(text):
        between = text[position:start]
        if "\n" in between:
            in_clause = False
        if in_clause and _INSIDE.search(between):
            continue
        title = instrument_name(written) if written else last
        if not title:
            continue
        number, rest = "", end
        while note := _NOTE.match(text, rest):
            if _STEP.match(note.group(1).strip()):
                break
            if found := _NUMBER.search(note.group(1)):
                number = found.group().strip()
            rest = note.end()
        yield title, number, text[rest:]
        position, last = end, title
        in_clause = True


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of titles: outermost 《…》, 同法 for the last one, and bare names where no 《》 is used at all."""
    if "《" not in text:
        for match in _BARE_TITLE.finditer(text):
            yield match.start(1), match.end(1), match.group(1)
        return
    position = 0
    while position < len(text):
        start = text.find("《", position)
        same = _SAME.search(text, position, start if start >= 0 else len(text))
        if same:
            yield same.start(), same.end(), ""
        if start < 0:
            return
        depth, end = 0, start
        while end < len(text):
            depth += {"《": 1, "》": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                break
        if depth:  # a title that never closes: the first 》 or the line ends it
            return
        yield start, end, text[start + 1 : end - 1]
        position = end


def _clauses(title: str, number: str, tail: str) -> Iterator[BasisRef]:
    """The locators at the start of ``tail``; each step takes over what a shorter one leaves unsaid."""
    levels: dict[str, int | None] = {"条": None, "之": None, "款": None, "项": None}
    position = len(tail) - len(tail.lstrip(" \t\r\n　，,：:"))
    if _NOTE.match(tail, position):
        position += 1  # 《…》（第十条）
    pending: tuple[dict[str, int | None], str] | None = None
    range_from: dict[str, int | None] | None = None
    while True:
        match = _STEP.match(tail, position)
        bare = None if match else _bare_step(tail, position)
        if match is None and bare is None:
            break
        if match is not None:
            unit = match.group(2) or match.group(5)
            value = to_int(match.group(1) or match.group(4))
            sub = to_int(match.group(3)) if match.group(3) else None
            position = match.end()
        else:
            assert bare is not None
            unit, value, position = bare
            sub = None
        if value is None:
            break
        starts_new = pending is not None and _order(unit) <= _order(pending[1])
        if starts_new and pending is not None and range_from is None:
            yield _ref(title, number, pending[0])
        _set(levels, unit, value, sub)
        if range_from is not None:
            yield from _range(title, number, range_from, dict(levels), unit)
            range_from, pending = None, None
        else:
            pending = (dict(levels), unit)
        if pending is not None and (reach := _RANGE.match(tail, position)) and _STEP.match(tail, reach.end()):
            range_from, position = pending[0], reach.end()
        elif (join := _JOIN.match(tail, position)) and (_STEP.match(tail, join.end()) or _bare_step(tail, join.end())):
            position = join.end()
    if pending is not None:
        yield _ref(title, number, pending[0])


def _bare_step(tail: str, position: int) -> tuple[str, int | None, int] | None:
    """A numeral that waits for its unit: 第一 of 第一、二款, （一） of 第（一）、（二）项."""
    match = _BARE.match(tail, position)
    if match is None:
        return None
    probe = match.end()
    for _ in range(20):
        join = _JOIN.match(tail, probe) or _RANGE.match(tail, probe)
        if join is None:
            return None
        if step := _STEP.match(tail, join.end()):
            unit = step.group(2) or step.group(5)
            return unit, to_int(match.group(1)), match.end()
        following = _BARE.match(tail, join.end())
        if following is None:
            return None
        probe = following.end()
    return None


def _order(unit: str) -> int:
    return {"条": 0, "款": 1, "项": 2}[unit]


def _set(levels: dict[str, int | None], unit: str, value: int, sub: int | None) -> None:
    if unit == "条":
        levels.update({"条": value, "之": sub, "款": None, "项": None})
    elif unit == "款":
        levels.update({"款": value, "项": None})
    else:
        levels["项"] = value


def _ref(title: str, number: str, levels: dict[str, int | None]) -> BasisRef:
    return BasisRef(title, levels["条"], levels["款"], levels["项"], levels["之"], number)


def _range(title: str, number: str, first: dict[str, int | None], last: dict[str, int | None], unit: str) -> Iterator[BasisRef]:
    """All of 第十条至第十二条; a range that is upside down or implausibly long is its two ends."""
    low, high = first[unit], last[unit]
    if low is None or high is None or not low <= high <= low + _MAX_RANGE:
        yield _ref(title, number, first)
        yield _ref(title, number, last)
        return
    yield _ref(title, number, first)
    for value in range(low + 1, high):
        yield _ref(title, number, {**last, unit: value, "之": None})
    yield _ref(title, number, last)
