"""Layouts of lists as offices send them, with known truth: rows and cells right, of all, by layout and format.

    python -m bench.list_layouts [LAYOUT …]

Each of the layouts is written as xlsx, csv, docx, html, xls (where LibreOffice is there) and pdf (where it can show them) and
read back as any file is. A cell is right if what it says came in as a fact or stands in its row's quotation; a row is right if
all its cells are, and its number; rows too many and rows refused count as wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest import lists
from ingest.readers import Unreadable, read
from tests.lists.layouts.contents import CONTENTS
from tests.lists.layouts.files import to_xls, write
from tests.lists.layouts.further import FURTHER
from tests.lists.layouts.model import Layout
from tests.lists.layouts.shapes import SHAPES
from tests.lists.layouts.truth import Score, score

FORMATS = ("xlsx", "csv", "docx", "html", "xls", "pdf")
SCOPE = "上海市闵行区"


def main() -> int:
    os.environ.setdefault("TIAOKUAI_PSEUDONYM_KEY", "bench")
    wanted = set(sys.argv[1:])
    makers: list[Callable[[], Layout]] = [*SHAPES, *CONTENTS, *FURTHER]
    made = [layout for make in makers if (layout := make()) and (not wanted or layout.name in wanted)]
    totals = {f: Score(wrong=[]) for f in FORMATS}
    perfect = dict.fromkeys(FORMATS, 0)
    shown = dict.fromkeys(FORMATS, 0)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = _written(made, folder)
        for layout in made:
            words = []
            for file_format in FORMATS:
                path = files.get((layout.name, file_format))
                if path is None:
                    continue
                result = _scored(layout, path, file_format)
                total = totals[file_format]
                for name in ("rows_right", "rows", "cells_right", "cells"):
                    setattr(total, name, getattr(total, name) + getattr(result, name))
                perfect[file_format] += result.perfect
                shown[file_format] += 1
                words.append(f"{file_format} {result.rows_right}/{result.rows} 行 {result.cells_right}/{result.cells} 格")
                for line in result.wrong[:6] if wanted else []:
                    print(f"    {file_format}: {line}")
            print(f"{layout.name:16}{layout.zh}：" + "；".join(words), flush=True)
    figures: dict[str, dict[str, Any]] = {
        f: {"layouts": shown[f], "perfect": perfect[f], "rows": [t.rows_right, t.rows], "cells": [t.cells_right, t.cells]}
        for f, t in totals.items()
        if shown[f]
    }
    for f, told in figures.items():
        (rows, all_rows), (cells, all_cells) = told["rows"], told["cells"]
        print(f"{f}：{told['perfect']}/{told['layouts']} 种版式全对，行 {rows}/{all_rows}，格 {cells}/{all_cells}")
    print(json.dumps(figures))
    return int(any(told["perfect"] < told["layouts"] for told in figures.values()))


def _written(layouts: list[Layout], folder: Path) -> dict[tuple[str, str], Path]:
    files: dict[tuple[str, str], Path] = {}
    (folder / "xls").mkdir()
    for layout in layouts:
        (folder / layout.name).mkdir()
        for file_format in layout.formats:
            if file_format == "xls" or (file_format == "csv" and len(layout.sheets) > 1):
                continue
            files[layout.name, file_format] = write(layout, file_format, folder / layout.name)
    books = []
    for layout in layouts:
        if "xls" in layout.formats:
            books.append(Path(shutil.copy(files[layout.name, "xlsx"], folder / "xls" / f"{layout.name}.xlsx")))
    for path in to_xls(books, folder / "xls"):
        layout = next(x for x in layouts if x.name == path.stem)
        files[layout.name, "xls"] = path.rename(folder / layout.name / f"{layout.stem}.xls")
    return files


def _scored(layout: Layout, path: Path, file_format: str) -> Score:
    try:
        return score(layout, lists.extract(read(path), SCOPE), file_format)
    except Unreadable as error:
        return Score(0, len(layout.truth), 0, len(layout.truth), [str(error)])


if __name__ == "__main__":
    raise SystemExit(main())
