"""Readers 读文件: one module a family of formats, all to the same :class:`Canonical`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from graph.evidence import RejectedRow

from .canonical import Block, Canonical, Cell, Table, Unreadable
from .docx import read_docx
from .encoding import decode
from .limits import DEFAULT_LIMITS, Limits, check_archive, check_size
from .sheets import read_csv, read_workbook
from .sniff import kind_of
from .texts import read_html, read_md, read_txt

__all__ = ["DEFAULT_LIMITS", "Block", "Canonical", "Cell", "Limits", "Table", "Unreadable", "read"]


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> Canonical:
    """Read a file. Raises Unreadable with one Chinese sentence: the file, what is wrong, what to do."""
    try:
        check_size(path, limits)
        kind = kind_of(path)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"“{path.name}”读不到（{error.strerror or error}），请检查权限或是否被占用。") from error
    canonical = Canonical(path.name, kind, hashlib.sha256(data).hexdigest())
    if kind in ("xlsx", "docx"):
        check_archive(path, limits)
    if kind in ("xlsx", "xls"):
        read_workbook(canonical, path, limits)
        return canonical
    if kind == "docx":
        read_docx(canonical, path)
        return canonical
    decoded = decode(data)
    if decoded is None:
        raise Unreadable(f"“{path.name}”的文字编码认不出来（试过 UTF-8、GB18030、Big5、UTF-16），请另存为 UTF-8。")
    text = decoded.text.replace("\r\n", "\n")
    if decoded.broken:
        canonical.rejected.append(
            RejectedRow(
                "全文", f"有 {decoded.broken} 处字符按 {decoded.encoding} 解不出来，显示为“\ufffd”", "请核对这些位置的原文"
            )
        )
    if kind == "csv":
        read_csv(canonical, text, path.stem, limits)
    elif kind == "html":
        read_html(canonical, text)
    elif kind == "md":
        read_md(canonical, text)
    else:
        read_txt(canonical, text)
    return canonical
