"""Outlook mails made by hand for the tests: an OLE container of version 3, small streams among the mini sectors."""

from __future__ import annotations

import datetime as dt
import struct
from typing import TypeAlias

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Folder: TypeAlias = "dict[str, bytes | Folder]"


def container(root: Folder) -> bytes:
    """The bytes of a container."""
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = bytearray(), list[int]()
    entries: list[list[object]] = []

    def chain(data: bytes) -> int:
        first = len(sectors)
        count = -(-len(data) // 512)
        for i in range(count):
            sectors.append(data[i * 512 : (i + 1) * 512].ljust(512, b"\0"))
            fat.append(first + i + 1 if i + 1 < count else _END)
        return first if count else _END

    def small(data: bytes) -> int:
        first = len(mini) // 64
        count = -(-len(data) // 64)
        mini.extend(data.ljust(count * 64, b"\0"))
        mini_fat.extend(first + i + 1 if i + 1 < count else _END for i in range(count))
        return first if count else _END

    def add(name: str, content: bytes | Folder, kind: int) -> int:
        entry: list[object] = [name, kind, _FREE, _FREE, 0, 0]
        number = len(entries)
        entries.append(entry)
        if isinstance(content, bytes):
            entry[4] = chain(content) if len(content) >= 4096 else small(content)
            entry[5] = len(content)
            return number
        before = None
        for inner, held in content.items():
            child = add(inner, held, 2 if isinstance(held, bytes) else 1)
            if before is None:
                entry[3] = child
            else:
                entries[before][2] = child
            before = child
        return number

    add("Root Entry", root, 5)
    entries[0][4], entries[0][5] = chain(bytes(mini)), len(mini)
    mini_at = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * 512, b"\xff"))
    listed = b""
    for name, kind, right, child, at, size in entries:
        written = (str(name) + "\0").encode("utf-16-le")
        listed += written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _FREE, right, child)
        listed += bytes(36) + struct.pack("<IQ", at, size)
    directory = chain(listed.ljust(-(-len(listed) // 512) * 512, b"\0"))
    tables = -(-(len(fat) + 1) // 127)
    at = len(sectors)
    fat += [_FAT] * tables
    data = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * 512, b"\xff")
    sectors += [data[i * 512 : (i + 1) * 512] for i in range(tables)]
    difat = [at + i for i in range(tables)] + [_FREE] * (109 - tables)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, tables, directory, 0, 4096, mini_at, 1, _END, 0, difat[0])
    return head + struct.pack("<108I", *difat[1:]) + b"".join(sectors)


def properties(kind: str, **fixed: int) -> bytes:
    """The stream of fixed properties; names are ``p`` and the hexadecimal number."""
    out = bytes({"message": 32, "embedded": 24, "attachment": 8}[kind])
    for name, value in fixed.items():
        out += struct.pack("<HHIq", 3, int(name[1:], 16), 6, value)
    return out


def ticks(moment: dt.datetime) -> int:
    """A moment as Windows counts it."""
    return int((moment - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000


def text(which: int, value: str) -> tuple[str, bytes]:
    """A text property."""
    return f"__substg1.0_{which:04X}001F", value.encode("utf-16-le")


def mail(*attachments: Folder, embedded: bool = False, **given: bytes | str | int) -> Folder:
    """A mail. Texts and bytes are properties by their number (``p0037``), whole numbers are fixed ones."""
    kind = "embedded" if embedded else "message"
    out: Folder = {"__properties_version1.0": properties(kind, **{k: v for k, v in given.items() if isinstance(v, int)})}
    for name, value in given.items():
        number = int(name[1:], 16)
        if isinstance(value, str):
            key, data = text(number, value)
            out[key] = data
        elif isinstance(value, bytes):
            out[f"__substg1.0_{number:04X}0102"] = value
    out |= {f"__attach_version1.0_#{i:08X}": attachment for i, attachment in enumerate(attachments)}
    return out


def attachment(name: str, content: bytes | Folder, method: int = 1, **fixed: int) -> Folder:
    """A file, or a mail (method 5), that a mail carries."""
    key = "__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"
    long, called = text(0x3707, name)
    return {"__properties_version1.0": properties("attachment", p3705=method, **fixed), long: called, key: content}
