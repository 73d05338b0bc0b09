/*
code: G30
titles: {zh: 两头不靠（无扎口主管）, en: Orphan team}
question: 哪些下沉队伍没有业务主管部门？
family: 管理关系、经费、考核
parameters: []
columns:
  - {name: managed_by, zh: 管理单位, fold: list}
  - {name: superior, zh: 业务主管, fold: list}
  - {name: text, zh: 文件所述, fold: list}
severity:
  legal: 0.6
  volume: 队伍所承担事项在本街镇近12个月案件量的百分位
  duration: 自队伍设立之日至查询日的天数，在同类发现中的百分位
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 综合行政执法体制改革的规定；编制批复
remedy: 由区委编办明确一个业务主管（扎口）部门，承担业务指导、培训和监督
coverage: [organ]
summary:
  data: "{subject}[[由{managed_by}管理，但]]没有业务主管部门。"
  stated: "文件称{subject}没有对应的上级主管部门。"
  no: "{subject}的业务主管是{superior}。"
*/
// :data
MATCH (t:Organ)
WHERE t.kind IN ['enforcement_team', 'joint_team'] AND coalesce(t.collective, false) = false AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to)
  AND NOT EXISTS { MATCH (t)-[r:MANAGED_BY]->(:Organ) WHERE r.facet = 'business' AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to) }
  AND NOT EXISTS { MATCH (t)-[r:GUIDED_BY]->(:Organ) WHERE (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to) }
  AND NOT EXISTS { MATCH (t)-[r:DISPATCHED_BY]->(:Organ) WHERE (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to) }
MATCH (t)-[s:SERVES_AREA]->(a:Area)
WHERE a.level = 'street'
OPTIONAL MATCH (t)-[p:MANAGED_BY]->(b:Organ)
OPTIONAL MATCH (t)-[:PERFORMS]->(m:Matter)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic, t.line AS domain,
  m.id AS matter, t.valid_from AS since, ['kind:' + t.team_kind] AS match, b.name AS managed_by,
  [t.evidence, p.evidence] AS evidence, [s.evidence] AS entities

// :refuted
MATCH (t:Organ)-[r:MANAGED_BY|GUIDED_BY|DISPATCHED_BY]->(d:Organ)
WHERE t.kind IN ['enforcement_team', 'joint_team'] AND coalesce(t.collective, false) = false AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to) AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
  AND coalesce(r.facet, 'business') = 'business'
OPTIONAL MATCH (t)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  ['kind:' + t.team_kind] AS match, d.name AS superior, [r.evidence, t.evidence] AS evidence, [s.evidence] AS entities

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(t:Organ)
WHERE c.relation = 'LACKS_SUPERIOR' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  c.document AS document, CASE WHEN coalesce(t.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:' + t.team_kind] ELSE [''] END AS match,
  coalesce(c.text, c.object_name) AS text, [c.passage] AS evidence
