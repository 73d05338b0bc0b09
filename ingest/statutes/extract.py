"""A statute becomes an instrument 文件依据, its provisions 条款, and what it amends and repeals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns, RejectedRow, UnitStatus, Value

from .articles import Clause, Cut, cut
from .document import Section, StatuteText, sections
from .effects import effective_date, effects
from .locator import BasisRef, provision_name

_MARKUP = re.compile(r"\*\*|\u200b")


def extract(canonical: StatuteText, title: str = "") -> Extraction:
    """The instruments and provisions of a statute document.

    Every clause has a passage that is its exact span; claims are not kept as nodes, for the text says it all again.
    ``title`` is the statute's name where the document is one part of it (see ``title_beside``).
    """
    found = sections(canonical.text, title)
    passages = PassageColumns(canonical.document_id, "span")
    first = found[0].heading if found else None
    record = DocumentRecord(
        canonical.document_id,
        canonical.name,
        canonical.format,
        canonical.sha256,
        "statute",
        "statute",
        issued_on=first.version_on if first else None,
        text=canonical.text,
    )
    extraction = Extraction(record, [passages], [])
    if not found:
        extraction.rejected.append(
            RejectedRow(
                canonical.name,
                "没有法规名称",
                "若是一部法律的一编，请与写有名称的 README.md 放在同一文件夹后再读入",
            )
        )
        extraction.units.append(UnitStatus("全文", "unreadable" if canonical.text.strip() else "empty"))
        return extraction
    for section in found:
        clauses = cut(canonical.text, section.start, section.end)
        _instrument(extraction, canonical.text, section)
        _provisions(extraction, canonical.text, section.heading.name, clauses.clauses)
        extraction.units.append(UnitStatus(section.heading.name, "read", _detail(clauses), clauses.articles))
    return extraction


def _detail(clauses: Cut) -> str:
    if not clauses.articles:
        return "没有分条的正文，只记文件本身"
    order = f"；{clauses.out_of_order} 行像条文但次序不对，作正文处理" if clauses.out_of_order else ""
    return f"{'以一、二、三分条；' if clauses.numbered else ''}{clauses.articles} 条{order}"


def _passage(passages: PassageColumns, text: str, start: int, end: int, where: str) -> str:
    name = f"{passages.document}#{len(passages.ids)}"
    passages.ids.append(name)
    passages.locators.append(f"{where}，字符 {start}-{end}" if where else f"字符 {start}-{end}")
    passages.quotes.append(text[start:end])
    passages.starts.append(start)
    passages.ends.append(end)
    passages.rows.append(None)
    return name


def _instrument(extraction: Extraction, text: str, section: Section) -> None:
    """The instrument with what its head states, its amendments and its repeals."""
    heading, passages = section.heading, extraction.passages[0]
    head = _passage(passages, text, section.title_start, section.title_end, "")
    evidence = head
    if text[section.title_end : section.start].strip():
        stop = section.title_end + len(text[section.title_end : section.start].rstrip())
        evidence = _passage(passages, text, section.title_start, stop, "题注")
    name = heading.name
    add = extraction.claims.append
    effective = effective_date(text, section.start, section.end, heading)
    values: tuple[tuple[str, Value], ...] = (
        ("kind", heading.kind),
        ("document_number", heading.document_number or None),
        ("issuer", heading.issuer or None),
        ("issued_on", heading.issued_on),
        ("effective_on", effective),
        ("repealed_on", heading.repealed_on),
        ("jurisdiction", heading.jurisdiction or None),
    )
    add(_batch("Instrument", "EXISTS", [name], [head]))
    for relation, value in values:
        if value is not None:
            add(_batch("Instrument", relation, [name], [evidence], values=[value]))
    for amending, since in heading.amended_by:
        add(_batch("Instrument", "EXISTS", [amending], [evidence]))
        add(_batch("Instrument", "AMENDS", [amending], [evidence], objects=[name], since=since))
    for effect in effects(text, section.start, section.end, name):
        where = head if effect.start < 0 else _passage(passages, text, effect.start, effect.end, "")
        add(_batch("Instrument", "EXISTS", [effect.target], [where]))
        add(_batch("Instrument", effect.relation, [name], [where], objects=[effect.target], since=effective))
        if effect.relation == "REPEALS" and effective is not None:
            add(_batch("Instrument", "repealed_on", [effect.target], [where], values=[effective]))


def _batch(
    label: str,
    relation: str,
    subjects: Sequence[str],
    passages: Sequence[str],
    *,
    objects: Sequence[str] = (),
    values: Sequence[Value] = (),
    since: dt.date | None = None,
) -> ClaimBatch:
    return ClaimBatch(
        label,
        relation,
        subjects,
        passages,
        object_label="Instrument" if objects else "",
        objects=objects,
        values=values,
        qualifiers={"valid_from": [since]} if since is not None else {},
        keep=False,
    )


def _provisions(extraction: Extraction, text: str, title: str, clauses: list[Clause]) -> None:
    """All clauses of one instrument in seven columns."""
    if not clauses:
        return
    passages = extraction.passages[0]
    names, evidence, locators = [], [], []
    for clause in clauses:
        names.append(provision_name(title, clause.article, clause.paragraph, clause.item, clause.sub))
        locator = BasisRef(title, clause.article, clause.paragraph, clause.item, clause.sub).locator
        locators.append(locator)
        evidence.append(_passage(passages, text, clause.start, clause.end, locator))
    columns: tuple[tuple[str, Sequence[Value]], ...] = (
        ("article", [c.article for c in clauses]),
        ("paragraph", [c.paragraph for c in clauses]),
        ("item", [c.item for c in clauses]),
        ("locator", locators),
        ("text", [_MARKUP.sub("", text[c.start : c.end]) for c in clauses]),
    )
    extraction.claims.append(_batch("Provision", "EXISTS", names, evidence))
    for relation, values in columns:
        extraction.claims.append(_batch("Provision", relation, names, evidence, values=values))
    extraction.claims.append(_batch("Provision", "OF_INSTRUMENT", names, evidence, objects=[title] * len(names)))
