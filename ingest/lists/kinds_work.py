"""Lists of what happens 运行类清单: transfers, cases, inspections, indicators."""

from __future__ import annotations

from graph.ontology import vocabularies as v

from .declare import NOTE, SEQUENCE, col, fact, link
from .model import Kind

_GRID_CODE = "网格编码 网格编号 所属网格编码 网格代码"
_STREET = "所属街镇 街镇 所属街道 发生区域 街道(镇) 所属区域 发生街镇 事发街镇 所在街镇 街道"
_PARTY = (
    "相对人 当事人 行政相对人 被检查对象 检查对象 当事人姓名 当事人名称 被处罚人 相对人名称 诉求人 "
    "投诉人 行政相对人名称 被检查单位"
)
_SYNTHETIC = "数据性质 是否合成 数据类型 合成标记"

TRANSFER = Kind(
    "transfer",
    "划转清单",
    "transfer",
    ("划转清单", "划转表", "下沉清单", "职责划转", "编制划转", "人员划转", "划转"),
    (("transfer", "Transfer"),),
    (
        SEQUENCE,
        col("batch", "划转批次 批次 批次名称 划转事项 划转名称 划转项目", "name", fact("transfer", "batch"), telling=0.8),
        col(
            "resource",
            "划转资源 资源 资源类型 划转内容 划转类别 资源类别",
            "term",
            fact("transfer", "resource"),
            vocabulary=v.TRANSFER_RESOURCE,
            telling=0.9,
        ),
        col("item_count", "数量 划转数量 人数 项数 划转数 编制数", "integer", fact("transfer", "item_count"), telling=0.2),
        col("unit", "单位 计量单位"),
        col("domain", "领域 条线 业务领域 所属领域", "text", fact("transfer", "domain")),
        col(
            "from_organ",
            "划出单位 划出部门 移交单位 原单位 转出单位 划出机构 划出方",
            "names",
            link("transfer", "FROM_ORGAN", "Organ"),
            telling=0.9,
        ),
        col(
            "to_organ",
            "划入单位 划入部门 接收单位 承接单位 转入单位 划入机构 划入方",
            "names",
            link("transfer", "TO_ORGAN", "Organ"),
            telling=0.9,
        ),
        col(
            "happened_on",
            "划转日期 划转时间 日期 移交日期 实施日期 下沉时间",
            "date",
            fact("transfer", "happened_on"),
            telling=0.3,
        ),
        col("status", "状态 划转状态 进展 完成情况", "term", fact("transfer", "status"), vocabulary=v.TRANSFER_STATUS),
        col("matters", "对应管理事项 管理事项 涉及管理事项 涉及事项", "names", link("transfer", "CONCERNS", "Matter")),
        col("instrument", "依据文件 划转文件 文件依据 依据 文号", "names", link("transfer", "UNDER", "Instrument")),
        col("area", "适用区域 所属街镇 实施范围", "names", link("transfer", "IN_AREA", "Area")),
        NOTE,
    ),
    required=(("from_organ", "to_organ"), ("resource", "batch")),
    needs=(("resource",), ("from_organ", "to_organ")),
)

CASE = Kind(
    "case",
    "案件清单",
    "case",
    ("案件清单", "案件台账", "办件清单", "工单", "案件", "处罚案件", "诉件", "12345"),
    (("case", "Case"),),
    (
        SEQUENCE,
        col(
            "number",
            "案件编号 工单编号 任务号 案卷号 受理编号 案号 案件号 工单号 编号 事件编号 诉求编号 处罚决定书文号 立案号",
            "code",
            fact("case", "number"),
            telling=0.6,
        ),
        col(
            "source",
            "案件来源 来源 事件来源 诉求来源 线索来源 问题来源",
            "term",
            fact("case", "source"),
            vocabulary=v.CASE_SOURCE,
            telling=0.6,
        ),
        col(
            "stage",
            "办理环节 环节 办理状态 案件状态 当前环节 状态 办理阶段",
            "term",
            fact("case", "stage"),
            vocabulary=v.CASE_STAGE,
            telling=0.4,
        ),
        col(
            "matter",
            "管理事项 事项 问题类型 案件类型 小类 诉求类型 事件类型 对应管理事项 案件小类 问题小类",
            "names",
            link("case", "ABOUT", "Matter"),
            telling=0.3,
        ),
        col("item_code", "权力事项编码 事项编码 处罚事项编码 权力编码 职权编码", "code", telling=0.3),
        col("item_name", "权力事项 案由 处罚事项 违法行为 适用事项 处罚案由 权力事项名称", "name", telling=0.3),
        col("party", _PARTY, "party", link("case", "AGAINST", "Party"), telling=0.3),
        col(
            "found_on",
            "发现日期 受理日期 上报时间 发现时间 立案日期 受理时间 诉求时间 来电时间 登记时间 上报日期",
            "date",
            fact("case", "found_on"),
            telling=0.3,
        ),
        col("grid_code", _GRID_CODE, "code", telling=0.2),
        col("grid_name", "网格名称 所属网格 网格", "name", telling=0.2),
        col("area", _STREET, "name"),
        col("found_by", "发现单位 上报单位 发现机构 来源单位 上报部门", "name", link("case", "FOUND_BY", "Organ"), telling=0.6),
        col(
            "handled_by",
            "承办单位 处置单位 处置部门 主办单位 办理单位 承办部门 责任单位 处置主体 三级主责部门",
            "name",
            link("case", "HANDLED_BY", "Organ"),
            telling=0.5,
        ),
        col(
            "decided_by",
            "决定单位 决定机关 处罚机关 处罚决定机关 作出决定机关 执法主体 执法机关",
            "name",
            link("case", "DECIDED_BY", "Organ"),
            telling=0.6,
        ),
        col("acts_as", "执法名义 名义 以谁的名义", "name", link("case", "IN_NAME_OF", "Organ"), telling=0.3),
        col(
            "decided_on", "决定日期 处罚决定日期 处罚日期 作出决定日期 决定时间", "date", fact("case", "decided_on"), telling=0.5
        ),
        col("closed_on", "结案日期 办结日期 结案时间 办结时间 完成时间", "date", fact("case", "closed_on"), telling=0.5),
        col("fine", "罚款金额 罚款 罚没金额 处罚金额 罚款数额 罚没款", "number", fact("case", "fine"), telling=0.5),
        col(
            "outcome", "处理结果 处罚结果 处置结果 结果 办理结果 处罚内容 处理决定", "text", fact("case", "outcome"), telling=0.3
        ),
        col("synthetic", _SYNTHETIC, "boolean", fact("case", "synthetic"), telling=0.2),
        col("detail", "诉求内容 问题描述 案情 事件描述 地址 发生地址 事发地点 标题 内容"),
        NOTE,
        col("grid", "", "text", link("case", "OCCURRED_IN", "Grid")),
        col("place", "", "text", link("case", "OCCURRED_IN", "Area")),
        col("applies", "", "text", link("case", "APPLIES", "PowerItem")),
        col("title", "", "text", fact("case", "name")),
    ),
    required=(("number",), ("matter", "item_name", "item_code", "found_on", "handled_by", "source")),
    needs=(("number",),),
    event=True,
    keep=False,
)

