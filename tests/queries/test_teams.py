"""G22, G25, G30 and G38: teams, their certificates and superiors, and sources that do not agree."""

from __future__ import annotations

import pytest

from tests.queries.asking import ask, fact, one, quotes, states
from tests.queries.terse import DISTRICT, Graph, day

# G22


def g22(other: str = "contractor") -> Graph:
    g = Graph()
    m = g.matter("清扫保洁", "市容")
    team = g.node("AuxTeam", "江川路街道市容环境协管队", kind="市容环境", headcount=40)
    if other == "contractor":
        o = g.organ("第三方公司", kind="contractor")
    else:
        o = g.node("AuxTeam", "江川路街道社区综合协管队", kind="社区综合", headcount=20)
    for t in (team, o):
        g.edge("PERFORMS", t, m)
        g.edge("SERVES_AREA", t, g.streets[1])
    return g


def test_g22_against_the_contractor(store):
    f = one(ask(store, g22(), "G22"))
    assert (f.status, f.basis, f.subject.label, f.area.name) == ("yes", "data", "AuxTeam", DISTRICT + "江川路街道")
    assert (fact(f, "other"), fact(f, "contractor"), fact(f, "headcount")) == ("第三方公司", True, 40)
    assert "PERFORMS" in quotes(f)


def test_g22_between_two_aux_teams_once(store):
    f = one(ask(store, g22("team"), "G22"))
    assert fact(f, "contractor") is False


def test_g22_teams_in_different_streets_do_not_overlap(store):
    g = Graph()
    m = g.matter("清扫保洁", "市容")
    for n in (0, 1):
        t = g.node("AuxTeam", f"队{n}", kind="市容环境")
        g.edge("PERFORMS", t, m)
        g.edge("SERVES_AREA", t, g.streets[n])
    assert ask(store, g, "G22") == []


def test_g22_an_ended_task_does_not_overlap(store):
    g = g22()
    g.edge("PERFORMS", "organ-第三方公司", "matter-清扫保洁", valid_to=day("2020-01-01"))
    assert ask(store, g, "G22") == []


def stated_g22(g: Graph) -> Graph:
    team = g.node("AuxTeam", "江川路街道市容环境协管队", kind="市容环境")
    g.claim("OVERLAPPING_BETWEEN", team, g.organ("第三方公司", kind="contractor"), topic="市容环境")
    return g


def test_g22_stated(store):
    f = one(ask(store, stated_g22(Graph()), "G22"))
    assert (f.status, f.basis, fact(f, "other")) == ("yes", "stated", "第三方公司")


def test_g22_both(store):
    assert one(ask(store, stated_g22(g22()), "G22")).basis == "both"


# G25


@pytest.mark.parametrize(("certificates", "status"), [(0, "yes"), (1, "yes"), (2, "no"), (14, "no"), (None, "unknown")])
def test_g25_two_certificates_are_needed(store, certificates, status):
    g = Graph()
    g.team(0, certificates=certificates, on_post=6)
    f = one(ask(store, g, "G25"))
    assert (f.status, f.basis, fact(f, "certificates")) == (status, "data", certificates)
    if status == "yes":
        assert f.severity_parts.legal == 1.0


def stated_g25(g: Graph, value: float = 1.0) -> Graph:
    team = g.organ("闵行区街镇水务站", kind="enforcement_team", team_kind="水务站", line="水务", collective=True)
    g.claim("HAS_CERTIFICATES", team, value=value, unit="本", aspect="per_unit", modality="asserted")
    return g


def test_g25_stated(store):
    f = one(ask(store, stated_g25(Graph()), "G25"))
    assert (f.status, f.basis, fact(f, "stated_certificates")) == ("yes", "stated", 1)


def test_g25_both_and_settled_by_statement(store):
    g = stated_g25(Graph())
    g.team(0, certificates=1)
    g.team(1)
    assert states(ask(store, g, "G25")) == {"闵行区莘庄镇水务站": ("yes", "both"), "闵行区江川路街道水务站": ("yes", "stated")}


