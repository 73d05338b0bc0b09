"""The pattern language 句式: what a form may say, and how it becomes a matcher over a sentence's stream.

In a stream each mention is one letter, so a form speaks of kinds of things, not of their names::

    {S:org}~<lack>{O:W}         某机构 … 没有 … 某项权力

* ``{S:org}``  a slot: role, then the kind of item (org, body, block, department, team, centre, aux, post, grid, area,
  power, number, date, instrument, model, quoted, any), or of text (text: within the clause; name: a short nominal;
  rest: to the clause's end; tail: to the end)
* ``<lack>``   one of a list of words (``words:`` of the file, or of ``patterns/words.yaml``)
* ``<adj>``    what may stand before a thing had or lacked: 相应的, 独立的, 对……的
* ``~``        up to 30 characters within the clause, no organisation among them; ``…`` up to 40, anything;
  ``……`` across clauses, up to 90
* ``(a|b)``    one of several; ``[a]`` optional; ``[a|b]*`` up to four of them; ``^`` the clause's beginning; ``$`` its end
* ``«O a b»``  all that the enclosed form matches goes to role O
* everything else is itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KINDS = "AGDTCLXPRIMQWYN"
LETTER: dict[str, str] = {k: chr(0xE000 + i) for i, k in enumerate(KINDS)}
"""Kind of item → its letter in streams. Numbers have one letter a family of units (below)."""

NUMBER_LETTERS: dict[str, str] = {
    "people": "\ue020",
    "share": "\ue021",
    "money": "\ue022",
    "time": "\ue023",
    "count": "\ue024",
    "bare": "\ue025",
}

_ALL_NUMBERS = "".join(NUMBER_LETTERS.values())
CLASSES: dict[str, str] = {
    "org": "AGDTCLX",
    "body": "GDTCL",
    "block": "G",
    "department": "DL",
    "team": "TL",
    "centre": "C",
    "aux": "X",
    "post": "P",
    "grid": "R",
    "area": "A",
    "line": "L",
    "holder": "GDTCLX",
    "unit": "GDTCLXR",
    "staff": "TLXPC",
    "power": "W",
    "instrument": "I",
    "model": "M",
    "quoted": "QM",
    "place": "AGCR",
    "date": "Y",
    "actor": "AGDTCLXPR",
    "any": "AGDTCLXPRIMQW",
    "thing": "XPRMQWI",
    "person": "PXLT",
    "firm": "C",
    "force": "TLXP",
    "gridlike": "RC",
    "helper": "XP",
}
_W = "\ue00c"
_ONE = "[\ue000-\ue01f]"
_TEXT = {
    "text": rf"(?:{_ONE}|[^,;:。!?\n]{{2,60}}?)",
    "name": "[\u4e00-\u9fff·\ue000-\ue00f]{1,16}?",
    "noun": "[\u4e00-\u9fff]{1,12}",
    "phrase": "[\u4e00-\u9fff、\ue00c\ue009\ue003\ue006]{1,18}?",
    "plain": rf"[\u4e00-\u9fff{_W}]{{1,16}}?",
    "some": "[\u4e00-\u9fff]{1,12}?",
    "rest": rf"(?:[^,;:。!?\n]{{2,80}}|{_ONE})",
    "tail": rf"(?:[^。!?\n]{{2,160}}|{_ONE})",
    "long": r"[^;。!?\n]{2,90}?",
    "word": "[\u4e00-\u9fff]{2,8}",
}
_ORG_LETTERS = "".join(LETTER[k] for k in "GDTCLX")
_ADJECTIVES = (
    r"(?:相应|相应的|任何|直接|直接的|明确|明确的|完全|完整的|足够的|必要的|全部|全部的|部分|一定的|较大的|更大的|行使|相对集中的?|统一的?|法定的?|有效的?|独立的?|独立|行政|执法|综合|对口|有关|相关|"
    r"(?:对|对于)[^,;:。!?\n]{1,24}的)*"
)
_UNBOUNDED = ("{2,60}", "{2,80}", "{2,160}", "{2,90}", "{0,30}", "{0,40}", "{0,90}")
"""Runs of anything: to repeat a group that holds one would make the matcher try countless ways to divide a text."""
_OPEN_TEXT = re.compile(r"(?:«[A-Z])?\{\w:text\}")
"""A form that begins with any text: from a clause's beginning is the longest reading, and the only one tried."""
_MANY = 6
"""Words from which a list is worth a look at the next letter before its words are tried one by one."""
_END = r"(?=[,;:。!?\n]|$)"
_BEGIN = r"(?:(?<=[,;:。!?])|^)"


