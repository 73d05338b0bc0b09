/*
code: G19
titles: {zh: 重复执法, en: Double enforcement}
question: 同一相对人的同一行为，是否被两个以上机构分别处理？
family: 多头、重复、重叠
parameters:
  - {name: days, zh: 两案发现日期相距的天数上限, default: 30}
  - {name: minPairs, zh: 最少案件对数, default: 1}
columns:
  - {name: pairs, zh: 重复案件对数, fold: count}
  - {name: parties, zh: 相对人数, fold: count}
  - {name: departments, zh: 涉及机构, fold: list}
  - {name: department_pairs, zh: 机构对, fold: list}
  - {name: art29, zh: 涉嫌一事两罚, fold: any}
  - {name: art29_pairs, zh: 两次罚款的案件对数, fold: count}
  - {name: grid, zh: 网格, fold: list}
  - {name: grid_id, zh: 网格标识, hidden: true}
  - {name: found_1, zh: 甲案发现日期, hidden: true}
  - {name: found_2, zh: 乙案发现日期, hidden: true}
  - {name: text, zh: 文件所述, fold: list}
severity:
  legal: {column: art29, values: {"true": 1.0, "false": 0.6}, otherwise: 0.6}
  volume: 该事项在当地近12个月案件量的百分位
  duration: 自最早一对案件至查询日的天数，在同类发现中的百分位
  outlier: 同一区县内没有这一情形的街镇所占比例
legal_hook: 《行政处罚法》第二十九条（一事不再罚款）、第二十五条（管辖争议）
remedy: 合并立案，由最先立案的机构处理；已罚两次的，撤销后一次罚款；按机构对明确管辖
coverage: []
within_days: {first: found_1, second: found_2, days: days}
at_least: {column: pairs, parameter: minPairs}
summary:
  data: "{area}“{topic}”有{pairs}对案件由不同机构对同一相对人分别处理（{department_pairs}），涉及相对人{parties}个；两次罚款{art29_pairs}对。"
  stated: "文件称{subject}存在重复执法。"
*/
// :data
MATCH (c:`Case`)-[e:AGAINST]->(p:Party)
WHERE c.found_on <= $asOf
MATCH (c)-[:ABOUT]->(m:Matter)
MATCH (c)-[:OCCURRED_IN]->(g)
MATCH (c)-[d:DECIDED_BY]->(o:Organ)
WITH p.id AS party, m.id AS matter, m.name AS matter_name, g AS g, count(DISTINCT o.id) AS deciders,
  collect({id: c.id, found_on: c.found_on, fine: coalesce(c.fine, 0.0), organ: o.id, organ_name: o.name, seen: c.evidence, decided: d.evidence, met: e.evidence}) AS acts
WHERE deciders >= 2
UNWIND acts AS x
UNWIND acts AS y
WITH party, matter, matter_name, g, x, y
WHERE x.id < y.id AND x.organ <> y.organ
MATCH (g)-[:WITHIN*0..5]->(a:Area)
WHERE a.level = 'street'
RETURN DISTINCT matter AS subject, matter_name AS subject_name, 'Matter' AS subject_label, a.id AS area, a.name AS area_name, matter_name AS topic,
  matter AS matter, ['matter:' + matter_name] AS match, CASE WHEN x.found_on <= y.found_on THEN x.found_on ELSE y.found_on END AS since,
  x.id + '|' + y.id AS pairs, party AS parties, [x.organ_name, y.organ_name] AS departments,
  CASE WHEN x.organ < y.organ THEN x.organ_name + '—' + y.organ_name ELSE y.organ_name + '—' + x.organ_name END AS department_pairs,
  x.fine > 0.0 AND y.fine > 0.0 AS art29, CASE WHEN x.fine > 0.0 AND y.fine > 0.0 THEN x.id + '|' + y.id END AS art29_pairs,
  g.name AS grid, g.id AS grid_id, x.found_on AS found_1, y.found_on AS found_2,
  [x.seen, y.seen, x.decided, y.decided, x.met, y.met] AS evidence

// :stated
MATCH (c:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c.relation = 'HAS_PROBLEM' AND c.topic = '重复执法' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, c.subject_label AS subject_label, '' AS topic,
  c.document AS document, coalesce(c.text, c.object_name) AS text, [c.passage] AS evidence
