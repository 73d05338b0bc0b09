"""Members of bundles 压缩包与邮件: which files are bundles, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path

from graph.evidence import UnitStatus
from ingest.readers import DEFAULT_LIMITS, Unreadable, sniff

BUNDLES = frozenset({"zip", "eml", "mht"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle: the name that its document gets (bundle's name/inner name), and where it was unpacked."""

    name: str
    path: Path


def is_bundle(path: Path) -> bool:
    """Whether a file is opened for what it holds. One that cannot be told is no bundle, and refused where it is read."""
    try:
        return util.find_spec("ingest.readers.bundle") is not None and sniff.kind_of(path) in BUNDLES
    except (Unreadable, OSError):
        return False


def unpacked(path: Path, name: str, folder: Path) -> tuple[Sequence[UnitStatus], list[Member]]:
    """Unpack a bundle into ``folder``. Raises Unreadable."""
    found = import_module("ingest.readers.bundle").unpack(path, folder, DEFAULT_LIMITS)
    # the bundle goes by the name it was given, wherever its bytes lie
    members = [Member(f"{name}/{m.name.removeprefix(path.name + '/')}", m.path) for m in found.members]
    return found.units, members