class FormError(ValueError):
    """A form that cannot be read: which, and where."""


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form: the expression, and the roles of its groups.

    An ``anchored`` one is tried where clauses begin, only; a ``local`` one cannot leave its clause, so only clauses that
    hold a trigger are tried. ``needs`` are the kinds of mention it cannot do without, a set of bits for each slot; ``words``
    the words, each set alternatives, of which every match holds one, the most telling set first."""

    expression: re.Pattern[str]
    roles: dict[str, str]
    anchored: bool = False
    local: bool = True
    needs: tuple[int, ...] = ()
    words: tuple[frozenset[str], ...] = ()


def slot_letters(kind: str) -> str | None:
    """The stream letters of a kind of slot; None for text slots. Raises FormError for an unknown kind."""
    if kind in _TEXT:
        return None
    if kind == "number":
        return _ALL_NUMBERS
    if kind in NUMBER_LETTERS:
        return NUMBER_LETTERS[kind]
    if kind in CLASSES:
        return "".join(LETTER[k] for k in CLASSES[kind])
    if all(k in LETTER for k in kind):
        return "".join(LETTER[k] for k in kind)
    raise FormError(f"未知的槽位类别：{kind}")


def letter_bits(letters: Iterable[str]) -> int:
    """A set of stream letters as bits."""
    bits = 0
    for letter in letters:
        bits |= 1 << (ord(letter) - 0xE000)
    return bits


def compile_form(form: str, words: Mapping[str, str]) -> Form:
    """The matcher of a form. ``words`` are lists of alternatives, space separated. Raises FormError."""
    out: list[str] = []
    roles: dict[str, str] = {}
    # a gap may be empty as it is: making it optional or repeating it would only make the matcher try it in countless ways
    form = form.replace("[…]*", "…").replace("[…]", "…").replace("[…,]*", "[…,]")
    anchored = form.startswith("^") or bool(_OPEN_TEXT.match(form))
    form = form.removeprefix("^").replace("(,|。|;|$)", "$")
    local = not any(part in form for part in ("……", ",", ";", "。", ":tail}", ":long}")) and ":" not in re.sub(
        r"\{[^}]*\}", "", form
    )
    i = 0
    depth: list[str] = []
    needs: list[int] = []
    opened: list[int] = []
    while i < len(form):
        c = form[i]
        if form.startswith("……", i):
            out.append(r"[^。!?\n]{0,90}?")
            i += 2
            continue
        if c == "…":
            out.append(r"[^,;:。!?\n]{0,40}?")
        elif c == "~":
            out.append(rf"[^,;:。!?\n{_ORG_LETTERS}]{{0,30}}?")
        elif c == "^":
            out.append(_BEGIN)
        elif c == "$":
            out.append(_END)
        elif c == "(":
            depth.append(")")
            opened.append(len(out))
            out.append("(?:")
        elif c == "[":
            depth.append("]")
            opened.append(len(out))
            out.append("(?:")
        elif c in ")]":
            if not depth or depth.pop() != c:
                raise FormError(f"括号不成对：{form}")
            many = form[i + 1 : i + 2] == "*"
            if many and any(part in "".join(out[opened[-1] :]) for part in _UNBOUNDED):
                raise FormError(f"可重复的部分不能含任意文字：{form}")
            opened.pop()
            out.append("){0,4}" if many else ")" if c == ")" else ")?")
            i += many
        elif c == "|":
            out.append("|")
        elif c == "{":
            end = form.index("}", i)
            role, _, kind = form[i + 1 : end].partition(":")
            name = f"{role}_{len(roles)}"
            letters = slot_letters(kind)
            if letters is not None and all(d == "»" for d in depth):
                needs.append(letter_bits(letters))
            body = _TEXT[kind] if letters is None else "[" + letters + "]"
            out.append(f"(?P<{name}>{body})")
            roles[name] = role
            i = end
        elif c == "<":
            end = form.index(">", i)
            key = form[i + 1 : end]
            if key == "adj":
                out.append(_ADJECTIVES)
                i = end + 1
                continue
            if key not in words:
                raise FormError(f"未定义的词表：{key}")
            many = form[end + 1 : end + 2] == "*"
            out.append("(?:" + _one_of(words[key].split()) + (")?" if many else ")"))
            i = end + many
        elif c == "«":
            role = form[i + 1]
            if not role.isupper():
                raise FormError(f"« 后应为角色字母：{form}")
            name = f"{role}_{len(roles)}"
            roles[name] = role
            depth.append("»")
            out.append(f"(?P<{name}>")
            i += 1
        elif c == "»":
            if not depth or depth.pop() != "»":
                raise FormError(f"括号不成对：{form}")
            out.append(")")
        elif c == " ":
            pass
        else:
            out.append(re.escape(c))
        i += 1
    if depth:
        raise FormError(f"括号不成对：{form}")
    return Form(re.compile("".join(out)), roles, anchored, local, tuple(dict.fromkeys(needs)), required(form, words))


def _one_of(words: Iterable[str]) -> str:
    """One of some words, the longest first. Behind a long list's first letters, so that elsewhere none of its words is tried."""
    ordered = sorted(words, key=len, reverse=True)
    first = "".join(sorted({re.escape(w[0]) for w in ordered}))
    guard = f"(?=[{first}])" if len(ordered) > _MANY else ""
    either = "|".join(map(re.escape, ordered))
    return f"{guard}(?:{either})" if guard else either


