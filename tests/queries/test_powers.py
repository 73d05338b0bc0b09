"""G11, G12, G13, G14, G18 and G19: who may act, who does, and who does it twice."""

from __future__ import annotations

import pytest

from queries import findings, hotspots
from tests.queries.asking import ask, fact, of, one, quotes, states
from tests.queries.terse import DAY, DISTRICT, Graph, day

POWERS = ("power", "conferral")


# G11


def g11(*levels: str) -> Graph:
    g = Graph()
    m = g.matter("毁绿种菜", "绿化")
    p = g.node("Provision", "《上海市绿化条例》第三十条", article=30)
    law = g.node("Instrument", "上海市绿化条例", kind="local_regulation", jurisdiction="上海市")
    g.edge("OF_INSTRUMENT", p, law)
    g.edge("PROHIBITS", p, m)
    g.cover(*levels)
    return g


def test_g11_yes(store):
    f = one(ask(store, g11(*POWERS), "G11"))
    assert (f.status, f.basis, f.area.name, fact(f, "sub_kind")) == ("yes", "data", DISTRICT, "no_item")
    assert "PROHIBITS" in quotes(f)


def test_g11_unknown_without_the_conferral_list(store):
    f = one(ask(store, g11("power"), "G11"))
    assert (f.status, f.missing) == ("unknown", (f"{DISTRICT}绿化领域的赋权清单",))


@pytest.mark.parametrize("in_street", [False, True])
def test_g11_no_with_a_holder_in_the_district_or_in_one_of_its_streets(store, in_street):
    g = g11(*POWERS)
    holder = g.street_body(0) if in_street else g.organ("闵行区绿化局", g.district)
    g.power("对毁绿的处罚", "matter-毁绿种菜", holder, g.streets[0] if in_street else g.district, domain="绿化")
    f = one(ask(store, g, "G11"))
    assert (f.status, f.basis) == ("no", "data")


def test_g11_says_when_and_with_whom_the_last_grant_ended(store):
    g = g11(*POWERS)
    g.power("对毁绿的处罚", "matter-毁绿种菜", g.organ("闵行区绿化局", g.district), domain="绿化", valid_to=day("2023-06-30"))
    f = one(ask(store, g, "G11"))
    assert (f.status, fact(f, "sub_kind"), fact(f, "last_holder"), fact(f, "ended_on")) == (
        "yes",
        "expired",
        "闵行区绿化局",
        "2023-06-30",
    )
    assert f.severity_parts.duration is not None


def test_g11_law_of_another_province_or_repealed_prohibits_nothing(store):
    g = g11(*POWERS)
    g.node("Instrument", "上海市绿化条例", jurisdiction="江苏省")
    assert ask(store, g, "G11") == []


def test_g11_repealed(store):
    g = g11(*POWERS)
    g.node("Instrument", "上海市绿化条例", repealed_on=day("2020-01-01"))
    assert ask(store, g, "G11") == []


def test_g11_by_recurring_cases(store):
    g = Graph()
    g.cases(g.matter("群租", "房管"), 3)
    g.cover(*POWERS)
    f = one(ask(store, g, "G11"))
    assert (f.status, fact(f, "cases")) == ("yes", 3)


def test_g11_stated(store):
    g = Graph()
    g.claim("HAS_PROBLEM", g.district, topic="执法真空", text="执法真空")
    g.claim("HAS_PROBLEM", g.district, topic="别的", text="别的")
    f = one(ask(store, g, "G11"))
    assert (f.status, f.basis, f.subject.name) == ("yes", "stated", DISTRICT)


# G12


def g12(*levels: str) -> Graph:
    g = Graph()
    g.cases(g.matter("电动车上楼", "消防"), 3)
    g.cover(*levels)
    return g


def test_g12_yes_no_unknown(store):
    f = one(ask(store, g12("power"), "G12"))
    assert (f.status, f.basis, f.area.name, fact(f, "cases")) == ("yes", "data", DISTRICT, 3)


def test_g12_unknown(store):
    assert one(ask(store, g12(), "G12")).missing == (f"{DISTRICT}消防领域的权责清单",)


