"""What becomes of jobs: done once, cancelled, retried, crashed, interrupted."""

from __future__ import annotations

import io
import os
import signal
import threading
import zipfile

import pytest
from jobs_help import roster, until, wait

from graph.store.check import check as check_store
from ingest.jobs import runner
from ingest.jobs.apart import Reader
from ingest.jobs.queue import Queue
from ingest.report import WENT_IN

BROKEN = b"PK\x03\x04" + b"\x00" * 50


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def posts(store, name):
    rows = store.read("MATCH (o:Organ) WHERE o.name = $n RETURN o.establishment AS e", {"n": name})
    return rows[0]["e"] if rows else None


def test_an_upload_becomes_a_document_with_its_original(working, put, ladybug_store):
    job = wait(working, put("机构编制名册.csv", roster("莘庄镇水务站")))
    assert (job.status, job.stage, job.message) == ("done", "finished", "")
    file = job.files[0]
    assert file.status == "done"
    assert posts(ladybug_store, "闵行区莘庄镇水务站") == 6
    kept = working.library.original(file.document)
    assert kept is not None
    assert kept.read_bytes() == roster("莘庄镇水务站")
    assert not (working.library.work / job.id).exists()


def test_the_same_upload_again_is_the_same_job(working, put, ladybug_store):
    first = wait(working, put("机构编制名册.csv", roster("莘庄镇水务站")))
    before = ladybug_store.counts()
    # the catalogue is told what is in the graph
    there = frozenset(r["id"] for r in ladybug_store.read("MATCH (d:Document) RETURN d.id AS id"))
    request = runner_request(first)
    again, new = working.catalogue.add(request, there=there)
    assert (again.id, new) == (first.id, False)
    # a document that has left is read in again
    again, new = working.catalogue.add(request)
    assert new
    working.put(again.id)
    assert wait(working, again).files[0].status == "unchanged"
    assert ladybug_store.counts() == before


def runner_request(job):
    from ingest.jobs.job import Request

    return Request(job.name, job.size, job.sha256, job.scope)


def test_a_new_version_supersedes_and_shows_what_changed(working, put, ladybug_store):
    old = wait(working, put("机构编制名册.csv", roster("莘庄镇水务站", "马桥镇水务站"))).files[0]
    new = wait(working, put("机构编制名册.csv", roster("莘庄镇水务站", "七宝镇水务站", "马桥镇水务站", posts=7))).files[0]
    assert (new.status, new.replaced) == ("replaced", old.document)
    assert posts(ladybug_store, "闵行区莘庄镇水务站") == 7
    assert new.difference is not None
    assert new.difference.removed == 2  # the two numbers of posts
    assert [v["document"] for v in working.library.versions(new.document)] == [old.document, new.document]
    assert check_store(ladybug_store) == []


def test_a_bundle_is_read_member_by_member_and_only_what_failed_is_retried(working, put, ladybug_store):
    content = archive(
        **{"甲机构编制名册.csv": roster("莘庄镇水务站"), "坏.docx": BROKEN, "乙机构编制名册.csv": roster("马桥镇水务站")}
    )
    job = wait(working, put("材料.zip", content))
    assert job.status == "partial"
    by_name = {f.name: f for f in job.files}
    assert by_name["材料.zip/甲机构编制名册.csv"].status == "done"
    assert by_name["材料.zip/坏.docx"].status == "refused"
    assert "坏.docx" in by_name["材料.zip/坏.docx"].message
    assert by_name["材料.zip"].kind == "bundle"
    assert {u.unit: u.status for u in by_name["材料.zip"].units}["材料.zip/坏.docx"] == "unreadable"
    assert posts(ladybug_store, "闵行区莘庄镇水务站") == posts(ladybug_store, "闵行区马桥镇水务站") == 6
    reads = []
    real = Reader.take

    def counted(self, path, name, *rest):
        reads.append(name)
        return real(self, path, name, *rest)

    patch = pytest.MonkeyPatch()
    patch.setattr(Reader, "take", counted)
    try:
        working.catalogue.retry(job.id)
        working.put(job.id)
        again = wait(working, job)
    finally:
        patch.undo()
    assert (again.status, again.attempts) == ("partial", 2)
    assert reads == ["材料.zip/坏.docx"]
    assert len(again.files) == len(job.files)


def test_a_reader_that_dies_fails_one_file_only(queue, put, ladybug_store):
    content = archive(**{f"{n}机构编制名册.csv": roster(f"莘庄镇第{n}水务站") for n in (1, 2, 3)})
    job = put("材料.zip", content)
    reader = Reader()
    real = reader.take

    def deadly(path, name, *rest):
        if "2机构" in name:
            # as a library would that runs over damaged bytes
            os.kill(reader._started().pid, signal.SIGSEGV)
        return real(path, name, *rest)

    reader.take = deadly
    try:
        done = runner.run(queue.library, ladybug_store, job.id, reader)
    finally:
        reader.close()
    assert done.status == "partial"
    statuses = {f.name: f.status for f in done.files if f.kind != "bundle"}
    assert statuses == {
        "材料.zip/1机构编制名册.csv": "done",
        "材料.zip/2机构编制名册.csv": "refused",
        "材料.zip/3机构编制名册.csv": "done",
    }
    lost = next(f for f in done.files if f.status == "refused")
    assert "意外结束" in lost.message
    assert lost.message.count("。") == 1


