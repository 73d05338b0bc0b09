"""``gazetteer load`` and ``review`` 区划地名与名称判定."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, cast

import typer
from rich.table import Table

from api.cli.access import ask, opened, opened_or_served
from api.cli.console import out, stop
from api.cli.match import match
from api.names_review import PAGE, by_people, listed
from graph.identity import Verdict
from ingest import names, pipeline
from ingest.names.decide import JudgementError, decide, undo
from ingest.names.explain import VERDICT_ZH

__all__ = ["gazetteer_app", "match", "review_app"]

gazetteer_app = typer.Typer(help="区划地名。", no_args_is_help=True)
review_app = typer.Typer(help="名称判定：查看、确认、拆分。", no_args_is_help=True)
By = Annotated[str, typer.Option(help="判定人")]
Reason = Annotated[str, typer.Option(help="判定的理由")]


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
def list_(
    label: Annotated[str, typer.Option(help="只看某一类型，如 Organ")] = "",
    first: Annotated[int, typer.Option(help="最多列出几对", min=1, max=PAGE)] = 50,
) -> None:
    """待人判定的名称对，判定后改动最大的在前。"""
    with opened_or_served() as source:
        if isinstance(source, str):
            found = ask(source, "/api/review/names", params={"label": label, "first": first}).json()
        else:
            found = listed(source, first, "", label)
    table = Table(title=f"待判定 {found['total']} 对", title_justify="left")
    for heading in ("编号", "类型", "甲", "乙", "判断", "改动（边、主张）", "理由"):
        table.add_column(heading, overflow="fold")
    for p in found["pairs"]:
        stake = f"{p['changes']['edges']}、{p['changes']['claims']}"
        table.add_row(p["id"], p["label"], p["left"], p["right"], VERDICT_ZH[p["verdict"]], stake, p["reason"])
    out.print(table)


@review_app.command()
def show(judgement_id: Annotated[str, typer.Argument(help="编号，见 review list")]) -> None:
    """一对名称逐步的判断说明。"""
    with opened_or_served() as source:
        if isinstance(source, str):
            pairs = ask(source, "/api/review/names", params={"first": PAGE}).json()["pairs"]
        else:
            pairs = listed(source, PAGE, "", "")["pairs"]
    chosen = next((p for p in pairs if p["id"] == judgement_id), None)
    if chosen is None:
        stop(f"待判定的名称里没有编号“{judgement_id}”；用 tiaokuai review list 查看。")
    out.print(f"{chosen['left']}　与　{chosen['right']}", highlight=False, markup=False)
    for line in chosen["explanation"]:
        out.print(line, highlight=False, markup=False)


@review_app.command()
def decided() -> None:
    """人工作出、仍然有效的判定。"""
    with opened_or_served() as source:
        found = ask(source, "/api/review/names/decided").json() if isinstance(source, str) else by_people(source)
    table = Table(title=f"人工判定 {found['total']} 条", title_justify="left")
    for heading in ("编号", "甲", "乙", "结论", "判定人", "日期", "理由"):
        table.add_column(heading, overflow="fold")
    for j in found["judgements"]:
        table.add_row(j["id"], j["left"], j["right"], VERDICT_ZH[j["verdict"]], j["by"], str(j["on"] or ""), j["reason"])
    out.print(table)


def _judge(judgement_id: str, verdict: str, by: str, reason: str, successor: str = "") -> None:
    with opened_or_served() as source:
        if isinstance(source, str):
            from api.cli.served import send

            body = {"verdict": verdict, "by": by, "reason": reason, "successor": successor}
            done = send(source, "POST", f"/api/review/names/{judgement_id}", json=body)
            left, right = done["left"], done["right"]
        else:
            today = dt.date.today()
            try:
                if verdict == "withdrawn":
                    judged = undo(source, judgement_id, today)
                else:
                    judged = decide(source, judgement_id, cast(Verdict, verdict), by, today, reason=reason, successor=successor)
            except JudgementError as error:
                stop(str(error))
            left, right = judged.left_name, judged.right_name
    out.print(f"已记录：{left} 与 {right}。", highlight=False)


@review_app.command()
def same(judgement_id: str, by: By = "操作员", reason: Reason = "") -> None:
    """确认两个名称是同一个。"""
    _judge(judgement_id, "same", by, reason)


@review_app.command()
def different(judgement_id: str, by: By = "操作员", reason: Reason = "") -> None:
    """确认两个名称不是同一个；以后不再合并，直到撤销。"""
    _judge(judgement_id, "different", by, reason)


@review_app.command()
def succeeds(
    judgement_id: str,
    by: By = "操作员",
    reason: Reason = "",
    successor: Annotated[str, typer.Option(help="后设的一个的标识；系统已判断先后时可省")] = "",
) -> None:
    """确认一个承继另一个（机构改革、区划调整）：不合并，记下承继关系。"""
    _judge(judgement_id, "succeeds", by, reason, successor)


@review_app.command("withdraw")
def withdraw_(judgement_id: str) -> None:
    """撤销一条判定，名称随之拆分或合并。"""
    _judge(judgement_id, "withdrawn", "", "")