INSPECTION = Kind(
    "inspection",
    "检查清单",
    "inspection",
    ("行政检查", "检查记录", "检查清单", "检查台账", "执法检查", "双随机"),
    (("case", "Case"),),
    (
        SEQUENCE,
        col("number", "检查编号 检查单号 任务编号 检查任务编号 编号 记录编号", "code", fact("case", "number"), telling=0.8),
        col("found_on", "检查日期 检查时间 实施日期 日期", "date", fact("case", "found_on"), telling=0.8),
        col(
            "handled_by",
            "检查单位 检查机关 检查机构 实施单位 检查部门 执法单位",
            "name",
            link("case", "HANDLED_BY", "Organ"),
            link("case", "FOUND_BY", "Organ"),
            telling=0.9,
        ),
        col("party", _PARTY, "party", link("case", "AGAINST", "Party"), telling=0.4),
        col("matter", "检查事项 检查内容 管理事项 检查项目 对应管理事项", "names", link("case", "ABOUT", "Matter"), telling=0.7),
        col("item_code", "权力事项编码 事项编码 检查事项编码", "code"),
        col("item_name", "权力事项 权力事项名称", "name"),
        col("grid_code", _GRID_CODE, "code"),
        col("grid_name", "网格名称 所属网格 网格", "name"),
        col("area", _STREET, "name"),
        col("acts_as", "执法名义 名义", "name", link("case", "IN_NAME_OF", "Organ")),
        col("outcome", "检查结果 处理结果 结果 检查结论", "text", fact("case", "outcome"), telling=0.5),
        col("synthetic", _SYNTHETIC, "boolean", fact("case", "synthetic"), telling=0.2),
        NOTE,
        col("source", "", "text", fact("case", "source")),
        col("grid", "", "text", link("case", "OCCURRED_IN", "Grid")),
        col("place", "", "text", link("case", "OCCURRED_IN", "Area")),
        col("applies", "", "text", link("case", "APPLIES", "PowerItem")),
        col("title", "", "text", fact("case", "name")),
    ),
    required=(("number",), ("found_on",), ("handled_by", "matter")),
    needs=(("number",),),
    event=True,
    keep=False,
)

INDICATOR = Kind(
    "indicator",
    "考核指标",
    "indicator",
    ("考核指标", "指标体系", "考核表", "评价指标", "绩效指标", "考核办法"),
    (("indicator", "Indicator"),),
    (
        SEQUENCE,
        col("code", "指标编码 指标编号 指标代码 编码", "code", fact("indicator", "code"), telling=0.8),
        col("name", "指标名称 考核指标 指标 考核内容 考核项目 名称 指标内容", "name", telling=0.8),
        col("weight", "权重 分值 指标权重 分数 考核分值", "number", fact("indicator", "weight"), telling=0.8),
        col("cycle", "考核周期 周期 考核频次 频次", "text", fact("indicator", "cycle"), telling=0.6),
        col(
            "assesses",
            "考核对象 被考核单位 考核单位对象 被考核对象 适用对象 责任单位",
            "names",
            link("indicator", "ASSESSES", "Organ"),
            telling=0.7,
        ),
        col(
            "set_by",
            "制定单位 考核单位 考核主体 设定单位 考核部门 制定部门 牵头考核单位 考核实施部门",
            "names",
            link("indicator", "SET_BY", "Organ"),
            telling=0.6,
        ),
        col("matters", "对应管理事项 管理事项 涉及管理事项 对应事项", "names", link("indicator", "CONCERNS", "Matter")),
        NOTE,
    ),
    required=(("name", "code"), ("weight", "assesses", "set_by")),
    needs=(("name", "code"),),
)
