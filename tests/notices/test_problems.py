"""Problems, duties and make-up read by the whole grammar: whose they are, in which words, and what is none."""

from __future__ import annotations

import pytest

from ingest.notices.extract import read_text
from ingest.notices.model import Found


def said(text: str, relation: str, scope: str = "") -> set[tuple[str, str]]:
    return {(c.subject.name, target(c)) for c in read_text(text, scope) if c.relation == relation}


def target(claim: Found) -> str:
    return claim.object.name if claim.object else claim.text


@pytest.mark.parametrize(
    ("text", "subject", "words"),
    [
        ("镇执法人员往往陷入“有心无力”的被动局面。", "镇执法人员", "“有心无力”的被动局面"),
        ("待遇偏低，导致专职网格员离职率高。", "专职网格员", "离职率高"),
        ("当前，基层面临着人员短缺、经费紧张等问题。", "基层", "人员短缺、经费紧张等问题"),
        ("县直部门将台账任务层层转嫁给乡镇。", "县直部门", "将台账任务层层转嫁给乡镇"),
        ("部分街道对下沉队员重使用轻培养。", "部分街道", "重使用轻培养"),
        ("石桥镇任务重，面对各类难题往往感到“有心无力”。", "石桥镇", "“有心无力”"),
        ("网格员长期被各类台账裹挟。", "网格员", "被各类台账裹挟"),
        ("县综合执法局没有统一的办案系统。", "县综合执法局", "没有统一的办案系统"),
    ],
)
def test_a_problem_has_its_owner_and_its_words(text: str, subject: str, words: str) -> None:
    assert (subject, words) in said(text, "HAS_PROBLEM")


@pytest.mark.parametrize(
    "text",
    [
        "各乡镇要着力解决执法力量不足的问题。",
        "石桥镇着力破解“小马拉大车”难题，避免多头执法。",
        "县直部门不得将检查任务转嫁给乡镇。",
        "对网格员难以处置的问题，由街道办事处协调解决。",
        "石桥镇没有出现推诿扯皮现象。",
        "改革后，石桥镇走出了疲于应付的困境。",
    ],
)
def test_what_is_solved_or_forbidden_is_no_problem(text: str) -> None:
    assert said(text, "HAS_PROBLEM") == set()


def test_a_problem_of_those_below_is_not_laid_on_who_was_spoken_of() -> None:
    text = "部分上级部门习惯于层层下派任务，但基层缺乏专业能力和执法手段。"
    assert ("基层", "缺乏专业能力和执法手段") in said(text, "HAS_PROBLEM")
    assert all("基层" not in words for subject, words in said(text, "HAS_PROBLEM") if subject != "基层")


def test_two_bodies_with_one_border_overlap() -> None:
    assert ("镇政府", "县应急局") in said("这种做法模糊了镇政府与县应急局的职责界限。", "OVERLAPPING_BETWEEN")


@pytest.mark.parametrize(
    ("text", "relation", "subject", "object_"),
    [
        ("县交管部门印发通知，要求街道牵头开展劝导工作。", "REQUIRES", "县交管部门", "街道牵头开展劝导工作"),
        ("县直部门不得随意向乡镇安排工作。", "HAS_RULE", "县直部门", "不得随意向乡镇安排工作"),
        ("跨区域案件由市城市管理部门指定管辖。", "BEARS_DUTY", "市城市管理部门", "跨区域案件"),
        ("镇里选聘2名专职党建指导员，负责指导村级党建工作。", "BEARS_DUTY", "专职党建指导员", "指导村级党建工作"),
        ("金华市撤销了市一级的综合执法支队。", "ABOLISHES", "金华市", "综合执法支队"),
        ("县综合执法局前身为县城建监察大队。", "SUCCEEDS", "县综合执法局", "县城建监察大队"),
        ("成立县城市管理委员会，由县长任“一把手”。", "SERVES_AS", "县长", "“一把手”"),
        ("街道领导分包社区，社区干部分包楼栋。", "LIAISES_WITH", "街道领导", "社区"),
        ("石桥镇摸索出一套“乡呼县应”工作机制。", "USES_MODEL", "石桥镇", "“乡呼县应”工作机制"),
        ("县综合执法局下设直属单位2个，县环卫处和县渣土办。", "PART_OF", "县环卫处", "县综合执法局"),
    ],
)
def test_plain_statements(text: str, relation: str, subject: str, object_: str) -> None:
    assert (subject, object_) in said(text, relation)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("明确哪些必须由乡镇承担，哪些应由上级部门负责。", "BEARS_DUTY"),
        ("石桥镇尚未设立综合执法队。", "ESTABLISHES"),
        ("县交管部门要求乡镇吹哨后，部门到场。", "HAS_RULE"),
    ],
)
def test_questions_denials_and_halves_are_left_alone(text: str, relation: str) -> None:
    assert said(text, relation) == set()


def test_a_form_that_begins_without_its_subject_is_no_error() -> None:
    assert isinstance(read_text("仍在一一一一一一一一没有由与20%"), list)