def test_a_waiting_job_is_cancelled_at_once(queue, put):
    job = put("机构编制名册.csv", roster("莘庄镇水务站"))
    assert queue.catalogue.cancel(job.id).status == "cancelled"
    assert queue.catalogue.claim(job.id) is None


@pytest.mark.parametrize("stage", ["reading", "extracting", "resolving", "writing"])
def test_a_job_is_cancelled_at_any_stage_and_leaves_nothing(queue, put, ladybug_store, monkeypatch, stage):
    from ingest.pipeline import Options, ensure_areas

    ensure_areas(ladybug_store, "上海市闵行区", Options().today)
    before = ladybug_store.counts()
    job = put("机构编制名册.csv", roster("莘庄镇水务站"))
    monkeypatch.setattr(runner, "_EVERY_SECONDS", 0)
    real = runner._Run.progress

    def cancelling(self, at, done, total):
        if at == stage:
            queue.catalogue.cancel(job.id)
        real(self, at, done, total)

    monkeypatch.setattr(runner._Run, "progress", cancelling)
    reader = Reader()
    try:
        done = runner.run(queue.library, ladybug_store, job.id, reader)
        assert done.status == "cancelled"
        assert [f.status for f in done.files] == ["cancelled"]
        assert ladybug_store.counts() == before
        monkeypatch.undo()
        queue.catalogue.retry(job.id)
        assert runner.run(queue.library, ladybug_store, job.id, reader).status == "done"
    finally:
        reader.close()


def test_a_cancelled_bundle_keeps_what_went_in(queue, put, ladybug_store, monkeypatch):
    job = put("材料.zip", archive(**{f"{n}机构编制名册.csv": roster(f"莘庄镇第{n}水务站") for n in (1, 2, 3)}))
    monkeypatch.setattr(runner, "_EVERY_SECONDS", 0)
    real = runner._Run.progress

    def cancelling(self, stage, done, total):
        if "2机构" in self.current:
            queue.catalogue.cancel(job.id)
        real(self, stage, done, total)

    monkeypatch.setattr(runner._Run, "progress", cancelling)
    reader = Reader()
    try:
        done = runner.run(queue.library, ladybug_store, job.id, reader)
        assert done.status == "cancelled"
        assert "1 个文件已读入" in done.message
        monkeypatch.undo()
        queue.catalogue.retry(job.id)
        done = runner.run(queue.library, ladybug_store, job.id, reader)
    finally:
        reader.close()
    assert done.status == "done"
    assert all(f.status in WENT_IN for f in done.files)


def test_a_stop_lets_the_job_wait_for_the_next_start(queue, put, ladybug_store):
    job = put("机构编制名册.csv", roster("莘庄镇水务站"))
    stopping = threading.Event()
    stopping.set()
    reader = Reader()
    try:
        assert runner.run(queue.library, ladybug_store, job.id, reader, stopping).status == "queued"
    finally:
        reader.close()
    other = Queue(queue.library)
    try:
        other.start(ladybug_store)
        assert wait(other, job).status == "done"
    finally:
        other.close()


def test_a_job_queued_twice_runs_once(working, put):
    job = put("机构编制名册.csv", roster("莘庄镇水务站"))
    working.put(job.id)
    working.put(job.id)
    assert wait(working, job).attempts == 1
    last = wait(working, put("另一份机构编制名册.csv", roster("马桥镇水务站")))
    assert last.status == "done"
    assert working.catalogue.get(job.id).attempts == 1


def test_two_workers_on_two_uploads(queue, put, ladybug_store):
    jobs = [
        put(f"{n}机构编制名册.csv", roster(*(f"{street}水务站" for street in ("莘庄镇", "马桥镇")), posts=n)) for n in (3, 4, 5)
    ]
    queue.start(ladybug_store, workers=2)
    assert [wait(queue, job).status for job in jobs] == ["done"] * 3
    assert check_store(ladybug_store) == []
    assert ladybug_store.read("MATCH (d:Document) WHERE d.kind = 'organ' RETURN count(*) AS n") == [{"n": 3}]


def test_only_one_process_works_on_a_library(working, library, ladybug_store):
    from ingest.jobs.library import LibraryError

    with pytest.raises(LibraryError, match="另一个进程"):
        Queue(library).start(ladybug_store)


def test_a_missing_original_is_told(queue, put, ladybug_store):
    job = put("机构编制名册.csv", roster("莘庄镇水务站"))
    (queue.library.originals / job.sha256).unlink()
    reader = Reader()
    done = runner.run(queue.library, ladybug_store, job.id, reader)
    assert done.status == "failed"
    assert "重新上传" in done.message
    assert reader.pid is None


def test_progress_is_seen_while_a_job_runs(working, put):
    job = put("机构编制名册.csv", roster(*(f"莘庄镇第{n}水务站" for n in range(3000))))
    stages = set()

    def look():
        now = working.catalogue.get(job.id)
        stages.add(now.stage)
        return now

    assert until(look, lambda j: not j.open).status == "done"
    assert "reading" in stages
