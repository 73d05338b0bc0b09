"""Old workbooks (xls) are read in a process of their own, with limits of memory and time: a damaged one ends only that."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .canonical import Unreadable

_CHILD = Path(__file__).with_name("xls_child.py")
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as the library gives it. ``failed`` names why it could not be read."""

    name: str
    plain: bool
    hidden: bool
    start: tuple[int, int] | None
    values: list[list[Any]]
    merged_cell_ranges: list[Any]
    failed: str = ""

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.values)

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.values[0]) if self.values else 0

    def to_python(self, skip_empty_area: bool = True) -> list[list[Any]]:
        """The values."""
        return self.values


def read_apart(path: Path, name: str) -> list[RawSheet]:
    """The sheets of an xls. Raises Unreadable."""
    try:
        done = subprocess.run([sys.executable, "-I", str(_CHILD), str(path)], capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"“{name}”在 {_SECONDS} 秒内没有读完，请用 Excel 另存为 xlsx 后再试。") from error
    if done.returncode == 3:
        raise Unreadable(f"“{name}”设有密码，打不开；请去掉密码后另存再载入。")
    if done.returncode:
        raise Unreadable(f"“{name}”打不开：不是完好的 Excel 文件，请用 Excel 打开后另存。")
    sheets = []
    for title, plain, hidden, given, failed in pickle.loads(done.stdout):
        start, values, merged = given or (None, [], [])
        sheets.append(RawSheet(title, plain, hidden, start, values, merged or [], failed))
    return sheets
