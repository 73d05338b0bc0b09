"""The whole way in: what goes in once, what is replaced, what is refused, and what an interruption leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from graph.store import StoreSettings, open_store
from graph.store.check import check as check_store
from ingest.pipeline import Options, files_in, finish_bundle, ingest
from ingest.report import FileReport
from queries import findings

ROOT = Path(__file__).resolve().parents[2]
ROSTER = "机构名称,机构类别,编制数,在岗数,执法证数,业务指导单位\n{rows}"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def roster(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    return write(path, ROSTER.format(rows="\n".join(rows) + "\n"), encoding)


MINHANG = Options(scope="上海市闵行区")


def posts(store, name):
    rows = store.read("MATCH (o:Organ) WHERE o.name = $n RETURN o.establishment AS e, o.certificates AS c", {"n": name})
    return (rows[0]["e"], rows[0]["c"]) if rows else None


def test_the_same_file_twice_changes_nothing(store, tmp_path):
    file = roster(tmp_path / "机构编制名册.csv", "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局")
    assert ingest(store, [file], MINHANG)[0].status == "done"
    before = store.counts()
    copy = write(tmp_path / "另一个名字.csv", file.read_text(encoding="utf-8"))
    assert [r.status for r in ingest(store, [file, copy], MINHANG)] == ["unchanged", "unchanged"]
    assert store.counts() == before
    assert posts(store, "闵行区莘庄镇水务站") == (6, 1)


def test_a_file_that_changed_replaces_its_older_version(store, tmp_path):
    name = tmp_path / "机构编制名册.csv"
    ingest(store, [roster(name, "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局", "马桥镇水务站,下沉执法队伍,5,5,1,区水务局")], MINHANG)
    report = ingest(store, [roster(name, "莘庄镇水务站,下沉执法队伍,7,5,2,区水务局")], MINHANG)[0]
    assert report.status == "replaced"
    assert posts(store, "闵行区莘庄镇水务站") == (7, 2)
    assert posts(store, "闵行区马桥镇水务站") is None
    assert check_store(store) == []


def test_two_lists_that_contradict_are_both_kept_and_shown(store, tmp_path):
    ingest(store, [roster(tmp_path / "甲机构编制名册.csv", "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局")], MINHANG)
    ingest(store, [roster(tmp_path / "乙机构编制名册.csv", "莘庄镇水务站,下沉执法队伍,9,5,1,区水务局")], MINHANG)
    conflict = [f for f in findings(store, kinds=("G38",)) if f.status == "yes" and "莘庄镇水务站" in f.subject.name]
    assert conflict
    assert {e.document.name for f in conflict for e in f.evidence} == {"甲机构编制名册.csv", "乙机构编制名册.csv"}


@pytest.mark.parametrize(
    "name",
    [
        '莘庄镇"水务"站',
        "莘庄镇'水务'站",
        "莘庄镇水务站`}) DETACH DELETE n //",
        "莘庄镇水务站\\",
        "莘庄镇水务站{id: 1}",
        "莘庄镇水务站$id",
    ],
)
def test_names_with_quotes_and_cypher_stay_names(store, tmp_path, name):
    quoted = name.replace('"', '""')
    ingest(store, [roster(tmp_path / "机构编制名册.csv", f'"{quoted}",下沉执法队伍,6,5,1,区水务局')], MINHANG)
    assert store.read("MATCH (o:Organ) WHERE o.establishment = 6 RETURN count(*) AS n") == [{"n": 1}]
    quotes = [r["q"] for r in store.read("MATCH (p:Passage) WHERE p.kind = 'row' RETURN p.quote AS q")]
    assert any(name in q for q in quotes)


def test_a_refused_file_does_not_stop_the_others(store, tmp_path):
    good = roster(tmp_path / "机构编制名册.csv", "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局")
    truncated = tmp_path / "坏.xlsx"
    truncated.write_bytes(b"PK\x03\x04" + b"\x00" * 50)
    picture = tmp_path / "图.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    reports = ingest(store, [truncated, good, picture, tmp_path / "没有.txt"], MINHANG)
    assert [r.status for r in reports] == ["refused", "done", "refused", "refused"]
    for report in reports:
        if report.status == "refused":
            assert Path(report.path).name in report.message
            assert "Traceback" not in report.message
            assert report.message.count("。") == 1
    assert posts(store, "闵行区莘庄镇水务站") == (6, 1)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig"])
def test_encodings(store, tmp_path, encoding):
    text = "莘莊鎮水務站,下沉執法隊伍,6,5,1,區水務局" if encoding == "big5" else "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局"
    header = "機構名稱,機構類別,編制數,在崗數,執法證數,業務指導單位\n" if encoding == "big5" else ROSTER.format(rows="")
    file = write(tmp_path / "机构编制名册.csv", header + text + "\n", encoding)
    report = ingest(store, [file], MINHANG)[0]
    assert report.status == "done", report.message
    assert posts(store, "闵行区莘庄镇水务站") == (6, 1)


def test_a_list_without_headings_says_what_it_saw(store, tmp_path):
    report = ingest(store, [write(tmp_path / "谜.csv", "甲,乙,丙\n1,2,3\n4,5,6\n")], MINHANG)[0]
    told = report.message + "".join(u.detail for u in report.units) + "".join(r.reason + r.advice for r in report.rejected)
    assert "甲" in told
    assert "表头" in told


def test_a_dry_run_writes_nothing(store, tmp_path):
    file = roster(tmp_path / "机构编制名册.csv", "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局")
    report = ingest(store, [file], Options(scope="上海市闵行区", dry_run=True))[0]
    assert report.status == "dry_run"
    assert report.claims > 0
    assert not any(store.counts().values())


def test_kill_in_the_middle_then_again_equals_an_undisturbed_run(tmp_path):
    files = tmp_path / "in"
    files.mkdir()
    for n in range(12):
        roster(files / f"{n}机构编制名册.csv", *(f"莘庄镇第{i}水务站,下沉执法队伍,{n + 1},5,1,区水务局" for i in range(1, 40)))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "api.cli", "ingest", str(files), "--scope", "上海市闵行区"]

    def counts(data: Path) -> dict[str, int]:
        opened = open_store(StoreSettings(uri=str(data / "graph.lbdb")))
        try:
            assert check_store(opened) == []
            rows = opened.read("MATCH (o:Organ) RETURN o.id AS id, o.establishment AS e, o.contributions AS c ORDER BY id")
            return {**opened.counts(), "rows": hash(str(rows))}
        finally:
            opened.close()

    calm = tmp_path / "calm"
    subprocess.run(command, env={**environment, "TIAOKUAI_STORE": str(calm / "graph.lbdb")}, check=True, capture_output=True)
    killed = tmp_path / "killed"
    for delay in (1.2, 2.0, 2.8):
        process = subprocess.Popen(
            command,
            env={**environment, "TIAOKUAI_STORE": str(killed / "graph.lbdb")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(command, env={**environment, "TIAOKUAI_STORE": str(killed / "graph.lbdb")}, check=True, capture_output=True)
    assert counts(killed) == counts(calm)


def test_a_cell_far_below_is_reported_and_the_list_is_read(store, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["机构名称", "机构类别", "编制数", "在岗数", "执法证数", "业务指导单位"])
    sheet.append(["莘庄镇水务站", "下沉执法队伍", 6, 5, 1, "区水务局"])
    sheet["XFD1048576"] = "零星"
    book.save(tmp_path / "机构编制名册.xlsx")
    report = ingest(store, [tmp_path / "机构编制名册.xlsx"], MINHANG)[0]
    assert posts(store, "闵行区莘庄镇水务站") == (6, 1)
    assert [r for r in report.rejected if "1048576" in r.where + r.reason]


def test_an_unclosed_quote_is_reported(store, tmp_path):
    rows = [
        "莘庄镇水务站,下沉执法队伍,6,5,1,区水务局",
        '"马桥镇水务站,下沉执法队伍,6,5,1,区水务局',
        "七宝镇水务站,下沉执法队伍,6,5,1,区水务局",
    ]
    report = ingest(store, [roster(tmp_path / "机构编制名册.csv", *rows)], MINHANG)[0]
    assert posts(store, "闵行区莘庄镇水务站") == (6, 1)
    assert [r for r in report.rejected if "引号" in r.reason]


def test_the_data_folder_is_no_source(tmp_path):
    (tmp_path / "通知.txt").write_text("关于水务站的通知\n\n区水务局保留执法权。\n", encoding="utf-8")
    (tmp_path / "data" / "originals").mkdir(parents=True)
    for name in ("library.sqlite", "graph.lbdb.lock", "originals/0a1b"):
        (tmp_path / "data" / name).write_text("区水务局保留执法权。", encoding="utf-8")
    assert [name for _, name in files_in([tmp_path])] == [f"{tmp_path.name}/通知.txt"]


@pytest.mark.parametrize(("read", "words"), [(1, "其余已读入"), (0, "原因见各个文件")])
def test_a_bundle_says_what_became_of_the_rest(read: int, words: str) -> None:
    bundle = FileReport("材料.zip", "done", name="材料.zip")
    members = [FileReport(f"{n}.pdf", "refused", "损坏。", name=f"{n}.pdf") for n in range(2)]
    members += [FileReport("通知.txt", "done", name="通知.txt")] * read
    assert words in finish_bundle(bundle, members).message
