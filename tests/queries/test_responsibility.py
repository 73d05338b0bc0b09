"""G01, G04, G05, G06 and G06b: positive, negative, unknown; by data, by statement, by both."""

from __future__ import annotations

from queries import findings
from tests.queries.asking import ask, fact, of, one, quotes, states
from tests.queries.terse import DISTRICT, Graph, day

POWERS = ("power", "conferral")


# G01


def g01(*levels: str) -> Graph:
    g = Graph()
    m = g.matter("填堵河道")
    g.power("对填堵河道的处罚", m, g.organ("闵行区水务局", g.district, line="水务"))
    g.duty("河道巡查", g.street_body(0), m)
    g.cover(*levels)
    return g


def test_g01_yes_where_the_lists_are_complete(store):
    f = one(ask(store, g01(*POWERS), "G01"))
    assert (f.status, f.basis, f.topic, f.area.name) == ("yes", "data", "填堵河道", DISTRICT + "莘庄镇")
    assert "闵行区水务局" in f.summary
    assert "牵头" in f.summary
    assert "BEARS" in quotes(f)


def test_g01_unknown_names_the_missing_list(store):
    f = one(ask(store, g01("power"), "G01"))
    assert f.status == "unknown"
    assert f.missing == (f"{DISTRICT}莘庄镇水务领域的赋权清单",)


def test_g01_no_when_the_street_or_its_team_holds_a_grant(store):
    g = g01(*POWERS)
    g.power("对填堵河道的处罚（镇）", "matter-填堵河道", g.team(0), g.streets[0], mode="conferred")
    f = one(ask(store, g, "G01"))
    assert (f.status, f.basis) == ("no", "data")
    assert "HELD_BY" in quotes(f)


def test_g01_a_support_role_is_no_responsibility(store):
    g = Graph()
    g.duty("河道巡查", g.street_body(0), g.matter("填堵河道"), role="support")
    g.cover(*POWERS)
    assert ask(store, g, "G01") == []


def test_g01_follows_the_validity_of_duty_and_grant(store):
    g = Graph()
    m = g.matter("填堵河道")
    g.duty("河道巡查", g.street_body(0), m, valid_from=day("2020-01-01"), valid_to=day("2023-01-01"))
    g.power("对填堵河道的处罚", m, g.street_body(0), g.streets[0], valid_from=day("2021-01-01"), valid_to=day("2022-01-01"))
    g.cover(*POWERS)
    g.load(store)
    for as_of, expected in (
        ("2019-12-31", []),
        ("2020-06-01", ["yes"]),
        ("2021-06-01", ["no"]),
        ("2022-01-01", ["yes"]),
        ("2023-01-01", []),
    ):
        assert [f.status for f in findings(store, kinds=("G01",), as_of=day(as_of))] == expected, as_of


def stated_g01(g: Graph, aspect: str = "enforcement") -> Graph:
    body = g.organ("闵行区各街镇", kind="other", collective=True)
    g.claim("BEARS_DUTY", body, text="属地管理责任")
    g.claim("LACKS_POWER", body, aspect=aspect, text="行政处罚权")
    return g


def test_g01_stated_of_a_collective(store):
    f = one(ask(store, stated_g01(Graph()), "G01"))
    assert (f.status, f.basis, f.subject.name, f.area.name) == ("yes", "stated", "闵行区各街镇", DISTRICT)
    assert len(f.evidence) == 2


def test_g01_both_when_the_collective_covers_the_body(store):
    f = one(ask(store, stated_g01(g01(*POWERS)), "G01"))
    assert (f.status, f.basis, f.subject.name) == ("yes", "both", "闵行区莘庄镇人民政府")
    assert "LACKS_POWER" in quotes(f)


def test_g01_a_general_statement_settles_no_single_matter(store):
    found = ask(store, stated_g01(g01()), "G01")
    assert states(found) == {"闵行区莘庄镇人民政府": ("unknown", "data"), "闵行区各街镇": ("yes", "stated")}


def test_g01_lack_of_capacity_is_not_lack_of_power(store):
    assert ask(store, stated_g01(Graph(), aspect="subject_status"), "G01") == []


