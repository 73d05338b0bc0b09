"""The whole way in 载入: files → claims → names → graph, one transaction a document.

A file that cannot be read is refused with one sentence and the others go on; a file whose content the graph already holds
is left alone; a file of the same name with other content replaces the older version in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from graph.evidence import Extraction, RejectedRow, UnitStatus
from graph.identity import clusters
from graph.identity.log import append_judgements, read_judgements
from graph.project import Names, add_document, regroup, retract_document
from graph.store.interface import Store, StoreError
from ingest import lists, names, notices, statutes
from ingest.enrich import mentions_of, read_names
from ingest.readers import Canonical, Unreadable, read

Status: TypeAlias = Literal["done", "replaced", "unchanged", "refused", "dry_run"]

KNOWN_SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".csv", ".tsv", ".xlsx", ".xls", ".doc", ".wps", ".pdf")
"""What a folder is searched for; other files in it are reported as skipped."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. ``scope`` is the full name of the district that documents speak for unless they say so themselves."""

    scope: str = ""
    mapping: Path | None = None
    dry_run: bool = False
    today: dt.date = field(default_factory=dt.date.today)


@dataclass(slots=True)
class FileReport:
    """What became of one file 读入报告."""

    path: str
    status: Status
    message: str = ""
    document: str = ""
    kind: str = ""
    scope: str = ""
    claims: int = 0
    nodes: int = 0
    edges: int = 0
    units: list[UnitStatus] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    mapping: str = ""

    @property
    def complete(self) -> bool:
        """Whether all of the file went in."""
        return self.status != "refused" and not self.rejected and all(u.status in ("read", "empty") for u in self.units)


Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with files done, files in all, and the current file's name."""


def files_in(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Files to read, each with the name that its document gets: relative to the folder that was given."""
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file() and not _passed_over(p.relative_to(path))):
                yield file, file.relative_to(path.parent if path.name else path).as_posix()
        else:
            yield path, path.name


def _passed_over(inside: Path) -> bool:
    """Hidden files, and the ``~$`` files that an open Office window leaves beside its document."""
    return any(part.startswith((".", "~$")) for part in inside.parts)


def understand(canonical: Canonical, path: Path, name: str, options: Options) -> Extraction:
    """What a document says, by what it is: a statute, a notice with or without lists in it, or lists."""
    canonical.name = name
    if statutes.is_statute(canonical):
        return statutes.extract(canonical, statutes.title_beside(path))
    scope = names.district_of(canonical.text or lists.opening_text(canonical)) or options.scope
    override = lists.load_mapping(options.mapping) if options.mapping else None
    if not canonical.text.strip():
        return lists.extract(canonical, scope, override)
    extraction = notices.extract(canonical, scope)
    if canonical.tables:
        from_tables = lists.extract(canonical, scope, override)
        extraction.passages += from_tables.passages
        extraction.claims += from_tables.claims
        extraction.units += from_tables.units
        extraction.rejected += from_tables.rejected
        listed = from_tables.document
        if listed.kind != "list":
            # a list that was typed into Word is a list, whatever its covering words are
            extraction.document = replace(
                extraction.document, kind=listed.kind, authority=listed.authority, mapping=listed.mapping
            )
    return extraction


def ingest(
    store: Store | None,
    paths: Sequence[Path],
    options: Options | None = None,
    progress: Progress | None = None,
    on_extraction: Callable[[Extraction], None] | None = None,
) -> list[FileReport]:
    """Ingest files and folders; ``store`` may be None for a dry run. Raises StoreError only where the store itself fails."""
    options = options or Options()
    files = list(files_in(paths))
    reports: list[FileReport] = []
    for number, (path, name) in enumerate(files):
        if progress is not None:
            progress(number, len(files), name)
        reports.append(ingest_file(store, path, name, options, on_extraction))
    if progress is not None:
        progress(len(files), len(files), "")
    return reports


def ingest_file(
    store: Store | None,
    path: Path,
    name: str,
    options: Options,
    on_extraction: Callable[[Extraction], None] | None = None,
) -> FileReport:
    """Ingest one file, in one transaction."""
    if not path.exists():
        return FileReport(str(path), "refused", f"找不到文件“{path}”，请检查路径。")
    if path.suffix.lower() not in KNOWN_SUFFIXES:
        return FileReport(str(path), "refused", f"“{name}”的类型（{path.suffix or '无扩展名'}）不在可读范围内，未读入。")
    try:
        canonical = read(path)
        extraction = understand(canonical, path, name, options)
    except Unreadable as error:
        return FileReport(str(path), "refused", str(error))
    except MemoryError:
        return FileReport(str(path), "refused", f"“{name}”太大，内存装不下，未读入；请拆分或删去空行空列后再载入。")
    if on_extraction is not None:
        on_extraction(extraction)
    report = FileReport(
        str(path),
        "dry_run",
        document=extraction.document.id,
        kind=extraction.document.kind,
        scope=extraction.document.scope,
        claims=sum(len(b) for b in extraction.claims),
        units=extraction.units,
        rejected=extraction.rejected,
        mapping=extraction.document.mapping,
    )
    if store is None or options.dry_run:
        return report
    return commit(store, extraction, report, options.today)


def commit(store: Store, extraction: Extraction, report: FileReport, today: dt.date) -> FileReport:
    """Project one extraction into the store: all of it or nothing."""
    document = extraction.document
    if extraction.document.scope:
        ensure_areas(store, document.scope, today)
    if store.read("MATCH (d:Document) WHERE d.id = $id RETURN d.id AS id", {"id": document.id}):
        report.status = "unchanged"
        return report
    mentions = mentions_of(extraction)
    extraction.claims += read_names(mentions)
    resolution = names.resolve(list(mentions_of(extraction)), store)
    held = read_judgements(store)
    before = clusters(held)
    after = clusters([*held, *resolution.judgements])
    older = store.read("MATCH (d:Document) WHERE d.name = $name RETURN d.id AS id", {"name": document.name})
    try:
        with store.write() as tx:
            for row in older:
                retract_document(tx, row["id"])
            append_judgements(tx, resolution.judgements)
            if before != after:
                regroup(tx, before, after)
            done = add_document(tx, extraction, Names(resolution.keys, resolution.names), after, today)
    except StoreError as error:
        report.status, report.message = "refused", str(error)
        return report
    report.status = "replaced" if older else "done"
    report.nodes, report.edges = sum(done.nodes.values()), sum(done.edges.values())
    return report


def ensure_areas(store: Store, scope: str, today: dt.date) -> None:
    """Load the areas of a district, with its streets and what it lies within, unless they are there."""
    extraction = names.gazetteer_extraction(scope)
    if store.read("MATCH (d:Document) WHERE d.id = $id RETURN d.id AS id", {"id": extraction.document.id}):
        return
    resolution = names.resolve(list(mentions_of(extraction)), store)
    with store.write() as tx:
        add_document(tx, extraction, Names(resolution.keys, resolution.names), clusters(read_judgements(store)), today)
