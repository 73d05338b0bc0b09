/*
code: G25
titles: {zh: 执法证不足, en: Certificate shortfall}
question: 哪些队伍的有效执法证不足两本，依法不能独立办案？
family: 能否依法办理
parameters:
  - {name: minCertificates, zh: 最少执法证数, default: 2}
columns:
  - {name: team_kind, zh: 队伍类别}
  - {name: certificates, zh: 执法证数（本）, fold: min}
  - {name: on_post, zh: 在岗人数, fold: max}
  - {name: establishment, zh: 编制数, fold: max}
  - {name: matters, zh: 因此不能独立办理的事项, fold: list}
  - {name: stated_certificates, zh: 文件所述每支队伍执法证数, fold: min}
severity:
  legal: 1.0
  volume: 队伍所承担事项在本街镇近12个月案件量的百分位
  duration: 无起始日期，不计
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第四十二条（执法人员应当具有执法资格，不得少于两人）
remedy: 先补足两名以上持证人员再下放或委托处罚权；过渡期由区级部门派员共同办案
coverage: []
summary:
  data: "{subject}只有{certificates}本有效执法证，不足两本，依法不能独立办案。"
  stated: "文件称{subject}每支只有{stated_certificates}本执法证，不足两本，依法不能独立办案。"
  unknown: "尚不能判断{subject}的执法证是否足够：缺少{missing}。"
  no: "{subject}有{certificates}本有效执法证，达到两本。"
  denied: "文件称{subject}有{stated_certificates}本执法证，达到两本。"
*/
// :data
MATCH (t:Organ)
WHERE t.certificates < $minCertificates AND coalesce(t.collective, false) = false AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to)
  AND (t.kind = 'enforcement_team' OR coalesce(t.team_kind, '') <> '')
OPTIONAL MATCH (t)-[s:SERVES_AREA]->(a:Area)
OPTIONAL MATCH (t)-[f:PERFORMS]->(m:Matter)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic, m.id AS matter,
  ['kind:' + t.team_kind] AS match, t.team_kind AS team_kind, t.certificates AS certificates, t.on_post AS on_post, t.establishment AS establishment, m.name AS matters,
  [t.evidence, f.evidence] AS evidence, [s.evidence] AS entities

// :refuted
MATCH (t:Organ)
WHERE t.certificates >= $minCertificates AND coalesce(t.collective, false) = false AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to)
  AND (t.kind = 'enforcement_team' OR coalesce(t.team_kind, '') <> '')
OPTIONAL MATCH (t)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  ['kind:' + t.team_kind] AS match, t.team_kind AS team_kind, t.certificates AS certificates, t.on_post AS on_post, [t.evidence, s.evidence] AS evidence

// :unknown
MATCH (t:Organ)
WHERE t.certificates IS NULL AND coalesce(t.collective, false) = false AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to) AND t.kind = 'enforcement_team'
MATCH (t)-[s:SERVES_AREA]->(a:Area)
WHERE a.level = 'street'
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  ['kind:' + t.team_kind] AS match, t.team_kind AS team_kind, ['机构编制名册中' + t.name + '的执法证数'] AS missing, [t.evidence, s.evidence] AS evidence

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(t:Organ)
WHERE c.relation = 'HAS_CERTIFICATES' AND c.value < $minCertificates AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
  AND (c.aspect = 'per_unit' OR coalesce(t.team_kind, '') <> '' OR t.kind = 'enforcement_team')
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  c.document AS document, CASE WHEN coalesce(t.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:' + t.team_kind] ELSE [''] END AS match, t.team_kind AS team_kind,
  c.value AS stated_certificates, [c.passage] AS evidence

// :denied
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(t:Organ)
WHERE c.relation = 'HAS_CERTIFICATES' AND c.value >= $minCertificates AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
  AND (coalesce(t.team_kind, '') <> '' OR t.kind = 'enforcement_team') AND (c.aspect = 'per_unit' OR coalesce(t.collective, false) = false)
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  c.document AS document, CASE WHEN coalesce(t.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:' + t.team_kind] ELSE [''] END AS match, t.team_kind AS team_kind,
  c.value AS stated_certificates, [c.passage] AS evidence
