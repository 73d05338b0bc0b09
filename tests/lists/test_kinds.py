"""Each kind of list says what it should."""

from __future__ import annotations

from datetime import date

import pytest

from graph.ontology import ONTOLOGY
from ingest.lists import KINDS
from ingest.lists.say import PREPARE
from ingest.readers import Unreadable
from tests.lists.asking import SCOPE, existing, facts, links, quotes, taken
from tests.lists.making import cell, docx, paragraph, table, text

FULL = "上海市闵行区莘庄镇"


def made(tmp_path, name, *rows):
    return taken(text(tmp_path / f"{name}.csv", rows, delimiter="\t"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_declarations_fit_the_ontology(kind):
    labels = dict(kind.entities)
    assert kind.name in PREPARE
    names = [c.name for c in kind.columns]
    assert len(names) == len(set(names))
    assert {n for group in (*kind.required, *kind.needs) for n in group} <= set(names)
    for column in kind.columns:
        assert (column.vocabulary is not None) == (column.parse == "term")
        for says in column.says:
            label = labels[says.entity]
            if not says.label:
                assert says.relation == "name" or ONTOLOGY.label(label).property(says.relation) is not None, (column.name, says)
            else:
                pair = (says.label, label) if says.reverse else (label, says.label)
                assert pair in ONTOLOGY.relationship(says.relation).pairs, (column.name, says)


def test_conferral_names_grants_by_all_their_parts(tmp_path):
    e = made(
        tmp_path,
        "赋权清单",
        [
            "事项编码",
            "事项名称",
            "承接机构",
            "方式",
            "原实施主体",
            "实施范围",
            "起始日期",
            "终止日期",
            "是否排他",
            "状态",
            "执法名义",
        ],
        [
            "310112020001",
            "对乱设摊的处罚",
            "莘庄镇人民政府",
            "赋权",
            "区城管执法局",
            "莘庄镇",
            "2021年7月1日",
            "长期",
            "√",
            "有效",
            "莘庄镇人民政府",
        ],
        ["310112020001", "对乱设摊的处罚", "七宝镇城管中队", "委托", "区城管执法局", "七宝镇", 44378, 45000, "×", "已收回", None],
    )
    first, second = existing(e, "PowerGrant")
    assert first == f"310112020001|闵行区莘庄镇人民政府|{FULL}|conferred|2021-07-01"
    assert second == "310112020001|闵行区七宝镇城管中队|上海市闵行区七宝镇|entrusted|2021-07-01"
    assert facts(e, "PowerGrant", "valid_to") == {second: date(2023, 3, 15)}
    assert facts(e, "PowerGrant", "exclusive") == {first: True, second: False}
    assert facts(e, "PowerGrant", "status") == {first: "in_force", second: "withdrawn"}
    assert links(e, "PowerGrant", "FROM_ORGAN", "Organ") == {(first, "区城管执法局"), (second, "区城管执法局")}
    assert links(e, "PowerGrant", "IN_NAME_OF", "Organ") == {(first, "莘庄镇人民政府")}
    assert links(e, "PowerGrant", "OF_ITEM", "PowerItem") == {(first, "310112020001"), (second, "310112020001")}


def test_conferral_to_all_streets_is_one_grant_each(tmp_path):
    e = made(
        tmp_path,
        "赋权清单",
        ["事项名称", "相关区行政主管部门", "实施范围", "备注"],
        ["对占用防火间距的处罚", "区消防救援支队", "各街镇", None],
    )
    held = links(e, "PowerGrant", "HELD_BY", "Organ")
    assert len(held) == 14
    assert {"莘庄镇人民政府", "江川路街道办事处"} <= {o for _, o in held}
    assert (f"对占用防火间距的处罚|闵行区莘庄镇人民政府|{FULL}|conferred|", FULL) in links(e, "PowerGrant", "IN_AREA", "Area")


def test_conferral_to_the_teams_of_all_streets(tmp_path):
    e = made(
        tmp_path,
        "赋权清单",
        ["事项名称", "承接机构", "原实施主体", "实施范围"],
        ["对群租的处罚", "各街镇城管中队", "区房管局", "莘庄镇、七宝镇"],
    )
    assert {o for _, o in links(e, "PowerGrant", "HELD_BY", "Organ")} == {"莘庄镇城管中队", "七宝镇城管中队"}


def test_duties_and_their_bearers(tmp_path):
    e = made(
        tmp_path,
        "履职事项清单",
        ["序号", "履职事项", "领域", "履职类别", "牵头单位", "配合单位", "前端管理单位", "执法单位", "对应管理事项"],
        [
            "1",
            "河道填堵的发现上报",
            "水务",
            "基本履职",
            "莘庄镇人民政府",
            "区水务局、区生态环境局",
            "各街镇",
            "区水务局",
            "填堵河道",
        ],
    )
    key = "河道填堵的发现上报|水务"
    assert existing(e, "Duty") == [key]
    assert facts(e, "Duty", "duty_class") == {key: "basic"}
    assert links(e, "Organ", "BEARS", "Duty", role="lead") == {("莘庄镇人民政府", key)}
    assert links(e, "Organ", "BEARS", "Duty", role="support") == {("区水务局", key), ("区生态环境局", key)}
    assert len(links(e, "Organ", "BEARS", "Duty", role="frontline")) == 14
    assert links(e, "Duty", "CONCERNS", "Matter") == {(key, "填堵河道")}
    assert links(e, "Duty", "IN_AREA", "Area") == {(key, SCOPE)}


def test_duty_class_from_section_titles(tmp_path):
    e = made(
        tmp_path,
        "履职事项清单",
        ["序号", "事项名称", "牵头单位"],
        ["一、基本履职事项", None, None],
        ["1", "巡查", "莘庄镇人民政府"],
        ["二、上级部门收回事项", None, None],
        ["2", "许可勘查", "区水务局"],
    )
    assert facts(e, "Duty", "duty_class") == {"巡查|": "basic", "许可勘查|": "withdrawn"}


def test_roster_with_the_management_matrix(tmp_path):
    e = made(
        tmp_path,
        "机构编制",
        [
            "机构名称",
            "服务区域",
            "队伍类别",
            "单位性质",
            "编制数",
            "执法证数",
            "人事管理单位",
            "日常管理单位",
            "业务指导单位",
            "经费保障单位",
            "考核单位",
            "隶属机构",
            "承继机构",
            "承担管理事项",
        ],
        [
            "水务站",
            "莘庄镇",
            "水务站",
            "事业",
            "６名",
            "1",
            "莘庄镇人民政府",
            "莘庄镇人民政府",
            "区水务局",
            "莘庄镇人民政府",
            "区水务局",
            "莘庄镇人民政府",
            "莘庄镇水利站",
            "填堵河道、排入河道",
        ],
    )
    name = "莘庄镇水务站"
    assert existing(e, "Organ") == [name]
    assert facts(e, "Organ", "establishment") == {name: 6}
    assert facts(e, "Organ", "legal_status") == {name: "public_institution"}
    for facet, who in (
        ("personnel", "莘庄镇人民政府"),
        ("daily", "莘庄镇人民政府"),
        ("finance", "莘庄镇人民政府"),
        ("assessment", "区水务局"),
    ):
        assert links(e, "Organ", "MANAGED_BY", "Organ", facet=facet) == {(name, who)}
    assert links(e, "Organ", "GUIDED_BY", "Organ") == {(name, "区水务局")}
    assert links(e, "Organ", "SUCCEEDS", "Organ") == {(name, "莘庄镇水利站")}
    assert links(e, "Organ", "SERVES_AREA", "Area") == {(name, FULL)}
    assert links(e, "Organ", "PERFORMS", "Matter") == {(name, "填堵河道"), (name, "排入河道")}


def test_dispatched_agencies(tmp_path):
    e = made(tmp_path, "派出机构名册", ["机构名称", "派出单位", "辖区"], ["莘庄派出所", "区公安分局", "莘庄镇"])
    assert facts(e, "Organ", "kind") == {"莘庄派出所": "dispatched_agency"}
    assert links(e, "Organ", "DISPATCHED_BY", "Organ") == {("莘庄派出所", "区公安分局")}


def test_aux_teams_and_a_contractor(tmp_path):
    e = made(
        tmp_path,
        "协管员队伍",
        ["队伍名称", "队伍类别", "人数", "年经费（万元）", "职责类别", "服务区域", "用工单位", "日常管理单位", "承担管理事项"],
        ["江川路街道市容协管队", "市容环境", "30", "12.5", "辅助监管", "江川路街道", "服务社", "江川路街道办事处", "市容环境"],
        ["某养护有限公司", "第三方", None, None, None, "江川路街道", None, "江川路街道办事处", "市容环境"],
    )
    team, firm = "江川路街道市容协管队", "某养护有限公司"
    assert existing(e, "AuxTeam") == [team]
    assert existing(e, "Organ") == [firm]
    assert facts(e, "Organ", "kind") == {firm: "contractor"}
    assert facts(e, "AuxTeam", "funding") == {team: 125_000.0}
    assert links(e, "AuxTeam", "PERFORMS", "Matter") == {(team, "市容环境")}
    assert links(e, "Organ", "PERFORMS", "Matter") == {(firm, "市容环境")}
    assert links(e, "Organ", "SERVES_AREA", "Area") == {(firm, "上海市闵行区江川路街道")}


def test_grids_within_area_and_unit(tmp_path):
    e = made(
        tmp_path,
        "网格名册",
        ["网格编码", "网格名称", "网格类别", "所属街镇", "所属片区", "户数"],
        ["310112101001", "一片区", "片区", "莘庄镇", None, None],
        ["310112101011", "一居网格", "居村网格", "莘庄镇", "一片区", "1,203户"],
    )
    assert links(e, "Grid", "WITHIN", "Grid") == {("310112101011", "310112101001")}
    assert facts(e, "Grid", "households") == {"310112101011": 1203}
    assert facts(e, "Grid", "kind") == {"310112101001": "unit", "310112101011": "residential"}


def test_transfers(tmp_path):
    e = made(
        tmp_path,
        "划转清单",
        ["划转批次", "划转资源", "数量", "领域", "划出单位", "划入单位", "划转日期", "状态"],
        ["房管划转", "职责", "168", "房管", "区房管局", "区城管执法局", None, "拟划转"],
        ["房管划转", "编制", None, "房管", "区房管局", "区城管执法局", None, "未划转"],
    )
    power, posts = existing(e, "Transfer")
    assert power == "房管划转|power|闵行区房管局|闵行区城管执法局|房管"
    assert facts(e, "Transfer", "item_count") == {power: 168}
    assert facts(e, "Transfer", "status") == {power: "planned", posts: "not_done"}


def test_cases_are_pseudonymised_everywhere(tmp_path):
    e = made(
        tmp_path,
        "案件清单",
        [
            "案件编号",
            "案件来源",
            "管理事项",
            "权力事项编码",
            "当事人",
            "诉求人",
            "联系电话",
            "发现日期",
            "网格编码",
            "所属街镇",
            "承办单位",
            "决定单位",
            "罚款金额（万元）",
            "案情",
        ],
        [
            "A1",
            "12345热线",
            "群租",
            "310112020009",
            "张小明",
            "李四",
            "13800000000",
            "2025-03-04 10:22",
            "310112101011",
            "莘庄镇",
            "莘庄镇房管办",
            "区房管局",
            "0.5",
            "张小明把房屋隔断出租",
        ],
        ["A2", "网格", "群租", None, "张小明", None, None, "20250305", None, "莘庄镇", None, None, None, None],
    )
    first, second = existing(e, "Case")
    assert (first, second) == ("hotline_12345|A1", "grid|A2")
    against = dict(links(e, "Case", "AGAINST", "Party"))
    assert against[first] == against[second]
    assert against[first].startswith("相对人-")
    everything = repr(e)
    assert not any(secret in everything for secret in ("张小明", "李四", "13800000000"))
    assert against[first] in quotes(e)[0]
    assert facts(e, "Case", "fine") == {first: 5000.0}
    assert facts(e, "Case", "found_on") == {first: date(2025, 3, 4), second: date(2025, 3, 5)}
    assert links(e, "Case", "OCCURRED_IN", "Grid") == {(first, "310112101011")}
    assert links(e, "Case", "OCCURRED_IN", "Area") == {(second, "莘庄镇")}
    assert links(e, "Case", "APPLIES", "PowerItem") == {(first, "310112020009")}
    assert facts(e, "Party", "kind") == {against[first]: "个人"}
    assert e.document.authority == "report"
    assert not any(b.keep for b in e.claims)


def test_another_key_gives_other_pseudonyms(tmp_path, monkeypatch):
    rows = (["案件编号", "管理事项", "当事人"], ["A1", "群租", "张小明"])
    one = links(made(tmp_path, "案件清单", *rows), "Case", "AGAINST", "Party")
    monkeypatch.setenv("TIAOKUAI_PSEUDONYM_KEY", "另一把")
    assert one != links(made(tmp_path, "案件清单", *rows), "Case", "AGAINST", "Party")


def test_a_key_is_made_once_and_kept_to_the_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("TIAOKUAI_PSEUDONYM_KEY")
    monkeypatch.setenv("TIAOKUAI_DATA", str(tmp_path / "data"))
    rows = (["案件编号", "管理事项", "当事人"], ["A1", "群租", "张小明"])
    one = links(made(tmp_path, "案件清单", *rows), "Case", "AGAINST", "Party")
    assert one == links(made(tmp_path, "案件清单", *rows), "Case", "AGAINST", "Party")
    (key,) = (tmp_path / "data").iterdir()
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "短", b"\xff" * 40])
def test_a_broken_key_is_refused(tmp_path, monkeypatch, content):
    monkeypatch.delenv("TIAOKUAI_PSEUDONYM_KEY")
    monkeypatch.setenv("TIAOKUAI_DATA", str(tmp_path))
    (tmp_path / "pseudonym.key").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Unreadable, match="假名密钥"):
        made(tmp_path, "案件清单", ["案件编号", "管理事项", "当事人"], ["A1", "群租", "张小明"])


