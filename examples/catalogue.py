"""The sample's power items 权力事项, kept by hand in ``_source/items_*.txt`` and read here.

A section ``@ domain flags statute`` opens the items of one statute; flags M puts them in 闵行's power list, H in 红花's
conferral batch. An item line is ``locator words #matter !type =scene``: 25.2 is 第二十五条第二款, 34(2) is 第三十四条第（二）项.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.statutes import BasisRef

SOURCE = Path(__file__).parent / "_source"
_LINE = re.compile(r"^(\d+)(?:\.(\d+))?(?:\((\d+)\))?\s+(\S+)((?:\s+[#!=]\S+)*)$")
SUFFIX = {"许可": "许可", "检查": "检查", "强制": "强制", "确认": "确认", "处罚": "处罚"}


@dataclass(frozen=True)
class Item:
    """One power item: what it is about, under which clause, in which lists."""

    domain: str
    words: str
    basis: BasisRef
    power_type: str
    matter: str
    scene: str
    minhang: bool
    honghua: bool

    @property
    def name(self) -> str:
        """The name as a list prints it."""
        if self.power_type == "处罚":
            return f"对{self.words}的处罚"
        return f"{self.words}{'' if self.words.endswith(self.power_type) else self.power_type}"

    @property
    def cited(self) -> str:
        """The 实施依据 cell."""
        return f"《{self.basis.title.replace('《', '〈').replace('》', '〉')}》{self.basis.locator}"


def items() -> list[Item]:
    """All items, in the order of the files. Raises ValueError for a line that it cannot read."""
    found: list[Item] = []
    for path in sorted(SOURCE.glob("items_*.txt")):
        domain = flags = title = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            if line.startswith("@"):
                _, domain, flags, title = line.split(maxsplit=3)
                continue
            match = _LINE.match(line)
            if match is None:
                raise ValueError(f"{path.name}:{number}: {line}")
            marks = {mark[0]: mark[1:] for mark in match[5].split()}
            basis = BasisRef(title, int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)
            found.append(
                Item(
                    domain,
                    match[4],
                    basis,
                    marks.get("!", "处罚"),
                    marks.get("#", ""),
                    marks.get("=", ""),
                    "M" in flags,
                    "H" in flags,
                )
            )
    return found
