"""What is stated, advised, planned, denied; conditions, reports, history and questions. Fresh sentences, in both senses."""

from __future__ import annotations

import pytest

from ingest.notices.extract import read_text
from ingest.notices.modality import denied
from ingest.notices.model import Found

SCOPE = "浙江省杭州市西湖区"


def said(text: str, relation: str) -> list[Found]:
    return [c for c in read_text(text, SCOPE) if c.relation == relation and not c.negated]


STATED_AND_DENIED = [
    ("ESTABLISHES", "石桥镇成立了综合指挥中心。", "石桥镇尚未成立综合指挥中心。"),
    ("ESTABLISHES", "石桥镇设立了便民服务中心。", "石桥镇没有设立便民服务中心。"),
    ("PART_OF", "区水政大队隶属区水利局。", "区水政大队并不隶属区水利局。"),
    ("MANAGED_BY", "司法所由镇政府管理。", "司法所不再由镇政府管理。"),
    ("MANAGED_BY", "网格员由社区居委会日常管理。", "网格员并非由社区居委会日常管理。"),
    ("GUIDED_BY", "镇统计站业务上接受区统计局指导。", "镇统计站业务上不再接受区统计局指导。"),
    ("EMPLOYED_BY", "协管员由区人社局统一招聘。", "协管员不再由区人社局统一招聘。"),
    ("FUNDED_BY", "镇水利站所需经费由镇财政保障。", "镇水利站所需经费未由镇财政保障。"),
    ("ASSESSES", "镇政府每半年对派驻站所进行考核。", "镇政府无权对派驻站所进行考核。"),
    ("ASSESSES", "镇政府对税务所进行考核。", "税务所免于镇政府考核。"),
    ("TRANSFERRED_TO", "区里将工商所下沉至各乡镇。", "区里并未将工商所下沉至各乡镇。"),
    ("TRANSFERRED_TO", "将216项行政处罚权限下放至乡镇。", "216项行政处罚权限尚未下放至乡镇。"),
    ("HOLDS_POWER", "镇政府依法行使行政处罚权。", "镇政府不再行使行政处罚权。"),
    ("HOLDS_POWER", "镇农技站具有行政处罚权。", "镇农技站不具有行政处罚权。"),
    ("ENTRUSTED_BY", "区水利局依法委托镇政府实施河道巡查。", "区水利局未委托镇政府实施河道巡查。"),
    ("ENFORCES_IN_NAME_OF", "派驻中队以区水利局名义执法。", "派驻中队不得以区水利局名义执法。"),
    ("STATIONED_IN", "消防、交警等力量统一进驻镇指挥中心。", "消防、交警等力量没有进驻镇指挥中心。"),
    ("BEARS_DUTY", "镇统计站负责辖区内统计调查工作。", "镇统计站不负责辖区内统计调查工作。"),
    ("REFERS_TO", "镇水利站发现问题上报区水利局。", "镇水利站发现问题无需上报区水利局。"),
    ("USES_MODEL", "石桥镇推行“网格+警格”模式。", "石桥镇尚未推行“网格+警格”模式。"),
    ("DISPATCHED_BY", "镇派出所是区公安局的派出机构。", "镇派出所不是区公安局的派出机构。"),
    ("LACKS_POWER", "镇农技站没有行政处罚权。", "镇农技站具有行政处罚权。"),
    ("LACKS_POWER", "区质监站不再承担执法职能。", "区质监站继续承担执法职能。"),
    ("HAS_PROBLEM", "部分街镇普遍存在多头管理的问题。", "部分街镇不存在多头管理的问题。"),
    ("HAS_PROBLEM", "镇执法队普遍缺乏专业设备。", "改革解决了镇执法队缺乏专业设备的问题。"),
    ("OVERLAPPING_BETWEEN", "镇水利站与镇农技站职责交叉。", "要避免镇水利站与镇农技站职责交叉。"),
]


@pytest.mark.parametrize(("relation", "stated", "negative"), STATED_AND_DENIED)
def test_stated_and_denied(relation: str, stated: str, negative: str) -> None:
    assert said(stated, relation), stated
    assert not said(negative, relation), negative


