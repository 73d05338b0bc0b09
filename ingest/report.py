"""What became of a file 读入报告, and the progress of its reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

from graph.evidence import RejectedRow, UnitStatus

Status: TypeAlias = Literal["done", "replaced", "unchanged", "refused", "dry_run", "pending", "cancelled"]
Stage: TypeAlias = Literal["waiting", "reading", "extracting", "resolving", "writing", "finished"]
"""The steps of one document, in order."""

StageProgress: TypeAlias = Callable[[str, int, "int | None"], None]
"""Called with the stage, the pages done and the pages in all (None where unknown). Raises ``Cancelled`` to stop."""

WENT_IN: frozenset[Status] = frozenset({"done", "replaced", "unchanged"})
"""What says that the document is in the graph."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Claims of a newer version beside those of the older one."""

    added: int
    removed: int
    same: int


@dataclass(slots=True)
class FileReport:
    """What became of one file 读入报告.

    ``replaced`` is the id of the older version that this one took the place of, ``difference`` how their claims compare;
    ``version_note`` says in Chinese why the file was taken for a new version of that document, or for a document of its own.
    """

    path: str
    status: Status
    message: str = ""
    document: str = ""
    kind: str = ""
    scope: str = ""
    claims: int = 0
    nodes: int = 0
    edges: int = 0
    units: list[UnitStatus] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    mapping: str = ""
    name: str = ""
    proposed: int = 0
    replaced: str = ""
    version_note: str = ""
    difference: Counts | None = None
    sha256: str = ""

    @property
    def complete(self) -> bool:
        """Whether all of the file went in."""
        return self.status not in ("refused", "pending", "cancelled") and not self.rejected and not self.unread

    @property
    def unread(self) -> list[UnitStatus]:
        """Pages, sheets and tables that were not read."""
        return [u for u in self.units if u.status not in ("read", "empty")]

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> FileReport:
        """What :meth:`as_json` gave."""
        values = dict(given)
        values["units"] = [UnitStatus(**u) for u in values["units"]]
        values["rejected"] = [RejectedRow(**r) for r in values["rejected"]]
        values["difference"] = Counts(**values["difference"]) if values["difference"] else None
        return cls(**values)
