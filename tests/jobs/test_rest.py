"""Uploads, jobs and documents over HTTP."""

from __future__ import annotations

import asyncio
import errno
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from jobs_help import SCOPE, roster, wait

from api.app import create_app
from api.multipart import document_name
from api.settings import Settings, Uploads
from graph.store.check import check as check_store
from ingest.jobs.runner import safe_name

SAFE = {"X-Tiaokuai": "1"}


def call(app: FastAPI, method: str, path: str, **request: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **request)

    return asyncio.run(run())


@pytest.fixture
def app(ladybug_store, queue):
    return create_app(ladybug_store, Settings(), queue)


def upload(app: FastAPI, *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    sent = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return call(app, "POST", "/api/uploads", files=sent, data=fields, headers=SAFE)


def finished(app, queue, answer):
    assert answer.status_code == 202, answer.text
    return [wait(queue, queue.catalogue.get(j["id"])) for j in answer.json()["jobs"]]


def test_from_upload_to_retraction(app, queue, ladybug_store):
    queue.start(ladybug_store)
    old = finished(app, queue, upload(app, ("机构编制名册.csv", roster("莘庄镇水务站")), scope="闵行区"))[0].files[0]
    assert old.scope == SCOPE
    new = finished(app, queue, upload(app, ("机构编制名册.csv", roster("莘庄镇水务站", posts=9)), scope=SCOPE))[0].files[0]
    listed = call(app, "GET", "/api/documents", params={"q": "名册.CSV"}).json()
    assert [d["id"] for d in listed["documents"]] == [new.document]
    row = listed["documents"][0]
    assert (row["kind"], row["has_original"], row["status"], row["claims"] > 0) == ("organ", True, "read", True)
    report = call(app, "GET", f"/api/documents/{new.document}/report").json()
    assert report["units"][0]["status"] == "read"
    changed = call(app, "GET", f"/api/documents/{new.document}/differences").json()
    assert [(c["relation"], c["value"]) for c in changed["added"]] == [("establishment", 9.0)]
    assert [(c["relation_zh"], c["value"]) for c in changed["removed"]] == [("编制数", 6.0)]
    assert changed["older"]["id"] == old.document
    assert [v["id"] for v in call(app, "GET", f"/api/documents/{old.document}/versions").json()] == [new.document, old.document]
    assert call(app, "GET", f"/api/documents/{old.document}/differences").status_code == 404
    original = call(app, "GET", f"/api/documents/{new.document}/original")
    assert original.content == roster("莘庄镇水务站", posts=9)
    assert "filename*=" in original.headers["content-disposition"]
    gone = call(app, "DELETE", f"/api/documents/{new.document}", headers=SAFE).json()
    assert gone["deleted"] > 0
    assert gone["older"]["id"] == old.document
    assert "不会自动恢复" in gone["message"]
    assert ladybug_store.read("MATCH (o:Organ) RETURN count(*) AS n") == [{"n": 0}]
    back = finished(app, queue, call(app, "POST", f"/api/documents/{old.document}/restore", headers=SAFE))[0].files[0]
    assert (back.status, back.document) == ("done", old.document)
    assert ladybug_store.read("MATCH (o:Organ) WHERE o.establishment = 6 RETURN count(*) AS n") == [{"n": 1}]
    assert check_store(ladybug_store) == []


def test_an_older_version_takes_the_place_of_the_newer_when_restored(app, queue, ladybug_store):
    queue.start(ladybug_store)
    old = finished(app, queue, upload(app, ("机构编制名册.csv", roster("莘庄镇水务站")), scope=SCOPE))[0].files[0]
    new = finished(app, queue, upload(app, ("机构编制名册.csv", roster("莘庄镇水务站", posts=9)), scope=SCOPE))[0].files[0]
    back = finished(app, queue, call(app, "POST", f"/api/documents/{old.document}/restore", headers=SAFE))[0].files[0]
    assert (back.status, back.replaced) == ("replaced", new.document)
    versions = call(app, "GET", f"/api/documents/{old.document}/versions").json()
    assert [(v["id"], v["current"]) for v in versions] == [(old.document, True), (new.document, False), (old.document, False)]
    again = call(app, "POST", f"/api/documents/{old.document}/restore", headers=SAFE)
    assert again.status_code == 409
    changed = call(app, "GET", f"/api/documents/{old.document}/differences").json()
    assert changed["older"]["id"] == new.document


def test_the_same_content_again_is_the_same_job(app, queue, ladybug_store):
    first = upload(app, ("甲.csv", roster("莘庄镇水务站")), scope=SCOPE).json()["jobs"][0]
    waiting = upload(app, ("乙.csv", roster("莘庄镇水务站")), scope=SCOPE).json()["jobs"][0]
    assert waiting["id"] == first["id"]
    queue.start(ladybug_store)
    wait(queue, queue.catalogue.get(first["id"]))
    done = upload(app, ("丙.csv", roster("莘庄镇水务站")), scope=SCOPE).json()["jobs"][0]
    assert (done["id"], done["status"]) == (first["id"], "done")
    # read in anew on purpose
    anew = upload(app, ("丙.csv", roster("莘庄镇水务站")), scope=SCOPE, version="replace").json()["jobs"][0]
    assert anew["id"] != first["id"]
    assert wait(queue, queue.catalogue.get(anew["id"])).files[0].status == "done"


def test_a_bad_file_among_good_ones(app, queue, ladybug_store):
    queue.start(ladybug_store)
    answer = upload(
        app,
        ("甲机构编制名册.csv", roster("莘庄镇水务站")),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 50),
        ("空.txt", b""),
        ("乙机构编制名册.csv", roster("马桥镇水务站")),
        scope=SCOPE,
    )
    jobs = finished(app, queue, answer)
    assert [j.status for j in jobs] == ["done", "failed", "failed", "done"]
    for job in jobs:
        if job.status == "failed":
            assert job.name in job.message
            assert job.message.count("。") == 1


