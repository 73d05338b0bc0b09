"""Subjects that do not act, words that break off, questions: refused, and beside each the like sentence that is read."""

from __future__ import annotations

import pytest

from ingest.notices.extract import read_text
from ingest.notices.grammar import build, read_patterns
from ingest.notices.model import Found
from ingest.notices.refusals import counted_thing, manner_only, no_subject, open_ended, own_subject

SCOPE = "浙江省杭州市西湖区"


def said(text: str, relation: str) -> list[Found]:
    return [c for c in read_text(text, SCOPE) if c.relation == relation]


@pytest.mark.parametrize(
    ("relation", "subject", "read", "refused"),
    [
        ("ESTABLISHES", "石桥镇", "石桥镇设立了执法中队。", "除石桥镇外，均设立了执法中队。"),
        ("BEARS_DUTY", "镇水利站", "镇水利站负责河道巡查工作。", "村级河长协助镇水利站负责河道巡查工作。"),
        ("BEARS_DUTY", "镇水利站", "镇水利站履行河道巡查职责。", "区水利局指导督促镇水利站履行河道巡查职责。"),
        ("HOLDS_POWER", "区水利局", "区水利局行使行政处罚权。", "镇政府以区水利局名义在委托范围内行使行政处罚权。"),
        ("BEARS_DUTY", "镇政府", "河道巡查由镇政府承担。", "明确哪些由镇政府承担。"),
        ("BEARS_DUTY", "镇政府", "河道巡查由镇政府承担。", "建立将巡查事务委托或者交由镇政府承担的机制。"),
        ("ESTABLISHES", "石桥镇", "石桥镇地处城郊，设立了服务站。", "石桥镇地处城郊，所在地居民在村口设立了服务站。"),
    ],
)
def test_read_and_refused(relation: str, subject: str, read: str, refused: str) -> None:
    assert subject in {c.subject.name for c in said(read, relation)}, read
    assert subject not in {c.subject.name for c in said(refused, relation)}, refused


def test_a_question_states_nothing() -> None:
    assert said("街道承担巡查任务。", "BEARS_DUTY")
    assert not said("街道为何承担巡查任务？", "BEARS_DUTY")


@pytest.mark.parametrize(
    ("words", "whole"), [("部门的", "部门"), ("联系率从", "联系率"), ("下放到", ""), ("村居", "村居"), ("目的", "目的")]
)
def test_what_is_counted_is_whole(words: str, whole: str) -> None:
    assert counted_thing(words) == whole


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("监管职责的部门负责巡查", True),
        ("巡查事务委托或者交", True),
        ("由镇街提出后再", True),
        ("巡查自由", False),
        ("土地移交", False),
    ],
)
def test_a_duty_ends(words: str, answer: bool) -> None:
    assert open_ended("BEARS_DUTY", words) is answer
    assert not open_ended("HAS_PROBLEM", words)


@pytest.mark.parametrize(
    ("lead", "answer"), [("党群工作", True), ("", False), ("目前", False), ("负责推进", False), ("\ue001所在地", False)]
)
def test_a_clause_with_a_subject_of_its_own(lead: str, answer: bool) -> None:
    assert own_subject(lead) is answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("按照属地管理的原则", True),
        ("会同有关部门", True),
        ("根据与村里签订的责任书的要求", True),
        ("按照规定组建救援队伍", False),
        ("建立协作机制", False),
    ],
)
def test_manner_is_no_demand(words: str, answer: bool) -> None:
    assert manner_only(words) is answer


def test_a_demand_is_read_to_its_verb() -> None:
    text = "石桥镇应当按照属地管理的原则，会同有关部门，建立河道巡查机制，不得推诿。"
    (found,) = [c for c in said(text, "REQUIRES") if c.text.startswith("按照")]
    assert found.text == "按照属地管理的原则，会同有关部门，建立河道巡查机制"
    assert text[found.start : found.end].endswith("建立河道巡查机制")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("详细规划由区规划部门", True),
        ("造成损失的", True),
        ("经区里审核后", True),
        ("由县里承担的事项", False),
        ("河道巡查", False),
    ],
)
def test_a_condition_is_no_subject(words: str, answer: bool) -> None:
    assert no_subject(words) is answer


def test_the_number_of_an_article_is_no_part_of_a_duty() -> None:
    assert [c.text for c in said("第九条 河道清障由镇政府负责。", "BEARS_DUTY")] == ["河道清障"]


def test_before_an_approval_nothing_is_approved() -> None:
    assert said("总体规划经区政府批准。", "APPROVED_BY")
    assert not said("在总体规划经区政府批准前，不得动工。", "APPROVED_BY")


def test_a_list_that_ends_a_sentence_is_not_spoken_of() -> None:
    text = "石桥镇设综合办公室，下设事业单位2个，镇农技站、镇水利站；下辖6个村。"
    assert {c.subject.name for c in said(text, "HAS_COUNT") if c.quantity and c.quantity.value == 6} <= {"石桥镇"}


def test_the_last_number_of_a_list_counts_its_last_only() -> None:
    assert not [c for c in said("居委会管理着上千户家庭、近5000名居民。", "HAS_COUNT") if c.subject.name == "5000名居民"]


def test_a_bare_street_is_no_town() -> None:
    text = "石桥镇地处城郊。石桥镇人口多。石桥镇辖6个村。\n街道没有行政处罚权。"
    assert {c.subject.name for c in said(text, "LACKS_POWER")} == {"街道"}


def test_a_described_town_is_no_name() -> None:
    assert not said("全县在县级政府驻地镇设立办公室。", "PART_OF")


def test_what_a_body_is_is_not_spoken_of() -> None:
    text = "镇派出所是公安力量。镇派出所属于区公安局的派出机构，其人事编制由区公安局统一管理。"
    assert "派出机构" not in {c.subject.name for c in said(text, "MANAGED_BY")}


def test_a_trouble_laid_to_an_area_at_large_is_doubtful() -> None:
    pattern = {"id": "low", "relation": "HAS_PROBLEM", "triggers": ["不高"], "form": "^«O效率不高»$", "subject": "topic"}
    rules = build(read_patterns({"family": "problem", "patterns": [pattern]}, {}))

    def stated(text: str) -> float:
        (found,) = read_text(text, SCOPE, rules=rules)
        return found.confidence

    assert stated("石桥镇推进改革。随着发展，效率不高。") == stated("西湖区推进改革，效率不高。") == 0.9
    assert stated("西湖区推进改革。随着发展，效率不高。") == 0.5


@pytest.mark.parametrize("words", ["建议", "很多原本该", "到头来几乎"])
def test_adverbs_are_no_duty(words: str) -> None:
    assert open_ended("BEARS_DUTY", words)
