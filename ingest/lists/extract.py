"""Lists 清单 → claims in columns, one passage a row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Literal

import orjson

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns, RejectedRow, UnitStatus
from ingest import names
from ingest.readers import Canonical, Table

from .account import Account, account_of
from .body import Body, body_of
from .cells import read_column, row_words
from .coverage_notes import coverage_stated
from .ditto import fill_ditto, hand_down, sub_items
from .entities import Sheet
from .kinds import KINDS, kind_named
from .known import known_matters
from .matrix import read_marks
from .model import Kind, MappingOverride, Recognition, SheetMapping
from .opening import opening_text
from .passages import column_letters, in_columns, row_passages
from .persons import without_persons
from .pseudonym import Pseudonyms
from .regions import Region, regions_of
from .roles import roles_in_cells
from .say import say_all
from .sections import numbered_sub_items, said_by_sections
from .strays import without_strays
from .values import BadValue, parse_date

_DATE = re.compile(
    r"(?:截至|发布(?:日期|时间)?|公布(?:日期|时间)?|印发(?:日期|时间)?|更新(?:日期|时间)?|日期)[:：于]?\s*(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?)|(\d{4})年版"
)
_TOO_MANY = 100
_LOOKED = 200


def extract(canonical: Canonical, scope: str, mapping: MappingOverride | None = None) -> Extraction:
    """Claims of all lists in a document. ``scope`` is the full name of the district that it speaks for, or "".

    A sheet that is no known list, a row without what it is about and a cell that is not what its column holds are reported,
    and the rest goes on.
    """
    return extract_accounted(canonical, scope, mapping)[0]


def extract_accounted(
    canonical: Canonical, scope: str, mapping: MappingOverride | None = None
) -> tuple[Extraction, list[Account]]:
    """As :func:`extract`, with the account of every row of every list."""
    scope = scope or names.district_of(opening_text(canonical))
    without_persons(canonical)
    work = _Work(canonical, scope, Pseudonyms())
    stem = PurePosixPath(canonical.name).stem
    sheets: list[tuple[Table, list[Region], SheetMapping | None]] = []
    before: Region | None = None
    for whole in canonical.tables:
        table, strays = without_strays(whole)
        work.strays(table.name, strays)
        chosen = _mapping_of(mapping, table)
        regions = regions_of(table, stem, chosen, before)
        before = regions[-1] if regions[-1].found.kind else None
        sheets.append((table, regions, chosen))
    work.matters = known_matters(r for _, regions, _ in sheets for r in regions)
    for table, regions, chosen in sheets:
        work.table(table, regions, chosen)
    work.text()
    return work.extraction(), work.accounts


def _mapping_of(mapping: MappingOverride | None, table: Table) -> SheetMapping | None:
    return None if mapping is None else mapping.get(table.name, mapping.get("*"))


class _Work:
    """What was taken from a document so far."""

    def __init__(self, canonical: Canonical, scope: str, pseudonyms: Pseudonyms) -> None:
        self.canonical = canonical
        self.scope = scope
        self.pseudonyms = pseudonyms
        self.passages: list[PassageColumns] = []
        self.claims: list[ClaimBatch] = []
        self.units: list[UnitStatus] = []
        self.rejected: list[RejectedRow] = []
        self.found: list[Recognition] = []
        self.accounts: list[Account] = []
        self.matters: frozenset[str] = frozenset()
        self.count = 0
        self.document = canonical.document_id
        # beside the passages of the text, which are numbered without a mark
        self.mark = "r" if canonical.text.strip() else ""

    def strays(self, name: str, rows: Sequence[int]) -> None:
        """Report what stands far below the list."""
        if rows:
            reason = f"离清单很远处（第 {rows[0]} 行起）另有 {len(rows)} 行零星内容，未读入"
            self.rejected.append(RejectedRow(f"{name}!第{rows[0]}行", reason, "请删去这些内容，或移到别的工作表"))

    def table(self, table: Table, regions: Sequence[Region], mapping: SheetMapping | None) -> None:
        """Read one sheet or table: all lists in it."""
        told: list[str] = []
        rows, known = 0, False
        for region in regions:
            kind = kind_named(region.found.kind)
            if kind is None:
                told.append(self._unknown(region))
                continue
            known = True
            before = len(self.rejected)
            self._missing_columns(region.found, kind, mapping)
            read, detail = self._list(region, kind)
            rows += read
            told.append(detail)
            if region.transposed:
                self.rejected[before:] = [in_columns(r, table.name) for r in self.rejected[before:]]
        hidden = f"；{table.note}{'，一并读入' if rows else ''}" if table.note else ""
        status: Literal["read", "empty", "skipped"] = "read" if rows else "empty" if known else "skipped"
        self.units.append(UnitStatus(table.name, status, "；".join(told) + hidden, rows))

    def _list(self, region: Region, kind: Kind) -> tuple[int, str]:
        """Read one list; gives how many rows, and what to tell of them."""
        table, found = region.table, region.found
        self.found.append(found)
        body = body_of(table, found, kind)
        body.columns = fill_ditto(body.columns)
        columns = {
            c.column: read_column(
                column,
                c.heading,
                body.columns[c.index] if c.index < len(body.columns) else [None] * len(body),
                body.numbers,
                table.name,
                self.pseudonyms,
                self.rejected,
                self.matters,
                bool(table.row_places),
            )
            for c in found.columns
            if (column := kind.column(c.column)) is not None and column.name not in ("sequence", "note")
        }
        if len(body):
            if region.marks:
                texts = [found.title, *(note for _, note in body.notes)]
                read_marks(found, region.marks, body.columns, body.numbers, texts, columns, self.rejected)
            if kind.name == "duty":
                roles_in_cells(columns)
            sub_items(columns)
            numbered_sub_items(kind, found, body, columns)
            hand_down(kind, found, body, columns)
            said_by_sections(kind, body, columns)
        whole = len(body)
        body, columns = self._complete_rows(kind, table, body, columns)
        account = account_of(region, body, whole - len(body))
        self.accounts.append(account)
        first = self.count + 1
        passages = row_passages(self.document, first, self.mark, body, found, kind, columns.get("party"), region)
        self.count += len(body)
        sheet = Sheet(
            kind.name,
            self.scope,
            found.title,
            table.name,
            len(body),
            columns,
            passages.ids,
            body.numbers,
            self.pseudonyms,
            kind.keep,
            scopes=(self.scope,),
        )
        if len(body):
            say_all(kind, sheet)
        self.claims += sheet.batches
        self.passages.append(passages)
        self._notes(table, found, kind, body)
        detail = f"按“{kind.zh}”读入" + (f"；其余：{words}" if (words := account.words()) else "")
        unused = [c.heading for c in found.columns if not c.column and c.heading and c.index not in region.marks]
        detail += f"；没有用到的列：{'、'.join(unused)}" if unused else ""
        return len(body), detail + ("" if len(body) else "；只有表头，没有数据行")

    def _unknown(self, region: Region) -> str:
        """What to tell of a sheet that is no known list; in a file of lists it is for a person to look at."""
        table, found = region.table, region.found
        self.accounts.append(account_of(region, None, 0))
        if all(len({c for c in row if c is not None}) <= 1 for row in table.head(_LOOKED)) and len(table.head(_LOOKED)) < _LOOKED:
            return "没有清单，只有标题或说明文字"
        headings = "、".join(dict.fromkeys(c.heading for c in found.columns[:12])) or "（没有文字）"
        known = "、".join(k.zh for k in KINDS)
        if not self.canonical.text.strip():
            self.rejected.append(
                RejectedRow(
                    table.name,
                    f"没有认出清单种类和表头；见到的列：{headings}",
                    f"可读的种类有{known}；请补上表头，或用 --mapping 指定对照文件",
                )
            )
        return f"没有认出清单种类；见到的列：{headings}"

    def _missing_columns(self, found: Recognition, kind: Kind, mapping: SheetMapping | None) -> None:
        if mapping is None:
            return
        by_mapping = {c.column for c in found.columns if c.synonym == "对照文件"}
        for heading, name in mapping.columns.items():
            if name and name not in by_mapping:
                what = f"“{kind.zh}”没有“{name}”这一列" if kind.column(name) is None else f"表中没有“{heading}”这一列"
                self.rejected.append(RejectedRow(found.sheet, f"对照文件写的列不能用：{what}", "请改正对照文件后重新读入"))

    def _complete_rows(
        self, kind: Kind, table: Table, body: Body, columns: dict[str, list[Any]]
    ) -> tuple[Body, dict[str, list[Any]]]:
        """Only rows that say what they are about; the others are reported."""
        bad: dict[int, str] = {}
        for group in kind.needs:
            cells = [columns[name] for name in group if name in columns]
            if len(cells) == 1 and None not in cells[0]:
                continue
            lacking = (
                [i for i, row in enumerate(zip(*cells, strict=True)) if not any(v is not None for v in row)]
                if cells
                else range(len(body))
            )
            words = "或".join(_zh(kind, name) for name in group)
            for i in lacking:
                bad.setdefault(i, f"缺少{words}")
        if not bad:
            return body, columns
        by_reason: dict[str, list[int]] = {}
        for i, reason in bad.items():
            by_reason.setdefault(reason, []).append(body.numbers[i])
        for reason, rows in by_reason.items():
            for number in rows[:_TOO_MANY]:
                self.rejected.append(RejectedRow(f"{table.name}!第{number}行", f"{reason}，整行未读入", "请补全后重新读入"))
            if len(rows) > _TOO_MANY:
                rest = row_words(rows[_TOO_MANY:])
                self.rejected.append(RejectedRow(f"{table.name}!{rest}", f"{reason}，这些行未读入", "请补全后重新读入"))
        kept = [i for i in range(len(body)) if i not in bad]
        less = Body(
            [body.numbers[i] for i in kept], [[c[i] for i in kept] for c in body.columns], body.skipped, body.notes, body.sections
        )
        return less, {name: [c[i] for i in kept] for name, c in columns.items()}

    def _notes(self, table: Table, found: Recognition, kind: Kind, body: Body) -> None:
        """Coverage that a title or a note of the list states."""
        above = [(table.first_row + i, line) for i, line in enumerate(found.title.split("\n")) if line != table.title]
        for number, line in above + body.notes:
            passage = self._next_passage()
            claims = coverage_stated(line, kind, self.scope, passage)
            if claims:
                left = column_letters(table.first_column)
                self._keep(
                    PassageColumns(
                        self.document, "row", [passage], [f"{table.name}!{left}{number}"], [line], [None], [None], [number]
                    ),
                    claims,
                )
                return

    def text(self) -> None:
        """Coverage that the text around a document's lists states, for the kind of the first of them."""
        kind = kind_named(self.found[0].kind) if self.found else None
        if kind is None:
            return
        for block in self.canonical.blocks:
            line = self.canonical.text[block.start : block.end]
            passage = self._next_passage()
            if block.kind != "cell" and (claims := coverage_stated(line, kind, self.scope, passage)):
                place = f"字符 {block.start}-{block.end}"
                self._keep(
                    PassageColumns(self.document, "span", [passage], [place], [line], [block.start], [block.end], [None]), claims
                )
                return

    def _next_passage(self) -> str:
        return f"{self.document}#{self.mark}{self.count + 1}"

    def _keep(self, passages: PassageColumns, claims: list[ClaimBatch]) -> None:
        self.count += len(passages.ids)
        self.passages.append(passages)
        self.claims += claims

    def extraction(self) -> Extraction:
        """All of it, with the status of every part of the file."""
        canonical = self.canonical
        own = {t.name for t in canonical.tables}
        whole = ("全文", "正文") if canonical.text.strip() else ()
        units = [u for u in canonical.units if u.unit not in own and u.unit not in whole]
        kinds = [k for r in self.found if (k := kind_named(r.kind)) is not None]
        titles = "\n".join(r.title for r in self.found)
        record = DocumentRecord(
            canonical.document_id,
            canonical.name,
            canonical.format,
            canonical.sha256,
            kinds[0].name if kinds else "list",
            "report" if kinds and all(k.event for k in kinds) else "published_list",
            self.scope,
            _issued(titles),
            canonical.text,
            mapping_json(self.found),
            "合成" in titles,
        )
        return Extraction(record, self.passages, self.claims, units + self.units, [*canonical.rejected, *self.rejected])


def _zh(kind: Kind, name: str) -> str:
    column = kind.column(name)
    return f"“{column.synonyms[0]}”" if column is not None and column.synonyms else name


def _issued(titles: str) -> dt.date | None:
    match = _DATE.search(titles)
    if match is None:
        return None
    try:
        return parse_date(match.group(1)) if match.group(1) else dt.date(int(match.group(2)), 1, 1)
    except (BadValue, ValueError):
        return None


def mapping_json(found: Sequence[Recognition]) -> str:
    """What each sheet was taken for, as stored with the document."""
    return orjson.dumps(
        [
            {
                "sheet": r.sheet,
                "kind": r.kind,
                "score": r.score,
                "heading_rows": [r.heading_row, r.depth],
                "columns": [{"heading": c.heading, "column": c.column, "score": round(c.score, 1)} for c in r.columns],
                "others": [{"kind": k, "score": s} for k, s in r.others],
                "by_mapping": r.by_mapping,
            }
            for r in found
        ]
    ).decode()
