"""Coordination 并列: A、B和C等部门 become one item with members; 莘光、莘庄、莘松等3个工作站 share their head."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from .ellipsis import refer
from .lexicon import lexicon
from .model import Item
from .proper import place_stems

_CONJUNCTION = re.compile(r"(?:、|和|与|及|以及|或|或者|、以及|及其|暨|/|并|、和|兼)?")
_JOINERS = frozenset(["、", "和", "与", "及", "以及", "或", "或者", "、以及", "暨", "/", "、和"])
_ORG = frozenset("AGDTCLX")
_COMPATIBLE = {
    "A": "AG",
    "G": "AGDTCLX",
    "D": "AGDTCLX",
    "T": "AGDTCLXP",
    "C": "AGDTCLXR",
    "L": "AGDTCLX",
    "X": "XTLDPC",
    "P": "PXT",
    "R": "RC",
    "W": "W",
    "Q": "Q",
    "I": "I",
    "M": "M",
}
_LIST = re.compile(
    r"((?:[^\s,;:。、“”]{1,16}、)*[^\s,;:。、“”]{1,16}?(?:、|和|及|与|以及)[^\s,;:。、“”和与及]{1,16}?)(?P<etc>等(?:相关|有关|各|主要)?)?$"
)
_SIDES = frozenset("东南西北中")
_PLACE = re.compile(r"(?<![一-鿿])[一-鿿]{2,3}\Z")
_LAST = 20
"""Characters from a list's last joiner to its end, at most: 16 of a piece, four of 等相关."""
_JOINED = re.compile("[、和及与]")
_ETC = tuple("等" + word for word in ("", "相关", "有关", "各", "主要"))
_ITEMS = re.compile(r"、|以及|和|及|与")
_BRACKETED = re.compile(r"^\([^()\n]{1,10}\)")
_LINKED_HEADS = frozenset({"条线", "片区"})
_LINES = re.compile(r"(?P<a>[\u4e00-\u9fff]{2,8})(?:和|与|及|、)$")
_LEVELLED = re.compile(r"[区县市省镇乡街]|.{2,4}(?:区|县|市|省)")
_PREPOSITIONS = frozenset("由将把被对与向从给使让为是在于了着但而且等各也均都的")
LONGEST = 60
"""Members of one coordination; a longer list (a table pasted as text) is read as several."""
_HEADED = frozenset("DTCXRGP")
_CUT = frozenset("fvo.ny")


def coordinate(text: str, shadow: str, items: list[Item]) -> list[Item]:
    """Items with coordinations joined: neighbours of compatible kinds with a conjunction, and lists with a shared head."""
    items = _owned(text, shadow, _shared_heads(text, shadow, items))
    out: list[Item] = []
    for item in items:
        if (
            len(out) > 1
            and out[-1].kind == "N"
            and out[-1].end == item.start
            and item.kind in "RTCGX"
            and out[-2].kind == item.kind
            and shadow[out[-2].end : out[-1].start] in ("和", "与", "及")
            and not any(c.isdigit() for c in out[-1].name)
        ):
            item = replace(item, start=out.pop().start)  # 基本单元和四类责任网格
        if out and item.kind in _COMPATIBLE:
            last = out[-1]
            between = _BRACKETED.sub("", shadow[last.end : item.start])
            if (
                between in _JOINERS
                and not item.weak
                and not last.weak
                and len(last.members) < LONGEST
                and item.kind in _COMPATIBLE.get(last.kind, "")
                and not (item.kind == "A" and last.kind != "A")
            ):
                members = [replace(m, listed=True) for m in (*last.parts(), *item.parts())]
                kind = item.kind if item.kind != "L" else last.kind
                if (
                    members[0].name[:1] in "区县市省"
                    and item.kind == "D"
                    and item.name[-1:] in "局委办"
                    and not _LEVELLED.match(item.name)
                ):
                    members[-1] = replace(item, name=members[0].name[0] + item.name)
                out[-1] = Item(kind, last.start, item.end, text[last.start : item.end], members)
                continue
        out.append(item)
    return refer(text, shadow, [i for i in _absorb_heads(text, shadow, out) if not i.weak or i.members])


def _owned(text: str, shadow: str, items: list[Item]) -> list[Item]:
    """很多街镇的执法队伍 is one name."""
    out: list[Item] = []
    for item in items:
        if (
            item.kind == "T"
            and out
            and out[-1].kind == "G"
            and not out[-1].members
            and not item.members
            and shadow[out[-1].end : item.start] == "的"
            and item.name.endswith(("队伍", "队", "站", "所", "执法力量"))
        ):
            start = out.pop().start
            out.append(replace(item, start=start, name=text[start : item.end]))
        else:
            out.append(item)
    return out


