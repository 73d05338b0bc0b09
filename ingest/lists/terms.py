"""Words that offices write for terms of the vocabularies, besides the vocabularies' own."""

from __future__ import annotations


def _t(value: str, words: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, value) for word in words.split())


EXTRA_TERMS: dict[str, tuple[tuple[str, str], ...]] = {
    "PowerType": (
        *_t("licence", "许可 审批 行政审批"), *_t("penalty", "处罚 罚款"), *_t("compulsion", "强制 强制措施 强制执行"), *_t("levy", "征收 征用 行政征用"),
        *_t("payment", "给付"), *_t("inspection", "检查 监督检查 行政监督"), *_t("confirmation", "确认"), *_t("reward", "奖励"),
        *_t("adjudication", "裁决"), *_t("other", "其他 其它 其他行政权力 其他职权 行政指导 行政备案 备案"),
    ),
    "GrantMode": (
        *_t("statutory", "法定职权 法律授权 本级"), *_t("conferred", "下放 赋予 授权 直接赋权 承接 划转 下沉 依法赋权"),
        *_t("entrusted", "委托执法 委托行使 服务前移 受委托"), *_t("concentrated", "相对集中行政处罚权 集中行使"),
        *_t("stationed", "派驻执法 派驻行使 派出"), *_t("retained", "区级保留 区里保留 上级保留"),
    ),
    "GrantAspect": (*_t("management", "日常管理"), *_t("enforcement", "处罚 行政处罚 强制 行政强制"), *_t("inspection", "监督检查 行政检查")),
    "GrantStatus": (
        *_t("in_force", "在用 现行 现行有效 已承接 已赋权 保留 正常 生效 新增 调整"), *_t("proposed", "拟赋权 拟下放 待承接 建议 征求意见"),
        *_t("withdrawn", "收回 取消 废止 已取消 已废止 停用 失效 调出"),
    ),
    "DutyClass": (
        *_t("basic", "基本 基本履职事项 街镇履职 主责"), *_t("cooperative", "配合 配合履职事项 需要配合"),
        *_t("withdrawn", "收回 上级收回事项 上级部门收回事项 收回事项 上级部门收回"), *_t("comprehensive", "综合类"), *_t("professional", "专业类"), *_t("assisting", "协助类"),
    ),
    "OrganKind": (
        *_t("department", "行政部门 区级部门 职能部门 工作部门 政府部门 主管部门"), *_t("government", "政府 区政府"), *_t("subdistrict_office", "街道 街办 办事处"),
        *_t("town_government", "镇政府 乡政府 乡镇人民政府 镇"), *_t("dispatched_agency", "派出 派驻机构 垂管机构"),
        *_t("enforcement_team", "下沉队伍 执法队伍 执法机构 下沉机构 执法中队 综合执法机构"), *_t("joint_team", "联合执法 联动执法"),
        *_t("centre", "城运中心 网格中心 网格化中心 中心 城运(网格)中心"), *_t("workstation", "工作站 站"), *_t("service_society", "服务社 社会组织"),
        *_t("committee", "居委会 村委会 居委 村委 居村委"), *_t("contractor", "第三方 外包 外包公司 市场化公司 养护公司 物业公司 公司 企业"),
        *_t("party_body", "党委 党工委 党组织"), *_t("other", "其他 其它 事业单位"),
    ),
    "LegalStatus": (
        *_t("organ", "机关 行政 行政机关"), *_t("civil_service_managed", "参公 参照公务员法管理 参公单位 参照公务员管理"),
        *_t("public_institution", "事业 全额事业 差额事业 财政全额拨款事业单位 公益一类 公益二类"),
        *_t("private_non_enterprise", "民非 民办非企业 社会服务机构"), *_t("enterprise", "公司 国企 央企 国有企业 民企"),
    ),
    "AreaLevel": (
        *_t("country", "中央 国家级"), *_t("province", "省 直辖市 市级(直辖市)"), *_t("prefecture", "市 市级 设区市"), *_t("county", "区 县 区级 县级 区县 区县级"),
        *_t("street", "街道 镇 乡 街镇 乡镇 街道级 镇级 乡镇级 街道(镇) 镇街"), *_t("community", "居村 村居 社区 居村级 村(居)"),
    ),
    "AuxDuties": (*_t("supervision", "监管 监管类 辅助监管类"), *_t("service", "服务 服务类 服务辅助类"), *_t("intelligence", "信息 情报 信息情报类 信息采集")),
    "GridKind": (
        *_t("unit", "片区 基本单元 责任网格 单元网格 片区(基本单元)"), *_t("residential", "居村 居民 居委 村委 居民区 社区网格 居住 村居网格 居民网格"),
        *_t("street", "街面 道路 街面道路"), *_t("building", "楼宇 商务楼宇 园区"), *_t("extended", "拓展 专属网格 专属"), *_t("micro", "微 微格"),
    ),
    "TransferResource": (
        *_t("power", "职权 职责 事项 权限 执法权 职能 权力事项 审批权"), *_t("staff", "人 人员力量 力量 人力"), *_t("establishment", "编制数 行政编制 事业编制"),
        *_t("funding", "费 资金 预算"), *_t("equipment", "物 设备 车辆 装备设备 执法装备"),
    ),
    "TransferStatus": (
        *_t("done", "完成 已完成 划转 已下沉 已下放 到位 已到位 已移交"), *_t("planned", "计划 拟 拟移交 待划转 即将划转 准备划转 拟下放"),
        *_t("returned", "收回 划回 已划回 退回 已退回"), *_t("not_done", "未完成 未下沉 未到位 没有划转 未移交 未下放"),
    ),
    "CaseSource": (
        *_t("hotline_12345", "12345 热线 市民热线 12345市民服务热线 政务热线 投诉 信访 诉件 来电"), *_t("grid", "网格上报 网格巡查 网格化 城运 网格发现 监督员上报"),
        *_t("patrol", "日常巡查 执法巡查 巡查发现"), *_t("self", "自查 自行 主动发现 依职权 执法发现"), *_t("transferred", "移交 转办 部门移送 上级交办 交办"),
        *_t("inspection", "检查 双随机 专项检查 监督检查"),
    ),
    "CaseStage": (
        *_t("collected", "采集 发现 受理"), *_t("filed", "立案 建案"), *_t("dispatched", "派遣 派单 已派单"), *_t("handled", "处理 处置 办理中 处置中 在办"),
        *_t("reported", "反馈 处置反馈"), *_t("closed", "结案 办结 已结案 已办结 核查 归档"), *_t("assessed", "评价 考核"),
    ),
    "ListLevel": (
        *_t("power", "权力清单 行政权力清单 权责 权力 行政权力事项清单"), *_t("conferral", "赋权 下放清单 赋权事项清单"), *_t("duty", "履职清单 职责清单 履职 履职事项"),
        *_t("organ", "机构编制 机构名册 编制表 机构编制表"), *_t("dispatched", "派出机构"), *_t("aux_team", "协管员队伍 协管队伍 协管员"), *_t("grid", "网格"),
        *_t("transfer", "划转"), *_t("case", "案件 12345 案件台账"), *_t("inspection", "检查 行政检查"), *_t("indicator", "考核 指标"), *_t("matter", "事项对照 对照表 管理事项"),
    ),
    "BearRole": (*_t("lead", "主责 主办 牵头"), *_t("support", "协同 协助 配合"), *_t("frontline", "前端"), *_t("enforcement", "执法"), *_t("backstop", "兜底")),
}
"""Vocabulary → (words, value). The longest words found inside a cell decide, so that 未划转 is not 划转."""
