"""All kinds at once: filters, order, views, and the same answers from both engines."""

from __future__ import annotations

import pytest

from queries import DefinitionError, coverage, findings, hotspots, responsibility_matrix, run_named, unassigned_powers
from tests.queries.asking import check
from tests.queries.terse import DAY, DISTRICT, Graph, day


def everything() -> Graph:
    """One graph with something for many kinds."""
    g = Graph()
    water = g.organ("闵行区水务局", g.district, line="水务")
    environment = g.organ("闵行区生态环境局", g.district, line="生态环境")
    ditch, cards, scooter = g.matter("填堵河道"), g.matter("棋牌室", "文旅"), g.matter("电动车上楼", "消防")
    penalty = g.power("对填堵河道的处罚", ditch, water, valid_from=day("2019-01-01"))
    g.power("对填堵河道的处罚（环）", ditch, environment, domain="生态环境", valid_from=day("2019-01-01"))
    g.power("对棋牌室的处罚", cards, g.organ("闵行区文化和旅游局", g.district, line="文旅"), domain="文旅")
    g.power("对旧事的处罚", ditch, g.street_body(1), g.streets[1], valid_to=day("2022-01-01"))
    for n in (0, 1):
        g.team(n, performs=(ditch,), guide=water if n else "", certificates=1)
        g.duty(f"河道巡查{n}", g.street_body(n), ditch)
    g.cases(ditch, 3, party="甲厂", by=water, item=penalty, fine=100.0)
    g.cases(ditch, 2, party="甲厂", by=environment, fine=100.0, start="2024-03-02")
    g.cases(cards, 4)
    g.cases(scooter, 5, g.grids[1])
    team = g.organ("闵行区街镇水务站", kind="enforcement_team", team_kind="水务站", line="水务", collective=True)
    g.claim("LACKS_POWER", team, aspect="enforcement", text="独立的行政执法权")
    g.claim("HAS_CERTIFICATES", team, value=1.0, unit="本", aspect="per_unit")
    g.claim("LACKS_POWER", g.street_body(0), scooter, aspect="legal_basis")
    g.cover("power", "conferral", "duty", "case", "organ", "transfer", valid_from=day("2019-01-01"))
    return g


def test_all_kinds_together(store):
    g = everything()
    found = check(g, findings(g.load(store), as_of=DAY))
    assert {"G01", "G04", "G05", "G12", "G13", "G18", "G19", "G25", "G30"} <= {f.code for f in found if f.status == "yes"}
    assert [f.status for f in found] == sorted((f.status for f in found), key=["yes", "unknown", "no"].index)
    grave = [f.severity for f in found if f.status == "yes"]
    assert grave == sorted(grave, reverse=True)

    again = findings(store, as_of=DAY)
    assert again == found

    for status in ("yes", "no", "unknown"):
        assert [f.id for f in findings(store, as_of=DAY, status=(status,))] == [f.id for f in found if f.status == status]
    for code in ("G04", "G25"):
        assert findings(store, kinds=(code,), as_of=DAY) == [f for f in found if f.code == code]

    street = findings(store, area=DISTRICT + "莘庄镇", as_of=DAY)
    assert street == [f for f in found if f.area and f.area.name == DISTRICT + "莘庄镇"]
    assert street
    assert {f.id for f in findings(store, area=g.district, as_of=DAY)} == {f.id for f in found if f.area}


def test_unknown_code(store):
    with pytest.raises(DefinitionError, match="G99"):
        findings(store, kinds=("G99",))


def test_nothing_in_an_empty_graph(store):
    assert findings(store) == []
    assert hotspots(store) == []
    assert unassigned_powers(store) == []
    assert coverage(store) == []
    assert responsibility_matrix(store).cells == ()


def test_responsibility_matrix(store):
    g = everything()
    g.power("对河道的处罚（镇）", "matter-填堵河道", g.street_body(0), g.streets[0], mode="conferred")
    matrix = responsibility_matrix(g.load(store), as_of=DAY)
    assert [c.name for c in matrix.columns] == [DISTRICT + "江川路街道", DISTRICT + "莘庄镇"]
    assert [(r.id, r.name) for r in matrix.rows] == [("水务", "闵行区水务局")]
    assert {(c.column, c.duties, c.powers, c.status) for c in matrix.cells} == {
        (g.streets[0], 1, 1, "matched"), (g.streets[1], 1, 0, "duty_only"),
    }  # fmt: skip
    before = responsibility_matrix(store, as_of=day("2018-01-01"))
    assert {c.powers for c in before.cells} == {1}  # the street's grant that ended in 2022 was still in force
    assert [c.name for c in responsibility_matrix(store, area=g.streets[1], as_of=DAY).columns] == [DISTRICT + "江川路街道"]
    assert responsibility_matrix(store, area="没有这个地方", as_of=DAY).cells == ()


def test_a_cell_is_unknown_without_the_lists_that_would_tell(store):
    g = Graph()
    g.duty("河道巡查", g.street_body(0), g.matter("填堵河道"))
    g.street_body(1)
    g.cover("duty")
    cells = {c.column: c.status for c in responsibility_matrix(g.load(store), as_of=DAY).cells}
    assert cells == {g.streets[0]: "unknown", g.streets[1]: "unknown"}


def test_unassigned_powers(store):
    g = everything()
    g.power("对孤事的处罚", "matter-电动车上楼", g.street_body(1), g.streets[1], domain="消防", valid_to=day("2022-01-01"))
    rows = {(u.item.name, u.kind): u for u in unassigned_powers(g.load(store), as_of=DAY)}
    orphan = rows["对孤事的处罚", "nobody_holds"]
    assert (orphan.demand, orphan.last_holder) == (5, "闵行区江川路街道办事处")
    assert ("对棋牌室的处罚", "nobody_uses") in rows
    assert ("对填堵河道的处罚", "nobody_uses") not in rows


def test_unassigned_powers_need_complete_lists(store):
    g = Graph()
    g.node("PowerItem", "无人持有", power_type="penalty", domain="水务")
    assert unassigned_powers(g.load(store), as_of=DAY) == []


def test_coverage_names_its_document(store):
    g = Graph()
    g.cover("power", domain="水务", valid_from=day("2020-01-01"))
    g.cover("duty", area=g.streets[0], complete=False)
    rows = coverage(g.load(store), as_of=DAY)
    assert {(r.domain, r.list_level, r.complete) for r in rows} == {("水务", "power", True), ("*", "duty", False)}
    assert {r.document.name for r in rows} == {"清单"}
    assert [r.list_level for r in coverage(store, as_of=day("2019-01-01"))] == ["duty"]


def test_holders_look_up(store):
    g = everything()
    rows = run_named(g.load(store), "holders", {"matter": "棋牌室"}, as_of=DAY)
    assert [(r["holder_name"], r["power_type"]) for r in rows] == [("闵行区文化和旅游局", "penalty")]
    assert run_named(store, "holders", {"matter": "'; MATCH (n) DETACH DELETE n //"}, as_of=DAY) == []
    with pytest.raises(DefinitionError, match="nothing"):
        run_named(store, "nothing")


@pytest.mark.neo4j
def test_engines_agree(ladybug_store, neo4j_store):
    g = everything()
    g.load(ladybug_store)
    g.load(neo4j_store)
    assert [f.to_dict() for f in findings(ladybug_store, as_of=DAY)] == [f.to_dict() for f in findings(neo4j_store, as_of=DAY)]
    for view in (hotspots, responsibility_matrix, unassigned_powers, coverage):
        assert view(ladybug_store, as_of=DAY) == view(neo4j_store, as_of=DAY)
