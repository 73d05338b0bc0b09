/*
code: G04
titles: {zh: 管理权下沉而执法权保留, en: Management sunk, enforcement power retained}
question: 哪些已由街镇管理的队伍，其承担事项的处罚权仍在原区级部门，队伍和街镇都没有？
family: 有责无权
parameters: []
columns:
  - {name: block, zh: 管理单位, fold: list}
  - {name: retained_by, zh: 保留执法权的部门, fold: list}
  - {name: matters, zh: 涉及事项, fold: list}
  - {name: items, zh: 保留的处罚事项数, fold: count}
  - {name: line, zh: 条线}
  - {name: team_kind, zh: 队伍类别}
  - {name: holder, zh: 执法权持有者, fold: list}
  - {name: lacks, zh: 文件所述, fold: list}
severity:
  legal: 0.6
  volume: 队伍所承担事项在本街镇近12个月案件量的百分位
  duration: 自街镇管理之日至查询日的天数，在同类发现中的百分位
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第二十条、第二十四条；权随事转、人随事转、费随事转
remedy: 依法将相应处罚权赋予街镇或书面委托队伍，并先核对持证人数是否满两人（见 G25）；暂不下放的，明确发现、上报与到场时限
coverage: [power, conferral]
summary:
  data: "{subject}由{block}管理，承担{matters}，但这些事项的处罚权（{items}项）仍在{retained_by}，队伍和街镇都没有。"
  stated: "文件称{subject}[[（{team_kind}）]]已下沉到街镇，但没有独立的执法权[[，执法权由{retained_by}保留]]。"
  unknown: "{subject}由{block}管理，但尚不能判断其处罚权是否仍在区级部门：缺少{missing}。"
  no: "{subject}由{block}管理，其承担事项的处罚权由{holder}行使，管理与执法没有分离。"
  denied: "文件称{subject}[[（{team_kind}）]]既有管理权又有执法权，管理与执法没有分离。"
*/
// :data
MATCH (t:Organ)-[p:MANAGED_BY]->(b:Organ)
WHERE p.facet IN ['personnel', 'daily'] AND (p.valid_from IS NULL OR p.valid_from <= $asOf) AND (p.valid_to IS NULL OR $asOf < p.valid_to) AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to) AND (b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府')
MATCH (t)-[f:PERFORMS]->(m:Matter)<-[ad:ADDRESSES]-(i:PowerItem)<-[oi:OF_ITEM]-(g:PowerGrant)-[h:HELD_BY]->(d:Organ)
WHERE i.power_type = 'penalty' AND (f.valid_from IS NULL OR f.valid_from <= $asOf) AND (f.valid_to IS NULL OR $asOf < f.valid_to) AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND d.id <> t.id AND d.id <> b.id
  AND EXISTS { MATCH (t)-[:SERVES_AREA]->(:Area)-[:WITHIN*0..4]->(:Area)<-[:IN_AREA]-(g) }
  AND (d.line = t.line OR EXISTS { MATCH (t)-[:GUIDED_BY|PART_OF|DISPATCHED_BY|MANAGED_BY|SUCCEEDS]->(d) })
  AND NOT EXISTS {
    MATCH (t)<-[:HELD_BY]-(x:PowerGrant)-[:OF_ITEM]->(j:PowerItem)-[:ADDRESSES]->(m)
    WHERE j.power_type = 'penalty' AND (coalesce(x.status, 'in_force') = 'in_force' OR (x.status = 'withdrawn' AND x.valid_to IS NOT NULL)) AND (x.valid_from IS NULL OR x.valid_from <= $asOf) AND (x.valid_to IS NULL OR $asOf < x.valid_to)
  }
  AND NOT EXISTS {
    MATCH (b)<-[:HELD_BY]-(x:PowerGrant)-[:OF_ITEM]->(j:PowerItem)-[:ADDRESSES]->(m)
    WHERE j.power_type = 'penalty' AND (coalesce(x.status, 'in_force') = 'in_force' OR (x.status = 'withdrawn' AND x.valid_to IS NOT NULL)) AND (x.valid_from IS NULL OR x.valid_from <= $asOf) AND (x.valid_to IS NULL OR $asOf < x.valid_to)
  }
OPTIONAL MATCH (t)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  m.id AS matter, coalesce(m.domain, i.domain) AS domain, p.valid_from AS since, ['kind:' + t.team_kind, 'line:' + t.line] AS match,
  b.name AS block, d.name AS retained_by, m.name AS matters, i.id AS items, t.line AS line, t.team_kind AS team_kind,
  [p.evidence, f.evidence, ad.evidence, oi.evidence, g.evidence, h.evidence] AS evidence, [t.evidence, s.evidence, m.evidence, b.evidence] AS entities

// :refuted
MATCH (t:Organ)-[p:MANAGED_BY]->(b:Organ)
WHERE p.facet IN ['personnel', 'daily'] AND (p.valid_from IS NULL OR p.valid_from <= $asOf) AND (p.valid_to IS NULL OR $asOf < p.valid_to) AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to) AND (b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府')
MATCH (t)-[f:PERFORMS]->(m:Matter)<-[ad:ADDRESSES]-(i:PowerItem)<-[oi:OF_ITEM]-(g:PowerGrant)-[h:HELD_BY]->(o:Organ)
WHERE i.power_type = 'penalty' AND (f.valid_from IS NULL OR f.valid_from <= $asOf) AND (f.valid_to IS NULL OR $asOf < f.valid_to) AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND (o.id = t.id OR o.id = b.id)
OPTIONAL MATCH (t)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  m.id AS matter, ['kind:' + t.team_kind, 'line:' + t.line] AS match, b.name AS block, m.name AS matters, t.line AS line, t.team_kind AS team_kind, o.name AS holder,
  [p.evidence, f.evidence, g.evidence, h.evidence, oi.evidence, ad.evidence] AS evidence, [t.evidence, s.evidence] AS entities

// :unknown
MATCH (t:Organ)-[p:MANAGED_BY]->(b:Organ)
WHERE p.facet IN ['personnel', 'daily'] AND (p.valid_from IS NULL OR p.valid_from <= $asOf) AND (p.valid_to IS NULL OR $asOf < p.valid_to) AND (t.valid_from IS NULL OR t.valid_from <= $asOf) AND (t.valid_to IS NULL OR $asOf < t.valid_to) AND (b.kind IN ['subdistrict_office', 'town_government'] OR b.name ENDS WITH '街道办事处' OR b.name ENDS WITH '镇人民政府' OR b.name ENDS WITH '乡人民政府')
  AND t.kind = 'enforcement_team'
OPTIONAL MATCH (t)-[s:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic,
  ['kind:' + t.team_kind, 'line:' + t.line] AS match, t.line AS line, t.team_kind AS team_kind, b.name AS block,
  [t.name + '承担事项的权责清单或事项对照表'] AS missing, [p.evidence] AS evidence, [t.evidence, s.evidence] AS entities

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(t:Organ)
WHERE c.relation = 'LACKS_POWER' AND c.aspect = 'enforcement' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
  AND (coalesce(t.team_kind, '') <> '' OR t.kind = 'enforcement_team')
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic, c.document AS document,
  CASE WHEN coalesce(t.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:' + t.team_kind, 'line:' + t.line] ELSE [''] END AS match,
  t.line AS line, t.team_kind AS team_kind, coalesce(c.text, c.object_name) AS lacks, [c.passage] AS evidence

// :stated
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(d:Organ)
WHERE c1.relation = 'RETAINS_POWER' AND c1.aspect = 'enforcement' AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
MATCH (c2:Claim)-[:ASSERTS {slot: 'subject'}]->(t:Organ)
WHERE c2.relation = 'TRANSFERRED_TO' AND c2.aspect = 'management' AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to) AND c2.document = c1.document
  AND (c1.topic = c2.topic OR c1.topic = t.line OR d.line = t.line)
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic, c1.document AS document,
  CASE WHEN coalesce(t.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:' + t.team_kind, 'line:' + coalesce(t.line, c1.topic)] ELSE [''] END AS match,
  t.line AS line, t.team_kind AS team_kind, d.name AS retained_by, coalesce(c1.text, c1.object_name) AS lacks, [c1.passage, c2.passage] AS evidence

// :denied
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(t:Organ)
WHERE c.relation = 'HOLDS_POWER' AND c.aspect = 'enforcement' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
  AND (coalesce(t.team_kind, '') <> '' OR t.kind = 'enforcement_team')
OPTIONAL MATCH (t)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT t.id AS subject, t.name AS subject_name, 'Organ' AS subject_label, a.id AS area, a.name AS area_name, '' AS topic, c.document AS document,
  CASE WHEN coalesce(t.collective, false) OR coalesce(a.level, '') <> 'street' THEN ['kind:' + t.team_kind] ELSE [''] END AS match,
  t.line AS line, t.team_kind AS team_kind, [c.passage] AS evidence
