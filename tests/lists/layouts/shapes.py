"""Layouts of the shape of a sheet: titles, merged cells, pages, headings, sections, several lists in one sheet."""

from __future__ import annotations

from .model import Layout, Range, Sheet, pad
from .rows import ITEMS, Made, fact_row, power

_A = ("序号", "事项名称", "职权类型", "实施依据", "法定实施主体", "第一责任层级建议")
_LEVEL = "街镇"


def _a(made: Made, number: int | str, item, sheet: int = 0) -> None:  # type: ignore[no-untyped-def]
    at = made.put(number, item.name, item.type, item.basis, item.holder[0], _LEVEL)
    made.truth.append(power(item, "name", "type", "basis", "holder", number=at, sheet=sheet, shown=(_LEVEL,)))


def titles_notes_totals() -> Layout:
    made = Made()
    made.put("上海市闵行区部分行政执法事项清单")
    made.put("（2024年版）")
    made.put(*_A)
    for i, item in enumerate(ITEMS, 1):
        _a(made, i, item)
    made.put("合计", "8项")
    made.put("共计8项。")
    made.put("说明：1.本清单由区委编办会同有关部门汇总；2.涉及事项调整的另行通知。")
    made.put("填报单位：区委编办　　填报日期：2024年3月1日")
    rows = pad(made.rows)
    merged = [(1, 1, 1, 6), (2, 1, 2, 6), (13, 1, 13, 6), (14, 1, 14, 6), (15, 1, 15, 6)]
    return Layout("titles", "标题、合计、说明", "闵行区行政执法事项清单", [Sheet("Sheet1", rows, merged)], made.truth)


def merged_rows() -> Layout:
    made = Made()
    made.put("领域", "序号", "事项编码", "事项名称", "职权类型", "实施依据", "法定实施主体")
    merged: list[Range] = []
    last = ""
    for i, item in enumerate(ITEMS, 1):
        same = item.domain == last
        at = made.put(
            None if same else item.domain, i, item.code, item.name, item.type, item.basis, None if same else item.holder[0]
        )
        if same and merged and merged[-2][2] == at - 1:
            merged[-2:] = [(r[0], r[1], at, r[3]) for r in merged[-2:]]
        elif same:
            merged += [(at - 1, 1, at, 1), (at - 1, 7, at, 7)]
        last = item.domain
        lost = ("holder",) if same else ()
        made.truth.append(power(item, "domain", "code", "name", "type", "basis", "holder", number=at, lost=lost))
    return Layout("merged_rows", "纵向合并", "权责清单（合并）", [Sheet("权责清单", made.rows, merged)], made.truth)


def merged_columns() -> Layout:
    made = Made()
    made.put("编码", "事项名称", "执法类别", "执法主体", "承办机构", "执法依据", "备注")
    merged: list[Range] = []
    for i, item in enumerate(ITEMS):
        if i % 3 == 1:  # who acts is who handles
            at = made.put(item.code, item.name, item.type, item.holder[0], None, item.basis, None)
            merged.append((at, 4, at, 5))
        elif i % 3 == 2:  # the basis runs into the note
            at = made.put(item.code, item.name, item.type, item.holder[0], "法制科", item.basis, None)
            merged.append((at, 6, at, 7))
        else:
            at = made.put(item.code, item.name, item.type, item.holder[0], "监督科", item.basis, "全区")
        made.truth.append(power(item, "code", "name", "type", "basis", "holder", number=at))
    return Layout("merged_columns", "横向合并", "区级执法事项", [Sheet("执法事项清单", made.rows, merged)], made.truth)


_B = ("序号", "权力类型", "项目编码", "项目名称", "子项", "实施依据", "责任事项", "追责情形")


def _b(made: Made, number: int, item, sheet: int = 0) -> None:  # type: ignore[no-untyped-def]
    duties = "1.受理责任：公示材料。\n2.审查责任：审核材料。"
    at = made.put(number, item.type, item.code, item.name, None, item.basis, duties, "不履行职责的")
    made.truth.append(power(item, "type", "code", "name", "basis", number=at, sheet=sheet, shown=("审查责任", "不履行职责的")))


def pages_in_one_sheet() -> Layout:
    made = Made()
    made.put("权力清单")
    made.put(*_B)
    for i, item in enumerate(ITEMS, 1):
        if i in (3, 6):
            made.put("本页小计", None, None, f"{i - 1}项")
            made.put(None)
            made.put("权力清单（续表）")
            made.put(*_B)
        _b(made, i, item)
    made.put("总　计", None, None, "8项")
    return Layout("pages_one_sheet", "逐页重复表头", "水务局权力清单", [Sheet("Sheet1", pad(made.rows))], made.truth)


