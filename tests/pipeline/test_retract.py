"""Retraction takes out exactly what a document brought: the graph is as if it had never been read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench._dump import difference, dump
from graph.identity import judge
from graph.identity.log import append_judgements, read_judgements
from graph.store import Store, StoreSettings, open_store
from graph.store.check import check as check_store
from ingest.pipeline import Options, ensure_areas, ingest
from ingest.retraction import retract

HEADER = "机构名称,机构类别,编制数,在岗数,执法证数,业务指导单位\n"
OPTIONS = Options(scope="上海市闵行区")
NAMES = ("莘庄镇水务站", "莘庄镇水务管理站", "闵行区莘庄镇水务站", "马桥镇房管办", "马桥镇房屋管理办公室", "七宝镇城管中队")
BUREAUS = ("区水务局", "闵行区水务局", "区房管局", "区住房保障和房屋管理局", "区城管执法局")
ROWS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 9), st.sampled_from(BUREAUS)),
    min_size=1,
    max_size=5,
    unique_by=lambda r: r[0],
)


def open_at(path: Path) -> Store:
    return open_store(StoreSettings(uri=str(path / "graph.lbdb"), buffer_pool=256 << 20))


def write(folder: Path, number: int, rows: list[tuple[str, int, str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number}机构编制名册.csv"
    body = "".join(f"{name},下沉执法队伍,{n},{n},1,{bureau}\n" for name, n, bureau in rows)
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def read_all(folder: Path, lists: dict[int, list[tuple[str, int, str]]], gone: int | None = None) -> dict[str, list[str]]:
    store = open_at(folder)
    try:
        ensure_areas(store, OPTIONS.scope, OPTIONS.today)
        reports = {n: ingest(store, [write(folder, n, rows)], OPTIONS)[0] for n, rows in lists.items()}
        if gone is not None:
            assert reports[gone].status == "done"
            with store.write() as tx:
                retract(tx, reports[gone].document)
        assert check_store(store) == []
        return dump(store)
    finally:
        store.close()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(ROWS, min_size=2, max_size=3, unique_by=repr), data=st.data())
def test_the_graph_is_as_if_a_retracted_document_had_never_been_read(tmp_path_factory, lists, data):
    gone = data.draw(st.integers(0, len(lists) - 1))
    numbered = dict(enumerate(lists))
    with_it = read_all(tmp_path_factory.mktemp("with"), numbered, gone)
    without = read_all(tmp_path_factory.mktemp("without"), {n: rows for n, rows in numbered.items() if n != gone})
    assert difference(with_it, without) == []


def test_what_a_person_judged_stays_on_record(ladybug_store, tmp_path):
    first = write(tmp_path, 1, [("莘庄镇水务站", 1, "区水务局")])
    second = write(tmp_path, 2, [("莘庄镇水务管理站", 1, "区水务局")])
    ingest(ladybug_store, [first], OPTIONS)
    report = ingest(ladybug_store, [second], OPTIONS)[0]
    machine = [j for j in read_judgements(ladybug_store) if not j.by_person]
    assert machine, "the two names are alike enough to be judged"
    with ladybug_store.write() as tx:
        append_judgements(tx, [judge(machine[0], "different", "王某", OPTIONS.today)])
        retract(tx, report.document)
    left = read_judgements(ladybug_store)
    assert [j.by for j in left] == ["王某"]


def test_the_older_version_does_not_come_back_by_itself(ladybug_store, tmp_path):
    ingest(ladybug_store, [write(tmp_path, 1, [("莘庄镇水务站", 1, "区水务局")])], OPTIONS)
    newer = ingest(ladybug_store, [write(tmp_path, 1, [("莘庄镇水务站", 2, "区水务局")])], OPTIONS)[0]
    assert newer.status == "replaced"
    with ladybug_store.write() as tx:
        retract(tx, newer.document)
    assert ladybug_store.read("MATCH (o:Organ) RETURN count(*) AS n") == [{"n": 0}]
