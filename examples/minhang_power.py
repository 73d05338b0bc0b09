"""闵行: the power list, the grants of the sunk teams, and the crosswalk of matters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from catalogue import SOURCE, Item, items
from districts import BUREAUX, DISTRICT, ENFORCING, STREETS, TEAMS
from files import Book, Row, write_csv

_TYPE_CODE = {"许可": "01", "处罚": "02", "强制": "03", "检查": "06", "确认": "07"}
SUNK = dt.date(2015, 1, 1)


def coded() -> list[tuple[str, Item]]:
    """闵行's items with their codes: 3101120 + type + running number."""
    listed = sorted((i for i in items() if i.minhang), key=lambda i: (list(BUREAUX).index(i.domain), i.power_type != "处罚"))
    return [(f"310112{_TYPE_CODE[item.power_type]}{number:04d}", item) for number, item in enumerate(listed, start=1)]


def power_list(path: Path) -> None:
    """权责清单: two-row heading, domain and bureau merged."""
    book = Book(path)
    rows: list[Row] = [
        (number, item.domain, code, item.name, f"行政{item.power_type}", item.cited, BUREAUX[item.domain], item.matter)
        for number, (code, item) in enumerate(coded(), start=1)
    ]
    book.sheet(
        "权责清单",
        f"{DISTRICT}行政权力事项清单（示例）",
        [
            "序号",
            "领域",
            ("权力事项", ["事项编码", "事项名称", "职权类型"]),
            ("依据与主体", ["实施依据", "法定实施主体"]),
            "对应管理事项",
        ],
        rows,
        merge=(1, 6),
        widths=(6, 10, 16, 40, 10, 44, 16, 20),
        notes=["说明：事项名称为本示例自拟；依据取自公开法律法规；对应管理事项为示例对照，不是官方编码。"],
    )
    book.close()


def granted(kind: str) -> list[tuple[str, Item]]:
    """The penalty items that a kind of team exercises: all of its line that concern a matter."""
    line = TEAMS[kind][0]
    return [(code, item) for code, item in coded() if item.domain == line and item.power_type == "处罚" and item.matter]


def conferral_list(path: Path) -> None:
    """赋权清单: which sunk team exercises what, street by street; one sheet a kind of team."""
    book = Book(path)
    for kind in ENFORCING:
        rows: list[Row] = []
        for street in STREETS:
            for code, item in granted(kind):
                rows.append(
                    (
                        street.name,
                        item.domain,
                        code,
                        item.name,
                        street.team(kind),
                        "派驻" if street.kind == "街道" else "赋权",
                        BUREAUX[item.domain],
                        street.body if street.kind == "镇" else BUREAUX[item.domain],
                        SUNK,
                        None,
                        "有效",
                    )
                )
        book.sheet(
            kind,
            f"{DISTRICT}街镇{kind}行政执法事项清单（示例）",
            [
                "实施范围",
                "领域",
                ("下放事项", ["事项编码", "事项名称"]),
                ("承接", ["承接机构", "下放方式"]),
                "原实施主体",
                "执法名义",
                ("有效期", ["起始日期", "终止日期"]),
                "状态",
            ],
            rows,
            merge=(0, 4),
            widths=(14, 10, 16, 40, 20, 10, 16, 20, 12, 12, 8),
            notes=["说明：街镇下沉队伍自2014年起陆续承接，本表起始日期统一取2015年1月1日，为示例。"],
        )
    village = [
        (
            name,
            "规划资源",
            "310112020999",
            "对村庄违法建设的拆除",
            f"{name}人民政府",
            "赋权",
            "区规划资源局",
            f"{name}人民政府",
            dt.date(2016, 1, 1),
            dt.date(2025, 10, 1),
            "已收回",
            "村庄违法建设",
        )
        for name in ("浦江镇", "马桥镇")
    ]
    book.sheet(
        "收回事项",
        f"{DISTRICT}已收回的街镇行政执法事项（合成示例）",
        [
            "实施范围",
            "领域",
            ("下放事项", ["事项编码", "事项名称"]),
            ("承接", ["承接机构", "下放方式"]),
            "原实施主体",
            "执法名义",
            ("有效期", ["起始日期", "终止日期"]),
            "状态",
            "对应管理事项",
        ],
        village,
        widths=(14, 10, 16, 40, 20, 10, 16, 20, 12, 12, 8, 16),
        notes=["说明：本页为合成示例，演示收回后没有接续主体的情形。"],
    )
    book.close()


def matters(path: Path) -> None:
    """事项对照表: matter, domain, codes and the clause that prohibits it."""
    rows: list[Row] = [
        (f"{DISTRICT}基层管理事项对照表（示例，编码为示例编码）",),
        ("管理事项", "领域", "网格事部件代码", "12345分类", "禁止条款"),
    ]
    for line in (SOURCE / "matters.txt").read_text("utf-8").splitlines():
        name, domain, code, hotline, *clause = line.split()
        rows.append((name, domain, code, hotline, clause[0] if clause else ""))
    write_csv(path, rows)


def domains_of_matters() -> dict[str, str]:
    """Matter → domain."""
    return {line.split()[0]: line.split()[1] for line in (SOURCE / "matters.txt").read_text("utf-8").splitlines()}
