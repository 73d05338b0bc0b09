/*
code: G18
titles: {zh: 权限重叠, en: Overlapping powers}
question: 哪些事项在同一地区有两个以上互不隶属的机构有权处理，而没有明确牵头单位？
family: 多头、重复、重叠
parameters: []
columns:
  - {name: gao, zh: 重叠类型, fold: min, terms: {duplication: 重复（同一事项、同类权力）, fragmentation: 分割（同一权能拆给几家）, overlap: 交叉（同一事项、不同手段）}}
  - {name: holders, zh: 有权机构, fold: list}
  - {name: holder_count, zh: 有权机构数, fold: count}
  - {name: power_types, zh: 权力类型, fold: list, terms: PowerType}
  - {name: items, zh: 权力事项, fold: list}
  - {name: lead, zh: 牵头单位, fold: list}
severity:
  legal: {column: gao, values: {duplication: 0.6, fragmentation: 0.3, overlap: 0.3}, otherwise: 0.6}
  volume: 该事项在当地近12个月案件量的百分位
  duration: 自各配置中最早的生效日至查询日的天数，在同类发现中的百分位
  outlier: 同级地区中没有这一情形的比例
legal_hook: 《行政处罚法》第二十五条（最先立案、协商、共同上级指定管辖）；职责边界清单
remedy: 以职责边界清单指定牵头单位；已明确牵头的不再列示
coverage: []
summary:
  data: "“{topic}”在{area}有{holder_count}个机构有权处理（{holders}），没有明确牵头单位，类型为{gao}。"
  stated: "文件称“{topic}”的执法主体在{holders}之间不明确。"
  no: "“{topic}”虽有多个机构有权处理（{holders}），但已明确由{lead}牵头。"
*/
// :data
MATCH (m:Matter)<-[:ADDRESSES]-(:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(a:Area)
WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND coalesce(g.mode, '') <> 'entrusted'
MATCH (g)-[:HELD_BY]->(o:Organ)
WITH m, a, count(DISTINCT o.id) AS holders
WHERE holders >= 2
MATCH (m)<-[d1:ADDRESSES]-(i1:PowerItem)<-[q1:OF_ITEM]-(g1:PowerGrant)-[:IN_AREA]->(a)
WHERE (coalesce(g1.status, 'in_force') = 'in_force' OR (g1.status = 'withdrawn' AND g1.valid_to IS NOT NULL)) AND (g1.valid_from IS NULL OR g1.valid_from <= $asOf) AND (g1.valid_to IS NULL OR $asOf < g1.valid_to) AND coalesce(g1.mode, '') <> 'entrusted'
MATCH (g1)-[h1:HELD_BY]->(o1:Organ)
WITH m, a, d1, i1, q1, g1, h1, o1
MATCH (m)<-[d2:ADDRESSES]-(i2:PowerItem)<-[q2:OF_ITEM]-(g2:PowerGrant)-[:IN_AREA]->(a)
WHERE (coalesce(g2.status, 'in_force') = 'in_force' OR (g2.status = 'withdrawn' AND g2.valid_to IS NOT NULL)) AND (g2.valid_from IS NULL OR g2.valid_from <= $asOf) AND (g2.valid_to IS NULL OR $asOf < g2.valid_to) AND coalesce(g2.mode, '') <> 'entrusted'
MATCH (g2)-[h2:HELD_BY]->(o2:Organ)
WHERE o1.id < o2.id
  AND NOT EXISTS { MATCH (o1)-[:PART_OF|MANAGED_BY|GUIDED_BY|DISPATCHED_BY]->(o2) }
  AND NOT EXISTS { MATCH (o2)-[:PART_OF|MANAGED_BY|GUIDED_BY|DISPATCHED_BY]->(o1) }
  AND NOT EXISTS {
    MATCH (m)<-[:CONCERNS]-(:Duty)<-[r:BEARS]-(l:Organ)
    WHERE r.role = 'lead' AND (l.id = o1.id OR l.id = o2.id) AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
  }
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, m.domain AS domain, ['matter:' + m.name] AS match, CASE WHEN g1.valid_from > g2.valid_from THEN g1.valid_from ELSE g2.valid_from END AS since,
  CASE WHEN i1.power_type = i2.power_type THEN 'duplication'
    WHEN i1.power_type IN ['penalty', 'compulsion'] AND i2.power_type IN ['penalty', 'compulsion'] THEN 'fragmentation'
    WHEN i1.power_type IN ['licence', 'confirmation', 'levy', 'payment'] AND i2.power_type IN ['licence', 'confirmation', 'levy', 'payment'] THEN 'fragmentation'
    ELSE 'overlap' END AS gao,
  [o1.name, o2.name] AS holders, [o1.id, o2.id] AS holder_count, [i1.power_type, i2.power_type] AS power_types, [i1.name, i2.name] AS items,
  [g1.evidence, h1.evidence, q1.evidence, d1.evidence, g2.evidence, h2.evidence, q2.evidence, d2.evidence] AS evidence, [m.evidence] AS entities

// :refuted
MATCH (m:Matter)<-[:ADDRESSES]-(:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(a:Area)
WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND coalesce(g.mode, '') <> 'entrusted'
MATCH (g)-[:HELD_BY]->(o:Organ)
WITH m, a, count(DISTINCT o.id) AS n, collect(DISTINCT o.name) AS holders, collect(DISTINCT o.id) AS ids
WHERE n >= 2
MATCH (m)<-[k:CONCERNS]-(d:Duty)<-[r:BEARS]-(l:Organ)
WHERE r.role = 'lead' AND l.id IN ids AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, ['matter:' + m.name] AS match, holders AS holders, l.name AS lead, [r.evidence, k.evidence, d.evidence] AS evidence

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(m:Matter)
WHERE c.relation = 'OVERLAPPING_BETWEEN' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
MATCH (c)-[:ASSERTS {slot: 'object'}]->(o1:Organ)
OPTIONAL MATCH (p:Claim)-[:ASSERTS {slot: 'subject'}]->(o2:Organ)
WHERE p.relation = 'OVERLAPPING_BETWEEN' AND p.document = c.document AND p.object = c.object AND p.topic = c.topic AND coalesce(p.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(p.negated, false) = false AND (p.valid_from IS NULL OR p.valid_from <= $asOf) AND (p.valid_to IS NULL OR $asOf < p.valid_to)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, m.name AS topic, m.id AS matter, c.document AS document,
  ['matter:' + m.name] AS match, [o1.name, o2.name] AS holders, [o1.id, o2.id] AS holder_count, [c.passage, p.passage] AS evidence

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(o1:Organ)
WHERE c.relation = 'OVERLAPPING_BETWEEN' AND coalesce(c.aspect, 'enforcement') = 'enforcement' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
  AND NOT EXISTS {
    MATCH (q:Claim)-[:ASSERTS {slot: 'subject'}]->(:Matter)
    WHERE q.relation = 'OVERLAPPING_BETWEEN' AND q.document = c.document AND q.object = c.object AND q.topic = c.topic
  }
MATCH (c)-[:ASSERTS {slot: 'object'}]->(o2:Organ)
OPTIONAL MATCH (m:Matter)
WHERE m.name = c.topic
RETURN DISTINCT coalesce(m.id, o1.id) AS subject, coalesce(m.name, o1.name) AS subject_name, CASE WHEN m.id IS NULL THEN 'Organ' ELSE 'Matter' END AS subject_label,
  coalesce(c.topic, '') AS topic, m.id AS matter, c.document AS document, ['matter:' + c.topic] AS match,
  [o1.name, o2.name] AS holders, [c.passage] AS evidence
