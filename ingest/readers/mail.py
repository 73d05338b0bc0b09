"""Mails and saved pages 邮件与单个文件网页: body and attachments as files of their own, names and subjects decoded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from .canonical import Unreadable
from .encoding import decode

if TYPE_CHECKING:
    from .bundle import Unpacking

_SMALL_PICTURE = 30_000
"""Bytes up to which a picture within a body is taken for a logo or a signature."""

_STYLES = ("text/css", "application/javascript", "text/javascript", "application/x-javascript")
_SUFFIXES = {
    "text/html": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
}
_BODY = re.compile(r"<body\b[^>]*>", re.I)
_SURROGATES = re.compile("[\udc80-\udcff]")
_HEADS = (("发件人", "from"), ("收件人", "to"), ("抄送", "cc"), ("发送时间", "date"))


class _AsWritten(Compat32):
    """Headers as they stand, 8-bit bytes kept: the policies of the library would put question marks for GBK."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The value unchanged."""
        return value


def unpack_mail(work: Unpacking, data: bytes, name: str, kind: str, depth: int) -> None:
    """The parts of a mail, or of a page saved as one file. Raises Unreadable where it holds nothing."""
    try:
        message = BytesParser(policy=_AsWritten()).parsebytes(data)
        if not message.keys() and decode(data) is None:
            raise Unreadable(f"“{name}”不是邮件，也不是文字，读不出来；请用邮件程序另存为 eml 再载入。")
        _take(work, message, name, kind, depth)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        raise Unreadable(f"“{name}”不是完好的邮件，读不出来，请用邮件程序打开后另存为 eml 再载入。") from error


