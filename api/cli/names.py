"""``match``, ``gazetteer load`` and ``review`` 名称."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.access import opened
from api.cli.console import out, stop, writable
from graph.identity import Verdict, clusters, judge
from graph.identity.log import append_judgements, read_judgements, withdraw
from graph.project import regroup
from ingest import names, pipeline

gazetteer_app = typer.Typer(help="区划地名。", no_args_is_help=True)
review_app = typer.Typer(help="名称判定：查看、确认、拆分。", no_args_is_help=True)
_VERDICTS = {"same": "相同", "different": "不同", "unsure": "待定"}


def match(
    a: Annotated[str, typer.Argument(help="甲名称")] = "",
    b: Annotated[str, typer.Argument(help="乙名称")] = "",
    pairs: Annotated[Path | None, typer.Option(help="成对名称的 CSV，列 a,b")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="结果 CSV，默认输出到屏幕")] = None,
    scope: Annotated[str, typer.Option(help="名称里“区…”所指的区，如 上海市闵行区")] = "",
) -> None:
    """判断两个机构名称是否同一机构，并说明理由。"""
    if output is not None:
        writable(output)
    if pairs is not None:
        if not pairs.is_file():
            stop(f"找不到“{pairs}”，请检查路径。")
        try:
            text = names.match_pairs(pairs, scope=scope)
        except ValueError as error:
            stop(str(error))
        if output is not None:
            output.write_text(text, encoding="utf-8-sig")
        else:
            typer.echo(text, nl=False)
        return
    if not a or not b:
        stop("请给出两个名称，或用 --pairs 文件.csv。")
    result = names.match(a, b, scope=scope)
    out.print(f"{_VERDICTS[result.verdict]}（{result.score:.2f}）：{result.reason}", highlight=False)


@gazetteer_app.command()
def load(within: Annotated[str, typer.Argument(help="区县或省市全名，如 上海市闵行区；空为全国")] = "") -> None:
    """把区划代码与名称（到街镇）载入图谱，并说明来源与版本。"""
    try:
        extraction = names.gazetteer_extraction(within)
    except ValueError as error:
        stop(str(error))
    with opened() as store:
        pipeline.ensure_areas(store, within, dt.date.today())
    areas = len({s for b in extraction.claims if b.subject_label == "Area" for s in b.subjects})
    out.print(f"已载入 {areas} 个区域。来源：{extraction.document.name}。", highlight=False)


@review_app.command("list")
def list_() -> None:
    """待人判定的名称对，把握最大的在前。"""
    with opened() as store:
        rows = names.review(store)
    table = Table(title=f"待判定 {len(rows)} 对", title_justify="left")
    for heading in ("编号", "类型", "甲", "乙", "分数", "理由"):
        table.add_column(heading, overflow="fold")
    for j in rows:
        table.add_row(j.id, j.label, j.left_name, j.right_name, f"{j.score:.2f}", j.reason)
    out.print(table)


def _change(verdict: Verdict | None, judgement_id: str, by: str) -> None:
    with opened() as store:
        held = read_judgements(store)
        chosen = next((j for j in held if j.id == judgement_id), None)
        if chosen is None:
            stop(f"没有编号为“{judgement_id}”的判定；用 tiaokuai review list 查看。")
        before = clusters(held)
        with store.write() as tx:
            if verdict is None:
                withdraw(tx, chosen)
            else:
                append_judgements(tx, [judge(chosen, verdict, by, dt.date.today())])
            regroup(tx, before, clusters(read_judgements(tx)))
    out.print(f"已记录：{chosen.left_name} 与 {chosen.right_name}。", highlight=False)


@review_app.command()
def same(judgement_id: str, by: Annotated[str, typer.Option(help="判定人")] = "操作员") -> None:
    """确认两个名称是同一个。"""
    _change("same", judgement_id, by)


@review_app.command()
def different(judgement_id: str, by: Annotated[str, typer.Option(help="判定人")] = "操作员") -> None:
    """确认两个名称不是同一个；以后不再合并，直到撤销。"""
    _change("different", judgement_id, by)


@review_app.command("withdraw")
def withdraw_(judgement_id: str) -> None:
    """撤销一条判定，名称随之拆分或合并。"""
    _change(None, judgement_id, "")
