"""Document numbers 文号 and references to articles 条款项, on sentences of our own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.notices.citations import clause_references, document_numbers
from ingest.notices.coordination import coordinate
from ingest.notices.mentions import find
from ingest.notices.shadow import shadow


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据闵府办发〔2018〕9号要求", ["闵府办发〔2018〕9号"]),
        ("见穗府函[2020]136号，已按鄂办发电（2019）8号执行", ["穗府函[2020]136号", "鄂办发电（2019）8号"]),
        ("深府办规 〔 ２０２１ 〕 6 号已废止", ["深府办规 〔 ２０２１ 〕 6 号"]),
        ("省里印发闽政〔2020〕综12号", ["闽政〔2020〕综12号"]),
        ("以沪建规范联〔2019〕3、4号为准", ["沪建规范联〔2019〕3、4号"]),
        ("京政办字〔2019〕第5号及国办发〔2016〕3号", ["京政办字〔2019〕第5号", "国办发〔2016〕3号"]),
        ("（沪府规〔2022〕1号）和国办函〔2021〕2号", ["沪府规〔2022〕1号", "国办函〔2021〕2号"]),
        ("按照和政发〔2020〕1号", ["和政发〔2020〕1号"]),
        ("经国函〔2010〕5号批准", ["国函〔2010〕5号"]),
        ("依据住房和城乡建设部令第20号", ["住房和城乡建设部令第20号"]),
        ("国务院令第722号和国令第743号", ["国务院令第722号", "国令第743号"]),
        ("见省政府第238号令", ["省政府第238号令"]),
        ("由中华人民共和国主席令第七十号公布", ["中华人民共和国主席令第七十号"]),
        ("上海市人民政府令第53号", ["上海市人民政府令第53号"]),
        ("本办法以第X号令发布", ["第X号令"]),
        ("税务总局公告2020年第8号、2021年第3号通告", ["税务总局公告2020年第8号", "2021年第3号通告"]),
        ("中国人民银行公告〔2020〕第7号", ["中国人民银行公告〔2020〕第7号"]),
    ],
)
def test_document_numbers(text: str, numbers: list[str]) -> None:
    assert [n.text for n in document_numbers(text)] == numbers


def test_the_parts_of_a_number() -> None:
    (number,) = document_numbers("现将深府办规 〔 ２０２１ 〕 6、7 号转发")
    assert (number.issuer, number.year, number.numbers) == ("深府办规", 2021, ("6", "7"))
    assert number.normal == "深府办规〔2021〕6、7号"


@pytest.mark.parametrize("text", ["会议室在（2018）9号楼", "第3号线", "一号课题", "1号会议室", "2019年第二次会议", "热线12345号"])
def test_what_is_no_document_number(text: str) -> None:
    assert document_numbers(text) == []


def refs(text: str) -> list[tuple[str, list[tuple[str, int | None, int | None, int | None]]]]:
    return [(c.text, [(r.title, r.article, r.paragraph, r.item) for r in c.refs]) for c in clause_references(text)]


LAW = "中华人民共和国城乡规划法"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "依据《城乡规划法》第六十四条第一款第（三）项和第六十八条",
            [("第六十四条第一款第（三）项和第六十八条", [(LAW, 64, 1, 3), (LAW, 68, None, None)])],
        ),
        ("本办法第五至八条", [("第五至八条", [("", n, None, None) for n in (5, 6, 7, 8)])]),
        ("违反本条例第十条、第十二条", [("第十条、第十二条", [("", 10, None, None), ("", 12, None, None)])]),
        ("第十条至第十二条", [("第十条至第十二条", [("", n, None, None) for n in (10, 11, 12)])]),
        ("第 12 条第2款", [("第 12 条第2款", [("", 12, 2, None)])]),
        ("第三条第（一）、（四）项", [("第三条第（一）、（四）项", [("", 3, None, 1), ("", 3, None, 4)])]),
        ("《规划条例》（2019年修订）第8条", [("第8条", [("规划条例", 8, None, None)])]),
    ],
)
def test_clause_references(text: str, found: object) -> None:
    assert refs(text) == found


def test_relative_references_are_resolved() -> None:
    text = (
        "第九条　有下列行为的，处罚款：\n（一）占道经营；\n（二）乱堆物料。\n"
        "前款第（二）项所称物料包括土石。\n违反前两款、本条第一款的，依照前条处理。"
    )
    assert refs(text) == [
        ("前款第（二）项", [("", 9, 1, 2)]),
        ("前两款", [("", 9, 1, None), ("", 9, 2, None)]),
        ("本条第一款", [("", 9, 1, None)]),
        ("前条", [("", 8, None, None)]),
    ]


@pytest.mark.parametrize(
    "text", ["第三季度召开第一次会议", "本条例自公布之日起施行", "第二项工作", "第一条街道", "前款项到账", "第十九届"]
)
def test_what_is_no_reference(text: str) -> None:
    assert [c.text for c in clause_references(text) if c.refs] == []


def test_titles_nest() -> None:
    text = "县里印发《关于转发〈市城管局关于规范外摆的意见〉的通知》，并废止《〈物业条例〉实施细则（试行）》。"
    items = coordinate(text, shadow(text), find(text, shadow(text)))
    assert [i.name for i in items if i.kind == "I"] == [
        "关于转发〈市城管局关于规范外摆的意见〉的通知",
        "〈物业条例〉实施细则（试行）",
    ]


PIECES = "沪府办发 〔2018〕 （2019） [2020] 9号 第 令 公告 国务院 第十二条 第一款 （三） 项 、 至 和 前款 本条 《办法》 \n 。"
pieces = st.lists(st.sampled_from(PIECES.split(" ")) | st.text(max_size=3), max_size=30).map("".join)


@settings(max_examples=200, deadline=None)
@given(pieces)
def test_spans_are_exact_and_apart(text: str) -> None:
    for found in (document_numbers(text), clause_references(text)):
        at = 0
        for mention in found:
            assert at <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end] == mention.text
            at = mention.end


@given(st.integers(1990, 2030), st.integers(1, 9999), st.sampled_from(["沪府发", "京政办函", "粤环规", "长应急发", "浙综执"]))
def test_a_number_is_found_whatever_stands_before(year: int, number: int, code: str) -> None:
    for before in ("", "根据", "，按照", "（", "印发的", "见附件，"):
        (found,) = document_numbers(f"{before}{code}〔{year}〕{number}号文件")
        assert re.fullmatch(rf"{code}〔{year}〕{number}号", found.text)
