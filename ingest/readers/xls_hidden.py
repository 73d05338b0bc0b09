"""What an old workbook (xls) hides, and its comments, from its records: the library that reads its cells does not tell.

Source: [MS-XLS] 2.4, the records BoundSheet8, ColInfo, FilterMode, Note and Row.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

from .ole import opened
from .sheet_hidden import Hidden

_BOUND_SHEET, _ROW, _COLUMN, _FILTER_MODE, _NOTE, _END, _BEGIN = 0x85, 0x208, 0x7D, 0x9B, 0x1C, 0x0A, 0x809
_MOST_RECORDS = 20_000_000


@dataclass(slots=True)
class XlsHidden:
    """By number of the sheet: what is hidden in it; the numbers of those that only a macro can show; comments of all."""

    sheets: dict[int, Hidden] = field(default_factory=dict)
    very: set[int] = field(default_factory=set)
    comments: int = 0


def look_over(path: Path) -> XlsHidden:
    """What a workbook hides; nothing where its records are damaged or encrypted, or it is older than Excel 97."""
    out = XlsHidden()
    container = opened(path.read_bytes())
    if container is None or "Workbook" not in container.root.streams:
        return out
    try:
        data = container.stream(container.root, "Workbook")
        starts: list[int] = []
        at = 0
        while at + 4 <= len(data):
            kind, size = struct.unpack_from("<HH", data, at)
            if kind == _BOUND_SHEET:
                start, state = struct.unpack_from("<IB", data, at + 4)
                if state & 3 == 2:
                    out.very.add(len(starts))
                starts.append(start)
            elif kind == _END:
                break
            at += 4 + size
        for number, start in enumerate(starts):
            _sheet(data, start, out, number)
    except (struct.error, IndexError, ValueError):
        pass
    return out


def _sheet(data: bytes, at: int, out: XlsHidden, number: int) -> None:
    seen = out.sheets.setdefault(number, Hidden())
    depth = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(data):
            return
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _ROW and size >= 16 and depth == 1:
            row, height, flags = struct.unpack_from("<H4xH4xI", data, at + 4)
            if flags & 0x20 or height & 0x7FFF == 0:
                seen.rows.add(row + 1)
        elif kind == _COLUMN and size >= 10 and depth == 1:
            first, last, width, _, flags = struct.unpack_from("<HHHHH", data, at + 4)
            if flags & 1 or width == 0:
                seen.columns.append((first + 1, last + 1))
        elif kind == _FILTER_MODE:
            seen.filtered = True
        elif kind == _NOTE:
            out.comments += 1
        elif kind == _BEGIN:  # a chart in the sheet has records of its own
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + size
