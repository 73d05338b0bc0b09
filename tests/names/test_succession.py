"""Succession: a verdict of its own, with the reform and its years; never sameness."""

from __future__ import annotations

import itertools

import pytest

from ingest.names import match, parse
from ingest.names.succession import between, steps
from ingest.names.text import plain
from ingest.names.vocabulary import CORES, HEADS

PAIRS = [
    ("区工商局", "区市场监管局", "2018"),
    ("区质量技术监督局", "区市场监督管理局", "2018"),
    ("区食药监局", "区市场监管局", "2018"),
    ("莘庄工商所", "莘庄镇市场监管所", "2018"),
    ("县国土资源局", "县自然资源和规划局", "2018"),
    ("区规划局", "区规划和自然资源局", "2018"),
    ("区规土局", "区规划资源局", "2018"),
    ("区卫生局", "区卫生计生委", "2013"),
    ("区卫计委", "区卫健委", "2018"),
    ("区环保局", "区生态环境局", "2018"),
    ("区安监局", "区应急管理局", "2018"),
    ("县文广新局", "县文化和旅游局", ""),
    ("区文化局", "区文旅局", "2018"),
    ("区旅游局", "区文旅局", "2018"),
    ("区农业局", "区农业农村局", "2018"),
    ("区扶贫办", "区乡村振兴局", "2021"),
    ("区国税局", "区税务局", "2018"),
    ("区监察局", "区监委", "2018"),
    ("区法制办", "区司法局", "2018"),
    ("区大数据局", "区数据局", "2023"),
    ("区社工委", "区委社会工作部", "2023"),
    ("区城管局", "区综合行政执法局", "2016"),
    ("塘栖镇城管中队", "塘栖镇综合行政执法队", "2019"),
    ("区人事局", "区人社局", "2008"),
    ("区经贸委", "区经信委", "2008"),
]


@pytest.mark.parametrize(("before", "after", "year"), [p for p in PAIRS if p[2]])
def test_bodies_that_followed_others(before: str, after: str, year: str) -> None:
    decision = match(before, after)
    assert decision.verdict == "succeeds", decision.reason
    assert decision.successor == plain(after)
    assert year in decision.reason
    assert match(after, before) == decision


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("区环保局", "市生态环境局"),
        ("闵行区环保局", "徐汇区生态环境局"),
        ("区工商所", "区市场监管局"),
        ("莘庄工商所", "马桥镇市场监管所"),
        ("区环保局", "区应急局"),
        ("区税务局", "区地方志办公室"),
    ],
)
def test_bodies_of_other_places_levels_and_lines_follow_nobody(a: str, b: str) -> None:
    assert match(a, b).verdict == "different"


def test_one_body_does_not_follow_itself() -> None:
    for name in ("区生态环境局", "区税务局", "区市场监管局"):
        assert between(parse(name), parse(name)) is None


def test_what_the_data_refer_to_exists() -> None:
    keys = {key for key, _, _ in CORES} | {head for _, head in HEADS}
    heads = {head for _, head in HEADS}
    for (before, after), taken in steps().items():
        assert {before, after} <= keys
        for step in taken:
            assert step.reform.first <= step.reform.last
            assert step.reform.by in ("国家", "地方")
            assert {h for pair in step.heads for h in pair} <= heads
            assert before != after or step.heads


def test_no_two_functions_follow_each_other() -> None:
    taken = steps()
    for before, after in taken:
        if before != after:
            assert (after, before) not in taken
    chains = [(a, d) for (a, b), (c, d) in itertools.product(taken, taken) if b == c and a == d and a != b]
    assert chains == []
