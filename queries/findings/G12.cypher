/*
code: G12
titles: {zh: 无权限亦无依据, en: No legal basis}
question: 反复出现的哪些事项，没有任何处罚事项可用？
family: 无人有权、无人用权
parameters:
  - {name: minCases, zh: 窗口内最少案件数, default: 3}
  - {name: windowStart, zh: 窗口起日（12个月）, months_before: 12}
columns:
  - {name: cases, zh: 窗口内案件数, fold: max}
  - {name: items, zh: 处罚事项, fold: list}
  - {name: body, zh: 文件所述的主体, fold: list}
severity:
  legal: 0.6
  volume: 该事项在当地近12个月案件量的百分位
  duration: 无起始日期，不计
  outlier: 同级地区中没有这一情形的比例
legal_hook: 《行政处罚法》第四条、第十条至第十四条（处罚法定与设定权）
remedy: 需要立法而不是重新分配：报司法行政部门、人大研究；同时查找外地已列入清单的做法
coverage: [power]
summary:
  data: "{area}窗口内有“{topic}”案件{cases}件，但没有任何处罚事项针对它。"
  stated: "文件称{body}对“{topic}”既无权限也无法律依据。"
  no: "“{topic}”有处罚事项可用：{items}。"
*/
// :data
MATCH (c:`Case`)-[:ABOUT]->(m:Matter)
WHERE c.found_on >= $windowStart AND c.found_on <= $asOf
  AND NOT EXISTS { MATCH (m)<-[:ADDRESSES]-(i:PowerItem) WHERE i.power_type = 'penalty' }
MATCH (c)-[:OCCURRED_IN]->(p)
WITH m, p, count(DISTINCT c.id) AS n, min(head(c.evidence)) AS first_case, max(head(c.evidence)) AS last_case
MATCH (p)-[:WITHIN*0..6]->(a:Area)
WHERE a.level = 'county'
WITH m, a, sum(n) AS cases, min(first_case) AS first_case, max(last_case) AS last_case
WHERE cases >= $minCases
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, m.domain AS domain, ['matter:' + m.name] AS match, cases AS cases, [first_case, last_case] AS evidence, [m.evidence] AS entities

// :refuted
MATCH (c:`Case`)-[:ABOUT]->(m:Matter)
WHERE c.found_on >= $windowStart AND c.found_on <= $asOf
MATCH (c)-[:OCCURRED_IN]->(p)
WITH m, p, count(DISTINCT c.id) AS n
MATCH (p)-[:WITHIN*0..6]->(a:Area)
WHERE a.level = 'county'
WITH m, a, sum(n) AS cases
WHERE cases >= $minCases
MATCH (m)<-[ad:ADDRESSES]-(i:PowerItem)
WHERE i.power_type = 'penalty'
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, ['matter:' + m.name] AS match, cases AS cases, i.name AS items, [ad.evidence] AS evidence, [i.evidence, m.evidence] AS entities

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'object'}]->(m:Matter)
WHERE c.relation = 'LACKS_POWER' AND c.aspect = 'legal_basis' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, m.name AS topic,
  m.id AS matter, c.document AS document, ['matter:' + m.name] AS match, c.subject_name AS body, [c.passage] AS evidence