def pages_in_tables() -> Layout:
    """The second table repeats the headings, the third goes on without."""
    tables = [Made(), Made(), Made()]
    for part, made in enumerate(tables):
        if part < 2:
            made.put(*_B)
        for i in range(part * 3, min(8, part * 3 + 3)):
            _b(made, i + 1, ITEMS[i], part)
    sheets = [Sheet(f"表{i + 1}", m.rows, caption="权力清单" if i == 0 else "") for i, m in enumerate(tables)]
    truth = [t for m in tables for t in m.truth]
    return Layout(
        "pages_tables", "一张清单分成几个表", "权力清单分表", sheets, truth, formats=("xlsx", "docx", "html", "xls", "pdf")
    )


def broken_headings() -> Layout:
    made = Made()
    made.put(
        "序  号", "事项\n编码", "事　项　名　称", "职权类型（必填）", "法  定<br>实施主体", "实施依据：", "第一责任\n层级建议*"
    )
    for i, item in enumerate(ITEMS, 1):
        at = made.put(i, item.code, item.name, item.type, item.holder[0], item.basis, _LEVEL)
        made.truth.append(power(item, "code", "name", "type", "basis", "holder", number=at, shown=(_LEVEL,)))
    return Layout("broken_headings", "断开的表头", "权责清单（断行）", [Sheet("权责清单", made.rows)], made.truth)


def two_row_headings() -> Layout:
    made = Made()
    made.put("序号", "权力事项", None, None, "依据与主体", None, "对应管理事项")
    made.put(None, "事项编码", "事项名称", "职权类型", "实施依据", "法定实施主体", None)
    for i, item in enumerate(ITEMS, 1):
        at = made.put(i, item.code, item.name, item.type, item.basis, item.holder[0], "、".join(item.matters) or None)
        made.truth.append(power(item, "code", "name", "type", "basis", "holder", "matters", number=at))
    merged = [(1, 1, 2, 1), (1, 2, 1, 4), (1, 5, 1, 6), (1, 7, 2, 7)]
    return Layout("two_rows", "两行表头", "权责清单（两行表头）", [Sheet("权责清单", made.rows, merged)], made.truth)


def three_row_headings() -> Layout:
    made = Made()
    made.put("机构概况", None, None, "人员情况", None, None, "管理关系", None, None)
    made.put("机构名称", "单位性质", "机构类别", "编制", None, "执法证数", "管理单位", None, "业务指导单位")
    made.put(None, None, None, "编制数", "在岗数", None, "人事管理单位", "经费保障单位", None)
    data = (
        ("莘庄镇水务站", "事业单位", "public_institution", 6, 5, 2, "莘庄镇人民政府", "区水务局"),
        ("莘庄镇房管办", "事业单位", "public_institution", 12, 10, 0, "莘庄镇人民政府", "区房管局"),
        ("七宝镇规划资源所", "行政机关", "organ", 8, 8, 3, "区规划资源局", "区规划资源局"),
    )
    for name, legal, status, posts, there, papers, who, guide in data:
        at = made.put(name, legal, "下沉执法队伍", posts, there, papers, who, who, guide)
        made.truth.append(
            fact_row(
                *("organ", at),
                Organ__EXISTS=name,
                Organ__kind="enforcement_team",
                Organ__legal_status=status,
                Organ__establishment=posts,
                Organ__on_post=there,
                Organ__certificates=papers,
                Organ__MANAGED_BY__personnel=None,
                Organ__GUIDED_BY=guide,
            )
        )
        made.truth[-1].facts.update(
            {"Organ.MANAGED_BY.personnel": frozenset([who]), "Organ.MANAGED_BY.finance": frozenset([who])}
        )
    merged = [(1, 1, 1, 3), (1, 4, 1, 6), (1, 7, 1, 9), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5), (2, 6, 3, 6)]
    merged += [(2, 7, 2, 8), (2, 9, 3, 9)]
    return Layout("three_rows", "三行表头", "机构编制表", [Sheet("机构编制", made.rows, merged)], made.truth)


