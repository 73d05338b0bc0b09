"""The sample's files hold the facts that the known answers need, and the generator writes them again byte for byte."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MINHANG, HONGHUA = EXAMPLES / "minhang", EXAMPLES / "honghua"
SENTENCE = re.compile(r"[^。；！？\n]{16,}")


def sheet(path: Path, name: str | int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    return (book.get_sheet_by_index(name) if isinstance(name, int) else book.get_sheet_by_name(name)).to_python()


def table(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding))))
    head = next(i for i, row in enumerate(rows) if len([c for c in row if c]) > 3)
    return [dict(zip(rows[head], row, strict=False)) for row in rows[head + 1 :]]


def filled(rows: list[list[object]], column: int) -> list[object]:
    last: object = ""
    out = []
    for row in rows:
        last = row[column] or last
        out.append(last)
    return out


@pytest.fixture(scope="module")
def cases() -> list[dict[str, str]]:
    return table(MINHANG / "12-案件清单.csv", "gb18030")


def test_generator_writes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(EXAMPLES / "make_sample.py"), str(tmp_path)], check=True)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    committed = {p.relative_to(EXAMPLES): p.read_bytes() for f in (MINHANG, HONGHUA) for p in f.rglob("*") if p.is_file()}
    assert sorted(written) == sorted(committed)
    assert [name for name in written if written[name] != committed[name]] == []
    assert sum(map(len, written.values())) < 3_000_000


def test_power_list_covers_the_eight_domains() -> None:
    rows = [row for row in sheet(MINHANG / "01-权责清单.xlsx")[3:] if row[2]]
    domains = Counter(filled(rows, 1))
    assert len(rows) >= 300
    assert set(domains) == {"城管", "房管", "水务", "规划资源", "应急", "生态环境", "市场监管", "文旅"}
    assert min(domains.values()) >= 25
    assert len({row[2] for row in rows}) == len({row[3] for row in rows}) == len(rows)


def test_teams_of_all_fourteen_streets() -> None:
    rows = sheet(MINHANG / "04-机构编制.xlsx", "下沉队伍")[3:-1]
    total, certificates = Counter(), Counter()
    for row in rows:
        total[row[2]] += int(row[5] or 0)
        certificates[row[2]] += int(row[6] or 0)
    assert {kind: n for kind, n in total.items() if n} == {"城管中队": 636, "房管办": 125, "水务站": 78, "规土所": 89}
    assert certificates["水务站"] == 14
    assert {row[6] for row in rows if row[2] == "水务站"} == {1.0}
    assert Counter(row[2] for row in rows) == dict.fromkeys(("城管中队", "房管办", "水务站", "规土所", "安监所"), 14)


def test_only_the_enforcing_teams_hold_grants() -> None:
    book = CalamineWorkbook.from_path(MINHANG / "02-赋权清单.xlsx")
    assert book.sheet_names == ["城管中队", "规土所", "安监所", "收回事项"]
    for kind in book.sheet_names[:3]:
        holders = set(filled([r for r in book.get_sheet_by_name(kind).to_python()[3:] if r[2]], 4))
        assert len(holders) == 14
        assert all(str(holder).endswith(kind) for holder in holders)


def test_grids_of_the_three_streets() -> None:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    patrols: dict[tuple[str, str], int] = defaultdict(int)
    for row in table(MINHANG / "07-网格名册.csv"):
        kinds[row["所属街镇"]][row["网格类别"]] += 1
        patrols[row["所属街镇"], row["网格类别"]] += int(row["巡查员数"] or 0)
    assert kinds["新虹街道"] == {"片区": 3, "街面网格": 22, "居村网格": 19, "楼宇网格": 5}
    assert kinds["莘庄镇"] == {"片区": 5, "居村网格": 53}
    assert kinds["马桥镇"] == {"居村网格": 27, "街面网格": 2, "拓展网格": 25}
    assert (patrols["马桥镇", "居村网格"], patrols["马桥镇", "街面网格"]) == (245, 25)
    assert len(kinds) == 14


def test_168_items_go_without_people() -> None:
    rows = sheet(MINHANG / "08-划转清单.xlsx")[2:]
    batches = filled(rows, 0)
    moved = [row for row, batch in zip(rows, batches, strict=True) if batch == "房管168项职责划转"]
    said = [(row[1], row[2], row[8]) for row in moved]
    assert said == [("权力", 168.0, "拟划转"), ("人员", "", "未划转"), ("编制", "", "未划转")]
    assert sum(int(row[2]) for row in rows if row[1] == "编制" and row[2]) == 985


def test_auxiliary_teams() -> None:
    path = MINHANG / "06-协管员队伍.xlsx"
    rows = sheet(path, "协管员队伍")[3:]
    streets = filled(rows, 0)
    employers = Counter(row[3] for row, street in zip(rows, streets, strict=True) if street == "江川路街道" and row[3])
    assert employers == {"江川路街道社区综合协管服务社": 25, "江川路街道就业援助服务社": 3}
    shared = Counter(row[9] for row, street in zip(rows, streets, strict=True) if street == "江川路街道" and row[9])
    assert shared == {"市容环境": 2, "林业养护": 2}  # the team and the contractor
    assert len(sheet(path, "首批队伍")[3:]) == 7


def test_cases(cases: list[dict[str, str]]) -> None:
    assert len(cases) >= 5000
    assert {row["数据性质"] for row in cases} == {"合成"}
    assert len({row["案件编号"] for row in cases}) == len(cases)
    seen = Counter(row["管理事项"] for row in cases)
    for matter in ("棋牌室", "排入河道", "超标排入市政管道", "填堵河道", "电动车上楼", "小区内乱停车", "跨门营业"):
        assert seen[matter] >= 28, matter
    assert {row["权力事项编码"] for row in cases if row["管理事项"] in ("电动车上楼", "小区内乱停车")} == {""}
    known = {row[2] for row in sheet(MINHANG / "01-权责清单.xlsx")[3:]}
    assert {row["权力事项编码"] for row in cases if row["权力事项编码"]} <= known


def test_double_enforcement(cases: list[dict[str, str]]) -> None:
    groups: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in cases:
        if row["决定单位"]:
            groups[row["相对人"], row["管理事项"], row["网格编码"]].append(row)
    pairs = [g for g in groups.values() if len({row["决定单位"] for row in g}) > 1]
    both = [g for g in pairs if all(float(row["罚款金额（元）"]) > 0 for row in g)]
    assert len(pairs) >= 30
    assert 0 < len(both) < len(pairs)


def test_honghua_batch() -> None:
    grants = [row for row in sheet(HONGHUA / "02-红花街道赋权清单.xlsx")[3:] if row[2]]
    assert len(grants) == 274
    assert len(set(filled(grants, 1))) == 8
    assert not {"市场监管", "生态环境"} & set(filled(grants, 1))
    assert sum(row[11] == "工地场景" for row in grants) == 46
    used = {row["权力事项编码"] for row in table(HONGHUA / "06-案件清单.csv", "gb18030") if row["权力事项编码"]}
    assert len(used) == 30
    assert used <= {row[2] for row in grants}


def test_some_coverage_is_missing_on_purpose() -> None:
    rows = table(MINHANG / "13-清单覆盖.csv")
    assert {row["领域"] for row in rows if row["是否完整"] == "否"} == {"消防", "公安", "卫健"}
    assert len({row["领域"] for row in rows if row["是否完整"] == "是" and row["清单种类"] == "权责清单"}) == 8


def own_texts() -> list[str]:
    texts = [p.read_text("utf-8") for p in (MINHANG / "21-调研札记.txt", HONGHUA / "20-红花街道情况.md", EXAMPLES / "README.md")]
    return [*texts, "\n".join(p.text for p in docx.Document(str(MINHANG / "20-执法力量下沉通知.docx")).paragraphs)]


@pytest.mark.corpus
def test_no_sentence_is_taken_from_the_reference_texts(corpus: Path) -> None:
    seeds = "".join("".join(p.read_text("utf-8").split()) for p in (corpus / "seeds").glob("*.txt")).replace(",", "，")
    taken = [s for text in own_texts() for s in SENTENCE.findall("".join(text.split(" "))) if "".join(s.split()) in seeds]
    assert taken == []


@pytest.mark.corpus
def test_every_basis_is_a_real_clause(corpus: Path, tmp_path: Path) -> None:
    for archive in sorted((corpus / "data").glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            tar.extractall(tmp_path, filter="data")
    command = [sys.executable, str(EXAMPLES / "check_bases.py"), str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert int(re.findall(r"\d+", answer.stdout)[0]) >= 550
