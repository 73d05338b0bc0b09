"""More layouts: ticks by street, two blocks, numbered groups, footers, roles within cells, forms, wrapped names."""

from __future__ import annotations

from typing import Any

from ingest.lists import places

from .model import Layout, Sheet, pad
from .rows import ITEMS, Made, fact_row, power

_SCOPE = "上海市闵行区"


def ticks_by_street() -> Layout:
    """What is conferred, and a tick for each street that takes it."""
    streets = ("莘庄镇", "七宝镇", "江川路街道", "浦江镇")
    ticks = ("√√√√", "√.√.", "..√.", "√..√")
    made = Made()
    made.put("街镇承接赋权事项情况表")
    made.put("序号", "事项名称", "原实施主体", "承接街镇", None, None, None)
    made.put(None, None, None, *streets)
    for i, (item, marks) in enumerate(zip(ITEMS, ticks, strict=False), 1):
        at = made.put(i, item.name, item.holder[0], *(m.replace(".", "") or None for m in marks))
        areas = [f"{_SCOPE}{s}" for s, m in zip(streets, marks, strict=True) if m == "√"]
        row = power(item, "name", number=at)
        row.kind = "conferral"
        row.facts |= {"PowerGrant.IN_AREA": frozenset(areas), "PowerGrant.HELD_BY": frozenset(map(places.body_of, areas))}
        row.facts |= {"PowerGrant.FROM_ORGAN": frozenset(item.holder), "PowerGrant.mode": frozenset(["conferred"])}
        made.truth.append(row)
    merged = [(1, 1, 1, 7), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 7)]
    return Layout("ticks", "事项×街镇打钩", "承接情况", [Sheet("承接情况", pad(made.rows), merged)], made.truth)


def two_blocks() -> Layout:
    """One list in two blocks beside each other, to save paper."""
    heads = ("序号", "事项名称", "职权类型", "实施主体")
    made = Made()
    made.put("权责清单", *[None] * 7)
    made.put(*heads, *heads)
    right = []
    for i in range(4):
        a, b = ITEMS[i], ITEMS[i + 4]
        at = made.put(i + 1, a.name, a.type, a.holder[0], i + 5, b.name, b.type, b.holder[0])
        made.truth.append(power(a, "name", "type", "holder", number=at))
        right.append(power(b, "name", "type", "holder", number=at))
    return Layout(
        "two_blocks", "一张清单排成两栏", "权责清单两栏", [Sheet("Sheet1", made.rows, [(1, 1, 1, 8)])], made.truth + right
    )


def numbered_groups() -> Layout:
    """Groups numbered 1, 2 and their items 1.1, 1.2: a group is no item."""
    made = Made()
    made.put("序号", "事项名称", "职权类型", "实施依据", "实施主体")
    domains = ("城管", "水务")
    for k, domain in enumerate(domains, 1):
        made.put(k, f"{domain}领域", None, None, None)
        for i, item in enumerate([x for x in ITEMS if x.domain == domain], 1):
            at = made.put(f"{k}.{i}", item.name, item.type, item.basis, item.holder[0])
            made.truth.append(power(item, "name", "type", "basis", "holder", "domain", number=at))
    return Layout("groups", "分组编号", "权责清单分组", [Sheet("权责清单", made.rows)], made.truth)


def footers() -> Layout:
    """Page numbers, units of measure, a closing remark and signatures among the rows; the name is the first column."""
    made = Made()
    made.put("机构编制情况")
    made.put(None)
    made.put("单位：人、万元")
    made.put("机构名称", "机构类别", "编制数", "在岗数")
    for i, (name, posts, there) in enumerate(
        (("莘庄镇水务站", 6, 5), ("七宝镇水务站", 4, 4), ("梅陇镇水务站", 5, 3), ("颛桥镇水务站", 7, 7))
    ):
        if i == 2:
            made.put("— 第1页，共2页 —")
            made.put("机构名称", "机构类别", "编制数", "在岗数")
        at = made.put(name, "下沉执法队伍", posts, there)
        made.truth.append(
            fact_row(
                "organ",
                at,
                Organ__EXISTS=name,
                Organ__kind="enforcement_team",
                Organ__establishment=posts,
                Organ__on_post=there,
            )
        )
    made.put("合　　计", None, 22, 19)
    made.put("第 2 页 共 2 页")
    made.put("以上数据截至2024年3月底，由各街镇报送，区委编办汇总整理，仅供内部使用。")
    made.put("审核：　　　　复核：　　　　制表：")
    rows = pad(made.rows)
    return Layout("footers", "页码、单位、落款", "水务站编制情况", [Sheet("Sheet1", rows)], made.truth)