def sub_item_column() -> Layout:
    made = Made()
    made.put(*_B[:6])
    basis, cited = "《城市道路管理条例》第三十一条", ("城市道路管理条例|第三十一条",)
    merged: list[Range] = []
    for i, (code, name, subs) in enumerate(
        (
            ("000123001000", "占用城市道路审批", ("临时占用道路", "临时占用人行道", "占道施工")),
            ("000123002000", "挖掘城市道路审批", ()),
            ("000123003000", "路名牌设置审批", ("新设路名牌", "迁移路名牌")),
        ),
        1,
    ):
        first = len(made.rows) + 1
        for k, sub in enumerate(subs or (None,)):
            head = (i, "行政许可", code, name) if k == 0 else (None,) * 4
            at = made.put(*head, sub, basis if k == 0 else None)
            full = f"{name}（{sub}）" if sub else name
            row = fact_row("power", at, PowerItem__name=full, PowerItem__code=code, PowerItem__power_type="licence")
            row.facts["PowerItem.BASED_ON"] = frozenset(cited)
            if k:
                row.lost = frozenset(("PowerItem.code", "PowerItem.BASED_ON"))
            made.truth.append(row)
        if len(subs) > 1:
            merged += [(first, c, first + len(subs) - 1, c) for c in (1, 2, 3, 4, 6)]
    return Layout("sub_items", "子项列", "建设管理委权力清单", [Sheet("权力清单", made.rows, merged)], made.truth)


