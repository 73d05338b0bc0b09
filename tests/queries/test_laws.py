"""Laws of severity, folding and dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import SeverityParts
from queries.candidates import flatten, fold_column
from queries.dates import months_before
from queries.definition import Column, Legal
from queries.finding import finding_id
from queries.severity import legal, outlier, percentile, score

unit = st.floats(0, 1)
maybe = st.none() | unit


@given(unit, maybe, maybe, maybe)
def test_severity_lies_between_its_smallest_and_its_largest_part(law, volume, duration, rarity):
    known = [p for p in (law, volume, duration, rarity) if p is not None]
    total = score(SeverityParts(law, volume, duration, rarity))
    assert 100 * min(known) - 0.1 <= total <= 100 * max(known) + 0.1


@given(unit, maybe, maybe, maybe, unit)
def test_severity_never_falls_when_a_part_rises(law, volume, duration, rarity, more):
    assert score(SeverityParts(max(law, more), volume, duration, rarity)) >= score(SeverityParts(law, volume, duration, rarity))


@given(unit)
def test_missing_parts_neither_raise_nor_lower(law):
    assert score(SeverityParts(law)) == pytest.approx(100 * law, abs=0.06)
    assert score(SeverityParts(law, law, law, law)) == pytest.approx(100 * law, abs=0.06)


def test_severity_by_the_formula():
    assert score(SeverityParts(1.0, 0.5, 0.0, 1.0)) == 65.0
    assert score(SeverityParts(0.6, None, 0.5, None)) == 56.4


@given(st.lists(st.integers(0, 50).map(float), min_size=1), st.integers(0, 50).map(float), st.integers(0, 50).map(float))
def test_percentile_is_monotone_and_bounded(values, a, b):
    ordered = sorted(values)
    low, high = sorted((a, b))
    assert 0 <= percentile(ordered, low) <= percentile(ordered, high) <= 1


@given(st.integers(0, 30), st.integers(0, 30))
def test_outlier_is_a_share_of_the_others(showing, peers):
    share = outlier(min(showing, peers), peers)
    assert share is None if peers <= 1 else 0 <= (share or 0) <= 1 or showing == 0


def test_legal_part_by_column():
    rule = Legal(0.6, "art29", (("true", 1.0), ("false", 0.3)))
    assert [legal(rule, v) for v in (True, False, None, "other")] == [1.0, 0.3, 0.6, 0.6]
    assert legal(Legal(0.3), "anything") == 0.3


@given(st.lists(st.none() | st.sampled_from(["甲", "乙", "丙", ""])), st.randoms())
def test_folds_do_not_depend_on_the_order_of_rows(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    for fold in ("list", "count", "min", "max"):
        column = Column("x", "某", fold)
        assert fold_column(column, values) == fold_column(column, shuffled)


nested = st.recursive(st.none() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=4), max_leaves=20)


@given(nested)
def test_flatten_keeps_every_passage_once_each_place(value):
    def leaves(v):
        return [] if v is None else [v] if isinstance(v, str) else [x for inner in v for x in leaves(inner)]

    assert flatten(value) == leaves(value)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 600))
def test_months_before_goes_back_by_whole_months(day, months):
    earlier = months_before(day, months)
    assert (day.year * 12 + day.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day <= day.day
    assert earlier.day == day.day or (earlier + dt.timedelta(days=1)).day == 1


def test_finding_ids_are_stable_and_tell_findings_apart():
    assert finding_id("G04", "organ-1", "area-1", "") == finding_id("G04", "organ-1", "area-1", "")
    ids = {
        finding_id(*parts)
        for parts in [("G04", "a", "b", ""), ("G04", "a", "", "b"), ("G05", "a", "b", ""), ("G04", "b", "a", "")]
    }
    assert len(ids) == 4
