"""What a file is by its content 识别格式: names lie, first bytes seldom do."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .canonical import Unreadable
from .package import BROKEN

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXTS = {".txt": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".csv": "csv", ".tsv": "csv"}


def kind_of(path: Path) -> str:
    """One of txt, md, html, csv, xlsx, xls, docx. Raises Unreadable for what cannot be read, saying what to do."""
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = path.suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    if head.startswith(_OLE):
        return _ole(path, suffix)
    if head.startswith(b"%PDF"):
        raise Unreadable(f"“{path.name}”是 PDF，目前不能读；请另存为 docx 或 txt 后再载入。")
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        raise Unreadable(f"“{path.name}”是图片，目前不能读；请提供文字版。")
    if head.startswith((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise Unreadable(f"“{path.name}”是压缩包，请解压后再载入。")
    if suffix in (".xlsx", ".docx", ".xls", ".doc", ".wps", ".et", ".pdf"):
        lower = head.lstrip().lower()
        if lower.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
            return "html"  # many systems export an HTML table under .xls
        raise Unreadable(f"“{path.name}”的内容不是 {suffix[1:]} 文件（可能改过扩展名或不完整），请用原程序打开后另存。")
    if suffix in TEXTS:
        return TEXTS[suffix]
    return "txt"


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except BROKEN as error:
        raise Unreadable(f"“{path.name}”不完整或已损坏，打不开，请重新下载或另存一份。") from error
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if any(n.startswith("word/") for n in names):
        return "docx"
    raise Unreadable(f"“{path.name}”是压缩包或别的文件，不是 Word 或 Excel 文件；请解压或另存后再载入。")


def _ole(path: Path, suffix: str) -> str:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(f"“{path.name}”设有密码，打不开；请去掉密码后另存再载入。")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    if "WordDocument".encode("utf-16-le") in data or suffix in (".doc", ".wps"):
        raise Unreadable(f"“{path.name}”是旧版 Word（doc、wps），目前不能读；请另存为 docx 后再载入。")
    raise Unreadable(f"“{path.name}”是旧版 Office 文件，但看不出种类；请另存为 docx 或 xlsx 后再载入。")
