"""Bytes to text 字符编码: BOM, strict UTF-8, UTF-16 by its zero bytes, then detection among the Chinese encodings only."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ISOLATION = ["utf_8", "gb18030", "big5", "utf_16"]
_SAMPLE = 1 << 15
_ZEROS = re.compile(rb"\0+")
_HOLES = 5
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间"
    "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常"
    "文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治"
    "街镇市县局站所办序号名称编执处罚权责清单依据事项類別處罰權責單據項號稱編執區鎮縣辦機關"
)


_PUNCTUATION = frozenset("，。、；：？！（）《》“”‘’【】〔〕—…　·")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was in, and how many places could not be decoded (shown as U+FFFD)."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes, hint: str = "") -> Decoded | None:
    """The text of ``data``, or None where it is no text at all.

    ``hint`` is an encoding that the content itself declares (a page's charset); gb2312 and gbk are read as gb18030, their
    superset. Source of the order: ``documents.md`` of the design, measured.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], name)
    if not data:
        return Decoded("", "utf-8")
    if data.endswith(b"\0") and b"\0" not in (text_only := data.rstrip(b"\0")) and text_only:
        data = text_only  # old systems pad their files
    if (seven := _seven_bit(data)) is not None:
        return seven
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not _binary(text):
            return Decoded(text, "utf-8")
        wide = _wide(data)  # plain ASCII in UTF-16 is valid UTF-8 too
        return _lenient(data, wide) if wide else _holed(data, hint)
    if wide := _wide(data):
        return _lenient(data, wide)
    if b"\0" in data:
        return _holed(data, hint)
    if hint:
        try:
            return _lenient(data, codecs.lookup("gb18030" if hint.lower() in ("gb2312", "gbk", "gb_2312-80") else hint).name)
        except LookupError:
            pass
    return _lenient(data, _guess(data))


def _holed(data: bytes, hint: str) -> Decoded | None:
    """Text in which a disk or a transfer left a few runs of zero bytes: each run is one place that could not be decoded."""
    runs = len(_ZEROS.findall(data))
    rest = _ZEROS.sub(b"\x1a", data)
    if runs > _HOLES or len(rest) < 20 * runs:
        return None
    found = decode(rest, hint)
    if found is None or b"\0" in rest:
        return None
    return Decoded(found.text.replace("\x1a", "\ufffd"), found.encoding, found.broken + runs)


def _seven_bit(data: bytes) -> Decoded | None:
    """HZ (RFC 1843): Chinese between ``~{`` and ``~}`` in plain ASCII, in mails of old."""
    if b"~{" not in data or b"~}" not in data or not data.isascii():
        return None
    try:
        text = data.decode("hz")
    except UnicodeDecodeError:
        return None
    wide = [c for c in text if ord(c) > 127]
    return Decoded(text, "hz") if sum(c in _COMMON or c in _PUNCTUATION for c in wide) * 4 > len(wide) > 0 else None


def _guess(data: bytes) -> str:
    """The encoding in which the sample has the most common characters; UTF-8 for text of which a little is broken."""
    sample = data[:_SAMPLE]
    candidates: dict[str, float] = {}
    for name in ("gb18030", "big5", "utf-8", "utf-16-le", "utf-16-be"):
        if name.startswith("utf-16") and len(data) % 2:
            continue
        text = sample.decode(name, errors="replace")
        wide = [c for c in text if ord(c) > 127]
        if not wide:
            continue
        bad = text.count("\ufffd") / len(wide)
        candidates[name] = sum(c in _COMMON for c in wide) / len(wide) - 4 * bad
    best = max(candidates, key=lambda name: candidates[name]) if candidates else "gb18030"
    others = [v for k, v in candidates.items() if k != best]
    if len(sample) < 8 and candidates.get("gb18030", -1) >= 0 and candidates[best] <= 0:
        return "gb18030"  # a word or two of rare characters: the encoding of Chinese Windows
    if others and candidates[best] - max(others) < 0.05:  # too close: let the detector decide
        found = from_bytes(sample, cp_isolation=_ISOLATION).best()
        if found is not None and found.encoding in ("gb18030", "big5"):
            return str(found.encoding)
    return best


def _wide(data: bytes) -> str:
    """UTF-16 without a BOM that holds some ASCII (zero bytes): the byte order in which most of the sample is known."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4 or b"\0" not in sample or len(data) % 2:
        return ""
    scores = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, errors="replace")
        known = sum((c.isascii() and (c.isprintable() or c in "\t\r\n")) or c in _COMMON or c in _PUNCTUATION for c in text)
        plausible = sum(c.isascii() or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in text)
        if plausible > 0.9 * len(text) and not _binary(text):
            scores[name] = known / len(text)
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] > 0.2 else ""


def _lenient(data: bytes, name: str) -> Decoded | None:
    """Decode; a few broken places are shown as U+FFFD and counted, many mean that it is no text in this encoding."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace")
        broken = text.count("\ufffd")
        if broken > max(5, len(text) // 50):
            return None
        return None if _binary(text) else Decoded(text, name, broken)
    return None if _binary(text) else Decoded(text, name)


def _binary(text: str) -> bool:
    """Whether control characters say that this is no text."""
    sample = text[:_SAMPLE]
    control = sum(1 for c in sample if c < " " and c not in "\t\n\r\f\v\x1a")
    return "\0" in sample or control * 50 > len(sample)