def sub_items_numbered() -> Layout:
    made = Made()
    made.put("序号", "事项名称", "职权类型", "实施依据", "实施主体")
    cited = ("城市道路管理条例|第三十一条",)
    plan = (
        ("1", "占用城市道路审批", "行政许可", ("临时占用道路", "占道施工")),
        ("2", "对排水设施的检查", "行政检查", ()),
        ("3", "路名牌设置审批", "行政许可", ("新设路名牌", "迁移路名牌")),
    )
    marks = ("{0}.{1}", "（{1}）")
    for i, (number, name, kind, subs) in enumerate(plan):
        at = made.put(number, name, kind, "《城市道路管理条例》第三十一条", "区建设管理委")
        value = {"行政许可": "licence", "行政检查": "inspection"}[kind]
        made.truth.append(fact_row("power", at, PowerItem__name=name, PowerItem__power_type=value))
        made.truth[-1].facts.update({"PowerItem.BASED_ON": frozenset(cited), "PowerGrant.HELD_BY": frozenset(["区建设管理委"])})
        for k, sub in enumerate(subs, 1):
            at = made.put(marks[i // 2].format(number, k), f"　　{sub}", kind, "《城市道路管理条例》第三十一条", "区建设管理委")
            made.truth.append(fact_row("power", at, PowerItem__name=f"{name}（{sub}）", PowerItem__power_type=value))
            made.truth[-1].facts.update(made.truth[-2].facts | {"PowerItem.name": frozenset([f"{name}（{sub}）"])})
    return Layout("sub_numbers", "子项编号", "权责清单（子项）", [Sheet("权责清单", made.rows)], made.truth)


def sections_of_types() -> Layout:
    made = Made()
    made.put("序号", "事项名称", "实施依据", "实施主体")
    merged: list[Range] = []
    for title, kind in (("一、行政处罚类（4项）", "行政处罚"), ("二、行政检查类", "行政检查"), ("三、行政许可类", "行政许可")):
        at = made.put(title, None, None, None)
        merged.append((at, 1, at, 4))
        for i, item in enumerate((x for x in ITEMS if x.type == kind), 1):
            at = made.put(i, item.name, item.basis, item.holder[0])
            made.truth.append(power(item, "name", "basis", "holder", "type", number=at))
    return Layout("sections", "小标题行（按类别）", "权责清单（分类）", [Sheet("权责清单", made.rows, merged)], made.truth)


def sections_of_bodies() -> Layout:
    """Sections say who acts; serial numbers begin again; the name is the first column."""
    made = Made()
    made.put("事项名称", "职权类型", "实施依据", "备注")
    for k, body in enumerate(dict.fromkeys(x.holder[0] for x in ITEMS)):
        mine = [x for x in ITEMS if x.holder[0] == body]
        made.put(f"（{'一二三四五六七'[k]}）{body}（{len(mine)}项）", None, None, None)
        for item in mine:
            at = made.put(item.name, item.type, item.basis, None)
            made.truth.append(power(item, "name", "basis", "holder", "type", number=at))
    return Layout("sections_bodies", "小标题行（按部门）", "权责清单（按部门）", [Sheet("权责清单", made.rows)], made.truth)


def stacked() -> Layout:
    """Two different lists in one sheet, one under the other."""
    made = Made()
    made.put("一、行政权力清单")
    made.put(*_A)
    for i, item in enumerate(ITEMS[:4], 1):
        _a(made, i, item)
    made.put(None)
    made.put("二、下沉队伍编制表")
    made.put("序号", "机构名称", "机构类别", "编制数", "在岗数", "人事管理单位")
    for i, (name, posts, there) in enumerate((("莘庄镇水务站", 6, 5), ("莘庄镇房管办", 12, 11), ("七宝镇水务站", 4, 4)), 1):
        at = made.put(i, name, "下沉执法队伍", posts, there, name[:3] + "人民政府")
        row = fact_row("organ", at, Organ__EXISTS=name, Organ__kind="enforcement_team")
        row.facts |= {"Organ.establishment": frozenset([posts]), "Organ.on_post": frozenset([there])}
        row.facts["Organ.MANAGED_BY.personnel"] = frozenset([name[:3] + "人民政府"])
        made.truth.append(row)
    return Layout("stacked", "上下两张清单", "莘庄镇材料", [Sheet("汇总", pad(made.rows))], made.truth)


def side_by_side() -> Layout:
    """Two lists beside each other, a blank column between them."""
    left, right = ITEMS[:5], (("莘庄镇水务站", 6), ("七宝镇水务站", 4), ("梅陇镇房管办", 9))
    made = Made()
    made.put("行政权力清单", None, None, None, None, "下沉队伍编制表", None, None)
    made.put("事项名称", "职权类型", "实施依据", "实施主体", None, "机构名称", "编制数", "人事管理单位")
    lower, other = [], []
    for i, item in enumerate(left):
        cells = [item.name, item.type, item.basis, item.holder[0], None]
        if i < len(right):
            name, posts = right[i]
            at = made.put(*cells, name, posts, name[:3] + "人民政府")
            row = fact_row("organ", at, Organ__EXISTS=name, Organ__establishment=posts)
            row.facts["Organ.MANAGED_BY.personnel"] = frozenset([name[:3] + "人民政府"])
            other.append(row)
        else:
            at = made.put(*cells, None, None, None)
        lower.append(power(item, "name", "type", "basis", "holder", number=at))
    merged = [(1, 1, 1, 4), (1, 6, 1, 8)]
    return Layout("side_by_side", "左右两张清单", "闵行区材料汇总", [Sheet("汇总", made.rows, merged)], lower + other)


def transposed() -> Layout:
    """Headings down the first column, a body in each of the others."""
    teams = (
        ("莘庄镇水务站", 6, 5, 1, "莘庄镇人民政府"),
        ("七宝镇水务站", 4, 4, 0, "七宝镇人民政府"),
        ("梅陇镇水务站", 5, 5, 2, "梅陇镇人民政府"),
    )
    rows = [["机构名称", *(t[0] for t in teams)], ["机构类别", *("下沉执法队伍" for _ in teams)]]
    rows += [["编制数", *(t[1] for t in teams)], ["在岗数", *(t[2] for t in teams)], ["执法证数", *(t[3] for t in teams)]]
    rows += [["人事管理单位", *(t[4] for t in teams)]]
    truth = []
    for name, posts, there, papers, who in teams:
        row = fact_row("organ", Organ__EXISTS=name, Organ__kind="enforcement_team", Organ__establishment=posts)
        row.facts |= {"Organ.on_post": frozenset([there]), "Organ.certificates": frozenset([papers])}
        row.facts["Organ.MANAGED_BY.personnel"] = frozenset([who])
        truth.append(row)
    return Layout("transposed", "竖排表头", "水务站编制表", [Sheet("机构编制", rows)], truth)


def hidden_parts() -> Layout:
    """A hidden sheet, hidden rows and a hidden column are read like the others."""
    made = Made()
    made.put("序号", "事项编码", "事项名称", "职权类型", "实施依据", "实施主体")
    for i, item in enumerate(ITEMS, 1):
        at = made.put(i, item.code, item.name, item.type, item.basis, item.holder[0])
        made.truth.append(power(item, "code", "name", "type", "basis", "holder", number=at, sheet=1))
    cover = Sheet("封面", [["闵行区权责清单"], ["区委编办"]])
    sheet = Sheet("底表", made.rows, hidden=True, hidden_rows=(3, 4), hidden_columns=(2,))
    return Layout("hidden", "隐藏的表、行、列", "权责清单底稿", [cover, sheet], made.truth, formats=("xlsx", "xls"))


SHAPES = (
    titles_notes_totals,
    merged_rows,
    merged_columns,
    pages_in_one_sheet,
    pages_in_tables,
    broken_headings,
    two_row_headings,
    three_row_headings,
    sub_item_column,
    sub_items_numbered,
    sections_of_types,
    sections_of_bodies,
    stacked,
    side_by_side,
    transposed,
    hidden_parts,
)
