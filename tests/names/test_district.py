"""Which district a document speaks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.names import district_of, street_of


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("闵行区水务站名册\n莘庄镇水务站 七宝镇水务站", "上海市闵行区"),
        (
            "关于全市街镇的调研。徐汇区、黄浦区各有经验。马桥镇、莘庄镇、浦江镇、吴泾镇由闵行区统筹。闵行区已经完成。",
            "上海市闵行区",
        ),
        ("南京市鼓楼区人民政府文件", "江苏省南京市鼓楼区"),
        ("鼓楼区人民政府文件", ""),
        ("国务院关于印发规划的通知", ""),
        ("", ""),
        ("上海市闵行区已收回事项\n浦江镇城管中队 浦江派出所 浦江郊野 浦江 浦江\n浦江", "上海市闵行区"),
    ],
)
def test_district(text: str, district: str) -> None:
    assert district_of(text) == district


def test_street_speaks_only_where_it_signs() -> None:
    assert street_of("南京市秦淮区红花街道工作总结\n红花街道今年完成整治。") == "江苏省南京市秦淮区红花街道"
    assert street_of("闵行区名册\n莘庄镇 七宝镇 马桥镇") == ""


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "district"),
    [
        ("minhang-2020.txt", "上海市闵行区"),
        ("tianhe-2016.txt", "广东省广州市天河区"),
        ("honghua-2023.txt", "江苏省南京市秦淮区"),
    ],
)
def test_real_texts(corpus: Path, file: str, district: str) -> None:
    assert district_of((corpus / "seeds" / file).read_text(encoding="utf-8")) == district