# G04


def g04(*levels: str) -> Graph:
    g = Graph()
    m = g.matter("填堵河道")
    bureau = g.organ("闵行区水务局", g.district, line="水务")
    g.power("对填堵河道的处罚", m, bureau)
    for n in (0, 1):
        g.team(n, performs=(m,), guide=bureau)
    g.cover(*levels)
    return g


def stated_g04(g: Graph, document: str = "") -> Graph:
    team = g.organ("闵行区街镇水务站", kind="enforcement_team", team_kind="水务站", line="水务", collective=True)
    g.claim("LACKS_POWER", team, aspect="enforcement", text="独立的行政执法权", document=document)
    return g


def test_g04_yes_for_each_team_whose_bureau_keeps_the_penalty(store):
    found = ask(store, g04(*POWERS), "G04")
    assert states(found) == {"闵行区莘庄镇水务站": ("yes", "data"), "闵行区江川路街道水务站": ("yes", "data")}
    f = one(found, "莘庄镇")
    assert fact(f, "retained_by") == "闵行区水务局"
    assert fact(f, "items") == 1
    for step in ("MANAGED_BY", "PERFORMS", "ADDRESSES", "OF_ITEM", "HELD_BY"):
        assert step in quotes(f)


def test_g04_unknown_without_the_conferral_list(store):
    found = ask(store, g04("power"), "G04")
    assert {f.status for f in found} == {"unknown"}
    assert all("赋权清单" in f.missing[0] for f in found)


def test_g04_no_for_a_team_that_holds_the_penalty(store):
    g = g04(*POWERS)
    m = g.matter("占道经营", "城管")
    bureau = g.organ("闵行区城管执法局", g.district, line="城管")
    g.power("对占道经营的处罚", m, bureau, domain="城管")
    team = g.team(0, "城管中队", "城管", performs=(m,), guide=bureau)
    g.power("对占道经营的处罚", m, team, g.streets[0], domain="城管", mode="concentrated")
    f = one(ask(store, g, "G04"), "城管中队")
    assert (f.status, f.basis) == ("no", "data")
    assert "MANAGED_BY" in quotes(f)


def test_g04_no_when_the_street_body_was_granted_it(store):
    g = g04(*POWERS)
    g.power("对填堵河道的处罚", "matter-填堵河道", g.street_body(0), g.streets[0], mode="conferred", valid_from=day("2023-01-01"))
    found = ask(store, g, "G04")
    assert {f.subject.name: f.status for f in found} == {"闵行区莘庄镇水务站": "no", "闵行区江川路街道水务站": "yes"}


def test_g04_a_bureau_of_another_district_retains_nothing_here(store):
    g = g04(*POWERS)
    other = g.area("江苏省南京市秦淮区", "county")
    g.power("对填堵河道的处罚（宁）", "matter-填堵河道", g.organ("秦淮区水务局", other, line="水务"), other)
    assert {fact(f, "retained_by") for f in ask(store, g, "G04")} == {"闵行区水务局"}


def test_g04_before_and_after_the_conferral(store):
    g = g04(*POWERS)
    g.power("对填堵河道的处罚", "matter-填堵河道", g.street_body(0), g.streets[0], mode="conferred", valid_from=day("2023-01-01"))
    g.load(store)
    assert one(findings(store, kinds=("G04",), as_of=day("2022-12-31")), "莘庄镇").status == "yes"
    assert one(findings(store, kinds=("G04",), as_of=day("2023-01-01")), "莘庄镇").status == "no"


def test_g04_a_licence_kept_is_no_penalty_kept(store):
    g = Graph()
    m = g.matter("排水")
    bureau = g.organ("闵行区水务局", g.district, line="水务")
    g.power("排水许可", m, bureau, type="licence")
    g.team(0, performs=(m,), guide=bureau)
    g.cover(*POWERS)
    f = one(ask(store, g, "G04"))
    assert f.status == "unknown"
    assert "权责清单" in f.missing[0]


def test_g04_stated_of_the_collective_alone(store):
    f = one(ask(store, stated_g04(Graph()), "G04"))
    assert (f.status, f.basis, f.subject.name, f.area.name) == ("yes", "stated", "闵行区街镇水务站", DISTRICT)


