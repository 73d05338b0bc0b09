"""What a file is by its content 识别格式: names lie, first bytes seldom do."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from .canonical import Unreadable
from .encoding import decode
from .formats import BY_KIND, BY_SUFFIX
from .ole import MAGIC as _OLE
from .ole import opened, word_is_encrypted
from .package import BROKEN

_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "ppt", "text-template": "odt", "spreadsheet-template": "ods"}
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:html|!doctype html|table|meta|head|body|style|div)\b", re.I | re.S
)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_BINARY_SUFFIXES = (".xlsx", ".docx", ".xls", ".doc", ".wps", ".et", ".pdf", ".rtf", ".odt", ".ods")


def kind_of(path: Path) -> str:
    """The ``kind`` of a format in :data:`FORMATS`. Raises Unreadable for what cannot be read, saying what to do."""
    with path.open("rb") as file:
        head = file.read(8192)
    suffix = path.suffix.lower()
    kind = _by_bytes(path, head, suffix)
    known = BY_KIND[kind]
    if known.how == "refused":
        raise Unreadable(f"“{path.name}”是{known.title}，目前不能读；{known.advice}。")
    return kind


def _by_bytes(path: Path, head: bytes, suffix: str) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if head.startswith(_OLE):
        return _ole(path, suffix)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    # a text may begin with BM: a bitmap goes on with its size and four reserved zeros
    bitmap = head.startswith(b"BM") and (head[6:10] == b"\0\0\0\0" or suffix == ".bmp")
    if head.startswith(_IMAGES) or bitmap or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith(_ARCHIVES):
        return "archive"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    return _text(path, head, suffix)


def _text(path: Path, head: bytes, suffix: str) -> str:
    if b"<?mso-application" in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "wordxml" if b"Word.Document" in head else "excelxml"
    if b"office:document" in head[:3000] and b"opendocument" in head:
        return "ods" if b"opendocument.spreadsheet" in head else "odt"
    named = BY_SUFFIX.get(suffix)
    mime = _HEADER.match(head.lstrip()) is not None and b"mime-version" in head.lower()
    if mime and (suffix in (".mht", ".mhtml") or (suffix in _BINARY_SUFFIXES and b"multipart/related" in head.lower())):
        return "mht"  # Word saves a page with its pictures as one such file, at times under .doc
    if suffix in _BINARY_SUFFIXES:
        return _exported(path, head, suffix)
    if named is None or named.how == "refused":
        return "txt" if named is None else named.kind
    if named.how in ("text", "bundle") and named.kind not in ("zip", "msg"):
        return named.kind
    raise Unreadable(f"“{path.name}”的内容不是 {suffix[1:]} 文件（可能改过扩展名或不完整），请用原程序打开后另存。")


def _exported(path: Path, head: bytes, suffix: str) -> str:
    """What many systems write under an office suffix: an HTML table, tabs between cells, plain text."""
    flat = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    if _HTML.match(flat.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")):
        return "html"
    if suffix in (".xls", ".et", ".doc", ".wps") and (decoded := decode(path.read_bytes())) is not None and not decoded.broken:
        if suffix in (".doc", ".wps"):
            return "txt"
        if "\t" in decoded.text or "," in decoded.text:
            return "csv"
    raise Unreadable(f"“{path.name}”的内容不是 {suffix[1:]} 文件（可能改过扩展名或不完整），请用原程序打开后另存。")


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            declared = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype")
    except BROKEN as error:
        raise Unreadable(f"“{path.name}”不完整或已损坏，打不开，请重新下载或另存一份。") from error
    if b"opendocument." in declared:
        return _ODF.get(declared.decode("ascii", "replace").strip().rsplit("opendocument.", 1)[-1], "odt")
    known = "[Content_Types].xml" in names
    for folder, main, kind in (
        ("xl/", "workbook.xml", "xlsx"),
        ("word/", "document.xml", "docx"),
        ("ppt/", "presentation.xml", "ppt"),
    ):
        if folder + main in names or (known and any(n.startswith(folder) for n in names)):
            return "xlsb" if folder + "workbook.bin" in names else kind
    if known and "OFD.xml" not in names:
        raise Unreadable(f"“{path.name}”是 Office 类的文件，但里面没有正文或工作簿，可能不完整；请用原程序打开后另存。")
    return "ofd" if "OFD.xml" in names else "zip"


def _ole(path: Path, suffix: str) -> str:
    data = path.read_bytes()
    container = opened(data)
    streams = container.root.streams if container is not None else {}
    if container is not None and ("EncryptedPackage" in streams or word_is_encrypted(data, container)):
        raise Unreadable(f"“{path.name}”设有密码，打不开；请去掉密码后另存再载入。")
    if not streams:
        again = (
            "请重新下载，或在 Outlook 里另存为 eml"
            if suffix == ".msg"
            else "请重新下载，或用 Word、Excel 打开后另存为 docx、xlsx "
        )
        raise Unreadable(f"“{path.name}”不完整或已损坏，打不开，{again}再载入。")
    if "WordDocument" in streams:
        return "wps" if suffix in (".wps", ".wpt") else "doc"
    if "Workbook" in streams or "Book" in streams:
        return "xls"
    if "PowerPoint Document" in streams:
        return "ppt"
    if any(n.startswith("__properties_version") for n in streams):
        return "msg"
    raise Unreadable(f"“{path.name}”是旧版 Office 文件，但看不出种类；请另存为 docx 或 xlsx 后再载入。")
