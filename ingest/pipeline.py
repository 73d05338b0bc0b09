"""The whole way in 载入: files → claims → names → graph, one transaction a document.

The steps of a document are reading, extracting (both touch no store, see :func:`take`), resolving and writing (one transaction,
see :func:`commit`). A file that cannot be read is refused with one sentence and the others go on; a file whose content the graph
already holds is left alone; a new version of a document replaces the older one in the same transaction.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeAlias, cast

from graph.evidence import Extraction, UnitStatus
from graph.identity import clusters
from graph.identity.log import append_judgements, read_judgements
from graph.project import Names, add_document, regroup
from graph.project.decisions import read_decisions
from graph.store.interface import Row, Store, StoreError, Transaction
from ingest import assist, lists, names, notices, review, statutes
from ingest.claim_lines import IN_GRAPH, ROWS_IN_GRAPH, ClaimLine, compare, lines_from_graph, lines_of, row_line
from ingest.enrich import mentions_in, mentions_of, read_names
from ingest.places import place_passages
from ingest.readers import Canonical, Unreadable, read
from ingest.readers.bundle import Member, is_bundle, unpack
from ingest.readers.canonical import Cancelled
from ingest.report import WENT_IN, Counts, FileReport, StageProgress, Status
from ingest.retraction import ReadsInside, retract
from ingest.versions import BY_ID, NAMESAKES, Choice, Decision, decide

__all__ = ["WENT_IN", "FileReport", "Journal", "Options", "Status", "commit", "ensure_areas", "ingest", "ingest_file", "take"]

LOG = logging.getLogger("tiaokuai.ingest")


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. ``scope`` is the full name of the district that documents speak for unless they say so themselves;
    ``version`` what a file is to a document of the same name, ``replaces`` the id of the one that it takes the place of in any
    case; ``again`` reads a content anew that the graph holds already."""

    scope: str = ""
    mapping: Path | None = None
    dry_run: bool = False
    today: dt.date = field(default_factory=dt.date.today)
    version: Choice = "auto"
    replaces: str = ""
    again: bool = False


class Journal(Protocol):
    """What remembers documents beside the graph: originals, versions, and the lines of each (``ingest.jobs.library``)."""

    def keep(self, path: Path) -> str:
        """Keep the original by its content; gives its SHA-256."""

    def lines(self, document: str) -> Sequence[ClaimLine] | None:
        """The claim lines of a version, or None where none were kept."""

    def intend(self, extraction: Extraction, lines: Sequence[ClaimLine], report: FileReport) -> None:
        """Note, just before the graph commits, what it is about to hold; does not count until :meth:`settle`."""

    def settle(self, document: str, went_in: bool) -> None:
        """The commit is over: what was intended is true, or is forgotten."""


Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with files done, files in all, and the current file's name."""


OWN_DATA = "library.sqlite"
"""The file that marks a data folder."""


