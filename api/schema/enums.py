"""GraphQL enums from the vocabularies 词表枚举: a value's GraphQL name is the stored value, so none needs translating."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from graph.ontology import ONTOLOGY, Vocabulary


def make_enum(name: str, zh: str, values: dict[str, str]) -> Any:
    """A GraphQL enum of ``values`` (value → Chinese term)."""
    # mypy wants literal enum members; these come from the ontology
    members = {value: strawberry.enum_value(value, description=term) for value, term in values.items()}
    return strawberry.enum(Enum(name, members), name=name, description=zh)  # type: ignore[call-overload]


def _of(vocabulary: Vocabulary) -> Any:
    return make_enum(vocabulary.name, vocabulary.zh, {term.value: _described(term.zh, term.note) for term in vocabulary.terms})


def _described(zh: str, note: str) -> str:
    return f"{zh}。{note}" if note else zh


VOCABULARIES: dict[str, Any] = {vocabulary.name: _of(vocabulary) for vocabulary in ONTOLOGY.vocabularies}
"""The enum of each vocabulary, by name."""

SortOrder = make_enum("SortOrder", "排序方向", {"asc": "升序，空值在后", "desc": "降序，空值在前"})
"""Direction of a sort."""
