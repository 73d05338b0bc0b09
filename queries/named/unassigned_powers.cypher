/*
name: unassigned_powers
zh: 无人持有、无人使用的权力
question: 哪些权力事项没有任何机构持有？哪些有机构持有而在窗口内无人使用？
parameters:
  - {name: windowStart, zh: 窗口起日（24个月）, months_before: 24}
*/
// :nobody_holds
MATCH (i:PowerItem)
WHERE NOT EXISTS { MATCH (i)<-[:OF_ITEM]-(g:PowerGrant) WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) }
OPTIONAL MATCH (i)<-[:OF_ITEM]-(x:PowerGrant)-[:HELD_BY]->(o:Organ)
WHERE x.valid_to <= $asOf
OPTIONAL MATCH (x)-[:IN_AREA]->(a:Area)
OPTIONAL MATCH (i)-[:ADDRESSES]->(m:Matter)
RETURN i.id AS item, i.name AS item_name, i.code AS code, i.domain AS domain, collect(DISTINCT o.name) AS holders, collect(DISTINCT a.id) AS areas,
  collect(DISTINCT m.id) AS matters

// :nobody_uses
MATCH (i:PowerItem)<-[:OF_ITEM]-(g:PowerGrant)
WHERE (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND i.power_type IN ['penalty', 'compulsion', 'inspection']
  AND NOT EXISTS { MATCH (i)<-[:APPLIES]-(c:`Case`) WHERE c.decided_on >= $windowStart AND c.decided_on <= $asOf }
MATCH (g)-[:HELD_BY]->(o:Organ)
OPTIONAL MATCH (g)-[:IN_AREA]->(a:Area)
OPTIONAL MATCH (i)-[:ADDRESSES]->(m:Matter)
RETURN i.id AS item, i.name AS item_name, i.code AS code, i.domain AS domain, collect(DISTINCT o.name) AS holders, collect(DISTINCT a.id) AS areas,
  collect(DISTINCT m.id) AS matters
