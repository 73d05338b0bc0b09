"""Organisations as such: our own marked passages, the development passages, what each kind of ellipsis means, and laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.mentions import given as marked_in
from bench.mentions import own, score
from ingest.notices import organisations
from ingest.notices.coordination import coordinate
from ingest.notices.mentions import find
from ingest.notices.shadow import shadow

PASSAGES = Path(__file__).parent / "mentions"


def said(text: str) -> list[str]:
    return [m.text for m in organisations(text)]


@pytest.mark.parametrize(
    ("name", "recall", "precision", "exact"),
    [("fresh", 0.97, 0.97, 0.95), ("unseen", 0.9, 0.95, 0.85)],
)
def test_our_passages(name: str, recall: float, precision: float, exact: float) -> None:
    result = score(own(PASSAGES / f"{name}.txt"))
    assert result.recalled / result.marked >= recall, result.misses
    assert result.right / result.said >= precision, result.extras
    assert result.exact / result.marked >= exact, result.inexact


@pytest.mark.corpus
def test_development_passages(corpus: Path) -> None:
    result = score(marked_in(corpus / "eval" / "org_mentions_dev.jsonl", corpus / "seeds"))
    assert result.recalled / result.marked >= 0.97, result.misses
    assert result.right / result.said >= 0.97, result.extras
    assert result.exact / result.marked >= 0.95, result.inexact


@pytest.mark.parametrize(
    "text",
    [
        "各街镇、有关部门要高度重视，相关单位应当配合",
        "下沉队伍由派出机构和成员单位共同管理",
        "社会力量、企业和群众广泛参与",
        "网格员、保洁员、志愿者每日巡查",
        "街道与乡镇的职责边界不清",
        "各级党委政府要加强领导",
        "规划、建设、管理一体推进",
        "从教育和管理两方面入手",
        "某处堆放垃圾，两个中队轮流值守",
        "办理结果由主办方公布，入股企业不限",
        "承担规划、土地、税务等经济管理权限",
        "负责民政、教育、就业等工作",
        "县直有关部门和县直部门不得摊派",
        "作为区级政府的派出机构，受政府各部门指导",
        "定期召开联席会议，配强网格工作力量",
        "各类单位党组织和政府部门要支持",
        "厘清市县两级各有关部门权责",
        "市辖区所制定的政策由政府各个职能部门执行",
        "流域所经乡镇由县区级政府统筹",
        "推动镇街消防委托执法，深化基层综合执法改革",
    ],
)
def test_collectives_and_common_words_are_none(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("负责人列席街道党工委会议", ["街道党工委"]),
        ("随后赶赴江南大学", ["江南大学"]),
        ("原县水利局的职责", ["县水利局"]),
        ("该镇级网格中心", ["网格中心"]),
        ("区政府各工作部门", ["区政府"]),
        ("由青石镇人民政府、白桥派出所配合", ["青石镇人民政府", "白桥派出所"]),
        ("省住房保障和房屋管理局与市公安局会商", ["省住房保障和房屋管理局", "市公安局"]),
        ("县市场监督管理局黄坡分局牵头", ["县市场监督管理局黄坡分局"]),
        ("区委办公室组织调研", ["区委办公室"]),
        ("市委、市政府决定", ["市委", "市政府"]),
        ("房管办工作人员和水务站站长到场", ["房管办", "水务站"]),
        ("抽调城管、公安、爱卫办等部门干部", ["城管", "公安", "爱卫办"]),
        ("由河西、河东、城北等3个工作站负责", ["河西", "河东", "城北等3个工作站"]),
        ("第三方公司、物业公司和业委会", ["第三方公司", "物业公司", "业委会"]),
        ("长丰县人民法院、县检察院提前介入", ["长丰县人民法院", "县检察院"]),
        ("由市监、应急、城管联合检查", ["市监", "应急", "城管"]),
        ("消防负责处罚，其他部门配合", ["消防"]),
        ("增设“食安办”和“便民服务中心”", ["食安办", "便民服务中心"]),
        ("构建“区委-街道党工委-社区党委”链条", ["区委", "街道党工委", "社区党委"]),
        ("自然资源和生态环境办公室、综合指挥和信息化网络中心挂牌", ["自然资源和生态环境办公室", "综合指挥和信息化网络中心"]),
        ("公安和综合指挥中心会商", ["公安", "综合指挥中心"]),
        ("划转到食品药品监督管理机构", ["食品药品监督管理机构"]),
        ("召开了联席会议，联席会议由县长主持", ["联席会议"]),
        ("石岩、新安街道办事处不变", ["石岩", "新安街道办事处"]),
        ("两个街道办事处分设为西乡、航城、福永3个街道办事处", ["街道办事处", "西乡", "航城", "福永3个街道办事处"]),
        ("早期街道办与社区居民委员会、大型乡镇企业", ["街道办", "社区居民委员会"]),
        ("水务、交通、民政三部门会签", ["水务", "交通", "民政"]),
        ("市、区两级城管部门检查", ["城管部门"]),
        ("社会事务办公室与经发办，信访办理时限不变", ["社会事务办公室", "经发办"]),
        ("青石镇组织城建、国土等部门拆除", ["青石镇", "城建", "国土"]),
        ("县政府常务副县长、县住建局局长出席", ["县政府", "县住建局"]),
        ("龙华街道第三网格、第四网格先行", ["龙华街道"]),
        ("经市民政局和市政法委同意", ["市民政局", "市政法委"]),
        ("由县（市、区）司法局与乡（镇）人民政府共管", ["县（市、区）司法局", "乡（镇）人民政府"]),
        ("分设黄石、铁山、开发区执法大队", ["黄石", "铁山", "开发区执法大队"]),
        ("县财政局长到会，县财政局长期拨款", ["县财政局"]),
        ("会同环卫、城管、食药等部门开展相关工作", ["环卫", "城管", "食药"]),
        ("街道办事处主任、副主任到场", ["街道办事处"]),
    ],
)
def test_boundaries(text: str, names: list[str]) -> None:
    assert said(text) == names


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("青石司法所设在镇里，该所没有执法证。", "该所", "青石司法所"),
        ("青石镇人民政府已有大厅，该镇另设窗口。", "该镇", "青石镇"),
        ("县城管局青石分局缺人，分局只能抽人。", "分局", "县城管局青石分局"),
        ("镇里成立违建整治专班，专班每周碰头。", "专班", "违建整治专班"),
        ("水务站与城管队同楼，前者管审批。", "前者", "水务站"),
        ("水务站与城管队同楼，后者管处罚。", "后者", "城管队"),
        ("我局拟增编五名。妥否，请批示。\n长丰县水务局", "我局", "长丰县水务局"),
    ],
)
def test_ellipsis(text: str, word: str, name: str) -> None:
    items = coordinate(text, shadow(text), find(text, shadow(text)))
    at = text.rindex(word)
    assert [i.name for i in items if i.start == at] == [name]


def test_both_stand_for_the_two_named_last() -> None:
    text = "县林业局与县水利局都有职权，前者移送后者，后者退回前者，两者职责不清，二者互不隶属。"
    items = coordinate(text, shadow(text), find(text, shadow(text)))
    said = [(text[i.start : i.end], i.members or i.name) for i in items if text[i.start : i.end][-1:] == "者"]
    assert [name for word, name in said if word in ("前者", "后者")] == ["县林业局", "县水利局", "县水利局", "县林业局"]
    both = [[m.name for m in i.members] for i in items if text[i.start : i.end] in ("两者", "二者")]
    assert both == [["县林业局", "县水利局"]] * 2


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("县水务局设直属中队，县局负责考核。", "县局", "县水务局"),
        ("县城管局直属中队只有九人，中队无法三班倒。", "中队", "县城管局直属中队"),
        ("先设中队再设大队。", "中队", "中队"),
    ],
)
def test_short_names_mean_the_body_named_before(text: str, word: str, name: str) -> None:
    at = text.rindex(word)
    assert [m.name for m in organisations(text) if m.start == at] == [name]


def test_names_meant_are_told() -> None:
    said = [m.name for m in organisations("分设石岩、光明、新安街道办事处")]
    assert said == ["石岩街道办事处", "光明街道办事处", "新安街道办事处"]
    assert [m.name for m in organisations("设立东片、西片等2个工作站")] == ["东片工作站", "西片工作站"]
    assert [m.name for m in organisations("青石司法所设在镇里，该所没有执法证")] == ["青石司法所", "青石司法所"]


@pytest.mark.parametrize(
    "text", ["该办法自发布之日起施行", "该所有权归集体", "本办法所称", "我委托他人", "该局部调整", "本所述事项"]
)
def test_what_is_no_ellipsis(text: str) -> None:
    assert organisations(text) == []


WORDS = (
    "青石镇 街道办事处 县水务局 城管、规土 工作站 等3个 和 、 与 由 向 该所 前者 我局 各街镇 部门 队员 工作人员 黄坡 分局 "
    "公司 第三 中队 专班 （ ） ， 。 1名 2020年 《办法》 “1+3” 区委、区政府 原 市、区 组织 市 县"
)
text = st.lists(st.sampled_from(WORDS.split()) | st.text(max_size=4), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(text | st.text(max_size=200))
@example("")
def test_spans_are_exact_and_apart(text: str) -> None:
    at = 0
    for mention in organisations(text):
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.name
        at = mention.end


@settings(max_examples=150, deadline=None)
@given(text, st.text(" \n\t\u3000", max_size=4), st.text(" \n\t\u3000", max_size=4))
def test_white_space_around_changes_nothing(text: str, before: str, after: str) -> None:
    def around(text: str, shift: int) -> list[tuple[int, int, str]]:
        return [(m.start - shift, m.end - shift, m.name) for m in organisations(text)]

    bare = text.strip()
    assert around(before + bare + after, len(before)) == around(bare, 0)


def test_every_kind_stands_apart_from_others_of_its_kind() -> None:
    passages = "\n".join(p.text for p in own(PASSAGES / "fresh.txt"))
    for kind in "GDTCLXPRAWIN":
        at = 0
        for item in coordinate(passages, shadow(passages), find(passages, shadow(passages))):
            if item.kind == kind:
                assert item.start >= at
                at = item.end