def test_g12_no_with_a_penalty_item(store):
    g = g12("power")
    item = g.node("PowerItem", "对电动车违规停放的处罚", power_type="penalty", domain="消防")
    g.edge("ADDRESSES", item, "matter-电动车上楼")
    f = one(ask(store, g, "G12"))
    assert (f.status, fact(f, "items")) == ("no", "对电动车违规停放的处罚")


def test_g12_an_inspection_item_is_no_basis_for_a_penalty(store):
    g = g12("power")
    g.edge("ADDRESSES", g.node("PowerItem", "消防检查", power_type="inspection", domain="消防"), "matter-电动车上楼")
    assert one(ask(store, g, "G12")).status == "yes"


def stated_g12(g: Graph) -> Graph:
    g.claim("LACKS_POWER", g.street_body(0), g.matter("电动车上楼", "消防"), aspect="legal_basis")
    return g


def test_g12_stated(store):
    f = one(ask(store, stated_g12(Graph()), "G12"))
    assert (f.status, f.basis, f.topic, f.area.name) == ("yes", "stated", "电动车上楼", DISTRICT)


def test_g12_both(store):
    assert one(ask(store, stated_g12(g12("power")), "G12")).basis == "both"


# G13


def g13(*levels: str, granted: int = 4, used: int = 1) -> Graph:
    g = Graph()
    body = g.street_body(0)
    m = g.matter("占道经营", "城管")
    items = [
        g.power(
            f"事项{n}",
            m if n == 0 or n == granted - 1 else "",
            body,
            g.streets[0],
            domain="城管",
            mode="conferred",
            valid_from=day("2019-01-01"),
        )
        for n in range(granted)
    ]
    for n in range(used):
        g.cases(m, 1, by=body, item=items[n], start=f"2024-04-{n + 1:02d}")
    g.cover(*levels)
    return g


def test_g13_counts_granted_used_and_demanded(store):
    f = one(ask(store, g13("case"), "G13"))
    assert (f.status, f.basis) == ("yes", "data")
    assert [fact(f, n) for n in ("granted", "used", "unused", "demanded")] == [4, 1, 3, "事项3"]


def test_g13_unknown_without_a_complete_case_list(store):
    f = one(ask(store, g13(), "G13"))
    assert f.status == "unknown"
    assert "案件清单" in f.missing[0]


def test_g13_no_when_all_are_used(store):
    assert one(ask(store, g13("case", granted=2, used=2), "G13")).status == "no"


def test_g13_grants_younger_than_the_window_are_not_judged(store):
    g = g13("case", granted=2, used=2)
    g.power("新事项", "", g.street_body(0), g.streets[0], domain="城管", mode="conferred", valid_from=day("2024-01-01"))
    assert one(ask(store, g, "G13")).status == "no"


def test_g13_a_use_by_another_body_is_no_use(store):
    g = g13("case", granted=2, used=1)
    g.cases("matter-占道经营", 1, by=g.street_body(1), item="poweritem-事项1", start="2024-05-01")
    f = one(ask(store, g, "G13"))
    assert (f.status, fact(f, "unused")) == ("yes", 1)


def test_g13_a_team_that_decides_in_the_name_of_the_body_uses_its_power(store):
    g = g13("case", granted=2, used=1)
    (case,) = g.cases("matter-占道经营", 1, by=g.team(0), item="poweritem-事项1", start="2024-05-01")
    g.edge("IN_NAME_OF", case, g.street_body(0))
    assert one(ask(store, g, "G13")).status == "no"


def stated_g13(g: Graph) -> Graph:
    body = g.street_body(0)
    g.claim(
        "TRANSFERRED_TO",
        g.organ("行政处罚权限", kind="other"),
        body,
        resource="power",
        value=274.0,
        unit="项",
        modality="asserted",
    )
    g.claim("HAS_METRIC", body, aspect="power_used", value=30.0, unit="项", modality="asserted")
    return g


def test_g13_stated(store):
    f = one(ask(store, stated_g13(Graph()), "G13"))
    assert (f.status, f.basis, fact(f, "stated_granted"), fact(f, "stated_used")) == ("yes", "stated", 274, 30)


def test_g13_both_and_stated_over_unknown(store):
    f = one(ask(store, stated_g13(g13("case")), "G13"))
    assert (f.basis, fact(f, "granted"), fact(f, "stated_granted")) == ("both", 4, 274)


# G14


