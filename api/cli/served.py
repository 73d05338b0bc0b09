"""The running service, asked to change something 由运行中的服务办理: files to it, documents out of it, jobs followed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from api.cli.access import _sentence
from api.cli.console import stop
from api.settings import Settings
from ingest.pipeline import Options
from ingest.report import FileReport

_POLL_SECONDS = 0.3
_OVER = ("done", "partial", "failed", "cancelled")


def send(url: str, method: str, path: str, **request: Any) -> Any:
    """One request; a refusal ends the program with its own sentence."""
    token = Settings.from_environment().token
    headers = {"X-Tiaokuai": "1"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with httpx.Client(base_url=url, timeout=None, headers=headers, trust_env=False) as client:
            answer = client.request(method, path, **request)
    except httpx.HTTPError as error:
        stop(f"图谱正由服务 {url} 使用，但连不上它（{error.__class__.__name__}）；请检查该服务，或停止它后再试。")
    if answer.status_code >= 400:
        stop(_sentence(answer))
    return answer.json()


def upload(
    url: str, files: Sequence[tuple[Path, str]], options: Options, progress: Callable[[int, int, str], None]
) -> list[FileReport]:
    """Upload files one after another, each followed to its end."""
    reports: list[FileReport] = []
    fields = {"scope": options.scope, "version": options.version}
    if options.mapping is not None:
        fields["mapping"] = options.mapping.read_text(encoding="utf-8-sig")
    for number, (path, name) in enumerate(files):
        progress(number, len(files), name)
        with path.open("rb") as content:
            answer = send(url, "POST", "/api/uploads", data=fields, files={"files": (name, content)})
        reports += follow(url, answer["jobs"][0])
    progress(len(files), len(files), "")
    return reports


def follow(url: str, job: dict[str, Any]) -> list[FileReport]:
    """What became of a job's files, once it is over."""
    while job["status"] not in _OVER:
        time.sleep(_POLL_SECONDS)
        job = send(url, "GET", f"/api/jobs/{job['id']}")
    return [FileReport.from_json({"path": f["name"], **f}) for f in job["files"]] or [
        FileReport(job["name"], "refused", job["message"], name=job["name"])
    ]