@pytest.mark.parametrize(
    ("clause", "answer"),
    [
        ("尚未设立综合执法队", True),
        ("不再由街道管理", True),
        ("免于年度考核", True),
        ("并非独立执法主体", True),
        ("不得不由街道管理", False),
        ("并非没有管理权", False),
        ("由街道管理", False),
        ("未来由街道管理", False),
        ("管理体制保持不变", False),
    ],
)
def test_denied(clause: str, answer: bool) -> None:
    assert denied(clause) is answer


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("石桥镇成立了综合指挥中心。", "ESTABLISHES", "asserted"),
        ("建议石桥镇成立综合指挥中心。", "ESTABLISHES", "recommended"),
        ("石桥镇应当建立联席会议制度。", "ESTABLISHES", "recommended"),
        ("石桥镇拟成立综合指挥中心。", "ESTABLISHES", "planned"),
        ("将216项行政处罚权限下放至乡镇。", "TRANSFERRED_TO", "asserted"),
        ("建议将216项行政处罚权限下放至乡镇。", "TRANSFERRED_TO", "recommended"),
        ("房管局93项职责即将划转给水利局。", "TRANSFERRED_TO", "planned"),
        ("部分街镇普遍存在多头管理的问题。", "HAS_PROBLEM", "problem"),
        ("镇党委对派驻机构负责人享有人事建议权，镇司法所由镇政府管理。", "MANAGED_BY", "asserted"),
        ("镇卫生办负责计划生育工作。", "BEARS_DUTY", "asserted"),
        ("区人社局负责核准招聘计划、核发证件。", "BEARS_DUTY", "asserted"),
        ("石桥镇计划成立综合指挥中心。", "ESTABLISHES", "planned"),
        ("按照属地管理的要求，石桥镇成立了综合指挥中心。", "ESTABLISHES", "asserted"),
        ("区里要求石桥镇成立综合指挥中心。", "ESTABLISHES", "recommended"),
        ("将216项基层迫切需要的行政处罚权限下放至乡镇。", "TRANSFERRED_TO", "asserted"),
        ("石桥镇可以设立综合指挥中心。", "ESTABLISHES", "recommended"),
    ],
)
def test_modality(text: str, relation: str, modality: str) -> None:
    found = said(text, relation)
    assert found, text
    assert {c.modality for c in found} == {modality}


def test_a_section_of_advice_colours_what_it_says() -> None:
    text = "二、对策建议\n（一）理顺体制\n司法所由镇政府管理。\n三、现状\n派出所由区公安局管理。"
    by_subject = {c.subject.name: c.modality for c in said(text, "MANAGED_BY")}
    assert by_subject["司法所"] == "recommended"
    assert by_subject["派出所"] == "asserted"


def test_what_advice_starts_from_is_stated() -> None:
    found = said("针对基层反映水务部门执法权未能完全下沉的情况，建议加大授权力度。", "RETAINS_POWER")
    assert {c.modality for c in found} == {"asserted"}


def test_a_heading_sets_nothing_up() -> None:
    assert not said("（二）成立综合执法队伍，实现权力下放\n各地做法不一。", "ESTABLISHES")


def test_who_demands_does_not_do() -> None:
    found = said("河北省要求各县政府界定具体事项，组建综合执法队伍。", "ESTABLISHES")
    assert "河北省" not in {c.subject.name for c in found}
    assert {c.modality for c in found} <= {"recommended"}


@pytest.mark.parametrize(
    ("relation", "subject", "target", "text"),
    [
        ("HOLDS_POWER", "镇政府", "", "过去镇政府行使行政处罚权，现已上收区水利局。"),
        ("PART_OF", "镇水利站", "区水利局", "镇水利站原隶属区水利局，现划归镇政府。"),
        ("MANAGED_BY", "镇水利站", "区水利局", "镇水利站由区水利局管理改为由镇政府管理。"),
        ("LACKS_POWER", "镇政府", "", "没有区水利局授权，镇政府不得行使行政处罚权。"),
        ("ASSESSES", "镇政府", "水利站", "取消镇政府对水利站的考核。"),
    ],
)
def test_what_is_over_or_conditional_is_not_so(relation: str, subject: str, target: str, text: str) -> None:
    found = said(text, relation)
    assert not [c for c in found if c.subject.name == subject and (not target or (c.object and c.object.name == target))]


def test_what_was_and_still_is_stays() -> None:
    assert said("镇水利站原由区水利局管理，现由镇政府管理。", "MANAGED_BY")[0].object.name == "镇政府"  # type: ignore[union-attr]
    assert said("镇政府行使行政处罚权。", "HOLDS_POWER")


def test_a_power_to_be_given_is_not_held() -> None:
    assert {c.modality for c in said("应当赋予镇政府行政处罚权。", "HOLDS_POWER")} == {"recommended"}
    assert {c.modality for c in said("区里赋予镇政府行政处罚权。", "HOLDS_POWER")} == {"asserted"}


def test_will_before_a_verb_is_a_plan() -> None:
    assert {c.modality for c in said("石桥镇将成立综合执法队。", "ESTABLISHES")} == {"planned"}


def test_lacking_a_status_is_not_lacking_the_powers() -> None:
    texts = [c.text for c in said("石桥镇不具备行政处罚权和行政强制权的主体资格。", "LACKS_POWER")]
    assert texts == ["行政处罚权和行政强制权的主体资格"]
    assert {dict(c.qualifiers)["aspect"] for c in said("镇安监站不具备行政许可和行政处罚的主体资格。", "LACKS_POWER")} == {
        "subject_status"
    }


def test_each_power_of_a_list_is_lacked() -> None:
    assert {c.text for c in said("镇农技站没有行政处罚权和行政强制权。", "LACKS_POWER")} == {"行政处罚权", "行政强制权"}