def required(form: str, words: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    """The sets of words of which every match of a well-formed form holds one, the most telling first."""
    found, _ = _alternatives(form, 0, "", words)
    return tuple(sorted(dict.fromkeys(found), key=lambda g: (-min(min(map(len, g)), 2), len(g), sorted(g))))


def _alternatives(form: str, i: int, closing: str, words: Mapping[str, str]) -> tuple[list[frozenset[str]], int]:
    """What a part up to its closing bracket requires, and where it ends; of alternatives, one set that joins a set of each."""
    each: list[list[frozenset[str]]] = [[]]
    run = ""
    while True:
        c = form[i : i + 1]
        if c in "…~^$*([]){<«»|" or not c:
            if run:
                each[-1].append(frozenset((run,)))
            run = ""
        if not c or c == closing:
            break
        if c == "{":
            i = form.index("}", i)
        elif c == "<":
            end = form.index(">", i)
            if form[i + 1 : end] != "adj" and form[end + 1 : end + 2] != "*" and (listed := words[form[i + 1 : end]].split()):
                each[-1].append(frozenset(listed))
            i = end
        elif c in "([«":
            inner, i = _alternatives(form, i + (2 if c == "«" else 1), {"(": ")", "[": "]", "«": "»"}[c], words)
            if c == "«" or (c == "(" and form[i + 1 : i + 2] != "*"):
                each[-1].extend(inner)
        elif c == "|":
            each.append([])
        elif c not in "…~^$ *":
            run += c
        i += 1
    if len(each) == 1:
        return each[0], i
    if not all(each):
        return [], i
    best = (max(sets, key=lambda g: (min(min(map(len, g)), 2), -len(g))) for sets in each)
    return [frozenset().union(*best)], i
