"""Power items and matters as phrases, and the list of all mentions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.notices.matters import MatterMention, matters
from ingest.notices.named import KINDS, named


def of(text: str, kind: str) -> list[str]:
    return [m.text for m in matters(text) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("将对损坏行道树的处罚、对沿街晾晒衣物的处罚下放至各镇", ["对损坏行道树的处罚", "对沿街晾晒衣物的处罚"]),
        ("委托对未办理施工许可擅自开工的行政处罚权", ["对未办理施工许可擅自开工的行政处罚权"]),
        ("由县林业局收回擅自采伐林木的行政处罚权", ["擅自采伐林木的行政处罚权"]),
        ("承接挖掘村道审批、临时用地许可和户外招牌设置审批等9项事项", ["挖掘村道审批", "临时用地许可", "户外招牌设置审批"]),
        ("占用、挖掘乡道审批下放后，承接不足", ["占用、挖掘乡道审批"]),
        ("对《食品安全法》规定的超范围经营的处罚", ["对《食品安全法》规定的超范围经营的处罚"]),
        ("站里负责对公共浴室的卫生监督检查", ["对公共浴室的卫生监督检查"]),
        ("因修缮古桥需要的施工方案审批", ["因修缮古桥需要的施工方案审批"]),
        ("2.设置临时摊点审批\n3.对违规养鸽的处罚", ["设置临时摊点审批", "对违规养鸽的处罚"]),
        ("除限制人身自由的行政处罚权外", ["限制人身自由的行政处罚权"]),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    assert of(text, "item") == items


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收回道路管养、渔港管理、噪声等12项行政处罚事项", ["道路管养", "渔港管理", "噪声"]),
        ("下放河道管护、采砂等5项下放到乡镇的行政处罚", ["河道管护", "采砂"]),
        ("对沿街晾晒、占道洗车等行为依法进行查处", ["沿街晾晒", "占道洗车"]),
        ("违法建设查处和渣土运输监管由中队负责", ["违法建设查处", "渣土运输监管"]),
        ("店招店牌、垃圾分类由社区先行劝导", ["店招店牌", "垃圾分类"]),
    ],
)
def test_matters(text: str, found: list[str]) -> None:
    assert of(text, "matter") == found


@pytest.mark.parametrize(
    "text",
    [
        "未经许可不得进入，县局审批后街道不再审核",
        "没有独立的行政处罚权，需要对违法行为作出行政处罚时须上报",
        "对企业的检查每年不超过一次，对当事人的处罚应当公正",
        "行使行政处罚权、行政检查权",
        "对行政处罚决定不服的，可以申请行政复议",
        "街道执法机构的行政处罚由司法局备案处负责",
        "按照谁审批、谁监管的原则，审批局牵头",
    ],
)
def test_what_is_none(text: str) -> None:
    assert matters(text) == []


def test_acts_have_their_kind_of_power() -> None:
    said = matters("对违规倒土的处罚；再生水利用许可；对工棚的强制拆除；对冷库的行政检查；演出经纪机构备案")
    assert [(m.act, m.about) for m in said] == [
        ("处罚", "违规倒土"),
        ("许可", "再生水利用"),
        ("强制", "工棚"),
        ("检查", "冷库"),
        ("其他", "演出经纪机构"),
    ]


WORDS = (
    "对 的处罚 擅自 占用道路 审批 、 和 等3项 ， 。 行政处罚权 下放 违法建设 进行查处 的 许可 （ 《 》 ） 企业 县局 \n 行政检查"
)
phrases = st.lists(st.sampled_from(WORDS.split(" ")) | st.text(max_size=3), max_size=30).map("".join)


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_spans_are_exact_and_apart(text: str) -> None:
    at = 0
    for mention in matters(text):
        assert isinstance(mention, MatterMention)
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.about
        at = mention.end


def test_every_kind_is_listed() -> None:
    text = (
        "根据《关于转发〈乡镇管理办法〉的通知》（青政办发〔2020〕9号）第三条第二款，2021年5月起，青石镇城管中队中队长、网格长和协管员"
        "在8个网格推行“1+3”模式，本区下放对占道堆物的处罚，行使行政检查权，店外经营由中队管理。"
    )
    found = named(text)
    assert {m.kind for m in found} == set(KINDS)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert ("城管中队中队长", "post") in {(m.text[-7:], m.kind) for m in found}


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("分管副主任、主管副镇长和中队长到场", "post", ["分管副主任", "主管副镇长", "中队长"]),
        ("本区、我县、全市及浦东新区、青石镇政府先行", "area", ["本区", "我县", "全市", "浦东新区"]),
        ("划分东、西、中三个片区", "grid", ["东", "西", "中"]),
        (
            "依据《关于印发〈关于转发〈网格管理办法〉的通知〉的通知》办理",
            "instrument",
            ["《关于印发〈关于转发〈网格管理办法〉的通知〉的通知》"],
        ),
        ("拨付十二万三千元，配二至三名队员，三万元留用", "quantity", ["十二万三千元", "二至三名", "三万元"]),
        ("（青府办规〔2021〕第3号）", "organ", []),
    ],
)
def test_named(text: str, kind: str, said: list[str]) -> None:
    assert [m.text for m in named(text) if m.kind == kind] == said
