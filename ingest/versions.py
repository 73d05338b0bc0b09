"""Versions 版本: which document of the graph a file is the next version of.

Names alone do not decide: every office sends an 附件1.xlsx. A file is taken for a new version of a document when the name, the
scope, the authority and the kind are the same *and* the content is alike: of two texts at least half of the shorter one's word
sequences stand in the other, of two lists at least half of the shorter one's subjects. Half is far from both sides: the next
edition of a list or notice shares most of itself with the last, unrelated ones of one district share a few bodies and set phrases
(see ``tests/pipeline/test_versions.py``). Among several, the most alike is taken. The user may decide instead: ``new`` or
``replace``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.evidence import Extraction
from graph.store.interface import Row
from ingest.claim_lines import ClaimLine

Choice: TypeAlias = Literal["auto", "new", "replace"]
"""Whether the user leaves it to the rule, says that a file is a document of its own, or that it replaces its namesake."""

ALIKE = 0.5
"""Least share in common for two contents to be versions of one document."""
_SEQUENCE = 6
_TOO_SHORT = 40
_LONGEST = 300_000
"""Characters that are compared, from the beginning."""

_ROW = (
    "RETURN d.id AS id, d.name AS name, d.scope AS scope, d.authority AS authority, d.kind AS kind, d.text AS text, "
    "d.ingested_on AS ingested_on ORDER BY d.ingested_on DESC, d.id"
)
NAMESAKES = f"MATCH (d:Document) WHERE d.name = $name AND d.id <> $id {_ROW}"
BY_ID = f"MATCH (d:Document) WHERE d.id = $id {_ROW}"


@dataclass(frozen=True, slots=True)
class Decision:
    """The older version that a file replaces ("" for none), how alike they are (0 to 1), and why, in Chinese."""

    older: str = ""
    alike: float = 0.0
    note: str = ""


def decide(
    extraction: Extraction,
    lines: Sequence[ClaimLine],
    namesakes: Sequence[Row],
    lines_of: Callable[[Row], Sequence[ClaimLine]],
    choice: Choice = "auto",
) -> Decision:
    """Which of the documents of the same name (rows of ``NAMESAKES``) this one is the next version of."""
    if not namesakes:
        return Decision(note="没有同名的旧文件可替换，按新文件读入。" if choice == "replace" else "")
    if choice == "new":
        return Decision(note="按要求作为另一份文件读入，同名的旧文件保留。")
    ranked = sorted(((_alike(extraction, lines, row, lines_of), row) for row in namesakes), key=lambda pair: -pair[0])
    alike, row = ranked[0]
    if choice == "replace":
        more = f"（同名文件有 {len(ranked)} 份，取内容最接近的一份）" if len(ranked) > 1 else ""
        return Decision(row["id"], alike, f"按要求替换同名的旧文件{more}，内容相同部分约 {alike:.0%}。")
    document = extraction.document
    for share, candidate in ranked:
        if _same_source(candidate, extraction) and share >= ALIKE:
            return Decision(
                candidate["id"], share, f"名称、地域、来源效力与种类相同，内容相同部分约 {share:.0%}，作为新版替换旧版。"
            )
    other = "内容相同部分只有约 " + f"{alike:.0%}" if _same_source(row, extraction) else _unlike(row, document.scope, extraction)
    return Decision(
        "", alike, f"图谱中有同名文件“{row['name']}”，但{other}，按另一份文件读入；如确是它的新版，请重新上传并选“替换”。"
    )


def _same_source(row: Row, extraction: Extraction) -> bool:
    d = extraction.document
    return (row["scope"] or "", row["authority"] or "", row["kind"] or "") == (d.scope, d.authority, d.kind)


def _unlike(row: Row, scope: str, extraction: Extraction) -> str:
    if (row["scope"] or "") != scope:
        return f"地域不同（{row['scope'] or '未写明'} 与 {scope or '未写明'}）"
    return "种类或来源效力不同"


def _alike(extraction: Extraction, lines: Sequence[ClaimLine], row: Row, lines_of: Callable[[Row], Sequence[ClaimLine]]) -> float:
    text, older = extraction.document.text, row["text"] or ""
    if len(text) >= _TOO_SHORT and len(older) >= _TOO_SHORT:
        return overlap(sequences(text), sequences(older))
    return overlap({line.about for line in lines}, {line.about for line in lines_of(row)})


def overlap(left: set[str], right: set[str]) -> float:
    """The share of the smaller set that the other holds too."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def sequences(text: str) -> set[str]:
    """A text's word sequences, without numbers, marks and spaces, which change from edition to edition."""
    words = re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKC", text[:_LONGEST]))
    return {words[i : i + _SEQUENCE] for i in range(len(words) - _SEQUENCE + 1)}
