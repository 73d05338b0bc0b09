/*
code: G14
titles: {zh: 收回、移交空档, en: Hand-over gap}
question: 哪些权力配置终止时没有承接的配置，形成空档？
family: 无人有权、无人用权
parameters: []
columns:
  - {name: item_code, zh: 事项编码}
  - {name: former_holder, zh: 原行使主体, fold: list}
  - {name: ended_on, zh: 终止日期, fold: max}
  - {name: resumed_on, zh: 恢复日期, fold: min}
  - {name: successor, zh: 承接主体, fold: list}
  - {name: text, zh: 文件所述, fold: list}
severity:
  legal: 0.6
  volume: 该事项在当地近12个月案件量的百分位
  duration: 空档持续的天数，在同类发现中的百分位
  outlier: 同级地区中没有这一情形的比例
legal_hook: 《行政处罚法》第二十四条；收回事项须明确承接主体，避免监管盲区
remedy: 立即明确承接主体并补发文件；核查空档期内办理的案件
coverage: [power, conferral]
summary:
  data: "“{topic}”在{area}的权力配置（{former_holder}）于{ended_on}终止，终止时没有承接主体[[；{resumed_on}起由{successor}承接]]。"
  stated: "文件称{subject}在移交、收回中存在空档。"
  no: "“{topic}”在{area}终止时已由{successor}承接。"
*/
// :data
MATCH (g:PowerGrant)-[oi:OF_ITEM]->(i:PowerItem)
WHERE g.valid_to <= $asOf AND coalesce(g.status, 'in_force') <> 'proposed'
MATCH (g)-[ia:IN_AREA]->(a:Area)
WHERE NOT EXISTS {
    MATCH (i)<-[:OF_ITEM]-(x:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a)
    WHERE x.id <> g.id AND coalesce(x.status, 'in_force') <> 'proposed' AND NOT (x.status = 'withdrawn' AND x.valid_to IS NULL)
      AND (x.valid_from IS NULL OR x.valid_from <= g.valid_to) AND (x.valid_to IS NULL OR g.valid_to < x.valid_to)
  }
MATCH (g)-[h:HELD_BY]->(o:Organ)
OPTIONAL MATCH (i)<-[:OF_ITEM]-(n:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a)
WHERE n.valid_from > g.valid_to AND n.valid_from <= $asOf AND coalesce(n.status, 'in_force') <> 'proposed'
OPTIONAL MATCH (n)-[nh:HELD_BY]->(s:Organ)
WITH g, oi, i, ia, a, h, o, min(n.valid_from) AS resumed_on, collect(DISTINCT s.name) AS successor, collect(nh.evidence) AS after
OPTIONAL MATCH (i)-[ad:ADDRESSES]->(m:Matter)
RETURN DISTINCT i.id AS subject, i.name AS subject_name, 'PowerItem' AS subject_label, a.id AS area, a.name AS area_name, i.name AS topic,
  m.id AS matter, i.domain AS domain, g.valid_to AS since, resumed_on AS until, i.code AS item_code, o.name AS former_holder, g.valid_to AS ended_on,
  resumed_on AS resumed_on, successor AS successor, [g.evidence, oi.evidence, h.evidence, ia.evidence] AS evidence, after AS entities

// :refuted
MATCH (g:PowerGrant)-[oi:OF_ITEM]->(i:PowerItem)
WHERE g.valid_to <= $asOf AND coalesce(g.status, 'in_force') <> 'proposed'
MATCH (g)-[:IN_AREA]->(a:Area)
MATCH (i)<-[:OF_ITEM]-(x:PowerGrant)-[:IN_AREA]->(:Area)<-[:WITHIN*0..4]-(a)
WHERE x.id <> g.id AND coalesce(x.status, 'in_force') <> 'proposed' AND NOT (x.status = 'withdrawn' AND x.valid_to IS NULL)
  AND (x.valid_from IS NULL OR x.valid_from <= g.valid_to) AND (x.valid_to IS NULL OR g.valid_to < x.valid_to)
MATCH (x)-[h:HELD_BY]->(s:Organ)
RETURN DISTINCT i.id AS subject, i.name AS subject_name, 'PowerItem' AS subject_label, a.id AS area, a.name AS area_name, i.name AS topic,
  g.valid_to AS ended_on, s.name AS successor, [g.evidence, oi.evidence, x.evidence, h.evidence] AS evidence

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c.relation = 'HAS_PROBLEM' AND c.topic IN ['移交空档', '监管空档', '监管盲区'] AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, c.subject_label AS subject_label, '' AS topic,
  c.document AS document, coalesce(c.text, c.object_name) AS text, [c.passage] AS evidence
