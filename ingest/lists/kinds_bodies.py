"""Rosters of bodies, teams and grids 名册类清单."""

from __future__ import annotations

from graph.ontology import vocabularies as v

from .declare import NOTE, SEQUENCE, col, fact, link
from .model import Column, Kind, Says

_LINE = "条线 业务条线 所属条线 专业条线 领域 系统"
_AREA = "服务区域 辖区 所属街镇 管辖区域 服务范围 街镇 所在街镇 工作区域 街道(镇) 管辖范围 服务街镇 区域 属地"
_MATTERS = "承担管理事项 管理事项 承担事项 对应管理事项 管理服务事项 工作内容 主要职责 职责任务"


def _facets(entity: str, telling: float = 0.4) -> tuple[Column, ...]:
    """The columns of the management matrix 管理关系: one a facet."""

    def managed(facet: str) -> Says:
        return link(entity, "MANAGED_BY", "Organ", facet=facet)

    return (
        col(
            "personnel_by",
            "人事管理单位 人事管理 人员管理单位 人事 人事关系 人员编制管理单位 人事归属",
            "names",
            managed("personnel"),
            telling=telling,
        ),
        col(
            "daily_by",
            "日常管理单位 日常管理 日常管理主体 日常 日常使用单位 管理单位",
            "names",
            managed("daily"),
            telling=telling,
        ),
        col(
            "business_by",
            "业务管理单位 业务管理 业务主管部门 业务主管单位 业务 条线管理单位",
            "names",
            managed("business"),
            telling=telling,
        ),
        col(
            "finance_by",
            "经费保障单位 经费管理单位 经费保障 经费管理 经费 财务管理单位 经费承担单位",
            "names",
            managed("finance"),
            telling=telling,
        ),
        col(
            "assessment_by",
            "考核单位 考核管理单位 考核管理 考核 考核主体 考核部门",
            "names",
            managed("assessment"),
            telling=telling,
        ),
    )


ORGAN = Kind(
    "organ",
    "机构编制名册",
    "organ",
    (
        "机构编制",
        "机构名录",
        "机构名册",
        "编制表",
        "部门名录",
        "单位名录",
        "下沉队伍",
        "执法队伍",
        "机构设置",
        "部门名册",
        "机构清单",
        "机构情况",
    ),
    (("organ", "Organ"),),
    (
        SEQUENCE,
        col("name", "机构名称 单位名称 队伍名称 部门名称 名称 机构 单位 机构全称 队伍 部门", "name", telling=0.3),
        col(
            "kind",
            "机构类别 机构类型 单位类别 类别 机构性质类别 机构种类",
            "term",
            fact("organ", "kind"),
            vocabulary=v.ORGAN_KIND,
            telling=0.4,
        ),
        col(
            "level", "层级 机构层级 行政层级 级别 机构级别", "term", fact("organ", "level"), vocabulary=v.AREA_LEVEL, telling=0.3
        ),
        col("team_kind", "队伍类别 队伍类型 队伍种类 下沉队伍类别", "name", fact("organ", "team_kind"), telling=0.2),
        col("line", _LINE, "text", fact("organ", "line")),
        col(
            "legal_status",
            "单位性质 机构性质 性质 法律性质 编制性质",
            "term",
            fact("organ", "legal_status"),
            vocabulary=v.LEGAL_STATUS,
            telling=0.6,
        ),
        col(
            "establishment",
            "编制数 核定编制 编制 编制人数 人员编制 编制总数 核编数",
            "integer",
            fact("organ", "establishment"),
            telling=0.9,
        ),
        col(
            "on_post",
            "在岗数 在编人数 在岗人数 实有人数 实有 现有人数 在编数 在岗",
            "integer",
            fact("organ", "on_post"),
            telling=0.7,
        ),
        col(
            "certificates",
            "执法证数 执法证 持证人数 执法证件数 持执法证人数 持证数",
            "integer",
            fact("organ", "certificates"),
            telling=0.9,
        ),
        col("uscc", "统一社会信用代码 社会信用代码 信用代码 机构代码", "code", fact("organ", "uscc"), telling=0.6),
        col(
            "part_of",
            "隶属机构 隶属 上级机构 隶属关系 所属机构 主管单位 举办单位 所属单位",
            "names",
            link("organ", "PART_OF", "Organ"),
            telling=0.4,
        ),
        col("area", _AREA, "names", link("organ", "SERVES_AREA", "Area")),
        col(
            "guided_by",
            "业务指导单位 业务指导部门 业务指导 指导单位 指导部门 业务指导机构",
            "names",
            link("organ", "GUIDED_BY", "Organ"),
            telling=0.5,
        ),
        *_facets("organ"),
        col("funded_by", "经费来源 经费来源单位 出资单位", "names", link("organ", "FUNDED_BY", "Organ"), telling=0.2),
        col(
            "succeeds",
            "承继机构 原机构 前身 承继 整合机构 整合来源 原单位",
            "names",
            link("organ", "SUCCEEDS", "Organ"),
            telling=0.6,
        ),
        col("performs", _MATTERS, "names", link("organ", "PERFORMS", "Matter")),
        col("valid_from", "设立日期 成立日期 设立时间 挂牌日期 成立时间", "date", fact("organ", "valid_from"), telling=0.3),
        col("valid_to", "撤销日期 撤销时间 撤并日期", "until", fact("organ", "valid_to")),
        col("leaders", "领导职数 负责人 联系人 联系电话 办公地址 地址 职数"),
        NOTE,
    ),
    required=(
        ("name",),
        (
            "kind",
            "establishment",
            "on_post",
            "certificates",
            "legal_status",
            "part_of",
            "guided_by",
            "personnel_by",
            "uscc",
            "level",
            "succeeds",
        ),
    ),
    needs=(("name",),),
)

