"""Closed vocabularies 词表 of the ontology, each value with the Chinese term that users see."""

from __future__ import annotations

from .terms import Term, Vocabulary


def _v(name: str, zh: str, *pairs: tuple[str, str]) -> Vocabulary:
    return Vocabulary(name, zh, tuple(Term(value, term) for value, term in pairs))


AREA_LEVEL = _v(
    "AreaLevel",
    "行政层级",
    ("country", "国家"),
    ("province", "省级"),
    ("prefecture", "地级"),
    ("county", "县级"),
    ("street", "街镇级"),
    ("community", "居村级"),
)
ORGAN_KIND = _v(
    "OrganKind",
    "机构类别",
    ("department", "条线部门"),
    ("government", "人民政府"),
    ("subdistrict_office", "街道办事处"),
    ("town_government", "镇人民政府"),
    ("dispatched_agency", "派出机构"),
    ("enforcement_team", "下沉执法队伍"),
    ("joint_team", "联合执法队"),
    ("centre", "城运（网格）中心"),
    ("workstation", "工作站"),
    ("service_society", "服务社"),
    ("committee", "居村委会"),
    ("contractor", "第三方单位"),
    ("party_body", "党委机构"),
    ("other", "其他机构"),
)
LEGAL_STATUS = _v(
    "LegalStatus",
    "单位性质",
    ("organ", "行政机关"),
    ("civil_service_managed", "参公事业单位"),
    ("public_institution", "事业单位"),
    ("private_non_enterprise", "民办非企业单位"),
    ("enterprise", "企业"),
)
AUX_DUTIES = _v("AuxDuties", "协管职责类别", ("supervision", "辅助监管"), ("service", "服务辅助"), ("intelligence", "信息情报"))
GRID_KIND = _v(
    "GridKind",
    "网格类别",
    ("unit", "片区（基本单元）"),
    ("residential", "居村网格"),
    ("street", "街面网格"),
    ("building", "楼宇网格"),
    ("extended", "拓展网格"),
    ("micro", "微网格"),
)
INSTRUMENT_KIND = _v(
    "InstrumentKind",
    "文件类别",
    ("law", "法律"),
    ("admin_regulation", "行政法规"),
    ("local_regulation", "地方性法规"),
    ("department_rule", "部门规章"),
    ("local_rule", "地方政府规章"),
    ("judicial_interpretation", "司法解释"),
    ("normative_document", "规范性文件"),
    ("list", "清单"),
    ("plan", "规划方案"),
    ("other", "其他文件"),
)
POWER_TYPE = _v(
    "PowerType",
    "权力类型",
    ("licence", "行政许可"),
    ("penalty", "行政处罚"),
    ("compulsion", "行政强制"),
    ("levy", "行政征收"),
    ("payment", "行政给付"),
    ("inspection", "行政检查"),
    ("confirmation", "行政确认"),
    ("reward", "行政奖励"),
    ("adjudication", "行政裁决"),
    ("other", "其他权力"),
)
ORIGIN = _v("Origin", "编码来源", ("published", "公布"), ("derived", "推导"))
GRANT_MODE = _v(
    "GrantMode",
    "配置方式",
    ("statutory", "法定"),
    ("conferred", "赋权"),
    ("entrusted", "委托"),
    ("concentrated", "相对集中"),
    ("stationed", "派驻"),
    ("retained", "保留"),
)
GRANT_ASPECT = _v("GrantAspect", "权能", ("management", "管理"), ("enforcement", "执法"), ("inspection", "检查"))
GRANT_STATUS = _v("GrantStatus", "配置状态", ("in_force", "有效"), ("proposed", "拟议"), ("withdrawn", "已收回"))
DUTY_CLASS = _v(
    "DutyClass",
    "职责类别",
    ("basic", "基本履职"),
    ("cooperative", "配合履职"),
    ("withdrawn", "上级收回"),
    ("comprehensive", "综合"),
    ("professional", "专业"),
    ("assisting", "协助"),
)
BEAR_ROLE = _v(
    "BearRole",
    "履职角色",
    ("lead", "牵头"),
    ("support", "配合"),
    ("frontline", "前端管理"),
    ("enforcement", "执法"),
    ("backstop", "兜底"),
)
TRANSFER_RESOURCE = _v(
    "TransferResource",
    "划转资源",
    ("power", "权力"),
    ("staff", "人员"),
    ("establishment", "编制"),
    ("funding", "经费"),
    ("equipment", "装备"),
)
TRANSFER_STATUS = _v(
    "TransferStatus", "划转状态", ("done", "已划转"), ("planned", "拟划转"), ("returned", "已收回"), ("not_done", "未划转")
)
CASE_SOURCE = _v(
    "CaseSource",
    "案件来源",
    ("hotline_12345", "12345热线"),
    ("grid", "网格"),
    ("patrol", "巡查"),
    ("self", "自行发现"),
    ("transferred", "移送"),
    ("inspection", "行政检查"),
)
CASE_STAGE = _v(
    "CaseStage",
    "办理环节",
    ("collected", "信息采集"),
    ("filed", "案卷建立"),
    ("dispatched", "任务派遣"),
    ("handled", "任务处理"),
    ("reported", "处理反馈"),
    ("closed", "核查结案"),
    ("assessed", "考核评价"),
)
REFERRAL_ACTION = _v(
    "ReferralAction",
    "流转动作",
    ("report", "上报"),
    ("dispatch", "派遣"),
    ("assist", "协助请求"),
    ("supervise", "督办"),
    ("return", "退回"),
    ("letter", "函告"),
)
FACET = _v(
    "Facet",
    "管理方面",
    ("personnel", "人事"),
    ("daily", "日常"),
    ("business", "业务"),
    ("finance", "经费"),
    ("assessment", "考核"),
)
MECHANISM_KIND = _v(
    "MechanismKind", "机制类别", ("model", "模式"), ("mechanism", "机制"), ("platform", "平台"), ("programme", "行动")
)
LIST_LEVEL = _v(
    "ListLevel",
    "清单种类",
    ("power", "权责清单"),
    ("conferral", "赋权清单"),
    ("duty", "履职事项清单"),
    ("organ", "机构编制名册"),
    ("dispatched", "派出机构名册"),
    ("aux_team", "协管员队伍名册"),
    ("grid", "网格名册"),
    ("transfer", "划转清单"),
    ("case", "案件清单"),
    ("inspection", "检查清单"),
    ("indicator", "考核指标"),
    ("matter", "事项对照表"),
)
MODALITY = _v(
    "Modality",
    "语气",
    ("asserted", "陈述"),
    ("problem", "问题"),
    ("recommended", "建议"),
    ("planned", "拟议"),
)
VERDICT = _v("Verdict", "判定", ("same", "相同"), ("different", "不同"), ("succeeds", "承继"), ("unsure", "待定"))
CLAIM_VERDICT = _v("ClaimVerdict", "复核结论", ("accepted", "采纳"), ("rejected", "不采纳"), ("undecided", "未定"))
CLAIM_METHOD = _v("ClaimMethod", "读出方式", ("rules", "规则"), ("model", "语言模型"))
PASSAGE_KIND = _v("PassageKind", "片段类别", ("span", "文字"), ("row", "表格行"))
AUTHORITY = _v(
    "Authority",
    "来源效力",
    ("statute", "法律法规原文"),
    ("published_list", "公布的清单"),
    ("official_notice", "正式通知"),
    ("report", "报告或文章"),
)

ALL: tuple[Vocabulary, ...] = tuple(v for v in list(globals().values()) if isinstance(v, Vocabulary))
