"""The gazetteer: codes, short names, variants, and towns whose names are not unique."""

from __future__ import annotations

import random

import pytest

from ingest.names import all_areas, area_by_code, area_by_name, areas_named, gazetteer_extraction, nearest_area, streets_of

CODES = [
    ("上海市闵行区", "310112000000"),
    ("江川路街道", "310112001000"),
    ("古美街道", "310112006000"),
    ("新虹街道", "310112008000"),
    ("浦锦街道", "310112009000"),
    ("莘庄镇", "310112101000"),
    ("马桥镇", "310112112000"),
    ("浦江镇", "310112114000"),
]


@pytest.mark.parametrize(("name", "code"), CODES)
def test_codes_of_minhang(name: str, code: str) -> None:
    entry = area_by_name(name, "上海市闵行区")
    assert entry is not None
    assert entry.code == code
    assert area_by_code(code) == entry
    assert entry.full_name.startswith("上海市闵行区")


@pytest.mark.parametrize(
    ("written", "within", "full"),
    [
        ("闵行", "", "上海市闵行区"),
        ("古美路街道", "闵行区", "上海市闵行区古美街道"),
        ("古美", "闵行区", "上海市闵行区古美街道"),
        ("莘庄", "闵行区", "上海市闵行区莘庄镇"),
        ("车陂街", "天河区", "广东省广州市天河区车陂街道"),
        ("虹桥", "闵行区", "上海市闵行区虹桥镇"),
        ("虹桥", "长宁区", "上海市长宁区虹桥街道"),
        ("闵行区莘庄镇", "", "上海市闵行区莘庄镇"),
        ("南京市鼓楼区", "", "江苏省南京市鼓楼区"),
        ("鼓楼区", "福州市", "福建省福州市鼓楼区"),
        ("虎门镇", "东莞市", "广东省东莞市虎门镇"),
        ("济源市", "", "河南省济源市"),
        ("恩施", "", "湖北省恩施土家族苗族自治州"),
    ],
)
def test_ways_of_writing(written: str, within: str, full: str) -> None:
    entry = area_by_name(written, within)
    assert entry is not None
    assert entry.full_name == full


@pytest.mark.parametrize(
    ("written", "within"), [("鼓楼区", ""), ("虹桥", ""), ("莘庄镇", "徐汇区"), ("无此镇", ""), ("", ""), ("莘庄", "无此区")]
)
def test_what_is_not_one_area(written: str, within: str) -> None:
    assert area_by_name(written, within) is None


def test_nearest_prefers_the_scope_then_widens() -> None:
    scope = "上海市闵行区"
    assert nearest_area("虹桥", scope) == area_by_name("上海市闵行区虹桥镇")
    assert nearest_area("上海", scope) == area_by_name("上海市")
    assert nearest_area("徐汇区", scope) == area_by_name("上海市徐汇区")
    assert nearest_area("天河区", scope) == area_by_name("广东省广州市天河区")
    assert {e.full_name for e in areas_named("虹桥镇")} > {"上海市闵行区虹桥镇"}


def test_streets_of_minhang() -> None:
    streets = streets_of("上海市闵行区")
    assert len(streets) == 14
    assert [sum(e.name.endswith(s) for e in streets) for s in ("街道", "镇", "工业区")] == [4, 9, 1]


def test_every_full_name_finds_its_own_area() -> None:
    areas = all_areas()
    assert len(areas) > 44_000
    assert len({e.full_name for e in areas}) == len({e.code for e in areas}) == len(areas)
    for entry in random.Random(7).sample(areas, 2_000):
        assert area_by_name(entry.full_name) == entry
        assert len(entry.code) == 12
        assert (entry.parent_code == "") == (entry.level == "province")


def test_extraction_of_one_county_has_its_ancestors_and_evidence() -> None:
    extraction = gazetteer_extraction("上海市闵行区")
    names = list(extraction.claims[0].subjects)
    assert names[:2] == ["上海市", "上海市闵行区"]
    assert len(names) == 16
    assert "2023-06-30" in extraction.document.name
    assert "MIT" in extraction.document.name
    within = next(c for c in extraction.claims if c.relation == "WITHIN")
    assert dict(zip(within.subjects, within.objects, strict=True))["上海市闵行区莘庄镇"] == "上海市闵行区"
    assert "310112101000 莘庄镇" in extraction.passages[0].quotes
    assert all(len(c) == len(extraction.passages[0].ids) for c in extraction.claims)
    assert extraction.document.id != gazetteer_extraction("上海市徐汇区").document.id


def test_extraction_of_an_unknown_area_says_so() -> None:
    with pytest.raises(ValueError, match="鼓楼区"):
        gazetteer_extraction("鼓楼区")