def _absorb_heads(text: str, shadow: str, items: list[Item]) -> list[Item]:
    """房管、水务、安监等部门: the generic head that follows a coordination belongs to it."""
    generic = lexicon().generic_heads
    out: list[Item] = []
    for item in items:
        if out and item.kind in "DTC" and out[-1].kind in _ORG and not item.members:
            last = out[-1]
            gap = shadow[last.end : item.start]
            bare = re.sub(r"^(?:已|未)?(?:下沉|相关|有关)?", "", item.name)
            if gap in ("等", "等各", "等相关", "等有关", "等区级", "等已下沉") and (
                bare in generic or item.name in generic or item.name.endswith(tuple(generic))
            ):
                joined = Item(
                    item.kind if last.kind == "L" else last.kind,
                    last.start,
                    item.end,
                    text[last.start : item.end],
                    last.parts(),
                )
                out[-1] = joined
                continue
        out.append(item)
    return out


def _shared_heads(text: str, shadow: str, items: list[Item]) -> list[Item]:
    out: list[Item] = []
    for item in items:
        if item.kind == "D" and item.name.endswith("条线") and len(item.name) > 2:
            linked = _LINES.search(shadow[max(0, item.start - 12) : item.start])
            shift = max(0, item.start - 12)
            if linked is not None and (not out or out[-1].end <= shift + linked.start("a")):
                a = _trim_left(text, shadow, (shift + linked.start("a"), shift + linked.end("a")), out)
                if a is not None:
                    first = Item("D", a[0], a[1], text[a[0] : a[1]] + "条线")
                    out.append(Item("D", a[0], item.end, text[a[0] : item.end], [first, item]))
                    continue
        if item.kind in _HEADED and not item.members:
            joined = _shared(text, shadow, item, out)
            if joined is not None:
                while out and out[-1].start >= joined.start:
                    out.pop()
                out.append(joined)
                continue
        out.append(item)
    return out


def _shared(text: str, shadow: str, head: Item, before: list[Item]) -> Item | None:
    """The coordination that ends in ``head``, if the text before it is a list that lacks a head of its own."""
    left = head.start
    number = None
    gap_start = left
    if before and before[-1].kind == "N" and not shadow[before[-1].end : left].strip("的条件成熟 "):
        number = before[-1]
        gap_start = number.start
    # 黄岗、下河、开发区执法大队: places before a team or street that has a place of its own
    aside = (
        number is None
        and shadow[left - 1 : left] == "、"
        and (head.kind == "T" or head.name.endswith("街道办事处"))
        and not (before and before[-1].end == left - 1)
    )
    if aside:
        gap_start -= 1
    window_start = max(0, gap_start - 90)
    if (
        number is None
        and head.kind != "T"
        and not aside
        and head.name not in _LINKED_HEADS
        and not shadow.endswith(_ETC, window_start, gap_start)
    ):
        return None  # as below, before the search
    if not _JOINED.search(shadow, max(window_start, gap_start - _LAST), gap_start):
        return _two(text, shadow, head) if aside else None  # likewise: the last piece of a list is short
    window = shadow[window_start:gap_start]
    cut = max(window.rfind(c) for c in ",;:。\n")
    if window.count("(", cut + 1) > window.count(")", cut + 1):
        cut = window.rfind("(")
    window = window[cut + 1 :]
    window_start += cut + 1
    found = _LIST.search(window)
    if found is None:
        return None
    if aside and found["etc"] is not None:
        return None
    places_only = found["etc"] is None and number is None and head.name not in _LINKED_HEADS
    if places_only and not aside and (head.kind != "T" or "、" not in found[1]):
        return None
    listed = found[1]
    start = window_start + found.start(1)
    pieces: list[tuple[int, int]] = []
    at = 0
    whole = [(i.start, i.end) for i in before[-LONGEST:] if i.kind == "L"]
    for joiner in _ITEMS.finditer(listed):
        if any(a < start + joiner.start() and start + joiner.end() < b for a, b in whole):
            continue  # 发展和改革 is one line
        pieces.append((start + at, start + joiner.start()))
        at = joiner.end()
    pieces.append((start + at, start + len(listed)))
    pieces = [(a, b) for a, b in pieces if b > a]
    first = _trim_left(text, shadow, pieces[0], before)
    if first is None:
        pieces = pieces[1:]
        if len(pieces) < 1:
            return None
    else:
        pieces[0] = first
    for k in range(len(pieces) - 1, 0, -1):
        if _spoken(shadow[slice(*pieces[k])]):
            # what a clause ends with is the first: 甲、乙两个街道分设为 | 甲、乙、丙3个街道
            later = _trim_left(text, shadow, pieces[k], before)
            pieces = [later, *pieces[k + 1 :]] if later is not None else []
            break
    if places_only and not _are_places(shadow[a:b] for a, b in pieces):
        return None
    if any(shadow.count("(", a, b) != shadow.count(")", a, b) for a, b in pieces):
        return None
    if len(pieces) < 2 or any(b - a > 14 or _spoken(shadow[a:b]) for a, b in pieces):
        return None
    lexicon_ = lexicon()
    generic = head.name in lexicon_.generic_heads or any(
        head.name == d + g for d in ("已下沉", "相关", "有关") for g in lexicon_.generic_heads
    )
    known = {(i.start, i.end): i for i in before[bisect_left(before, pieces[0][0], key=lambda i: i.start) :]}
    members: list[Item] = []
    for a, b in pieces:
        name = text[a:b]
        own = known.get((a, b))
        if (
            own is not None
            and own.kind in ("DTCGXPA" if head.kind == "G" else "DTCGXP")
            and not (own.kind in "X" and head.kind == "X" and own.name not in head.name)
        ):
            street = own.kind == "A"  # 棠下、长兴等街道: short names of streets
            members.append(Item("G" if street else own.kind, a, b, own.name + (_tail(head.name) if street else "")))
        elif generic and found["etc"] is not None:
            members.append(Item("L" if head.kind in "DT" else head.kind, a, b, name))
        elif name.endswith((head.name, ")")) or ("协管" in name and "协管" in head.name):
            members.append(Item(head.kind, a, b, name))
        else:
            members.append(Item(head.kind, a, b, name + (_placeless(head.name) if aside else _tail(head.name))))
    if aside:
        members.append(head)
    begin = members[0].start
    joined = Item(head.kind, begin, head.end, text[begin : head.end], members)
    if number is not None:
        joined.quantity = number.quantity
        joined.counted = text[number.start : head.end]
    return joined


