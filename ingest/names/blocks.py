"""Which names are worth comparing 分块: an inverted index of names by place, head and function.

Two names of which neither stands under a key of the other cannot be the same by the rules of :mod:`match`, so they are never
compared. A key is made of the deepest place, a group of heads that may be used for one another, and the line of a known
function or the first and last characters of an unknown one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from .former import successors_by_short
from .kinds import aux_kind
from .match import own_name
from .match_others import title_key
from .parse import ParsedName, parse
from .succession import DEPARTMENTS, steps
from .text import plain, without_conjunctions
from .units import LINES, core_key
from .vocabulary import INNER, NAMED_BY_PLACE, RELATED

COMPARED = frozenset({"Organ", "AuxTeam", "Instrument", "Matter"})
"""Labels whose names are written in more than one way; the names of others are their own."""

Key = tuple[str, ...]

FEW = 24
"""A name without a place is compared with names of all places only where there are no more of its kind than this."""

_HEAD_GROUPS = (
    "所 研究所 办 站 工作站 办事处",
    "队 中队 分队 大队 支队 总队",
    "人大 人大常委会",
    "政府 管委会",
    "纪委 监委",
    "工委 党工委",
    "院 研究院",
)
_GROUP = {head: (group.split()[0],) for group in _HEAD_GROUPS for head in group.split()}
for _head in DEPARTMENTS | {"分局"}:
    _GROUP[_head] = (*_GROUP.get(_head, ()), "部门")
_INNER_FIRST = {short: long[:1] for short, long in INNER}


def _heads_that_follow() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for taken in steps().values():
        for step in taken:
            for before, after in step.heads:
                found[after].update(_GROUP.get(before, (before,)))
    return found


def _lines() -> dict[str, frozenset[str]]:
    """The lines under which a function is looked for: its own, and those of functions that it may be taken for or followed."""
    found: dict[str, set[str]] = {key: {line} for key, line in LINES.items()}
    for pair in RELATED:
        one, other = sorted(pair)
        found[one].add(LINES[other])
    for before, after in steps():
        if before in LINES:
            found.setdefault(after, set()).add(LINES[before])
    return {key: frozenset(lines) for key, lines in found.items()}


_AFTER = _heads_that_follow()
_LINES = _lines()


@lru_cache(maxsize=4096)
def _heads(head: str) -> tuple[str, ...]:
    return tuple(sorted({*_GROUP.get(head, (head,)), *_AFTER.get(head, ())}))


@lru_cache(maxsize=65536)
def _functions(key: str, core: str, head: str) -> tuple[str, ...]:
    """Under what a function is looked for: its lines; the first character, which a shorter way of writing keeps; and where it is
    not known, or long, the last, since the first may be misspelt."""
    found = set(_LINES[key]) if key else set(_LINES.get(head, ())) if not core else set()
    stripped = core.removeprefix("社区")
    if stripped != core and not key:
        found |= _LINES.get(core_key(stripped, head), frozenset())
    for written in (core, stripped):
        found.add(next((long for short, long in _INNER_FIRST.items() if written.startswith(short)), written[:1]))
    if not key or len(core) >= 5:
        found.add("~" + core[-1:])
    return tuple(sorted(found))


def _kind_keys(parsed: ParsedName) -> list[tuple[str, str]]:
    if parsed.head in NAMED_BY_PLACE:
        return [(head, "名" + own_name(parsed)) for head in _heads(parsed.head)]
    heads: tuple[str, ...]
    if not parsed.head and parsed.collective:
        heads = ("所",) if parsed.rest in ("房管", "水务", "规土", "安监", "卫监") else ("队",)
    else:
        heads = _heads(parsed.head)
    found = [(head, function) for head in heads for function in _functions(parsed.key, parsed.core, parsed.head)]
    sign = parse(parsed.note) if parsed.note else None  # the second name of a body, as in 城管局(综合行政执法局)
    if sign is not None and sign.head and sign.core and not sign.note:
        found += [kind for kind in _kind_keys(sign) if kind not in found]
    return found


def _places(parsed: ParsedName) -> tuple[tuple[str, str], ...]:
    """The deepest place as a kind and a short name; a former district also as what it became."""
    if parsed.head in NAMED_BY_PLACE:
        return (("", ""),)  # the place is the name: see _kind_keys
    street = parsed.place("street")
    if street is not None:
        return (("街", street.short),)
    community = parsed.place("community")
    if community is not None:
        return (("村", community.short),)
    county = parsed.place("county")
    if county is not None:
        return (("县", county.short), *(("县", short) for short in successors_by_short(county.short) if short != county.short))
    if parsed.places:
        return (("市", parsed.places[-1].short),)
    return (("", parsed.bare),)


def _county(parsed: ParsedName) -> str:
    """What tells streets of one name apart: the code or the short name of the county, or "" where the name does not say."""
    street, county = parsed.place("street"), parsed.place("county")
    if street is None and parsed.head not in NAMED_BY_PLACE:
        return ""
    if street is not None and street.entry is not None:
        return street.entry.parent_code
    return "" if county is None else county.entry.code if county.entry else county.short


def keys_of(label: str, name: str) -> list[Key]:
    """The keys of a name of a label. For organisations these leave out the county of a street; see :class:`NameIndex`."""
    if label == "Organ":
        parsed = parse(name)
        return [(*place, *kind) for place in _places(parsed) for kind in _kind_keys(parsed)]
    if label == "AuxTeam":
        parsed = parse(name)
        return [(*_places(parsed)[0], aux_kind(name))]
    if label == "Instrument":
        return [(title_key(name)[:8],)]
    return [(without_conjunctions(plain(name))[:2],)]


class NameIndex:
    """Names by their keys. Positions count in the order in which names were added."""

    def __init__(self, label: str, names: Iterable[str] = ()) -> None:
        self.label = label
        self.names: list[str] = []
        self._by_key: dict[Key, dict[str, list[int]]] = {}
        self._by_kind: dict[tuple[str, str], list[int]] = {}
        self._placeless: dict[tuple[str, str], list[int]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> int:
        """Add a name; returns its position."""
        at = len(self.names)
        self.names.append(name)
        parsed = parse(name) if self.label == "Organ" else None
        county = _county(parsed) if parsed is not None else ""
        for key in keys_of(self.label, name):
            self._by_key.setdefault(key, {}).setdefault(county, []).append(at)
        if parsed is not None:
            for kind in _kind_keys(parsed):
                for held in (self._by_kind, self._placeless) if not parsed.places else (self._by_kind,):
                    few = held.setdefault(kind, [])
                    if len(few) <= FEW:
                        few.append(at)
        return at

    def candidates(self, name: str) -> list[int]:
        """Positions of the names worth comparing with a name, in ascending order."""
        parsed = parse(name) if self.label == "Organ" else None
        county = _county(parsed) if parsed is not None else ""
        found: set[int] = set()
        for key in keys_of(self.label, name):
            held = self._by_key.get(key)
            if held is None:
                continue
            if not county:
                for positions in held.values():
                    found.update(positions)
            else:
                found.update(held.get(county, ()))
                found.update(held.get("", ()))
        if parsed is not None:
            found.update(self._unplaced(parsed))
        return sorted(found)

    def _unplaced(self, parsed: ParsedName) -> Iterator[int]:
        """水务局 or 区水务局 beside 闵行区水务局: only where few bodies of the kind are known."""
        for kind in _kind_keys(parsed):
            few = (self._placeless if parsed.places else self._by_kind).get(kind, ())
            if len(few) <= FEW:
                yield from few


def candidates(
    label: str, fresh: Mapping[str, str], held: Mapping[str, str], kept: KeptIndexes | None = None
) -> Iterator[tuple[str, str]]:
    """Pairs of keys worth comparing: a fresh name with a held one, and fresh names with each other, each pair once.

    ``kept`` spares indexing again what was held before; the pairs are the same without it.
    """
    held = {key: name for key, name in held.items() if key not in fresh}
    indexed = (kept.taken(label, held) if kept is not None else None) or IndexedNames(label)
    indexed.extend(held)
    for key, name in sorted(fresh.items()):
        for at in indexed.index.candidates(name):
            yield key, indexed.keys[at]
        indexed.extend({key: name})
    if kept is not None:
        kept.give_back(indexed)


class IndexedNames:
    """An index with the keys of its names."""

    def __init__(self, label: str) -> None:
        self.index = NameIndex(label)
        self.keys: list[str] = []
        self.names: dict[str, str] = {}

    def extend(self, names: Mapping[str, str]) -> None:
        """Add the names that are not there yet."""
        for key in sorted(names.keys() - self.names.keys()):
            self.index.add(names[key])
            self.keys.append(key)
            self.names[key] = names[key]


class KeptIndexes:
    """Indexes kept from one document to the next, for as long as the names of a graph only grow.

    An index is used again only where every name in it is still held under the same key: after a retraction, a merge, a
    transaction that failed, or for another graph, it is thrown away and built anew. Which pairs come out does not depend on the
    order in which names were added, so a kept index gives what a new one would.
    """

    MOST = 200_000
    """Names of an index that is worth its memory while nothing is read."""

    def __init__(self) -> None:
        self._held: dict[str, IndexedNames] = {}

    def taken(self, label: str, names: Mapping[str, str]) -> IndexedNames | None:
        """The index of a label, which nobody else has meanwhile, where it fits the names held now."""
        kept = self._held.pop(label, None)
        return kept if kept is not None and kept.names.items() <= names.items() else None

    def give_back(self, indexed: IndexedNames) -> None:
        """Keep an index for the next document."""
        if len(indexed.keys) <= self.MOST:
            self._held[indexed.index.label] = indexed


def prefixes(names: Iterable[str]) -> list[str]:
    """The beginnings that names of the same blocks share, for reading only those from a store."""
    return sorted({name[:2] for name in names})
