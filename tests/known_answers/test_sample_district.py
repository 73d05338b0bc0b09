"""The known answers come out of the sample district's documents and lists alone, with evidence, on both stores."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from api.schema import execute_query
from ingest.pipeline import ingest
from queries import findings

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STREETS = (
    "江川路",
    "古美",
    "新虹",
    "浦锦",
    "莘庄镇",
    "七宝",
    "颛桥",
    "华漕",
    "虹桥",
    "梅陇",
    "吴泾",
    "马桥",
    "浦江",
    "莘庄工业区",
)


@pytest.fixture(scope="module")
def sample(module_store):
    reports = ingest(module_store, [p for p in sorted(EXAMPLES.iterdir()) if p.is_dir() and not p.name.startswith("_")])
    assert [r.message for r in reports if r.status == "refused"] == []
    by_code = defaultdict(list)
    for finding in findings(module_store, status=("yes", "no", "unknown")):
        by_code[finding.code].append(finding)
    return by_code


def yes(found, *, subject="", topic="", area=""):
    return [
        f
        for f in found
        if f.status == "yes"
        and subject in f.subject.name
        and topic in (f.topic or "")
        and area in (f.area.name if f.area else "")
    ]


def test_every_positive_shows_its_evidence(sample):
    bare = [f for found in sample.values() for f in found if f.status == "yes" and not f.evidence]
    assert bare == []
    assert all(e.quote and e.locator and e.document for found in sample.values() for f in found for e in f.evidence)


@pytest.mark.parametrize("street", STREETS)
@pytest.mark.parametrize("team", ["房管办", "水务站"])
def test_g04_housing_and_water_positive_in_every_street(sample, street, team):
    assert [f for f in sample["G04"] if f.status == "yes" and team in f.subject.name and street in f.subject.name]


@pytest.mark.parametrize("team", ["城管中队", "规土所"])
def test_g04_urban_management_and_land_negative(sample, team):
    assert yes(sample["G04"], subject=team) == []
    assert [f for f in sample["G04"] if f.status == "no" and team in f.subject.name]


def test_g04_agrees_with_what_the_notice_says(sample):
    assert {f.basis for f in sample["G04"] if f.status == "yes" and "水务站" in f.subject.name} == {"both"}


def test_g05_mahjong_rooms(sample):
    assert any("棋牌室" in (f.topic or "") + f.subject.name for f in sample["G05"] if f.status == "yes")


def test_g06_168_items_without_people(sample):
    assert any(fact.value == 168 for f in sample["G06"] if f.status == "yes" for fact in f.facts)


def test_g06b_market_force_without_market_powers(sample):
    assert any("市场监管" in (f.topic or "") + f.subject.name + f.summary for f in sample["G06b"] if f.status == "yes")


@pytest.mark.parametrize("matter", ["电动车上楼", "小区内乱停车"])
def test_g12_no_legal_basis(sample, matter):
    assert any(matter in (f.topic or "") + f.subject.name for f in sample["G12"] if f.status == "yes")


def test_g13_274_items_of_which_about_30_used(sample):
    assert any({fact.value for fact in f.facts} >= {274, 30} for f in sample["G13"] if f.status == "yes")


@pytest.mark.parametrize("matter", ["排入河道", "超标排入市政管道"])
def test_g18_water_or_environment(sample, matter):
    hits = [f for f in sample["G18"] if f.status == "yes" and matter in (f.topic or "") + f.subject.name]
    assert hits
    assert any("水务" in f.summary and ("环保" in f.summary or "生态环境" in f.summary) for f in hits)


@pytest.mark.parametrize("team", ["市容", "林业养护"])
def test_g22_jiangchuan_road_against_the_contractor(sample, team):
    assert any(
        "江川路" in f.subject.name + (f.area.name if f.area else "") and team in f.subject.name + (f.topic or "")
        for f in sample["G22"]
        if f.status == "yes"
    )


@pytest.mark.parametrize("street", STREETS)
def test_g25_every_water_station_is_one_officer_short(sample, street):
    assert [f for f in sample["G25"] if f.status == "yes" and "水务站" in f.subject.name and street in f.subject.name]


def test_g30_honghua_enforcement_bureau(sample):
    assert [f for f in sample["G30"] if f.status == "yes" and "红花" in f.subject.name and "综合行政执法局" in f.subject.name]


def test_absence_without_a_list_is_unknown(sample):
    unknown = [f for found in sample.values() for f in found if f.status == "unknown"]
    assert unknown
    assert all(f.missing for f in unknown)


def test_graphql_gives_the_same_answers(module_store, sample):
    answer = execute_query(
        module_store,
        """{ findings(codes: ["G04", "G25", "G30"], status: [yes], first: 500) {
             totalCount nodes { id code subject { name } evidence { quote locator } } } }""",
        {},
    )
    assert "errors" not in answer
    expected = {f.id for code in ("G04", "G25", "G30") for f in sample[code] if f.status == "yes"}
    assert {n["id"] for n in answer["data"]["findings"]["nodes"]} == expected
    assert answer["data"]["findings"]["totalCount"] == len(expected)
    assert all(n["evidence"] for n in answer["data"]["findings"]["nodes"])


def test_ingesting_twice_changes_nothing(module_store, sample):
    before = module_store.counts()
    again = ingest(module_store, [p for p in sorted(EXAMPLES.iterdir()) if p.is_dir() and not p.name.startswith("_")])
    assert {r.status for r in again} == {"unchanged"}
    assert module_store.counts() == before
