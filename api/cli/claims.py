"""``claims`` 主张复核 on the command line: see what waits, decide one by one, or decide in a workbook and read it back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer
import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from rich.table import Table

from api.cli.access import opened
from api.cli.console import REFUSED, err, out, stop, writable
from api.review import PAGE, listed
from graph.ontology import ONTOLOGY
from graph.project.decisions import ClaimVerdict
from graph.store.interface import Store
from ingest import review

claims_app = typer.Typer(help="主张复核：把握不足的主张由人定，可在 Excel 里定。", no_args_is_help=True)
_WORDS: dict[str, ClaimVerdict] = {"采纳": "accepted", "不采纳": "rejected", "未定": "undecided"}
_HEADINGS = ("编号", "结论", "理由", "主语", "关系", "宾语", "语气", "否定", "原文", "文件", "置信度", "读出方式")
_TERMS = {t.value: t.zh for v in ONTOLOGY.vocabularies if v.name in ("Modality", "ClaimMethod") for t in v.terms}
By = Annotated[str, typer.Option(help="复核人")]


@claims_app.command("list")
def list_(document: Annotated[str, typer.Option(help="只看这个文件（标识）")] = "") -> None:
    """待复核的主张，把握大的在前。"""
    with opened() as store:
        rows = _all(store, document, decided=False)
    table = Table(title=f"待复核 {len(rows)} 条（置信度低于 {review.REVIEW_LINE:g}，或由语言模型读出）", title_justify="left")
    for heading in ("编号", "主张", "原文", "文件", "置信度"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        said = f"{row['subject']} {row['relation_zh']} {_target(row)}"
        table.add_row(row["id"], said, row["quote"], row["document"]["name"], f"{row['confidence']:.2f}")
    out.print(table)


@claims_app.command()
def accept(claim: str, reason: str = "", by: By = "操作员") -> None:
    """采纳一条：它从此算数。"""
    _one(claim, "accepted", by, reason)


@claims_app.command()
def reject(claim: str, reason: str = "", by: By = "操作员") -> None:
    """不采纳一条：同一句话换版后也不再问。"""
    _one(claim, "rejected", by, reason)


@claims_app.command()
def undecide(claim: str, by: By = "操作员") -> None:
    """收回对一条的结论。"""
    _one(claim, "undecided", by, "")


def _one(claim: str, verdict: ClaimVerdict, by: str, reason: str) -> None:
    with opened() as store:
        try:
            review.decide(store, claim, verdict, by, dt.date.today(), reason)
        except review.ReviewError as error:
            stop(str(error))
    out.print("已记录。")


@claims_app.command()
def export(path: Annotated[Path, typer.Argument(help="写到这个 .xlsx")]) -> None:
    """把待复核的主张写成工作簿：在“结论”列选 采纳、不采纳，再用 claims import 读回。"""
    writable(path)
    with opened() as store:
        rows = _all(store, "", decided=False)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("待复核主张")
        wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True, "bg_color": "#E6F0FA"})
        sheet.write_row(0, 0, _HEADINGS, bold)
        for width, columns in ((14, "A:A"), (10, "B:B"), (20, "C:F"), (8, "G:H"), (60, "I:I"), (30, "J:J"), (10, "K:L")):
            sheet.set_column(columns, width, wrap)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(_cells(row)):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
        sheet.data_validation(1, 1, max(1, len(rows)), 1, {"validate": "list", "source": list(_WORDS)})
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(rows)), len(_HEADINGS) - 1)
    out.print(f"已写出 {len(rows)} 条到“{path}”。", highlight=False)


@claims_app.command("import")
def import_(path: Annotated[Path, typer.Argument(help="填好结论的 .xlsx")], by: By = "操作员") -> None:
    """读回工作簿里的结论；没填结论的行不动，读不懂的行逐条说明。"""
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as error:
        stop(f"“{path}”打不开（{type(error).__name__}），请确认是 claims export 写出的工作簿且没有被占用。")
    head = [str(cell).strip() for cell in rows[0]] if rows else []
    if not {"编号", "结论"} <= set(head):
        stop(f"“{path}”第 1 行没有“编号”和“结论”两列，请用 claims export 写出的工作簿。")
    at = {name: head.index(name) for name in ("编号", "结论", "理由") if name in head}
    done, refused = 0, 0
    with opened() as store:
        for number, row in enumerate(rows[1:], 2):
            said = str(row[at["结论"]]).strip()
            if not said:
                continue
            try:
                if said not in _WORDS:
                    raise review.ReviewError(f"结论“{said}”不认识，请填 {'、'.join(_WORDS)}。")
                reason = str(row[at["理由"]]).strip() if "理由" in at else ""
                review.decide(store, str(row[at["编号"]]).strip(), _WORDS[said], by, dt.date.today(), reason)
                done += 1
            except review.ReviewError as error:
                refused += 1
                err.print(f"[yellow]![/yellow] 第 {number} 行：{error}", highlight=False)
    out.print(f"已记录 {done} 条结论" + (f"，{refused} 行未能记录。" if refused else "。"), highlight=False)
    if refused:
        raise typer.Exit(REFUSED)


def _all(store: Store, document: str, *, decided: bool) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while True:
        page = listed(store, PAGE, rows[-1]["id"] if rows else "", document, decided)["claims"]
        rows += page
        if len(page) < PAGE:
            return rows


def _target(row: dict[str, Any]) -> str:
    if row["object"]:
        return str(row["object"])
    return f"{row['value']:g}{row['unit'] or ''}" if row["value"] is not None else row["text"] or ""


def _cells(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["id"],
        "",
        "",
        row["subject"],
        row["relation_zh"],
        _target(row),
        _TERMS.get(row["modality"], row["modality"]),
        "是" if row["negated"] else "",
        row["quote"],
        row["document"]["name"],
        round(row["confidence"], 2),
        _TERMS.get(row["method"], row["method"]),
    )
