/*
code: G38
titles: {zh: 来源矛盾, en: Sources conflict}
question: 哪些材料对同一对象的同一事项给出了不同的说法？
family: 网格与流程
parameters:
  - {name: oneValued, zh: 一个对象只应有一个值的关系, default: [establishment, on_post, certificates, headcount, funding, population_registered, population_actual, households, patrols, weight, document_number, issued_on, effective_on, repealed_on, ISSUED_ON, EFFECTIVE_ON, HAS_DOC_NUMBER]}
  - {name: measured, zh: 须领域相同才可比较的关系, default: [HAS_STAFFING, HAS_CERTIFICATES, HAS_COUNT, HAS_METRIC]}
columns:
  - {name: relation, zh: 关系, hidden: true}
  - {name: unit, zh: 单位}
  - {name: said, zh: 不同的说法, fold: list}
  - {name: sources, zh: 来源效力, fold: list, terms: Authority}
severity:
  legal: 0.3
  volume: 无对应事项，不计
  duration: 无起始日期，不计
  outlier: 不比较地区
legal_hook: 来源效力次序：法律法规原文、公布的清单、正式通知、报告或文章
remedy: 两种说法都保留；由人核对原文后选定，或请发文单位更正
coverage: []
summary:
  stated: "关于{subject}的“{topic}”，材料中有不同的说法：{said}[[（单位：{unit}）]]。"
*/
// :stated numbers of which there should be one
MATCH (c:Claim)
WHERE c.relation IN $oneValued AND c.value IS NOT NULL AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
WITH c.subject AS s, c.relation AS r, count(DISTINCT c.value) AS n
WHERE n > 1
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c1.subject = s AND c1.relation = r AND c1.value IS NOT NULL AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, c1.subject_label AS subject_label, c1.document AS document,
  CASE r
    WHEN 'establishment' THEN '编制数' WHEN 'on_post' THEN '在岗数' WHEN 'certificates' THEN '执法证数' WHEN 'headcount' THEN '人数' WHEN 'funding' THEN '年经费' WHEN 'population_registered' THEN '户籍人口'
    WHEN 'population_actual' THEN '实有人口' WHEN 'households' THEN '户数' WHEN 'patrols' THEN '巡查员数' WHEN 'weight' THEN '权重' WHEN 'document_number' THEN '文号' WHEN 'HAS_DOC_NUMBER' THEN '文号'
    WHEN 'issued_on' THEN '公布日期' WHEN 'ISSUED_ON' THEN '公布日期' WHEN 'effective_on' THEN '施行日期' WHEN 'EFFECTIVE_ON' THEN '施行日期' WHEN 'repealed_on' THEN '废止日期' ELSE r END AS topic,
  r AS relation, c1.value AS said, c1.unit AS unit, c1.authority AS sources, [c1.passage] AS evidence

// :stated words of which there should be one
MATCH (c:Claim)
WHERE c.relation IN $oneValued AND coalesce(c.text, '') <> '' AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
WITH c.subject AS s, c.relation AS r, count(DISTINCT c.text) AS n
WHERE n > 1
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c1.subject = s AND c1.relation = r AND coalesce(c1.text, '') <> '' AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, c1.subject_label AS subject_label, c1.document AS document,
  CASE r
    WHEN 'establishment' THEN '编制数' WHEN 'on_post' THEN '在岗数' WHEN 'certificates' THEN '执法证数' WHEN 'headcount' THEN '人数' WHEN 'funding' THEN '年经费' WHEN 'population_registered' THEN '户籍人口'
    WHEN 'population_actual' THEN '实有人口' WHEN 'households' THEN '户数' WHEN 'patrols' THEN '巡查员数' WHEN 'weight' THEN '权重' WHEN 'document_number' THEN '文号' WHEN 'HAS_DOC_NUMBER' THEN '文号'
    WHEN 'issued_on' THEN '公布日期' WHEN 'ISSUED_ON' THEN '公布日期' WHEN 'effective_on' THEN '施行日期' WHEN 'EFFECTIVE_ON' THEN '施行日期' WHEN 'repealed_on' THEN '废止日期' ELSE r END AS topic,
  r AS relation, c1.text AS said, c1.authority AS sources, [c1.passage] AS evidence

// :stated measures, compared across documents only: within one text the years of a series are seldom told apart
MATCH (c:Claim)
WHERE c.relation IN $measured AND coalesce(c.topic, '') <> '' AND c.value IS NOT NULL AND coalesce(c.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c.negated, false) = false AND (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
WITH c.subject AS s, c.relation AS r, c.topic AS t, coalesce(c.unit, '') AS u, coalesce(c.aspect, '') AS p, coalesce(toString(c.valid_from), '') AS f,
  count(DISTINCT c.value) AS n, count(DISTINCT c.document) AS documents
WHERE n > 1 AND documents > 1
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(o)
WHERE c1.subject = s AND c1.relation = r AND c1.topic = t AND coalesce(c1.unit, '') = u AND coalesce(c1.aspect, '') = p
  AND coalesce(toString(c1.valid_from), '') = f AND c1.value IS NOT NULL AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
RETURN DISTINCT o.id AS subject, o.name AS subject_name, c1.subject_label AS subject_label, c1.document AS document,
  t AS topic, r AS relation, c1.value AS said, c1.unit AS unit, c1.authority AS sources, [c1.passage] AS evidence

// :stated
MATCH (c1:Claim)-[:ASSERTS {slot: 'subject'}]->(o1:Organ)
WHERE c1.relation = 'HOLDS_POWER' AND c1.aspect = 'enforcement' AND coalesce(o1.team_kind, '') <> '' AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
MATCH (c2:Claim)-[:ASSERTS {slot: 'subject'}]->(o2:Organ)
WHERE c2.relation = 'LACKS_POWER' AND c2.aspect IN ['enforcement', 'subject_status'] AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to)
  AND (o1.id = o2.id OR (o1.team_kind = o2.team_kind AND c1.document = c2.document))
RETURN DISTINCT o1.id AS subject, o1.name AS subject_name, 'Organ' AS subject_label, '执法权与主体资格' AS topic, c1.document AS document,
  'HOLDS_POWER' AS relation, [coalesce(c1.text, '有执法权'), coalesce(c2.text, '没有执法权')] AS said, [c1.authority, c2.authority] AS sources,
  [c1.passage, c2.passage] AS evidence
