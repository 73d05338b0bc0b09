"""A statute's text becomes instruments and clauses whose passages are exact."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from graph.evidence import Extraction, Value
from ingest.statutes import extract, is_statute, jurisdiction_of
from ingest.statutes.survey import PlainText

STATUTE = """# 甲市河道管理条例

2011年3月2日 甲市第十二届人民代表大会常务委员会第三次会议通过

2018年12月20日 甲市第十五届人民代表大会常务委员会第八次会议《关于修改〈甲市供水条例〉等9件地方性法规的决定》第一次修正

<!-- INFO END -->

## 第一章  总则

第一条 为了加强管理，制定本条例。

第二条 河道内不得有下列行为：

（一）倾倒垃圾；

（二）填堵河道。

前款所称河道，包括湖泊。

## 第二章  附则

**第三条之一**　违反本条例的，处一万元以下罚款。

第四条 本条例自2011年5月1日起施行。1997年1月9日甲市人民政府发布的《甲市河道管理办法》同时废止。
"""


def document(text: str, name: str = "甲.md") -> PlainText:
    return PlainText(name, "md", sha256(text.encode()).hexdigest(), text)


def values(extraction: Extraction, label: str, relation: str) -> dict[str | None, Value]:
    return {
        subject: (batch.values[i] if batch.values else batch.objects[i] if batch.objects else None)
        for batch in extraction.claims
        if (batch.subject_label, batch.relation) == (label, relation)
        for i, subject in enumerate(batch.subjects)
    }


def test_instrument_and_what_it_states() -> None:
    extraction = extract(document(STATUTE))
    name = "甲市河道管理条例"
    assert values(extraction, "Instrument", "kind")[name] == "local_regulation"
    assert values(extraction, "Instrument", "issuer")[name] == "甲市人民代表大会常务委员会"
    assert values(extraction, "Instrument", "jurisdiction")[name] == "甲市"
    assert values(extraction, "Instrument", "issued_on")[name] == dt.date(2011, 3, 2)
    assert values(extraction, "Instrument", "effective_on")[name] == dt.date(2011, 5, 1)
    assert extraction.document.issued_on == dt.date(2018, 12, 20)  # the version, so that a newer text is believed
    assert values(extraction, "Instrument", "REPEALS") == {name: "甲市河道管理办法"}
    assert values(extraction, "Instrument", "repealed_on") == {"甲市河道管理办法": dt.date(2011, 5, 1)}
    assert values(extraction, "Instrument", "AMENDS") == {"关于修改《甲市供水条例》等9件地方性法规的决定": name}


def test_clauses() -> None:
    extraction = extract(document(STATUTE))
    texts = values(extraction, "Provision", "text")
    assert texts["甲市河道管理条例|第二条第一款第二项"] == "（二）填堵河道。"
    assert texts["甲市河道管理条例|第二条第二款"] == "前款所称河道，包括湖泊。"
    assert texts["甲市河道管理条例|第三条之一"] == "第三条之一　违反本条例的，处一万元以下罚款。"
    assert "甲市河道管理条例|第一条第一款" not in texts  # a lone 款 is the article itself
    assert values(extraction, "Provision", "locator")["甲市河道管理条例|第二条第一款第二项"] == "第二条第一款第（二）项"
    assert not any(batch.keep for batch in extraction.claims)


def test_passages_are_exact_spans_and_claims_point_at_them() -> None:
    source = document(STATUTE)
    extraction = extract(source)
    passages = extraction.passages[0]
    for start, end, quote in zip(passages.starts, passages.ends, passages.quotes, strict=True):
        assert quote == source.text[start:end]
        assert quote == quote.strip()
    known = set(passages.ids)
    assert all(set(batch.passages) <= known for batch in extraction.claims)
    assert all(len(batch) == len(batch.passages) for batch in extraction.claims)


def test_decree_number_and_kind_of_an_administrative_regulation() -> None:
    text = "# 某某条例\n\n2017年8月6日 中华人民共和国国务院令第684号公布\n\n第一条 一。\n\n第二条 自公布之日起施行。\n"
    extraction = extract(document(text))
    assert values(extraction, "Instrument", "kind") == {"某某条例": "admin_regulation"}
    assert values(extraction, "Instrument", "document_number") == {"某某条例": "国务院令第684号"}
    assert values(extraction, "Instrument", "effective_on") == {"某某条例": dt.date(2017, 8, 6)}


def test_an_amendment_is_cut_by_its_own_numbers() -> None:
    text = (
        "# 中华人民共和国刑法修正案（四）\n\n2002年12月28日 第九届全国人民代表大会常务委员会第三十一次会议通过\n\n"
        "一、将刑法第一条修改为：\n\n第一条 引用的条文\n\n二、删去第二条。\n"
    )
    extraction = extract(document(text))
    assert set(values(extraction, "Provision", "article").values()) == {1, 2}
    assert values(extraction, "Instrument", "AMENDS") == {"中华人民共和国刑法修正案（四）": "中华人民共和国刑法"}


def test_a_decree_before_the_text() -> None:
    text = (
        "甲乙市人民政府令\n第52号\n《甲乙市排水管理办法》已经2019年3月4日市政府第3次常务会议通过，现予公布，自2019年5月1日起施行。\n"
        "市长 某某\n甲乙市排水管理办法\n（2019年3月4日甲乙市人民政府令第52号公布）\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n"
        "第一条 为了管理排水，制定本办法。\n第二条 本办法自2019年5月1日起施行。\n"
    )
    source = document(text, "甲.txt")
    assert is_statute(source)
    extraction = extract(source)
    assert values(extraction, "Instrument", "kind") == {"甲乙市排水管理办法": "local_rule"}
    assert values(extraction, "Instrument", "document_number") == {"甲乙市排水管理办法": "甲乙市人民政府令第52号"}
    assert values(extraction, "Instrument", "effective_on") == {"甲乙市排水管理办法": dt.date(2019, 5, 1)}
    assert set(values(extraction, "Provision", "article").values()) == {1, 2}


def test_a_part_needs_its_title() -> None:
    part = document("# 第二编　分则\n\n## 第一章 甲\n\n**第一百零二条**　甲。\n\n**第一百零三条**　乙。\n")
    assert is_statute(part)
    assert [row.reason for row in extract(part).rejected] == ["没有法规名称"]
    assert "中华人民共和国刑法|第一百零二条" in values(extract(part, "中华人民共和国刑法"), "Provision", "article")


def test_where_a_title_speaks() -> None:
    told = {t: jurisdiction_of(t) for t in ("上海市河道管理条例", "《水法》", "物业管理条例", "甲街道工作方案")}
    assert told == {"上海市河道管理条例": "上海市", "《水法》": "全国", "物业管理条例": "全国", "甲街道工作方案": ""}


def test_what_is_no_statute() -> None:
    assert not is_statute(document("关于下沉工作的通知\n\n一、依据《水法》第六十五条。\n\n二、各街镇负责。\n"))
    assert not is_statute(document("区政府办关于印发实施方案的通知\n\n2019年3月2日\n\n各街镇：\n\n一、总体要求\n"))
    assert not is_statute(document(""))


@given(st.text(alphabet="第一二三条款项章（）《》\n 　#*废止施行自2018年1月日0同时的、", max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    source = document(text)
    is_statute(source)
    passages = extract(source).passages[0]
    assert all(q == text[s:e] for s, e, q in zip(passages.starts, passages.ends, passages.quotes, strict=True))
