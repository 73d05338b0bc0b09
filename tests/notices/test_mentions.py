"""Names in running text: lists, shared heads, ellipsis; and the hand-marked passages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.notices.coordination import coordinate
from ingest.notices.extract import read_text
from ingest.notices.mentions import find
from ingest.notices.model import Item
from ingest.notices.shadow import shadow


def items(text: str) -> list[Item]:
    folded = shadow(text)
    return coordinate(text, folded, find(text, folded))


def members(text: str) -> list[str]:
    return [m.name for i in items(text) if i.members for m in i.members]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("农机、水利、林业等部门配合", ["农机", "水利", "林业"]),
        ("设立东片、西片、北片等3个社区工作站", ["东片社区工作站", "西片社区工作站", "北片社区工作站"]),
        ("同时保留老街和园区两个工作站", ["老街工作站", "园区工作站"]),
        ("由区农业局和水利局负责", ["区农业局", "区水利局"]),
        ("县司法所、派出所（合署）、工商所共同参与", ["县司法所", "派出所", "工商所"]),
        ("文化、旅游2支执法力量下沉", ["文化执法力量", "旅游执法力量"]),
    ],
)
def test_coordination(text: str, names: list[str]) -> None:
    assert members(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("街道办事处向区城市管理综合行政执法局报告", ["街道办事处", "区城市管理综合行政执法局"]),
        ("交警队员和巡防队伍进驻镇综合指挥中心", ["镇综合指挥中心"]),
        ("楼宇网格化工作站设在区房管局房产交易中心", ["楼宇网格化工作站", "区房管局房产交易中心"]),
    ],
)
def test_left_and_right_boundaries(text: str, names: list[str]) -> None:
    assert [i.name for i in items(text) if i.kind in "GDTC"] == names or set(names) <= {i.name for i in items(text)}


def test_an_unknown_word_is_no_place() -> None:
    assert [i.name for i in items("着眼街道实际")] == ["街道"]


def test_bare_bureau_means_the_one_named_before() -> None:
    found = read_text("审批权仍在区农业局。遇到违法行为，镇农技站只能上报区局。")
    assert ("镇农技站", "区农业局") in {
        (c.subject.name, c.object.name if c.object else "") for c in found if c.relation == "REFERS_TO"
    }


def test_a_bare_street_is_the_one_of_the_section() -> None:
    text = "1.以石桥镇为代表的“三治”模式\n街道设立综合服务中心。\n2.其他做法\n街道设立便民服务中心。"
    found = {(c.subject.name, c.object.name if c.object else "") for c in read_text(text) if c.relation == "ESTABLISHES"}
    assert ("石桥镇", "综合服务中心") in found
    assert ("石桥镇", "便民服务中心") not in found


@pytest.mark.corpus
def test_marked_passages(corpus: Path) -> None:
    """Recall and precision, by overlap, on the passages in which every organisation is marked.

    Collectives (各街镇, 下沉队伍, 派出机构) and districts that act (上海市) are marked in some passages only, and so left out
    on both sides.
    """
    texts = {p.name: p.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for p in (corpus / "seeds").glob("*.txt")}
    found_in = {name: items(text) for name, text in texts.items()}
    collective = {
        "街镇",
        "各街镇",
        "各街道",
        "乡镇",
        "街道",
        "下沉力量",
        "执法队伍",
        "派出机构",
        "上述派出机构",
        "区级职能部门",
        "区相关条线部门",
        "执法管理部门",
        "成员单位",
        "课题组",
        "联合课题组",
        "执法主体",
        "行政执法机构",
        "中队",
        "上海市",
    }
    recalled = marked = right = said = 0
    missed, wrong = [], []
    for line in (corpus / "eval" / "org_mentions_dev.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        here = [
            m
            for i in found_in[passage["doc"]]
            if i.start < passage["end"] and i.end > passage["start"]
            for m in i.parts()
            if m.kind in "GDTCLP" and m.start < passage["end"] and m.end > passage["start"]
        ]
        for mention in passage["mentions"]:
            if mention["text"] in collective:
                continue
            marked += 1
            if any(m.start < mention["end"] and m.end > mention["start"] for m in here):
                recalled += 1
            else:
                missed.append(mention["text"])
        for m in here:
            if m.kind == "P" or m.name in collective:
                continue
            said += 1
            if any(m.start < x["end"] and m.end > x["start"] for x in passage["mentions"]):
                right += 1
            else:
                wrong.append(m.name)
    assert recalled / marked >= 0.97, missed
    assert right / said >= 0.95, wrong
