"""``backup``, ``restore`` of a back-up, ``check`` and ``docs`` 维护."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.access import opened
from api.cli.console import REFUSED, out, stop
from graph.store import StoreError
from graph.store.backup import backup as back_up
from graph.store.backup import restore as restore_store
from graph.store.check import check as check_store


def backup(folder: Annotated[Path, typer.Argument(help="备份文件夹（须为空或不存在）")]) -> None:
    """把图谱备份为 Parquet 与清单，可恢复到任一种图库。"""
    with opened() as store:
        try:
            files = back_up(store, folder)
        except StoreError as error:
            stop(str(error))
    out.print(f"已备份到 {folder}：{len(files)} 个文件，{sum(files.values())} 行。", highlight=False)


def restore(folder: Annotated[Path, typer.Argument(help="备份文件夹")]) -> None:
    """把备份恢复到空的图谱。"""
    with opened() as store:
        try:
            files = restore_store(store, folder)
        except StoreError as error:
            stop(str(error))
    out.print(f"已恢复：{len(files)} 个文件，{sum(files.values())} 行。", highlight=False)


def check() -> None:
    """检查图谱完整：没有无依据的边，没有孤儿，标识唯一。"""
    with opened() as store:
        problems = check_store(store)
    for problem in problems[:50]:
        out.print(f"× {problem.message}", highlight=False)
    if problems:
        out.print(f"共 {len(problems)} 处问题。", highlight=False)
        raise typer.Exit(REFUSED)
    out.print("图谱完整。", highlight=False)


def docs(folder: Annotated[Path, typer.Option(help="文档文件夹")] = Path("docs")) -> None:
    """由本体声明生成参考页。"""
    from api.reference import write_reference

    out.print(f"已写入 {write_reference(folder)}。", highlight=False)
