"""``tiaokuai match`` and ``review`` on files and an embedded store."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app

SCOPE = "上海市闵行区"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TIAOKUAI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIAOKUAI_STORE", str(tmp_path / "graph.lbdb"))
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def call(*words: str) -> tuple[int, str]:
        result = runner.invoke(app, list(words), env={"COLUMNS": "400"})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    (tmp_path / "机构编制名册.csv").write_text(
        "机构名称,机构类别,编制数,隶属机构\n区环保局,条线部门,30,区政府\n区生态环境局,条线部门,40,区政府\n区水务局,条线部门,20,\n",
        encoding="utf-8",
    )
    (tmp_path / "名单.csv").write_bytes("序号,机构名称\n1,區水務局\n2,区环境保护局\n3,\n4,=1+1\n".encode("gb18030"))
    return call


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8-sig"))))


def test_two_names_step_by_step(run) -> None:  # type: ignore[no-untyped-def]
    code, text = run("match", "区规资局", "闵行区规划和自然资源局")
    assert code == 0
    assert "核心词：" in text
    assert "结论：相同" in text


def test_a_column_against_the_graph(run) -> None:  # type: ignore[no-untyped-def]
    assert run("ingest", "机构编制名册.csv", "--scope", SCOPE)[0] == 0
    code, text = run("match", "名单.csv", "--scope", "闵行区", "--limit", "2", "-o", "结果.csv")
    assert code == 0, text
    found = rows("结果.csv")
    assert [(r["序号"], r["候选名称"], r["结论"]) for r in found if r["结论"] in ("相同", "承继")] == [
        ("1", "闵行区水务局", "相同"),
        ("2", "闵行区环保局", "相同"),
        ("2", "闵行区生态环境局", "承继"),
    ]
    assert {r["序号"] for r in found} == {"1", "2", "3", "4"}
    assert all(r["理由"].endswith("。") for r in found)
    assert next(r for r in found if r["序号"] == "4")["机构名称"] == "'=1+1"


def test_a_column_against_another_table(run) -> None:  # type: ignore[no-untyped-def]
    code, text = run("match", "名单.csv", "--against", "机构编制名册.csv", "--scope", SCOPE, "-o", "结果.xlsx")
    assert code == 0, text
    assert "相同 2" in text
    assert Path("结果.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("match", "名单.csv", "-o", "x.txt"), "--output"),
        (("match", "没有.csv", "-o", "x.csv"), "找不到"),
        (("match", "名单.csv", "--column", "全称", "-o", "x.csv"), "没有“全称”列"),
        (("match", "名单.csv", "--scope", "鼓楼区", "-o", "x.csv"), "鼓楼区"),
        (("match", "甲"), "请给出两个名称"),
        (("match", "甲", "乙", "--label", "Passage"), "Passage"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run, words: tuple[str, ...], says: str) -> None:  # type: ignore[no-untyped-def]
    code, text = run(*words)
    assert code == 2
    assert says in text
    assert "Traceback" not in text


def test_review_lists_explains_and_judges(run) -> None:  # type: ignore[no-untyped-def]
    run("ingest", "机构编制名册.csv", "--scope", SCOPE)
    _, listed = run("review", "list")
    assert "待判定 1 对" in listed
    number = next(word for word in listed.replace("│", " ").split() if word.startswith("judgement-"))
    assert "机构改革" in run("review", "show", number)[1]
    assert run("review", "different", number, "--by", "王某", "--reason", "两个单位")[0] == 0
    code, refused = run("review", "same", number)
    assert code == 2
    assert "撤销" in refused
    assert "王某" in run("review", "decided")[1]
    assert "待判定 0 对" in run("review", "list")[1]
