/*
code: G01
titles: {zh: 有责无权, en: Responsibility without power}
question: 街镇承担牵头、前端或兜底职责的事项，本街镇及其队伍是否有相应的权力？
family: 有责无权
parameters:
  - {name: words, zh: 文件中表示属地责任的用词, default: [责任, 属地, 前端, 兜底, 托底]}
columns:
  - {name: duties, zh: 职责, fold: list}
  - {name: role, zh: 履职角色, fold: list, terms: BearRole}
  - {name: holder, zh: 有权机构, fold: list}
  - {name: powers, zh: 权力事项数, fold: count}
  - {name: duty_text, zh: 文件所述职责, fold: list}
  - {name: lacks, zh: 文件所述缺少的权力, fold: list}
severity:
  legal: 0.6
  volume: 该事项在本街镇近12个月案件量的百分位
  duration: 自职责起始日至查询日的天数，在同类发现中的百分位
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第二十四条；乡镇（街道）履职事项清单
remedy: 区级部门在街镇有派出机构的，明确由派出机构执法；没有的，依法赋权或委托；谁都没有权力的，提请立法
coverage: [power, conferral]
summary:
  data: "{subject}承担“{topic}”的{role}职责，但本街镇及其队伍没有这方面的权力；有权的是{holder}。"
  stated: "文件称{subject}承担{duty_text}，但没有相应的执法权力。"
  no: "{subject}承担“{topic}”的职责，并有相应的权力。"
*/
// :data
MATCH (b:Organ)-[r:BEARS]->(d:Duty)-[k:CONCERNS]->(m:Matter)
WHERE (b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府')
  AND r.role IN ['lead', 'frontline', 'backstop'] AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
  AND NOT EXISTS {
    MATCH (b)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(:PowerItem)-[:ADDRESSES]->(m)
    WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
  }
  AND NOT EXISTS {
    MATCH (b)<-[:IN_NAME_OF]-(g:PowerGrant)-[:OF_ITEM]->(:PowerItem)-[:ADDRESSES]->(m)
    WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
  }
  AND NOT EXISTS {
    MATCH (b)<-[:PART_OF|MANAGED_BY]-(t:Organ)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(:PowerItem)-[:ADDRESSES]->(m)
    WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
  }
OPTIONAL MATCH (b)-[s:SERVES_AREA]->(a:Area)
OPTIONAL MATCH (m)<-[ad:ADDRESSES]-(i:PowerItem)<-[oi:OF_ITEM]-(h:PowerGrant)-[hb:HELD_BY]->(o:Organ)
WHERE (coalesce(h.status, 'in_force') = 'in_force' OR (h.status = 'withdrawn' AND h.valid_to IS NOT NULL)) AND (h.valid_from IS NULL OR h.valid_from <= $asOf) AND (h.valid_to IS NULL OR $asOf < h.valid_to)
  AND EXISTS { MATCH (h)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a) }
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, coalesce(m.domain, d.domain) AS domain, r.valid_from AS since, ['kind:街镇'] AS match,
  d.name AS duties, r.role AS role, o.name AS holder, i.id AS powers,
  [r.evidence, k.evidence, d.evidence, ad.evidence, oi.evidence, hb.evidence] AS evidence, [m.evidence, s.evidence, b.evidence] AS entities

// :refuted
MATCH (b:Organ)-[r:BEARS]->(d:Duty)-[k:CONCERNS]->(m:Matter)<-[ad:ADDRESSES]-(i:PowerItem)<-[oi:OF_ITEM]-(g:PowerGrant)-[h:HELD_BY]->(o:Organ)
WHERE (b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府')
  AND r.role IN ['lead', 'frontline', 'backstop'] AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to) AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
  AND (o.id = b.id OR EXISTS { MATCH (o)-[:PART_OF|MANAGED_BY]->(b) } OR EXISTS { MATCH (g)-[:IN_NAME_OF]->(b) })
OPTIONAL MATCH (b)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, m.name AS topic,
  m.id AS matter, ['kind:街镇'] AS match, d.name AS duties, r.role AS role, o.name AS holder, i.id AS powers,
  [r.evidence, k.evidence, g.evidence, oi.evidence, h.evidence, ad.evidence] AS evidence, [m.evidence, b.evidence] AS entities

// :stated
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(o:Organ)
WHERE c1.relation = 'BEARS_DUTY' AND any(word IN $words WHERE coalesce(c1.text, c1.object_name, '') CONTAINS word) AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to) AND coalesce(o.team_kind, '') = ''
MATCH (c2:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c2.relation = 'LACKS_POWER' AND c2.aspect = 'enforcement' AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to)
OPTIONAL MATCH (o)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  c1.document AS document, CASE WHEN coalesce(o.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:街镇'] ELSE [''] END AS match,
  coalesce(c1.text, c1.object_name) AS duty_text, coalesce(c2.text, c2.object_name) AS lacks,
  [c1.passage, c2.passage] AS evidence
