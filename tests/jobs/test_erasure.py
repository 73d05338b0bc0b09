"""Erasing originals: only of what left the graph, for good, and on record."""

from __future__ import annotations

import io
import sqlite3
import zipfile

import pytest
from jobs_help import SCOPE, roster, wait
from test_rest import SAFE, app, call, finished, upload

from ingest.jobs import schema
from ingest.jobs.erasure import NotErased, erase, finish_erasures
from ingest.jobs.journal import LibraryJournal
from ingest.jobs.library import Library
from ingest.pipeline import Options, ingest
from ingest.retraction import retract

__all__ = ["app"]
LIST, OTHER = roster("莘庄镇水务站"), roster("梅陇镇水务站")


def packed(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def mail(content: bytes) -> bytes:
    return (
        (
            "From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n见附件\r\n--b\r\nContent-Type: text/csv; charset=utf-8\r\n"
            'Content-Disposition: attachment; filename="list.csv"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        ).encode()
        + content.replace(b"\n", b"\r\n")
        + b"\r\n--b--\r\n"
    )


def stored(library: Library) -> set[str]:
    return {p.name for p in library.originals.iterdir()}


def test_over_rest_from_refusal_to_upload_again(app, queue, ladybug_store):
    queue.start(ladybug_store)
    report = finished(app, queue, upload(app, ("名册.csv", LIST), scope=SCOPE))[0].files[0]
    path = f"/api/documents/{report.document}"
    assert call(app, "DELETE", f"{path}/original").status_code == 403
    there = call(app, "DELETE", f"{path}/original", headers=SAFE)
    assert (there.status_code, "还在图谱中" in there.json()["message"]) == (409, True)
    assert stored(queue.library) == {report.sha256}
    assert call(app, "DELETE", path, headers=SAFE).status_code == 200
    lines = queue.library.lines(report.document)
    done = call(app, "DELETE", f"{path}/original", headers=SAFE)
    assert done.json() == {"erased": report.document, "name": "名册.csv", "bundles": [], "message": "已删除“名册.csv”的原件。"}
    assert stored(queue.library) == set()
    (version,) = call(app, "GET", f"{path}/versions").json()
    assert version["erased_on"]
    assert (version["has_original"], version["ended_by"]) == (False, "retracted")
    assert queue.library.lines(report.document) == lines  # what it had claimed stays known
    for method, route, status in (("POST", "restore", 404), ("GET", "original", 404), ("DELETE", "original", 404)):
        answer = call(app, method, f"{path}/{route}", headers=SAFE)
        assert answer.status_code == status
        assert f"原件已于 {version['erased_on']} 删除" in answer.json()["message"]
    back = finished(app, queue, upload(app, ("名册.csv", LIST), scope=SCOPE))[0].files[0]
    assert (back.status, back.document) == ("done", report.document)
    assert stored(queue.library) == {report.sha256}
    assert call(app, "GET", f"{path}/versions").json()[0]["erased_on"] is None
    assert call(app, "DELETE", "/api/documents/doc-none/original", headers=SAFE).status_code == 404


@pytest.mark.parametrize("deep", [False, True])
def test_a_bundle_that_holds_the_content_goes_too(app, queue, ladybug_store, deep):
    inner = packed(("名册.csv", LIST), ("另一份名册.csv", OTHER))
    bundle = packed(("里面.zip", inner)) if deep else inner
    queue.start(ladybug_store)
    files = finished(app, queue, upload(app, ("材料.zip", bundle), scope=SCOPE))[0].files
    mine, other = (next(f for f in files if f.name.endswith(name)) for name in ("/名册.csv", "/另一份名册.csv"))
    assert len(stored(queue.library)) == 3
    call(app, "DELETE", f"/api/documents/{mine.document}", headers=SAFE)
    done = call(app, "DELETE", f"/api/documents/{mine.document}/original", headers=SAFE).json()
    assert done["bundles"] == ["材料.zip"]
    assert done["message"] == f"已删除“{mine.name}”的原件，连同含有它的存件“材料.zip”。"
    assert stored(queue.library) == {other.sha256}


def test_a_mail_taken_in_by_the_command_line_goes_too(library, ladybug_store, tmp_path):
    (tmp_path / "来信.eml").write_bytes(mail(LIST))
    (tmp_path / "别的.csv").write_bytes(OTHER)
    reports = ingest(
        ladybug_store, [tmp_path / "来信.eml", tmp_path / "别的.csv"], Options(scope=SCOPE), journal=LibraryJournal(library)
    )
    mine = next(r for r in reports if r.name.endswith("list.csv"))
    with ladybug_store.write() as tx:
        retract(tx, mine.document)
    before = stored(library)
    done = erase(library, ladybug_store, mine.document)
    assert done.bundles == ("压缩包或邮件",)
    letter = next(r for r in reports if r.name == "来信.eml")
    assert before - stored(library) == {mine.sha256, letter.sha256}


def test_a_job_that_waits_for_the_content_keeps_it(library, queue, put, ladybug_store, tmp_path):
    queue.start(ladybug_store)
    report = wait(queue, put("名册.csv", LIST)).files[0]
    queue.stop()
    with ladybug_store.write() as tx:
        retract(tx, report.document)
    library.retracted(report.document)
    waiting = put("名册.csv", LIST)
    with pytest.raises(NotErased, match=r"有载入任务“名册\.csv”"):
        erase(library, ladybug_store, report.document)
    queue.catalogue.cancel(waiting.id)
    erase(library, ladybug_store, report.document)
    again = queue.catalogue.retry(waiting.id)
    queue.start(ladybug_store)
    failed = wait(queue, again)
    assert failed.status == "failed"
    assert "原件已于" in failed.message
    queue.stop()


def test_what_a_kill_left_undone_is_finished(library, ladybug_store, put, queue, monkeypatch):
    queue.start(ladybug_store)
    report = wait(queue, put("名册.csv", LIST)).files[0]
    queue.stop()
    with ladybug_store.write() as tx:
        retract(tx, report.document)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("ingest.jobs.erasure._remove", killed)
        with pytest.raises(KeyboardInterrupt):
            erase(library, ladybug_store, report.document)
    assert stored(library) == {report.sha256}
    finish_erasures(library)
    assert stored(library) == set()
    assert [r["done"] for r in library.rows("SELECT done FROM erasures")] == [1]


def test_a_file_that_cannot_be_removed_stays_on_record_as_kept(library, ladybug_store, put, queue, monkeypatch):
    queue.start(ladybug_store)
    report = wait(queue, put("名册.csv", LIST)).files[0]
    queue.stop()
    with ladybug_store.write() as tx:
        retract(tx, report.document)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.unlink", refused)
        with pytest.raises(NotErased, match="删不掉"):
            erase(library, ladybug_store, report.document)
    assert library.rows("SELECT * FROM erasures") == []
    assert erase(library, ladybug_store, report.document).name == "名册.csv"


def test_a_library_of_the_first_program_learns_to_erase(tmp_path):
    with sqlite3.connect(tmp_path / "library.sqlite") as old:
        for statement in schema.STEPS[0]:
            old.execute(statement)
        old.execute("PRAGMA user_version=1")
    old.close()
    opened = Library(tmp_path)
    assert opened.rows("SELECT * FROM erasures") == []
    opened.close()