DISPATCHED = Kind(
    "dispatched",
    "派出机构名册",
    "dispatched",
    ("派出机构", "派驻机构", "派出所名册", "垂直管理机构", "垂管机构"),
    (("organ", "Organ"),),
    (
        SEQUENCE,
        col("name", "机构名称 单位名称 派出机构 派出机构名称 派驻机构名称 名称 机构 单位", "name", telling=0.3),
        col("kind", "机构类别 机构类型 类别", "term", fact("organ", "kind"), vocabulary=v.ORGAN_KIND),
        col("level", "层级 机构层级", "term", fact("organ", "level"), vocabulary=v.AREA_LEVEL),
        col("team_kind", "队伍类别 队伍类型 队伍种类 机构种类", "name", fact("organ", "team_kind"), telling=0.2),
        col("line", _LINE, "text", fact("organ", "line")),
        col(
            "dispatched_by",
            "派出单位 派出机关 派出部门 上级主管部门 派驻单位 派出主体 设立机关 派出单位名称",
            "names",
            link("organ", "DISPATCHED_BY", "Organ"),
            telling=1.0,
        ),
        col("area", _AREA, "names", link("organ", "SERVES_AREA", "Area")),
        col("legal_status", "单位性质 机构性质 性质", "term", fact("organ", "legal_status"), vocabulary=v.LEGAL_STATUS),
        col("establishment", "编制数 核定编制 编制 人员编制", "integer", fact("organ", "establishment"), telling=0.3),
        col("on_post", "在岗数 在编人数 实有人数 现有人数", "integer", fact("organ", "on_post"), telling=0.2),
        col("certificates", "执法证数 执法证 持证人数", "integer", fact("organ", "certificates"), telling=0.2),
        *_facets("organ", 0.1),
        col("performs", _MATTERS, "names", link("organ", "PERFORMS", "Matter")),
        NOTE,
    ),
    required=(("name",), ("dispatched_by",)),
    needs=(("name",),),
)

AUX_TEAM = Kind(
    "aux_team",
    "协管员队伍名册",
    "aux_team",
    ("协管员队伍", "协管队伍", "协管员名册", "辅助队伍", "协管员", "辅助人员", "社会化用工"),
    (("team", "AuxTeam"), ("contractor", "Organ")),
    (
        SEQUENCE,
        col("name", "队伍名称 协管队伍 协管员队伍 名称 队伍 协管队伍名称 单位名称", "name", telling=0.4),
        col("kind", "队伍类别 队伍类型 协管类别 类别 队伍种类 协管员类别", "name", telling=0.3),
        col(
            "headcount",
            "人数 队伍人数 实有人数 协管员人数 在岗人数 人员数 现有人数 协管人数",
            "integer",
            fact("team", "headcount"),
            telling=0.5,
        ),
        col(
            "duties_class",
            "职责类别 职责类型 工作类别 职能类别",
            "term",
            fact("team", "duties_class"),
            vocabulary=v.AUX_DUTIES,
            telling=0.5,
        ),
        col("funding", "年经费 经费金额 年度经费 经费额度 经费预算 经费数额", "number", fact("team", "funding"), telling=0.4),
        col(
            "employed_by",
            "用工单位 用工主体 劳动合同单位 用人单位 聘用单位 签约单位",
            "names",
            link("team", "EMPLOYED_BY", "Organ"),
            telling=0.9,
        ),
        col("area", _AREA, "names", link("team", "SERVES_AREA", "Area"), link("contractor", "SERVES_AREA", "Area")),
        *_facets("team", 0.3),
        col("contracted_by", "", "names", link("contractor", "MANAGED_BY", "Organ", facet="daily")),
        col("funded_by", "经费来源 经费来源单位 出资单位 经费渠道", "names", link("team", "FUNDED_BY", "Organ"), telling=0.3),
        col("performs", _MATTERS, "names", link("team", "PERFORMS", "Matter"), link("contractor", "PERFORMS", "Matter")),
        col("employment", "用工方式 用工形式 人员性质"),
        NOTE,
        col("team_kind", "", "text", fact("team", "kind")),
        col("contractor_kind", "", "text", fact("contractor", "kind")),
    ),
    required=(("name",), ("employed_by", "headcount", "kind", "duties_class")),
    needs=(("name",),),
)

GRID = Kind(
    "grid",
    "网格名册",
    "grid",
    ("网格名册", "网格清单", "网格划分", "网格一览", "网格名录", "网格"),
    (("grid", "Grid"),),
    (
        SEQUENCE,
        col("code", "网格编码 网格编号 网格代码 编码 网格码", "code", fact("grid", "code"), telling=0.8),
        col("name", "网格名称 名称 网格 责任网格", "name", telling=0.6),
        col("kind", "网格类别 网格类型 类别 网格种类", "term", fact("grid", "kind"), vocabulary=v.GRID_KIND, telling=0.6),
        col("area", "所属街镇 街镇 所属区域 所在街镇 街道(镇) 街道 所属街道 街道镇", "name", link("grid", "WITHIN", "Area")),
        col("community", "所属居村 居村委 村居 所属社区 社区"),
        col("unit", "所属片区 片区 上级网格 基本单元 所属网格", "name", telling=0.3),
        col("households", "户数 居民户数 总户数", "integer", fact("grid", "households"), telling=0.5),
        col("patrols", "巡查员数 巡查员 网格员数 巡查人数 网格巡查员数", "integer", fact("grid", "patrols"), telling=0.6),
        col("leader", "网格长 负责人 联系人 联系电话 副网格长 联络员"),
        NOTE,
    ),
    required=(("name", "code"), ("kind", "households", "patrols", "area", "unit")),
    needs=(("name", "code"),),
    keep=False,
)
