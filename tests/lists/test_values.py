"""Cells to values, in the forms that offices write."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology import ONTOLOGY
from ingest.lists import values as v
from ingest.lists.headings import clean_heading, is_note, is_total
from ingest.lists.terms import EXTRA_TERMS

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "2024年5月1日",
        "2024-05-01",
        "2024/5/1",
        "2024.5.1",
        "20240501",
        20240501,
        "２０２４年５月１日",
        "二〇二四年五月一日",
        "二○二四年五月",
        "2024 年 5 月 1 日",
        "2024年5月",
        "2024-05",
        45413,
        45413.75,
        "45413",
        "2024-05-01 08:30:00",
        "2024-05-01T08:30",
        DAY,
        datetime(2024, 5, 1, 8),
        "2024-5-1(周三)",
    ],
)
def test_dates(cell):
    assert v.parse_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024年", date(2024, 1, 1)),
        (2024, date(2024, 1, 1)),
        ("2024", date(2024, 1, 1)),
        ("—", None),
        ("无", None),
        (None, None),
        (" / ", None),
    ],
)
def test_years_and_nothing(cell, day):
    assert v.parse_date(cell) == day


@pytest.mark.parametrize("cell", ["2024-13-01", "2024年2月30日", "去年", "五月一日", 7, -1, 1e9, "第3天", 20241340])
def test_what_is_no_date(cell):
    with pytest.raises(v.BadValue):
        v.parse_date(cell)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_dates_come_back(day):
    for form in (
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}-{0.month:02}-{0.day:02}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}/{0.month}/{0.day}",
    ):
        assert v.parse_date(form.format(day)) == day
    if not 1900 <= (day - date(1899, 12, 30)).days <= 2100:
        assert v.parse_date((day - date(1899, 12, 30)) / timedelta(days=1)) == day


@pytest.mark.parametrize("cell", ["长期", "至今", "长期有效", "现行", None])
def test_no_end(cell):
    assert v.parse_until(cell) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234", 1234),
        ("１２", 12),
        ("12人", 12),
        ("约30名", 30),
        ("3.5万元", 35000),
        ("十二", 12),
        ("十二名", 12),
        (" 5 ", 5),
        ("5%", 0.05),
        (7, 7),
        ("-3", -3),
        ("共168项", 168),
        ("无", None),
    ],
)
def test_numbers(cell, number):
    assert v.parse_number(cell) == (None if number is None else pytest.approx(number))


@pytest.mark.parametrize("cell", ["若干", "3至5", "甲3乙", "1.5"])
def test_what_is_no_whole_number(cell):
    with pytest.raises(v.BadValue):
        v.parse_integer(cell)


@pytest.mark.parametrize(
    ("cell", "truth"),
    [
        ("是", True),
        ("√", True),
        ("有", True),
        (True, True),
        (1, True),
        ("Y", True),
        ("否", False),
        ("×", False),
        ("无", False),
        (0, False),
        ("", None),
        ("—", None),
    ],
)
def test_booleans(cell, truth):
    assert v.parse_boolean(cell) is truth


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲、乙；丙", ("甲", "乙", "丙")),
        ("甲\n乙\n", ("甲", "乙")),
        ("甲（含乙、丙）、丁", ("甲（含乙、丙）", "丁")),
        ("《甲、乙办法》、丙", ("《甲、乙办法》", "丙")),
        ("1.甲\n2.乙", ("甲", "乙")),
        ("①甲②", ("甲②",)),
        ("甲、甲", ("甲",)),
        ("无", None),
        (None, None),
        ("房管办、水务站等", ("房管办", "水务站")),
    ],
)
def test_enumerations(cell, names):
    assert v.parse_names(cell) == names


@given(st.text(max_size=60))
def test_no_cell_breaks_a_parser(text):
    for parse in (v.parse_text, v.parse_name, v.parse_names, v.parse_code):
        parse(text)
    for parse in (
        v.parse_date,
        v.parse_until,
        v.parse_number,
        v.parse_integer,
        v.parse_boolean,
        lambda c: v.parse_term(c, ONTOLOGY.vocabularies[0]),
    ):
        with contextlib.suppress(v.BadValue):
            parse(text)


def test_every_extra_word_means_a_declared_value():
    declared = {x.name: {t.value for t in x.terms} for x in ONTOLOGY.vocabularies}
    for name, words in EXTRA_TERMS.items():
        assert {value for _, value in words} <= declared[name]


@pytest.mark.parametrize("vocabulary", ONTOLOGY.vocabularies, ids=lambda x: x.name)
def test_every_term_is_read_by_its_own_words(vocabulary):
    for term in vocabulary.terms:
        assert v.parse_term(term.zh, vocabulary) == term.value
        assert v.parse_term(f" {term.zh}\n", vocabulary) == term.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("法  定<br>实施主体", "法定实施主体"),
        ("罚款金额（元）", "罚款金额"),
        ("序\n号：", "序号"),
        ("（一）", "(一)"),
        ("機構名稱", "机构名称"),
    ],
)
def test_headings_are_compared_clean(text, words):
    assert clean_heading(text) == words


@pytest.mark.parametrize("text", ["合计", "合 计", "小计：", "总计（项）", "共计", "本页小计", "合計"])
def test_totals(text):
    assert is_total(text)


@pytest.mark.parametrize("text", ["合计划管理", "小计量", "总计划", "共计算"])
def test_no_totals(text):
    assert not is_total(text)


@pytest.mark.parametrize("text", ["注：以上", "说明：编码", "备注1：无", "（注：略）", "填表人：张", "數據來源：統計局"])
def test_notes(text):
    assert is_note(text)


@pytest.mark.parametrize("text", ["注册登记", "说明书备案", "备案", "注销许可"])
def test_no_notes(text):
    assert not is_note(text)
