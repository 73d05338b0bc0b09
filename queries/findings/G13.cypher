/*
code: G13
titles: {zh: 僵尸事项, en: Zombie powers}
question: 各机构持有的权力事项中，哪些在窗口内从未使用？其中哪些有需求而未用？
family: 无人有权、无人用权
parameters:
  - {name: windowStart, zh: 窗口起日（24个月）, months_before: 24}
  - {name: minUnused, zh: 最少未用事项数, default: 1}
columns:
  - {name: granted, zh: 持有事项数, fold: count}
  - {name: used, zh: 使用过的事项数, fold: count}
  - {name: unused, zh: 未使用的事项数, fold: count}
  - {name: demanded, zh: 有需求而未用的事项, fold: list}
  - {name: unused_items, zh: 未使用的事项, fold: list}
  - {name: stated_granted, zh: 文件所述承接事项数, fold: max}
  - {name: stated_used, zh: 文件所述常用事项数, fold: max}
severity:
  legal: 0.3
  volume: 未用事项所针对事项在当地近12个月案件量的百分位
  duration: 自最早的配置生效日至查询日的天数，在同类发现中的百分位
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第二十四条（定期组织评估）；赋权事项动态调整
remedy: 无对象的收回；有需求而未用的先补能力（人员、证件、鉴定），不要收回；低频的合并或改为委托
coverage: [case]
at_least: {column: unused, parameter: minUnused}
summary:
  data: "{subject}持有{granted}项执法事项，窗口内使用过{used}项，{unused}项从未使用[[；其中有需求而未用的：{demanded}]]。"
  stated: "文件称{subject}承接{stated_granted}项行政处罚权限，实际运用较多的约{stated_used}项。"
  no: "{subject}持有的{granted}项执法事项在窗口内都使用过。"
*/
// :data
MATCH (b:Organ)<-[h:HELD_BY]-(g:PowerGrant)-[oi:OF_ITEM]->(i:PowerItem)
WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND (g.valid_from IS NULL OR g.valid_from <= $windowStart) AND i.power_type IN ['penalty', 'compulsion', 'inspection']
OPTIONAL MATCH (i)<-[:APPLIES]-(c:`Case`)-[:DECIDED_BY|IN_NAME_OF]->(b)
WHERE c.decided_on >= $windowStart AND c.decided_on <= $asOf
WITH b, h, g, oi, i, count(c) AS uses
OPTIONAL MATCH (g)-[:IN_AREA]->(a:Area)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  i.domain AS domain, g.valid_from AS since, ['kind:街镇'] AS match, i.id AS granted,
  CASE WHEN uses > 0 THEN i.id END AS used, CASE WHEN uses = 0 THEN i.id END AS unused, CASE WHEN uses = 0 THEN i.name END AS unused_items,
  CASE WHEN uses = 0 THEN [g.evidence, h.evidence, oi.evidence] END AS evidence, CASE WHEN uses > 0 THEN g.evidence END AS entities

// :data
MATCH (c:`Case`)-[:ABOUT]->(m:Matter)
WHERE c.found_on >= $windowStart AND c.found_on <= $asOf
MATCH (c)-[:OCCURRED_IN]->(p)
WITH DISTINCT m, p
MATCH (p)-[:WITHIN*0..6]->(a:Area)
WITH DISTINCT m, a
MATCH (m)<-[:ADDRESSES]-(i:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(a)
WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND (g.valid_from IS NULL OR g.valid_from <= $windowStart) AND i.power_type IN ['penalty', 'compulsion', 'inspection']
MATCH (g)-[:HELD_BY]->(b:Organ)
WHERE NOT EXISTS { MATCH (i)<-[:APPLIES]-(u:`Case`)-[:DECIDED_BY|IN_NAME_OF]->(b) WHERE u.decided_on >= $windowStart AND u.decided_on <= $asOf }
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  i.domain AS domain, m.id AS matter, g.valid_from AS since, ['kind:街镇'] AS match, i.id AS granted,
  i.name AS demanded, [g.evidence] AS evidence

// :stated
MATCH (c1:Claim)-[a1:ASSERTS]->(o:Organ)
WHERE c1.relation IN ['HOLDS_POWER', 'TRANSFERRED_TO'] AND c1.resource = 'power' AND c1.value > 0 AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
  AND ((c1.relation = 'HOLDS_POWER' AND a1.slot = 'subject') OR (c1.relation = 'TRANSFERRED_TO' AND a1.slot = 'object'))
MATCH (c2:Claim)
WHERE c2.relation = 'HAS_METRIC' AND c2.aspect = 'power_used' AND c2.document = c1.document AND c2.value < c1.value AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to)
OPTIONAL MATCH (o)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic, c1.document AS document,
  CASE WHEN coalesce(o.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:街镇'] ELSE [''] END AS match,
  c1.value AS stated_granted, c2.value AS stated_used, [c1.passage, c2.passage] AS evidence