def test_g04_both_on_every_station_of_the_district(store):
    found = ask(store, stated_g04(g04(*POWERS)), "G04")
    assert states(found) == {"闵行区莘庄镇水务站": ("yes", "both"), "闵行区江川路街道水务站": ("yes", "both")}
    assert all("LACKS_POWER" in quotes(f) for f in found)


def test_g04_statement_settles_what_lists_leave_open(store):
    found = ask(store, stated_g04(g04()), "G04")
    assert {(f.status, f.basis) for f in found} == {("yes", "stated")}
    assert all(f.missing for f in found)


def test_g04_statement_about_another_district_supports_nothing_here(store):
    g = g04(*POWERS)
    other = g.document("外地通知", scope="江苏省南京市秦淮区", kind="notice", authority="report")
    team = g.organ("秦淮区街镇水务站", kind="enforcement_team", team_kind="水务站", line="水务", collective=True)
    g.claim("LACKS_POWER", team, aspect="enforcement", document=other)
    found = ask(store, g, "G04")
    assert {f.basis for f in of(found, "闵行区")} == {"data"}
    assert one(found, "秦淮区").basis == "stated"


def test_g04_data_that_refute_a_statement_are_shown(store):
    g = stated_g04(g04(*POWERS))
    for n in (0, 1):
        g.power("对填堵河道的处罚", "matter-填堵河道", g.street_body(n), g.streets[n], mode="conferred")
    found = ask(store, g, "G04")
    assert states(found) == {
        "闵行区街镇水务站": ("yes", "stated"),
        "闵行区莘庄镇水务站": ("no", "data"),
        "闵行区江川路街道水务站": ("no", "data"),
    }
    assert all("不一致" in fact(f, "disputed") for f in found)


def test_g04_retained_by_the_bureau_while_management_sank(store):
    g = Graph()
    bureau = g.organ("闵行区水务局", g.district, line="水务")
    team = g.organ("闵行区街镇水务站", kind="enforcement_team", team_kind="水务站", line="水务", collective=True)
    g.claim("RETAINS_POWER", bureau, aspect="enforcement", topic="水务")
    g.claim("TRANSFERRED_TO", team, aspect="management", topic="水务")
    f = one(ask(store, g, "G04"))
    assert (f.status, f.basis, f.subject.name) == ("yes", "stated", "闵行区街镇水务站")
    assert fact(f, "retained_by") == "闵行区水务局"


def test_g04_denied_by_a_document(store):
    g = Graph()
    team = g.organ("闵行区街镇城管中队", kind="enforcement_team", team_kind="城管中队", line="城管", collective=True)
    g.claim("HOLDS_POWER", team, aspect="enforcement", modality="asserted")
    g.claim("LACKS_POWER", team, aspect="subject_status")
    f = one(ask(store, g, "G04"))
    assert (f.status, f.basis) == ("no", "stated")


def test_g04_a_recommendation_states_nothing(store):
    g = Graph()
    team = g.organ("闵行区街镇水务站", kind="enforcement_team", team_kind="水务站", line="水务", collective=True)
    g.claim("LACKS_POWER", team, aspect="enforcement", modality="recommended")
    assert ask(store, g, "G04") == []


# G05


def g05(*levels: str) -> Graph:
    g = Graph()
    m = g.matter("棋牌室", "文旅")
    g.power("对棋牌室的处罚", m, g.organ("闵行区文化和旅游局", g.district, line="文旅"), domain="文旅")
    g.street_body(0)
    g.cases(m, 4)
    g.cover(*levels)
    return g


def test_g05_yes(store):
    f = one(ask(store, g05("power", "conferral", "duty"), "G05"))
    assert (f.status, f.basis, f.subject.label, f.area.name) == ("yes", "data", "Matter", DISTRICT + "莘庄镇")
    assert fact(f, "cases") == 4
    assert f.severity_parts.volume is not None


def test_g05_unknown_without_the_duty_list(store):
    f = one(ask(store, g05(*POWERS), "G05"))
    assert f.status == "unknown"
    assert "履职事项清单" in f.missing[0]


