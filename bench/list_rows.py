"""Rows a second of a large case list, file to claims: reading and extraction only, without the load.

    python bench/list_rows.py [ROWS]

Prints a line for each step and one JSON object. The list is synthetic: 12 columns, seeded, parties all different.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from ingest import lists
from ingest.readers import read

HEADINGS = (
    "案件编号",
    "案件来源",
    "办理环节",
    "管理事项",
    "权力事项编码",
    "当事人",
    "发现日期",
    "网格编码",
    "所属街镇",
    "承办单位",
    "结案日期",
    "罚款金额（元）",
)


def write(path: Path, rows: int) -> None:
    rng = random.Random(7)
    streets = ["莘庄镇", "七宝镇", "颛桥镇", "华漕镇", "虹桥镇", "梅陇镇", "吴泾镇", "马桥镇", "浦江镇", "江川路街道", "古美街道"]
    matters = ["乱设摊", "占道堆物", "群租", "违法搭建", "填堵河道", "跨门营业", "毁绿占绿", "工地扬尘"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for i in range(rows):
            street = rng.choice(streets)
            day = f"2025-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            writer.writerow(
                (
                    f"MH2025{i:08d}",
                    rng.choice(("12345热线", "网格", "巡查")),
                    "核查结案",
                    rng.choice(matters),
                    f"3101120200{rng.randint(0, 99):02d}",
                    f"当事人{i}",
                    day,
                    f"3101121{rng.randint(0, 400):05d}",
                    street,
                    f"{street}城管中队",
                    day,
                    rng.choice(("0", "500", "5000", "20000")),
                )
            )


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "案件清单.csv"
        write(path, rows)
        cpu, started = time.process_time(), time.perf_counter()
        canonical = read(path)
        read_in = time.perf_counter()
        extraction = lists.extract(canonical, "上海市闵行区")
        done, cpu = time.perf_counter(), time.process_time() - cpu
        bare = time.process_time()
        with path.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) == rows + 1
        bare = time.process_time() - bare
    claims = sum(len(b) for b in extraction.claims)
    assert len(extraction.passages[0].ids) == rows
    assert not extraction.rejected
    figures = {
        "rows": rows,
        "claims": claims,
        "read_s": round(read_in - started, 3),
        "extract_s": round(done - read_in, 3),
        "rows_per_s": round(rows / (done - started)),
        "cpu_s": round(cpu, 3),
        "rows_per_cpu_s": round(rows / cpu),
        "times_bare_csv_reader": round(cpu / bare, 2),
    }
    print(
        f"{rows:,} 行，读 {figures['read_s']} s，取主张 {figures['extract_s']} s（{claims:,} 条），合 "
        f"{figures['rows_per_s']:,} 行/s，每 CPU 秒 {figures['rows_per_cpu_s']:,} 行，"
        f"为标准库 csv 逐行读的 {figures['times_bare_csv_reader']} 倍时间"
    )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
