/*
code: G05
titles: {zh: 管理权和执法权均未下沉, en: Neither management nor enforcement sunk}
question: 街镇经常遇到的哪些事项，管理职责和执法权都不在街镇一侧？
family: 有责无权
parameters:
  - {name: minCases, zh: 窗口内最少案件数, default: 3}
  - {name: windowStart, zh: 窗口起日（12个月）, months_before: 12}
columns:
  - {name: cases, zh: 窗口内案件数, fold: max}
  - {name: holder, zh: 有权机构, fold: list}
  - {name: text, zh: 文件所述, fold: list}
severity:
  legal: 0.6
  volume: 该事项在本街镇近12个月案件量的百分位
  duration: 无起始日期，不计
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第二十四条；赋权指导目录
remedy: 列入赋权、委托或派驻的候选；在此之前明确发现、上报渠道和到场时限
coverage: [power, conferral, duty]
summary:
  data: "{area}窗口内有“{topic}”案件{cases}件，管理职责和执法权都不在街镇一侧，有权的是{holder}。"
  stated: "文件称“{topic}”的管理权和执法权都没有下沉到街镇。"
*/
// :data
MATCH (c:`Case`)-[:ABOUT]->(m:Matter)
WHERE c.found_on >= $windowStart AND c.found_on <= $asOf
MATCH (c)-[:OCCURRED_IN]->(p)
WITH m, p, count(DISTINCT c.id) AS n, min(head(c.evidence)) AS first_case, max(head(c.evidence)) AS last_case
MATCH (p)-[:WITHIN*0..5]->(a:Area)
WHERE a.level = 'street'
WITH m, a, sum(n) AS cases, min(first_case) AS first_case, max(last_case) AS last_case
WHERE cases >= $minCases
  AND NOT EXISTS {
    MATCH (a)<-[:SERVES_AREA]-(x:Organ)-[r:BEARS]->(:Duty)-[:CONCERNS]->(m)
    WHERE NOT coalesce(x.kind, '') IN ['department', 'dispatched_agency'] AND r.role <> 'support' AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
  }
  AND NOT EXISTS {
    MATCH (a)<-[:SERVES_AREA]-(x:Organ)-[r:PERFORMS]->(m)
    WHERE NOT coalesce(x.kind, '') IN ['department', 'dispatched_agency', 'contractor'] AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
  }
  AND NOT EXISTS {
    MATCH (a)<-[:SERVES_AREA]-(x:Organ)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(:PowerItem)-[:ADDRESSES]->(m)
    WHERE NOT coalesce(x.kind, '') IN ['department', 'dispatched_agency'] AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
  }
MATCH (m)<-[ad:ADDRESSES]-(i:PowerItem)<-[oi:OF_ITEM]-(h:PowerGrant)-[hb:HELD_BY]->(o:Organ)
WHERE (coalesce(h.status, 'in_force') = 'in_force' OR (h.status = 'withdrawn' AND h.valid_to IS NOT NULL)) AND (h.valid_from IS NULL OR h.valid_from <= $asOf) AND (h.valid_to IS NULL OR $asOf < h.valid_to)
MATCH (h)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, m.domain AS domain, ['matter:' + m.name] AS match, cases AS cases, o.name AS holder,
  [first_case, last_case] AS evidence, [ad.evidence, oi.evidence, hb.evidence, m.evidence] AS entities

// :stated
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(m:Matter)
WHERE c1.relation = 'NOT_TRANSFERRED_TO' AND c1.aspect = 'management' AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
MATCH (c2:Claim)-[:ASSERTS {slot: 'subject'}]->(m)
WHERE c2.relation = 'NOT_TRANSFERRED_TO' AND c2.aspect = 'enforcement' AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, m.name AS topic,
  m.id AS matter, c1.document AS document, ['matter:' + m.name] AS match, coalesce(c1.text, c2.text) AS text, [c1.passage, c2.passage] AS evidence
