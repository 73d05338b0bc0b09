"""Outlook mails (msg) taken apart as other mails are: body and attachments as files of their own.

Source: [MS-OXMSG] 2.1–2.4 (storages and streams), [MS-OXPROPS] (numbers of properties), [MS-OXRTFCP] (compressed RTF).
A message without HTML or plain text has its body in RTF; HTML that Outlook wrapped into RTF is taken out again ([MS-OXRTFEX]).
"""

from __future__ import annotations

import datetime as dt
import struct
from typing import TYPE_CHECKING

from .canonical import Unreadable
from .encoding import decode
from .ole import Container, Storage, opened
from .rtf_body import html_of, uncompressed

if TYPE_CHECKING:
    from .bundle import Unpacking

_SUBJECT, _BODY, _HTML, _RTF, _CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A
_FROM, _FROM_ADDRESS, _FROM_SMTP, _TO, _COPIES = 0x0C1A, 0x0C1F, 0x5D01, 0x0E04, 0x0E03
_SENT, _RECEIVED, _CODEPAGE, _INTERNET_CODEPAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_DATA, _METHOD, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _HIDDEN, _CONTENT_ID = (
    0x3701,
    0x3705,
    0x3707,
    0x3704,
    0x3001,
    0x7FFE,
    0x3712,
)
_EMBEDDED, _OLE_OBJECT = 5, 6
_BY_REFERENCE = (2, 3, 4, 7)
_HEADER = {"message": 32, "embedded": 24, "attachment": 8}
"""Bytes before the properties in the stream of their values."""
_SMALL_PICTURE = 30_000
_CODEPAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 65001: "utf-8", 20936: "gb18030", 52936: "hz"}