def files_in(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Files to read, each with the name that its document gets: relative to the folder that was given.

    A data folder of this program that lies inside (the usual ``data/``) holds what was read before and is no source.
    """
    for path in paths:
        if path.is_dir():
            own = [mark.parent for mark in path.rglob(OWN_DATA)]
            for file in sorted(p for p in path.rglob("*") if p.is_file() and not _passed_over(p.relative_to(path))):
                if any(file.is_relative_to(folder) for folder in own):
                    continue
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
    lists.without_persons(canonical)
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


def account_for(extraction: Extraction, canonical: Canonical) -> None:
    """Add to a document's report what reading it told: each page, header, note, comment … and each place not read."""
    told = {u.unit for u in extraction.units}
    extraction.units[:0] = [u for u in canonical.units if u.unit not in told]
    extraction.rejected += [r for r in canonical.rejected if r not in extraction.rejected]


def take(path: Path, name: str, options: Options, progress: StageProgress | None = None) -> Extraction:
    """Read and understand one file; touches no store. Raises Unreadable, and Cancelled where ``progress`` does."""
    if progress is not None:
        progress("reading", 0, None)
    canonical = read(path, progress=progress)
    pages = len(canonical.pages) or None
    if progress is not None:
        progress("extracting", pages or 0, pages)
    extraction = understand(canonical, path, name, options)
    account_for(extraction, canonical)
    place_passages(extraction, canonical)
    if extraction.document.kind != "statute":
        assist.add(extraction, canonical, progress=progress)
    review.split(extraction)
    return extraction


def ingest(
    store: Store | None,
    paths: Sequence[Path],
    options: Options | None = None,
    progress: Progress | None = None,
    on_extraction: Callable[[Extraction], None] | None = None,
    *,
    stages: StageProgress | None = None,
    journal: Journal | None = None,
) -> list[FileReport]:
    """Ingest files and folders; ``store`` may be None for a dry run. Raises StoreError only where the store itself fails.

    A bundle gives a report of its own and one for each member. ``stages`` hears of stages and pages, and stops the run by
    raising Cancelled: the document at hand is not written, it and the rest are reported as cancelled.
    """
    options = options or Options()
    files = list(files_in(paths))
    reports: list[FileReport] = []
    for number, (path, name) in enumerate(files):
        try:
            if progress is not None:
                progress(number, len(files), name)
            reports += ingest_any(store, path, name, options, on_extraction, stages=stages, journal=journal)
        except Cancelled:
            stopped = "已中断，没有读入；再次运行会接着做。"
            reports += [FileReport(str(p), "cancelled", f"“{n}”{stopped}", name=n) for p, n in files[number:]]
            return reports
    if progress is not None:
        progress(len(files), len(files), "")
    return reports


def ingest_any(
    store: Store | None,
    path: Path,
    name: str,
    options: Options,
    on_extraction: Callable[[Extraction], None] | None = None,
    *,
    stages: StageProgress | None = None,
    journal: Journal | None = None,
) -> list[FileReport]:
    """Ingest a file, or each member of a bundle; a member that fails does not touch the others."""
    if not path.is_file() or not is_bundle(path):
        return [ingest_file(store, path, name, options, on_extraction, stages=stages, journal=journal)]
    folder = Path(tempfile.mkdtemp(prefix="tiaokuai-"))
    try:
        report, members = open_bundle(path, name, folder)
        if journal is not None and store is not None and not options.dry_run:
            report.sha256 = journal.keep(path)
        each = [
            ingest_file(store, member.path, member.name, options, on_extraction, stages=stages, journal=journal)
            for member in members
        ]
        return [finish_bundle(report, each), *each]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def open_bundle(path: Path, name: str, folder: Path) -> tuple[FileReport, list[Member]]:
    """Unpack a bundle into ``folder``: its own report, to be finished when its members are done, and the members."""
    try:
        inside = unpack(path, folder, name=name)
    except Unreadable as error:
        return FileReport(str(path), "refused", str(error), kind="bundle", name=name), []
    return FileReport(str(path), "done", kind="bundle", name=name, units=list(inside.units)), list(inside.members)


def finish_bundle(report: FileReport, members: Sequence[FileReport]) -> FileReport:
    """What became of a bundle, by its members."""
    if report.status == "refused":
        return report
    inside = [m for m in members if m.status not in WENT_IN and m.status != "dry_run"]
    told = [UnitStatus(m.name, "unreadable" if m in inside else "read", m.message) for m in members]
    report.units = [*report.units, *told]
    if not members:
        report.status, report.message = "refused", f"“{report.name}”里没有可读的文件，未读入任何内容。"
    elif inside:
        rest = "其余已读入" if len(inside) < len(members) else "原因见各个文件"
        report.message = f"“{report.name}”里有 {len(inside)} 个文件没有读入，共 {len(members)} 个；{rest}。"
    elif all(m.status == "unchanged" for m in members):
        report.status = "unchanged"
    return report


def ingest_file(
    store: Store | None,
    path: Path,
    name: str,
    options: Options,
    on_extraction: Callable[[Extraction], None] | None = None,
    *,
    stages: StageProgress | None = None,
    journal: Journal | None = None,
) -> FileReport:
    """Ingest one file that is no bundle, in one transaction. The store is not touched while the file is read."""
    if not path.exists():
        return FileReport(str(path), "refused", f"找不到文件“{path}”，请检查路径。", name=name)
    try:
        extraction = take(path, name, options, stages)
    except (Unreadable, MemoryError) as error:
        return FileReport(str(path), "refused", refusal(name, error), name=name)
    if on_extraction is not None:
        on_extraction(extraction)
    report = report_of(str(path), extraction)
    if store is None or options.dry_run:
        return report
    if journal is not None:
        report.sha256 = journal.keep(path)
    return commit(store, extraction, report, options, stages, journal)


def refusal(name: str, error: BaseException) -> str:
    """Why a file is refused, in one sentence."""
    if isinstance(error, MemoryError):
        return f"“{name}”太大，内存装不下，未读入；请拆分或删去空行空列后再载入。"
    if isinstance(error, Unreadable):
        return str(error)
    LOG.error("reading %s failed", name, exc_info=error)
    return f"“{name}”处理时程序出错（{type(error).__name__}），未读入；请把文件和这句话交给维护者。"


def report_of(path: str, extraction: Extraction) -> FileReport:
    """The report of a file that was read and is not written yet."""
    document = extraction.document
    return FileReport(
        path,
        "dry_run",
        document=document.id,
        kind=document.kind,
        scope=document.scope,
        claims=sum(len(b) for b in extraction.claims),
        proposed=len(getattr(extraction, "proposed", ())),
        units=extraction.units,
        rejected=extraction.rejected,
        mapping=document.mapping,
        name=document.name,
        sha256=document.sha256,
    )


def commit(
    store: Store,
    extraction: Extraction,
    report: FileReport,
    options: Options,
    stages: StageProgress | None = None,
    journal: Journal | None = None,
) -> FileReport:
    """Resolve the names of one extraction and project it into the store: all of it or nothing. Raises Cancelled before that.

    Resolving reads inside the write transaction, after an older version left: what it compares with cannot change under it.
    """
    document, today = extraction.document, options.today
    try:
        if document.scope:
            ensure_areas(store, document.scope, today)
        if stages is not None:
            stages("resolving", 0, None)
        said = list(extraction.claims)
        extraction.claims += read_names(mentions_of(extraction))
        with store.write() as tx:
            here = bool(tx.run("MATCH (d:Document) WHERE d.id = $id RETURN d.id AS id", {"id": document.id}))
            if here and not options.again:
                report.status = "unchanged"
                return report
            namesakes = tx.run(*_namesakes(document.id, document.name, options))
            # what a version says is compared, and kept; a graph of its own with nothing to compare needs neither
            lines = lines_of(replace(extraction, claims=said)) if journal is not None or namesakes else []
            decision = _supersede(tx, extraction, lines, namesakes, options, journal, report)
            for older in (*((decision.older,) if decision.older else ()), *((document.id,) if here else ())):
                retract(tx, older)
            _project(tx, extraction, today, report, stages)
            report.status = "replaced" if decision.older else "done"
            if here:
                report.version_note = "图谱中已有相同内容的文件，按这次的设定重新读入。"
            if journal is not None:
                journal.intend(extraction, lines, report)
    except StoreError as error:
        # which of the two it is, the graph itself says at the next settling
        report.status, report.message = "refused", str(error)
        return report
    if journal is not None:
        journal.settle(document.id, True)
    return report


def _namesakes(document: str, name: str, options: Options) -> tuple[str, dict[str, str]]:
    """The query for the documents that this one may replace."""
    return (BY_ID, {"id": options.replaces}) if options.replaces else (NAMESAKES, {"name": name, "id": document})


def _supersede(
    tx: Transaction,
    extraction: Extraction,
    lines: Sequence[ClaimLine],
    namesakes: Sequence[Row],
    options: Options,
    journal: Journal | None,
    report: FileReport,
) -> Decision:
    """Decide which older version leaves, and note in the report how the claims compare."""

    def older_lines(row: Row) -> Sequence[ClaimLine]:
        kept = journal.lines(row["id"]) if journal is not None else None
        if kept is not None:
            return kept
        return lines_from_graph(tx.run(IN_GRAPH, {"id": row["id"]}), row["scope"] or "") or [
            row_line(r["quote"]) for r in tx.run(ROWS_IN_GRAPH, {"id": row["id"]})
        ]

    decision = decide(extraction, lines, namesakes, older_lines, "replace" if options.replaces else options.version)
    report.replaced, report.version_note = decision.older, decision.note
    if decision.older:
        row = next(r for r in namesakes if r["id"] == decision.older)
        changed = compare(older_lines(row), lines)
        report.difference = Counts(len(changed.added), len(changed.removed), changed.same)
    return decision


def _project(tx: Transaction, extraction: Extraction, today: dt.date, report: FileReport, stages: StageProgress | None) -> None:
    inside = cast(Store, ReadsInside(tx))
    decisions = read_decisions(tx) if extraction.proposed else {}
    mentions = mentions_in([*extraction.claims, *review.resolve_accepted(extraction, decisions)])
    resolution = names.resolve(list(mentions), inside, today)
    held = read_judgements(tx)
    before, after = clusters(held), clusters([*held, *resolution.judgements])
    if stages is not None:
        stages("writing", 0, None)
    append_judgements(tx, resolution.judgements)
    if before != after:
        regroup(tx, before, after)
    given = Names(resolution.keys, resolution.names)
    done = add_document(tx, extraction, given, after, today)
    review.project_proposals(tx, extraction, decisions, given, after, today)
    report.nodes, report.edges = sum(done.nodes.values()), sum(done.edges.values())


def ensure_areas(store: Store, scope: str, today: dt.date) -> None:
    """Load the areas of a district, with its streets and what it lies within, unless they are there."""
    extraction = names.gazetteer_extraction(scope)
    present = "MATCH (d:Document) WHERE d.id = $id RETURN d.id AS id"
    if store.read(present, {"id": extraction.document.id}):
        return
    with store.write() as tx:
        if tx.run(present, {"id": extraction.document.id}):  # another writer was faster
            return
        resolution = names.resolve(list(mentions_of(extraction)), cast(Store, ReadsInside(tx)), today)
        add_document(tx, extraction, Names(resolution.keys, resolution.names), clusters(read_judgements(tx)), today)
