"""Dates of every form, on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.notices.dates import dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("于2020年底前建成", [("2020年底", "2020-12", "2020-12", "until")]),
        ("2021 年 3 月 1 日起施行", [("2021 年 3 月 1 日", "2021-03-01", "2021-03-01", "from")]),
        ("有效期至二〇二六年二月二十八日止", [("二〇二六年二月二十八日", "2026-02-28", "2026-02-28", "until")]),
        ("“十四五”期间完成", [("“十四五”期间", "2021", "2025", "")]),
        ("十三五末达到八成", [("十三五末", "2016", "2020", "")]),
        ("2020年上半年试点，下半年推开", [("2020年上半年", "2020-01", "2020-06", ""), ("下半年", "2020-07", "2020-12", "")]),
        ("2019年第四季度", [("2019年第四季度", "2019-10", "2019-12", "")]),
        ("2020—2022年", [("2020—2022年", "2020", "2022", "")]),
        ("2020年3月1日至5月31日", [("2020年3月1日至5月31日", "2020-03-01", "2020-05-31", "")]),
        ("七月十日至二十日", [("七月十日至二十日", "2021-07-10", "2021-07-20", "")]),
        ("今年以来，去年12月", [("今年", "2021", "2021", "from"), ("去年12月", "2020-12", "2020-12", "")]),
        ("自发布之日起施行", [("自发布之日起", "", "", "from")]),
        ("即日起停止受理", [("即日起", "", "", "from")]),
        ("2019年启动，6月底前验收", [("2019年", "2019", "2019", ""), ("6月底", "2019-06", "2019-06", "until")]),
        ("2016-08-25 公示", [("2016-08-25", "2016-08-25", "2016-08-25", "")]),
    ],
)
def test_dates(text: str, found: list[tuple[str, str, str, str]]) -> None:
    assert [(w.text, w.first, w.last, w.bound) for w in dates(text, "2021-04-01")] == found


@pytest.mark.parametrize("text", ["5个月内办结", "第12个月", "三个月以内", "年底前", "12345热线"])
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_month_without_a_year_anywhere_stays_unknown() -> None:
    (when,) = dates("于3月15日前报送")
    assert (when.first, when.last, when.bound) == ("", "", "until")


PIECES = (
    "2020 年 3 月 15 日 至 - 底 初 上半年 第三季度 “十四五” 期间 即日起 公布之日起 今年 去年 二〇二〇年 十二月 三十日 ， 前 起"
)
pieces = st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=3), max_size=24).map("".join)


@settings(max_examples=300, deadline=None)
@given(pieces, st.sampled_from(["", "2021-04-01", "1999"]))
def test_spans_are_exact_and_nothing_crashes(text: str, issued: str) -> None:
    at = 0
    for when in dates(text, issued):
        assert at <= when.start < when.end <= len(text)
        assert text[when.start : when.end] == when.text
        at = when.end
