/*
name: responsibility_matrix
zh: 条块责任矩阵
question: 每条业务线（条）在每个街镇（块），街镇承担多少职责、持有多少权力？
parameters: []
*/
// :streets
MATCH (o:Organ)-[:SERVES_AREA]->(a:Area)
WHERE a.level = 'street'
RETURN DISTINCT a.id AS area, a.name AS area_name

// :departments
MATCH (d:Organ)
WHERE d.kind = 'department' AND coalesce(d.line, '') <> '' AND coalesce(d.collective, false) = false AND (d.valid_from IS NULL OR d.valid_from <= $asOf) AND (d.valid_to IS NULL OR $asOf < d.valid_to)
OPTIONAL MATCH (d)-[:SERVES_AREA]->(a:Area)
RETURN DISTINCT a.id AS area, a.name AS area_name, d.id AS department, d.name AS department_name, d.line AS line

// :duties
MATCH (b:Organ)-[r:BEARS]->(d:Duty)
WHERE (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to) AND r.role <> 'support'
MATCH (b)-[:SERVES_AREA]->(a:Area)
WHERE a.level = 'street' AND NOT coalesce(b.kind, '') IN ['department', 'dispatched_agency']
OPTIONAL MATCH (d)-[:CONCERNS]->(m:Matter)
RETURN a.id AS area, coalesce(m.domain, d.domain) AS line, count(DISTINCT d.id) AS n

// :powers
MATCH (a:Area)<-[:SERVES_AREA]-(b:Organ)<-[:HELD_BY]-(g:PowerGrant)-[:OF_ITEM]->(i:PowerItem)
WHERE a.level = 'street' AND (coalesce(g.status, 'in_force') = 'in_force' OR (g.status = 'withdrawn' AND g.valid_to IS NOT NULL)) AND (g.valid_from IS NULL OR g.valid_from <= $asOf) AND (g.valid_to IS NULL OR $asOf < g.valid_to) AND NOT coalesce(b.kind, '') IN ['department', 'dispatched_agency']
RETURN a.id AS area, i.domain AS line, count(DISTINCT i.id) AS n
