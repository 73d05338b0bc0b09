"""One open ladybug database of this process: connections for readers, the lock file, the schema, checkpoints.

A second ``Database`` on the same file in one process would open silently and corrupt it, so engines are kept by path and
shared by reference count.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ladybug

from graph.ontology import ONTOLOGY

from .gate import Gate
from .interface import StoreError
from .lock import StoreLock
from .schema import META, Tables, fingerprint, migration, newer, quoted
from .settings import StoreSettings

_log = logging.getLogger(__name__)
_GIB = 1 << 30
_CHECKPOINT_AT = 64 << 20
"""Size of the write-ahead log, in bytes, above which a commit is followed by a checkpoint. A log of 470 MB took 23 s of
processor time to replay after a kill."""
_CONNECTION_USES = 500
"""A connection keeps every statement it prepared, so it is replaced after this many reads."""

_engines: dict[Path, Engine] = {}
_engines_lock = threading.Lock()


class Engine:
    """The database behind one or more :class:`~graph.store.ladybug.LadybugStore` handles."""

    def __init__(self, settings: StoreSettings) -> None:
        self.path = settings.path
        self.references = 1
        self.writer = threading.Lock()
        self.gate = Gate()
        self.writing_thread: int | None = None
        self._idle: list[tuple[Any, int]] = []
        self._busy: set[Any] = set()
        self._pool_lock = threading.Lock()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"不能建立图库所在的目录“{self.path.parent}”（{error.strerror}）：请检查路径与权限。") from error
        self.lock = StoreLock(self.path)
        try:
            # auto_checkpoint off: its failure would surface as the failure of a commit that did succeed
            self.database = ladybug.Database(
                str(self.path), buffer_pool_size=settings.buffer_pool or _default_pool(), auto_checkpoint=False
            )
            self._prepare_schema()
        except BaseException as error:
            self.lock.release()
            if isinstance(error, StoreError) or not isinstance(error, Exception):
                raise
            reason = first_line(error)
            raise StoreError(f"图库文件“{self.path}”打不开（{reason}）：请确认它是本程序的图库，或从备份恢复。") from error

    @contextlib.contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection of its own for the length of one read."""
        with self.gate.shared(), self._pooled() as connection:
            yield connection

    @contextlib.contextmanager
    def _pooled(self) -> Iterator[Any]:
        with self._pool_lock:
            connection, uses = self._idle.pop() if self._idle else (None, 0)
        if connection is None:
            connection = ladybug.Connection(self.database)
        with self._pool_lock:
            self._busy.add(connection)
        try:
            yield connection
        finally:
            with self._pool_lock:
                self._busy.discard(connection)
                keep = uses < _CONNECTION_USES
                if keep:
                    self._idle.append((connection, uses + 1))
            if not keep:
                connection.close()

    def interrupt(self) -> None:
        """Stop running reads."""
        with self._pool_lock:
            for connection in self._busy:
                with contextlib.suppress(RuntimeError):
                    connection.interrupt()

    def release_writer(self) -> None:
        """Let the next writer in; when the write-ahead log has grown, only after a checkpoint, which runs on its own: the
        commit is durable already. Reads wait meanwhile."""
        log = self.path.with_name(self.path.name + ".wal")
        if not log.exists() or log.stat().st_size < _CHECKPOINT_AT:
            self.writer.release()
            return
        try:
            threading.Thread(target=self._checkpoint, name="checkpoint").start()
        except RuntimeError:
            # the interpreter is ending; closing the database makes the checkpoint
            self.writer.release()

    def _checkpoint(self) -> None:
        """Fold the log into the file, with no reader inside. A failure only postpones it."""
        try:
            with self.gate.alone(), ladybug.Connection(self.database) as connection:
                connection.execute("CHECKPOINT")
        except RuntimeError as error:
            _log.warning("checkpoint postponed: %s", first_line(error))
        finally:
            self.writer.release()

    def close(self) -> None:
        """Close connections, database and lock."""
        with self.writer, self.gate.alone(hurry=self.interrupt):
            for connection, _ in self._idle:
                connection.close()
            self._idle.clear()
            # closing makes a checkpoint
            self.database.close()
            self.lock.release()

    def _prepare_schema(self) -> None:
        connection = ladybug.Connection(self.database)
        try:
            facts = _facts(connection)
            version = int(facts.get("version", "0"))
            if version > ONTOLOGY.version:
                raise StoreError(newer(self.path, version))
            if facts.get("fingerprint") == fingerprint() and version == ONTOLOGY.version:
                return
            plan = migration(_tables(connection))
            if plan.obstacles:
                raise StoreError(
                    f"图库“{self.path}”不能自动升级（{'；'.join(plan.obstacles)}）：请用写成它的程序备份，再用本程序恢复到新库。"
                )
            for statement in plan.statements:
                connection.execute(statement)
            for key, value in (("version", str(ONTOLOGY.version)), ("fingerprint", fingerprint())):
                connection.execute(f"MERGE (m:{quoted(META)} {{key: $key}}) SET m.value = $value", {"key": key, "value": value})
        finally:
            connection.close()


def acquire(settings: StoreSettings) -> Engine:
    """The engine of this path, opened or shared."""
    with _engines_lock:
        engine = _engines.get(settings.path)
        if engine is not None:
            engine.references += 1
            return engine
        engine = Engine(settings)
        _engines[settings.path] = engine
        return engine


def release(engine: Engine) -> None:
    """Give one reference back; the last closes the database."""
    with _engines_lock:
        engine.references -= 1
        if engine.references > 0:
            return
        engine.close()
        _engines.pop(engine.path, None)


def first_line(error: BaseException) -> str:
    """The engine's message in one line."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _default_pool() -> int:
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        memory = 4 * _GIB
    return int(min(max(memory * 0.3, _GIB), 8 * _GIB))


def _facts(connection: Any) -> dict[str, str]:
    connection.execute(f"CREATE NODE TABLE IF NOT EXISTS {quoted(META)}(`key` STRING, `value` STRING, PRIMARY KEY(`key`))")
    return dict(connection.execute(f"MATCH (m:{quoted(META)}) RETURN m.key, m.value").get_all())


def _tables(connection: Any) -> Tables:
    found = Tables()
    for row in connection.execute("CALL show_tables() RETURN *").rows_as_dict().get_all():
        name, columns = row["name"], {}
        if name == META:
            continue
        literal = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"
        for column in connection.execute(f"CALL table_info({literal}) RETURN *").rows_as_dict().get_all():
            columns[column["name"]] = column["type"]
        if row["type"] == "NODE":
            found.nodes[name] = columns
        elif row["type"] == "REL":
            found.edges[name] = columns
            ends = connection.execute(f"CALL show_connection({literal}) RETURN *").rows_as_dict().get_all()
            found.pairs[name] = {(end["source table name"], end["destination table name"]) for end in ends}
    found.macros = {row[0].upper() for row in connection.execute("CALL show_macros() RETURN *").get_all()}
    return found
