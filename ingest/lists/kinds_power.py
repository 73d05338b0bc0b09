"""Lists about powers and duties 权责类清单. Columns after the sets seen in practice (``documents.md`` of the design)."""

from __future__ import annotations

from graph.ontology import vocabularies as v

from .declare import NOTE, SEQUENCE, back, col, fact, link
from .model import Kind

_DOMAIN = "领域 行业领域 业务领域 条线 所属领域 专业领域 执法领域 类别领域 部门领域 行业 领域类别 大类"
_TYPE = "职权类型 权力类型 事项类型 执法类别 权力类别 职权类别 事项类别 行政职权类型 权责类型 执法类型 类型"
_BASIS = (
    "实施依据 设定依据 法律依据 执法依据 依据 法定依据 职权依据 权力依据 行使依据 处罚依据 法律法规依据 设定和实施依据 赋权依据"
)
_MATTERS = "对应管理事项 管理事项 对应事项 涉及管理事项 关联管理事项 对应问题 涉及事项"
_ITEM_CODE = "事项编码 项目编码 权力编码 职权编码 基本编码 权力事项编码 行政权力编码 项目代码 事项代码 编码"
_ITEM_NAME = (
    "事项名称 项目名称 权力事项 权力名称 职权名称 权力事项名称 执法事项 行政权力事项 违法行为 "
    "处罚事项 行政执法事项 赋权事项 下放事项 职权事项 案由 名称"
)

POWER = Kind(
    "power",
    "权责清单",
    "power",
    (
        "权责清单",
        "权力清单",
        "行政权力事项清单",
        "行政权力清单",
        "权力事项清单",
        "行政执法事项清单",
        "职权清单",
        "处罚事项清单",
        "裁量基准",
    ),
    (("item", "PowerItem"), ("grant", "PowerGrant")),
    (
        SEQUENCE,
        col("code", _ITEM_CODE, "code", fact("item", "code"), telling=0.2),
        col("name", _ITEM_NAME, "name", telling=0.3),
        col("sub_item", "子项 子项名称 事项子项 分项 办理项", "name", telling=0.3),
        col("power_type", _TYPE, "term", fact("item", "power_type"), vocabulary=v.POWER_TYPE, telling=0.5),
        col("domain", _DOMAIN, "text", fact("item", "domain")),
        col("basis", _BASIS, "basis", telling=0.5),
        col(
            "holder",
            (
                "法定实施主体 实施主体 执法主体 行使主体 行使机关 实施机关 职权主体 责任部门 实施部门 主管部门 "
                "权责主体 行政主体 实施单位"
            ),
            "names",
            telling=0.4,
        ),
        col("undertaker", "承办机构 承办处室 内设机构 责任科室 具体承办机构"),
        col("level", "第一责任层级建议 行使层级 实施层级 层级 权限划分"),
        col("area", "实施范围 适用区域 适用范围 行使范围 地域范围", "names"),
        col("acts_as", "执法名义 名义 以谁的名义", "name", link("grant", "IN_NAME_OF", "Organ")),
        col("matters", _MATTERS, "names", link("item", "ADDRESSES", "Matter")),
        col("valid_from", "起始日期 生效日期 实施日期 施行日期 开始日期 有效期起 起始时间", "date", fact("grant", "valid_from")),
        col("valid_to", "终止日期 失效日期 截止日期 结束日期 有效期止 终止时间", "until", fact("grant", "valid_to")),
        col("status", "状态 事项状态 有效状态", "term", fact("grant", "status"), vocabulary=v.GRANT_STATUS),
        col(
            "duties",
            "责任事项 对应责任事项 责任内容 追责情形 问责依据 监督方式 办理时限 裁量情节 裁量标准 裁量幅度 处罚种类 收费标准",
        ),
        NOTE,
        col("origin", "", "text", fact("item", "origin")),
        col("mode", "", "text", fact("grant", "mode")),
        col("aspect", "", "text", fact("grant", "aspect")),
    ),
    required=(("name",), ("holder", "basis", "power_type")),
    needs=(("name", "code"),),
    keep=False,
)

