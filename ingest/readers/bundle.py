"""Bundles 打包文件: a zip or a mail is unpacked into files of its own, each then read like any other."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from graph.evidence import UnitStatus

from .canonical import Unreadable
from .formats import BY_KIND
from .limits import DEFAULT_LIMITS, Limits, check_size
from .package import BROKEN
from .sniff import kind_of

_CHUNK = 1 << 20
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LITTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)", re.I)
"""What operating systems and open Office windows leave beside files."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of a bundle: ``name`` is ``bundle name/inner name``, ``path`` where it now lies."""

    name: str
    path: Path


@dataclass(slots=True)
class Unpacked:
    """The files of a bundle, those of bundles within it among them, and a status for each part that is no file to read."""

    members: list[Member] = field(default_factory=list)
    units: list[UnitStatus] = field(default_factory=list)


class Unpacking:
    """What was taken from a bundle so far: names given, bytes left."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits, self.done = folder, limits, Unpacked()
        self.left = limits.unpacked
        self.names: set[str] = set()

    def open_for(self, name: str) -> tuple[str, Path] | None:
        """A name of its own for a member, and where to write it; None (and a unit) where there are too many."""
        if len(self.names) >= self.limits.members:
            self.unit(name, "unreadable", f"超过一次读入 {self.limits.members} 个文件的上限，请拆分后再载入")
            return None
        unique, count = name, 1
        while unique in self.names:
            count += 1
            plain = PurePosixPath(name)
            unique = str(plain.with_name(f"{plain.stem} ({count}){plain.suffix}"))
        self.names.add(unique)
        place = self.folder / f"{len(self.names):04}"
        place.mkdir(parents=True, exist_ok=True)
        return unique, place / safe_name(PurePosixPath(unique).name)

    def keep(self, name: str, data: bytes, depth: int) -> None:
        """A member whose bytes are at hand."""
        if not data:
            self.unit(name, "empty", "空文件（0 字节）")
        elif len(data) > min(self.left, self.limits.file):
            self.unit(name, "unreadable", f"有 {len(data) // 2**20} MB，超过上限，未读入，请单独载入")
        elif (opened := self.open_for(name)) is not None:
            self.left -= len(data)
            opened[1].write_bytes(data)
            self.add(*opened, depth)

    def add(self, name: str, path: Path, depth: int) -> None:
        """A file that was written: a member, or a bundle to unpack in turn."""
        if not is_bundle(path):
            self.done.members.append(Member(name, path))
        elif depth >= self.limits.depth:
            self.unit(name, "unreadable", f"压缩包或邮件套了超过 {self.limits.depth} 层，未读入，请解开后再载入")
        else:
            try:
                self.unpack(path, name, depth + 1)
            except Unreadable as error:
                self.unit(name, "unreadable", str(error).rstrip("。"))

    def unpack(self, path: Path, name: str, depth: int) -> None:
        """The members of one bundle."""
        from .mail import unpack_mail  # they take a mail apart with what is here
        from .msg import unpack_msg

        kind = kind_of(path)
        if kind == "zip":
            _unpack_zip(self, path, name, depth)
        elif kind == "msg":
            unpack_msg(self, path.read_bytes(), name, depth)
        else:
            unpack_mail(self, path.read_bytes(), name, kind, depth)

    def unit(self, name: str, status: str, detail: str) -> None:
        """A part that is no member."""
        self.done.units.append(UnitStatus(name, status, detail))  # type: ignore[arg-type]


def is_bundle(path: Path) -> bool:
    """Whether a file is a bundle by its content."""
    try:
        return BY_KIND[kind_of(path)].how == "bundle"
    except (Unreadable, OSError):
        return False


def unpack(path: Path, folder: Path, limits: Limits = DEFAULT_LIMITS, name: str = "") -> Unpacked:
    """Unpack a zip, eml or mht into ``folder``; ``name`` is how the bundle is called, if not by its path.

    Names of members are Chinese again where the bundle lost that. What leads out of the bundle, unpacks to too much, is
    encrypted or damaged is no member but a unit that says why. Raises Unreadable where nothing of the bundle can be had.
    """
    work = Unpacking(folder, limits)
    try:
        check_size(path, limits)
        work.unpack(path, name or path.name, 1)
    except OSError as error:
        raise Unreadable(f"“{path.name}”读不到（{error.strerror or error}），请检查权限或是否被占用。") from error
    if not work.done.members and not work.done.units:
        raise Unreadable(f"“{path.name}”里没有文件，请核对后重新打包。")
    return work.done


def safe_name(name: str) -> str:
    """A name that every file system takes, its suffix kept."""
    clean = _UNSAFE.sub("_", name).strip(" .") or "未命名"
    if _RESERVED.match(clean):
        clean = "_" + clean
    plain = PurePosixPath(clean)
    suffix = plain.suffix[:12]
    return plain.stem[:60].rstrip(" .") + suffix


def _unpack_zip(work: Unpacking, path: Path, name: str, depth: int) -> None:
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise Unreadable(f"“{name}”不完整或已损坏，打不开，请重新下载或重新打包。") from error
    with archive:
        entries = archive.infolist()
        packed = sum(e.compress_size for e in entries)
        total = sum(e.file_size for e in entries)
        if total > work.left or (total > 100 * 2**20 and total / max(1, packed) > work.limits.ratio):
            raise Unreadable(f"“{name}”解压后过大（{total // 2**20} MB），疑似压缩炸弹，未读入；请核对来源。")
        for entry in entries:
            inner = entry_name(entry)
            parts = [p for p in inner.split("/") if p not in ("", ".")]
            label = f"{name}/{'/'.join(p for p in parts if p != '..')}"
            if entry.is_dir() or inner.endswith("/"):
                continue
            if inner.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", inner):
                work.unit(label, "unreadable", "路径指到压缩包以外，疑似恶意文件，未读入")
            elif stat.S_ISLNK(entry.external_attr >> 16):
                work.unit(label, "skipped", "是符号链接，不是文件")
            elif _LITTER.search("/" + inner):
                work.unit(label, "empty", "系统或办公软件附带的文件，没有内容")
            elif entry.flag_bits & 1:
                work.unit(label, "unreadable", "设有密码，请解压后再载入")
            else:
                _take(work, archive, entry, label, depth)


def _take(work: Unpacking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str, depth: int) -> None:
    most = min(work.left, work.limits.file)
    if entry.file_size > most:
        work.unit(label, "unreadable", f"有 {entry.file_size // 2**20} MB，超过上限，未读入，请单独载入")
        return
    if not entry.file_size:
        work.unit(label, "empty", "空文件（0 字节）")
        return
    opened = work.open_for(label)
    if opened is None:
        return
    unique, place = opened
    written = 0
    try:
        with archive.open(entry) as stream, place.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                written += len(chunk)
                if written > most:
                    break
                out.write(chunk)
    except BROKEN as error:
        place.unlink(missing_ok=True)
        why = "压缩方式不认识" if isinstance(error, NotImplementedError) else "已损坏，解不出来"
        work.unit(unique, "unreadable", f"{why}，请解压后再载入")
        return
    work.left -= written
    if written > most:
        place.unlink(missing_ok=True)
        work.unit(unique, "unreadable", "解压后大于它所说的大小，疑似压缩炸弹，未读入")
        return
    work.add(unique, place, depth)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as it was meant: by the UTF-8 flag, by the Unicode path field, else UTF-8 or GB18030 by its bytes.

    Source: APPNOTE.TXT of the zip format, 4.4.4 (bit 11), 4.6.9 and appendix D; Chinese Windows writes the system's code page.
    """
    written = entry.orig_filename
    if not entry.flag_bits & 0x800:
        try:
            raw = written.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        written = _unicode_path(entry.extra, raw) or _decoded(raw) or written
    return written.split("\0", 1)[0].replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _unicode_path(extra: bytes, raw: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        if kind == 0x7075 and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
        at += 4 + size
    return ""
