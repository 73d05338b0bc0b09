"""Which names are worth comparing 分块: two names that share no block cannot be the same, so they are never compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .kinds import aux_kind
from .match_others import title_key
from .parse import LINES, ParsedName, parse
from .text import plain, without_conjunctions
from .vocabulary import INNER

COMPARED = frozenset({"Organ", "AuxTeam", "Instrument", "Matter"})
"""Labels whose names are written in more than one way; the names of others are their own."""

_HEAD_GROUPS = (
    "所 研究所 办 站 工作站 办事处",
    "队 中队 分队 大队 支队 总队",
    "人大 人大常委会",
    "政府 管委会",
    "纪委 监委",
    "院 研究院",
)
_GROUP = {head: group.split()[0] for group in _HEAD_GROUPS for head in group.split()}
_INNER_FIRST = {short: long[:1] for short, long in INNER}


def block_of(label: str, name: str) -> tuple[str, ...]:
    """The block of a canonical name."""
    if label == "Organ":
        return _organ_block(parse(name))
    if label == "AuxTeam":
        parsed = parse(name)
        return (_place(parsed), aux_kind(name))
    if label == "Instrument":
        return (title_key(name)[:8],)
    return (without_conjunctions(plain(name))[:2],)


def _organ_block(parsed: ParsedName) -> tuple[str, ...]:
    key = parsed.key
    core = parsed.core.removeprefix("社区")
    function = LINES[key] if key else _first(core)
    street = parsed.place("street")
    head = _GROUP.get(parsed.head, parsed.head)
    if not parsed.head and parsed.collective:
        head = "所" if parsed.rest in ("房管", "水务", "规土", "安监", "卫监") else "队"
    return (_place(parsed), street.short if street is not None else "", head, function)


def _first(core: str) -> str:
    for short, first in _INNER_FIRST.items():
        if core.startswith(short):
            return first
    return core[:1]


def _place(parsed: ParsedName) -> str:
    """The county of a name, or the widest place that it has."""
    county = parsed.place("county")
    if county is not None:
        return county.short
    street = parsed.place("street")
    if street is not None and street.entry is not None:
        return "街镇"
    return parsed.places[0].short if parsed.places else parsed.bare


def candidates(label: str, fresh: Mapping[str, str], held: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys worth comparing: a fresh name with a held one, and fresh names with each other, each pair once."""
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, name in sorted(fresh.items()):
        blocks[block_of(label, name)].append(key)
    old: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, name in held.items():
        if key not in fresh:
            block = block_of(label, name)
            if block in blocks:
                old[block].append(key)
    for block, keys in blocks.items():
        for i, key in enumerate(keys):
            yield from ((key, other) for other in keys[i + 1 :])
            yield from ((key, other) for other in sorted(old[block]))


def prefixes(names: Iterable[str]) -> list[str]:
    """The beginnings that names of the same blocks share, for reading only those from a store."""
    return sorted({name[:2] for name in names})
