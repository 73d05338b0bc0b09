"""Writes the sample into ``minhang/`` and ``honghua/`` beside this file: ``python examples/make_sample.py [FOLDER]``.

The same code writes the same bytes, so that a change of the sample is a change that a person can read here.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import cases  # noqa: E402
import honghua  # noqa: E402
import minhang_bodies as bodies  # noqa: E402
import minhang_power as power  # noqa: E402
import minhang_work as work  # noqa: E402
import papers  # noqa: E402


def make(folder: Path) -> None:
    """All files, below ``folder``."""
    minhang, red = folder / "minhang", folder / "honghua"
    for place in (minhang, red):
        place.mkdir(parents=True, exist_ok=True)
    power.power_list(minhang / "01-权责清单.xlsx")
    power.conferral_list(minhang / "02-赋权清单.xlsx")
    work.duty_list(minhang / "03-履职事项清单.docx")
    bodies.roster(minhang / "04-机构编制.xlsx")
    bodies.dispatched(minhang / "05-派出机构.xlsx")
    bodies.aux_teams(minhang / "06-协管员队伍.xlsx")
    bodies.grid_list(minhang / "07-网格名册.csv")
    work.transfers(minhang / "08-划转清单.xlsx")
    power.matters(minhang / "09-事项对照表.csv")
    work.indicators(minhang / "10-考核指标.csv")
    work.inspections(minhang / "11-行政检查.csv")
    cases.minhang(minhang / "12-案件清单.csv")
    work.coverage(minhang / "13-清单覆盖.csv")
    papers.write_minhang(minhang)
    honghua.write(red)
    papers.write_honghua(red)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
