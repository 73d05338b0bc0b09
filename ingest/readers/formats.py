"""Every format that is known 格式表: its suffixes, its Chinese name, and how it is read. The one place where this is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

How: TypeAlias = Literal["text", "package", "workbook", "pdf", "ofd", "image", "office", "bundle", "refused"]
"""``office`` is converted by LibreOffice first, ``bundle`` is unpacked and its members are read, ``refused`` says what to do."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format. ``becomes`` is what LibreOffice makes of it; ``advice`` what to do with one that is refused."""

    kind: str
    title: str
    how: How
    suffixes: tuple[str, ...]
    becomes: Literal["", "docx", "xlsx", "pdf"] = ""
    advice: str = ""


FORMATS: tuple[Format, ...] = (
    Format("txt", "纯文本", "text", (".txt", ".text", ".log")),
    Format("md", "Markdown", "text", (".md", ".markdown")),
    Format("html", "网页", "text", (".html", ".htm", ".xhtml", ".shtml")),
    Format("csv", "逗号或制表符分隔的表", "text", (".csv", ".tsv")),
    Format("docx", "Word 文档", "package", (".docx", ".docm", ".dotx", ".dotm")),
    Format("xlsx", "Excel 工作簿", "workbook", (".xlsx", ".xlsm", ".xltx", ".xltm")),
    Format("xls", "旧版 Excel 工作簿", "workbook", (".xls", ".xlt")),
    Format("pdf", "PDF", "pdf", (".pdf",)),
    Format("ofd", "OFD 版式文件", "ofd", (".ofd",)),
    Format("image", "图片（扫描件、照片）", "image", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")),
    Format("doc", "旧版 Word 文档", "office", (".doc", ".dot"), "docx"),
    Format("wps", "WPS 文字", "office", (".wps", ".wpt"), "docx"),
    Format("et", "WPS 表格", "office", (".et", ".ett"), "xlsx"),
    Format("rtf", "RTF 文档", "office", (".rtf",), "docx"),
    Format("odt", "开放文档（文字）", "office", (".odt", ".ott", ".fodt"), "docx"),
    Format("ods", "开放文档（表格）", "office", (".ods", ".ots", ".fods"), "xlsx"),
    Format("uof", "标文通文字", "office", (".uot", ".uof"), "docx"),
    Format("uos", "标文通表格", "office", (".uos",), "xlsx"),
    Format("xlsb", "Excel 二进制工作簿", "office", (".xlsb",), "xlsx"),
    Format("wordxml", "Word 2003 XML", "office", (), "docx"),
    Format("excelxml", "Excel 2003 XML", "office", (), "xlsx"),
    Format("ppt", "演示文稿", "office", (".pptx", ".ppt", ".dps", ".odp", ".ppsx", ".pps"), "pdf"),
    Format("zip", "zip 压缩包", "bundle", (".zip",)),
    Format("eml", "邮件", "bundle", (".eml",)),
    Format("mht", "单个文件网页", "bundle", (".mht", ".mhtml")),
    Format("msg", "Outlook 邮件", "bundle", (".msg",)),
    Format(
        "archive",
        "压缩包（rar、7z、gz 等）",
        "refused",
        (".rar", ".7z", ".gz", ".tar", ".tgz"),
        advice="请解压后再载入，或改存为 zip",
    ),
    Format("ceb", "方正版式文件", "refused", (".ceb", ".cebx", ".gd", ".sep"), advice="请用其阅读器打印为 PDF 后再载入"),
)
"""In the order in which they are told to users."""

BY_KIND = {f.kind: f for f in FORMATS}
BY_SUFFIX = {s: f for f in FORMATS for s in f.suffixes}