def g14(*levels: str, successor: str = "", until: str = "") -> Graph:
    g = Graph()
    m = g.matter("占道经营", "城管")
    g.power(
        "对占道经营的处罚",
        m,
        g.street_body(0),
        g.streets[0],
        domain="城管",
        mode="conferred",
        status="withdrawn",
        valid_to=day("2023-10-01"),
    )
    if successor:
        interval = {"valid_from": day(successor)} | ({"valid_to": day(until)} if until else {})
        g.power("对占道经营的处罚", m, g.organ("闵行区城管执法局", g.district), domain="城管", **interval)
    g.cover(*levels)
    return g


def test_g14_open_gap(store):
    f = one(ask(store, g14(*POWERS), "G14"))
    assert (f.status, f.basis, f.subject.label, fact(f, "ended_on"), fact(f, "former_holder")) == (
        "yes",
        "data",
        "PowerItem",
        "2023-10-01",
        "闵行区莘庄镇人民政府",
    )


def test_g14_not_before_it_ended(store):
    assert ask(store, g14(*POWERS), "G14", as_of=day("2023-09-30")) == []


def test_g14_unknown(store):
    assert one(ask(store, g14("power"), "G14")).status == "unknown"


@pytest.mark.parametrize(("successor", "status"), [("2023-10-01", "no"), ("2020-01-01", "no"), ("2023-10-02", "yes")])
def test_g14_a_successor_must_begin_by_the_day_it_ends(store, successor, status):
    f = one(ask(store, g14(*POWERS, successor=successor), "G14"))
    assert f.status == status
    assert fact(f, "resumed_on") == ("2023-10-02" if status == "yes" else None)


def test_g14_a_successor_in_another_street_covers_nothing(store):
    g = g14(*POWERS)
    g.power("对占道经营的处罚", "matter-占道经营", g.street_body(1), g.streets[1], domain="城管", valid_from=day("2020-01-01"))
    assert of(ask(store, g, "G14"), status="yes")


def test_g14_stated(store):
    g = Graph()
    g.claim("HAS_PROBLEM", g.district, topic="监管盲区")
    assert states(ask(store, g, "G14")) == {DISTRICT: ("yes", "stated")}


# G18


def g18(types: tuple[str, str] = ("penalty", "penalty")) -> Graph:
    g = Graph()
    m = g.matter("排入河道")
    for name, line, type in (("闵行区水务局", "水务", types[0]), ("闵行区生态环境局", "生态环境", types[1])):
        g.power(f"{line}事项", m, g.organ(name, g.district, line=line), type=type, domain=line)
    return g


@pytest.mark.parametrize(
    ("types", "gao"),
    [(("penalty", "penalty"), "duplication"), (("penalty", "compulsion"), "fragmentation"), (("licence", "penalty"), "overlap")],
)
def test_g18_kinds(store, types, gao):
    f = one(ask(store, g18(types), "G18"))
    assert (f.status, f.basis, f.topic, fact(f, "gao"), fact(f, "holder_count")) == ("yes", "data", "排入河道", gao, 2)
    assert f.severity_parts.legal == (0.6 if gao == "duplication" else 0.3)
    assert "闵行区水务局" in f.summary
    assert "闵行区生态环境局" in f.summary


def test_g18_suppressed_when_a_lead_is_named(store):
    g = g18()
    g.duty("排污管理", "organ-闵行区水务局", "matter-排入河道", role="lead")
    f = one(ask(store, g, "G18"))
    assert (f.status, fact(f, "lead")) == ("no", "闵行区水务局")


def test_g18_a_lead_outside_the_holders_settles_nothing(store):
    g = g18()
    g.duty("排污巡查", g.street_body(0), "matter-排入河道", role="lead")
    assert one(ask(store, g, "G18")).status == "yes"


def test_g18_a_body_and_its_superior_do_not_overlap(store):
    g = g18()
    g.edge("PART_OF", "organ-闵行区生态环境局", "organ-闵行区水务局")
    assert ask(store, g, "G18") == []


def test_g18_expired_grants_do_not_overlap(store):
    g = Graph()
    m = g.matter("排入河道")
    g.power("甲", m, g.organ("闵行区水务局"), valid_to=day("2020-01-01"))
    g.power("乙", m, g.organ("闵行区生态环境局"))
    assert ask(store, g, "G18") == []