def _two(text: str, shadow: str, head: Item) -> Item | None:
    """A place and a body with its own place: 石岩、新安街道办事处."""
    end = head.start - 1
    found = _PLACE.search(shadow, max(0, end - 4), end) if end > 0 else None
    if found is None or not _are_places([found[0]]):
        return None
    first = Item(head.kind, found.start(), end, text[found.start() : end] + _placeless(head.name))
    return Item(head.kind, first.start, head.end, text[first.start : head.end], [first, head])


def _are_places(pieces: Iterable[str]) -> bool:
    """Whether a list is of place names, which share the head of a team: 下陆、铁山执法大队."""
    stems = place_stems()
    return all(piece in stems for piece in pieces)


def _spoken(piece: str) -> bool:
    """Whether a piece of a list holds a word that no name holds (a verb or a preposition)."""
    lexicon_ = lexicon()
    return any(
        (lexicon_.classes[i] in "fv" and b - a > 1) or piece[a:b] in _PREPOSITIONS
        for i, a, b in lexicon_.automaton.find_matches_as_indexes(piece)
    )


def _tail(head: str) -> str:
    return re.sub(r"^(?:各|相关|有关|上述)", "", head)


def _placeless(head: str) -> str:
    """A street's body without the street's own name: 新安街道办事处 → 街道办事处."""
    return head[head.find("街道") :] if head.endswith("街道办事处") else _tail(head)


def _trim_left(text: str, shadow: str, piece: tuple[int, int], before: list[Item]) -> tuple[int, int] | None:
    """The first item of a list without the words before it (划分爱博 → 爱博)."""
    start, end = piece
    for item in reversed(before):
        if item.end <= start:
            break
        if item.start < end < item.end:
            return None
        if item.end == end and item.kind in "DTCGXPLA" and not item.weak and item.start < end - 1:
            return (item.start, end)
        if item.end <= end and item.kind in "NYQIW":
            start = max(start, item.end)
    lexicon_ = lexicon()
    piece = (start, end)
    for index, a, b in lexicon_.automaton.find_matches_as_indexes(shadow[start:end]):
        if lexicon_.classes[index] in "fv" and (b - a > 1 or lexicon_.classes[index] == "f") and start + b < end:
            piece = (start + b, end)
    start = piece[0]
    organised = shadow.rfind("组织", start, end)
    if organised >= 0 and shadow[organised + 2 : end] in lexicon_.lines:
        start = organised + 2  # 青石镇组织城建、国土等部门
    return (start, end) if end - start >= 2 or shadow[start:end] in _SIDES else None
