"""What holds for every text: exact spans, no overlap among mentions, the same answer twice, no crash."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ontology import ONTOLOGY
from ingest.notices import claims_jsonl, extract, read_text
from ingest.notices.coordination import coordinate
from ingest.notices.mentions import find
from ingest.notices.shadow import shadow

from .plain import Plain

WORDS = (
    *(
        "街道办事处",
        "各街镇",
        "莘庄镇",
        "区水务局",
        "水务站",
        "城管中队、规土所",
        "房管办和水务站",
        "市场监管",
        "环保",
    ),
    *(
        "派出所等派出机构",
        "执法权",
        "行政处罚权",
        "管理职责",
        "协管员",
        "11支",
        "985名",
        "3个",
        "20%",
        "2019年",
        "“1+3+46”",
    ),
    *(
        "《关于印发〈方案〉的通知》",
        "没有",
        "具有",
        "下沉至",
        "划转给",
        "由",
        "负责",
        "承担",
        "存在",
        "问题",
        "重叠",
        "与",
        "和",
    ),
    *(
        "、",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "\n",
        "一是",
        "二是",
        "1.",
        "（一）",
        "建议",
        "应当",
        "仍在",
        "名义",
        "委托",
    ),
    *(
        "牵头",
        "考核",
        "经费",
        "编制",
        "执法证",
        "担任",
        "网格长",
        "网格",
        "成立",
        "设立",
        "推行",
        "模式",
        "印发",
        "取消",
    ),
)
chinese = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("，。、；（）“”\n的由在未"),
    max_size=200,
)
sentences = st.lists(st.sampled_from(WORDS) | chinese.filter(lambda t: len(t) < 6), max_size=60).map("".join)
LABELS = {label.name for label in ONTOLOGY.labels if not label.provenance}
KEPT = ("power.lacks", "power.holds")
anything = st.text(max_size=300)


@settings(max_examples=150, deadline=None)
@given(sentences | anything | chinese)
def test_spans_are_exact_and_claims_whole(text: str) -> None:
    extraction = extract(Plain(text), "上海市闵行区")
    passages = extraction.passages[0]
    assert len(set(zip(passages.starts, passages.ends, strict=True))) == len(passages.ids)
    for start, end, quote in zip(passages.starts, passages.ends, passages.quotes, strict=True):
        assert start is not None
        assert end is not None
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quote
    for batch in extraction.claims:
        assert len(batch.passages) == len(batch)
        assert set(batch.passages) <= set(passages.ids)
        assert bool(batch.objects) != bool(batch.values)
        assert batch.subject_label in LABELS
        assert batch.object_label in LABELS | {""}
        assert len(batch.objects or batch.values) == len(batch)
        assert all(name and name.strip() for name in batch.subjects)
        assert all(0 < c <= 1 for c in batch.confidence)
    assert len(list(claims_jsonl(extraction))) == sum(map(len, extraction.claims))


@settings(max_examples=150, deadline=None)
@given(sentences | anything)
def test_mentions_are_in_order_and_apart(text: str) -> None:
    folded = shadow(text)
    assert len(folded) == len(text)
    items = coordinate(text, folded, find(text, folded))
    for a, b in pairwise(items):
        assert a.end <= b.start
    for item in items:
        assert 0 <= item.start < item.end <= len(text)
        assert all(item.start <= m.start and m.end <= item.end for m in item.members)


@settings(max_examples=60, deadline=None)
@given(sentences)
def test_the_same_text_says_the_same_and_nothing_twice(text: str) -> None:
    first = read_text(text, "上海市闵行区")
    assert first == read_text(text, "上海市闵行区")
    assert len(set(first)) == len(first)


@settings(max_examples=40, deadline=None)
@given(sentences, sentences)
def test_a_paragraph_is_read_alone(a: str, b: str) -> None:
    """What a paragraph says of who holds what does not depend on an unrelated later one."""

    def powers(text: str) -> set[tuple[str, str, str]]:
        return {
            (c.relation, c.subject.name, c.text)
            for c in read_text(text)
            if c.relation in ("LACKS_POWER", "HOLDS_POWER") and c.pattern in KEPT and c.end <= len(fixed)
        }

    fixed = "县农机站具有行政处罚权。乡镇执法队没有独立的执法权。"
    assert powers(fixed) <= powers(fixed + "\n" + a.replace("\n", "") + "\n" + b.replace("\n", ""))


def test_long_runs_without_a_full_stop_are_read() -> None:
    """A table pasted as text: what runs on is cut, so spans stay short and the reader comes back at all."""
    for piece in ("由街镇负责", "街道没有执法权", "协管员、", "1", "（", "“", "区", "区水务局与街道重叠、"):
        text = piece * 3000
        assert all(c.end - c.start <= 1200 for c in read_text(text, "上海市闵行区"))