def stated_g18(g: Graph) -> Graph:
    water, environment = g.organ("闵行区水务局", line="水务"), g.organ("闵行区生态环境局", line="生态环境")
    for topic in ("排入河道", "超标排入市政管道"):
        g.claim("OVERLAPPING_BETWEEN", water, environment, topic=topic, aspect="enforcement")
    return g


def test_g18_stated(store):
    found = ask(store, stated_g18(Graph()), "G18")
    assert sorted(f.topic for f in found) == ["排入河道", "超标排入市政管道"]
    assert {(f.status, f.basis) for f in found} == {("yes", "stated")}
    assert all("水务" in f.summary and "生态环境" in f.summary for f in found)


def test_g18_both(store):
    found = {f.topic: f.basis for f in ask(store, stated_g18(g18()), "G18")}
    assert found == {"排入河道": "both", "超标排入市政管道": "stated"}


# G19


def g19(
    gap: int = 3, *, fines: tuple[float, float] = (200.0, 500.0), same_place: bool = True, same_decider: bool = False
) -> Graph:
    g = Graph()
    m = g.matter("占道经营", "城管")
    a, b = g.organ("闵行区城管执法局"), g.organ("闵行区市场监管局")
    g.cases(m, 1, g.grids[0], party="甲店", by=a, start="2024-03-01", fine=fines[0])
    g.cases(
        m,
        1,
        g.grids[0 if same_place else 1],
        party="甲店",
        by=a if same_decider else b,
        start=f"2024-03-{1 + gap:02d}",
        fine=fines[1],
        outcome="乙",
    )
    return g


def test_g19_two_fines_for_one_act(store):
    f = one(ask(store, g19(), "G19"))
    assert (f.status, f.basis, f.topic, f.area.name) == ("yes", "data", "占道经营", DISTRICT + "莘庄镇")
    assert [fact(f, n) for n in ("pairs", "parties", "art29", "art29_pairs")] == [1, 1, True, 1]
    assert f.severity_parts.legal == 1.0


def test_g19_without_a_second_fine(store):
    f = one(ask(store, g19(fines=(200.0, 0.0)), "G19"))
    assert (fact(f, "art29"), f.severity_parts.legal) == (False, 0.6)


def test_g19_acts_too_far_apart_are_two_acts(store):
    found = ask(store, g19(gap=20), "G19", parameters={"days": 19})
    assert found == []


def test_g19_acts_within_the_days_are_one(store):
    assert ask(store, g19(gap=20), "G19", parameters={"days": 20})


@pytest.mark.parametrize("change", [{"same_place": False}, {"same_decider": True}])
def test_g19_another_place_or_the_same_organ_is_no_double_enforcement(store, change):
    assert ask(store, g19(**change), "G19") == []


def test_g19_stated(store):
    g = Graph()
    g.claim("HAS_PROBLEM", g.district, topic="重复执法")
    assert states(ask(store, g, "G19")) == {DISTRICT: ("yes", "stated")}


def test_hotspots_by_matter_and_grid_with_pairs_of_departments(store):
    g = g19()
    c = g.organ("闵行区应急局")
    g.cases("matter-占道经营", 1, g.grids[0], party="甲店", by=c, start="2024-03-05")
    m = g.matter("噪声", "生态环境")
    for by in ("organ-闵行区城管执法局", c):
        g.cases(m, 1, g.grids[1], party="乙厂", by=by, start="2024-03-05")
    g.load(store)
    spots = hotspots(store, as_of=DAY)
    assert [(s.matter.name, s.pairs, s.parties, s.art_twenty_nine) for s in spots] == [
        ("占道经营", 3, 1, True),
        ("噪声", 1, 1, False),
    ]
    assert spots[0].departments == ("闵行区城管执法局", "闵行区市场监管局", "闵行区应急局")
    assert spots[0].department_pairs == (
        ("闵行区城管执法局", "闵行区市场监管局", 1),
        ("闵行区城管执法局", "闵行区应急局", 1),
        ("闵行区市场监管局", "闵行区应急局", 1),
    )
    assert [s.matter.name for s in hotspots(store, area=DISTRICT + "江川路街道", as_of=DAY)] == ["噪声"]
    assert hotspots(store, area="没有这个地方", as_of=DAY) == []
    assert findings(store, kinds=("G19",), area="没有这个地方", as_of=DAY) == []