def test_inspections(tmp_path):
    e = made(
        tmp_path,
        "行政检查记录",
        ["检查编号", "检查日期", "检查单位", "被检查对象", "检查事项", "所属街镇"],
        ["J1", "2025/1/2", "区应急局", "某某工厂有限公司", "安全生产隐患", "莘庄镇"],
    )
    assert facts(e, "Case", "source") == {"inspection|J1": "inspection"}
    assert list(facts(e, "Party", "kind").values()) == ["单位"]


def test_indicators(tmp_path):
    e = made(
        tmp_path,
        "考核指标",
        ["指标编码", "指标名称", "权重", "考核周期", "考核对象", "制定单位", "对应管理事项"],
        ["K1", "处置率", "5%", "年度", "莘庄镇人民政府", "区水务局", "填堵河道"],
    )
    assert facts(e, "Indicator", "weight") == {f"{SCOPE}|K1": 0.05}
    assert links(e, "Indicator", "ASSESSES", "Organ") == {(f"{SCOPE}|K1", "莘庄镇人民政府")}
    assert links(e, "Indicator", "SET_BY", "Organ") == {(f"{SCOPE}|K1", "区水务局")}


def test_matters_and_what_prohibits_them(tmp_path):
    e = made(
        tmp_path,
        "事项对照表",
        ["管理事项", "领域", "网格事部件代码", "12345分类", "禁止条款"],
        ["高空抛物", "公安", "事-1201", "治安", "《中华人民共和国民法典》第一千二百五十四条"],
    )
    assert facts(e, "Matter", "grid_code") == {"高空抛物": "事-1201"}
    assert links(e, "Provision", "PROHIBITS", "Matter") == {("中华人民共和国民法典|第一千二百五十四条", "高空抛物")}


