"""Relations that notices state 主张关系, by the families of the evaluation's scorer."""

from __future__ import annotations

from .terms import ClaimRelation as C

CLAIM_RELATIONS: tuple[C, ...] = (
    # numbers: HAS_COUNT, HAS_STAFFING … become Measure nodes; staffing of a named team also its property
    C("HAS_METRIC", "指标", "quantity"),
    C("HAS_COUNT", "数量", "quantity"),
    C("HAS_STAFFING", "人员编制", "quantity"),
    C("HAS_CERTIFICATES", "执法证", "quantity"),
    C("HAS_SLA", "时限", "quantity"),
    # power
    C("HOLDS_POWER", "持有权力", "power"),
    C("LACKS_POWER", "没有权力", "power"),
    C("RETAINS_POWER", "保留权力", "power"),
    C("TRANSFERRED_TO", "划转至", "power"),
    C("NOT_TRANSFERRED_TO", "未划转至", "power"),
    C("ENTRUSTED_BY", "受委托于", "power"),
    C("ENFORCES_IN_NAME_OF", "以…名义执法", "power"),
    C("GRANTS_STATUS_TO", "赋予主体资格", "power"),
    C("HOLDS_RIGHT_OVER", "对…有权", "power"),
    # management
    C("MANAGED_BY", "由…管理", "management", projects="MANAGED_BY"),
    C("MANAGEMENT_MODE", "管理模式", "management"),
    C("GUIDED_BY", "受…指导", "management", projects="GUIDED_BY"),
    C("FUNDED_BY", "经费由…承担", "management", projects="FUNDED_BY"),
    C("DIRECTED_BY", "受…指挥", "management"),
    C("ASSESSES", "考核", "management", projects="ASSESSES"),
    C("APPOINTED_BY", "由…任免", "management"),
    C("REQUIRES_CONSENT_OF", "须经…同意", "management"),
    C("REQUIRES_OPINION_OF", "须听取…意见", "management"),
    C("EMPLOYED_BY", "由…用工", "management", projects="EMPLOYED_BY"),
    C("LED_BY", "由…牵头", "management"),
    C("DISPATCHED_BY", "由…派出", "management", projects="DISPATCHED_BY"),
    C("APPROVED_BY", "由…审批", "management"),
    C("LACKS_SUPERIOR", "没有上级主管", "management"),
    # structure
    C("PART_OF", "属于", "structure", projects="PART_OF"),
    C("HAS_COMPONENT", "包含", "structure"),
    C("STATIONED_IN", "进驻", "structure", projects="STATIONED_IN"),
    C("LIAISES_WITH", "联系", "structure", projects="LIAISES_WITH"),
    C("SERVES_AS", "担任", "structure", projects="SERVES_AS"),
    C("USES_MODEL", "采用模式", "structure", projects="USES_MODEL"),
    C("SUCCEEDS", "承继", "structure", projects="SUCCEEDS"),
    C("ESTABLISHES", "设立", "structure"),
    C("BOUNDARY_ALIGNED_WITH", "边界对应", "structure"),
    C("HAS_KIND", "类别", "structure"),
    C("AFFILIATED_WITH", "隶属于", "structure"),
    C("LINKED_TO", "关联", "structure"),
    C("APPLIES_TO", "适用于", "structure"),
    C("PARTICIPATES_IN", "参与", "structure"),
    # duty
    C("BEARS_DUTY", "承担职责", "duty"),
    C("REQUIRES", "要求", "duty"),
    C("REFERS_TO", "上报移送", "duty"),
    C("ABOLISHES", "取消", "duty"),
    C("HAS_RULE", "规则", "duty"),
    C("RECOMMENDED_ACTION", "建议", "duty"),
    # document
    C("ISSUED_ON", "发布日期", "document"),
    C("ISSUED_BY", "发布机关", "document"),
    C("HAS_DOC_NUMBER", "文号", "document"),
    C("EFFECTIVE_ON", "施行日期", "document"),
    C("STARTED_ON", "开始日期", "document"),
    C("TRANSFERRED_ON", "下沉日期", "document"),
    C("HAS_DEADLINE", "期限", "document"),
    C("AUTHORED_BY", "作者", "document"),
    C("PROPOSED_BY", "提出者", "document"),
    C("BASED_ON", "依据", "document", projects="BASED_ON"),
    # problem
    C("HAS_PROBLEM", "存在问题", "problem"),
    C("OVERLAPPING_BETWEEN", "交叉重叠", "problem"),
)
