/*
name: management_facets
zh: 管理关系矩阵
question: 每支队伍的人事、日常、业务、经费、考核各由谁管？
parameters:
  - {name: team, zh: 队伍名称（空为全部）, default: ""}
*/
// :rows
MATCH (t:Organ)-[r:MANAGED_BY]->(o:Organ)
WHERE ($team = '' OR t.name = $team) AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
RETURN DISTINCT t.id AS team, t.name AS team_name, 'Organ' AS team_label, r.facet AS facet, o.id AS manager, o.name AS manager_name
UNION
MATCH (t:AuxTeam)-[r:MANAGED_BY]->(o:Organ)
WHERE ($team = '' OR t.name = $team) AND (r.valid_from IS NULL OR r.valid_from <= $asOf) AND (r.valid_to IS NULL OR $asOf < r.valid_to)
RETURN DISTINCT t.id AS team, t.name AS team_name, 'AuxTeam' AS team_label, r.facet AS facet, o.id AS manager, o.name AS manager_name
