"""The embedded store 内嵌图库 on ladybug."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ladybug
import pyarrow as pa

from graph.ontology import ONTOLOGY

from . import ladybug_engine as engines
from .columns import edge_schema, label_of, node_schema, require_pair, type_of
from .interface import Row, StoreError, Transaction
from .ladybug_rows import error_of, rows_of
from .ladybug_write import LadybugTransaction
from .schema import quoted
from .search import SCAN, found
from .settings import StoreSettings
from .statement import prepared
from .validate import checked_ids

_BATCH = 50_000


class LadybugStore:
    """See :class:`graph.store.interface.Store`. A handle on the database that all handles of this process share."""

    engine = "ladybug"

    def __init__(self, settings: StoreSettings) -> None:
        self._timeout = settings.timeout
        self._engine = engines.acquire(settings)
        self._closed = False

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None) -> list[Row]:
        """Run a read query in a read-only transaction: a writing statement is refused."""
        self._open()
        statement, values = prepared(cypher, parameters)
        seconds = self._timeout if timeout is None else timeout
        with self._engine.connection() as connection:
            connection.set_query_timeout(int(seconds * 1000))
            try:
                connection.execute("BEGIN TRANSACTION READ ONLY")
                rows = rows_of(connection.execute(statement, values))
                connection.execute("COMMIT")
                return rows
            except BaseException as error:
                with contextlib.suppress(RuntimeError):
                    connection.execute("ROLLBACK")
                if isinstance(error, RuntimeError):
                    raise error_of(error, seconds) from error
                raise

    @contextlib.contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open the one write transaction, waiting for the writer before."""
        self._open()
        if self._engine.writing_thread == threading.get_ident():
            raise StoreError("写事务不能嵌套：请在已打开的事务里继续写，或先结束它。")
        self._engine.writer.acquire()
        try:
            self._open()
            self._engine.writing_thread = threading.get_ident()
            with ladybug.Connection(self._engine.database) as connection:
                yield from self._transaction(connection)
        finally:
            self._engine.writing_thread = None
            self._engine.release_writer()

    def _transaction(self, connection: Any) -> Iterator[Transaction]:
        connection.execute("BEGIN TRANSACTION")
        transaction = LadybugTransaction(connection)
        try:
            yield transaction
            if transaction.failed:
                raise StoreError(f"写事务已中止，没有写入任何内容（{transaction.failed}）。")
        except BaseException:
            with contextlib.suppress(RuntimeError):
                connection.execute("ROLLBACK")
            raise
        try:
            connection.execute("COMMIT")
        except RuntimeError as error:
            raise error_of(error) from error

    def existing_ids(self, label: str, ids: Sequence[str]) -> set[str]:
        """Which of these node ids exist."""
        label_of(label)
        if not ids:
            return set()
        statement = f"UNWIND $ids AS i MATCH (n:{quoted(label)}) WHERE n.id = i RETURN n.id AS id"
        return {row["id"] for row in self.read(statement, {"ids": checked_ids(ids)}, timeout=0)}

    def existing_edge_ids(self, type: str, ids: Sequence[str]) -> set[str]:
        """Which of these edge ids exist."""
        self._open()
        there: set[str] = set()
        with self._engine.connection() as connection:
            connection.set_query_timeout(0)
            reader = LadybugTransaction(connection)
            for source, target in type_of(type).pairs:
                there.update(reader.locate_edges(type, source, target, ids).column("id").to_pylist())
        return there

    def is_empty(self) -> bool:
        """Whether the store holds no Document."""
        return not self.read("MATCH (d:Document) RETURN d.id AS id LIMIT 1")

    def counts(self) -> dict[str, int]:
        """Nodes per label and edges per relationship type."""
        total: dict[str, int] = {}
        for label in ONTOLOGY.labels:
            total[label.name] = self.read(f"MATCH (n:{quoted(label.name)}) RETURN count(*) AS n")[0]["n"]
        for relationship in ONTOLOGY.relationships:
            total[relationship.name] = self.read(f"MATCH ()-[r:{quoted(relationship.name)}]->() RETURN count(*) AS n")[0]["n"]
        return total

    def search(self, label: str, text: str, limit: int = 20) -> list[Row]:
        """Nodes whose name contains the text, whatever the case: exact names first, then beginnings, then shorter names."""
        label_of(label)
        wanted = text.strip().lower()
        if not wanted:
            return []
        return found(self.read(SCAN.format(label=quoted(label)), {"text": wanted, "limit": limit}))

    def nodes(self, label: str) -> Iterator[pa.RecordBatch]:
        """All node rows of a label, ordered by id."""
        schema = node_schema(label)
        columns = ", ".join(f"n.{quoted(name)} AS {quoted(name)}" for name in schema.names)
        yield from self._arrow(f"MATCH (n:{quoted(label)}) RETURN {columns} ORDER BY n.id", schema)

    def edges(self, type: str, source_label: str, target_label: str) -> Iterator[pa.RecordBatch]:
        """All edge rows of a type between two labels, ordered by id."""
        require_pair(type, source_label, target_label)
        schema = edge_schema(type)
        columns = ", ".join(f"r.{quoted(name)} AS {quoted(name)}" for name in schema.names[2:])
        yield from self._arrow(
            f"MATCH (a:{quoted(source_label)})-[r:{quoted(type)}]->(b:{quoted(target_label)}) "
            f"RETURN a.id AS src, b.id AS dst, {columns} ORDER BY r.id",
            schema,
        )

    def announce(self, url: str) -> None:
        """Tell other processes the address at which this one serves the store."""
        self._open()
        self._engine.lock.announce(url)

    def interrupt(self) -> None:
        """Stop the reads that are running now."""
        self._engine.interrupt()

    def close(self) -> None:
        """Release this handle; the last one releases the store and its lock. Safe to call twice."""
        if not self._closed:
            self._closed = True
            engines.release(self._engine)

    def __enter__(self) -> LadybugStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _open(self) -> None:
        if self._closed:
            raise StoreError("图库已关闭：请重新打开后再用。")

    def _arrow(self, statement: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        self._open()
        with self._engine.connection() as connection:
            connection.set_query_timeout(0)
            result = connection.execute(statement)
            try:
                table = result.get_as_arrow(_BATCH)
            finally:
                result.close()
        if table.num_rows:
            yield from table.cast(schema).to_batches(_BATCH)
