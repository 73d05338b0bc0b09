"""红花街道: the batch of 274 items in 8 domains, who held them before, the team without a superior, and its cases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import cases
from catalogue import SOURCE, Item, items
from districts import HONGHUA, HONGHUA_BUREAUX, HONGHUA_OFFICE, HONGHUA_TEAM
from files import Book, Row, write_csv

DISTRICT = "南京市秦淮区"
SUNK = dt.date(2019, 1, 1)
_KEPT = {"生态环境": "秦淮生态环境局", "市场监管": "秦淮区市场监督管理局"}
USED_ITEMS = 30


def conferred() -> list[tuple[str, Item]]:
    """The 274 items with codes of our own."""
    return [(f"320104HH{n:04d}", item) for n, item in enumerate((i for i in items() if i.honghua), start=1)]


def kept() -> list[tuple[str, Item]]:
    """Items of 市场监管 and 生态环境 under national law, which did not go down."""
    found = [i for i in items() if i.domain in _KEPT and not i.honghua and not i.basis.title.startswith("上海市")]
    return [(f"320104QH{n:04d}", item) for n, item in enumerate(found, start=1)]


def used() -> list[str]:
    """The 30 items that cases apply: those with a matter, taken evenly through the list."""
    with_matter = [code for code, item in conferred() if item.matter]
    return [with_matter[i * len(with_matter) // USED_ITEMS] for i in range(USED_ITEMS)]


def write(folder: Path) -> None:
    """All files of 红花."""
    book = Book(folder / "01-秦淮区权责清单.xlsx")
    holder = {**HONGHUA_BUREAUX, **_KEPT}
    rows: list[Row] = [
        (item.domain, code, item.name, f"行政{item.power_type}", item.cited, holder[item.domain], item.matter)
        for code, item in [*conferred(), *kept()]
    ]
    book.sheet(
        "权责清单",
        f"{DISTRICT}行政权力事项清单（节选，示例）",
        [
            "领域",
            ("权力事项", ["事项编码", "事项名称", "职权类型"]),
            ("依据与主体", ["实施依据", "法定实施主体"]),
            "对应管理事项",
        ],
        rows,
        merge=(0, 5),
        widths=(10, 16, 40, 10, 44, 22, 18),
        notes=["说明：编码为示例编码；逐项名单为示例，原文只给出8大类274项的总数。"],
    )
    book.close()
    book = Book(folder / "02-红花街道赋权清单.xlsx")
    grants: list[Row] = [
        (
            "红花街道",
            item.domain,
            code,
            item.name,
            HONGHUA_OFFICE,
            "赋权",
            holder[item.domain],
            HONGHUA_OFFICE,
            SUNK,
            "是",
            "有效",
            "工地场景" if item.scene else "",
        )
        for code, item in conferred()
    ]
    book.sheet(
        "赋权清单",
        f"{HONGHUA}赋权清单（8大类274项，逐项为合成示例）",
        [
            "实施范围",
            "领域",
            ("下放事项", ["事项编码", "事项名称"]),
            ("承接", ["承接机构", "下放方式"]),
            "原实施主体",
            "执法名义",
            "起始日期",
            "是否排他",
            "状态",
            "备注",
        ],
        grants,
        merge=(0, 1),
        widths=(12, 10, 16, 40, 18, 10, 22, 18, 12, 8, 8, 12),
        notes=["说明：原文所载为8大类274项、其中工地领域46项；各类名称与逐项名单为合成示例，均取自真实法律条文。"],
    )
    book.close()
    _roster(folder / "03-机构编制.xlsx")
    batch = "2019年综合执法力量下沉"
    write_csv(
        folder / "04-划转清单.csv",
        [
            (f"{HONGHUA}划转清单",),
            ("划转批次", "划转资源", "数量", "单位", "领域", "划出单位", "划入单位", "划转日期", "状态", "备注"),
            (
                batch,
                "权力",
                274,
                "项",
                "城管",
                "秦淮区城市管理局",
                HONGHUA_OFFICE,
                "2019-01-01",
                "已划转",
                "8大类274项，以城市管理领域为主",
            ),
            (batch, "人员", "", "名", "城管", "秦淮区城市管理局", HONGHUA_OFFICE, "2019-01-01", "已划转", "城市管理执法力量"),
            (
                batch,
                "人员",
                "",
                "名",
                "市场监管",
                "秦淮区市场监督管理局",
                HONGHUA_OFFICE,
                "2019-01-01",
                "已划转",
                "市场监管执法力量；该领域处罚权限未下沉",
            ),
            (batch, "经费", "", "元", "城管", "秦淮区城市管理局", HONGHUA_OFFICE, "", "未划转", "部分领域经费未随权限下沉"),
        ],
    )
    matters = {i.matter for _, i in [*conferred(), *kept()]} | {"电动车上楼", "小区内乱停车"}
    table: list[Row] = [
        (f"{DISTRICT}基层管理事项对照表（示例）",),
        ("管理事项", "领域", "网格事部件代码", "12345分类", "禁止条款"),
    ]
    for line in (SOURCE / "matters.txt").read_text("utf-8").splitlines():
        name, domain, code, hotline, *_ = line.split()
        if name in matters:
            table.append((name, domain, code, hotline, ""))
    write_csv(folder / "05-事项对照表.csv", table)
    cases.honghua(folder / "06-案件清单.csv", conferred(), used())
    covered: list[Row] = [(f"{DISTRICT}清单覆盖说明",), ("区域", "领域", "清单种类", "是否完整", "起算日期", "说明")]
    for domain in [*HONGHUA_BUREAUX, *_KEPT]:
        for level in ("权责清单", "赋权清单"):
            covered.append((DISTRICT, domain, level, "是", "2019-01-01", ""))
        covered.append((HONGHUA, domain, "案件清单", "是", "2019-01-01", "只有红花街道的案件"))
    covered += [(DISTRICT, "*", level, "是", "2019-01-01", "") for level in ("机构编制名册", "划转清单", "事项对照表")]
    write_csv(folder / "07-清单覆盖.csv", covered)


def _roster(path: Path) -> None:
    head = [
        "服务区域",
        "机构名称",
        "机构类别",
        "队伍类别",
        "条线",
        "单位性质",
        "人事管理单位",
        "日常管理单位",
        "业务指导单位",
        "经费保障单位",
        "考核单位",
        "承继机构",
        "承担管理事项",
        "撤销日期",
    ]
    gone = ("城管执法中队", "市场监管分局", "安监站")
    rows: list[Row] = [
        ("红花街道", HONGHUA_OFFICE, "街道办事处", "", "", "机关", *[""] * 8),
        *(("红花街道", f"红花街道{name}", *[""] * 11, SUNK) for name in gone),
        (
            "红花街道",
            HONGHUA_TEAM,
            "下沉执法队伍",
            "综合行政执法局",
            "",
            "",
            HONGHUA_OFFICE,
            HONGHUA_OFFICE,
            "",
            HONGHUA_OFFICE,
            HONGHUA_OFFICE,
            "、".join(f"红花街道{name}" for name in gone),
            "乱设摊、占道堆物、建筑垃圾偷倒、毁绿占绿",
            "",
        ),
    ]
    book = Book(path)
    book.sheet(
        "机构编制",
        f"{HONGHUA}机构编制表",
        head,
        rows,
        widths=(12, 26, 14, 16, 8, 10, 18, 18, 18, 18, 18, 40, 40, 12),
        notes=["说明：综合行政执法局没有对应的业务主管部门，业务指导单位一栏空白；原有三支队伍的撤销日期为示例。"],
    )
    bureaux: dict[str, str] = {}
    for line, name in [*HONGHUA_BUREAUX.items(), *_KEPT.items()]:
        bureaux.setdefault(name, line)
    book.sheet(
        "区级部门",
        f"{DISTRICT}区级部门名录（节选）",
        ["机构名称", "机构类别", "层级", "条线", "服务区域"],
        [(name, "条线部门", "区级", line, DISTRICT) for name, line in bureaux.items()],
        widths=(28, 12, 8, 12, 16),
    )
    aux: list[Row] = [
        (
            "红花街道",
            "红花街道全科网格员队伍",
            "全科网格员",
            30,
            "与央企合作用工",
            HONGHUA_OFFICE,
            "停车秩序、路面整洁、流动摊贩、违建搭建、工单核查的管理服务",
        )
    ]
    book.sheet(
        "协管员队伍",
        f"{HONGHUA}协管员队伍",
        ["服务区域", "队伍名称", "队伍类别", "人数", "用工方式", "日常管理单位", "备注"],
        aux,
        widths=(12, 26, 14, 8, 16, 18, 50),
    )
    book.close()
