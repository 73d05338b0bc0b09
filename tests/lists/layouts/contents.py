"""Layouts of what stands in the cells: enumerations, clause text, marks, dates, numbers, places at large, ditto."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ingest import names

from .model import Layout, Sheet
from .rows import ITEMS, Made, fact_row, power

_SCOPE = "上海市闵行区"


def enumerations() -> Layout:
    """Several names in a cell, by 、, ；, line ends and numbers; matters whose own names hold 、."""
    made = Made()
    made.put("序号", "履职事项", "履职类别", "牵头单位", "配合单位", "对应管理事项")
    plan: tuple[tuple[str, str, str, tuple[str, ...], str, tuple[str, ...], str, tuple[str, ...]], ...] = (
        (
            *("道路巡查", "基本履职事项", "区城管执法局、区建设管理委", ("区城管执法局", "区建设管理委")),
            *(
                "区公安分局；区绿化市容局",
                ("区公安分局", "区绿化市容局"),
                "占用、挖掘城市道路；乱设摊",
                ("占用、挖掘城市道路", "乱设摊"),
            ),
        ),
        (
            *("河道巡查", "基本履职事项", "区水务局", ("区水务局",)),
            *(
                "莘庄镇人民政府\n七宝镇人民政府",
                ("莘庄镇人民政府", "七宝镇人民政府"),
                "填堵河道、雨污混接",
                ("填堵河道", "雨污混接"),
            ),
        ),
        (
            *("住房巡查", "配合履职事项", "1.区房管局\n2.区公安分局", ("区房管局", "区公安分局")),
            *("区消防救援\n支队", ("区消防救援支队",), "群租", ("群租",)),
        ),
        (
            *("市容巡查", "配合履职事项", "区城市管理\n行政执法局", ("区城市管理行政执法局",)),
            *("区房管局，区水务局", ("区房管局", "区水务局"), "擅自张贴、涂写、刻画\n“乱停、乱放”非机动车", ()),
        ),
        (
            *(
                "安全巡查",
                "上级部门收回事项",
                "区应急局（含消防、救援）、区住房城乡建设委",
                ("区应急局（含消防、救援）", "区住房城乡建设委"),
            ),
            *("/", (), "无", ()),
        ),
    )
    classes = {"基本履职事项": "basic", "配合履职事项": "cooperative", "上级部门收回事项": "withdrawn"}
    for i, (name, kind, lead, leads, support, supports, matter, matters) in enumerate(plan, 1):
        at = made.put(i, name, kind, lead, support, matter)
        row = fact_row("duty", at, Duty__name=name, Duty__duty_class=classes[kind])
        row.facts |= {"BEARS.lead": frozenset(leads), "BEARS.support": frozenset(supports), "Duty.CONCERNS": frozenset(matters)}
        made.truth.append(row)
    made.truth[3].facts["Duty.CONCERNS"] = frozenset(("擅自张贴、涂写、刻画", "“乱停、乱放”非机动车"))
    return Layout("enumerations", "一格多个名称", "履职事项清单", [Sheet("履职事项清单", made.rows)], made.truth)


def known_matters() -> Layout:
    """A crosswalk of matters beside a list that names them: a name that the crosswalk has is not split."""
    crosswalk, powers = Made(), Made()
    crosswalk.put("管理事项", "领域", "网格事部件代码", "禁止条款")
    for matter, domain, code in (
        ("垃圾、渣土乱倒", "市容", "事-0301"),
        ("焚烧沥青、油毡", "生态", "事-0302"),
        ("占道堆物", "市容", "事-0303"),
    ):
        at = crosswalk.put(matter, domain, code, "《上海市市容环境卫生管理条例》第二十五条")
        row = fact_row("matter", at, Matter__EXISTS=matter, Matter__domain=domain, Matter__grid_code=code)
        row.facts["Matter.PROHIBITS"] = frozenset(["上海市市容环境卫生管理条例|第二十五条"])
        crosswalk.truth.append(row)
    powers.put("事项编码", "事项名称", "职权类型", "实施主体", "对应管理事项")
    cells = (
        ("垃圾、渣土乱倒、占道堆物", ("垃圾、渣土乱倒", "占道堆物")),
        ("焚烧沥青、油毡", ("焚烧沥青、油毡",)),
        ("占道堆物、乱设摊", ("占道堆物", "乱设摊")),
    )
    for item, (written, matters) in zip(ITEMS, cells, strict=False):
        at = powers.put(item.code, item.name, item.type, item.holder[0], written)
        powers.truth.append(power(item, "code", "name", "type", "holder", number=at, sheet=1, matters=matters))
    sheets = [Sheet("事项对照表", crosswalk.rows, caption="事项对照表"), Sheet("权责清单", powers.rows, caption="权责清单")]
    truth = crosswalk.truth + powers.truth
    return Layout("known_matters", "名称中有顿号", "事项与权责", sheets, truth, formats=("xlsx", "docx", "html", "xls", "pdf"))


def clause_texts() -> Layout:
    made = Made()
    made.put("序号", "项目编码", "项目名称", "权力类型", "实施依据", "实施主体", "责任事项")
    texts = (
        "《{0}》（2022年修订）{1}：“任何单位不得在道路上堆放物品；违反的，依照《中华人民共和国行政处罚法》第九条处罚。”",
        "1.《{0}》{1}　违反本条规定的，由主管部门责令改正，可以处五百元以上五千元以下罚款。",
        "【地方性法规】《{0}》{1}",
    )
    for i, item in enumerate(ITEMS, 1):
        parts = []
        for cited in item.cited:
            title, place = cited.split("|")
            parts.append(texts[i % 3].format(title, place))
        duty = "1.立案阶段责任：发现违法行为的，予以审查，决定是否立案。\n2.调查阶段责任：指定专人负责，及时组织调查取证。"
        at = made.put(i, item.code, item.name, item.type, "\n".join(parts), item.holder[0], duty)
        made.truth.append(power(item, "code", "name", "type", "basis", "holder", number=at, shown=(duty, "\n".join(parts))))
    return Layout("clauses", "依据带条文全文", "权责清单（条文）", [Sheet("权责清单", made.rows)], made.truth)


def values() -> Layout:
    """Numbers with units, in Chinese, in full width; dates in every form; yes and no."""
    made = Made()
    made.put("机构名称", "机构类别", "单位性质", "编制数", "在岗数", "执法证数", "设立日期", "备注")
    plan: tuple[tuple[Any, ...], ...] = (
        ("莘庄镇水务站", "６名", 6, "５人", 5, "二本", 2, dt.date(2014, 3, 5)),
        ("七宝镇水务站", "十二", 12, "11", 11, 0, 0, "2014年3月5日"),
        ("梅陇镇水务站", "1,2", 12, "约10人", 10, "无", None, "二〇一四年三月五日"),
        ("颛桥镇水务站", 8, 8, "8名（含借调2名）", 8, "3 本", 3, 41703),
        ("浦江镇水务站", "15个", 15, "－", None, "/", None, "２０１４．３．５"),
        ("吴泾镇水务站", "共9名", 9, 9.0, 9, "1", 1, "20140305"),
        ("马桥镇水务站", "7", 7, "七人", 7, "——", None, "2014-3-5 00:00:00"),
        ("华漕镇水务站", "10（事业）", 10, "10", 10, "2", 2, "2014/03/05"),
    )
    for name, posts, posts_n, there, there_n, papers, papers_n, day in plan:
        at = made.put(name, "下沉队伍", "事业单位", posts, there, papers, day, "——")
        row = fact_row(
            *("organ", at),
            Organ__EXISTS=name,
            Organ__kind="enforcement_team",
            Organ__legal_status="public_institution",
            Organ__establishment=posts_n,
            Organ__on_post=there_n,
            Organ__certificates=papers_n,
            Organ__valid_from=dt.date(2014, 3, 5),
        )
        made.truth.append(row)
    made.put("合计", None, None, "79名", None, None, None, None)
    return Layout("values", "数字、日期的各种写法", "机构编制（各写法）", [Sheet("机构编制", made.rows)], made.truth)


def _matrix(name: str, zh: str, marks: dict[str, str], legend: str, merged_head: bool) -> Layout:
    bodies = ("区城管执法局", "区水务局", "区房管局", "各街镇")
    streets = tuple(names.street_body(s.full_name) for s in names.streets_of(_SCOPE)) if hasattr(names, "street_body") else ()
    plan = (
        ("占道堆物整治", "A..B"),
        ("河道整治", ".AB."),
        ("群租整治", "B.A."),
        ("违法搭建整治", "AB.."),
        ("小区积水处置", ".BAB"),
    )
    made = Made()
    made.put("重点事项责任分工表")
    if merged_head:
        made.put("序号", "事项名称", "责任部门", None, None, None, "备注")
        made.put(None, None, *bodies, None)
    else:
        made.put("序号", "事项名称", *bodies, "备注")
    for i, (matter, cells) in enumerate(plan, 1):
        at = made.put(i, matter, *(marks[c] or None for c in cells), None)
        row = fact_row("duty", at, Duty__name=matter)
        for role, mark in (("lead", "A"), ("support", "B")):
            who = [b for b, c in zip(bodies, cells, strict=True) if c == mark]
            row.facts[f"BEARS.{role}"] = frozenset(x for b in who for x in (_streets() if b == "各街镇" else (b,)))
        made.truth.append(row)
    if legend:
        made.put(legend)
    rows = [[*r, *[None] * (7 - len(r))] for r in made.rows]
    merged = [(1, 1, 1, 7)]
    merged += [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 6), (2, 7, 3, 7)] if merged_head else []
    del streets
    return Layout(name, zh, "责任分工矩阵", [Sheet("分工", rows, merged)], made.truth)


def _streets() -> tuple[str, ...]:
    from ingest.lists import places

    return tuple(places.body_of(s.full_name) for s in names.streets_of(_SCOPE))


def matrix_of_marks() -> Layout:
    return _matrix("matrix_marks", "事项×部门矩阵（符号）", {"A": "●", "B": "○", ".": ""}, "注：●表示牵头，○表示配合。", True)


def matrix_of_other_marks() -> Layout:
    legend = "说明：“△”为牵头单位，“√”为配合单位，“/”为不涉及。"
    return _matrix("matrix_legend", "事项×部门矩阵（图例另定）", {"A": "△", "B": "√", ".": "/"}, legend, False)


def matrix_of_words() -> Layout:
    return _matrix("matrix_words", "事项×部门矩阵（文字）", {"A": "牵头", "B": "配合", ".": ""}, "", False)


def conferral() -> Layout:
    """What is conferred on all streets, all 街道, or some of them."""
    made = Made()
    made.put("序号", "事项名称", "相关区行政主管部门", "承接方式", "实施范围", "实施日期", "备注")
    streets = names.streets_of(_SCOPE)
    every = tuple(s.full_name for s in streets)
    wanted = {
        "各街镇": every,
        "全部街道": tuple(a for a in every if a.endswith("街道")),
        "莘庄镇、七宝镇": (f"{_SCOPE}莘庄镇", f"{_SCOPE}七宝镇"),
        "江川路街道": (f"{_SCOPE}江川路街道",),
        "全区各街道（镇）": every,
        "各镇": tuple(a for a in every if a.endswith("镇")),
    }
    from ingest.lists import places

    modes = (("下放", "conferred"), ("委托", "entrusted"))
    for i, (item, (where, areas)) in enumerate(zip(ITEMS, wanted.items(), strict=False)):
        mode, value = modes[i % 2]
        at = made.put(i + 1, item.name, item.holder[0], mode, where, "2024年5月1日", "—")
        row = power(item, "name", number=at)
        row.kind = "conferral"
        row.facts |= {"PowerGrant.IN_AREA": frozenset(areas), "PowerGrant.HELD_BY": frozenset(map(places.body_of, areas))}
        row.facts |= {"PowerGrant.FROM_ORGAN": frozenset(item.holder), "PowerGrant.mode": frozenset([value])}
        row.facts["PowerGrant.valid_from"] = frozenset([dt.date(2024, 5, 1)])
        made.truth.append(row)
    return Layout("conferral", "各街镇等概括写法", "赋权事项清单", [Sheet("赋权清单", made.rows)], made.truth)


def ditto() -> Layout:
    made = Made()
    made.put("序号", "领域", "事项名称", "职权类型", "实施依据", "实施主体", "备注")
    last: Any = None
    marks = ("同上", "〃", "″", "同  上", "〃", "同上", "同上。", "”")
    for i, item in enumerate(ITEMS):
        mark = marks[i]
        domain = mark if last and last.domain == item.domain else item.domain
        kind = mark if last and last.type == item.type else item.type
        holder = mark if last and last.holder == item.holder else item.holder[0]
        at = made.put(i + 1, domain, item.name, kind, item.basis, holder, "无")
        made.truth.append(power(item, "domain", "name", "type", "basis", "holder", number=at))
        last = item
    return Layout("ditto", "同上", "权责清单（同上）", [Sheet("权责清单", made.rows)], made.truth)


def discretion() -> Layout:
    """One violation over several rows, one for each circumstance."""
    made = Made()
    made.put("序号", "违法行为", "法律依据", "裁量情节", "裁量标准")
    merged = []
    for i, item in enumerate([x for x in ITEMS if x.type == "行政处罚"], 1):
        first = len(made.rows) + 1
        for k, (how, much) in enumerate(
            (("轻微", "不予处罚"), ("一般", "处500元以上2000元以下罚款"), ("严重", "处2000元以上罚款"))
        ):
            head = (i, item.name, item.basis) if k == 0 else (None,) * 3
            at = made.put(*head, how, much)
            made.truth.append(power(item, "name", "basis", number=at, shown=(how, much), lost=("basis",) if k else ()))
        merged += [(first, c, first + 2, c) for c in (1, 2, 3)]
    return Layout("discretion", "裁量基准表", "行政处罚裁量基准", [Sheet("裁量基准", made.rows, merged)], made.truth)


def cases() -> Layout:
    made = Made()
    made.put("序号", "案件编号", "案件来源", "问题类型", "发现时间", "当事人", "承办单位", "罚款金额（万元）", "结案日期")
    for i in range(1, 7):
        source, value = (("12345热线", "hotline_12345"), ("网格巡查", "grid"))[i % 2]
        fine = ("0.5", "1.2万元", "/", "２", "0.05", "无")[i - 1]
        money = (5000.0, 12000.0, None, 20000.0, 500.0, None)[i - 1]
        at = made.put(
            i,
            f"MH2025{i:05d}",
            source,
            "占道堆物",
            f"2025-03-0{i} 09:1{i}",
            f"王{'一二三四五六'[i - 1]}",
            "莘庄镇城管中队",
            fine,
            "2025.4.1",
        )
        row = fact_row("case", at, Case__number=f"MH2025{i:05d}", Case__source=value, Case__ABOUT="占道堆物", Case__fine=money)
        row.facts |= {"Case.found_on": frozenset([dt.date(2025, 3, i)]), "Case.closed_on": frozenset([dt.date(2025, 4, 1)])}
        row.facts["Case.HANDLED_BY"] = frozenset(["莘庄镇城管中队"])
        made.truth.append(row)
    return Layout("cases", "案件台账", "案件台账", [Sheet("案件", made.rows)], made.truth)


def indicators() -> Layout:
    """Weights as percentages; serial numbers begin again in each section."""
    made = Made()
    made.put("序号", "考核指标", "权重", "考核周期", "考核对象", "考核单位", "备注")
    plan = (
        ("一、城市管理（60%）", (("先行联系率", "10%", 0.1), ("按时办结率", 0.2, 0.2), ("市民满意率", "３０％", 0.3))),
        ("二、河湖管理（40%）", (("河道水质达标率", "25 %", 0.25), ("排水户检查覆盖率", "15%", 0.15))),
    )
    for title, rows in plan:
        made.put(title, None, None, None, None, None, None)
        for i, (name, written, weight) in enumerate(rows, 1):
            at = made.put(i, name, written, "季度", "莘庄镇人民政府、七宝镇人民政府", "区城运中心", None)
            row = fact_row("indicator", at, Indicator__name=name, Indicator__weight=weight, Indicator__cycle="季度")
            row.facts["Indicator.ASSESSES"] = frozenset(("莘庄镇人民政府", "七宝镇人民政府"))
            row.facts["Indicator.SET_BY"] = frozenset(["区城运中心"])
            made.truth.append(row)
        made.put("小计", None, "60%" if title[0] == "一" else "40%", None, None, None, None)
    return Layout("indicators", "百分比、序号重起", "考核指标", [Sheet("考核指标", made.rows, percent_columns=(3,))], made.truth)


def grids() -> Layout:
    """Grids with their heads, whose names must not be kept."""
    made = Made()
    made.put("网格编码", "网格名称", "网格类别", "所属街镇", "户数", "巡查员数", "网格长", "联系电话")
    for i in range(1, 7):
        code = f"31011210100{i}"
        at = made.put(
            code,
            f"第{'一二三四五六'[i - 1]}网格",
            "居村网格",
            "莘庄镇",
            f"{i},20{i}户",
            f"{i}人",
            f"赵{'甲乙丙丁戊己'[i - 1]}",
            13800000000 + i,
        )
        row = fact_row("grid", at, Grid__name=f"第{'一二三四五六'[i - 1]}网格", Grid__code=code, Grid__kind="residential")
        row.facts |= {"Grid.households": frozenset([i * 1000 + 200 + i]), "Grid.patrols": frozenset([i])}
        row.facts["Grid.WITHIN"] = frozenset(["莘庄镇"])
        made.truth.append(row)
    return Layout("grids", "网格名册（含网格长）", "网格名册", [Sheet("网格名册", made.rows)], made.truth)


def transfers() -> Layout:
    made = Made()
    made.put("划转批次", "划转内容", "数量", "领域", "划出单位", "划入单位", "划转日期", "状态")
    plan = (
        ("职责", "168项", "power", 168, "done"),
        ("人员", "十二名", "staff", 12, "done"),
        ("编制", "—", "establishment", None, "not_done"),
    )
    for resource, written, value, count, status in plan:
        words = {"done": "已划转", "not_done": "未划转"}[status]
        at = made.put("房管执法划转", resource, written, "房管", "区房管局", "区城管执法局", "2024年1月", words)
        row = fact_row("transfer", at, Transfer__batch="房管执法划转", Transfer__resource=value, Transfer__item_count=count)
        row.facts |= {"Transfer.FROM_ORGAN": frozenset(["区房管局"]), "Transfer.TO_ORGAN": frozenset(["区城管执法局"])}
        row.facts |= {"Transfer.happened_on": frozenset([dt.date(2024, 1, 1)]), "Transfer.status": frozenset([status])}
        made.truth.append(row)
    return Layout("transfers", "划转清单", "划转清单", [Sheet("划转清单", made.rows)], made.truth)


CONTENTS = (
    *(enumerations, known_matters, clause_texts, values, matrix_of_marks, matrix_of_other_marks, matrix_of_words),
    *(conferral, ditto, discretion, cases, indicators, grids, transfers),
)
