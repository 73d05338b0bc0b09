"""``tiaokuai jobs`` 载入任务."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import out, stop
from ingest.jobs.catalogue import Catalogue
from ingest.jobs.job import STATUSES, Job
from ingest.jobs.library import Library, LibraryError, folder_from_environment
from ingest.jobs.queue import Queue

_STATUS = {
    "queued": "等待",
    "running": "进行中",
    "done": "[green]完成[/green]",
    "partial": "[yellow]部分完成[/yellow]",
    "failed": "[red]失败[/red]",
    "cancelled": "已取消",
}
_STAGE = {
    "waiting": "等待",
    "reading": "读取",
    "extracting": "识别",
    "resolving": "对名称",
    "writing": "写入",
    "finished": "结束",
}
_FILE = {
    "done": "已载入",
    "replaced": "已更新",
    "unchanged": "未变",
    "refused": "未载入",
    "pending": "等待",
    "cancelled": "已取消",
}


def jobs(
    job: Annotated[str, typer.Argument(help="任务编号；不写则列出任务")] = "",
    status: Annotated[str, typer.Option(help="只列这些状态，逗号分隔：" + "、".join(STATUSES))] = "",
    first: Annotated[int, typer.Option(help="最多列几个", min=1, max=1000)] = 30,
    cancel: Annotated[bool, typer.Option("--cancel", help="取消这个任务")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="重试这个任务中没有读入的文件")] = False,
) -> None:
    """查看、取消、重试上传的载入任务（服务运行与否都可用）。"""
    wanted = [s for s in status.split(",") if s]
    for one in wanted:
        if one not in STATUSES:
            stop(f"--status 不认识“{one}”，可用：{'、'.join(STATUSES)}。")
    try:
        with closing(Library(folder_from_environment())) as library:
            catalogue = Catalogue(library)
            if not job:
                found, total = catalogue.page(wanted, first)
                _list(found, total)
                return
            chosen = catalogue.get(job)
            if chosen is None:
                stop(f"没有编号为“{job}”的任务；用 tiaokuai jobs 查看。")
            if cancel:
                chosen = catalogue.cancel(job) or chosen
            elif retry:
                chosen = _retry(library, catalogue, chosen)
            _show(chosen)
    except LibraryError as error:
        stop(str(error))


def _retry(library: Library, catalogue: Catalogue, job: Job) -> Job:
    again = catalogue.retry(job.id)
    if again is None or not again.open:
        stop(f"任务“{job.id}”已完成，没有可重试的文件。")
    if not job.open:
        # a service that runs takes it from the queue; else the next one to start does
        with closing(Queue.from_environment(library)) as queue:
            queue.put(job.id)
    return again


def _list(found: list[Job], total: int) -> None:
    table = Table(title=f"任务 {total} 个", title_justify="left")
    for heading in ("编号", "文件", "状态", "进度", "建立", "说明"):
        table.add_column(heading, overflow="fold")
    for j in found:
        table.add_row(j.id, j.name, _STATUS[j.status], _progress(j), j.created_at, j.message)
    out.print(table)


def _progress(job: Job) -> str:
    if not job.open:
        return ""
    pages = f" {job.page}/{job.pages} 页" if job.pages else ""
    return f"{_STAGE.get(job.stage, job.stage)}{pages}"


def _show(job: Job) -> None:
    out.print(f"{job.id} {job.name}：{_STATUS[job.status]} {_progress(job)}", highlight=False)
    if job.message:
        out.print(job.message, highlight=False)
    if job.cancel and job.open:
        out.print("已要求取消，在下一页停下。", highlight=False)
    for f in job.files:
        changed = f"，主张 +{f.difference.added} −{f.difference.removed} ={f.difference.same}" if f.difference else ""
        out.print(f"  · {f.name}：{_FILE.get(f.status, f.status)}{changed} {f.message or f.version_note}", highlight=False)