def roles_in_cells() -> Layout:
    """Who leads and who supports stands in brackets after the names."""
    made = Made()
    made.put("序号", "工作事项", "责任单位", "履职类别")
    plan: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("道路巡查", "区城管执法局（牵头）、区建设管理委（配合）", ("区城管执法局",), ("区建设管理委",)),
        ("河道巡查", "区水务局（牵头）\n区绿化市容局、莘庄镇人民政府（配合）", ("区水务局",), ("区绿化市容局", "莘庄镇人民政府")),
        ("住房巡查", "牵头单位：区房管局；配合单位：区公安分局、区消防救援支队", ("区房管局",), ("区公安分局", "区消防救援支队")),
        ("安全巡查", "区应急局", ("区应急局",), ()),
    )
    for i, (name, written, lead, support) in enumerate(plan, 1):
        at = made.put(i, name, written, "基本履职事项")
        row = fact_row("duty", at, Duty__name=name, Duty__duty_class="basic")
        row.facts |= {"BEARS.lead": frozenset(lead), "BEARS.support": frozenset(support)}
        made.truth.append(row)
    return Layout("roles_in_cells", "格内注明牵头、配合", "工作任务履职清单", [Sheet("履职事项清单", made.rows)], made.truth)


def form() -> Layout:
    """One body a sheet, as a form of names and values."""
    rows: list[list[Any]] = [
        ["机构登记表", None],
        ["机构名称", "莘庄镇水务站"],
        ["机构类别", "下沉执法队伍"],
        ["单位性质", "事业单位"],
        ["编制数", "6名"],
        ["在岗数", 5],
        ["人事管理单位", "莘庄镇人民政府"],
        ["备注", "无"],
    ]
    row = fact_row(
        "organ", Organ__EXISTS="莘庄镇水务站", Organ__kind="enforcement_team", Organ__establishment=6, Organ__on_post=5
    )
    row.facts |= {"Organ.legal_status": frozenset(["public_institution"])}
    row.facts |= {"Organ.MANAGED_BY.personnel": frozenset(["莘庄镇人民政府"])}
    return Layout("form", "一机构一表", "机构登记表", [Sheet("登记表", rows, [(1, 1, 1, 2)])], [row])


def wide_merges() -> Layout:
    """Items over several rows of bases, all else merged; the holder's name broken over lines."""
    made = Made()
    made.put("序号", "项目编码", "项目名称", "权力类型", "实施依据", "实施主体")
    merged = []
    for i, item in enumerate(ITEMS[:4], 1):
        holder = item.holder[0]
        first = made.put(i, item.code, item.name, item.type, item.basis, holder[:2] + "\n" + holder[2:])
        second = made.put(None, None, None, None, "《中华人民共和国行政处罚法》第九条", None)
        merged += [(first, c, second, c) for c in (1, 2, 3, 4, 6)]
        made.truth.append(power(item, "code", "name", "type", "basis", "holder", number=first))
        other = power(item, "code", "name", "type", "basis", "holder", number=second, lost=("code", "holder"))
        other.facts["PowerItem.BASED_ON"] = frozenset(["中华人民共和国行政处罚法|第九条"])
        made.truth.append(other)
    return Layout("wide_merges", "一事项多条依据", "权力清单（多依据）", [Sheet("权力清单", made.rows, merged)], made.truth)


FURTHER = (ticks_by_street, two_blocks, numbered_groups, footers, roles_in_cells, form, wide_merges)
