"""OLE containers 复合文档: the streams of old office files and Outlook mails, whatever is embedded in them.

Source: [MS-CFB] 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.5 (DIFAT), 2.6 (directory).
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = 0xFFFFFFF0
"""Sector and entry numbers from here on mean that there is none."""
_ENTRIES = 20_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MINI = 64


@dataclass(slots=True)
class Storage:
    """A folder of a container: streams by name as (first sector, bytes), and folders in it."""

    streams: dict[str, tuple[int, int]] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


class Container:
    """An opened container. What is damaged raises ValueError, IndexError or struct.error."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("no compound file")
        self._data = data
        self._size = 1 << min(16, struct.unpack_from("<H", data, 30)[0])
        directory, self._cutoff, mini = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._table(self._fat_sectors())
        self._mini_fat = self._table(self._chain(mini, self._fat))
        self._raw = self._sectors(directory, 128 * _ENTRIES)
        at, length = struct.unpack_from("<II", self._raw, 116)
        self._small = self._sectors(at, min(length, len(data)))
        self.root = Storage()
        self._fill(self.root, struct.unpack_from("<I", self._raw, 76)[0], set())

    def stream(self, storage: Storage, name: str) -> bytes:
        """The bytes of a stream, b"" where there is none of that name."""
        at, length = storage.streams.get(name, (_NONE, 0))
        length = min(length, len(self._data))
        if length >= self._cutoff:
            return self._sectors(at, length)[:length]
        out = bytearray()
        for sector in self._chain(at, self._mini_fat):
            if len(out) >= length:
                break
            out += self._small[sector * _MINI : (sector + 1) * _MINI]
        return bytes(out[:length])

    def offset(self, name: str) -> int:
        """Where the first sector of a stream at the root stands in the file."""
        first, _ = self.root.streams[name]
        return int((first + 1) * self._size)

    def _fat_sectors(self) -> list[int]:
        found = [s for s in struct.unpack_from("<109I", self._data, 76) if s < _NONE]
        more = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while more < _NONE and more not in seen:
            seen.add(more)
            numbers = struct.unpack_from(f"<{self._size // 4}I", self._data, (more + 1) * self._size)
            found += [s for s in numbers[:-1] if s < _NONE]
            more = numbers[-1]
        return found

    def _table(self, sectors: list[int]) -> array[int]:
        out: array[int] = array("I")
        for sector in dict.fromkeys(sectors):
            out.extend(struct.unpack_from(f"<{self._size // 4}I", self._data, (sector + 1) * self._size))
        return out

    def _chain(self, first: int, table: array[int]) -> list[int]:
        found: list[int] = []
        seen: set[int] = set()
        while first < _NONE and first not in seen:
            seen.add(first)
            found.append(first)
            first = table[first] if first < len(table) else _NONE
        return found

    def _sectors(self, first: int, most: int) -> bytes:
        out = bytearray()
        for sector in self._chain(first, self._fat):
            if len(out) >= most:
                break
            out += self._data[(sector + 1) * self._size : (sector + 2) * self._size]
        return bytes(out)

    def _fill(self, into: Storage, first: int, done: set[int], depth: int = 0) -> None:
        todo = [first]
        while todo:
            entry = todo.pop()
            if entry >= _NONE or entry in done or (entry + 1) * 128 > len(self._raw):
                continue
            done.add(entry)
            at = entry * 128
            length, kind = struct.unpack_from("<HB", self._raw, at + 64)
            name = self._raw[at : at + max(0, min(64, length) - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", self._raw, at + 68)
            if kind == _STREAM:
                into.streams[name] = struct.unpack_from("<II", self._raw, at + 116)
            elif kind in (_STORAGE, _ROOT) and depth < 32:
                inner = into.storages.setdefault(name, Storage())
                self._fill(inner, child, done, depth + 1)
            todo += [left, right]


def opened(data: bytes) -> Container | None:
    """A container, or None where its directory is damaged."""
    try:
        return Container(data)
    except (struct.error, IndexError, ValueError):
        return None


def word_is_encrypted(data: bytes, container: Container) -> bool:
    """Whether the text of an old Word file needs a password. Source: [MS-DOC] 2.5.1, fEncrypted of the FIB."""
    if "WordDocument" not in container.root.streams:
        return False
    at = container.offset("WordDocument")
    if at + 12 > len(data):
        return False
    magic, flags = struct.unpack_from("<H", data, at)[0], struct.unpack_from("<H", data, at + 10)[0]
    return magic == 0xA5EC and bool(flags & 0x0100)
