"""Laws of the fold: order does not matter, a source counted twice counts once, the stronger source wins."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from graph.project.contribution import Contribution, Source, decode, encode, fold

AUTHORITIES = ("statute", "published_list", "official_notice", "report")

sources = st.builds(
    Source,
    document=st.sampled_from([f"doc-{n}" for n in range(5)]),
    authority=st.sampled_from(AUTHORITIES),
    issued_on=st.sampled_from(["", "2014-01-01", "2020-11-05", "2025-10-01"]),
    known_from=st.sampled_from(["2026-01-01", "2026-02-01"]),
)
facts = st.dictionaries(
    st.sampled_from(["name", "establishment", "line"]), st.one_of(st.integers(0, 999), st.text(max_size=5)), max_size=3
)
contributions = st.lists(
    st.builds(
        Contribution,
        source=sources,
        keys=st.sampled_from([("organ-a",), ("organ-b",)]),
        facts=facts,
        passages=st.lists(st.sampled_from(["doc-0#1", "doc-1#1", "doc-2#7"]), min_size=1, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda c: (c.source.document, c.keys),
)


@given(contributions, st.randoms())
def test_order_does_not_matter(given_contributions, random):
    shuffled = list(given_contributions)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(given_contributions)


@given(contributions)
def test_encoding_keeps_everything(given_contributions):
    again = decode(encode(given_contributions), frozenset())
    assert fold(again) == fold(given_contributions)


@given(contributions)
def test_every_fact_comes_from_a_strongest_source(given_contributions):
    row = fold(given_contributions)
    for name in ("name", "establishment", "line"):
        givers = [c for c in given_contributions if name in c.facts]
        if not givers:
            assert name not in row
            continue
        best = min(AUTHORITIES.index(c.source.authority) for c in givers)
        assert row[name] in [c.facts[name] for c in givers if AUTHORITIES.index(c.source.authority) == best]


def test_statute_outranks_an_article_and_the_newer_list_the_older():
    article = Contribution(
        Source("doc-1", "report", "2025-01-01", "2026-01-01"), ("k",), {"issued_on": "1996-10-01"}, ("doc-1#1",)
    )
    statute = Contribution(
        Source("doc-2", "statute", "1996-03-17", "2026-01-01"), ("k",), {"issued_on": "1996-03-17"}, ("doc-2#1",)
    )
    assert fold([article, statute])["issued_on"] == "1996-03-17"
    old = Contribution(Source("doc-3", "published_list", "2019-01-01", "2026-01-01"), ("k",), {"on_post": 11}, ("doc-3#1",))
    new = Contribution(Source("doc-4", "published_list", "2024-01-01", "2026-01-02"), ("k",), {"on_post": 13}, ("doc-4#1",))
    row = fold([old, new])
    assert row["on_post"] == 13
    assert row["evidence"] == ["doc-3#1", "doc-4#1"]
    assert row["known_from"] == dt.date(2026, 1, 1)
