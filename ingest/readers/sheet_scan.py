"""A look over the XML of sheets before a library lays them out: how far out cells stand, and how many there are."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from .canonical import Unreadable
from .limits import Limits
from .package import BROKEN
from .sheet_hidden import Hidden

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""Limits of the xlsx format."""

_OTHER = ("xl/theme/", "xl/drawings/", "xl/charts/", "xl/externalLinks/", "xl/persons/", "xl/media/")
_OTHER_FILES = ("sharedStrings.xml", "styles.xml", "calcChain.xml")
_CHUNK = 1 << 22
_SMALL = 3_000_000
"""Cells that may be laid out whatever is in them."""
_OVERLAP = 1024
_WIDE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,9})\d")
_HIGH = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{0,9}0*[1-9]\d{5,}")
_BEYOND = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{0,9}0*(?:[2-9]\d{6}|1[1-9]\d{5}|10[5-9]\d{4}|[1-9]\d{7,})")
_CODED = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{0,3}&#")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*[\"']e[\"'])[^>]*\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).){0,400}?<(?:\w+:)?v>(#[^<]{1,20})<",
    re.S,
)
_MAX_ERRORS = 100_000
_UNCACHED = re.compile(rb"(?:</f>|<f[^>]{0,200}/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


@dataclass(slots=True)
class SheetScan:
    """What was seen in a sheet: bounds (upper estimates), cells, formulas without a result, failed ones by (row, column)."""

    rows: int = 99_999
    columns: int = 26
    cells: int = 0
    uncached: int = 0
    broken: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: Hidden = field(default_factory=Hidden)

    def needs_sparse(self, limits: Limits) -> bool:
        """Whether the sheet laid out in full would be far bigger than what is in it."""
        dense = self.rows * self.columns
        return self.broken or (dense > _SMALL and (dense > limits.cells or self.cells * 20 < dense))


def column_number(letters: str) -> int:
    """The number of a column, from 1: A → 1, XFD → 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def scan_sheets(container: zipfile.ZipFile, name: str) -> dict[str, SheetScan]:
    """One scan for each part that may be a sheet, by its path. Raises Unreadable where the bytes are broken."""
    found: dict[str, SheetScan] = {}
    for info in container.infolist():
        path = info.filename
        if path.endswith(".xml") and path.startswith("xl/") and not path.endswith(_OTHER_FILES) and not path.startswith(_OTHER):
            try:
                found[info.filename] = _scan(container, info)
            except BROKEN as error:
                raise Unreadable(
                    f"“{name}”已损坏或不完整（部件 {info.filename} 读不出），请重新导出或重新传送后再试。"
                ) from error
    return found


def _scan(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> SheetScan:
    seen = SheetScan()
    widest: set[bytes] = set()
    tail = b""
    with container.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            data = tail + chunk
            widest.update(_WIDE.findall(data))
            if _HIGH.search(data):
                seen.rows = MAX_ROW
                seen.broken = seen.broken or _BEYOND.search(data) is not None
            if b"&#" in data and _CODED.search(data):
                seen.broken = True
            seen.cells += chunk.count(b"<c ") + chunk.count(b":c ")
            if b"<f" in data:
                seen.uncached += sum(1 for m in _UNCACHED.finditer(data) if m.end() > len(tail))
            seen.hidden.look(data)
            if b'"e"' in data or b"'e'" in data:
                for match in _ERROR.finditer(data):
                    if len(seen.errors) < _MAX_ERRORS:
                        seen.errors[int(match[2]), column_number(match[1].decode())] = match[3].decode("ascii", "replace")
            tail = data[-_OVERLAP:]
    seen.columns = max([26, *(column_number(w.decode()) for w in widest if len(w) <= 3)])
    if seen.columns > MAX_COLUMN or any(len(w) > 3 for w in widest):
        seen.broken = True
    return seen
