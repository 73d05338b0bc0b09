"""The log of judgements 判定记录 on a store. Nothing is deleted from it: a withdrawn judgement stays, marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyarrow as pa

from graph.store.interface import Row, Store, Transaction

from .judgements import Judgement, judge

__all__ = ["append_judgements", "judge", "read_judgements", "withdraw"]

_READ = (
    "MATCH (j:Judgement) RETURN j.id AS id, j.left_key AS left_key, j.right_key AS right_key, j.left_name AS left_name, "
    "j.right_name AS right_name, j.label AS label, j.verdict AS verdict, j.score AS score, j.reason AS reason, "
    "j.judged_by AS judged_by, j.judged_on AS judged_on, j.withdrawn AS withdrawn, j.successor AS successor "
    "ORDER BY id"
)


def read_judgements(source: Store | Transaction) -> list[Judgement]:
    """All judgements, withdrawn ones too, by id."""
    rows = source.read(_READ) if hasattr(source, "read") else source.run(_READ)
    return [_judgement(row) for row in rows]


def _judgement(row: Row) -> Judgement:
    return Judgement(
        row["left_key"],
        row["right_key"],
        row["left_name"],
        row["right_name"],
        row["label"],
        row["verdict"],
        float(row["score"]),
        row["reason"],
        row["judged_by"],
        row["judged_on"],
        bool(row["withdrawn"]),
        row["successor"] or "",
    )


def append_judgements(tx: Transaction, judgements: Sequence[Judgement]) -> int:
    """Record judgements; returns how many were written.

    One that is on record stays as it was, withdrawn or not: only a person's new judgement revives a withdrawn one.
    """
    if not judgements:
        return 0
    held = {j.id: j for j in read_judgements(tx)}
    fresh = {j.id: j for j in judgements if j.id not in held or (held[j.id].withdrawn and j.by_person and not j.withdrawn)}
    _write(tx, fresh.values())
    return len(fresh)


def withdraw(tx: Transaction, judgement: Judgement) -> None:
    """Mark a judgement as withdrawn: it joins nothing and keeps nothing apart any more."""
    _write(tx, [replace(judgement, withdrawn=True)])


def _write(tx: Transaction, judgements: Iterable[Judgement]) -> None:
    rows = sorted(judgements, key=lambda j: j.id)
    if not rows:
        return
    tx.upsert_nodes(
        "Judgement",
        pa.table(
            {
                "id": [j.id for j in rows],
                "name": [f"{j.left_name} / {j.right_name}" for j in rows],
                "known_from": pa.array([j.on for j in rows], pa.date32()),
                "left_key": [j.left for j in rows],
                "right_key": [j.right for j in rows],
                "left_name": [j.left_name for j in rows],
                "right_name": [j.right_name for j in rows],
                "label": [j.label for j in rows],
                "verdict": [j.verdict for j in rows],
                "successor": [j.successor for j in rows],
                "score": [j.score for j in rows],
                "reason": [j.reason for j in rows],
                "judged_by": [j.by for j in rows],
                "judged_on": pa.array([j.on for j in rows], pa.date32()),
                "withdrawn": [j.withdrawn for j in rows],
            }
        ),
    )
