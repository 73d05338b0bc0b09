/*
code: G06b
titles: {zh: 人下权不下, en: Force moved without power}
question: 哪些队伍的人员已下沉到街镇，而该领域的权力没有下沉？
family: 有责无权
parameters: []
columns:
  - {name: domain_name, zh: 领域}
  - {name: from_organ, zh: 原属单位, fold: list}
  - {name: headcount, zh: 下沉人数, fold: sum}
  - {name: team, zh: 下沉队伍, fold: list}
severity:
  legal: 0.6
  volume: 无对应事项，不计
  duration: 自人员下沉之日至查询日的天数，在同类发现中的百分位
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第二十四条；权随事转、人随事转
remedy: 对已下沉的队伍，同步赋予或委托该领域的处罚权；否则明确其以原部门名义执法
coverage: [power, conferral]
summary:
  data: "{domain_name}领域的人员已下沉到{subject}，但街镇一侧没有该领域的任何权力事项。"
  stated: "文件称{topic}执法力量已下沉到{subject}，而{topic}的处罚权限没有下沉。"
  no: "{domain_name}领域的人员和权力都已下沉到{subject}。"
*/
// :data
MATCH (x:Transfer)-[xt:TO_ORGAN]->(b:Organ)
WHERE x.resource IN ['staff', 'establishment'] AND coalesce(x.status, 'done') = 'done' AND (x.happened_on IS NULL OR x.happened_on <= $asOf)
  AND ((b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府') OR EXISTS { MATCH (b)-[:PART_OF|MANAGED_BY]->(k:Organ) WHERE (k.kind IN ['subdistrict_office', 'town_government'] OR k.name ENDS WITH '街道办事处' OR k.name ENDS WITH '镇人民政府' OR k.name ENDS WITH '乡人民政府') })
  AND coalesce(x.domain, '') <> ''
  AND NOT EXISTS { MATCH (b)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(i:PowerItem) WHERE i.domain = x.domain AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
  AND NOT EXISTS { MATCH (b)<-[:PART_OF|MANAGED_BY]-(:Organ)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(i:PowerItem) WHERE i.domain = x.domain AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
  AND NOT EXISTS { MATCH (b)-[:PART_OF|MANAGED_BY]->(:Organ)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(i:PowerItem) WHERE i.domain = x.domain AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
    AND EXISTS { MATCH (g)-[:IN_AREA]->(w:Area) WHERE w.level = 'street' } }
OPTIONAL MATCH (x)-[xf:FROM_ORGAN]->(d:Organ)
OPTIONAL MATCH (b)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, x.domain AS topic,
  x.domain AS domain, x.happened_on AS since, ['kind:街镇'] AS match, x.domain AS domain_name, d.name AS from_organ,
  CASE WHEN x.resource = 'staff' THEN x.item_count END AS headcount,
  [x.evidence, xt.evidence, xf.evidence] AS evidence, [s.evidence, b.evidence] AS entities

// :refuted
MATCH (x:Transfer)-[xt:TO_ORGAN]->(b:Organ)<-[h:HELD_BY]-(g:PowerGrant)-[oi:OF_ITEM]->(i:PowerItem)
WHERE x.resource IN ['staff', 'establishment'] AND coalesce(x.status, 'done') = 'done' AND (x.happened_on IS NULL OR x.happened_on <= $asOf)
  AND i.domain = x.domain AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
  AND ((b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府') OR EXISTS { MATCH (b)-[:PART_OF|MANAGED_BY]->(k:Organ) WHERE (k.kind IN ['subdistrict_office', 'town_government'] OR k.name ENDS WITH '街道办事处' OR k.name ENDS WITH '镇人民政府' OR k.name ENDS WITH '乡人民政府') })
OPTIONAL MATCH (b)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, x.domain AS topic,
  ['kind:街镇'] AS match, x.domain AS domain_name, [x.evidence, xt.evidence, h.evidence, oi.evidence] AS evidence

// :stated
MATCH (c1:Claim), (c2:Claim)
WHERE c1.relation = 'TRANSFERRED_TO' AND c1.resource IN ['staff', 'establishment'] AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
  AND c2.relation = 'NOT_TRANSFERRED_TO' AND c2.resource = 'power' AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to)
  AND c2.topic <> '' AND (c1.topic = c2.topic OR c1.subject_name CONTAINS c2.topic) AND c1.document = c2.document
OPTIONAL MATCH (c1)-[:ASSERTS {slot: 'object'}]->(o:Organ)
OPTIONAL MATCH (o)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT coalesce(o.id, c1.object, c1.subject) AS subject, coalesce(o.name, c1.object_name, c1.subject_name) AS subject_name,
  CASE WHEN o.id IS NULL THEN coalesce(c1.object_label, c1.subject_label) ELSE 'Organ' END AS subject_label,
  a.id AS area, a.name AS area_name, c2.topic AS topic, c1.document AS document,
  CASE WHEN o.id IS NULL OR coalesce(o.collective, false) THEN ['kind:街镇'] ELSE [''] END AS match,
  c2.topic AS domain_name, c1.subject_name AS team, [c1.passage, c2.passage] AS evidence
