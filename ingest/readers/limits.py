"""How large a file may be 上限, checked before any library opens it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from .canonical import Unreadable
from .package import BROKEN


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes; ``ratio`` is unpacked size ÷ packed size of an archive, ``cells`` those of one sheet.

    ``seconds`` bounds one conversion by LibreOffice, ``members`` the files of one bundle and ``depth`` bundles in bundles.
    ``pages`` are those of one PDF or image file.
    """

    file: int = 200 * 2**20
    unpacked: int = 1024 * 2**20
    entries: int = 5000
    ratio: float = 250.0
    cells: int = 30_000_000
    seconds: int = 120
    members: int = 2000
    depth: int = 3
    pages: int = 2000


DEFAULT_LIMITS = Limits()


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is empty or too large."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(f"“{path.name}”是空文件（0 字节），请重新导出。")
    if size > limits.file:
        raise Unreadable(f"“{path.name}”有 {size // 2**20} MB，超过上限 {limits.file // 2**20} MB，请拆分后再载入。")


def check_archive(path: Path, limits: Limits, name: str = "") -> list[str]:
    """Refuse an Office archive that is damaged or would unpack to too much; gives its entries' names."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except BROKEN as error:
        raise Unreadable(f"“{name or path.name}”不完整或已损坏，打不开，请重新下载或另存一份。") from error
    unpacked = sum(e.file_size for e in entries)
    packed = max(1, sum(e.compress_size for e in entries))
    # a small file may pack very well without harm; only what unpacks to much is a bomb
    if (
        len(entries) > limits.entries
        or unpacked > limits.unpacked
        or (unpacked > 100 * 2**20 and unpacked / packed > limits.ratio)
    ):
        raise Unreadable(f"“{name or path.name}”解压后过大（{unpacked // 2**20} MB），疑似压缩炸弹，未读入；请核对来源。")
    return [e.filename for e in entries]