def test_g05_not_with_a_duty_a_team_or_a_grant_in_the_street(store):
    for give in ("duty", "team", "grant"):
        g = g05("power", "conferral", "duty")
        if give == "duty":
            g.duty("棋牌室巡查", g.street_body(0), "matter-棋牌室", role="frontline")
        elif give == "team":
            g.team(0, "文化站", "文旅", performs=("matter-棋牌室",))
        else:
            g.power("对棋牌室的处罚", "matter-棋牌室", g.street_body(0), g.streets[0], mode="conferred")
        g.load(store)
        assert of(findings(store, kinds=("G05",), as_of=day("2024-06-30")), status="yes") == []
        with store.write() as transaction:
            for label in ("Case", "Coverage", "Duty", "PowerGrant", "PowerItem", "Organ", "Matter"):
                transaction.delete_nodes(label, list(g.rows[label]))


def test_g05_too_few_cases(store):
    g = g05("power", "conferral", "duty")
    assert ask(store, g, "G05", parameters={"minCases": 5}) == []


def test_g05_window_ends_at_the_newest_case(store):
    g = g05("power", "conferral", "duty")
    assert one(ask(store, g, "G05", as_of=day("2030-01-01"))).status == "yes"


def stated_g05(g: Graph) -> Graph:
    m = g.matter("棋牌室", "文旅")
    streets = g.organ("闵行区各街镇", kind="other", collective=True)
    g.claim("NOT_TRANSFERRED_TO", m, streets, aspect="management")
    g.claim("NOT_TRANSFERRED_TO", m, streets, aspect="enforcement")
    return g


def test_g05_stated_and_both(store):
    assert states(ask(store, stated_g05(Graph()), "G05")) == {"棋牌室": ("yes", "stated")}


def test_g05_both(store):
    f = one(ask(store, stated_g05(g05("power", "conferral", "duty")), "G05"))
    assert (f.basis, f.area.name) == ("both", DISTRICT + "莘庄镇")


# G06


def g06(*others: str, explicit: bool = False) -> Graph:
    g = Graph()
    housing = g.organ("闵行区房管局", g.district, line="房管")
    urban = g.organ("闵行区城管执法局", g.district, line="城管")
    for resource in ("power", *others):
        x = g.node(
            "Transfer",
            f"房管划转{resource}",
            resource=resource,
            item_count=168 if resource == "power" else 1,
            domain="房管",
            batch="房管2020",
            status="done",
            happened_on=day("2020-09-01"),
        )
        g.edge("FROM_ORGAN", x, housing)
        g.edge("TO_ORGAN", x, urban)
    if explicit:
        x = g.node("Transfer", "房管划转人员未办", resource="staff", domain="房管", batch="房管2020", status="not_done")
        g.edge("TO_ORGAN", x, urban)
    return g


def test_g06_yes_unknown_and_no(store):
    g = g06()
    g.cover("transfer")
    f = one(ask(store, g, "G06"))
    assert (f.status, f.basis, f.subject.name) == ("yes", "data", "闵行区城管执法局")
    assert fact(f, "item_count") == 168
    assert fact(f, "people") is False


def test_g06_unknown_without_a_complete_transfer_list(store):
    f = one(ask(store, g06(), "G06"))
    assert (f.status, f.missing) == ("unknown", (f"{DISTRICT}房管领域的划转清单",))


def test_g06_a_row_that_says_not_moved_needs_no_coverage(store):
    f = one(ask(store, g06(explicit=True), "G06"))
    assert f.status == "yes"
    assert "人员" in fact(f, "not_moved") or "staff" in fact(f, "not_moved")


def test_g06_no_when_people_and_money_came(store):
    g = g06("staff", "funding")
    g.cover("transfer")
    f = one(ask(store, g, "G06"))
    assert (f.status, f.basis) == ("no", "data")


def test_g06_people_without_money_is_still_a_gap(store):
    g = g06("staff")
    g.cover("transfer")
    f = one(ask(store, g, "G06"))
    assert (f.status, fact(f, "people"), fact(f, "money")) == ("yes", True, False)