def test_coverage(tmp_path):
    e = made(
        tmp_path,
        "清单覆盖",
        ["区域", "领域", "清单种类", "是否完整", "起算日期"],
        ["闵行区", "水务", "权责清单", "是", "2024"],
        ["莘庄镇", "全部", "赋权清单", "否", None],
    )
    one, two = f"{SCOPE}|水务|power", f"{FULL}|*|conferral"
    assert facts(e, "Coverage", "complete") == {one: True, two: False}
    assert links(e, "Coverage", "IN_AREA", "Area") == {(one, SCOPE), (two, FULL)}


def test_coverage_stated_by_a_note(tmp_path):
    e = made(
        tmp_path,
        "权责清单",
        ["事项名称", "职权类型", "实施主体"],
        ["河道检查", "检查", "区水务局"],
        ["注：覆盖范围：闵行区全部领域。", None, None],
    )
    assert facts(e, "Coverage", "complete") == {f"{SCOPE}|*|power": True}
    assert e.passages[-1].rows == [3]


def test_coverage_stated_by_the_text_around_a_table(tmp_path):
    body = paragraph("覆盖范围：城管、水务领域。") + table(
        [cell("事项名称"), cell("职权类型"), cell("实施主体")], [cell("河道检查"), cell("检查"), cell("区水务局")]
    )
    e = taken(docx(tmp_path / "权责清单.docx", body))
    assert facts(e, "Coverage", "complete") == {f"{SCOPE}|城管|power": True, f"{SCOPE}|水务|power": True}
    (span,) = [p for p in e.passages if p.kind == "span"]
    assert e.document.text[span.starts[0] : span.ends[0]] == span.quotes[0]
    assert len({i for p in e.passages for i in p.ids}) == 2
