"""What an extraction says of each row, in the terms in which layouts state their truth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.evidence import Extraction

from .model import Layout, Row

MAIN = {
    "power": "PowerItem",
    "conferral": "PowerItem",
    "duty": "Duty",
    "organ": "Organ",
    "dispatched": "Organ",
    "aux_team": "AuxTeam",
    "grid": "Grid",
    "transfer": "Transfer",
    "case": "Case",
    "inspection": "Case",
    "indicator": "Indicator",
    "matter": "Matter",
}
"""The entity that a row of each kind is about."""

ASKED = {
    "power": (
        *("PowerItem.name", "PowerItem.code", "PowerItem.power_type", "PowerItem.domain", "PowerItem.BASED_ON"),
        *("PowerItem.ADDRESSES", "PowerGrant.HELD_BY"),
    ),
    "conferral": (
        *("PowerItem.name", "PowerItem.code", "PowerItem.power_type", "PowerItem.domain", "PowerItem.BASED_ON"),
        *("PowerGrant.HELD_BY", "PowerGrant.FROM_ORGAN", "PowerGrant.IN_AREA", "PowerGrant.valid_from", "PowerGrant.mode"),
    ),
    "duty": (
        *("Duty.name", "Duty.duty_class", "Duty.domain", "BEARS.lead", "BEARS.support", "BEARS.frontline"),
        *("BEARS.enforcement", "BEARS.backstop", "Duty.CONCERNS"),
    ),
    "organ": (
        *("Organ.EXISTS", "Organ.kind", "Organ.establishment", "Organ.on_post", "Organ.certificates", "Organ.legal_status"),
        *("Organ.valid_from", "Organ.PART_OF", "Organ.GUIDED_BY", "Organ.MANAGED_BY.personnel", "Organ.MANAGED_BY.daily"),
        *("Organ.MANAGED_BY.finance", "Organ.PERFORMS", "Organ.SERVES_AREA"),
    ),
    "aux_team": (
        *("AuxTeam.EXISTS", "AuxTeam.headcount", "AuxTeam.funding", "AuxTeam.EMPLOYED_BY", "AuxTeam.PERFORMS"),
        *("AuxTeam.MANAGED_BY.daily", "AuxTeam.MANAGED_BY.business"),
    ),
    "grid": ("Grid.name", "Grid.code", "Grid.kind", "Grid.households", "Grid.patrols", "Grid.WITHIN"),
    "transfer": (
        *("Transfer.batch", "Transfer.resource", "Transfer.item_count", "Transfer.FROM_ORGAN", "Transfer.TO_ORGAN"),
        *("Transfer.happened_on", "Transfer.status"),
    ),
    "case": (
        *("Case.number", "Case.source", "Case.ABOUT", "Case.found_on", "Case.HANDLED_BY", "Case.fine"),
        *("Case.closed_on",),
    ),
    "indicator": ("Indicator.name", "Indicator.weight", "Indicator.cycle", "Indicator.ASSESSES", "Indicator.SET_BY"),
    "matter": ("Matter.EXISTS", "Matter.domain", "Matter.grid_code", "Matter.PROHIBITS"),
}
"""The facts of a row that are compared, by its kind; one that the truth does not name must not be there."""


@dataclass
class Score:
    """Rows and cells right, and in all; what is wrong in words."""

    rows_right: int = 0
    rows: int = 0
    cells_right: int = 0
    cells: int = 0
    wrong: list[str] = None  # type: ignore[assignment]

    @property
    def perfect(self) -> bool:
        return self.rows_right == self.rows and self.cells_right == self.cells and not self.wrong


def said(extraction: Extraction) -> dict[str, dict[str, set[Any]]]:
    """Passage id → fact name → values."""
    out: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for b in extraction.claims:
        name = f"{b.subject_label}.{b.relation}"
        for key in ("facet", "role"):
            if key in b.qualifiers:
                name += f".{b.qualifiers[key][0]}"
        backwards = b.subject_label in ("Organ", "Provision") and b.relation in ("BEARS", "PROHIBITS")
        if backwards:
            name = name.removeprefix("Organ.") if b.relation == "BEARS" else "Matter.PROHIBITS"
        values = b.subjects if backwards or not (b.objects or b.values) else b.objects or b.values
        for subject, passage, value in zip(b.subjects, b.passages, values, strict=True):
            if subject is not None and value is not None:
                out[passage][name].add(round(value, 6) if isinstance(value, float) else value)
    return out


def score(layout: Layout, extraction: Extraction, file_format: str) -> Score:
    """Compare row by row; rows are matched in their order by the main fact."""
    facts = said(extraction)
    got = [(i, q, n) for p in extraction.passages if p.kind == "row" for i, q, n in zip(p.ids, p.quotes, p.rows, strict=True)]
    got = [g for g in got if not set(facts[g[0]]) or not all(f.startswith("Coverage.") for f in facts[g[0]])]
    result = Score(wrong=[])
    left = list(got)
    for row in layout.truth:
        main = ASKED[row.kind][0]
        at = next((k for k, g in enumerate(left) if facts[g[0]].get(main, set()) == set(row.facts[main])), None)
        found = left.pop(at) if at is not None else None
        if at:
            result.wrong.append(f"行序不对：{sorted(map(str, row.facts[main]))}")
        _row(row, found, facts, result, file_format)
    for _, quote, number in left:
        result.rows += 1
        result.wrong.append(f"多出一行（第{number}行）：{quote[:80]}")
    if len(extraction.rejected) != layout.rejected:
        result.wrong.append(f"被拒 {len(extraction.rejected)} 处，应为 {layout.rejected} 处：{extraction.rejected[:3]}")
    return result


def _row(
    row: Row,
    found: tuple[str, str, int | None] | None,
    facts: dict[str, dict[str, set[Any]]],
    result: Score,
    file_format: str,
) -> None:
    result.rows += 1
    lost = row.lost if file_format == "csv" else frozenset()
    asked = {name: set(row.facts.get(name, ())) for name in ASKED[row.kind] if name not in lost}
    bad = 0
    for name, wanted in asked.items():
        have = facts[found[0]].get(name, set()) if found else set()
        if not wanted and not have:
            continue
        result.cells += 1
        if have == wanted:
            result.cells_right += 1
        else:
            bad += 1
            result.wrong.append(f"{sorted(map(str, row.facts[ASKED[row.kind][0]]))} {name}：应为 {wanted}，读成 {have or '无'}")
    for words in row.shown:
        result.cells += 1
        if found and _flat(words) in _flat(found[1]):
            result.cells_right += 1
        else:
            bad += 1
            result.wrong.append(f"引文缺“{words[:40]}”：{found[1][:80] if found else '没有这一行'}")
    if file_format in ("xlsx", "xls", "csv") and row.number and found and found[2] != row.number:
        bad += 1
        result.wrong.append(f"行号应为 {row.number}，读成 {found[2]}")
    result.rows_right += found is not None and not bad


def _flat(text: str) -> str:
    return "".join(text.split())
