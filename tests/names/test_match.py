"""The structural matcher: pairs with known answers, its laws, and names that try to break it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import match, match_pairs

PAIRS = [
    tuple(row.values()) for row in csv.DictReader((Path(__file__).parent / "pairs.csv").read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize(("a", "b", "verdict"), PAIRS)
def test_pairs_with_known_answers(a: str, b: str, verdict: str) -> None:
    decision = match(a, b)
    assert decision.verdict == verdict, decision.reason


@pytest.mark.corpus
def test_development_pairs(corpus: Path) -> None:
    said = right = positives = 0
    with (corpus / "eval" / "org_pairs_dev.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            same = row["same"] == "1"
            positives += same
            if match(row["a"], row["b"]).verdict == "same":
                said += 1
                right += same
    assert right / said >= 0.99
    assert right / positives >= 0.95


@pytest.mark.parametrize(
    ("a", "b", "scope", "verdict"),
    [
        ("区水务局", "闵行区水务局", "上海市闵行区", "same"),
        ("区水务局", "徐汇区水务局", "上海市闵行区", "different"),
        ("市水务局", "上海市水务局", "上海市闵行区", "same"),
        ("市水务局", "南京市水务局", "上海市闵行区", "different"),
        ("虹桥城管中队", "虹桥镇城管中队", "上海市闵行区", "same"),
        ("虹桥城管中队", "虹桥街道城管中队", "上海市闵行区", "different"),
        ("街镇城管", "街镇城管中队", "", "same"),
        ("区局", "区水务局", "", "unsure"),
        ("水务局", "区水务局", "", "unsure"),
        ("鼓楼区水务局", "南京市鼓楼区水务局", "", "same"),
        ("南京市鼓楼区水务局", "福州市鼓楼区水务局", "", "different"),
    ],
)
def test_scope_settles_bare_names(a: str, b: str, scope: str, verdict: str) -> None:
    assert match(a, b, scope=scope).verdict == verdict


@pytest.mark.parametrize(
    ("label", "a", "b", "verdict"),
    [
        ("AuxTeam", "市容环境协管", "市容环境", "same"),
        ("AuxTeam", "社区保安(公安)", "社区保安（辅警）", "same"),
        ("AuxTeam", "社区保安(公安)", "社区保安(综治)", "different"),
        ("AuxTeam", "商品交易协管", "商品交易市场协管", "same"),
        ("AuxTeam", "莘庄镇市容环境协管", "马桥镇市容环境协管", "different"),
        ("AuxTeam", "江川路街道综合协管第07协管队", "江川路街道综合协管第08协管队", "different"),
        ("AuxTeam", "江川路街道综合协管队", "江川路街道社区综合协管员队伍", "same"),
        ("Instrument", "《中华人民共和国水法》", "水法", "same"),
        ("Instrument", "水法", "水污染防治法", "different"),
        ("Instrument", "上海市市容环境卫生管理条例", "上海市市容环境卫生管理办法", "different"),
        ("Instrument", "关于印发〈街道办法〉的通知", "关于印发《街道办法》的通知", "same"),
        ("Instrument", "闵府办发〔2018〕9号", "闵府办发〔2018〕19号", "different"),
        ("Matter", "占道设摊", "占道设摊", "same"),
        ("Matter", "违法搭建、占用绿地", "违法搭建和占用绿地", "same"),
        ("Matter", "占道设摊", "违法搭建", "different"),
        ("Area", "闵行", "上海市闵行区", "same"),
        ("Area", "虹桥镇", "莘庄镇", "unsure"),
    ],
)
def test_other_labels(label: str, a: str, b: str, verdict: str) -> None:
    decision = match(a, b, label)
    assert decision.verdict == verdict, decision.reason


PARTS = [
    "闵行区",
    "上海市",
    "区",
    "市",
    "莘庄镇",
    "莘庄",
    "街道",
    "各街镇",
    "中共",
    "公安局",
    "闵行",
    "分局",
    "水务",
    "城管",
    "执法",
    "局",
    "站",
    "中队",
    "第二",
    "一",
    "办公室",
    "委员会",
    "委",
    "人民政府",
    "(安监)",
    "（公安）",
    "“",
    "”",
    "、",
    "和",
    "派出所",
    "工作站",
    "片区",
    "本",
    "该",
    "'",
    "\\",
    "`",
    "$",
    "|",
    "《",
    "》",
    "ＡＢ",
    "\u3000",
    "\u200b",
    "社区",
    "管理",
    "综合",
    "党",
    "团",
    "1号",
    "",
    "府办",
    "市容",
    "市场",
]
NAMES = st.one_of(st.lists(st.sampled_from(PARTS), max_size=8).map("".join), st.text(max_size=12))
LABELS = st.sampled_from(["Organ", "AuxTeam", "Area", "Instrument", "Matter"])
SCOPES = st.sampled_from(["", "上海市闵行区", "江苏省南京市秦淮区红花街道", "无此区"])


@settings(max_examples=400, deadline=None)
@given(NAMES, NAMES, LABELS, SCOPES)
def test_symmetric_and_deterministic(a: str, b: str, label: str, scope: str) -> None:
    decision = match(a, b, label, scope)
    assert decision == match(b, a, label, scope)
    assert decision == match.__wrapped__(a, b, label, scope)
    assert 0.0 <= decision.score <= 1.0
    assert decision.reason.endswith("。")
    assert (decision.verdict == "same") == (decision.score >= 0.8)
    assert (decision.verdict == "different") <= (decision.score < 0.45)


@settings(max_examples=300, deadline=None)
@given(NAMES, LABELS, SCOPES)
def test_reflexive(a: str, label: str, scope: str) -> None:
    assert match(a, a, label, scope).verdict == "same"
    assert match(f"“{a}”", a, label, scope).verdict == "same"


def test_pairs_file(tmp_path: Path) -> None:
    source = tmp_path / "pairs.csv"
    source.write_bytes('a,b,备注\n区水务局,闵行区水务局,x\n"区房管局,""甲""",区房管局,\n,,\n'.encode("gb18030"))
    rows = list(csv.DictReader(match_pairs(source).splitlines()))
    assert rows[0]["verdict"] == "same"
    assert list(rows[0]) == ["a", "b", "verdict", "score", "reason"]
    assert len(rows) == 3
    assert rows[1]["a"] == '区房管局,"甲"'


def test_pairs_file_without_its_columns(tmp_path: Path) -> None:
    source = tmp_path / "pairs.csv"
    source.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a、b"):
        match_pairs(source)
