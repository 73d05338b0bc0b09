"""``tiaokuai demo`` 示例：载入示例区、列出发现、启动服务."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from api.cli import reports
from api.cli.access import opened
from api.cli.console import DONE, REFUSED, out, progress_bar, stop
from api.cli.serve import run
from api.findings_out import as_table, summary_table
from ingest.jobs.journal import LibraryJournal
from ingest.jobs.library import Library, folder_from_environment
from ingest.pipeline import Options, ingest
from queries import findings

_TOP = 12


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只载入并列出发现，不启动服务")] = False,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    examples: Annotated[Path | None, typer.Option(help="示例文件夹")] = None,
) -> None:
    """用示例区（闵行区与红花街道）走一遍全程。案件等为合成数据，已标明。"""
    folder = examples or Path(__file__).resolve().parents[2] / "examples"
    if not folder.is_dir():
        stop(f"找不到示例文件夹“{folder}”，请用 --examples 指明。")
    if "TIAOKUAI_STORE" not in os.environ and "TIAOKUAI_DATA" not in os.environ:
        os.environ["TIAOKUAI_DATA"] = "data/demo"
    with opened() as store:
        places = [p for p in sorted(folder.iterdir()) if p.is_dir() and not p.name.startswith("_")]
        with closing(Library(folder_from_environment())) as library, progress_bar("载入示例区") as progress:
            library.reconcile(store)
            done = ingest(store, places, Options(), progress, journal=LibraryJournal(library))
        reports.show(done)
        found = [f.as_json() for f in findings(store)]
        out.print(summary_table(found))
        out.print(as_table([f for f in found if f["status"] == "yes"][:_TOP]))
        out.print(f"以上为最严重的 {_TOP} 条；全部见网页，或 tiaokuai findings --format xlsx -o 发现.xlsx。", highlight=False)
        if no_serve:
            raise typer.Exit(DONE if all(r.status != "refused" for r in done) else REFUSED)
        run(store, host, port)
