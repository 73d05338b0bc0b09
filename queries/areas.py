"""Areas 行政区域 that findings speak of: which lies within which, and how many peers each has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.store.interface import Store

_BY_ID = "UNWIND $ids AS id MATCH (a:Area {id: id}) RETURN a.id AS id, a.name AS name, a.level AS level"
_BY_NAME = "MATCH (a:Area) WHERE a.name IN $names RETURN a.id AS id, a.name AS name, a.level AS level"
_ANCESTORS = (
    "UNWIND $ids AS id MATCH q = (a:Area {id: id})-[:WITHIN*1..5]->(p:Area) "
    "RETURN a.id AS id, p.id AS ancestor, p.name AS name, length(q) AS steps"
)
_PEERS = (
    "UNWIND $ids AS id MATCH (p:Area {id: id})<-[:WITHIN]-(a:Area) "
    "RETURN p.id AS parent, a.level AS level, count(DISTINCT a.id) AS peers"
)
_ONE = "MATCH (a:Area) WHERE a.id = $given OR a.code = $given OR a.name = $given RETURN a.id AS id, a.name AS name"


@dataclass(slots=True)
class AreaInfo:
    """One area with what it lies in; ``ancestors`` holds its own id too."""

    id: str
    name: str
    level: str
    parent: str = ""
    ancestors: frozenset[str] = frozenset()


@dataclass(slots=True)
class Areas:
    """The areas of one run."""

    by_id: dict[str, AreaInfo] = field(default_factory=dict)
    by_name: dict[str, AreaInfo] = field(default_factory=dict)
    peers: dict[tuple[str, str], int] = field(default_factory=dict)
    """(parent id, level) → how many areas of that level it holds."""

    def name(self, id: str, otherwise: str = "") -> str:
        """The area's name."""
        info = self.by_id.get(id)
        return info.name if info else otherwise

    def within(self, id: str, name: str, outer_id: str, outer_name: str) -> bool:
        """Whether one area is, or lies in, another. Full names nest (上海市闵行区莘庄镇): enough where WITHIN is not loaded."""
        if id and outer_id:
            info = self.by_id.get(id)
            if id == outer_id or (info is not None and outer_id in info.ancestors):
                return True
        return bool(name and outer_name and name.startswith(outer_name))

    def peer_count(self, id: str) -> int:
        """How many areas of the same level lie in the same parent, itself included; 0 where not known."""
        info = self.by_id.get(id)
        return self.peers.get((info.parent, info.level), 0) if info else 0


def load(store: Store, ids: Iterable[str], names: Iterable[str]) -> Areas:
    """The areas of these ids and full names, with their ancestors and peers."""
    areas = Areas()
    wanted = sorted({i for i in ids if i})
    by_name = sorted({n for n in names if n})
    rows = store.read(_BY_ID, {"ids": wanted}) if wanted else []
    rows += store.read(_BY_NAME, {"names": by_name}) if by_name else []
    for row in rows:
        info = AreaInfo(row["id"], row["name"] or "", row["level"] or "", ancestors=frozenset({row["id"]}))
        areas.by_id[info.id] = info
        areas.by_name[info.name] = info
    if not areas.by_id:
        return areas
    ancestors: dict[str, set[str]] = {}
    for row in store.read(_ANCESTORS, {"ids": sorted(areas.by_id)}):
        ancestors.setdefault(row["id"], set()).add(row["ancestor"])
        if row["steps"] == 1:
            areas.by_id[row["id"]].parent = row["ancestor"]
    for id, found in ancestors.items():
        areas.by_id[id].ancestors = frozenset(found | {id})
    parents = sorted({info.parent for info in areas.by_id.values() if info.parent})
    for row in store.read(_PEERS, {"ids": parents}) if parents else []:
        areas.peers[row["parent"], row["level"] or ""] = int(row["peers"])
    return areas


def find(store: Store, given: str) -> tuple[str, str] | None:
    """The (id, name) of an area given by id, code or full name."""
    rows = store.read(_ONE, {"given": given})
    return (rows[0]["id"], rows[0]["name"]) if rows else None
