"""The three real texts, unedited, give the known answers that each of them holds; the real statutes all go in."""

from __future__ import annotations

import tarfile

import pytest

from graph.store.check import check
from ingest.pipeline import Options, ingest
from queries import findings

pytestmark = pytest.mark.corpus


def answers(store, path, scope=""):
    reports = ingest(store, [path], Options(scope=scope))
    assert [r.status for r in reports] == ["done"]
    found = [f for f in findings(store) if f.status == "yes"]
    assert all(f.evidence for f in found)
    text = path.read_text(encoding="utf-8")
    assert all(e.quote in text for f in found for e in f.evidence)
    return found


def one(found, code, *words):
    hits = [
        f for f in found if f.code == code and all(any(w in t for t in (f.subject.name, f.topic or "", f.summary)) for w in words)
    ]
    assert hits, f"{code} {words}: {[(f.code, f.subject.name, f.topic) for f in found]}"
    assert all(f.basis == "stated" for f in hits)
    return hits


def test_minhang(store, corpus):
    found = answers(store, corpus / "seeds" / "minhang-2020.txt")
    one(found, "G04", "水务站")
    one(found, "G04", "房管办")
    assert not [f for f in found if f.code == "G04" and ("城管" in f.subject.name or "规土" in f.subject.name)]
    one(found, "G05", "棋牌室")
    assert any(fact.value == 168 for f in one(found, "G06") for fact in f.facts)
    one(found, "G18", "排入河道", "水务", "环保")
    one(found, "G18", "超标排入市政管道")
    one(found, "G22", "市容", "江川路")
    one(found, "G22", "林业养护")
    one(found, "G25", "水务站")


def test_honghua(store, corpus):
    found = answers(store, corpus / "seeds" / "honghua-2023.txt")
    assert any({fact.value for fact in f.facts} >= {274, 30} for f in one(found, "G13"))
    one(found, "G12", "电动车上楼")
    one(found, "G12", "小区内乱停车")
    one(found, "G06b", "市场监管")
    one(found, "G30", "综合")


def test_tianhe(store, corpus):
    found = answers(store, corpus / "seeds" / "tianhe-2016.txt")
    one(found, "G01", "街道办事处")


def test_all_statutes_go_in_with_a_report(module_store, corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("statutes")
    for archive in sorted((corpus / "data").glob("statutes-*.tar.xz")):
        with tarfile.open(archive) as tar:
            # all of them on the embedded store; on a server, where each costs a second, enough to see that both agree
            members = [m for m in tar.getmembers() if m.isfile()][:: 1 if module_store.engine == "ladybug" else 40]
            tar.extractall(folder, members=members, filter="data")
    reports = ingest(module_store, [folder])
    refused = [r for r in reports if r.status == "refused"]
    assert all(r.message for r in refused)
    read = [r for r in reports if r.status in ("done", "replaced", "unchanged")]
    assert len(read) + len(refused) == len(reports)
    assert len(refused) <= 0.01 * len(reports) + 1, [r.message for r in refused][:5]
    counts = module_store.counts()
    assert check(module_store) == []
    assert counts["Instrument"] >= 0.95 * len({r.document for r in read})
    assert counts["Provision"] > 40 * len(read) * 0.5
    print(f"\n{len(reports)} files, {counts['Instrument']} instruments, {counts['Provision']} provisions, refused {len(refused)}")
