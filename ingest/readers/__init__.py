"""Readers 读文件: one module a family of formats, all to the same :class:`Canonical`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from graph.evidence import RejectedRow

from .canonical import Block, Cancelled, Canonical, Cell, Progress, Table, Unreadable
from .docx import read_docx
from .encoding import decode
from .formats import BY_KIND, BY_SUFFIX, FORMATS, Format
from .html import read_html
from .images import read_image
from .limits import DEFAULT_LIMITS, Limits, check_archive, check_size
from .ofd import read_ofd
from .office import converted
from .pdf import read_pdf
from .sheets import read_csv, read_workbook
from .sniff import kind_of
from .texts import read_md, read_txt

__all__ = [
    "BY_SUFFIX",
    "DEFAULT_LIMITS",
    "FORMATS",
    "Block",
    "Cancelled",
    "Canonical",
    "Cell",
    "Format",
    "Limits",
    "Progress",
    "Table",
    "Unreadable",
    "read",
    "reread",
]


def read(path: Path, limits: Limits = DEFAULT_LIMITS, progress: Progress | None = None) -> Canonical:
    """Read a file. Raises Unreadable with one Chinese sentence: the file, what is wrong, what to do.

    ``progress`` is called with ``reading``, the pages done and how many there are (None while that is not known); what it
    raises, :class:`Cancelled` above all, ends the reading and what was started for it.
    """
    if progress is not None:
        progress("reading", 0, None)
    try:
        check_size(path, limits)
        kind = kind_of(path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        canonical = Canonical(path.name, kind, digest)
        _read_as(canonical, kind, path, limits, progress)
    except OSError as error:
        raise Unreadable(f"“{path.name}”读不到（{error.strerror or error}），请检查权限或是否被占用。") from error
    except (RecursionError, MemoryError) as error:
        raise Unreadable(f"“{path.name}”的内容过大或嵌套过深，没有读完；请用原程序打开、拆分或另存后再载入。") from error
    if not canonical.units:
        raise Unreadable(f"“{path.name}”里没有工作表、页或正文，可能已损坏；请用原程序打开后另存。")
    if progress is not None and not canonical.pages:
        progress("reading", 1, 1)
    return canonical


def reread(path: Path, name: str, kind: str, limits: Limits = DEFAULT_LIMITS) -> Canonical:
    """Read a kept original again, as the format ``kind`` that it was known by: it may have lost its suffix. Raises Unreadable."""
    canonical = Canonical(name, kind, path.name)
    try:
        _read_as(canonical, kind if kind in BY_KIND else kind_of(path), path, limits, None)
    except OSError as error:
        raise Unreadable(f"“{name}”的原件读不到（{error.strerror or error}），请检查资料目录。") from error
    except (RecursionError, MemoryError) as error:
        raise Unreadable(f"“{name}”过大，没有读完；请下载原件查看。") from error
    return canonical


def _read_as(canonical: Canonical, kind: str, path: Path, limits: Limits, progress: Progress | None) -> None:
    how = BY_KIND[kind].how
    if how == "office":
        with converted(path, kind, limits, progress) as made:
            _read_as(canonical, BY_KIND[kind].becomes, made, limits, progress)
    elif how == "workbook":
        if kind == "xlsx":
            check_archive(path, limits, canonical.name)
        read_workbook(canonical, path, limits)
    elif how == "package":
        check_archive(path, limits, canonical.name)
        read_docx(canonical, path, limits, progress)
    elif how == "bundle":
        raise Unreadable(f"“{canonical.name}”是{BY_KIND[kind].title}，里面的文件要分别读入；请解压（或另存附件）后再载入。")
    elif how == "pdf":
        read_pdf(canonical, path, limits, progress)
    elif how == "ofd":
        read_ofd(canonical, path, limits, progress)
    elif how == "image":
        read_image(canonical, path, limits, progress)
    else:
        _read_text(canonical, kind, path, limits)


def _read_text(canonical: Canonical, kind: str, path: Path, limits: Limits) -> None:
    decoded = decode(path.read_bytes())
    if decoded is None:
        raise Unreadable(f"“{path.name}”的文字编码认不出来（试过 UTF-8、GB18030、Big5、UTF-16），请另存为 UTF-8。")
    text = decoded.text.replace("\r\n", "\n")
    if decoded.broken:
        canonical.rejected.append(
            RejectedRow(
                "全文", f"有 {decoded.broken} 处字符按 {decoded.encoding} 解不出来，显示为“\ufffd”", "请核对这些位置的原文"
            )
        )
    if (lost := text.count("锟斤拷")) > 2:
        reason = f"有 {lost} 处“锟斤拷”，是以前转换编码时丢掉的字"
        canonical.rejected.append(RejectedRow("全文", reason, "请从原系统重新导出"))
    if kind != "csv":
        text = text.replace("\r", "\n")
    if kind == "csv":
        read_csv(canonical, text, path.stem, limits)
    elif kind == "html":
        read_html(canonical, text)
    elif kind == "md":
        read_md(canonical, text)
    else:
        read_txt(canonical, text)