def test_changes_need_the_header(app, queue):
    sent = [("files", ("甲.csv", b"x"))]
    for method, path in (
        ("POST", "/api/uploads"),
        ("POST", "/api/jobs/x/cancel"),
        ("POST", "/api/jobs/x/retry"),
        ("DELETE", "/api/documents/x"),
        ("POST", "/api/documents/x/restore"),
    ):
        answer = call(app, method, path, **({"files": sent} if path.endswith("uploads") else {}))
        assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")
    assert queue.catalogue.page()[1] == 0


def test_limits_of_size_and_count(ladybug_store, queue):
    app = create_app(ladybug_store, Settings(uploads=Uploads(bytes=1000, files=2)), queue)
    large = upload(app, ("大.csv", b"x" * 1001))
    assert (large.status_code, "大.csv" in large.json()["message"]) == (413, True)
    many = upload(app, *((f"{n}.csv", b"x") for n in range(3)))
    assert many.status_code == 413
    assert "2 个" in many.json()["message"]
    whole = upload(app, ("大.csv", b"x" * (Uploads(bytes=1000, files=2).body)))
    assert whole.status_code == 413
    assert list((queue.library.folder / "incoming").iterdir()) == []
    assert queue.catalogue.page()[1] == 0


def test_a_full_disk_is_one_sentence(app, queue, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(queue.library, "adopt", full)
    answer = upload(app, ("甲.csv", roster("莘庄镇水务站")), scope=SCOPE)
    assert answer.status_code == 507
    assert "磁盘已满" in answer.json()["message"]
    assert list((queue.library.folder / "incoming").iterdir()) == []


def test_an_upload_that_breaks_off_leaves_nothing(app, queue):
    whole = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nabc'
    kind = {"content-type": "multipart/form-data; boundary=b", **SAFE}
    for body in (whole, whole + b"\r\n--b", b"nonsense"):
        answer = call(app, "POST", "/api/uploads", content=body, headers=kind)
        assert answer.status_code == 400, body
    assert list((queue.library.folder / "incoming").iterdir()) == []
    assert (
        call(app, "POST", "/api/uploads", content=b"{}", headers={"content-type": "application/json", **SAFE}).status_code == 415
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_in_the_encodings_that_programs_send(app, encoding):
    name = "赋权清单（2023）\\附件.csv" if encoding == "utf-8" else "莘庄镇履职事项清单.csv"
    body = (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="' + name.encode(encoding) + b'"\r\n\r\nabc\r\n'
        b'--b\r\nContent-Disposition: form-data; name="scope"\r\n\r\n' + SCOPE.encode(encoding) + b"\r\n--b--\r\n"
    )
    answer = call(app, "POST", "/api/uploads", content=body, headers={"content-type": "multipart/form-data; boundary=b", **SAFE})
    job = answer.json()["jobs"][0]
    assert (job["name"], job["scope"]) == (name.replace("\\", "/"), SCOPE)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\某人\\名册.xlsx", "Users/某人/名册.xlsx"),
        ("/名册.xlsx", "名册.xlsx"),
        ("", "未命名文件"),
        ("..", "未命名文件"),
        ("名册\u202exslx.exe", "名册xslx.exe"),
        ("名\x00册\n.csv", "名册.csv"),
    ],
)
def test_names_lead_nowhere(given, name):
    assert document_name(given) == name


