"""The server store on Neo4j 5 and later, by the official driver."""

from __future__ import annotations

import contextlib
import re
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import neo4j
import pyarrow as pa
from neo4j.exceptions import DriverError, Neo4jError

from graph.ontology import ONTOLOGY

from .columns import edge_schema, label_of, node_schema, require_pair, type_of
from .interface import Row, StoreError, Transaction
from .neo4j_rows import error_of, rows_of
from .neo4j_schema import fulltext_name, prepare, searchable
from .neo4j_write import Neo4jTransaction
from .schema import quoted
from .search import INDEXED, SCAN, found
from .settings import StoreSettings
from .validate import checked_ids

_BATCH = 20_000
_IDS = 10_000
_RETRY_SECONDS = 10
_CONNECT_SECONDS = 10
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,}")
"""Text that the bigrams of Neo4j's ``cjk`` analyser cover; anything else is looked for in every name."""

_FAILURES = (DriverError, Neo4jError, OSError)


class Neo4jStore:
    """See :class:`graph.store.interface.Store`."""

    engine = "neo4j"

    def __init__(self, settings: StoreSettings) -> None:
        self._where = settings.uri
        self._timeout = settings.timeout
        self._writer = threading.Lock()
        self._writing_thread: int | None = None
        self._mark = uuid.uuid4().hex
        self._closed = False
        try:
            self._driver = neo4j.GraphDatabase.driver(
                settings.uri,
                auth=(settings.user, settings.password) if settings.user else None,
                connection_timeout=_CONNECT_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        except (DriverError, ValueError) as error:
            raise StoreError(f"Neo4j 地址“{settings.uri}”无效：请写成 neo4j://主机:端口 的样子。") from error
        try:
            self._driver.verify_connectivity()
            with self._session() as session:
                prepare(session, settings.uri)
        except BaseException as error:
            self._driver.close()
            if isinstance(error, _FAILURES):
                raise error_of(error, self._where) from error
            raise

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None) -> list[Row]:
        """Run a read query in read access mode: the server refuses a writing statement."""
        self._open()
        seconds = self._timeout if timeout is None else timeout
        values = dict(parameters or {})

        # one round trip; a managed transaction would spend two more on BEGIN and COMMIT, which a read does not need
        query = neo4j.Query(cypher, timeout=seconds or None, metadata={"reader": self._mark})
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                return rows_of(session.run(query, values))
        except _FAILURES as error:
            raise error_of(error, self._where, seconds) from error

    @contextlib.contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open the one write transaction of this store, waiting for the writer before."""
        self._open()
        if self._writing_thread == threading.get_ident():
            raise StoreError("写事务不能嵌套：请在已打开的事务里继续写，或先结束它。")
        with self._writer:
            self._writing_thread = threading.get_ident()
            try:
                with self._session() as session, self._begin(session) as native:
                    transaction = Neo4jTransaction(native, self._where)
                    yield transaction
                    if transaction.failed:
                        raise StoreError(f"写事务已中止，没有写入任何内容（{transaction.failed}）。")
                    try:
                        native.commit()
                    except _FAILURES as error:
                        raise error_of(error, self._where) from error
            finally:
                self._writing_thread = None

    def _begin(self, session: neo4j.Session) -> neo4j.Transaction:
        try:
            return session.begin_transaction()
        except _FAILURES as error:
            raise error_of(error, self._where) from error

    def existing_ids(self, label: str, ids: Sequence[str]) -> set[str]:
        """Which of these node ids exist."""
        label_of(label)
        return self._existing(f"UNWIND $ids AS i MATCH (n:{quoted(label)} {{id: i}}) RETURN i AS id", ids)

    def existing_edge_ids(self, type: str, ids: Sequence[str]) -> set[str]:
        """Which of these edge ids exist."""
        type_of(type)
        return self._existing(f"UNWIND $ids AS i MATCH ()-[r:{quoted(type)} {{id: i}}]->() RETURN i AS id", ids)

    def is_empty(self) -> bool:
        """Whether the store holds no Document."""
        return not self.read("MATCH (d:Document) RETURN d.id AS id LIMIT 1")

    def counts(self) -> dict[str, int]:
        """Nodes per label and edges per relationship type."""
        total: dict[str, int] = {}
        for label in ONTOLOGY.labels:
            total[label.name] = self.read(f"MATCH (n:{quoted(label.name)}) RETURN count(n) AS n")[0]["n"]
        for relationship in ONTOLOGY.relationships:
            total[relationship.name] = self.read(f"MATCH ()-[r:{quoted(relationship.name)}]->() RETURN count(r) AS n")[0]["n"]
        return total

    def search(self, label: str, text: str, limit: int = 20) -> list[Row]:
        """Nodes whose name contains the text, whatever the case: exact names first, then beginnings, then shorter names."""
        declared = label_of(label)
        wanted = text.strip().lower()
        if not wanted:
            return []
        parameters = {"text": wanted, "limit": limit}
        if searchable(declared) and _HAN.fullmatch(wanted):
            # a quoted phrase: its bigrams must follow each other; Han characters need no Lucene escapes
            return found(self.read(INDEXED, {**parameters, "index": fulltext_name(label), "phrase": f'"{wanted}"'}))
        return found(self.read(SCAN.format(label=quoted(label)), parameters))

    def nodes(self, label: str) -> Iterator[pa.RecordBatch]:
        """All node rows of a label, ordered by id."""
        schema = node_schema(label)
        columns = ", ".join(f"n.{quoted(name)} AS {quoted(name)}" for name in schema.names)
        yield from self._batches(f"MATCH (n:{quoted(label)}) RETURN {columns} ORDER BY n.id", schema)

    def edges(self, type: str, source_label: str, target_label: str) -> Iterator[pa.RecordBatch]:
        """All edge rows of a type between two labels, ordered by id."""
        require_pair(type, source_label, target_label)
        schema = edge_schema(type)
        columns = ", ".join(f"r.{quoted(name)} AS {quoted(name)}" for name in schema.names[2:])
        yield from self._batches(
            f"MATCH (a:{quoted(source_label)})-[r:{quoted(type)}]->(b:{quoted(target_label)}) "
            f"RETURN a.id AS src, b.id AS dst, {columns} ORDER BY r.id",
            schema,
        )

    def announce(self, url: str) -> None:
        """Nothing to do: a server has no lock file."""

    def interrupt(self) -> None:
        """Stop the reads of this store that are running now."""
        with contextlib.suppress(*_FAILURES), self._session() as session:
            mine = session.run(
                "SHOW TRANSACTIONS YIELD transactionId AS id, metaData AS data "
                "WHERE data.reader = $mark RETURN collect(id) AS ids",
                mark=self._mark,
            ).single(strict=True)["ids"]
            if mine:
                session.run("TERMINATE TRANSACTIONS $ids", ids=mine).consume()

    def close(self) -> None:
        """Close the driver. Safe to call twice."""
        if not self._closed:
            self._closed = True
            self._driver.close()

    def __enter__(self) -> Neo4jStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _open(self) -> None:
        if self._closed:
            raise StoreError("图库已关闭：请重新打开后再用。")

    def _session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        # one bookmark manager: a read sees the writes before it, on a cluster too
        return self._driver.session(
            default_access_mode=access, bookmark_manager=self._driver.execute_query_bookmark_manager, fetch_size=_BATCH
        )

    def _existing(self, statement: str, ids: Sequence[str]) -> set[str]:
        unique = checked_ids(ids)
        there: set[str] = set()
        for start in range(0, len(unique), _IDS):
            there.update(row["id"] for row in self.read(statement, {"ids": unique[start : start + _IDS]}, timeout=0))
        return there

    def _batches(self, statement: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        self._open()
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                result = session.run(statement)
                while records := result.fetch(_BATCH):
                    yield pa.RecordBatch.from_pylist(rows_of(records), schema=schema)
        except _FAILURES as error:
            raise error_of(error, self._where) from error
