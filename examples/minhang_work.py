"""闵行: duties, transfers, indicators, inspections, and which lists are complete."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from districts import BUREAUX, DISTRICT, STREETS
from files import Book, Row, paper, save, write_csv

_DUTIES = (
    # duty, domain, class, matter
    ("河道填堵的发现、劝阻和上报", "水务", "基本履职", "填堵河道"),
    ("河道违法排污的发现和上报", "生态环境", "基本履职", "非法排污"),
    ("河道排口日常巡查", "水务", "基本履职", "排入河道"),
    ("沿街商户排水情况巡查", "水务", "配合履职", "超标排入市政管道"),
    ("防汛设施巡查看护", "水务", "基本履职", "损坏防汛设施"),
    ("群租整治的摸排和劝阻", "房管", "基本履职", "群租"),
    ("住宅承重结构安全巡查", "房管", "基本履职", "损坏承重结构"),
    ("物业服务日常监督", "房管", "基本履职", "物业服务不到位"),
    ("居住物业改变用途的发现上报", "房管", "配合履职", "擅自改变物业使用性质"),
    ("乱设摊疏导管理", "城管", "基本履职", "乱设摊"),
    ("沿街跨门营业管理", "城管", "基本履职", "跨门营业"),
    ("暴露垃圾清理", "城管", "基本履职", "暴露垃圾"),
    ("违法搭建的发现和先期制止", "城管", "基本履职", "违法搭建"),
    ("建筑垃圾偷倒的发现上报", "城管", "基本履职", "建筑垃圾偷倒"),
    ("屋顶杂物的清理劝导", "城管", "基本履职", "屋顶堆积杂物"),
    ("未批先建的日常巡查", "规划资源", "基本履职", "未批先建"),
    ("违法用地的发现上报", "规划资源", "基本履职", "违法用地"),
    ("生产经营单位安全隐患排查", "应急", "基本履职", "安全生产隐患"),
    ("三合一场所整治", "应急", "基本履职", "三合一场所"),
    ("危险化学品企业日常摸排", "应急", "配合履职", "危险化学品"),
    ("餐饮和企业废气异味的先期处置", "生态环境", "基本履职", "废气异味"),
    ("工地扬尘巡查", "生态环境", "配合履职", "工地扬尘"),
    ("危险废物贮存情况摸排", "生态环境", "配合履职", "危险废物"),
    ("无证无照经营的发现和宣传劝阻", "市场监管", "基本履职", "无证无照经营"),
    ("小餐饮食品安全前端管理", "市场监管", "配合履职", "无证餐饮"),
    ("电梯困人和安全隐患上报", "市场监管", "配合履职", "电梯安全"),
    ("网吧违规接纳未成年人的发现上报", "文旅", "配合履职", "黑网吧"),
    ("小餐饮食品安全问题的发现上报", "市场监管", "配合履职", "食品安全"),
    ("雨污混接点位的排查上报", "水务", "配合履职", "雨污混接"),
    ("工业噪声扰民的先期处置", "生态环境", "配合履职", "工业噪声"),
    ("歌舞娱乐场所违规营业的发现上报", "文旅", "配合履职", "歌舞娱乐场所"),
    ("电动车上楼的劝阻", "消防", "基本履职", "电动车上楼"),
    ("小区内停车秩序管理", "消防", "基本履职", "小区内乱停车"),
)
_WITHDRAWN = (
    ("特种设备使用登记的初核", "市场监管", "电梯安全"),
    ("取水许可的现场勘查", "水务", "违法取水"),
    ("危险化学品经营条件的审查", "应急", "危险化学品"),
)


def duty_list(path: Path) -> None:
    """履职事项清单, a table in a docx; the street bodies are one merged cell beside all rows."""
    document = paper(
        f"{DISTRICT}街镇履职事项清单（示例）",
        "",
        [
            "本清单为示例，按基本履职、配合履职、上级收回三类列出街镇前端管理的事项。覆盖范围：城管、房管、水务、规划资源、应急、生态环境、市场监管、文旅领域。"
        ],
    )
    head = ("序号", "领域", "履职事项", "履职类别", "牵头单位", "前端管理单位", "执法单位", "对应管理事项")
    bodies = "、".join(s.body for s in STREETS)
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    first = len(table.rows)
    for number, (duty, domain, duty_class, matter) in enumerate(_DUTIES, start=1):
        lead = BUREAUX["生态环境"] if matter == "工地扬尘" else ""
        _fill(
            table.add_row(),
            (str(number), domain, duty, duty_class, lead, bodies if number == 1 else "", BUREAUX.get(domain, ""), matter),
        )
    table.cell(first, 5).merge(table.cell(len(table.rows) - 1, 5))
    for number, (duty, domain, matter) in enumerate(_WITHDRAWN, start=len(_DUTIES) + 1):
        _fill(table.add_row(), (str(number), domain, duty, "上级收回", "", "", BUREAUX[domain], matter))
    save(document, path)


def _fill(row: Any, texts: Sequence[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def transfers(path: Path) -> None:
    """划转清单: what went down in 2014, and the 168 items that are to go from 房管 to 城管 with nothing else."""
    batch = "房管168项职责划转"
    sunk = "2014年执法力量下沉"
    rows: list[Row] = [
        (batch, "权力", 168, "项", "房管", "区房管局", "区城管执法局", None, "拟划转", "职责即将转移"),
        (batch, "人员", None, "名", "房管", "区房管局", "区城管执法局", None, "未划转", "从事该项执法工作的人员没有相应划转"),
        (batch, "编制", None, "名", "房管", "区房管局", "区城管执法局", None, "未划转", "编制没有相应划转"),
        *(
            (sunk, "编制", total, "名", line, BUREAUX.get(line, "区卫健委"), "闵行区各街镇", dt.date(2014, 12, 31), status, note)
            for line, total, status, note in (
                ("规划资源", 89, "已划转", "土地所89名"),
                ("房管", 125, "已划转", "房管办125名"),
                ("水务", 78, "已划转", "水务站78名"),
                ("城管", 636, "已划转", "城管中队636名"),
                ("卫健", 57, "已收回", "卫监所57名，后因参公管理回到区里"),
            )
        ),
        (sunk, "人员", None, "名", "应急", "区应急局", "闵行区各街镇", None, "已划转", "安监所原不在下沉范围，后来下沉"),
    ]
    book = Book(path)
    book.sheet(
        "划转清单",
        f"{DISTRICT}职责、人员、编制划转清单",
        ["划转批次", "划转资源", "数量", "单位", "领域", "划出单位", "划入单位", "划转日期", "状态", "备注"],
        rows,
        merge=(0,),
        widths=(22, 10, 8, 8, 10, 16, 18, 14, 10, 40),
        notes=["说明：2014年各项的月日原文未载，本表统一记为当年年底。"],
    )
    book.close()


def indicators(path: Path) -> None:
    """考核指标, some on matters that the assessed body holds no power for."""
    rows: list[Row] = [
        (f"{DISTRICT}街镇考核指标表（合成示例）",),
        ("指标编码", "指标名称", "权重", "考核周期", "考核对象", "制定单位", "对应管理事项"),
    ]
    subjects = (
        ("填堵河道查处及时率", 0.05, "区水务局", "填堵河道"),
        ("群租投诉下降率", 0.05, "区房管局", "群租"),
        ("棋牌室扰民整治率", 0.03, "区文旅局", "棋牌室"),
        ("乱设摊处置率", 0.08, "区城管执法局", "乱设摊"),
        ("安全隐患整改率", 0.08, "区应急局", "安全生产隐患"),
        ("违法用地消除率", 0.06, "区规划资源局", "违法用地"),
    )
    for n, street in enumerate(STREETS, start=1):
        for k, (name, weight, setter, matter) in enumerate(subjects, start=1):
            rows.append((f"KH-{n:02d}-{k:02d}", f"{street.name}{name}", weight, "年度", street.body, setter, matter))
    write_csv(path, rows)


def inspections(path: Path) -> None:
    """行政检查: 240 synthetic visits, some of one party by several bodies within a week."""
    rng = random.Random(20250)
    rows: list[Row] = [
        (f"{DISTRICT}行政检查记录（合成示例）",),
        ("检查编号", "检查日期", "检查单位", "被检查对象", "检查事项", "所属街镇", "是否合成"),
    ]
    for n in range(1, 241):
        street = STREETS[rng.randrange(len(STREETS))]
        line, matter = rng.choice(
            (
                ("市场监管", "食品安全"),
                ("应急", "安全生产隐患"),
                ("生态环境", "废气异味"),
                ("城管", "市容环境"),
                ("文旅", "歌舞娱乐场所"),
            )
        )
        day = dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(0, 260))
        rows.append(
            (f"MHJC2026{n:05d}", day.isoformat(), BUREAUX[line], f"MH-P-{rng.randrange(1, 160):05d}", matter, street.name, "是")
        )
    write_csv(path, rows)


def coverage(path: Path) -> None:
    """清单覆盖: what is complete; 消防, 公安 and 卫健 are left out on purpose, there the answer is UNKNOWN."""
    rows: list[Row] = [(f"{DISTRICT}清单覆盖说明",), ("区域", "领域", "清单种类", "是否完整", "起算日期", "说明")]
    for domain in BUREAUX:
        for level in ("权责清单", "赋权清单", "履职事项清单", "案件清单", "事项对照表"):
            rows.append((DISTRICT, domain, level, "是", "2024-01-01", ""))
    for level in ("机构编制名册", "派出机构名册", "协管员队伍名册", "网格名册", "划转清单", "考核指标"):
        rows.append((DISTRICT, "*", level, "是", "2024-01-01", ""))
    for domain in ("消防", "公安", "卫健"):
        rows.append((DISTRICT, domain, "权责清单", "否", "2024-01-01", "未取得该领域清单"))
    write_csv(path, rows)