def test_g06_people_that_came_a_year_later_in_another_batch_do_not_count(store):
    g = g06()
    x = g.node(
        "Transfer", "补人", resource="staff", domain="房管", batch="房管2022", status="done", happened_on=day("2022-01-01")
    )
    g.edge("TO_ORGAN", x, "organ-闵行区城管执法局")
    g.cover("transfer")
    assert fact(one(ask(store, g, "G06")), "people") is False


def stated_g06(g: Graph) -> Graph:
    housing = g.organ("闵行区街镇房管办", kind="enforcement_team", team_kind="房管办", line="房管", collective=True)
    urban = g.organ("闵行区城管执法机构", kind="other", line="城管", collective=True)
    g.claim("TRANSFERRED_TO", housing, urban, resource="power", value=168.0, unit="项", modality="planned")
    g.claim("NOT_TRANSFERRED_TO", housing, urban, resource="staff")
    g.claim("NOT_TRANSFERRED_TO", housing, urban, resource="establishment")
    return g


def test_g06_stated(store):
    f = one(ask(store, stated_g06(Graph()), "G06"))
    assert (f.status, f.basis, fact(f, "item_count"), fact(f, "status")) == ("yes", "stated", 168, "planned")
    assert "人员" in f.summary
    assert "编制" in f.summary


def test_g06_both(store):
    g = stated_g06(g06())
    g.cover("transfer")
    f = one(ask(store, g, "G06"))
    assert (f.basis, f.subject.name) == ("both", "闵行区城管执法局")


# G06b


def g06b(*levels: str) -> Graph:
    g = Graph()
    x = g.node(
        "Transfer",
        "市场监管人员下沉",
        resource="staff",
        item_count=12,
        domain="市场监管",
        batch="下沉",
        status="done",
        happened_on=day("2019-01-01"),
    )
    g.edge("FROM_ORGAN", x, g.organ("闵行区市场监管局", g.district, line="市场监管"))
    g.edge("TO_ORGAN", x, g.street_body(1))
    g.cover(*levels)
    return g


def test_g06b_yes_unknown_no(store):
    f = one(ask(store, g06b(*POWERS), "G06b"))
    assert (f.status, f.basis, f.topic, fact(f, "headcount")) == ("yes", "data", "市场监管", 12)


def test_g06b_unknown(store):
    assert one(ask(store, g06b(), "G06b")).status == "unknown"


def test_g06b_no_with_a_grant_of_that_domain(store):
    g = g06b(*POWERS)
    g.power(
        "对无照经营的处罚", g.matter("无照经营", "市场监管"), g.street_body(1), g.streets[1], domain="市场监管", mode="conferred"
    )
    assert [f.status for f in ask(store, g, "G06b")] == ["no"]


def test_g06b_a_grant_of_another_domain_does_not_help(store):
    g = g06b(*POWERS)
    g.power("对占道经营的处罚", g.matter("占道经营", "城管"), g.street_body(1), g.streets[1], domain="城管", mode="conferred")
    assert [f.status for f in ask(store, g, "G06b")] == ["yes"]


def stated_g06b(g: Graph, topic: str = "市场监管") -> Graph:
    force = g.organ("市场监管执法力量", kind="other")
    g.claim("TRANSFERRED_TO", force, g.street_body(1), resource="staff", topic="市场监管", modality="asserted")
    g.claim("NOT_TRANSFERRED_TO", g.organ("处罚权限", kind="other"), g.street_body(1), resource="power", topic=topic)
    return g


def test_g06b_stated_and_both(store):
    f = one(ask(store, stated_g06b(Graph()), "G06b"))
    assert (f.status, f.basis, f.subject.name, f.topic) == ("yes", "stated", "闵行区江川路街道办事处", "市场监管")
    assert len(f.evidence) == 2


def test_g06b_both(store):
    assert one(ask(store, stated_g06b(g06b(*POWERS)), "G06b")).basis == "both"


def test_g06b_two_different_domains_state_nothing(store):
    assert ask(store, stated_g06b(Graph(), topic="环保"), "G06b") == []
