from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.evidence import Quantity
from ingest.notices.numbers import DATE, NUMBER, date, quantity
from ingest.notices.shadow import shadow

EXPRESSION = re.compile(DATE + "|" + NUMBER)
"""As the reader tries them: a date first."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("共计198人", Quantity(198, "人")),
        ("8-9名", Quantity(8, "名", 9)),
        ("11到13名左右", Quantity(11, "名", 13)),
        ("近28万的人口", Quantity(28, "万")),
        ("247.9万", Quantity(247.9, "万")),
        ("300多万", Quantity(300, "万")),
        ("6600余次", Quantity(6600, "次")),
        ("五个条款", Quantity(5, "个")),
        ("83.83%", Quantity(83.83, "%")),
        ("百分之五十", Quantity(50, "%")),
        ("7 天", Quantity(7, "天")),
        ("十二名", Quantity(12, "名")),
        ("5，300户", Quantity(300, "户")),
        ("二十三支", Quantity(23, "支")),
        ("罚款50元至200元", Quantity(50, "元", 200)),
        ("5000元至2万元", Quantity(5000, "元", 20000)),
        ("30%-40%", Quantity(30, "%", 40)),
        ("三百余名", Quantity(300, "名")),
        ("二十余人", Quantity(20, "人")),
        ("一百二十多起", Quantity(120, "起")),
        ("十万元以下", Quantity(10, "万元")),
        ("1.2万余元", Quantity(1.2, "万元")),
        ("3亿元", Quantity(3, "亿元")),
        ("1,200平方米以上", Quantity(1200, "平方米")),
        ("不足5%", Quantity(5, "%")),
        ("近200人", Quantity(200, "人")),
        ("百分之三十五点六", Quantity(35.6, "%")),
        ("三分之二以上", Quantity(66.67, "%")),
    ],
)
def test_quantities(text: str, value: Quantity) -> None:
    found = EXPRESSION.search(text)
    assert found is not None
    assert quantity(found[0]) == value


@pytest.mark.parametrize("text", ["十分之多", "第三个", "十八届三中全会", "统一管理", "1+54", "一个平台", "第12条"])
def test_what_is_no_quantity(text: str) -> None:
    assert EXPRESSION.search(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2014年8月23日", "2014-08-23"),
        ("2016-08-25", "2016-08-25"),
        ("2019年", "2019"),
        ("二〇一三年六月", "2013-06"),
        ("2020/3/1", "2020-03-01"),
        ("2021 年 3 月 1 日", "2021-03-01"),
        ("二〇二一年底", "2021"),
        ("2020—2022年", "2020"),
        ("2020年至2023年", "2020"),
        ("2019年第三季度", "2019"),
    ],
)
def test_dates(text: str, day: str) -> None:
    found = EXPRESSION.search(shadow(text))
    assert found is not None
    assert found.lastgroup == "Y"
    assert date(found[0]) == day


@given(st.integers(1, 10**6), st.sampled_from(["名", "个", "支", "项"]))
def test_arabic_numbers_are_read_back(value: int, unit: str) -> None:
    found = EXPRESSION.fullmatch(f"{value}{unit}")
    assert found is not None
    assert quantity(found[0]) == Quantity(value, unit)
