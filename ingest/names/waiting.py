"""What waits for a person's judgement 待判名称, ranked by what a judgement would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.identity import Judgement, clusters
from graph.identity.log import read_judgements
from graph.ontology import ONTOLOGY
from graph.store.interface import Store

from .resolve import waiting_of


@dataclass(frozen=True, slots=True)
class Changes:
    """What joining two names would change: nodes that become one, and edges and claims that come under the other's name."""

    nodes: int
    edges: int
    claims: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits, and what is at stake."""

    judgement: Judgement
    changes: Changes


def waiting(store: Store, label: str = "") -> list[Waiting]:
    """All pairs that wait, those first whose judgement would change most.

    Of two nodes the one with fewer edges and claims counts as what would move; pairs of which a name is in the graph no more
    come last.
    """
    held = read_judgements(store)
    pairs = [j for j in waiting_of(held) if not label or j.label == label]
    of = clusters(held)
    keys: dict[str, set[str]] = defaultdict(set)
    for j in pairs:
        keys[j.label].update(of.get(k, k) for k in j.pair)
    edges: dict[str, int] = {}
    claims: dict[str, int] = {}
    for name, ids in keys.items():
        edges |= _edges(store, name, ids)
        claims |= _claims(store, name, ids)
    found = [Waiting(j, _changes([of.get(k, k) for k in j.pair], edges, claims)) for j in pairs]
    return sorted(found, key=_rank)


def _rank(w: Waiting) -> tuple[int, int, float, str, str, str]:
    c, j = w.changes, w.judgement
    return -(c.edges + c.claims), -c.nodes, -j.score, j.left_name, j.right_name, j.id


def _changes(keys: list[str], edges: dict[str, int], claims: dict[str, int]) -> Changes:
    present = [k for k in keys if k in edges]
    if len(present) < 2:
        return Changes(0, 0, 0)
    moves = min(present, key=lambda k: (edges[k] + claims.get(k, 0), k))
    return Changes(len(present), edges[moves], claims.get(moves, 0))


def _edges(store: Store, label: str, ids: Iterable[str]) -> dict[str, int]:
    """How many edges of the graph, statements apart, each node has; 0 for one without, and no entry for one that is not there."""
    wanted = sorted(ids)
    present = store.existing_ids(label, wanted)
    counts = dict.fromkeys(present, 0)
    for relationship in ONTOLOGY.relationships:
        if relationship.name == "ASSERTS":
            continue
        for out in (True, False):
            if any((pair[0] if out else pair[1]) == label for pair in relationship.pairs):
                arrow = f"-[r:`{relationship.name}`]->()" if out else f"<-[r:`{relationship.name}`]-()"
                for row in store.read(
                    f"MATCH (n:`{label}`){arrow} WHERE n.id IN $ids RETURN n.id AS id, count(r) AS n", {"ids": sorted(present)}
                ):
                    counts[row["id"]] += row["n"]
    return counts


def _claims(store: Store, label: str, ids: Iterable[str]) -> dict[str, int]:
    rows = store.read(
        f"MATCH (c:Claim)-[r:ASSERTS]->(n:`{label}`) WHERE n.id IN $ids RETURN n.id AS id, count(DISTINCT c.id) AS n",
        {"ids": sorted(ids)},
    )
    return {r["id"]: r["n"] for r in rows}
