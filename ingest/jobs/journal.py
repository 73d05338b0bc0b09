"""The library as the pipeline's journal 登记: for one job, or for files of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.evidence import Extraction
from ingest.claim_lines import ClaimLine
from ingest.report import FileReport

from .library import Library


@dataclass(frozen=True, slots=True)
class LibraryJournal:
    """See :class:`ingest.pipeline.Journal`. ``again``: contents that the graph holds are read anew; ``mapping``: the text of the
    mapping file in use, kept so that a version can be read in again as it was."""

    library: Library
    job: str = ""
    again: bool = False
    mapping: str = ""

    def keep(self, path: Path) -> str:
        """Keep an original."""
        return self.library.keep(path)

    def lines(self, document: str) -> Sequence[ClaimLine] | None:
        """The lines of a version."""
        return self.library.lines(document)

    def intend(self, extraction: Extraction, lines: Sequence[ClaimLine], report: FileReport) -> None:
        """Note what the graph is about to hold."""
        self.library.intend(extraction, lines, report, self.job, self.again, self.mapping)

    def settle(self, document: str, went_in: bool) -> None:
        """The commit is over."""
        self.library.settle(document, went_in)
