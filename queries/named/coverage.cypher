/*
name: coverage
zh: 清单覆盖
question: 哪些地区、领域的哪些清单已经载入，是否完整？
parameters: []
*/
// :rows
MATCH (c:Coverage)-[:IN_AREA]->(a:Area)
WHERE (c.valid_from IS NULL OR c.valid_from <= $asOf) AND (c.valid_to IS NULL OR $asOf < c.valid_to)
RETURN a.id AS area, a.name AS area_name, coalesce(c.domain, '*') AS domain, c.list_level AS list_level, coalesce(c.complete, false) AS complete,
  c.valid_from AS valid_from, head(c.evidence) AS passage
ORDER BY area_name, list_level, domain
