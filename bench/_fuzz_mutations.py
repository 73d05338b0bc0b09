"""Damage done to files: all of it drawn from one random source, so that a run can be repeated."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence

from bench._fuzz_seeds import Seed

_NUMBER = re.compile(rb"\d+")
_HUGE = (b"0", b"-1", b"65536", b"2147483648", b"4294967296", b"99999999999999999999", b"1e999", b"")
_ENTITY = b'<!DOCTYPE x [<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_SUFFIXES = (
    ".docx",
    ".xlsx",
    ".xls",
    ".pdf",
    ".html",
    ".txt",
    ".csv",
    ".md",
    ".eml",
    ".msg",
    ".zip",
    ".ofd",
    ".png",
    ".bin",
    ".mht",
    ".doc",
)

Change = Callable[[random.Random, bytes, Sequence[Seed]], bytes]


def mutated(rng: random.Random, seed: Seed, others: Sequence[Seed]) -> tuple[str, bytes, str]:
    """A damaged file: its name, its bytes, and what was done."""
    name, data = seed.name, seed.data
    done: list[str] = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        inside = data.startswith(b"PK") and rng.random() < 0.7
        change = rng.choice(_IN_ZIP if inside else _PLAIN)
        data = change(rng, data, others)
        done.append(change.__name__.strip("_"))
    if rng.random() < 0.04 and seed.suffix not in (".doc", ".rtf", ".odt", ".ods"):
        name = name.rsplit(".", 1)[0] + rng.choice(_SUFFIXES)
        done.append("renamed")
    return name, data, "+".join(done)


def _flip(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 20, 200)) if out else 0):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def _cut(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[at:] if rng.random() < 0.15 else data[:at]


def _splice(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    other = rng.choice(others).data
    a, b, c = rng.randrange(len(data) + 1), rng.randrange(len(other) + 1), rng.randrange(1, 4000)
    return data[:a] + other[b : b + c] + data[a + rng.choice((0, c)) :]


def _drop(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    a = rng.randrange(len(data) + 1)
    return data[:a] + data[a + rng.randrange(1, 2000) :]


def _repeat(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    a = rng.randrange(len(data) + 1)
    piece = data[a : a + rng.randrange(1, 200)]
    return data[:a] + piece * rng.choice((2, 10, 1000)) + data[a:]


def _numbers(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    """Sizes lied about: some numbers become huge, negative or none."""
    places = list(_NUMBER.finditer(data))
    for match in sorted(rng.sample(places, min(len(places), rng.choice((1, 3, 10)))), key=lambda m: -m.start()):
        data = data[: match.start()] + rng.choice(_HUGE) + data[match.end() :]
    return data


def _words(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    """32-bit fields of a binary format lied about."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 4)) if len(out) > 8 else 0):
        struct.pack_into("<I", out, rng.randrange(len(out) - 4), rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, len(out), 1 << 20)))
    return bytes(out)


def _zeros(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    a = rng.randrange(len(data) + 1)
    size = rng.choice((1, 50, 512, 4096))
    return data[:a] + b"\0" * size + data[a + size :]


def _encoding(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    text = data.decode(rng.choice(("utf-8", "gb18030")), "replace")
    return text.encode(rng.choice(("gb18030", "big5", "utf-16", "utf-16-be", "utf-32", "latin-1", "hz")), "replace")


_PLAIN: tuple[Change, ...] = (_flip, _flip, _cut, _cut, _splice, _drop, _repeat, _numbers, _words, _zeros, _encoding)


def _members(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(i.filename, archive.read(i)) for i in archive.infolist()]
    except Exception:  # damaged before: then it is damaged as bytes
        return []


def _packed(members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name or "x", content)
    return out.getvalue()


def _in_zip(change: Callable[[random.Random, list[tuple[str, bytes]], Sequence[Seed]], None]) -> Change:
    def run(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
        members = _members(data)
        if not members:
            return _flip(rng, data, others)
        change(rng, members, others)
        return _packed(members, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))

    run.__name__ = change.__name__
    return run


_MATTERS = re.compile(r"document|sheet|workbook|numbering|styles|Content|shared|rels|txt")


def _any_member(rng: random.Random, members: list[tuple[str, bytes]]) -> int:
    """Rather one that matters than a theme or a picture."""
    wanted = [
        i for i, (n, _) in enumerate(members) if re.search(r"document|sheet|workbook|numbering|styles|Content|shared|rels|txt", n)
    ]
    return rng.choice(wanted) if wanted and rng.random() < 0.8 else rng.randrange(len(members))


def _member_bytes(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    at = _any_member(rng, members)
    members[at] = (members[at][0], rng.choice(_PLAIN)(rng, members[at][1], others))


def _member_gone(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    del members[_any_member(rng, members)]


def _member_swapped(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    a, b = _any_member(rng, members), _any_member(rng, members)
    members[a], members[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])


def _member_twice(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    name, content = members[_any_member(rng, members)]
    members.append((name, _flip(rng, content, others)))


def _member_renamed(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    at = _any_member(rng, members)
    members[at] = (
        rng.choice(("../" + members[at][0], "/a", members[at][0].upper(), "甲" * 300, "con", members[at][0] + "/")),
        members[at][1],
    )


def _entity(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    at = _any_member(rng, members)
    name, content = members[at]
    head = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    members[at] = (name, content[:head] + _ENTITY + content[head:].replace("河道".encode(), b"&b;", 1))


def _elements(rng: random.Random, members: list[tuple[str, bytes]], others: Sequence[Seed]) -> None:
    """Elements moved, doubled, taken out, left open, nested without end."""
    at = _any_member(rng, members)
    name, content = members[at]
    tags = list(re.finditer(rb"<(/?)([\w:]+)[^<>]*>", content))
    if not tags:
        return
    tag = rng.choice(tags)
    kind = rng.randrange(5)
    if kind == 0:
        content = content[: tag.start()] + content[tag.end() :]
    elif kind == 1:
        content = content[: tag.end()] + tag.group() * rng.choice((1, 300, 5000)) + content[tag.end() :]
    elif kind == 2:
        other = rng.choice(tags)
        content = content[: tag.start()] + other.group() + content[tag.end() :]
    elif kind == 3:
        opened = tag.group().removesuffix(b"/>").removesuffix(b">") + b">"
        depth = rng.choice((10, 100, 1000))
        closed = b"</" + tag.group(2) + b">"
        content = content[: tag.start()] + opened * depth + closed * depth + content[tag.start() :]
    else:
        content = re.sub(rb"(<%s[^>]*?\")[^\"]*(\")" % re.escape(tag.group(2)), rb"\g<1>" + rng.choice(_HUGE) + rb"\2", content)
    members[at] = (name, content)


def _header_lies(rng: random.Random, data: bytes, others: Sequence[Seed]) -> bytes:
    """Sizes, flags and methods in the directory of a zip lied about."""
    out = bytearray(data)
    places = [m.start() for m in re.finditer(b"PK\x01\x02", data)]
    if not places:
        return data
    at = rng.choice(places)
    field, size = rng.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4)))
    if at + field + size <= len(out):
        out[at + field : at + field + size] = rng.choice((0, 1, 9, 12, 14, 99, 0xFFFF, (1 << 8 * size) - 1, 300)).to_bytes(
            4, "little"
        )[:size]
    return bytes(out)


_IN_ZIP: tuple[Change, ...] = (
    *map(_in_zip, (_member_bytes, _member_bytes, _member_bytes, _elements, _elements, _elements)),
    *map(_in_zip, (_member_gone, _member_swapped, _member_twice, _member_renamed, _entity)),
    _header_lies,
)
