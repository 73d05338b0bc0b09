"""Where the passages of a paged document stand 片段所在页: page and boxes from the lines that a reader placed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import orjson

from graph.evidence import Extraction
from ingest.readers import Canonical
from ingest.readers.canonical import Place


def place_passages(extraction: Extraction, canonical: Canonical) -> None:
    """Fill ``pages`` and ``boxes`` of the text passages; those of rows are filled where the rows are read.

    A passage that runs over a page break is given the page where it begins, and its boxes there.
    """
    if not canonical.places:
        return
    places = sorted(canonical.places, key=lambda p: (p.start, p.end))
    starts = [p.start for p in places]
    longest = max(p.end - p.start for p in places)
    for passages in extraction.passages:
        if passages.kind != "span":
            continue
        passages.pages, passages.boxes = [], []
        for start, end in zip(passages.starts, passages.ends, strict=True):
            here = _within(places, starts, longest, start, end) if start is not None and end is not None else []
            page = here[0].page if here else None
            passages.pages.append(page)
            boxes = [list(p.box) for p in here if p.page == page]
            passages.boxes.append(orjson.dumps(boxes).decode() if boxes else None)


def _within(places: list[Place], starts: list[int], longest: int, start: int, end: int) -> list[Place]:
    first, last = bisect_left(starts, start - longest), bisect_right(starts, end - 1)
    return [p for p in places[first:last] if p.end > start and p.start < end]
