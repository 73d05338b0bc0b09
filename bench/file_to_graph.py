"""Rows a second of a large case list, file to graph on the embedded store, in one run, and what the load alone takes of it.

python -m bench.file_to_graph [ROWS]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from bench.list_rows import write
from graph.store import StoreSettings, open_store
from ingest import lists
from ingest.pipeline import Options, ensure_areas, ingest
from ingest.readers import read


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    options = Options(scope="上海市闵行区")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "案件清单.csv"
        write(path, rows)
        wall, cpu = time.perf_counter(), processor()
        lists.extract(read(path), options.scope)
        extract_wall, extract_cpu = time.perf_counter() - wall, processor() - cpu
        store = open_store(StoreSettings(uri=str(Path(folder) / "graph.lbdb")))
        ensure_areas(store, options.scope, options.today)
        wall, cpu = time.perf_counter(), processor()
        report = ingest(store, [path], options)[0]
        total_wall, total_cpu = time.perf_counter() - wall, processor() - cpu
        store.close()
    print(
        f"{rows} rows ({report.status}, {report.nodes} nodes, {report.edges} edges): "
        f"file to graph {total_wall:.1f} s wall, {total_cpu:.1f} s processor = {rows / total_wall:,.0f} rows/s "
        f"({rows / total_cpu:,.0f} a processor second); "
        f"read and extract alone {extract_wall:.1f} s = {rows / extract_wall:,.0f} rows/s "
        f"({rows / extract_cpu:,.0f})"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
