/*
name: transfers
zh: 划转台账
question: 哪些权力、人员、编制、经费、装备从哪里划到哪里？
parameters:
  - {name: batch, zh: 批次（空为全部）, default: ""}
*/
// :rows
MATCH (x:Transfer)-[:TO_ORGAN]->(b:Organ)
WHERE $batch = '' OR x.batch = $batch
OPTIONAL MATCH (x)-[:FROM_ORGAN]->(d:Organ)
RETURN DISTINCT x.id AS transfer, x.batch AS batch, x.resource AS resource, x.item_count AS item_count, x.domain AS domain, x.status AS status,
  x.happened_on AS happened_on, d.name AS from_name, b.name AS to_name
ORDER BY batch, resource, from_name, to_name
