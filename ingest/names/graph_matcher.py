"""Names of the graph, ready to be matched against 图谱名称匹配."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.identity import clusters
from graph.identity.log import read_judgements
from graph.store.interface import Store

from .canonical import canonical
from .many import VERDICTS, Matcher
from .match import Match, match
from .text import plain

ALIKE = 60.0
"""From how alike (0 to 100) a name is suggested that the rules find no reason for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node of the graph that a name may mean."""

    id: str
    name: str
    label: str
    decision: Match


class GraphMatcher:
    """The names of one label in a graph, those that people or the matcher joined to a node under that node."""

    def __init__(self, store: Store, label: str) -> None:
        self.label = label
        self._matcher = Matcher((), label)
        self._ids: list[str] = []
        self._names: dict[str, str] = {}
        self.refresh(store)

    def refresh(self, store: Store) -> None:
        """Read the names again; where none went away only the new ones are added to the index."""
        rows = store.read(f"MATCH (n:`{self.label}`) RETURN n.id AS id, n.name AS name")
        nodes: dict[str, str] = {r["id"]: r["name"] for r in rows}
        ways = {(i, name) for i, name in nodes.items() if name}
        held = [j for j in read_judgements(store) if j.label == self.label]
        of = clusters(held)
        for j in held:
            for key, name in ((j.left, j.left_name), (j.right, j.right_name)):
                if of.get(key, key) in nodes:
                    ways.add((of.get(key, key), name))
        known = set(zip(self._ids, self._matcher.index.names, strict=True))
        read = {(i, plain(name)) for i, name in ways}
        if known - read:
            self._matcher, self._ids, known = Matcher((), self.label), [], set()
        for i, name in sorted(read - known):
            self._matcher.add(name)
            self._ids.append(i)
        self._names = nodes

    def __len__(self) -> int:
        return len(self._names)

    def best(self, name: str, scope: str = "", limit: int = 5) -> list[Candidate]:
        """The nodes that a name may mean, the likeliest first; a bare 区… means the district of ``scope``.

        Where the rules find fewer than ``limit``, names that merely look alike follow, with the rules' verdict on each.
        """
        read = plain(canonical(self.label, name, scope))
        found: dict[str, Candidate] = {}
        decided = [(at, d) for at, d in self._matcher.best(read, max(limit * 4, 20))[0]]
        if len({self._ids[at] for at, _ in decided}) < limit and read:
            names = self._matcher.index.names
            near = process.extract(read, names, scorer=fuzz.ratio, limit=limit, score_cutoff=ALIKE)
            seen = {at for at, _ in decided}
            decided += [(at, match(read, names[at], self.label, scope)) for _, _, at in near if at not in seen]
        decided.sort(key=lambda d: (VERDICTS.index(d[1].verdict), -d[1].score, self._ids[d[0]]))
        for at, decision in decided:
            node = self._ids[at]
            if node not in found:
                found[node] = Candidate(node, self._names[node], self.label, decision)
        return list(found.values())[:limit]

    def beginning(self, prefix: str, limit: int = 20, offset: int = 0) -> list[tuple[str, str]]:
        """Nodes (id, name) whose name contains the text, beginnings first."""
        wanted = plain(prefix)
        hits = [(not n.startswith(wanted), len(n), n, i) for i, n in self._names.items() if n and wanted in plain(n)]
        return [(i, n) for _, _, n, i in sorted(hits)[offset : offset + limit]]
