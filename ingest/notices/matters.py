"""Power items 权力事项 and matters 管理事项 as phrases: 对…的处罚, …审批, 行政检查事项, 违法建设查处, 占道经营.

An item is an act of power (a list of acts by kind, after the lists of powers 权责清单) with what it is about before it. Its
left edge is 对 where there is one, otherwise the last mark or word that ends what stands before a phrase. A matter is a thing
that is dealt with, with what is done about it (违法建设 + 查处), or what 对…进行查处 names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import lexicon, load_yaml
from .shadow import shadow


@dataclass(frozen=True, slots=True)
class MatterMention:
    """A power item (``kind`` "item") or a matter ("matter") where a text names it.

    ``start`` and ``end`` are offsets, ``text`` what stands there. ``about`` is the thing without the act (占用城市道路 of
    占用城市道路审批), ``act`` the kind of power (处罚, 许可, 强制, 检查, …) or "".
    """

    start: int
    end: int
    text: str
    kind: str
    about: str
    act: str = ""


_CLOSED = re.compile(r"的(?:[\u4e00-\u9fff]{2,4})?\Z")
_AFTER = frozenset("、,;。等和及)”交由改的实压下委移纳全不需须应可已均每仅\n")
LONGEST = 80
"""Characters of a phrase, at most."""
_HAN = "\u4e00-\u9fff"
_EDGE = re.compile(r"[,;。:!?\n\t ●]")
_TOWARDS = re.compile("(?<![反针绝相应核面派敢校配比成])对(?![于口应接象策外内方照标手此其该][^的]{0,2}|$)")
_COUNT = re.compile(r"(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?[项类个大]")


_ENDS = ("", ",", ";", "。", "\n")
_OPENS = ("", "\n", ";", "。", " ", ":", "●")
"""Marks around the name of an item that stands by itself, as in a list of items."""


_PROSE = re.compile(
    "没有|[无了但却之]|而(?!言)|[做作]出|具备|具有|往往|要对|下放|相应|^[到于](?:乡镇|街道|镇)|^因(?!.*需要)|赋予|^[其该此各]|开始|希望|进一步|工作$|^有的|^如|^对于|机构的|部门的"
)
"""Words of a clause about powers rather than of the name of one."""
_INSPECTED = ("单位", "企业", "公司", "机构", "组织", "学校", "医院", "者", "人员", "资格")
"""Bodies that powers are used on."""
_WITHIN = frozenset("有为是可要在从等以如即对")
"""Words of one character that stand within names too."""
_PAIR = re.compile("(?<![一-鿿])[一-鿿]{2}、\\Z")
"""The first verb of 占用、挖掘城市道路审批."""
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[.、])+")


@dataclass(frozen=True, slots=True)
class _Words:
    acts: dict[str, str]
    common: frozenset[str]
    vague: re.Pattern[str]
    before: re.Pattern[str]
    act: re.Pattern[str]
    noun: re.Pattern[str]
    done: re.Pattern[str]


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_yaml("ingest.notices.data", "matters.yaml")
    acts = {act: kind for kind, said in data["acts"].items() for act in str(said).split()}
    powers, dealings = _any(str(data["powers"])), _any(str(data["dealings"]))
    act = _any(" ".join(acts))
    return _Words(
        acts,
        frozenset(str(data["common"]).split()),
        re.compile(rf"(?:{_any(str(data['vague']))}|[的和及与或、])*"),
        re.compile(_any(str(data["before"]))),
        re.compile(
            rf"(?P<act>{act})(?P<power>{powers})?(?!的?(?:[局处科所站股室队书证]|办(?!理)|法(?!律)|部门|机关|机构|人员|条例|中心|大队|中队|大厅|窗口))"
        ),
        re.compile(rf"(?:{_any(str(data['nouns']))})(?:的?(?:{dealings}))*"),
        re.compile(
            rf"(?:依法|统一|集中|及时|严格|坚决|全面)*(?:进行|实施|予以|给予|开展|作出)(?:依法|统一|集中|联合|专项)*(?:{act}|{dealings}|取缔)"
        ),
    )


def matters(text: str, folded: str = "") -> list[MatterMention]:
    """The power items and matters that a text names, in order, without overlaps. ``folded`` is its shadow, where known."""
    folded = folded or shadow(text)
    words = _words()
    found = [*_items(text, folded, words), *_towards(text, folded, words)]
    found += [MatterMention(*m.span(), text[m.start() : m.end()], "matter", m[0]) for m in words.noun.finditer(folded)]
    # of two that overlap the longer one says more
    out: list[MatterMention] = []
    taken = bytearray(len(folded))
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            out.append(mention)
    return sorted(out, key=lambda m: m.start)


def _items(text: str, folded: str, words: _Words) -> Iterator[MatterMention]:
    reach = 0
    for found in words.act.finditer(folded):
        edge = max(reach, found.start() - LONGEST)
        for mark in _EDGE.finditer(folded, edge, found.start()):
            edge = mark.end()
        kind = words.acts[found["act"]]
        closed = _CLOSED.search(folded, edge, found.start())
        start = _open(folded, edge, closed.start()) if closed is not None else -1
        if closed is not None and start >= 0:
            about = folded[start + 1 : closed.start()]
            if len(about) >= 2 and not about.startswith("某") and _thing(about, words):
                yield MatterMention(start, found.end(), text[start : found.end()], "item", text[start + 1 : closed.start()], kind)
                reach = found.end()
            continue
        if (
            found["act"] in words.common
            and found["power"] not in ("事项", "权", "权限", "职权")
            and not _titled(folded, found, edge)
        ):
            continue
        for mention in _plain(text, folded, words, edge, found, kind):
            yield mention
            reach = found.end()


def _open(folded: str, edge: int, stop: int) -> int:
    """Where the 对 stands that 对…的 opens; -1 for none. The first one in the clause, for the phrase may have others."""
    found = _TOWARDS.search(folded, edge, stop)
    return -1 if found is None else found.start()


def _plain(text: str, folded: str, words: _Words, edge: int, found: re.Match[str], kind: str) -> Iterator[MatterMention]:
    """A phrase without 对: 占用城市道路审批, 户外广告设置的行政许可, and the members of a list before 等20项行政处罚."""
    stop = found.start()
    head = folded[edge:stop]
    listed = re.search(rf"等(?:{_COUNT.pattern})?(?:方面|领域)?(?:(?:下放|委托|授予|交由|由|原)[^,;。]{{1,20}}?)?的?$", head)
    if listed is not None:
        start = edge + _last(words.before, head[: listed.start()], "等和及与或")
        for piece in re.finditer(r"[^、和及与]+", folded[start : edge + listed.start()]):
            a, b = start + piece.start(), start + piece.end()
            if b - a >= 2 and _thing(piece[0], words):
                yield MatterMention(a, b, text[a:b], "matter", text[a:b], kind)
        return
    stop -= folded[stop - 1 : stop] == "的"
    whole = folded[found.end() : found.end() + 1] in _ENDS and folded[edge - 1 : edge] in _OPENS and _COUNT.search(head) is None
    if whole and not any(len(word[0]) > 1 for word in words.before.finditer(head)) and "对" not in head:
        edge += numbered.end() if (numbered := _NUMBERED.match(head)) is not None else 0
        if 3 <= stop - edge <= 60 and _PROSE.search(folded, edge, stop) is None and _thing(folded[edge:stop], words):
            yield MatterMention(edge, found.end(), text[edge : found.end()], "item", text[edge:stop], kind)
        return
    cut = max(_last(words.before, folded[edge:stop], ""), folded[edge:stop].rfind("的") + 1 if kind != "处罚" else 0)
    for towards in _TOWARDS.finditer(folded, edge, stop):
        cut = max(cut, towards.end() - edge)
    for count in _COUNT.finditer(folded, edge, stop):
        cut = max(cut, count.end() - edge)
    start = edge + cut
    while folded[start : start + 1] in ("、", "的"):
        start += 1
    if (pair := _PAIR.search(folded, edge, start)) is not None and pair.end() == start:
        start = pair.start()
    about = folded[start:stop]
    if stop < found.start() and about.endswith(_INSPECTED):
        return  # 执法机构的行政处罚 is one that it gives
    if 3 <= len(about) <= 40 and _PROSE.search(about) is None and _thing(about, words):
        yield MatterMention(start, found.end(), text[start : found.end()], "item", text[start:stop], kind)


def _last(before: re.Pattern[str], said: str, kept: str) -> int:
    """The end of the last word before a phrase. ``kept`` are characters that do not end it: those that join a list."""
    cut = 0
    for found in before.finditer(said):
        word = found[0]
        if word == "由" and said[found.start() - 1 : found.start()] in ("自", "理", "事"):
            continue
        if word not in _WITHIN and not (kept and word in kept):
            cut = found.end()
    return cut if kept else max(cut, said.rfind("、") + 1)


def _titled(folded: str, found: re.Match[str], edge: int) -> bool:
    """Whether a phrase that ends in a common act is a name: it fills its clause, or stands in a list of such (…许可、…登记)."""
    after = folded[found.end() : found.end() + 1]
    return found["act"] in ("许可", "审批", "登记", "验收", "给付", "裁决", "认定") and (
        not after or after in _AFTER or found["power"] == "工作"
    )


def _towards(text: str, folded: str, words: _Words) -> Iterator[MatterMention]:
    """What 对…进行查处 names, one by one."""
    for found in words.done.finditer(folded):
        edge = max(0, found.start() - LONGEST)
        for mark in _EDGE.finditer(folded, edge, found.start()):
            edge = mark.end()
        opened = _TOWARDS.search(folded, edge, found.start())
        if opened is None:
            continue
        for piece in re.finditer(r"[^、和及与]+", folded[opened.end() : found.start()]):
            a = opened.end() + piece.start()
            said = re.sub(r"等(?:违法|违规)?(?:行为|问题|现象|情况)?$", "", piece[0])
            if len(said) >= 3 and _thing(said, words):
                yield MatterMention(a, a + len(said), text[a : a + len(said)], "matter", text[a : a + len(said)])


def _thing(said: str, words: _Words) -> bool:
    """Whether words can be what a power is about: no mere 违法行为, no body, no half of a bracket."""
    return words.vague.fullmatch(said) is None and not _unbalanced(said) and not _body(said)


def _unbalanced(said: str) -> bool:
    return any(said.count(a) != said.count(b) for a, b in ("()", "《》", "“”"))


def _body(said: str) -> bool:
    """Whether the words are those of a body or a place (县局审批), not of a thing."""
    known = lexicon()
    last = None
    for index, a, b in known.automaton.find_matches_as_indexes(said):
        last = (known.classes[index], a, b)
    return (
        not said.endswith(_INSPECTED)
        and last is not None
        and last[2] == len(said)
        and last[0] in "DTCGXPhSsal"
        and said[-1] not in "区市县省镇乡街道办所站队社组室院股委"[:7]
    )
