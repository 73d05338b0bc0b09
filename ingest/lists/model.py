"""What a kind of list is made of, and what was recognised: the types of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from graph.evidence import Value
from graph.ontology import Vocabulary

Parse: TypeAlias = Literal[
    "text", "name", "names", "code", "date", "until", "integer", "number", "boolean", "term", "basis", "party"
]
"""How a cell is read: see :mod:`ingest.lists.values`. "name" and "names" are mentions; "until" is when something ends."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a column claims of one of the row's entities: a property, or with ``label`` a relationship to what is named.

    ``reverse`` turns it round: what is named is the subject and the row's entity the object.
    """

    entity: str
    relation: str
    label: str = ""
    reverse: bool = False
    qualifiers: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a kind of list may have. ``synonyms`` are headings as offices write them, the commonest first.

    ``telling`` is how much the column speaks for the kind, from 0 (any list has it) to 1 (only this kind has it). A column
    without synonyms is computed from others, never recognised.
    """

    name: str
    synonyms: tuple[str, ...]
    parse: Parse = "text"
    says: tuple[Says, ...] = ()
    vocabulary: Vocabulary | None = None
    telling: float = 0.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list 清单种类.

    ``required``: of each group at least one column must be there. ``needs``: of each group at least one cell of a row must
    be filled, else the row is rejected. ``entities``: what a row speaks of, each with its label. ``event`` marks lists of
    happenings, whose claims are not kept one by one. ``level`` is its value in the vocabulary ListLevel.
    """

    name: str
    zh: str
    level: str
    titles: tuple[str, ...]
    entities: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]
    needs: tuple[tuple[str, ...], ...]
    event: bool = False
    keep: bool = True

    @property
    def titled(self) -> bool:
        """Whether rows of it may be grouped under titles of sections; lists of happenings are not."""
        return not self.event

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((c for c in self.columns if c.name == name), None)


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """One column of a sheet: its heading as written, what it was taken for ("" where for nothing), with what score (0 to 100)."""

    index: int
    heading: str
    column: str = ""
    score: float = 0.0
    synonym: str = ""


@dataclass(slots=True)
class Recognition:
    """What a sheet was taken for 识别结果, with what else it might be. ``kind`` is "" where no kind fits.

    ``heading_row`` counts from 0 within the table's rows, ``depth`` rows of headings begin there (0: none found).
    """

    sheet: str
    kind: str = ""
    score: float = 0.0
    heading_row: int = 0
    depth: int = 0
    columns: list[MatchedColumn] = field(default_factory=list)
    title: str = ""
    others: list[tuple[str, float]] = field(default_factory=list)
    by_mapping: bool = False

    def index(self, column: str) -> int | None:
        """Where a column stands, or None."""
        return next((c.index for c in self.columns if c.column == column), None)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What the user says of one sheet; what is left out is recognised. ``columns``: heading → column name, "" to leave it out."""

    kind: str = ""
    heading_row: int = 0
    columns: dict[str, str] = field(default_factory=dict)


MappingOverride: TypeAlias = dict[str, SheetMapping]
"""Sheet name → mapping; ``*`` stands for every sheet that is not named."""