@pytest.mark.parametrize("given", ["长" * 300 + ".xlsx", "CON.txt", "a" * 500, "名:册?.csv", ".", "…/", "a.verylongsuffixindeed"])
def test_file_names_that_any_system_takes(given, tmp_path):
    safe = safe_name(document_name(given))
    (tmp_path / safe).write_bytes(b"")
    assert "/" not in safe
    assert len(safe.encode()) <= 255
    if given.endswith(".xlsx"):
        assert safe.endswith(".xlsx")


@pytest.mark.parametrize(
    ("field", "value"), [("scope", "没有这个区"), ("version", "newest"), ("mapping", "不是对照文件"), ("mapping", "a: [1")]
)
def test_fields_that_cannot_be_used(app, queue, field, value):
    answer = upload(app, ("甲.csv", roster("莘庄镇水务站")), **{field: value})
    assert answer.status_code == 400
    assert answer.json()["message"].count("。") == 1
    assert str(queue.library.folder) not in answer.json()["message"]
    assert queue.catalogue.page()[1] == 0


def test_a_mapping_goes_before_recognition(app, queue, ladybug_store):
    queue.start(ladybug_store)
    content = "单位,人头\n莘庄镇水务站,6\n".encode()
    mapping = '{"*": {"kind": "organ", "heading_row": 1, "columns": {"单位": "name", "人头": "establishment"}}}'
    job = finished(app, queue, upload(app, ("谜.csv", content), scope=SCOPE, mapping=mapping))[0]
    assert (job.status, job.files[0].kind) == ("done", "organ")
    assert ladybug_store.read("MATCH (o:Organ) WHERE o.establishment = 6 RETURN count(*) AS n") == [{"n": 1}]


def test_jobs_are_listed_page_by_page(app):
    ids = [upload(app, (f"{n}.csv", roster(f"莘庄镇第{n}水务站")), scope=SCOPE).json()["jobs"][0]["id"] for n in range(5)]
    seen, after = [], ""
    while after is not None:
        page = call(app, "GET", "/api/jobs", params={"first": 2, "after": after}).json()
        assert page["total"] == 5
        seen += [j["id"] for j in page["jobs"]]
        after = page["after"]
    assert seen == ids[::-1]
    assert call(app, "GET", "/api/jobs", params={"status": "done"}).json() == {"jobs": [], "total": 0, "after": None}
    assert call(app, "GET", "/api/jobs", params={"status": "odd"}).status_code == 400
    assert call(app, "GET", f"/api/jobs/{ids[0]}").json()["id"] == ids[0]
    assert call(app, "GET", "/api/jobs/none").status_code == 404
    assert call(app, "POST", f"/api/jobs/{ids[0]}/cancel", headers=SAFE).json()["status"] == "cancelled"
    assert call(app, "POST", f"/api/jobs/{ids[0]}/retry", headers=SAFE).json()["status"] == "queued"


def test_documents_are_listed_page_by_page(app, queue, ladybug_store):
    queue.start(ladybug_store)
    for n in range(3):
        finished(app, queue, upload(app, (f"{n}机构编制名册.csv", roster(f"莘庄镇第{n}水务站")), scope=SCOPE))
    seen, after = [], ""
    while after is not None:
        page = call(app, "GET", "/api/documents", params={"q": "名册", "first": 2, "after": after}).json()
        assert page["total"] == 3
        seen += [d["name"] for d in page["documents"]]
        after = page["after"]
    assert sorted(seen) == [f"{n}机构编制名册.csv" for n in range(3)]


def test_a_service_without_jobs_says_so(ladybug_store):
    app = create_app(ladybug_store)
    assert call(app, "GET", "/api/jobs").json()["jobs"] == []
    assert call(app, "GET", "/api/documents").json()["total"] == 0
    assert upload(app, ("甲.csv", b"x")).status_code == 503
    assert call(app, "DELETE", "/api/documents/none", headers=SAFE).status_code == 404


def test_findings_kept_from_before_are_not_shown_after_a_job(app, queue, ladybug_store):
    from api.kept import version

    queue.start(ladybug_store)
    seen = {version(ladybug_store)}
    content = "单位,人头\n莘庄镇水务站,6\n".encode()
    columns = '"单位": "name", "人头": "establishment"', '"单位": "name", "人头": "certificates"'
    for n, chosen in enumerate(columns):
        mapping = '{"*": {"kind": "organ", "heading_row": 1, "columns": {' + chosen + "}}}"
        choice = "replace" if n else "auto"
        job = finished(app, queue, upload(app, ("谜.csv", content), scope=SCOPE, mapping=mapping, version=choice))[0]
        assert job.files[0].status == "done"
        seen.add(version(ladybug_store))
    # the same bytes read again with other columns count as a change
    assert len(seen) == 3
    assert ladybug_store.read("MATCH (o:Organ) WHERE o.certificates = 6 RETURN o.establishment AS e") == [{"e": None}]
