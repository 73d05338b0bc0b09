"""Canonical names: one key for one way of meaning, with the document's own district for a bare 区."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.evidence import Mention
from ingest.names import all_areas, aux_kind, canonical_name, is_collective, line_of, organ_kind, parse, place_of, team_kind

MINHANG = "上海市闵行区"
ORGANS = [
    ("区水务局", "闵行区水务局"),
    ("本区水务局", "闵行区水务局"),
    (" 区 水务局", "闵行区水务局"),
    ("上海市闵行区水务局", "闵行区水务局"),
    ("闵行地区办", "闵行区地区办"),
    ("莘庄镇水务站", "闵行区莘庄镇水务站"),
    ("莘庄水务站", "闵行区莘庄镇水务站"),
    ("莘庄派出所", "闵行区莘庄派出所"),
    ("莘庄镇", "闵行区莘庄镇人民政府"),
    ("莘庄镇政府", "闵行区莘庄镇人民政府"),
    ("江川路街道", "闵行区江川路街道办事处"),
    ("江川路街道办事处", "闵行区江川路街道办事处"),
    ("区人民政府江川路街道办事处", "闵行区江川路街道办事处"),
    ("古美路街道办事处", "闵行区古美街道办事处"),
    ("市水务局", "上海市水务局"),
    ("上海市水务局", "上海市水务局"),
    ("上海市公安局闵行分局", "闵行区公安分局"),
    ("区公安分局", "闵行区公安分局"),
    ("区政府", "闵行区人民政府"),
    ("闵行区", "闵行区人民政府"),
    ("区委", "闵行区委"),
    ("中共闵行区委员会", "闵行区委"),
    ("区委组织部", "闵行区委组织部"),
    ("各街镇", "闵行区街镇"),
    ("各街镇水务站", "闵行区街镇水务站"),
    ("街镇水务站", "闵行区街镇水务站"),
    ("水务站", "闵行区街镇水务站"),
    ("水务局", "闵行区水务局"),
    ("徐汇区水务局", "徐汇区水务局"),
    ("区应急局（安监）", "闵行区应急局(安监)"),
    ("国务院", "国务院"),
    ("中共中央", "中共中央"),
    ("上海社会科学院法学所", "上海社会科学院法学所"),
    ("上海净洁保洁服务有限公司", "上海净洁保洁服务有限公司"),
    ("物业公司", "闵行区物业公司"),
]


@pytest.mark.parametrize(("written", "canonical"), ORGANS)
def test_organs_of_a_district(written: str, canonical: str) -> None:
    assert canonical_name(Mention("Organ", written, MINHANG)) == canonical


@pytest.mark.parametrize(
    ("label", "written", "scope", "canonical"),
    [
        ("Organ", "区水务局", "", "区水务局"),
        ("Organ", "水务站", "", "水务站"),
        ("Organ", "上海市闵行区水务局", "", "闵行区水务局"),
        ("Organ", "区水务局", "江苏省南京市鼓楼区", "南京市鼓楼区水务局"),
        ("Organ", "鼓楼区水务局", "江苏省南京市鼓楼区", "南京市鼓楼区水务局"),
        ("Organ", "鼓楼区水务局", "", "鼓楼区水务局"),
        ("Organ", "市政府", "江苏省南京市秦淮区", "南京市人民政府"),
        ("Organ", "省政府", "江苏省南京市秦淮区", "江苏省人民政府"),
        ("Organ", "街道综合执法局", "江苏省南京市秦淮区", "秦淮区街道综合执法局"),
        ("Organ", "街道综合执法局", "江苏省南京市秦淮区红花街道", "秦淮区红花街道综合执法局"),
        ("Area", "莘庄镇", MINHANG, "上海市闵行区莘庄镇"),
        ("Area", "古美路街道", MINHANG, "上海市闵行区古美街道"),
        ("Area", "本区", MINHANG, MINHANG),
        ("Area", "全市", MINHANG, "上海市"),
        ("Area", "徐汇区", MINHANG, "上海市徐汇区"),
        ("Area", "七宝镇九星村", MINHANG, "上海市闵行区七宝镇九星村"),
        ("AuxTeam", "江川路街道市容环境协管", MINHANG, "闵行区江川路街道市容环境协管"),
        ("Instrument", "《上海市水资源管理若干规定》", MINHANG, "上海市水资源管理若干规定"),
        ("Matter", "占道 设摊", MINHANG, "占道设摊"),
        ("Duty", "河道巡查|水务", MINHANG, "河道巡查|水务"),
        ("Grid", "上海市闵行区莘庄镇|第1网格", MINHANG, "上海市闵行区莘庄镇|第1网格"),
    ],
)
def test_scopes_and_labels(label: str, written: str, scope: str, canonical: str) -> None:
    assert canonical_name(Mention(label, written, scope)) == canonical


@pytest.mark.parametrize("written", [w for w, _ in ORGANS])
def test_a_canonical_name_is_its_own(written: str) -> None:
    once = canonical_name(Mention("Organ", written, MINHANG))
    assert canonical_name(Mention("Organ", once, MINHANG)) == once
    assert canonical_name(Mention("Organ", once, "")) == once


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=20), st.sampled_from(["Organ", "AuxTeam", "Area", "Instrument", "Matter", "Post"]))
def test_any_text_has_a_name(text: str, label: str) -> None:
    name = canonical_name(Mention(label, text, MINHANG))
    assert name or not text.strip()
    assert parse(text) == parse(text)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([a for a in all_areas() if a.level in ("county", "street")]))
def test_areas_are_their_full_names(area) -> None:  # type: ignore[no-untyped-def]
    assert canonical_name(Mention("Area", area.full_name, "")) == area.full_name
    assert canonical_name(Mention("Area", area.full_name, MINHANG)) == area.full_name


@pytest.mark.parametrize(
    ("name", "kind", "line"),
    [
        ("闵行区莘庄镇水务管理站", "水务站", "水务"),
        ("街镇水务站", "水务站", "水务"),
        ("房管办事处", "房管办", "房管"),
        ("房办", "房管办", "房管"),
        ("房管所", "房管办", "房管"),
        ("城管执法中队", "城管中队", "城管"),
        ("城管分队", "城管中队", "城管"),
        ("规划土地管理所", "规土所", "规划资源"),
        ("土地所", "规土所", "规划资源"),
        ("安全生产监察所", "安监所", "应急"),
        ("卫生监督所", "卫监所", "卫健"),
        ("莘庄市场所", "市场监管所", "市场监管"),
        ("公安派出所", "派出所", "公安"),
        ("莘庄司法所", "司法所", "司法"),
        ("区水务局", "", "水务"),
        ("区城管大队", "", "城管"),
        ("水务部门", "", "水务"),
        ("市公安局", "", "公安"),
        ("区文旅局", "", "文旅"),
        ("莘庄镇人民政府", "", ""),
        ("某某公司", "", ""),
    ],
)
def test_teams_and_lines(name: str, kind: str, line: str) -> None:
    assert (team_kind(name), line_of(name)) == (kind, line)


def test_kinds_places_and_collectives() -> None:
    assert organ_kind("闵行区莘庄镇人民政府") == "town_government"
    assert organ_kind("闵行区江川路街道办事处") == "subdistrict_office"
    assert organ_kind("闵行区水务局") == "department"
    assert place_of("闵行区莘庄镇水务站") == "上海市闵行区莘庄镇"
    assert place_of("闵行区水务局") == "上海市闵行区"
    assert place_of("鼓楼区水务局") == ""
    assert is_collective("闵行区街镇水务站")
    assert is_collective("各街镇")
    assert not is_collective("闵行区莘庄镇水务站")
    assert aux_kind("江川路街道市容环境协管员队伍") == "市容环境"
    assert aux_kind("社区保安（辅警）") == aux_kind("社区保安(公安)")
