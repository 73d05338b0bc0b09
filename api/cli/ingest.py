"""``tiaokuai ingest`` 载入文件."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from api.cli import reports
from api.cli.access import opened
from api.cli.console import DONE, REFUSED, err, progress_bar, stop, writable
from graph.evidence import Extraction
from ingest import names
from ingest.notices.jsonl import claims_jsonl
from ingest.pipeline import Options
from ingest.pipeline import ingest as run


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹，可多个")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读不写：看看会读出什么")] = False,
    claims: Annotated[Path | None, typer.Option(help="把读出的主张写成 JSON Lines")] = None,
    report: Annotated[Path | None, typer.Option(help="把读入报告写成 JSON")] = None,
    scope: Annotated[str, typer.Option(help="文件未写明地域时按此区县理解，如 上海市闵行区")] = "",
    mapping: Annotated[Path | None, typer.Option(help="列对应文件（YAML 或 JSON），优先于自动识别")] = None,
) -> None:
    """载入通知、清单、名册、案件与法规文本。"""
    for path in paths:
        if not path.exists():
            stop(f"找不到“{path}”，请检查路径。")
    if mapping is not None and not mapping.is_file():
        stop(f"找不到列对应文件“{mapping}”，请检查路径。")
    for target in (claims, report):
        if target is not None:
            writable(target)
    if scope:
        area = names.area_by_name(scope)
        if area is None:
            stop(f"区划名录里没有唯一叫“{scope}”的区域，请写全称，如 上海市闵行区。")
        scope = area.full_name
    sink = claims.open("w", encoding="utf-8") if claims else None

    def write_claims(extraction: Extraction) -> None:
        if sink is not None:
            for line in claims_jsonl(extraction):
                sink.write(json.dumps(line, ensure_ascii=False) + "\n")

    try:
        with nullcontext(None) if dry_run else opened() as store, progress_bar("读入") as progress:
            done = run(store, paths, Options(scope=scope, mapping=mapping, dry_run=dry_run), progress, write_claims)
    except KeyboardInterrupt:
        err.print("已中断：已完成的文件都在图谱中，未完成的一个没有写入；再次运行会接着做。")
        raise typer.Exit(130) from None
    finally:
        if sink is not None:
            sink.close()
    reports.show(done)
    if report is not None:
        reports.write(done, report)
    raise typer.Exit(DONE if all(r.complete for r in done) else REFUSED)
