"""The small types of the notices reader: items that a text names, sentences, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from graph.evidence import Quantity

LABEL_OF_KIND: dict[str, str] = {
    "A": "Area",
    "G": "Organ",
    "D": "Organ",
    "T": "Organ",
    "C": "Organ",
    "L": "Organ",
    "X": "AuxTeam",
    "P": "Post",
    "R": "Grid",
    "I": "Instrument",
    "M": "Mechanism",
    "Q": "Mechanism",
    "W": "Matter",
}
"""Kind letter of an item → label of the ontology. N (number) and Y (date) name nothing.

A area 区域, G government or street body 块, D department 条, T team 队伍, C centre, station, society or firm,
L line named bare 水务,
X auxiliary team, P post, R grid, I instrument 《》, M model “…”模式, Q other quotation, W power 权限, N number, Y date.
"""

ORGAN_KINDS = frozenset("GDTCL")


class Named(NamedTuple):
    """A name with the ontology's label of what it names."""

    label: str
    name: str


@dataclass(slots=True)
class Item:
    """One mention in the text, or a coordination of them 并列 (then ``members`` holds them in order).

    ``name`` is what is meant (莘光社会治理工作站), ``start`` and ``end`` where it stands.
    """

    kind: str
    start: int
    end: int
    name: str
    members: list[Item] = field(default_factory=list)
    quantity: Quantity | None = None
    date: str = ""
    collective: bool = False
    weak: bool = False
    counted: str = ""
    listed: bool = False

    def parts(self) -> list[Item]:
        """The members of a coordination, or the item itself."""
        return self.members or [self]


@dataclass(slots=True)
class Sentence:
    """A stretch of text that patterns are matched on; ``inner`` marks the content of parentheses, with the sentence outside."""

    start: int
    end: int
    paragraph: int
    outer: Sentence | None = None
    holes: list[tuple[int, int]] = field(default_factory=list)


class Found(NamedTuple):
    """One claim found in running text, before it is put in columns. Offsets are of the quotation in the canonical text.

    ``via`` is the source of the subject (a role of the form, topic, street, area …), ``anchor`` where its number stands."""

    relation: str
    subject: Named
    start: int
    end: int
    pattern: str
    object: Named | None = None
    text: str = ""
    quantity: Quantity | None = None
    date: str = ""
    modality: str = "asserted"
    negated: bool = False
    confidence: float = 0.9
    qualifiers: tuple[tuple[str, str | float], ...] = ()
    via: str = ""
    anchor: int = -1

    def sure(self, confidence: float) -> Found:
        """The claim with another confidence."""
        return self._replace(confidence=confidence)
