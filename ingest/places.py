"""Where the passages of a paged document stand 片段所在页: page and boxes from the lines that a reader placed."""

from __future__ import annotations

from graph.evidence import Extraction
from ingest.readers import Canonical
from ingest.readers.canonical import places_of


def place_passages(extraction: Extraction, canonical: Canonical) -> None:
    """Fill ``pages`` and ``boxes`` of the text passages; those of rows are filled where the rows are read.

    A passage that runs over a page break is given the page where it begins, and its boxes there.
    """
    if not canonical.places:
        return
    for passages in extraction.passages:
        if passages.kind == "span":
            found = [
                places_of(canonical, start, end) if start is not None and end is not None else (None, None)
                for start, end in zip(passages.starts, passages.ends, strict=True)
            ]
            passages.pages, passages.boxes = [page for page, _ in found], [boxes for _, boxes in found]
