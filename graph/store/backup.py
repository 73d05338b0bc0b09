"""Back-up 备份 to an open format and restore 恢复, across the two engines both ways.

A back-up is a folder: one Parquet file per label, one per relationship type and pair of labels, and ``manifest.json`` with
the ontology's version, the engine it came from, and rows and SHA-256 of every file. Files without rows are left out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.ontology import ONTOLOGY

from .columns import edge_schema, node_schema
from .interface import Store, StoreError, Transaction

FORMAT = "tiaokuai-backup"
FORMAT_VERSION = 1
_MANIFEST = "manifest.json"
_ROWS = 50_000


def backup(store: Store, folder: Path) -> dict[str, int]:
    """Write a back-up into ``folder``, which must not exist or be empty; returns rows per file.

    Writers of this process wait meanwhile, so that the files agree with each other. The folder appears whole or not at all.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"备份目录“{folder}”已有内容：请换一个新目录。")
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        with store.write():
            files = _write_all(store, partial)
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "ontology_version": ONTOLOGY.version,
            "engine": store.engine,
            "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "files": files,
        }
        (partial / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()
        partial.rename(folder)
    except OSError as error:
        raise StoreError(f"备份写不进“{folder}”（{error.strerror or error}）：请检查空间与权限。") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return {name: entry["rows"] for name, entry in files.items()}


def restore(store: Store, folder: Path) -> dict[str, int]:
    """Fill an empty store from a back-up, in one transaction; returns rows per file.

    Raises StoreError when the store is not empty, a file is missing or changed, or the back-up is of a newer ontology.
    """
    files = verify(folder)
    if any(store.counts().values()):
        raise StoreError("目标图库不是空的：请恢复到新的图库。")
    with store.write() as transaction:
        for name, entry in files.items():
            _restore_file(transaction, folder / name, entry)
    return {name: entry["rows"] for name, entry in files.items()}


def verify(folder: Path) -> dict[str, Any]:
    """The manifest's files after checking that each is there, unchanged and known, nodes first."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"“{folder}”不是备份目录：没有可读的 {_MANIFEST}。") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or not isinstance(manifest.get("files"), dict):
        raise StoreError(f"“{folder}”不是本程序的备份：{_MANIFEST} 的内容不对。")
    if manifest.get("format_version", 0) > FORMAT_VERSION or manifest.get("ontology_version", 0) > ONTOLOGY.version:
        raise StoreError(f"备份“{folder}”由较新的程序写成：请升级程序后再恢复。")
    files: dict[str, Any] = manifest["files"]
    for name, entry in files.items():
        path = folder / name
        # a name from the manifest must not lead out of the folder
        if path.parent.resolve() != folder.resolve() or not path.is_file():
            raise StoreError(f"备份缺少文件“{name}”：请换一份完整的备份。")
        if _sha256(path) != entry["sha256"]:
            raise StoreError(f"备份文件“{name}”与清单的校验值不符：文件已损坏或被改动，请换一份备份。")
    return dict(sorted(files.items(), key=lambda item: "type" in item[1]))


def _write_all(store: Store, folder: Path) -> dict[str, Any]:
    files: dict[str, Any] = {}
    for label in ONTOLOGY.labels:
        name = f"{label.name}.parquet"
        rows = _write(folder / name, store.nodes(label.name), node_schema(label.name))
        if rows:
            files[name] = {"label": label.name, "rows": rows, "sha256": _sha256(folder / name)}
    totals = store.counts()
    for relationship in ONTOLOGY.relationships:
        if not totals[relationship.name]:
            continue
        for source, target in relationship.pairs:
            name = f"{relationship.name}.{source}.{target}.parquet"
            rows = _write(folder / name, store.edges(relationship.name, source, target), edge_schema(relationship.name))
            if rows:
                digest = _sha256(folder / name)
                files[name] = {"type": relationship.name, "from": source, "to": target, "rows": rows, "sha256": digest}
    return files


def _write(path: Path, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> int:
    rows, writer = 0, None
    try:
        for batch in batches:
            if writer is None:
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_batch(batch)
            rows += batch.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def _restore_file(transaction: Transaction, path: Path, entry: dict[str, Any]) -> None:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreError(f"备份文件“{path.name}”不是可读的 Parquet：请换一份备份。") from error
    with file:
        for batch in file.iter_batches(batch_size=_ROWS):
            table = pa.Table.from_batches([batch])
            if "label" in entry:
                transaction.upsert_nodes(entry["label"], table)
            else:
                transaction.upsert_edges(entry["type"], entry["from"], entry["to"], table)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