CONFERRAL = Kind(
    "conferral",
    "赋权清单",
    "conferral",
    (
        "赋权清单",
        "赋权事项",
        "下放清单",
        "下放事项",
        "承接清单",
        "委托执法清单",
        "赋予街道",
        "赋予乡镇",
        "委托事项清单",
        "执法事项下沉",
    ),
    (("item", "PowerItem"), ("grant", "PowerGrant")),
    (
        SEQUENCE,
        col("code", _ITEM_CODE, "code", fact("item", "code"), telling=0.2),
        col("name", _ITEM_NAME, "name", telling=0.3),
        col("sub_item", "子项 子项名称 事项子项 分项", "name"),
        col("power_type", _TYPE, "term", fact("item", "power_type"), vocabulary=v.POWER_TYPE, telling=0.2),
        col("domain", _DOMAIN, "text", fact("item", "domain")),
        col("basis", _BASIS, "basis", telling=0.2),
        col(
            "holder",
            (
                "承接机构 承接主体 承接单位 赋权对象 受委托单位 受委托机关 承接街镇 下放后实施主体 "
                "赋权后实施主体 承接部门 承接队伍 受托单位 被赋权单位"
            ),
            "names",
            telling=0.9,
        ),
        col(
            "mode",
            "下放方式 赋权方式 方式 承接方式 配置方式 行使方式 下沉方式 赋权形式",
            "term",
            fact("grant", "mode"),
            vocabulary=v.GRANT_MODE,
            telling=0.8,
        ),
        col(
            "from_organ",
            (
                "原实施主体 相关区行政主管部门 区级主管部门 原执法主体 赋权部门 委托机关 委托单位 原行使主体 "
                "区级部门 原实施部门 县级主管部门 下放部门 区行政主管部门 划出部门 委托部门"
            ),
            "names",
            link("grant", "FROM_ORGAN", "Organ"),
            telling=0.8,
        ),
        col("acts_as", "执法名义 名义 以谁的名义", "name", link("grant", "IN_NAME_OF", "Organ"), telling=0.4),
        col("area", "实施范围 适用区域 适用范围 承接范围 实施区域 街镇 实施街镇 所属街镇", "names", telling=0.3),
        col("matters", _MATTERS, "names", link("item", "ADDRESSES", "Matter")),
        col(
            "valid_from",
            "起始日期 生效日期 实施日期 赋权日期 承接日期 开始日期 有效期起 起始时间 下放时间",
            "date",
            fact("grant", "valid_from"),
        ),
        col("valid_to", "终止日期 失效日期 截止日期 结束日期 有效期止 收回日期 终止时间", "until", fact("grant", "valid_to")),
        col("exclusive", "是否排他 排他 是否独占", "boolean", fact("grant", "exclusive"), telling=0.5),
        col("status", "状态 事项状态 承接状态 赋权状态", "term", fact("grant", "status"), vocabulary=v.GRANT_STATUS),
        col("instrument", "赋权文件 依据文件 赋权文号 下放文件 委托文件", "names", telling=0.5),
        NOTE,
        col("origin", "", "text", fact("item", "origin")),
        col("aspect", "", "text", fact("grant", "aspect")),
    ),
    required=(("name", "code"), ("holder", "area", "from_organ")),
    needs=(("name", "code"),),
    keep=False,
)