class _Properties:
    """The properties of a message, a recipient or an attachment."""

    def __init__(self, container: Container, storage: Storage, kind: str) -> None:
        self.container, self.storage = container, storage
        self._fixed: dict[int, bytes] = {}
        data = container.stream(storage, "__properties_version1.0")
        for at in range(_HEADER[kind], len(data) - 15, 16):
            self._fixed[struct.unpack_from("<H", data, at + 2)[0]] = data[at + 8 : at + 16]

    def number(self, which: int) -> int:
        """A whole number or yes and no; 0 where it is not set."""
        return int(struct.unpack("<i", self._fixed[which][:4])[0]) if which in self._fixed else 0

    def moment(self, which: int) -> str:
        """A moment as it was here, or ""."""
        ticks = struct.unpack("<Q", self._fixed[which])[0] if which in self._fixed else 0
        try:
            found = dt.datetime(1601, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=ticks // 10)
            return found.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M") if ticks else ""
        except OverflowError:
            return ""

    def data(self, which: int) -> bytes:
        """A binary property."""
        return self.container.stream(self.storage, f"__substg1.0_{which:04X}0102")

    def text(self, which: int, codepage: int = 0) -> str:
        """A text property, in UTF-16 or in the message's code page."""
        wide = self.container.stream(self.storage, f"__substg1.0_{which:04X}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.container.stream(self.storage, f"__substg1.0_{which:04X}001E").rstrip(b"\0")
        return _decoded(narrow, codepage)


def unpack_msg(work: Unpacking, data: bytes, name: str, depth: int) -> None:
    """The parts of an Outlook mail. Raises Unreadable where it holds nothing."""
    container = opened(data)
    if container is None:
        raise Unreadable(f"“{name}”不完整或已损坏，打不开；请在 Outlook 里另存为 eml 再载入。")
    before = len(work.done.members) + len(work.done.units)
    try:
        _take(work, container, container.root, name, depth, "message")
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable(f"“{name}”不是完好的 Outlook 邮件；请在 Outlook 里另存为 eml 再载入。") from error
    if len(work.done.members) + len(work.done.units) == before:
        raise Unreadable(f"“{name}”里没有正文，也没有附件，请核对后重新导出。")


def _take(work: Unpacking, container: Container, storage: Storage, name: str, depth: int, kind: str) -> None:
    from .mail import keep_body  # it takes eml apart, and knows how a body is written down

    mail = _Properties(container, storage, kind)
    codepage = mail.number(_INTERNET_CODEPAGE) or mail.number(_CODEPAGE)
    if mail.text(_CLASS).lower().startswith("ipm.note.smime") and "signed" not in mail.text(_CLASS).lower():
        work.unit(f"{name}/正文", "unreadable", "邮件已加密，请解密后另存再载入")
        return
    body, suffix = _body(work, mail, name, mail.number(_CODEPAGE) or codepage, codepage)
    sender = mail.text(_FROM, codepage)
    address = mail.text(_FROM_SMTP, codepage) or mail.text(_FROM_ADDRESS, codepage)
    if "@" in address and address != sender:
        sender = f"{sender} <{address}>".strip()
    heads = {
        "发件人": sender,
        "收件人": mail.text(_TO, codepage),
        "抄送": mail.text(_COPIES, codepage),
        "发送时间": mail.moment(_SENT) or mail.moment(_RECEIVED),
    }
    subject = mail.text(_SUBJECT, codepage).strip()
    if body.strip() or subject:
        keep_body(
            work,
            name,
            subject,
            [f"{title}：{value.strip()}" for title, value in heads.items() if value.strip()],
            body,
            suffix,
            depth,
        )
    for inner in (n for n in sorted(storage.storages) if n.startswith("__attach_version1.0_")):
        _attachment(work, container, storage.storages[inner], name, depth, codepage)


def _body(work: Unpacking, mail: _Properties, name: str, codepage: int, html_codepage: int) -> tuple[str, str]:
    """The body and the suffix of its kind: HTML where there is any, else plain text, else what is in the RTF."""
    page = mail.data(_HTML)
    if page:
        return _decoded(page, html_codepage), ".html"
    html = mail.text(_HTML, html_codepage)
    if html.strip():
        return html, ".html"
    plain = mail.text(_BODY, codepage)
    packed = mail.data(_RTF)
    rtf = uncompressed(packed) if packed else b""
    if rtf and (wrapped := html_of(rtf)):
        return wrapped, ".html"
    if plain.strip():
        return plain, ".txt"
    if packed and not rtf:
        work.unit(f"{name}/正文（RTF）", "unreadable", "正文的 RTF 已损坏，请在 Outlook 里另存为 eml 再载入")
    return (rtf.decode("latin-1"), ".rtf") if rtf else ("", ".txt")


def _attachment(work: Unpacking, container: Container, storage: Storage, name: str, depth: int, codepage: int) -> None:
    from .mail import inner_name

    given = _Properties(container, storage, "attachment")
    called = (
        given.text(_LONG_NAME, codepage) or given.text(_DISPLAY_NAME, codepage) or given.text(_SHORT_NAME, codepage)
    ).strip()
    label = f"{name}/{inner_name(called) if called else '附件'}"
    method = given.number(_METHOD)
    inside = storage.storages.get("__substg1.0_3701000D")
    if method == _EMBEDDED and inside is not None:
        label = label if label.lower().endswith(".msg") else f"{label}.msg"
        if depth >= work.limits.depth:
            work.unit(label, "unreadable", f"邮件套了超过 {work.limits.depth} 层，未读入，请另存后再载入")
        else:
            _take(work, container, inside, label, depth + 1, "embedded")
        return
    if method == _OLE_OBJECT or inside is not None:
        work.unit(label, "unreadable", "是嵌在正文里的对象，未读入，请在 Outlook 里另存后单独载入")
        return
    data = given.data(_DATA)
    if method in _BY_REFERENCE and not data:
        work.unit(label, "unreadable", "附件只是一个链接，文件不在邮件里，请取得后单独载入")
    elif (
        called.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))
        and len(data) < _SMALL_PICTURE
        and (given.number(_HIDDEN) or given.text(_CONTENT_ID))
    ):
        work.unit(label, "skipped", "正文里的小图片（标志、签名之类），未读入")
    else:
        work.keep(label, data, depth)


def _decoded(data: bytes, codepage: int) -> str:
    if not data:
        return ""
    hint = _CODEPAGES.get(codepage, f"cp{codepage}" if codepage else "")
    found = decode(data, hint)
    return found.text if found is not None else data.decode("gb18030", "replace")
