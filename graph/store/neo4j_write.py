"""The write transaction on Neo4j: rows enter by UNWIND in batches, edges grouped by their pair of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import neo4j
import pyarrow as pa
from neo4j.exceptions import DriverError, Neo4jError

from .columns import label_of, type_of
from .interface import Row, StoreError
from .neo4j_rows import error_of, rows_of
from .schema import quoted
from .validate import checked_edges, checked_ids, checked_nodes, missing_end

_BATCH = 10_000
"""Rows per statement."""


class Neo4jTransaction:
    """See :class:`graph.store.interface.Transaction`."""

    def __init__(self, transaction: neo4j.Transaction, where: str) -> None:
        self._transaction = transaction
        self._where = where
        self.failed = ""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement inside the transaction."""
        if self.failed:
            raise StoreError(f"写事务已因前面的错误中止（{self.failed}）：请结束本次写入后重试。")
        try:
            return rows_of(self._transaction.run(cypher, dict(parameters or {})))
        except (DriverError, Neo4jError, OSError) as error:
            self.failed = str(error)
            raise error_of(error, self._where) from error

    def upsert_nodes(self, label: str, rows: pa.Table, *, new: bool = False) -> None:
        """Write whole node rows; ``id`` decides between new and existing."""
        table = checked_nodes(label, rows)
        make = "CREATE" if new else "MERGE"
        statement = f"UNWIND $rows AS row {make} (n:{quoted(label)} {{id: row.id}}) SET n = row"
        for batch in table.to_batches(_BATCH):
            self.run(statement, {"rows": batch.to_pylist()})

    def upsert_edges(self, type: str, source_label: str, target_label: str, rows: pa.Table, *, new: bool = False) -> None:
        """Write whole edge rows; ``id`` decides, among the edges that leave the same node."""
        table = checked_edges(type, source_label, target_label, rows)
        ends = (
            f"UNWIND $rows AS row MATCH (a:{quoted(source_label)} {{id: row.src}}) "
            f"MATCH (b:{quoted(target_label)} {{id: row.dst}}) "
        )
        create = f"{ends}CREATE (a)-[r:{quoted(type)}]->(b) SET r = row.properties RETURN count(r) AS n"
        update = f"{ends}MATCH (a)-[r:{quoted(type)} {{id: row.properties.id}}]->(b) SET r = row.properties"
        names = [name for name in table.column_names if name not in ("src", "dst")]
        # read from the count store; spares a look-up per batch in a first load
        fresh = new or self.run(f"MATCH ()-[r:{quoted(type)}]->() RETURN count(r) AS n")[0]["n"] == 0
        for batch in table.to_batches(_BATCH):
            properties = batch.select(names).to_pylist()
            sources, targets = batch.column("src").to_pylist(), batch.column("dst").to_pylist()
            there = set() if fresh else self.existing_edges(type, [row["id"] for row in properties])
            unknown: list[Row] = []
            old: list[Row] = []
            for source, target, row in zip(sources, targets, properties, strict=True):
                (old if row["id"] in there else unknown).append({"src": source, "dst": target, "properties": row})
            if unknown and self.run(create, {"rows": unknown})[0]["n"] != len(unknown):
                self._refuse_missing_ends(type, source_label, target_label, unknown)
            if old:
                self.run(update, {"rows": old})

    def delete_nodes(self, label: str, ids: Sequence[str]) -> None:
        """Delete nodes and whatever edges still touch them."""
        label_of(label)
        self._by_ids(f"MATCH (n:{quoted(label)} {{id: i}}) DETACH DELETE n", ids)

    def delete_edges(self, type: str, ids: Sequence[str]) -> None:
        """Delete edges of one type by their ``id``."""
        type_of(type)
        self._by_ids(f"MATCH ()-[r:{quoted(type)} {{id: i}}]->() DELETE r", ids)

    def existing_edges(self, type: str, ids: Sequence[str]) -> set[str]:
        """Which of these edge ids exist."""
        rows = self._by_ids(f"MATCH ()-[r:{quoted(type)} {{id: i}}]->() RETURN i AS id", ids)
        return {row["id"] for row in rows}

    def _by_ids(self, statement: str, ids: Sequence[str]) -> list[Row]:
        unique = checked_ids(ids)
        result: list[Row] = []
        for start in range(0, len(unique), _BATCH):
            result += self.run("UNWIND $ids AS i " + statement, {"ids": unique[start : start + _BATCH]})
        return result

    def _refuse_missing_ends(self, type: str, source: str, target: str, rows: list[Row]) -> None:
        for end, label in (("src", source), ("dst", target)):
            ids = checked_ids([row[end] for row in rows])
            there = {row["id"] for row in self._by_ids(f"MATCH (n:{quoted(label)} {{id: i}}) RETURN i AS id", ids)}
            missing = [id for id in ids if id not in there]
            if missing:
                message = missing_end(type, label, missing[0], len(missing))
                self.failed = message
                raise StoreError(message)
