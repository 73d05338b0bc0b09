"""How fast PDFs are read, and how well scans are recognised.

Usage: ``python bench/pdf_pages.py [--scans N]``

Makes a notice with a list over many pages and reads it: pages and characters a second, rows that come back whole. With
``--scans`` as many of its pages are drawn as pictures with a Noto font and recognised: seconds a page, and the share of wrong
characters. Files are made in a temporary folder.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parents[1]))

from ingest.readers import read
from ingest.readers.scans import Recogniser, installed
from tests.readers.pdf_making import (
    BODY,
    PARAGRAPHS,
    TITLE,
    Paragraph,
    grid_table,
    heads_and_numbers,
    picture,
    story_pdf,
    write_lines,
)

HEAD = ["序号", "事项名称", "类别", "实施依据"]
ACROSS = 32
"""Characters in a line of a drawn page."""


def rows(count: int) -> list[list[str]]:
    return [
        [str(i), f"对第{i}类占道经营行为的处罚", f"类别{i % 7}", f"《样例区管理办法》第{i}条：责令限期改正，处{i * 100}元罚款。"]
        for i in range(1, count + 1)
    ]


def text_pages(folder: Path) -> None:
    wanted = rows(900)
    story = [Paragraph("样例区街道赋权清单", TITLE), *(Paragraph(p, BODY) for p in PARAGRAPHS * 40)]
    path = story_pdf(
        folder / "list.pdf", [*story, grid_table([HEAD, *wanted], [40, 150, 60, 200], repeatRows=1)], heads_and_numbers
    )
    read(path)  # the first reading loads what is needed
    wall, own = time.perf_counter(), time.process_time()
    canonical = read(path)
    wall, own = time.perf_counter() - wall, time.process_time() - own
    pages, letters = len(canonical.pages), len(canonical.text)
    whole = sum(a == b for a, b in zip(canonical.tables[0].rows[1:], wanted, strict=False))
    print(f"text: {pages} pages, {letters} characters in {wall:.2f} s: {pages / wall:.1f} pages/s, {letters / wall:.0f} chars/s")
    print(f"      (of it {own:.2f} s of CPU in this process); rows whole: {whole}/{len(wanted)}")


def scanned_pages(folder: Path, count: int) -> None:
    if not installed():
        print("scans: the extra ocr is missing")
        return
    wrong = letters = 0
    seconds = 0.0
    source = "".join(f"第{i}，{p}" for i in range(1, 200) for p in PARAGRAPHS)
    for n in range(count):
        lines = [source[i : i + ACROSS] for i in range(n * 28 * ACROSS, (n + 1) * 28 * ACROSS, ACROSS)]
        path = folder / f"{n}.png"
        picture(write_lines(lines, top=160, size=38), (1654, 2339)).save(path, dpi=(200, 200))
        with Recogniser(path, "image") as recogniser:
            recogniser.page(1)  # loads the models
            began = time.perf_counter()
            page = recogniser.page(1)
            seconds += time.perf_counter() - began
        text = "".join(lines)
        wrong += Levenshtein.distance("".join(g.text for g in page.glyphs), text)
        letters += len(text)
    print(f"scans: {count} pages, {seconds / count:.1f} s a page, wrong characters {wrong}/{letters} = {wrong / letters:.2%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=0, help="pages to recognise")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text_pages(Path(folder))
        if asked.scans:
            scanned_pages(Path(folder), asked.scans)


if __name__ == "__main__":
    main()
