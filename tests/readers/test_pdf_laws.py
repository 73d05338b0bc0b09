"""Laws of laying pages out: whatever stands where, no character is lost, and each has its place."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import Canonical, Unreadable
from ingest.readers.pdf import write_pages
from ingest.readers.pdf_page import PageContent, page_content
from ingest.readers.pdf_ruling import grids

WIDE, HIGH = 600.0, 840.0
NUMBER = st.floats(-50, 900, allow_nan=False).map(lambda x: round(x, 1))
ODD = st.one_of(NUMBER, st.sampled_from([float("nan"), float("inf"), -1e30, 0.0]))


@st.composite
def lines(draw: st.DrawFn) -> list[list[float]]:
    """Level and upright lines, most of them of one table, some anywhere."""
    xs = sorted(draw(st.lists(st.integers(30, 570), max_size=6, unique=True)))
    ys = sorted(draw(st.lists(st.integers(30, 800), max_size=8, unique=True)))
    out = [[x, ys[0], x, ys[-1]] for x in xs if ys] + [[xs[0], y, xs[-1], y] for y in ys if xs]
    out += draw(st.lists(st.lists(NUMBER, min_size=4, max_size=4), max_size=6))
    return [[float(min(a, c)), float(min(b, d)), float(max(a, c)), float(max(b, d))] for a, b, c, d in out]


@st.composite
def page(draw: st.DrawFn) -> dict[str, Any]:
    """What the page process might answer: every character another one."""
    places = draw(
        st.lists(
            st.tuples(st.integers(0, 590), st.integers(0, 830), st.integers(5, 30), st.sampled_from([0, 0, 0, 90, 270])),
            max_size=120,
        )
    )
    size = [s for _, _, s, _ in places]
    return {
        "width": WIDE,
        "height": HIGH,
        "codes": [0x4E00 + i for i in range(len(places))],
        "boxes": [[float(x), float(y), float(x + s), float(y + s)] for x, y, s, _ in places],
        "sizes": [float(s) for s in size],
        "angles": [a for *_, a in places],
        "hidden": [0] * len(places),
        "bold": [draw(st.integers(0, 1))] * len(places),
        "segments": draw(lines()),
        "images": [],
        "paths": 1,
        "cut": 0,
        "notes": [],
    }


def laid_out(*answers: dict[str, Any]) -> tuple[Canonical, list[PageContent]]:
    canonical = Canonical("文.pdf", "pdf", "0" * 64)
    pages = [page_content(a, n) for n, a in enumerate(answers, 1)]
    write_pages(canonical, len(pages), lambda n: pages[n - 1], None)
    return canonical, pages


@settings(max_examples=150, deadline=None)
@given(page())
def test_no_character_is_lost(answer: dict[str, Any]) -> None:
    canonical, _ = laid_out(answer)
    turns = set(answer["angles"])
    within = {
        chr(code)
        for code, (x0, y0, x1, y1) in zip(answer["codes"], answer["boxes"], strict=True)
        if (x0 + x1) / 2 <= WIDE + 2 and (y0 + y1) / 2 <= HIGH + 2
    }
    if len(turns) <= 2:  # of text in three directions the third is only told of
        assert within <= set(canonical.text)
    else:
        assert "水印" in canonical.units[0].detail
    covered = set()
    for place in canonical.places:
        covered |= set(range(place.start, place.end))
    assert all(i in covered for i, c in enumerate(canonical.text) if c.strip())
    for block in canonical.blocks:
        assert canonical.text[block.start : block.end].strip()
    for table in canonical.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert len(table.row_places) == len(table.rows)
        for top, left, bottom, right in table.merged:
            cells = {str(table.rows[r - 1][c - 1]) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            assert len(cells) == 1


@settings(max_examples=60, deadline=None)
@given(page(), st.lists(st.lists(ODD, min_size=4, max_size=4), min_size=1, max_size=20), ODD, ODD)
def test_odd_numbers_raise_nothing(answer: dict[str, Any], boxes: list[list[float]], width: float, height: float) -> None:
    count = len(answer["codes"])
    answer["boxes"] = [boxes[i % len(boxes)] for i in range(count)]
    answer["segments"] = [[min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])] for b in boxes]
    odd = {**answer, "width": width, "height": height}
    for given_ in (answer, odd):
        try:
            canonical, _ = laid_out(given_)
            ended = canonical.units[0].unit
        except Unreadable as error:
            ended = str(error)
        assert ended


@settings(deadline=None)
@given(lines())
def test_grids_are_whole(segments: list[list[float]]) -> None:
    for grid in grids([(a, b, c, d) for a, b, c, d in segments]):
        assert list(grid.xs) == sorted(set(grid.xs))
        assert list(grid.ys) == sorted(set(grid.ys))
        covered = [(r, c) for s in grid.cells for r in range(s.top, s.bottom + 1) for c in range(s.left, s.right + 1)]
        assert len(covered) == len(set(covered)) == (len(grid.xs) - 1) * (len(grid.ys) - 1)
