"""Findings kept between requests 缓存的发现, because a page of them is asked for by several panels at once.

The graph is a projection of documents and judgements: as long as those are the same, so are the findings of a day. What is kept
is therefore known by them, and dropped after some minutes in any case.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import queries
from graph.evidence import digest
from graph.store.interface import Store
from queries import Finding

KEPT = 32
"""Lists of findings kept for one store."""
SECONDS = 300.0
"""How long a list may serve."""

_Key = tuple[str, tuple[str, ...], str, dt.date]


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    lists: OrderedDict[_Key, tuple[float, list[Finding]]] = field(default_factory=OrderedDict)


_STORES: WeakKeyDictionary[Any, _Kept] = WeakKeyDictionary()
_STORES_LOCK = threading.Lock()


_DOCUMENTS = "MATCH (d:Document) RETURN d.id AS id, d.ingested_on AS day, d.scope AS scope, d.mapping AS mapping ORDER BY id"


def version(store: Store) -> str:
    """What the graph is computed from, in short: its documents and judgements."""
    documents = store.read(
        "MATCH (d:Document) RETURN d.id AS id, d.ingested_on AS day, d.scope AS scope, d.mapping AS mapping ORDER BY id"
    )
    judged = store.read("MATCH (j:Judgement) RETURN j.withdrawn AS withdrawn, count(j) AS n ORDER BY n")
    decided = store.read("MATCH (c:ClaimDecision) RETURN c.id AS id, c.verdict AS verdict ORDER BY id")
    return digest(
        # the same file may be read again for another district or with other columns
        *(f"{d['id']} {d['day']} {d['scope']} {d['mapping']}" for d in documents),
        *(f"{j['withdrawn']} {j['n']}" for j in judged),
        *(f"{c['id']} {c['verdict']}" for c in decided),
    )


def findings(
    store: Store,
    codes: Sequence[str] = (),
    area: str = "",
    as_of: dt.date | None = None,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> list[Finding]:
    """As ``queries.findings``, all three answers; the list is shared and must not be changed."""
    with _STORES_LOCK:
        kept = _STORES.setdefault(store, _Kept())
    day = as_of or dt.date.today()
    wanted = tuple(sorted(set(codes)))
    with kept.lock:  # one computes, the others wait for it
        now = version(store)
        for key in ((now, wanted, area, day), (now, (), area, day)):
            found = kept.lists.get(key)
            if found and clock() - found[0] < SECONDS:
                kept.lists.move_to_end(key)
                return [f for f in found[1] if not wanted or f.code in wanted]
        made = queries.findings(store, kinds=wanted, area=area, as_of=day)
        kept.lists[now, wanted, area, day] = (clock(), made)
        while len(kept.lists) > KEPT:
            kept.lists.popitem(last=False)
        return made
