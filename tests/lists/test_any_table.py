"""Whatever stands in a table, extraction ends, and what it gives is whole."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import lists
from ingest.lists import KINDS
from ingest.readers import Canonical, Table

CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "各街镇",
            "莘庄镇",
            "区水务局",
            "水务站、房管办",
            "《水法》第六十条",
            "行政处罚",
            "合计",
            "注：无",
            "—",
            "#REF!",
            "是",
            "2024年5月",
            "12345",
            "第三方",
        ]
    ),
    st.text(max_size=8),
    st.integers(-5, 10**9),
    st.floats(),
    st.booleans(),
    st.dates(date(1800, 1, 1), date(2200, 1, 1)),
)


@st.composite
def tables(draw):
    kind = draw(st.sampled_from(KINDS))
    named = [c for c in kind.columns if c.synonyms]
    chosen = draw(st.lists(st.sampled_from(named), min_size=2, unique_by=lambda c: c.name))
    for group in kind.required:
        if not any(c.name in group for c in chosen):
            chosen.append(kind.column(draw(st.sampled_from(group))))
    head = [draw(st.sampled_from(c.synonyms)) for c in chosen]
    above = draw(st.lists(st.just([f"闵行区{kind.zh}", *[None] * (len(head) - 1)]), max_size=2))
    body = draw(st.lists(st.lists(CELLS, min_size=len(head), max_size=len(head)), max_size=8))
    return kind, Table(draw(st.sampled_from(["Sheet1", kind.zh])), [*above, head, *body], 3, 2), len(above) + 1


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=tables(), text=st.sampled_from(["", "通知正文"]), scope=st.sampled_from(["", "上海市闵行区"]))
def test_any_table(made, text, scope):
    kind, table, above = made
    extraction = lists.extract(Canonical(f"{kind.zh}.xlsx", "xlsx", "0" * 64, text, tables=[table]), scope)
    ids = [i for p in extraction.passages for i in p.ids]
    assert len(ids) == len(set(ids))
    for p in extraction.passages:
        assert len({len(column) for column in (p.ids, p.locators, p.quotes, p.starts, p.ends, p.rows)}) == 1
        assert all(above + 3 <= r < 3 + len(table.rows) for r in p.rows if "覆盖" not in kind.zh or r >= above + 3)
    known = set(ids)
    for batch in extraction.claims:
        n = len(batch)
        assert n == len(batch.passages)
        assert set(batch.passages) <= known
        assert len(batch.objects) in (0, n)
        assert len(batch.values) in (0, n)
        assert not (batch.objects and batch.values)
        assert all(s is None or (isinstance(s, str) and s.strip()) for s in batch.subjects)
        assert all(o is None or (isinstance(o, str) and o.strip()) for o in batch.objects)
        assert all(len(column) in (1, n) for column in batch.qualifiers.values())
    (unit,) = extraction.units
    rows = sum(len(p.ids) for p in extraction.passages)
    if unit.status == "read":
        assert unit.rows <= rows
    assert all(r.where and r.reason and r.advice for r in extraction.rejected)
