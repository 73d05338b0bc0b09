"""Showing what became of files 读入报告."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from api.cli.console import err
from ingest.pipeline import FileReport

_STATUS = {
    "done": "[green]已载入[/green]",
    "replaced": "[green]已更新[/green]",
    "unchanged": "未变",
    "refused": "[red]未载入[/red]",
    "dry_run": "试读",
    "cancelled": "[yellow]没有读[/yellow]",
    "pending": "等待",
}
_UNIT = {"read": "已读", "empty": "空", "skipped": "未读", "unreadable": "读不出"}
_SHOWN = 30
_NAME = 48


def show(reports: Sequence[FileReport]) -> None:
    """A table of files on stderr, then what needs a person: refusals and rows that were not read."""
    table = Table(title="读入结果", title_justify="left")
    for column, justify in (
        ("文件", "left"),
        ("状态", "left"),
        ("种类", "left"),
        ("地域", "left"),
        ("主张", "right"),
        ("节点", "right"),
        ("边", "right"),
        ("未读行", "right"),
    ):
        table.add_column(column, justify=justify, overflow="ellipsis", no_wrap=True)  # type: ignore[arg-type]
    shown = list(reports) if len(reports) <= _SHOWN else [r for r in reports if not r.complete][:_SHOWN]
    for r in shown:
        table.add_row(
            _name(r), _STATUS[r.status], r.kind, r.scope, str(r.claims), str(r.nodes), str(r.edges), str(len(r.rejected))
        )
    if shown:
        err.print(table)
    for r in reports:
        if r.message and r.status != "cancelled":
            err.print(f"[red]×[/red] {r.message}", highlight=False)
        if r.version_note:
            err.print(f"  · {_name(r)}：{r.version_note}{_changed(r)}", highlight=False)
        for unit in r.units:
            if unit.status != "read" or "没有用到的列" in unit.detail:
                detail = f"，{unit.detail}" if unit.detail else ""
                err.print(f"  · {_name(r)} {unit.unit}：{_UNIT[unit.status]}{detail}", highlight=False)
        for row in r.rejected[:5]:
            err.print(f"  · {_name(r)} {row.where}：{row.reason}{'；' + row.advice if row.advice else ''}", highlight=False)
        if len(r.rejected) > 5:
            err.print(f"  · {_name(r)} 另有 {len(r.rejected) - 5} 行未读，见 --report。", highlight=False)
    files = [r for r in reports if r.kind != "bundle" or r.status == "refused"]
    done = sum(r.status in ("done", "replaced") for r in files)
    same = sum(r.status == "unchanged" for r in files)
    refused = sum(r.status == "refused" for r in files)
    tried = sum(r.status == "dry_run" for r in files)
    if len(shown) < len(reports):
        err.print(f"（文件较多，上表只列有未读内容的 {len(shown)} 个；全部见 --report。）", highlight=False)
    stopped = sum(r.status in ("cancelled", "pending") for r in files)
    left = f"，中断后没有读 {stopped}" if stopped else ""
    trial = f"试读 {tried}，" if tried else ""
    unread = sum(len(r.rejected) for r in reports)
    err.print(
        f"共 {len(files)} 个文件：载入 {done}，{trial}未变 {same}，未载入 {refused}{left}；未读行 {unread}。",
        highlight=False,
    )


def _name(report: FileReport) -> str:
    """The document's name, the end of a long one."""
    name = report.name or Path(report.path).name
    return name if len(name) <= _NAME else "…" + name[1 - _NAME :]


def _changed(report: FileReport) -> str:
    d = report.difference
    return f"主张增加 {d.added}、减少 {d.removed}、相同 {d.same}。" if d is not None else ""


def write(reports: Sequence[FileReport], path: Path) -> None:
    """The whole report as JSON: every file, unit and refused row, and how columns were understood."""
    content: list[dict[str, Any]] = [asdict(r) for r in reports]
    path.write_text(json.dumps({"files": content}, ensure_ascii=False, indent=2, default=str), encoding="utf-8")