DUTY = Kind(
    "duty",
    "履职事项清单",
    "duty",
    ("履职事项清单", "履职清单", "职责清单", "基本履职", "配合履职", "责任清单", "职责事项", "上级部门收回"),
    (("duty", "Duty"),),
    (
        SEQUENCE,
        col(
            "name",
            (
                "履职事项 事项名称 职责事项 职责名称 基本履职事项 配合履职事项 履职内容 工作事项 职责 责任事项 "
                "收回事项 主要职责 具体职责 名称"
            ),
            "name",
            telling=0.4,
        ),
        col(
            "duty_class",
            "履职类别 职责类别 类别 事项类别 履职类型 清单类别 职责类型",
            "term",
            fact("duty", "duty_class"),
            vocabulary=v.DUTY_CLASS,
            telling=0.6,
        ),
        col("code", "事项编码 履职编码 编码 职责编码", "code", fact("duty", "code")),
        col("domain", _DOMAIN, "text", fact("duty", "domain")),
        col(
            "lead",
            (
                "牵头单位 责任单位 主责单位 牵头部门 主办单位 承担主体 责任主体 承担单位 主责部门 对应上级部门 "
                "上级部门 责任部门 承接部门"
            ),
            "names",
            back("Organ", "BEARS", "duty", role="lead"),
            telling=0.5,
        ),
        col(
            "support",
            "配合单位 配合部门 协办单位 协同单位 配合主体 配合履职单位 协助单位",
            "names",
            back("Organ", "BEARS", "duty", role="support"),
            telling=0.7,
        ),
        col(
            "frontline",
            "前端管理单位 前端单位 街镇 履职主体 属地单位 前端管理 镇街 属地责任单位 履职单位",
            "names",
            back("Organ", "BEARS", "duty", role="frontline"),
            telling=0.7,
        ),
        col(
            "enforcement",
            "执法单位 执法部门 执法主体 后端执法单位 执法机构",
            "names",
            back("Organ", "BEARS", "duty", role="enforcement"),
            telling=0.4,
        ),
        col("backstop", "兜底单位 兜底主体 兜底部门", "names", back("Organ", "BEARS", "duty", role="backstop"), telling=0.9),
        col("matters", _MATTERS, "names", link("duty", "CONCERNS", "Matter")),
        col("area", "适用区域 实施范围 适用范围 所属街镇 履职区域", "names", link("duty", "IN_AREA", "Area")),
        col("basis", _BASIS, "basis"),
        col("detail", "具体内容 工作要求 上级部门职责 配合职责 镇街配合职责 工作方式 承接方式 追责情形 履职方式"),
        NOTE,
    ),
    required=(("name",), ("duty_class", "lead", "support", "frontline", "enforcement", "backstop")),
    needs=(("name",),),
)

MATTER = Kind(
    "matter",
    "事项对照表",
    "matter",
    ("事项对照表", "管理事项目录", "事项目录", "管理事项对照", "管理事项清单", "对照表", "事项编码表"),
    (("matter", "Matter"),),
    (
        SEQUENCE,
        col("name", "管理事项 事项名称 管理事项名称 事项 问题类型 小类名称 名称", "name", telling=0.4),
        col("code", "事项编码 管理事项编码 编码 事项代码", "code", fact("matter", "code"), telling=0.1),
        col("domain", _DOMAIN, "text", fact("matter", "domain")),
        col(
            "grid_code",
            "网格事部件代码 网格代码 事部件代码 部件代码 事件代码 网格化代码 事部件编码 网格事项代码",
            "code",
            fact("matter", "grid_code"),
            telling=1.0,
        ),
        col(
            "hotline_class",
            "12345分类 热线分类 12345类别 热线类别 诉求分类 12345热线分类 诉求类别",
            "text",
            fact("matter", "hotline_class"),
            telling=1.0,
        ),
        col("prohibited_by", "禁止条款 禁止性条款 禁止依据 违反条款 法律条款", "basis", telling=0.9),
        NOTE,
    ),
    required=(("name",), ("grid_code", "hotline_class", "prohibited_by", "code")),
    needs=(("name",),),
)

COVERAGE = Kind(
    "coverage",
    "清单覆盖",
    "coverage",
    ("清单覆盖", "覆盖说明", "覆盖情况", "覆盖范围表"),
    (("coverage", "Coverage"),),
    (
        SEQUENCE,
        col("area", "区域 行政区域 覆盖区域 地区 适用区域 街镇", "name", link("coverage", "IN_AREA", "Area"), telling=0.2),
        col("domain", "领域 覆盖领域 业务领域", "text", fact("coverage", "domain")),
        col(
            "list_level",
            "清单种类 清单类型 清单名称 清单 清单类别 名册种类",
            "term",
            fact("coverage", "list_level"),
            vocabulary=v.LIST_LEVEL,
            telling=0.9,
        ),
        col("complete", "是否完整 完整 是否齐全 完整性 是否全部取得", "boolean", fact("coverage", "complete"), telling=0.9),
        col("valid_from", "起算日期 起始日期 生效日期 自何日起", "date", fact("coverage", "valid_from")),
        col("valid_to", "截止日期 终止日期", "until", fact("coverage", "valid_to")),
        NOTE,
    ),
    required=(("list_level",), ("complete",)),
    needs=(("list_level",),),
)