def _take(work: Unpacking, message: Message, name: str, kind: str, depth: int) -> None:
    before = len(work.done.members) + len(work.done.units)
    bodies: list[tuple[str, str]] = []
    others: list[Message] = []
    for part in _leaves(message):
        if not _is_body(part, kind):
            others.append(part)
        elif (text := _text(part)).strip():
            bodies.append((text, ".html" if part.get_content_type() == "text/html" else ".txt"))
    if kind == "mht":
        for number, (text, suffix) in enumerate(bodies, start=1):
            work.keep(f"{name}/正文{number if number > 1 else ''}{suffix}", text.encode(), depth)
    elif bodies or message.get("subject"):
        _keep_bodies(work, message, name, bodies, depth)
    for part in others:
        _attachment(work, part, name, kind, depth)
    if any(isinstance(d, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect) for p in message.walk() for d in p.defects):
        work.unit(f"{name}/结尾", "unreadable", "邮件不完整，可能缺正文或附件，请重新导出")
    if len(work.done.members) + len(work.done.units) == before:
        raise Unreadable(f"“{name}”里没有正文，也没有附件，请核对后重新导出。")


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something; of alternatives the fullest one."""
    stack: list[Message] = [message]
    while stack:
        part = stack.pop()
        content = part.get_content_type()
        if not part.is_multipart() or content in ("message/rfc822", "message/global"):
            yield part
            continue
        inner = [p for p in part.get_payload() if isinstance(p, Message)]
        if content == "multipart/alternative":
            inner = [_fullest(inner)] if inner else []
        stack.extend(reversed(inner))


def _fullest(choices: list[Message]) -> Message:
    """The page, which has the tables, unless the plain text says far more."""

    def says(part: Message) -> int:
        texts = [p for p in part.walk() if p.get_content_maintype() == "text"]
        return max(
            (len(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>|\s", "", _text(p), flags=re.I | re.S)) for p in texts), default=0
        )

    pages = [p for p in choices if p.get_content_type() != "text/plain"]
    plain = [p for p in choices if p.get_content_type() == "text/plain"]
    if not pages or not plain:
        return choices[-1]
    best = max(pages, key=says)
    return best if says(best) * 2 >= says(plain[0]) else plain[0]


def _is_body(part: Message, kind: str) -> bool:
    attached = (part.get_content_disposition() or "") == "attachment"
    texts = part.get_content_type() in ("text/html", "text/plain")
    return texts and not attached and (kind == "mht" or not _file_name(part))


def _attachment(work: Unpacking, part: Message, name: str, kind: str, depth: int) -> None:
    content = part.get_content_type()
    called = _file_name(part)
    if content in ("message/rfc822", "message/global"):
        inner = [p for p in part.get_payload() if isinstance(p, Message)] if part.is_multipart() else []
        title = called or f"{words(inner[0].get('subject', '')) if inner else ''}".strip() or "附带邮件"
        label = f"{name}/{inner_name(title.removesuffix('.eml'))}.eml"
        if not inner:
            work.unit(label, "empty", "附带的邮件没有内容")
        elif depth >= work.limits.depth:
            work.unit(label, "unreadable", f"邮件套了超过 {work.limits.depth} 层，未读入，请另存后再载入")
        else:
            _take(work, inner[0], label, "eml", depth + 1)
        return
    attached = (part.get_content_disposition() or "") == "attachment"
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    label = f"{name}/{inner_name(called) if called else '附件' + _SUFFIXES.get(content, '')}"
    if content in _STYLES and not attached:
        work.unit(label, "empty", "网页的样式或脚本，没有内容")
    elif content == "application/ms-tnef" or called.lower() == "winmail.dat":
        work.unit(label, "unreadable", "是 Outlook 专有格式（winmail.dat），请让发件人改用 HTML 或纯文本重发")
    elif content in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
        work.unit(label, "unreadable", "邮件已加密，请解密后另存再载入")
    elif content in ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"):
        work.unit(label, "empty", "数字签名，没有内容")
    elif (
        content.startswith("image/") and not attached and len(raw) < _SMALL_PICTURE and (part.get("content-id") or kind == "mht")
    ):
        work.unit(label, "skipped", "正文里的小图片（标志、签名之类），未读入")
    else:
        if any("Base64" in type(d).__name__ for d in part.defects):
            work.unit(f"{label}（编码）", "unreadable", "附件的编码有损坏，内容可能不全，请重新导出")
        work.keep(label, raw, depth)


def _keep_bodies(work: Unpacking, message: Message, name: str, bodies: list[tuple[str, str]], depth: int) -> None:
    """The body with who sent it, when and about what on top; further texts beside it."""
    subject = words(message.get("subject", "")).strip()
    lines = [f"{title}：{value}" for title, key in _HEADS if (value := words(message.get(key, "")).strip())]
    keep_body(work, name, subject, lines, *(bodies[0] if bodies else ("", ".txt")), depth)
    for number, (more, kind) in enumerate(bodies[1:], start=2):
        work.keep(f"{name}/正文{number}{kind}", more.encode(), depth)


def keep_body(work: Unpacking, name: str, subject: str, lines: list[str], text: str, suffix: str, depth: int) -> None:
    """The body of a mail as a file, its subject and the ``lines`` of its head on top; an RTF as it is, its head beside it."""
    if suffix == ".html":
        top = f"<h1>{html.escape(subject)}</h1>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        found = _BODY.search(text)
        at = found.end() if found else 0
        text = text[:at] + top + text[at:]
    elif suffix == ".rtf":
        work.keep(f"{name}/正文.rtf", text.encode("latin-1"), depth)
        if (head := "\n".join([subject, *lines])).strip():
            work.keep(f"{name}/信头.txt", head.encode(), depth)
        return
    else:
        text = "\n".join([subject, *lines, "", text]).lstrip("\n")
    if text.strip():
        work.keep(f"{name}/正文{suffix}", text.encode(), depth)


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    decoded = decode(data, str(part.get_param("charset", "") or ""))
    return decoded.text if decoded is not None else data.decode("gb18030", "replace")


def _file_name(part: Message) -> str:
    try:
        called = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        called = ""
    if not called and (place := part.get("content-location", "")) and part.get_content_maintype() != "multipart":
        called = unquote(str(place).split("?")[0].rstrip("/").rsplit("/", 1)[-1])
    return words(called).strip()


def inner_name(called: str) -> str:
    """A name of an attachment without folders, which some programs send along."""
    return PurePosixPath(called.replace("\\", "/")).name or "附件"


def words(written: object) -> str:
    """A header in characters: encoded words put together before they are decoded, bare 8-bit bytes guessed."""
    value = str(written or "")
    if _SURROGATES.search(value):
        decoded = decode(value.encode("utf-8", "surrogateescape"))
        value = decoded.text if decoded is not None else value.encode("utf-8", "replace").decode()
    value = re.sub(r"\r?\n(?=[ \t])", "", value)
    if "=?" not in value:
        return value
    try:
        chunks = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    out: list[str] = []
    for chunk, charset in chunks:
        if isinstance(chunk, str):
            out.append(chunk)
        elif charset is None:
            out.append(chunk.decode("raw-unicode-escape", "replace"))
        else:
            out.append(_declared(chunk, charset))
    return "".join(out)


def _declared(chunk: bytes, charset: str) -> str:
    """A short text by the encoding that it declares; gb2312 and gbk are read as their superset."""
    try:
        return chunk.decode("gb18030" if charset.lower() in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936") else charset)
    except (LookupError, UnicodeDecodeError):
        decoded = decode(chunk)
        return decoded.text if decoded is not None else chunk.decode("gb18030", "replace")
