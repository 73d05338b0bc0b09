"""The real service, killed outright in the middle of its jobs and started again; and asked while it works."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from jobs_help import SCOPE, roster

from bench._dump import difference, dump
from graph.store import StoreSettings, open_store
from graph.store.check import check as check_store
from ingest.pipeline import Options, ingest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {"X-Tiaokuai": "1"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


def environment(data: Path) -> dict[str, str]:
    given = {k: v for k, v in os.environ.items() if not k.startswith("TIAOKUAI_")}
    return {**given, "TIAOKUAI_DATA": str(data), "PYTHONPATH": str(ROOT), "TIAOKUAI_BUFFER_POOL": "256"}


@contextmanager
def service(data: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)
    try:
        for _ in range(600):
            assert process.poll() is None, process.stderr.read().decode()
            try:
                client.get("/healthz")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield process, client
    finally:
        client.close()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(60)
        process.stderr.close()


def until(get, true):
    for _ in range(30_000):
        found = get()
        if true(found):
            return found
        time.sleep(0.02)
    pytest.fail(f"never came about; last seen: {found}")


def send(client, files):
    sent = [("files", (name, content, "text/csv")) for name, content in files.items()]
    answer = client.post("/api/uploads", files=sent, data={"scope": SCOPE}, headers=SAFE)
    assert answer.status_code == 202, answer.text
    return [j["id"] for j in answer.json()["jobs"]]


def jobs(client):
    return {j["id"]: j for j in client.get("/api/jobs").json()["jobs"]}


def graph(data: Path):
    store = open_store(StoreSettings(uri=str(data / "graph.lbdb"), buffer_pool=256 << 20))
    try:
        assert check_store(store) == []
        return dump(store)
    finally:
        store.close()


def test_jobs_survive_a_kill_and_the_graph_is_as_if_undisturbed(tmp_path):
    files = {f"{n}机构编制名册.csv": roster(*(f"莘庄镇第{i}水务站" for i in range(60)), posts=n) for n in (3, 4, 5)}
    data = tmp_path / "data"
    with service(data) as (process, client):
        ids = send(client, files)
        # in the middle of the second
        until(lambda: jobs(client), lambda found: found[ids[1]]["status"] == "running" and found[ids[1]]["stage"] != "waiting")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with service(data) as (_, client):
        found = until(lambda: jobs(client), lambda found: all(j["status"] not in ("queued", "running") for j in found.values()))
        assert [found[i]["status"] for i in ids] == ["done"] * 3
        assert [found[i]["files"][0]["status"] for i in ids] == ["done"] * 3
        assert found[ids[1]]["attempts"] == 2
    calm = tmp_path / "calm"
    store = open_store(StoreSettings(uri=str(calm / "graph.lbdb"), buffer_pool=256 << 20))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        ingest(store, [tmp_path / name], Options(scope=SCOPE))
    store.close()
    assert difference(graph(data), graph(calm)) == []


def test_the_service_answers_while_a_job_is_being_written(tmp_path):
    with service(tmp_path / "data") as (_, client):
        ids = send(client, {"机构编制名册.csv": roster(*(f"莘庄镇第{n}水务站" for n in range(600)))})
        asked, seen = 0, set()
        while True:
            job = client.get(f"/api/jobs/{ids[0]}").json()
            seen.add(job["stage"])
            count = client.post("/graphql", json={"query": "{ organs(first: 5) { totalCount nodes { id name } } }"}).json()
            assert "errors" not in count, count
            # all of the document or nothing
            assert count["data"]["organs"]["totalCount"] in (0, 601)
            assert client.get("/api/findings", params={"codes": "G38"}).status_code == 200
            asked += 1
            if job["status"] not in ("queued", "running"):
                break
        assert job["status"] == "done", job
        assert asked > 3
        assert seen >= {"reading"}
        # what was kept of the empty graph is not shown any more
        assert client.post("/graphql", json={"query": "{ organs { totalCount } }"}).json()["data"]["organs"]["totalCount"] == 601


def test_the_command_line_hands_files_to_a_running_service(tmp_path):
    file = tmp_path / "机构编制名册.csv"
    file.write_bytes(roster("莘庄镇水务站"))
    data = tmp_path / "data"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "api.cli", *arguments]
        return subprocess.run(command, env=environment(data), capture_output=True, text=True, check=False)

    with service(data) as (_, client):
        report = tmp_path / "report.json"
        done = run("ingest", str(file), "--scope", SCOPE, "--report", str(report))
        assert done.returncode == 0, done.stderr
        document = json.loads(report.read_text(encoding="utf-8"))["files"][0]["document"]
        assert client.get("/api/documents", params={"q": "名册"}).json()["documents"][0]["id"] == document
        assert document in run("documents").stdout
        assert "完成" in run("jobs").stdout
        assert run("retract", document).returncode == 0
        assert client.get("/api/documents", params={"q": "名册"}).json()["total"] == 0
        assert run("restore", document).returncode == 0
        assert client.get("/api/documents", params={"q": "名册"}).json()["total"] == 1
        assert "还在图谱中" in run("erase", document, "--yes").stderr
    # and without a service
    assert run("retract", document).returncode == 0
    assert "没有来源文件" in run("retract", document).stderr
    assert run("restore", document).returncode == 0
    assert run("restore", document).returncode == 2
    assert document in run("documents").stdout
    # the original goes only when asked for plainly, and does not come back
    assert run("retract", document).returncode == 0
    assert "请加 --yes" in run("erase", document).stderr
    assert "已删除" in run("erase", "机构编制名册.csv", "--yes").stdout
    assert "已于" in run("restore", document).stderr
    assert "没有“x”" in run("erase", "x", "--yes").stderr.replace("\n", "")


def test_ctrl_c_leaves_whole_documents(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(8):
        (folder / f"{n}机构编制名册.csv").write_bytes(roster(*(f"莘庄镇第{i}水务站" for i in range(150)), posts=n))
    data = tmp_path / "data"
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "api.cli", "ingest", str(folder), "--scope", SCOPE, "--report", str(report)]
    process = subprocess.Popen(command, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # the first is in, the second about to be
    until(lambda: (data / "originals").exists() and len(list((data / "originals").iterdir())) > 1, bool)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130, told.decode()
    statuses = [f["status"] for f in json.loads(report.read_text(encoding="utf-8"))["files"]]
    assert len(statuses) == 8
    assert set(statuses) == {"done", "cancelled"}
    assert statuses == sorted(statuses, key=("done", "cancelled").index)
    assert "Traceback" not in told.decode()
    found = graph(data)
    assert len([d for d in found["Document"] if "名册" in d and "区划" not in d]) == statuses.count("done")
