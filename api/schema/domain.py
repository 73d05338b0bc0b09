"""Types of what is computed 计算结果: findings, the responsibility matrix, hotspots, unassigned powers, coverage, counts."""

from __future__ import annotations

import datetime as dt
from typing import Any, NewType

import strawberry

from api.schema.enums import VOCABULARIES, make_enum
from api.schema.nodes import TYPES

FactValue = NewType("FactValue", object)
"""A fact's value: text, number or yes/no."""

SCALARS: dict[object, Any] = {
    FactValue: strawberry.scalar(
        name="FactValue", description="文本、数值或是否", serialize=lambda v: v, parse_value=lambda v: v
    ),
}

FindingStatus: Any = make_enum("FindingStatus", "结论", {"yes": "成立", "no": "不成立", "unknown": "缺少清单，不能判断"})
FindingBasis: Any = make_enum("FindingBasis", "依据类型", {"data": "由清单与案件算出", "stated": "文件陈述", "both": "两者一致"})
CellStatus: Any = make_enum(
    "CellStatus",
    "条块匹配",
    {"matched": "有责有权", "duty_only": "有责无权", "power_only": "有权无责", "unknown": "清单不全，不能判断"},
)
UnassignedKind: Any = make_enum(
    "UnassignedKind", "无主权力的种类", {"nobody_holds": "无人持有", "nobody_uses": "有人持有而无人使用"}
)
ListLevel: Any = VOCABULARIES["ListLevel"]
PageInfo: Any = TYPES["PageInfo"]


def _field(description: str, name: str | None = None) -> Any:
    return strawberry.field(description=description, name=name)


@strawberry.type(description="指名的实体：标识、名称、类型")
class EntityRef:
    """An entity by name."""

    id: strawberry.ID = _field("标识，可用 entity(id) 或各类型的查找取得全部内容")
    name: str = _field("名称")
    label: str | None = _field("类型（英文标签）")
    code: str | None = _field("编码")


@strawberry.type(description="严重度的四个分量，各 0 至 1；缺数据时为空（待数据）")
class SeverityParts:
    """Parts of a severity."""

    legal: float | None = _field("合法性：违法 1.0，追责 0.6，效率 0.3")
    volume: float | None = _field("体量：所涉案件量")
    duration: float | None = _field("持续时间")
    outlier: float | None = _field("离群：同级区域中有多少出现")


@strawberry.type(description="发现附带的数字或名称")
class Fact:
    """A fact."""

    name: str = _field("名称（英文）")
    zh: str = _field("名称")
    value: FactValue | None = _field("值")


@strawberry.type(description="依据：文件中的一处原文")
class Evidence:
    """A quoted passage."""

    document: EntityRef = _field("文件")
    passage: strawberry.ID = _field("片段标识")
    locator: str = _field("位置：字符区间，或工作表与单元格")
    quote: str = _field("原文，逐字")


@strawberry.type(description="发现：一个对象在一个区域是否存在某种权责问题")
class Finding:
    """A finding."""

    id: strawberry.ID = _field("标识；同一编号、对象、区域、事项总是相同")
    code: str = _field("编号，如 G04")
    title: str = _field("名称")
    status: FindingStatus = _field("结论")
    basis: FindingBasis = _field("依据类型")
    summary: str = _field("说明")
    severity: float | None = _field("严重度 0 至 100；只有成立的才有")
    severityParts: SeverityParts = _field("严重度的分量")
    subject: EntityRef = _field("对象")
    area: EntityRef | None = _field("区域")
    topic: str | None = _field("领域或事项")
    facts: list[Fact] = _field("附带的数字与名称")
    missing: list[str] = _field("不能判断时，缺少哪些清单")
    legalHook: str | None = _field("法律依据")
    remedy: str | None = _field("处置建议")
    evidence: list[Evidence] = _field("依据（可能只列前若干条）")
    evidenceTotal: int | None = _field("依据共几条")


@strawberry.type(description="发现列表（分页）")
class FindingConnection:
    """A page of findings."""

    totalCount: int = _field("符合条件的总数")
    nodes: list[Finding] = _field("本页各项，最严重的在前")
    pageInfo: PageInfo = _field("分页信息")


@strawberry.type(description="一种发现")
class FindingKind:
    """A kind of finding."""

    code: str = _field("编号")
    titleZh: str = _field("中文名称")
    titleEn: str = _field("英文名称")
    question: str = _field("问什么")
    legalHook: str = _field("法律依据")
    remedy: str = _field("处置建议")
    family: str = _field("类别")


@strawberry.type(description="一种发现的计数")
class FindingCount:
    """Counts of a kind."""

    code: str = _field("编号")
    title: str = _field("名称")
    yes: int = _field("成立")
    no: int = _field("不成立")
    unknown: int = _field("不能判断")


@strawberry.type(description="矩阵的一行（条）或一列（块）")
class MatrixAxis:
    """A row or column."""

    id: strawberry.ID = _field("标识")
    name: str = _field("名称")


@strawberry.type(description="矩阵的一格")
class MatrixCell:
    """A cell."""

    row: strawberry.ID = _field("行标识")
    column: strawberry.ID = _field("列标识")
    duties: int = _field("职责项数")
    powers: int = _field("权力项数")
    status: CellStatus = _field("条块匹配")


@strawberry.type(description="权责矩阵：条（部门）× 块（街镇）")
class Matrix:
    """The responsibility matrix."""

    rows: list[MatrixAxis] = _field("条线部门")
    columns: list[MatrixAxis] = _field("街镇")
    cells: list[MatrixCell] = _field("各格；没有的格即无职责也无权力")


@strawberry.type(description="重复执法热点：同一事项在同一网格有几家执法")
class Hotspot:
    """A hotspot."""

    matter: EntityRef = _field("管理事项")
    grid: EntityRef | None = _field("网格")
    area: EntityRef | None = _field("区域")
    pairs: int = _field("重复的案件对数")
    parties: int = _field("涉及的相对人数")
    departments: list[str] = _field("涉及的部门")
    artTwentyNine: bool = _field("是否疑似违反行政处罚法第二十九条（一事二罚）")
    severity: float | None = _field("严重度 0 至 100")


@strawberry.type(description="无主权力：无人持有，或有人持有而无人使用的权力事项")
class UnassignedPower:
    """A power without a holder or user."""

    item: EntityRef = _field("权力事项")
    domain: str | None = _field("领域")
    kind: UnassignedKind = _field("种类")
    used: int | None = _field("使用次数")
    demand: int | None = _field("需求：所涉事项的案件数")
    lastHolder: str | None = _field("最后的持有者")


@strawberry.type(description="清单覆盖：哪些区域、领域的哪种清单已载入")
class CoverageRow:
    """A covered list."""

    area: EntityRef | None = _field("区域")
    domain: str | None = _field("领域，“*” 为全部")
    listLevel: ListLevel | None = _field("清单种类")
    complete: bool | None = _field("是否完整")
    validFrom: dt.date | None = _field("起算日期")
    document: EntityRef | None = _field("来源文件")


@strawberry.type(description="一类节点或关系的数量")
class Count:
    """A count."""

    name: str = _field("名称")
    zh: str = _field("中文名称")
    count: int = _field("数量")


@strawberry.type(description="图谱概况")
class Stats:
    """Counts of everything."""

    engine: str = _field("图数据库引擎")
    nodes: list[Count] = _field("各类节点")
    edges: list[Count] = _field("各类关系")