def test_g25_the_total_of_a_bureau_is_not_a_team(store):
    g = Graph()
    g.claim("HAS_CERTIFICATES", g.organ("闵行区水务局", line="水务"), value=1.0, unit="个", modality="asserted")
    assert ask(store, g, "G25") == []


def test_g25_denied(store):
    assert states(ask(store, stated_g25(Graph(), 3.0), "G25")) == {"闵行区街镇水务站": ("no", "stated")}


# G30


def g30(*levels: str, superior: str = "") -> Graph:
    g = Graph()
    team = g.team(1, "综合行政执法队", "城管")
    if superior == "GUIDED_BY":
        g.edge("GUIDED_BY", team, g.organ("闵行区城管执法局"))
    elif superior:
        g.edge("MANAGED_BY", team, g.organ("闵行区城管执法局"), facet=superior)
    g.cover(*levels)
    return g


@pytest.mark.parametrize(("superior", "status"), [("", "yes"), ("finance", "yes"), ("business", "no"), ("GUIDED_BY", "no")])
def test_g30_business_superior(store, superior, status):
    f = one(ask(store, g30("organ", superior=superior), "G30"))
    assert (f.status, f.basis) == (status, "data")


def test_g30_unknown_without_a_complete_roster(store):
    f = one(ask(store, g30(), "G30"))
    assert f.status == "unknown"
    assert "机构编制名册" in f.missing[0]


def stated_g30(g: Graph) -> Graph:
    g.claim("LACKS_SUPERIOR", g.team(1, "综合行政执法队", "城管"), text="没有对应的上级主管部门")
    return g


def test_g30_stated_of_a_concrete_team(store):
    f = one(ask(store, stated_g30(Graph()), "G30"))
    assert (f.status, f.basis) == ("yes", "stated")


def test_g30_both(store):
    assert one(ask(store, stated_g30(g30("organ")), "G30")).basis == "both"


# G38


def test_g38_two_values_of_one_property(store):
    g = Graph()
    team = g.team(0)
    for value in (8.0, 9.0, 9.0):
        g.claim("establishment", team, value=value, modality="asserted")
    g.claim("on_post", team, value=5.0, modality="asserted")
    f = one(ask(store, g, "G38"))
    assert (f.status, f.basis, f.topic) == ("yes", "stated", "编制数")
    assert len(f.evidence) == 3


def test_g38_measures_conflict_only_on_the_same_topic_unit_aspect_and_time(store):
    g = Graph()
    team = g.team(0)
    for value, more in (
        (22.0, {}),
        (22.0, {}),
        (47.0, {"unit": "万元"}),
        (147.0, {"valid_from": day("2015-01-01")}),
        (5.0, {"topic": "编制"}),
    ):
        g.claim("HAS_METRIC", team, modality="asserted", **{"topic": "处置案件", "unit": "起", "value": value} | more)
    assert ask(store, g, "G38") == []


def test_g38_measures_that_conflict(store):
    g = Graph()
    team = g.team(0)
    other = g.document("报告", scope=DISTRICT, kind="notice", authority="report")
    for value, document in ((22.0, ""), (23.0, other)):
        g.claim("HAS_METRIC", team, modality="asserted", topic="处置案件", unit="起", value=value, document=document)
    f = one(ask(store, g, "G38"))
    assert "22" in fact(f, "said")
    assert "23" in fact(f, "said")


def test_g38_an_earlier_value_that_has_ended_does_not_conflict(store):
    g = Graph()
    team = g.team(0)
    g.claim("establishment", team, value=8.0, modality="asserted", valid_to=day("2020-01-01"))
    g.claim("establishment", team, value=9.0, modality="asserted")
    assert ask(store, g, "G38") == []


def test_g38_power_in_fact_and_capacity_in_law(store):
    g = Graph()
    team = g.organ("闵行区街镇安监所", kind="enforcement_team", team_kind="安监所", collective=True)
    g.claim("HOLDS_POWER", team, aspect="enforcement", text="独立执法权", modality="asserted")
    g.claim("LACKS_POWER", team, aspect="subject_status", text="独立的执法主体资格")
    f = one(ask(store, g, "G38"))
    assert "独立执法权" in f.summary
    assert len(f.evidence) == 2
