/*
name: holders
zh: 谁有权处理
question: 某一管理事项由哪些机构以何种方式、依何文件、在何处有权处理？
parameters:
  - {name: matter, zh: 管理事项名称, default: ""}
*/
// :rows
MATCH (m:Matter)<-[:ADDRESSES]-(i:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)-[:HELD_BY]->(o:Organ)
WHERE m.name = $matter AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to)
OPTIONAL MATCH (g)-[:IN_AREA]->(a:Area)
OPTIONAL MATCH (g)-[:UNDER]->(s:Instrument)
RETURN DISTINCT o.id AS holder, o.name AS holder_name, i.id AS item, i.name AS item_name, i.power_type AS power_type, g.mode AS mode,
  a.id AS area, a.name AS area_name, s.name AS instrument, g.valid_from AS valid_from, g.valid_to AS valid_to
ORDER BY holder_name, item_name, area_name
