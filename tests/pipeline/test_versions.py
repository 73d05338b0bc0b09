"""Which document a file is the next version of, and what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import Options, ingest

HEADER = "机构名称,机构类别,编制数,在岗数,执法证数,业务指导单位\n"
MINHANG = Options(scope="上海市闵行区")
WATER = [f"莘庄镇第{n}水务站,下沉执法队伍,{{}},5,1,区水务局" for n in "一二三四五六"]
HOUSING = [f"七宝镇第{n}房管办,下沉执法队伍,{{}},4,2,区房管局" for n in "一二三四五六"]
NOTICE = (
    "关于明确街镇水务站管理体制的通知\n\n各街镇：\n一、街镇水务站由所在街镇负责日常管理，区水务局负责业务指导。\n"
    "二、水务站人员编制为{}名，经费由街镇承担。\n三、执法权仍由区水务局行使，水务站承担日常巡查。\n"
)
OTHER_NOTICE = (
    "关于做好房屋安全检查工作的函\n\n各有关单位：\n一、房管办每季度对辖区内老旧房屋进行检查，结果报送主管部门。\n"
    "二、检查中发现的问题由产权人限期整改，逾期不改的依照规定处理。\n"
)


def table(path: Path, rows: list[str], posts: int = 6) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(HEADER + "\n".join(r.format(posts) for r in rows) + "\n", encoding="utf-8")
    return path


def text(path: Path, words: str) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(words, encoding="utf-8")
    return path


def documents(store):
    return {r["id"] for r in store.read("MATCH (d:Document) WHERE d.kind <> 'gazetteer' RETURN d.id AS id")}


def test_a_list_with_changed_numbers_is_a_new_version_and_the_change_is_counted(store, tmp_path):
    first = ingest(store, [table(tmp_path / "名册.csv", WATER)], MINHANG)[0]
    second = ingest(store, [table(tmp_path / "名册.csv", WATER, 7)], MINHANG)[0]
    assert (second.status, second.replaced) == ("replaced", first.document)
    assert documents(store) == {second.document}
    assert "新版" in second.version_note
    assert second.difference is not None
    # six numbers of posts, each another one; everything else the same
    assert (second.difference.added, second.difference.removed) == (6, 6)
    assert second.difference.same > 0


def test_an_unrelated_list_of_the_same_name_is_a_document_of_its_own(store, tmp_path):
    first = ingest(store, [table(tmp_path / "a" / "附件1.csv", WATER)], MINHANG)[0]
    second = ingest(store, [table(tmp_path / "b" / "附件1.csv", HOUSING)], MINHANG)[0]
    assert (second.status, second.replaced) == ("done", "")
    assert documents(store) == {first.document, second.document}
    assert "另一份" in second.version_note
    assert second.difference is None


def test_a_revised_notice_is_a_new_version_and_another_notice_is_not(store, tmp_path):
    first = ingest(store, [text(tmp_path / "通知.txt", NOTICE.format(6))], MINHANG)[0]
    revised = ingest(store, [text(tmp_path / "通知.txt", NOTICE.format(8) + "四、本通知自印发之日起施行。\n")], MINHANG)[0]
    assert revised.replaced == first.document
    other = ingest(store, [text(tmp_path / "通知.txt", OTHER_NOTICE)], MINHANG)[0]
    assert other.status == "done"
    assert documents(store) == {revised.document, other.document}


def test_another_districts_list_is_never_a_new_version(store, tmp_path):
    ingest(store, [table(tmp_path / "名册.csv", WATER)], MINHANG)
    second = ingest(store, [table(tmp_path / "名册.csv", WATER, 7)], Options(scope="上海市徐汇区"))[0]
    assert second.status == "done"
    assert "地域不同" in second.version_note
    assert len(documents(store)) == 2


@pytest.mark.parametrize(("choice", "left"), [("new", 2), ("replace", 1)])
def test_the_user_may_decide(store, tmp_path, choice, left):
    ingest(store, [table(tmp_path / "附件1.csv", WATER)], MINHANG)
    rows = WATER if choice == "new" else HOUSING
    second = ingest(store, [table(tmp_path / "附件1.csv", rows, 7)], Options(scope="上海市闵行区", version=choice))[0]
    assert second.status == ("done" if choice == "new" else "replaced")
    assert "按要求" in second.version_note
    assert len(documents(store)) == left


def test_among_several_of_one_name_the_most_alike_is_replaced(store, tmp_path):
    water = ingest(store, [table(tmp_path / "附件1.csv", WATER)], MINHANG)[0]
    housing = ingest(store, [table(tmp_path / "附件1.csv", HOUSING)], MINHANG)[0]
    third = ingest(store, [table(tmp_path / "附件1.csv", [*HOUSING[:4], *WATER[:1]], 9)], MINHANG)[0]
    assert third.replaced == housing.document
    assert documents(store) == {water.document, third.document}
