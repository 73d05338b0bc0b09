"""The RTF body of an Outlook mail: uncompressed ([MS-OXRTFCP]), and the HTML that was wrapped into it ([MS-OXRTFEX])."""

from __future__ import annotations

import re
import struct

_BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    rb"Times New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary holds at first ([MS-OXRTFCP] 2.1.2.1)."""
_MOST = 64 << 20
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]+)(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
)
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 0: "cp1252", 204: "cp1251"}
_SHOWN = {b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_SHOWN |= {b"emdash": "—", b"endash": "–", b"bullet": "•"}
_SKIPPED = frozenset((b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pntext", b"generator", b"pict", b"mhtmltag"))


def uncompressed(data: bytes) -> bytes:
    """The RTF; b"" where the stream is damaged."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<II4sI", data)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != b"LZFu" or size > _MOST:
        return b""
    window = bytearray(4096)
    window[: len(_BEGINNING)] = _BEGINNING
    write, out, at = len(_BEGINNING), bytearray(), 16
    while at < len(data) and len(out) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                break
            if not control >> bit & 1:
                run = data[at : at + 1]
                at += 1
            else:
                if at + 1 >= len(data):
                    break
                token = data[at] << 8 | data[at + 1]
                at += 2
                start, length = token >> 4, (token & 15) + 2
                if start == write:  # the end
                    return bytes(out)
                run = b""
                for i in range(length):  # it may read what it has just written
                    byte = window[(start + i) % 4096]
                    window[write] = byte
                    write = (write + 1) % 4096
                    out.append(byte)
                continue
            out += run
            window[write] = run[0]
            write = (write + 1) % 4096
    return bytes(out[:size])


def html_of(rtf: bytes) -> str:
    """The page that was wrapped into RTF (\\fromhtml), or ""."""
    if b"\\fromhtml" not in rtf[:400]:
        return ""
    codepage = re.search(rb"\\ansicpg(\d+)", rtf[:400])
    usual = {b"936": "gb18030", b"950": "big5"}.get(codepage[1], f"cp{codepage[1].decode()}") if codepage else "gb18030"
    fonts = {
        int(m[1]): _CHARSETS.get(int(m[2]), usual)
        for m in re.finditer(rb"\\f(\d{1,5})(?:\\f[a-z]+)?[^{}]{0,60}?\\fcharset(\d{1,3})", rtf[:200_000])
    }
    out: list[str] = []
    pending = bytearray()
    # of each group: whether it is shown, whether it holds tags, the encoding, characters to leave out after \u
    stack: list[tuple[bool, bool, str, int]] = []
    shown, tag, encoding, beside, skip = True, False, usual, 1, 0
    starred = hidden = False

    def flush() -> None:
        if pending:
            out.append(pending.decode(encoding, "replace"))
            pending.clear()

    for match in _TOKEN.finditer(rtf):
        byte, word, number, sign, brace, text = match.groups()
        if byte is not None:
            if skip:
                skip -= 1
            elif shown and not (hidden and not tag):
                pending.append(int(byte, 16))
            continue
        if text is None and word is None and sign is None and brace is None:
            continue
        if not (text is not None and pending and shown):
            flush()
        if brace == b"{":
            stack.append((shown, tag, encoding, beside))
            starred = False
        elif brace == b"}":
            if stack:
                shown, tag, encoding, beside = stack.pop()
        elif word is not None:
            value = int(number) if number else 0
            if starred and word == b"htmltag":
                tag = True
            elif word in _SKIPPED or (starred and word != b"htmltag"):
                shown = False
            elif word == b"htmlrtf":
                hidden = value != 0 or number is None
            elif word == b"uc":
                beside = value
            elif word == b"u" and shown and not (hidden and not tag):
                out.append(chr(value % 65536))
                skip = beside
            elif word == b"f" and value in fonts:
                encoding = fonts[value]
            elif word in _SHOWN and shown and not hidden:
                out.append(_SHOWN[word])
            starred = False
        elif sign is not None:
            starred = sign == b"*"
            if not starred and shown and not (hidden and not tag) and sign in b"\\{}~":
                out.append("\u00a0" if sign == b"~" else sign.decode("latin-1"))
        elif text is not None and shown and not (hidden and not tag):
            rest = text[skip:]
            skip = max(0, skip - len(text))
            pending += rest
    flush()
    return "".join(out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
