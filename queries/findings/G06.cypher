/*
code: G06
titles: {zh: 权下人不下（权随事转、人随事转、费随事转脱节）, en: Power moved without people or money}
question: 哪些权力划转没有同步划转人员、编制和经费？
family: 有责无权
parameters:
  - {name: months, zh: 同步划转的月数上限, default: 6}
columns:
  - {name: from_organ, zh: 移权单位, fold: list}
  - {name: item_count, zh: 划转事项数, fold: max}
  - {name: domain_name, zh: 领域}
  - {name: status, zh: 划转状态, terms: TransferStatus}
  - {name: happened_on, zh: 划转日期, fold: max}
  - {name: people, zh: 人员（编制）是否随转, fold: any}
  - {name: money, zh: 经费是否随转, fold: any}
  - {name: equipment, zh: 装备是否随转, fold: any}
  - {name: not_moved, zh: 未随转的资源, fold: list, terms: TransferResource}
severity:
  legal: 0.6
  volume: 划转事项在当地近12个月案件量的百分位
  duration: 自划转之日至查询日的天数，在同类发现中的百分位
  outlier: 同级地区中没有这一情形的比例
legal_hook: 权随事转、人随事转、费随事转的规定；《行政处罚法》第二十四条（定期评估、承接能力）
remedy: 未随转的人员编制、经费、装备与权力一并划转；不能同步的，暂缓划转或约定过渡期
coverage: [transfer]
summary:
  data: "{from_organ}向{subject}划转{domain_name}事项{item_count}项（{status}），人员（编制）随转：{people}，经费随转：{money}，装备随转：{equipment}。"
  stated: "文件称{from_organ}的职责[[{item_count}项]]转移给{subject}（{status}），但{not_moved}没有随之划转。"
  no: "{subject}承接的划转，人员（编制）和经费已随转。"
*/
// :data
MATCH (x:Transfer)-[xf:FROM_ORGAN]->(d:Organ)
MATCH (x)-[xt:TO_ORGAN]->(b:Organ)
WHERE x.resource = 'power' AND (x.status = 'planned' OR (coalesce(x.status, 'done') = 'done' AND (x.happened_on IS NULL OR x.happened_on <= $asOf)))
OPTIONAL MATCH (y:Transfer)-[yt:TO_ORGAN]->(b)
WHERE y.resource <> 'power' AND (coalesce(y.status, 'done') = 'done' OR y.status = x.status) AND (y.batch = x.batch OR (y.domain = x.domain
  AND toInteger(left(toString(y.happened_on), 4)) * 12 + toInteger(right(left(toString(y.happened_on), 7), 2))
    <= toInteger(left(toString(x.happened_on), 4)) * 12 + toInteger(right(left(toString(x.happened_on), 7), 2)) + $months
  AND toInteger(left(toString(x.happened_on), 4)) * 12 + toInteger(right(left(toString(x.happened_on), 7), 2))
    <= toInteger(left(toString(y.happened_on), 4)) * 12 + toInteger(right(left(toString(y.happened_on), 7), 2)) + $months))
WITH x, xf, d, xt, b, collect(DISTINCT y.resource) AS came, collect(yt.evidence) AS came_evidence
WHERE NOT ('staff' IN came OR 'establishment' IN came) OR NOT 'funding' IN came
OPTIONAL MATCH (n:Transfer)-[nt:TO_ORGAN]->(b)
WHERE n.status = 'not_done' AND n.batch = x.batch
OPTIONAL MATCH (b)-[:SERVES_AREA]->(a:Area)
OPTIONAL MATCH (d)-[:SERVES_AREA]->(da:Area)
OPTIONAL MATCH (x)-[k:CONCERNS]->(m:Matter)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, coalesce(a.id, da.id) AS area, coalesce(a.name, da.name) AS area_name,
  coalesce(x.batch, x.domain, '') AS topic, x.domain AS domain, m.id AS matter, x.happened_on AS since,
  ['count:' + toString(x.item_count), 'lines:' + d.line + '>' + b.line] AS match, n.id IS NOT NULL AS certain,
  d.name AS from_organ, x.item_count AS item_count, x.domain AS domain_name, coalesce(x.status, 'done') AS status, x.happened_on AS happened_on,
  'staff' IN came OR 'establishment' IN came AS people, 'funding' IN came AS money, 'equipment' IN came AS equipment, n.resource AS not_moved,
  [x.evidence, xf.evidence, xt.evidence, nt.evidence, k.evidence] AS evidence, [b.evidence, d.evidence] AS entities

// :refuted
MATCH (x:Transfer)-[xf:FROM_ORGAN]->(d:Organ)
MATCH (x)-[xt:TO_ORGAN]->(b:Organ)
WHERE x.resource = 'power' AND coalesce(x.status, 'done') IN ['done', 'planned'] AND (x.happened_on IS NULL OR x.happened_on <= $asOf)
MATCH (y:Transfer)-[yt:TO_ORGAN]->(b)
WHERE y.resource <> 'power' AND y.batch = x.batch AND (coalesce(y.status, 'done') = 'done' OR y.status = x.status)
WITH x, xf, d, xt, b, collect(DISTINCT y.resource) AS came, collect(yt.evidence) AS came_evidence
WHERE ('staff' IN came OR 'establishment' IN came) AND 'funding' IN came
OPTIONAL MATCH (b)-[:SERVES_AREA]->(a:Area)
OPTIONAL MATCH (d)-[:SERVES_AREA]->(da:Area)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, coalesce(a.id, da.id) AS area, coalesce(a.name, da.name) AS area_name,
  coalesce(x.batch, x.domain, '') AS topic, d.name AS from_organ, x.item_count AS item_count, true AS people, true AS money,
  [x.evidence, xf.evidence, xt.evidence] AS evidence, came_evidence AS entities

// :stated
MATCH (c1:Claim)-[:ASSERTS {slot: 'object'}]->(b:Organ)
WHERE c1.relation = 'TRANSFERRED_TO' AND c1.resource = 'power' AND coalesce(c1.modality, 'asserted') IN ['asserted', 'problem', 'planned']
  AND coalesce(c1.negated, false) = false AND (c1.valid_from IS NULL OR c1.valid_from <= $asOf) AND (c1.valid_to IS NULL OR $asOf < c1.valid_to)
MATCH (c2:Claim)-[:ASSERTS {slot: 'object'}]->(b)
WHERE c2.relation = 'NOT_TRANSFERRED_TO' AND c2.resource IN ['staff', 'establishment', 'funding', 'equipment'] AND c2.document = c1.document
  AND coalesce(c2.modality, 'asserted') IN ['asserted', 'problem', 'planned'] AND coalesce(c2.negated, false) = false AND (c2.valid_from IS NULL OR c2.valid_from <= $asOf) AND (c2.valid_to IS NULL OR $asOf < c2.valid_to)
OPTIONAL MATCH (c1)-[:ASSERTS {slot: 'subject'}]->(d:Organ)
RETURN DISTINCT b.id AS subject, b.name AS subject_name, 'Organ' AS subject_label, '' AS topic, c1.document AS document,
  ['count:' + toString(toInteger(c1.value)), 'lines:' + d.line + '>' + b.line] AS match,
  coalesce(d.name, c1.subject_name) AS from_organ, toInteger(c1.value) AS item_count, CASE WHEN c1.modality = 'planned' THEN 'planned' ELSE 'done' END AS status,
  c2.resource AS not_moved, [c1.passage, c2.passage] AS evidence
