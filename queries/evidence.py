"""Evidence 依据: passage ids become document, place and quotation, in one query for all findings of a run."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.interface import Store

from .finding import Evidence, Reference

_PASSAGES = (
    "UNWIND $ids AS id MATCH (p:Passage {id: id})-[:IN_DOCUMENT]->(d:Document) "
    "RETURN p.id AS passage, p.locator AS locator, p.quote AS quote, d.id AS document, d.name AS name"
)
_SCOPES = "MATCH (d:Document) WHERE d.id IN $ids RETURN d.id AS id, coalesce(d.scope, '') AS scope"

SHOWN = 40
"""So many passages are shown with one finding; the total is given beside them."""


def passages(store: Store, ids: Iterable[str]) -> dict[str, Evidence]:
    """The evidence of these passage ids; an id without a passage has none."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {
        r["passage"]: Evidence(
            Reference(r["document"], r["name"] or "", "Document"), r["passage"], r["locator"] or "", r["quote"] or ""
        )
        for r in store.read(_PASSAGES, {"ids": wanted})
    }


def scopes(store: Store, documents: Iterable[str]) -> dict[str, str]:
    """Document id → the full name of the district that it speaks for, or ""."""
    wanted = sorted(set(documents))
    return {r["id"]: r["scope"] for r in store.read(_SCOPES, {"ids": wanted})} if wanted else {}
