/*
code: G22
titles: {zh: 协管队伍职能重叠, en: Auxiliary team overlap}
question: 同一地区的哪些协管队伍之间、协管队伍与第三方单位之间承担同样的事项？
family: 多头、重复、重叠
parameters: []
columns:
  - {name: other, zh: 重叠的队伍或单位, fold: list}
  - {name: matters, zh: 重叠事项, fold: list}
  - {name: headcount, zh: 本队人数, fold: max}
  - {name: funding, zh: 本队年经费（元）, fold: max}
  - {name: contractor, zh: 与第三方单位重叠, fold: any}
severity:
  legal: 0.3
  volume: 重叠事项在当地近12个月案件量的百分位
  duration: 无起始日期，不计
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 协管员队伍规范管理的规定；国办发〔2024〕54号
remedy: 合并职能相同的队伍；已外包的停止重复用工或核减外包费用
coverage: []
summary:
  data: "{area}的{subject}与{other}承担同样的事项（{matters}）。"
  stated: "文件称{subject}的工作与{other}重叠。"
*/
// :data
MATCH (t:AuxTeam)-[p1:PERFORMS]->(m:Matter)<-[p2:PERFORMS]-(o:AuxTeam)
WHERE t.id < o.id AND (p1.valid_from IS NULL OR p1.valid_from <= $asOf) AND (p1.valid_to IS NULL OR $asOf < p1.valid_to) AND (p2.valid_from IS NULL OR p2.valid_from <= $asOf) AND (p2.valid_to IS NULL OR $asOf < p2.valid_to)
MATCH (t)-[s1:SERVES_AREA]->(a:Area)<-[s2:SERVES_AREA]-(o)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'AuxTeam' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  m.id AS matter, ['aux:' + t.kind] AS match, o.name AS other, m.name AS matters, t.headcount AS headcount, t.funding AS funding, false AS contractor,
  [p1.evidence, p2.evidence, s1.evidence, s2.evidence] AS evidence, [t.evidence, o.evidence] AS entities

// :data
MATCH (t:AuxTeam)-[p1:PERFORMS]->(m:Matter)<-[p2:PERFORMS]-(o:Organ)
WHERE o.kind = 'contractor' AND (p1.valid_from IS NULL OR p1.valid_from <= $asOf) AND (p1.valid_to IS NULL OR $asOf < p1.valid_to) AND (p2.valid_from IS NULL OR p2.valid_from <= $asOf) AND (p2.valid_to IS NULL OR $asOf < p2.valid_to)
MATCH (t)-[s1:SERVES_AREA]->(a:Area)<-[s2:SERVES_AREA]-(o)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'AuxTeam' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  m.id AS matter, ['aux:' + t.kind] AS match, o.name AS other, m.name AS matters, t.headcount AS headcount, t.funding AS funding, true AS contractor,
  [p1.evidence, p2.evidence, s1.evidence, s2.evidence] AS evidence, [t.evidence, o.evidence] AS entities

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(t:AuxTeam)
WHERE c.relation = 'OVERLAPPING_BETWEEN' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'AuxTeam' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  c.document AS document, CASE WHEN coalesce(a.level, '') <> 'street' THEN ['aux:' + t.kind] ELSE [''] END AS match,
  c.object_name AS other, c.topic AS matters, [c.passage] AS evidence
