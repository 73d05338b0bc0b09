"""Parts of office packages 办公文件部件: read within their promised size, parsed without entities, network and huge trees."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from .canonical import Unreadable

try:
    from lzma import LZMAError
except ImportError:  # a Python built without it: zipfile then refuses such members itself
    LZMAError = OSError  # type: ignore[misc,assignment]

BROKEN: tuple[type[BaseException], ...] = (
    LZMAError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What reading a damaged part may raise."""


def part(container: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """The bytes of one part, never more than its directory entry promises; None where there is none. Raises Unreadable."""
    try:
        info = container.getinfo(path)
    except KeyError:
        return None
    try:
        with container.open(info) as stream:
            return stream.read(info.file_size)
    except BROKEN as error:
        raise Unreadable(f"“{name}”已损坏或不完整（部件 {path} 读不出），请重新导出或重新传送后再试。") from error


def parse_xml(data: bytes, name: str, path: str) -> Any:
    """The root element. Raises Unreadable for broken XML, and for any document type declaration: office files have none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"“{name}”已损坏（部件 {path} 的结构读不出），请用办公软件打开并另存后再试。") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(f"“{name}”的部件 {path} 含有实体声明，可能是恶意文件，未读入；请用办公软件另存为新文件。")
    return root
