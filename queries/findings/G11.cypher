/*
code: G11
titles: {zh: 执法真空, en: Enforcement vacuum}
question: 法律已有禁止规定、或反复出现案件的事项，在当地是否没有任何机构有权处理？
family: 无人有权、无人用权
parameters:
  - {name: minCases, zh: 窗口内最少案件数, default: 3}
  - {name: windowStart, zh: 窗口起日（12个月）, months_before: 12}
columns:
  - {name: cases, zh: 窗口内案件数, fold: max}
  - {name: provisions, zh: 禁止条款, fold: list}
  - {name: sub_kind, zh: 成因, fold: min, terms: {expired: 权力配置已到期, elsewhere: 权力只配置在其他地方或层级, never_assigned: 有事项而从未配置给任何机构, no_item: 没有任何权力事项}}
  - {name: items, zh: 有关权力事项, fold: list}
  - {name: last_holder, zh: 原有权机构, fold: list}
  - {name: ended_on, zh: 终止日期, fold: max}
  - {name: holder, zh: 有权机构, fold: list}
  - {name: text, zh: 文件所述, fold: list}
severity:
  legal: 0.6
  volume: 该事项在当地近12个月案件量的百分位
  duration: 自最后一项权力配置终止之日至查询日的天数，在同类发现中的百分位
  outlier: 同级地区中没有这一情形的比例
legal_hook: 《行政处罚法》第十七条、第二十四条；职责边界清单
remedy: 明确承接机构；属于到期或收回的，补办承接；没有权力事项的，提请立法（见 G12）
coverage: [power, conferral]
summary:
  data: "“{topic}”在{area}没有任何机构有权处理（{sub_kind}）。"
  stated: "文件称{subject}存在执法真空。"
  no: "“{topic}”在{area}有机构有权处理：{holder}。"
*/
// :data
MATCH (m:Matter)<-[pr:PROHIBITS]-(p:Provision)
OPTIONAL MATCH (p)-[:OF_INSTRUMENT]->(s:Instrument)
WITH m, pr, p, s
WHERE s.repealed_on IS NULL OR $asOf < s.repealed_on
MATCH (v:Coverage)-[:IN_AREA]->(a:Area)
WHERE v.list_level = 'power' AND (v.valid_from IS NULL OR v.valid_from <= $asOf) AND (v.valid_to IS NULL OR $asOf < v.valid_to) AND (v.domain = '*' OR v.domain = m.domain)
  AND (coalesce(s.jurisdiction, '') IN ['', '全国'] OR a.name STARTS WITH s.jurisdiction)
WITH DISTINCT m, a, p.name AS provision, pr.evidence AS basis
WHERE NOT EXISTS { MATCH (m)<-[:ADDRESSES]-(:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a) WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
  AND NOT EXISTS { MATCH (m)<-[:ADDRESSES]-(:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(:Area)-[:WITHIN*1..4]->(a) WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
OPTIONAL MATCH (m)<-[ad:ADDRESSES]-(i:PowerItem)
OPTIONAL MATCH (i)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a)
OPTIONAL MATCH (g)-[h:HELD_BY]->(o:Organ)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, m.domain AS domain, ['matter:' + m.name] AS match, g.valid_to AS since, provision AS provisions,
  CASE WHEN i.id IS NULL THEN 'no_item' WHEN g.valid_to IS NOT NULL THEN 'expired'
    WHEN EXISTS { MATCH (i)<-[:OF_ITEM]-(:PowerGrant) } THEN 'elsewhere' ELSE 'never_assigned' END AS sub_kind,
  i.name AS items, o.name AS last_holder, g.valid_to AS ended_on, [basis, ad.evidence, g.evidence, h.evidence] AS evidence, [m.evidence] AS entities

// :data
MATCH (c:`Case`)-[:ABOUT]->(m:Matter)
WHERE c.found_on >= $windowStart AND c.found_on <= $asOf
MATCH (c)-[:OCCURRED_IN]->(p)
WITH m, p, count(DISTINCT c.id) AS n, min(head(c.evidence)) AS first_case, max(head(c.evidence)) AS last_case
MATCH (p)-[:WITHIN*0..6]->(a:Area)
WHERE a.level = 'county'
WITH m, a, sum(n) AS cases, min(first_case) AS first_case, max(last_case) AS last_case
WHERE cases >= $minCases
  AND NOT EXISTS { MATCH (m)<-[:ADDRESSES]-(:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a) WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
  AND NOT EXISTS { MATCH (m)<-[:ADDRESSES]-(:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(:Area)-[:WITHIN*1..4]->(a) WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
OPTIONAL MATCH (m)<-[ad:ADDRESSES]-(i:PowerItem)
OPTIONAL MATCH (i)<-[:OF_ITEM]-(g:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a)
OPTIONAL MATCH (g)-[h:HELD_BY]->(o:Organ)
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, m.domain AS domain, ['matter:' + m.name] AS match, g.valid_to AS since, cases AS cases,
  CASE WHEN i.id IS NULL THEN 'no_item' WHEN g.valid_to IS NOT NULL THEN 'expired'
    WHEN EXISTS { MATCH (i)<-[:OF_ITEM]-(:PowerGrant) } THEN 'elsewhere' ELSE 'never_assigned' END AS sub_kind,
  i.name AS items, o.name AS last_holder, g.valid_to AS ended_on,
  [[first_case, last_case], ad.evidence, g.evidence, h.evidence] AS evidence, [m.evidence] AS entities

// :refuted
MATCH (m:Matter)<-[pr:PROHIBITS]-(p:Provision)
MATCH (m)<-[ad:ADDRESSES]-(i:PowerItem)<-[oi:OF_ITEM]-(g:PowerGrant)-[h:HELD_BY]->(o:Organ)
WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
MATCH (g)-[:IN_AREA]->(:Area)-[:WITHIN*0..4]->(a:Area)
WHERE a.level = 'county'
RETURN DISTINCT m.id AS subject, m.name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, ['matter:' + m.name] AS match, o.name AS holder, [pr.evidence, g.evidence, h.evidence] AS evidence, [m.evidence] AS entities

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c.relation = 'HAS_PROBLEM' AND c.topic = '执法真空' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, c.subject_label AS subject_label, '' AS topic,
  c.document AS document, coalesce(c.text, c.object_name) AS text, [c.passage] AS evidence
