"""Opening a store 打开图库, whichever engine holds it."""

from __future__ import annotations

from .interface import Store
from .settings import StoreSettings


def open_store(settings: StoreSettings) -> Store:
    """Open the store, create its schema if it is new, bring an older one up to date.

    Within one process an embedded store may be opened again and is then shared. Raises StoreBusy when another process
    holds it, and StoreError when it cannot be reached, opened or migrated.
    """
    if settings.engine == "neo4j":
        from .neo4j import Neo4jStore

        return Neo4jStore(settings)
    from .ladybug import LadybugStore

    return LadybugStore(settings)
