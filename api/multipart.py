"""Uploads as they come in 接收上传: a multipart body written to disk while it arrives, never held in memory."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.rest import Refused
from api.settings import Uploads

_FIELD_BYTES = 1 << 20
_FILENAME = re.compile(rb'filename="(.*?)"\s*(?:;\s*[\w*-]+=.*)?$', re.DOTALL)
_NAME = re.compile(rb'[;\s]name="([^"]*)"|[;\s]name=([^";\s]+)')
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 200


@dataclass(slots=True)
class Received:
    """A file that arrived whole: its name as given, made safe; where it lies; its size in bytes and SHA-256."""

    name: str
    path: Path
    size: int = 0
    sha256: str = ""


@dataclass(slots=True)
class Form:
    """What a request brought."""

    files: list[Received] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def discard(self) -> None:
        """Remove what lies on the disk still."""
        for file in self.files:
            file.path.unlink(missing_ok=True)


class _Receiver:
    """The parser's callbacks: one part after the other."""

    def __init__(self, limits: Uploads, new_file: Callable[[], Path]) -> None:
        self.form = Form()
        self._limits, self._new_file = limits, new_file
        self._header = b""
        self._value = b""
        self._disposition = b""
        self._name = ""
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._text = bytearray()

    def callbacks(self) -> dict[str, Callable[..., None]]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers,
            "on_part_data": self._data,
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._header = self._value = self._disposition = b""
        self._text = bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _headers(self) -> None:
        found = _NAME.search(self._disposition)
        self._name = decoded(found.group(1) or found.group(2) or b"") if found else ""
        given = _FILENAME.search(self._disposition)
        if given is None:
            return
        if len(self.form.files) >= self._limits.files:
            raise Refused(413, f"一次最多上传 {self._limits.files} 个文件，请分几次上传。", "TOO_MANY_FILES")
        path = self._new_file()
        self.form.files.append(Received(document_name(decoded(given.group(1).replace(b'\\"', b'"'))), path))
        self._file = path.open("wb")
        self._digest = hashlib.sha256()

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = data[start:end]
        if self._file is None:
            self._text += part
            if len(self._text) > _FIELD_BYTES:
                raise Refused(413, f"表单项“{self._name}”过长，请缩短后再试。", "TOO_LARGE")
            return
        file = self.form.files[-1]
        file.size += len(part)
        if file.size > self._limits.bytes:
            raise Refused(
                413, f"“{file.name}”超过单个文件的上限 {self._limits.bytes / 2**20:.0f} MB，请拆分后再上传。", "TOO_LARGE"
            )
        self._digest.update(part)
        self._file.write(part)

    def _end(self) -> None:
        if self._file is None:
            if self._name:
                self.form.fields[self._name] = decoded(bytes(self._text))
            return
        self._file.close()
        self._file = None
        self.form.files[-1].sha256 = self._digest.hexdigest()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


async def receive(content_type: str, stream: AsyncIterator[bytes], limits: Uploads, new_file: Callable[[], Path]) -> Form:
    """Write a request's files to the paths that ``new_file`` gives. Raises Refused, and OSError of the disk; then nothing of
    the request is left on it."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Refused(415, "上传须是 multipart/form-data，文件放在 files 项里。", "UNSUPPORTED_MEDIA_TYPE")
    receiver = _Receiver(limits, new_file)
    complete = False
    try:
        parser = MultipartParser(boundary, receiver.callbacks(), max_header_size=1 << 16)  # type: ignore[arg-type]
        async for chunk in stream:
            await asyncio.to_thread(parser.write, chunk)
        parser.finalize()
        complete = all(f.sha256 for f in receiver.form.files)
        if not complete:
            raise Refused(400, "上传在中途断开，没有收完，请重新上传。", "INCOMPLETE")
    except FormParserError as error:
        raise Refused(400, "上传的内容不完整或格式不对，请重新上传。", "BAD_REQUEST") from error
    finally:
        receiver.close()
        if not complete:
            receiver.form.discard()
    return receiver.form


def decoded(data: bytes) -> str:
    """Text of a form: UTF-8 as browsers send it, else GB18030 as older Chinese programs do."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def document_name(given: str) -> str:
    """The name that a document gets, from what a client sent: a relative path of at most 200 characters, without drive letters,
    steps upwards, control characters or marks that turn the direction of writing. It is never used as a path."""
    parts = [_CONTROL.sub("", part).strip() for part in given.replace("\\", "/").split("/")]
    kept = [p for p in parts if p not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", p)]
    name = "/".join(kept) or "未命名文件"
    if len(name) > _LONGEST_NAME:
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem[: _LONGEST_NAME - 12]}….{suffix}" if dot and len(suffix) <= 10 else name[:_LONGEST_NAME]
    return name
