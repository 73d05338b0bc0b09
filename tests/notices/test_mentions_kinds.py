"""Teams, posts, grids, areas and powers, on sentences of our own."""

from __future__ import annotations

import pytest

from ingest.notices.coordination import coordinate
from ingest.notices.mentions import find
from ingest.notices.shadow import shadow


def of(text: str, kind: str) -> list[str]:
    folded = shadow(text)
    return [p.name for i in coordinate(text, folded, find(text, folded)) for p in i.parts() if p.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("辅警、协管员和河道保洁员各司其职", "X", ["辅警", "协管员", "河道保洁员"]),
        ("流动人口协管员队伍并入综合巡防队", "X", ["流动人口协管员队伍"]),
        ("由局长牵头，队长、教导员配合", "P", ["局长", "队长", "教导员"]),
        ("街道党工委书记任总网格长", "P", ["街道党工委书记", "总网格长"]),
        ("镇长、分管副镇长到场", "P", ["镇长", "副镇长"]),
        ("支部书记兼任网格长", "P", ["支部书记", "网格长"]),
        ("划为8个片区、46个网格和3个管控单元", "R", ["片区", "网格", "管控单元"]),
        ("落实责任区和第三网格", "R", ["责任区", "第三网格"]),
        ("商务楼宇设微网格", "R", ["微网格"]),
        ("白云区、长丰县率先试点", "A", ["白云区", "长丰县"]),
        ("本区与全市同步推开", "A", ["本区", "全市"]),
        ("行使行政处罚权、行政检查权和管理权限", "W", ["行政处罚权", "行政检查权", "管理权限"]),
        ("下放48项行政处罚事项", "W", ["行政处罚事项"]),
        ("没有执法主体资格", "W", ["执法主体资格"]),
    ],
)
def test_kinds(text: str, kind: str, names: list[str]) -> None:
    assert of(text, kind) == names


def test_a_town_that_long_does_something_is_no_mayor() -> None:
    assert of("由镇长期承担兜底工作", "P") == []
