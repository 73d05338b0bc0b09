"""Synthetic cases 案件, seeded: no case of a real person or firm is in them."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from pathlib import Path

from catalogue import Item
from districts import BUREAUX, ENFORCING, HONGHUA_OFFICE, HONGHUA_TEAM, PERFORMS, STREETS, WEIGHTS, Street
from files import Row, write_csv
from minhang_bodies import grids
from minhang_power import coded, domains_of_matters, granted

HEAD = (
    "案件编号",
    "案件来源",
    "办理环节",
    "管理事项",
    "权力事项编码",
    "相对人",
    "发现日期",
    "网格编码",
    "所属街镇",
    "发现单位",
    "承办单位",
    "决定单位",
    "执法名义",
    "决定日期",
    "结案日期",
    "罚款金额（元）",
    "处理结果",
    "数据性质",
)
FIRST, LAST = dt.date(2024, 12, 1), dt.date(2026, 11, 15)
_SOURCES = ("12345热线", "网格", "巡查", "自行发现")
_OFTEN = {
    "乱设摊": 14,
    "跨门营业": 16,
    "占道堆物": 8,
    "暴露垃圾": 9,
    "违法搭建": 8,
    "毁绿占绿": 3,
    "建筑垃圾偷倒": 4,
    "渣土运输遗撒": 3,
    "垃圾混投": 6,
    "乱张贴涂写": 3,
    "群租": 9,
    "损坏承重结构": 4,
    "占用物业共用部分": 6,
    "物业服务不到位": 7,
    "擅自改变物业使用性质": 3,
    "填堵河道": 4,
    "排入河道": 5,
    "超标排入市政管道": 3,
    "河道管理范围违建": 2,
    "雨污混接": 3,
    "非法排污": 5,
    "废气异味": 6,
    "工业噪声": 2,
    "未批先建": 3,
    "违法用地": 2,
    "破坏耕地": 1,
    "安全生产隐患": 8,
    "三合一场所": 3,
    "危险化学品": 1,
    "特种作业无证": 1,
    "无证无照经营": 6,
    "无证餐饮": 5,
    "食品安全": 6,
    "电梯安全": 4,
    "棋牌室": 8,
    "歌舞娱乐场所": 1,
    "黑网吧": 1,
    "电动车上楼": 7,
    "小区内乱停车": 9,
    "屋顶堆积杂物": 2,
    "废品回收扰民": 1,
    "高空抛物": 1,
}
"""Matter → how often it occurs, our own guess."""


class Writer:
    """Rows of one case list, numbered, with dates and parties drawn from one seeded source."""

    def __init__(self, prefix: str, seed: int, parties: int) -> None:
        self.rows: list[Row] = []
        self.rng = random.Random(seed)
        self._prefix, self._parties = prefix, parties

    def day(self) -> dt.date:
        """A day of the two years that the lists cover."""
        return FIRST + dt.timedelta(days=self.rng.randrange((LAST - FIRST).days - 40))

    def party(self) -> str:
        """A made-up party key."""
        return f"{self._prefix}-P-{self.rng.randrange(1, self._parties):05d}"

    def add(
        self,
        matter: str,
        code: str,
        grid: str,
        street: str,
        finder: str,
        handler: str,
        decider: str = "",
        in_name: str = "",
        fine: int = 0,
        party: str = "",
        found: dt.date | None = None,
        source: str = "",
        outcome: str = "",
    ) -> None:
        """One case; without a decider it is closed after advice or left with the body that was told."""
        found = found or self.day()
        decided = found + dt.timedelta(days=self.rng.randrange(3, 30)) if decider else None
        closed = (decided or found) + dt.timedelta(days=self.rng.randrange(1, 8))
        stage = "核查结案" if decider or self.rng.random() < 0.6 else self.rng.choice(("任务派遣", "任务处理", "处理反馈"))
        self.rows.append(
            (
                f"{self._prefix}{found.year}{len(self.rows) + 1:06d}",
                source or self.rng.choices(_SOURCES, (5, 4, 3, 2))[0],
                stage,
                matter,
                code,
                party or self.party(),
                found.isoformat(),
                grid,
                street,
                finder,
                handler,
                decider,
                in_name,
                decided.isoformat() if decided else "",
                closed.isoformat() if stage == "核查结案" else "",
                fine if decider else "",
                outcome or ("罚款" if fine else "警告、责令改正" if decider else "劝阻教育"),
                "合成",
            )
        )


def minhang(path: Path, count: int = 5200) -> None:
    """闵行's cases: who decides follows the grants; what the street cannot decide is reported and often only advised."""
    writer = Writer("MH", 20241201, 1800)
    rng = writer.rng
    by_street: dict[str, list[str]] = defaultdict(list)
    for grid in grids():
        if grid["kind"] != "片区":
            by_street[str(grid["street"])].append(str(grid["code"]))
    domain = domains_of_matters()
    items: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, item in coded():
        if item.power_type == "处罚" and item.matter:
            items[item.matter, item.domain].append(code)
    team_of = {matter: kind for kind, matters in PERFORMS.items() for matter in matters}
    given = {kind: {(i.matter, c) for c, i in granted(kind)} for kind in ENFORCING}
    _double(writer, by_street, items)
    while len(writer.rows) < count:
        street: Street = rng.choices(STREETS, WEIGHTS)[0]
        matter = rng.choices(list(_OFTEN), list(_OFTEN.values()))[0]
        if matter == "填堵河道" and street.name == "江川路街道":
            continue  # its few creeks have had no such case
        grid, line = rng.choice(by_street[street.name]), domain[matter]
        kind = team_of.get(matter, "")
        codes = sorted(c for m, c in given.get(kind, ()) if m == matter) or items.get((matter, line), [])
        if kind in ENFORCING and codes:
            decided = rng.random() < 0.7
            code = codes[0] if rng.random() < 0.8 else rng.choice(codes[:3])
            name = street.body if street.kind == "镇" else BUREAUX[line]
            writer.add(
                matter,
                code if decided else "",
                grid,
                street.name,
                street.centre,
                street.team(kind),
                street.team(kind) if decided else "",
                name if decided else "",
                rng.choice((0, 200, 500, 1000, 3000)) if decided else 0,
            )
        elif line in BUREAUX and codes:
            bureau = BUREAUX[line]
            decided = rng.random() < (0.1 if matter == "棋牌室" else 0.3)
            writer.add(
                matter,
                rng.choice(codes) if decided else "",
                grid,
                street.name,
                street.centre,
                street.team(kind) if kind else bureau,
                bureau if decided else "",
                bureau if decided else "",
                rng.choice((0, 1000, 5000, 20000)) if decided else 0,
                outcome="" if decided else "上报区局",
            )
        else:
            writer.add(matter, "", grid, street.name, street.centre, street.centre, outcome="劝阻教育，无处罚依据")
    write_csv(path, [("上海市闵行区城市管理案件清单（合成示例）",), HEAD, *writer.rows], "gb18030")


