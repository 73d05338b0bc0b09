"""How fast and how well many names are matched: ``python -m bench.names_scale [NAMES] [AGAINST] [PROCESSES]``.

Defaults: 1,000,000 names against 100,000 organs on two processes. Organs are those of the gazetteer's districts and streets;
names are ways of writing them that are all different: prefixes of places, full and short words, traditional script, spaces,
a wrong character, and as many that belong to none of the organs. Truth is known from the making.

Prints seconds (with the building of the indexes in each process), names a second, scored pairs a name, recall of blocking (of a
sample: truth among the candidates), and precision and recall of ``same``, all names and those without a wrong character.
"""

from __future__ import annotations

import os
import random
import sys
import time

from opencc import OpenCC

from ingest.names import all_areas, area_by_code
from ingest.names.many import Matcher, match_many

COUNTY_KINDS: tuple[tuple[str, ...], ...] = (
    ("水务局", "水务管理局"),
    ("城市管理行政执法局", "城管执法局", "城管行政执法局"),
    ("人力资源和社会保障局", "人社局", "人力社保局"),
    ("卫生健康委员会", "卫健委"),
    ("市场监督管理局", "市场监管局", "市监局"),
    ("规划和自然资源局", "规划资源局", "规资局"),
    ("住房和城乡建设局", "住建局", "住房城乡建设局"),
    ("应急管理局", "应急局"),
    ("生态环境局",),
    ("发展和改革委员会", "发改委"),
    ("退役军人事务局", "退役军人局"),
    ("医疗保障局", "医保局"),
    ("文化和旅游局", "文旅局"),
    ("农业农村局",),
    ("人民政府", "政府"),
    ("绿化和市容管理局", "绿化市容局"),
)
STREET_KINDS: tuple[tuple[str, ...], ...] = (
    ("城市管理行政执法中队", "城管执法中队", "城管中队"),
    ("市场监督管理所", "市场监管所", "市监所"),
    ("司法所",),
    ("水务管理站", "水务站"),
    ("综合行政执法队", "综合执法队"),
    ("社区事务受理服务中心", "社区事务受理中心"),
    ("城市运行管理中心", "城运中心"),
    ("卫生监督所", "卫监所"),
)
ELSEWHERE = ("教育局", "审计局", "统计局", "司法局", "财政局", "信访局", "气象局", "档案局", "体育局", "民政局")
TRADITIONAL = OpenCC("s2t")
COMMON = "管理局市区县城行政执法和会人民安全建设"

Made = tuple[list[str], list[str], list[int], list[bool]]


def make(names: int, against: int, seed: int = 7) -> Made:
    """Names, organs, and for each name the position of its organ (-1 for none) and whether a character is wrong in it."""
    r = random.Random(seed)
    counties = [a for a in all_areas() if a.level == "county"]
    streets = [a for a in all_areas() if a.level == "street" and a.name.endswith(("街道", "镇", "乡"))]
    bodies: list[tuple[str, str, tuple[str, ...]]] = []
    for area in counties:
        above = area_by_code(area.parent_code)
        bodies += [(above.full_name if above else "", area.name, kind) for kind in COUNTY_KINDS]
    for area in r.sample(streets, len(streets)):
        above = area_by_code(area.parent_code)
        bodies += [(above.full_name if above else "", area.name, kind) for kind in r.sample(STREET_KINDS, 3)]
    bodies = bodies[:against] if len(bodies) <= against else r.sample(bodies, against)
    organs = [above + name + kind[0] for above, name, kind in bodies]
    made: dict[str, tuple[int, bool]] = {}
    while len(made) < names:
        at = r.randrange(len(bodies))
        above, name, kind = bodies[at]
        none = r.random() < 0.15
        tail = r.choice(ELSEWHERE) if none else r.choice(kind)
        start = r.choice((above, above, _inner(above)))
        text = start + name + tail
        wrong = r.random() < 0.05
        if wrong:
            cut = r.randrange(len(start) + len(name) + 1, len(text)) if len(tail) > 2 else len(text) - 1
            text = text[:cut] + r.choice(COMMON) + text[cut + 1 :]
        if r.random() < 0.1:
            text = TRADITIONAL.convert(text)
        for _ in range(r.choice((0, 0, 1, 2, 3))):
            cut = r.randrange(1, len(text))
            text = text[:cut] + r.choice((" ", "\u3000", "“", "\u200b")) + text[cut:]
        made.setdefault(text, (-1 if none or wrong else at, wrong))
    return list(made), organs, [at for at, _ in made.values()], [wrong for _, wrong in made.values()]


def _inner(above: str) -> str:
    """The full name of a place without its province."""
    for mark in ("省", "自治区"):
        if mark in above:
            return above.split(mark, 1)[1]
    return above


def main(names: int = 1_000_000, against: int = 100_000, processes: int = 2) -> None:
    """Make, match, measure, print."""
    written, organs, truth, wrong = make(names, against)
    started, worked = time.perf_counter(), sum(os.times()[:4])
    found = match_many(written, organs, processes=processes)
    seconds = time.perf_counter() - started
    cpu = sum(os.times()[:4]) - worked
    said = {row: at for row, at, verdict in zip(found.rows, found.found, found.verdicts, strict=True) if verdict == "same"}
    right = sum(truth[row] == at for row, at in said.items())
    mistyped = sum(wrong[row] and truth[row] != at for row, at in said.items())
    positives = sum(at >= 0 for at in truth)
    sample = random.Random(1).sample([n for n, at in enumerate(truth) if at >= 0], min(20_000, positives))
    matcher = Matcher(organs)
    blocked = sum(truth[n] in matcher.candidates(written[n]) for n in sample)
    speed = len(written) / seconds
    print(f"{len(written):,} 个名称对 {len(organs):,} 个机构，{processes} 个进程：{seconds:.1f} 秒，{speed:,.0f} 个/秒")
    print(f"处理器时间合计 {cpu:.1f} 秒，分到每个进程 {cpu / processes:.1f} 秒（机器空闲时的下限）")
    print(f"每个名称打分 {found.compared / len(written):.2f} 次；分块召回 {blocked / len(sample):.4f}（抽 {len(sample):,}）")
    print(f"判为相同 {len(said):,}：精确率 {right / len(said):.4f}，召回率 {right / positives:.4f}")
    print(f"写错一字而判为相同 {mistyped:,}")
    others = [(row, at) for row, at in said.items() if truth[row] != at and not wrong[row]]
    for row, at in others[:5]:
        print("  误：", written[row], "→", organs[at], "应为", organs[truth[row]] if truth[row] >= 0 else "无")
    missed = [n for n, at in enumerate(truth) if at >= 0 and n not in said]
    for n in missed[:5]:
        print("  漏：", written[n], "应为", organs[truth[n]])


if __name__ == "__main__":
    main(*(int(x) for x in sys.argv[1:]))
