"""What a 实施依据 cell cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.statutes import BasisRef, instrument_name, parse_basis
from ingest.statutes.numerals import to_chinese, to_int

SHIRONG = "上海市市容环境卫生管理条例"
SHUIFA = "中华人民共和国水法"

CASES: list[tuple[str, list[BasisRef]]] = [
    (f"《{SHIRONG}》第二十五条第一款", [BasisRef(SHIRONG, 25, 1)]),
    ("《水法》第65条第2款", [BasisRef(SHUIFA, 65, 2)]),
    ("《中华人民共和国水法》（2016年修正）第六十五条第二款第（三）项", [BasisRef(SHUIFA, 65, 2, 3)]),
    (f"《{SHIRONG}》第十条、第十二条", [BasisRef(SHIRONG, 10), BasisRef(SHIRONG, 12)]),
    (f"《{SHIRONG}》第十条第一款、第二款和第十二条", [BasisRef(SHIRONG, 10, 1), BasisRef(SHIRONG, 10, 2), BasisRef(SHIRONG, 12)]),
    (f"《{SHIRONG}》第二十一条第（一）项、第（二）项", [BasisRef(SHIRONG, 21, None, 1), BasisRef(SHIRONG, 21, None, 2)]),
    (f"《{SHIRONG}》第二十一条第（一）、（三）项", [BasisRef(SHIRONG, 21, None, 1), BasisRef(SHIRONG, 21, None, 3)]),
    (f"《{SHIRONG}》第四十条第一、二款", [BasisRef(SHIRONG, 40, 1), BasisRef(SHIRONG, 40, 2)]),
    (f"《{SHIRONG}》第十条至第十二条", [BasisRef(SHIRONG, 10), BasisRef(SHIRONG, 11), BasisRef(SHIRONG, 12)]),
    ("《刑法》第一百二十条之一", [BasisRef("中华人民共和国刑法", 120, sub=1)]),
    (
        "《无证无照经营查处办法》（国务院令第684号）第十三条",
        [BasisRef("无证无照经营查处办法", 13, document_number="国务院令第684号")],
    ),
    (
        "《关于印发〈某某办法〉的通知》（闵府办发〔2018〕9号）",
        [BasisRef("关于印发《某某办法》的通知", document_number="闵府办发〔2018〕9号")],
    ),
    ("《上海市实施〈食品安全法〉办法》第三条", [BasisRef("上海市实施《食品安全法》办法", 3)]),
    ("行政处罚法第二十四条", [BasisRef("中华人民共和国行政处罚法", 24)]),
    ("《水法》第六十五条；同法第六十六条", [BasisRef(SHUIFA, 65), BasisRef(SHUIFA, 66)]),
    # with the clause text after it
    (
        "1.《水法》第六十五条第二款：“未经水行政主管部门同意，依照《防洪法》第五条的规定，违反本法第三十八条的…”\n"
        "2.《上海市河道管理条例》第四十条 违反本条例第三十一条规定，依照《中华人民共和国防洪法》第五十六条处罚。",
        [BasisRef(SHUIFA, 65, 2), BasisRef("上海市河道管理条例", 40)],
    ),
    (
        "【法律】《大气污染防治法》第一百一十九条第一款；【地方性法规】《上海市大气污染防治条例》第９０条",
        [BasisRef("中华人民共和国大气污染防治法", 119, 1), BasisRef("上海市大气污染防治条例", 90)],
    ),
    ("《上海市市容环境\n卫生管理条例》第二\n十五条第 一 款", [BasisRef(SHIRONG, 25, 1)]),
    (f"《{SHIRONG}》\n第十条\n《水法》第十一条", [BasisRef(SHIRONG, 10), BasisRef(SHUIFA, 11)]),
    (f"《{SHIRONG}》第三十四条（二）", [BasisRef(SHIRONG, 34, None, 2)]),
    (
        f"《{SHIRONG}》（2018年修正）第二十五条第一款、第三款，第二十六条",
        [BasisRef(SHIRONG, 25, 1), BasisRef(SHIRONG, 25, 3), BasisRef(SHIRONG, 26)],
    ),
    ("", []),
    ("按照三定方案", []),
    ("《未合上的标题第三条", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cell(text: str, expected: list[BasisRef]) -> None:
    assert parse_basis(text) == expected


def test_names() -> None:
    ref = parse_basis("《水法》第65条第2款第3项")[0]
    assert ref.provision_name == "中华人民共和国水法|第六十五条第二款第三项"
    assert ref.locator == "第六十五条第二款第（三）项"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("《行政处罚法》（2021年修订）", "中华人民共和国行政处罚法"),
        ("行政处罚法(2021年1月22日修订)", "中华人民共和国行政处罚法"),
        ("反分裂国家法", "反分裂国家法"),
        ("上海市实施《食品安全法》办法", "上海市实施《食品安全法》办法"),
        ("医疗机构制剂配制质量管理规范（试行）", "医疗机构制剂配制质量管理规范（试行）"),
        ("民法典", "中华人民共和国民法典"),
    ],
)
def test_instrument_name(written: str, name: str) -> None:
    assert instrument_name(written) == name
    assert instrument_name(name) == name


@given(st.integers(1, 1500))
def test_numerals_round_trip(number: int) -> None:
    assert to_int(to_chinese(number)) == number
    assert to_int(str(number)) == number


@given(st.integers(1, 400), st.integers(1, 9) | st.none(), st.integers(1, 20) | st.none(), st.booleans())
def test_locator_is_read_back(article: int, paragraph: int | None, item: int | None, arabic: bool) -> None:
    ref = BasisRef(SHIRONG, article, paragraph, item)
    written = ref.locator
    if arabic:
        written = f"第{article}条" + (f"第{paragraph}款" if paragraph else "") + (f"第{item}项" if item else "")
    assert parse_basis(f"《{SHIRONG}》{written}") == [ref]


@given(st.text(alphabet="《》第条款项一二十百0123、至和（）“”：依照水法\n", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    parse_basis(text)