def _double(writer: Writer, by_street: dict[str, list[str]], items: dict[tuple[str, str], list[str]]) -> None:
    """Pairs of cases on one party, matter and grid within days, decided by two bodies; of the last three only one is fined."""
    rng = writer.rng
    hot = [
        ("浦江镇", by_street["浦江镇"][3]),
        ("马桥镇", by_street["马桥镇"][5]),
        ("吴泾镇", by_street["吴泾镇"][2]),
        ("梅陇镇", by_street["梅陇镇"][7]),
    ]
    plan = (
        [("排入河道", "水务", "生态环境")] * 18
        + [("超标排入市政管道", "水务", "生态环境")] * 10
        + [("工地扬尘", "城管", "生态环境")] * 8
    )
    for number, (matter, first, second) in enumerate(plan):
        street, grid = hot[number % 4]
        party, found = f"MH-P-9{number:04d}", writer.day()
        for line, gap in ((first, 0), (second, rng.randrange(1, 7))):
            fined = not (number >= len(plan) - 3 and line == first)
            writer.add(
                matter,
                items[matter, line][0],
                grid,
                street,
                BUREAUX[line],
                BUREAUX[line],
                BUREAUX[line],
                BUREAUX[line],
                rng.choice((5000, 10000, 30000)) if fined else 0,
                party,
                found + dt.timedelta(days=gap),
                "自行发现",
            )


def honghua(path: Path, listed: list[tuple[str, Item]], used: list[str], count: int = 800) -> None:
    """红花's cases: only the items in ``used`` are ever applied, each at least six times."""
    writer = Writer("HH", 20190101, 400)
    rng = writer.rng
    by_code = dict(listed)
    grids_ = [f"320104003{n:03d}" for n in range(1, 28)]
    street = "红花街道"
    for code in used:
        for _ in range(6):
            _applied(writer, by_code[code], code, rng.choice(grids_))
    for matter, times, note in (
        ("电动车上楼", 45, "劝阻教育，无处罚依据"),
        ("小区内乱停车", 70, "劝阻教育，无处罚依据"),
        ("食品安全", 40, "上报区局"),
        ("非法排污", 35, "上报区局"),
    ):
        for _ in range(times):
            writer.add(matter, "", rng.choice(grids_), street, HONGHUA_TEAM, HONGHUA_OFFICE, outcome=note)
    weights = [30 if i < 8 else 6 for i in range(len(used))]
    while len(writer.rows) < count:
        code = rng.choices(used, weights)[0]
        _applied(writer, by_code[code], code, rng.choice(grids_))
    write_csv(path, [("江苏省南京市秦淮区红花街道案件清单（合成示例）",), HEAD, *writer.rows], "gb18030")


def _applied(writer: Writer, item: Item, code: str, grid: str) -> None:
    writer.add(
        item.matter or "市容环境",
        code,
        grid,
        "红花街道",
        HONGHUA_TEAM,
        HONGHUA_TEAM,
        HONGHUA_OFFICE,
        HONGHUA_OFFICE,
        writer.rng.choice((0, 500, 2000, 5000)),
    )
