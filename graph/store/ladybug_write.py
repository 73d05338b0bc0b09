"""The write transaction on ladybug.

Rows enter by ``LOAD FROM`` an Arrow table inside one explicit transaction. ``COPY`` would be faster still, but in 0.22.0 its
rows bypass the write-ahead log (lost when killed before a checkpoint) and mixing it with other writes in one transaction
damages the primary-key index; ``LOAD FROM … CREATE`` is logged, and undone by ROLLBACK.

Each end of an edge is matched in a clause of its own: one MATCH of both is planned as a cross product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .columns import edge_properties, label_of, node_properties, type_of
from .interface import Row, StoreError
from .ladybug_rows import error_of, rows_of
from .schema import quoted
from .statement import prepared
from .validate import checked_edges, checked_ids, checked_nodes, missing_end

_NOTHING: Any = pa.array([], pa.string())
_SLICE = 100_000
"""Rows per statement, so that Ctrl-C is heard between statements."""


class LadybugTransaction:
    """See :class:`graph.store.interface.Transaction`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.failed = ""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement inside the transaction."""
        if self.failed:
            raise StoreError(f"写事务已因前面的错误中止（{self.failed}）：请结束本次写入后重试。")
        statement, values = prepared(cypher, parameters)
        try:
            return rows_of(self._connection.execute(statement, values))
        except RuntimeError as error:
            # a failed statement aborts ladybug's transaction
            self.failed = str(error)
            raise error_of(error) from error

    def upsert_nodes(self, label: str, rows: pa.Table, *, new: bool = False) -> None:
        """Write whole node rows; ``id`` decides between new and existing."""
        table = checked_nodes(label, rows)
        names = [p.name for p in node_properties(label)]
        fresh = new or self._holds_none(f"(n:{quoted(label)})")
        for part in _slices(table):
            there = _NOTHING if fresh else self.existing_node_ids(label, part.column("id"))
            unknown, old = _split(part, there)
            filled = _filled(unknown)
            values = ", ".join(f"{quoted(name)}: c{i}" for i, name in enumerate(filled.column_names))
            self._load(filled, f"CREATE (:{quoted(label)} {{{values}}})")
            sets = ", ".join(f"n.{quoted(name)} = c{i}" for i, name in enumerate(names) if name != "id")
            self._load(old, f"MATCH (n:{quoted(label)}) WHERE n.id = c{names.index('id')} SET {sets}")

    def upsert_edges(self, type: str, source_label: str, target_label: str, rows: pa.Table, *, new: bool = False) -> None:
        """Write whole edge rows; ``id`` decides, among the edges that leave the same node."""
        table = checked_edges(type, source_label, target_label, rows)
        names = ["src", "dst", *(p.name for p in edge_properties(type))]
        target = f"MATCH (b:{quoted(target_label)}) WHERE b.id = c1 "
        sets = ", ".join(f"r.{quoted(name)} = c{i}" for i, name in enumerate(names) if i > 1 and name != "id")
        which = f"MATCH (a)-[r:{quoted(type)}]->(b:{quoted(target_label)}) WHERE r.id = c{names.index('id')} AND b.id = c1 "
        fresh = new or self._holds_none(f"(:{quoted(source_label)})-[r:{quoted(type)}]->(:{quoted(target_label)})")
        for part in _slices(table):
            there = _NOTHING if fresh else self._existing_edges(type, source_label, target_label, part)
            unknown, old = _split(part, there)
            filled = _filled(unknown)
            values = ", ".join(f"{quoted(name)}: c{i}" for i, name in enumerate(filled.column_names) if i > 1)
            create = f"CREATE (a)-[:{quoted(type)} {{{values}}}]->(b) RETURN count(*) AS n"
            created = self._load(filled, _source(source_label, filled) + target + create)
            if unknown.num_rows and created[0]["n"] != unknown.num_rows:
                self._refuse_missing_ends(type, source_label, target_label, unknown)
            self._load(old, _source(source_label, old) + f"{which}SET {sets}")

    def delete_nodes(self, label: str, ids: Sequence[str]) -> None:
        """Delete nodes and whatever edges still touch them."""
        label_of(label)
        table = pa.table({"id": pa.array(checked_ids(ids), pa.string())})
        self._load(table, f"MATCH (n:{quoted(label)}) WHERE n.id = c0 DETACH DELETE n")

    def delete_edges(self, type: str, ids: Sequence[str]) -> None:
        """Delete edges of one type by their ``id``."""
        for source, target in type_of(type).pairs:
            found = self.locate_edges(type, source, target, ids)
            self._load(
                found,
                f"MATCH (a:{quoted(source)}) WHERE a.id = c0 WITH a, c1 "
                f"MATCH (a)-[r:{quoted(type)}]->(:{quoted(target)}) WHERE r.id = c1 DELETE r",
            )

    def existing_node_ids(self, label: str, ids: Any) -> Any:
        """Which of the ids in this column exist, as a column."""
        statement = f"MATCH (n:{quoted(label)}) WHERE n.id = c0 RETURN n.id AS id"
        return _column(self._load(pa.table({"id": ids}), statement), "id")

    def locate_edges(self, type: str, source: str, target: str, ids: Sequence[str]) -> pa.Table:
        """The edges with these ids between two labels: columns ``src``, ``id``.

        An edge id names its source (``TYPE:src>dst…``), which makes this an index look-up; other ids cost a scan.
        """
        wanted = checked_ids(ids)
        guesses = [(source_of(type, id), id) for id in wanted]
        known = pa.table(
            {
                "src": pa.array([s for s, _ in guesses if s], pa.string()),
                "id": pa.array([i for s, i in guesses if s], pa.string()),
            }
        )
        statement = (
            f"MATCH (a:{quoted(source)}) WHERE a.id = c0 WITH a, c1 MATCH (a)-[r:{quoted(type)}]->(:{quoted(target)}) "
            "WHERE r.id = c1 RETURN a.id AS src, r.id AS id"
        )
        found = self._load(known, statement)
        seen = {row["id"] for row in found}
        rest = pa.array([id for id in wanted if id not in seen and source_of(type, id) == ""], pa.string())
        if len(rest):
            scan = self._connection.execute(
                f"MATCH (a:{quoted(source)})-[r:{quoted(type)}]->(:{quoted(target)}) RETURN a.id AS src, r.id AS id"
            )
            table = scan.get_as_arrow(_SLICE)
            found += table.filter(pc.is_in(table.column("id"), rest)).to_pylist() if table.num_rows else []
        return pa.table({"src": _column(found, "src"), "id": _column(found, "id")})

    def _holds_none(self, pattern: str) -> bool:
        """Whether nothing matches yet, which saves looking for each id."""
        return bool(self.run(f"MATCH {pattern} RETURN count(*) AS n")[0]["n"] == 0)

    def _existing_edges(self, type: str, source: str, target: str, part: pa.Table) -> Any:
        statement = (
            f"MATCH (a:{quoted(source)}) WHERE a.id = c0 WITH a, c1 MATCH (a)-[r:{quoted(type)}]->(:{quoted(target)}) "
            "WHERE r.id = c1 RETURN r.id AS id"
        )
        return _column(self._load(part.select(["src", "id"]), statement), "id")

    def _refuse_missing_ends(self, type: str, source: str, target: str, part: pa.Table) -> None:
        for column, label in (("src", source), ("dst", target)):
            ids = pc.unique(part.column(column))
            there = self.existing_node_ids(label, ids)
            missing = ids.filter(pc.invert(pc.is_in(ids, there)))
            if len(missing):
                message = missing_end(type, label, missing[0].as_py(), len(missing))
                self.failed = message
                raise StoreError(message)

    def _load(self, table: pa.Table, statement: str) -> list[Row]:
        """Run a statement once per row of ``table``, whose columns it sees as c0, c1 …"""
        result: list[Row] = []
        for part in _slices(table):
            # a fresh table each time: ladybug must not find a used one in its cache of prepared statements
            named = part.rename_columns([f"c{i}" for i in range(part.num_columns)])
            columns = ", ".join(named.column_names)
            result += self.run(f"LOAD FROM $batch WITH {columns} {statement}", {"batch": named})
        return result


def source_of(type: str, id: str) -> str:
    """The source node's id as an edge id names it, or "" when the id is made otherwise."""
    prefix = type + ":"
    return id[len(prefix) :].partition(">")[0] if id.startswith(prefix) and ">" in id else ""


def _source(label: str, table: pa.Table) -> str:
    """Match the source node of each row, carrying the other columns on."""
    carried = ", ".join(f"c{i}" for i in range(1, table.num_columns))
    return f"MATCH (a:{quoted(label)}) WHERE a.id = c0 WITH a, {carried} "


def _filled(table: pa.Table) -> pa.Table:
    """Without the columns that are null throughout, which need not be written into a new row."""
    return table.select([name for name in table.column_names if table.column(name).null_count < table.num_rows])


def _slices(table: pa.Table) -> list[pa.Table]:
    return [table.slice(start, _SLICE) for start in range(0, table.num_rows, _SLICE)]


def _split(part: pa.Table, there: Any) -> tuple[pa.Table, pa.Table]:
    if not len(there):
        return part, part.slice(0, 0)
    mask = pc.is_in(part.column("id"), there)
    return part.filter(pc.invert(mask)), part.filter(mask)


def _column(rows: list[Row], name: str) -> Any:
    return pa.array([row[name] for row in rows], pa.string())
