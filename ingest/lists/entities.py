"""What the rows of a list speak of: entities with their keys, and the columns that are computed for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.evidence import ClaimBatch, Value

from .pseudonym import Pseudonyms


@dataclass(slots=True)
class Entity:
    """The subjects of one entity of a kind: one a row, or with ``rows`` (row index of each) any number a row.

    ``own`` holds columns of its own, aligned with ``subjects``, which go before the row's columns of the same name.
    ``names`` are shown instead of keys.
    """

    label: str
    subjects: list[str | None]
    rows: list[int] | None = None
    own: dict[str, list[Any]] = field(default_factory=dict)
    names: Sequence[str | None] = ()


@dataclass(slots=True)
class Sheet:
    """One list as read: its values by column name, and what is needed to make keys of them."""

    kind: str
    scope: str
    title: str
    name: str
    n: int
    columns: dict[str, list[Any]]
    passages: list[str]
    numbers: list[int]
    pseudonyms: Pseudonyms
    keep: bool
    batches: list[ClaimBatch] = field(default_factory=list)
    scopes: tuple[str, ...] = ("",)

    def column(self, name: str) -> list[Any]:
        """A column's values; all None where the list has no such column."""
        found = self.columns.get(name)
        return found if found is not None else [None] * self.n

    def has(self, name: str) -> bool:
        """Whether a column is there and not empty."""
        return any(v is not None for v in self.columns.get(name, ()))

    def claim(
        self,
        label: str,
        relation: str,
        subjects: Sequence[str | None],
        passages: Sequence[str] | None = None,
        *,
        values: Sequence[Value] = (),
        object_label: str = "",
        objects: Sequence[str | None] = (),
        qualifiers: dict[str, Sequence[Value]] | None = None,
        keep: bool | None = None,
    ) -> None:
        """One batch of claims, of all rows unless ``passages`` says of which."""
        if not subjects:
            return
        self.batches.append(
            ClaimBatch(
                label,
                relation,
                subjects,
                self.passages if passages is None else passages,
                object_label=object_label,
                objects=objects,
                values=values,
                scopes=self.scopes,
                qualifiers=qualifiers or {},
                keep=self.keep if keep is None else keep,
            )
        )


Prepare = Callable[[Sheet], dict[str, Entity]]
"""Makes the entities of a sheet; may add columns and claims of its own."""


def gather(column: Sequence[Any], rows: Sequence[int] | None) -> Sequence[Any]:
    """A column's values for these rows; the column itself for all."""
    return column if rows is None else [column[i] for i in rows]


def spread_names(values: Sequence[tuple[str, ...] | str | None]) -> tuple[list[int], list[str]] | None:
    """Positions and names of a column whose cells may name several; None where no cell names more than one."""
    if tuple not in set(map(type, values)) or max(len(v) for v in set(values) if type(v) is tuple) < 2:
        return None
    at: list[int] = []
    names: list[str] = []
    for i, value in enumerate(values):
        if isinstance(value, tuple):
            at.extend([i] * len(value))
            names.extend(value)
        elif value is not None:
            at.append(i)
            names.append(value)
    return at, names


def single(value: tuple[str, ...] | str | None) -> str | None:
    """The first name of a cell."""
    return value[0] if isinstance(value, tuple) else value
