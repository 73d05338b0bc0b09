"""The store 图数据库 as the rest of the program sees it. What must differ between engines hides behind this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

import pyarrow as pa

from .holder import Holder

Row: TypeAlias = dict[str, Any]
"""One result row: column name → str, int, float, bool, datetime.date, None, list or dict of these."""


class StoreError(Exception):
    """Something the user can act on: one Chinese sentence saying what is wrong and what to do."""


class StoreBusy(StoreError):
    """Another process holds the embedded store; the message says which (pid, command, since when, address).

    ``holder`` is the :class:`graph.store.holder.Holder`; its ``url`` is where that process serves the store, or "".
    """

    def __init__(self, message: str, holder: Holder | None = None) -> None:
        super().__init__(message)
        self.holder = holder


class QueryTimeout(StoreError):
    """A read took longer than its limit and was interrupted; the store is unharmed."""


class Transaction(Protocol):
    """A write transaction. Leaving its ``with`` block commits, an exception rolls all of it back."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement inside the transaction."""

    def upsert_nodes(self, label: str, rows: pa.Table, *, new: bool = False) -> None:
        """Write whole node rows (every declared property is a column, missing ones null). ``id`` decides: new rows are
        created, existing ones overwritten. Ids must be unique within ``rows``. Uses the engine's bulk path for new rows.
        ``new`` says that the caller has looked and none of them exists, which spares looking again."""

    def upsert_edges(self, type: str, source_label: str, target_label: str, rows: pa.Table, *, new: bool = False) -> None:
        """Write whole edge rows: columns ``src``, ``dst`` (node ids, which must exist), ``id`` and the declared properties.
        ``id`` decides, as for nodes."""

    def delete_nodes(self, label: str, ids: Sequence[str]) -> None:
        """Delete nodes and whatever edges still touch them."""

    def delete_edges(self, type: str, ids: Sequence[str]) -> None:
        """Delete edges of one type by their ``id`` property."""


class Store(Protocol):
    """One graph. Reads may run side by side; writes queue behind one lock."""

    engine: str
    """``ladybug`` or ``neo4j``."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None) -> list[Row]:
        """Run a read query. ``timeout`` in seconds (default from settings). Raises QueryTimeout, StoreError."""

    def write(self) -> AbstractContextManager[Transaction]:
        """Open the one write transaction, waiting for the writer before."""

    def existing_ids(self, label: str, ids: Sequence[str]) -> set[str]:
        """Which of these node ids exist."""

    def existing_edge_ids(self, type: str, ids: Sequence[str]) -> set[str]:
        """Which of these edge ids exist."""

    def is_empty(self) -> bool:
        """Whether the store holds no Document."""

    def counts(self) -> dict[str, int]:
        """Nodes per label and edges per relationship type."""

    def search(self, label: str, text: str, limit: int = 20) -> list[Row]:
        """Full-text search by name in Chinese: rows with ``id``, ``name``, best first."""

    def nodes(self, label: str) -> Iterable[pa.RecordBatch]:
        """All node rows of a label, for back-up."""

    def edges(self, type: str, source_label: str, target_label: str) -> Iterable[pa.RecordBatch]:
        """All edge rows of a type between two labels, with ``src`` and ``dst``, for back-up."""

    def announce(self, url: str) -> None:
        """Tell other processes the address at which this one serves the store (nothing to do for a server)."""

    def interrupt(self) -> None:
        """Stop the reads that are running now; each raises QueryTimeout. For Ctrl-C and shutting down."""

    def close(self) -> None:
        """Release the store and its lock. Safe to call twice."""
