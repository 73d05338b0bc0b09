"""The names of streams in an OLE container 复合文档: what an old office file really is, whatever is embedded in it."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = 0xFFFFFFF0
"""Sector and entry numbers from here on mean that there is none."""
_ENTRIES = 20_000


def root_streams(data: bytes) -> dict[str, int]:
    """Names at the root of a container, each with the offset of its first sector; empty where the directory is damaged.

    Source: [MS-CFB] 2.2 (header), 2.3 (FAT), 2.6 (directory).
    """
    try:
        return _root_streams(data)
    except (struct.error, IndexError, ValueError):
        return {}


def _root_streams(data: bytes) -> dict[str, int]:
    if not data.startswith(MAGIC):
        return {}
    size = 1 << min(16, struct.unpack_from("<H", data, 30)[0])
    directory = struct.unpack_from("<I", data, 48)[0]
    fat: list[int] = []
    for sector in struct.unpack_from("<109I", data, 76):
        if sector < _NONE:
            fat += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    raw = b""
    seen: set[int] = set()
    while directory < _NONE and directory not in seen and len(raw) < 128 * _ENTRIES:
        seen.add(directory)
        raw += data[(directory + 1) * size : (directory + 2) * size]
        directory = fat[directory]
    found: dict[str, int] = {}
    done: set[int] = set()
    todo = [struct.unpack_from("<I", raw, 76)[0]]
    while todo:
        entry = todo.pop()
        if entry >= _NONE or entry in done or (entry + 1) * 128 > len(raw):
            continue
        done.add(entry)
        at = entry * 128
        length = struct.unpack_from("<H", raw, at + 64)[0]
        name = raw[at : at + max(0, min(64, length) - 2)].decode("utf-16-le", "replace")
        left, right = struct.unpack_from("<II", raw, at + 68)
        found[name] = (struct.unpack_from("<I", raw, at + 116)[0] + 1) * size
        todo += [left, right]
    return found


def word_is_encrypted(data: bytes, streams: dict[str, int]) -> bool:
    """Whether the text of an old Word file needs a password. Source: [MS-DOC] 2.5.1, fEncrypted of the FIB."""
    at = streams.get("WordDocument", len(data))
    if at + 12 > len(data):
        return False
    magic, flags = struct.unpack_from("<H", data, at)[0], struct.unpack_from("<H", data, at + 10)[0]
    return magic == 0xA5EC and bool(flags & 0x0100)
