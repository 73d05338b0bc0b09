"""``match`` 名称匹配: two names with every step, a list of pairs, or a column of a table against the graph or another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.access import ask, opened_or_served
from api.cli.console import out, progress_bar, stop, writable
from api.match import LABELS, LONGEST, MOST_CANDIDATES
from api.tables import sheet_bytes
from ingest import names
from ingest.names.explain import VERDICT_ZH
from ingest.names.graph_matcher import GraphMatcher
from ingest.readers import Unreadable, read
from ingest.readers.canonical import Table

_AT_ONCE = 500
_USUAL = ("机构名称", "单位名称", "部门名称", "机构", "单位", "部门", "名称", "name", "Name")
_HEADINGS = ("候选序号", "候选名称", "候选标识", "结论", "分数", "理由")
_SEARCHED_ROWS = 10
"""Rows at the top of a table among which its headings are looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate of one row of the table."""

    row: int
    name: str
    id: str
    verdict: str
    score: float
    reason: str


def match(
    a: Annotated[str, typer.Argument(help="甲名称，或含名称的表（csv、xlsx、xls）")] = "",
    b: Annotated[str, typer.Argument(help="乙名称")] = "",
    pairs: Annotated[Path | None, typer.Option(help="成对名称的 CSV，列 a,b")] = None,
    against: Annotated[str, typer.Option(help="表与什么匹配：graph（图谱）或另一个表")] = "graph",
    column: Annotated[str, typer.Option(help="表中名称所在的列")] = "",
    against_column: Annotated[str, typer.Option(help="另一个表中名称所在的列，缺省同 --column")] = "",
    label: Annotated[str, typer.Option(help="名称的类型，如 Organ、Area、Instrument、Matter")] = "Organ",
    limit: Annotated[int, typer.Option(help="每个名称列出几个候选", min=1, max=MOST_CANDIDATES)] = 1,
    processes: Annotated[int, typer.Option(help="与另一个表匹配时用几个进程", min=1, max=64)] = 1,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="结果文件 .csv 或 .xlsx；成对判断可输出到屏幕")] = None,
    scope: Annotated[str, typer.Option(help="名称里“区…”所指的区，如 上海市闵行区")] = "",
) -> None:
    """判断两个名称是否同一个并说明理由；或把一个表中的名称与图谱、与另一个表匹配。"""
    if output is not None:
        writable(output)
    if label not in LABELS:
        stop(f"没有“{label}”这种类型，可用：{'、'.join(LABELS)}。")
    if scope:
        area = names.area_by_name(scope)
        if area is None:
            stop(f"区划名录里没有唯一叫“{scope}”的区域，请写全称，如 上海市闵行区。")
        scope = area.full_name
    if pairs is not None:
        _pairs(pairs, scope, output)
    elif a and not b and Path(a).suffix.lower() in (".csv", ".tsv", ".xlsx", ".xls"):
        if output is None or output.suffix.lower() not in (".csv", ".xlsx"):
            stop("请用 --output 指明结果文件，.csv 或 .xlsx。")
        _table(Path(a), column, against, against_column or column, label, scope, limit, processes, output)
    elif a and b:
        for line in names.explain(a, b, label, scope).lines:
            out.print(line, highlight=False, markup=False)
    else:
        stop("请给出两个名称，或一个表（tiaokuai match 名单.xlsx -o 结果.xlsx），或 --pairs 文件.csv。")


def _pairs(pairs: Path, scope: str, output: Path | None) -> None:
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


def _table(
    file: Path,
    column: str,
    against: str,
    against_column: str,
    label: str,
    scope: str,
    limit: int,
    processes: int,
    output: Path,
) -> None:
    headings, rows, at = _column(file, column)
    written = [_text(row[at]) for row in rows]
    asked = [n for n, name in enumerate(written) if name and len(name) <= LONGEST]
    wanted = [written[n] for n in asked]
    if against == "graph":
        lines = _against_graph(wanted, label, scope, limit)
    else:
        _, other_rows, other_at = _column(Path(against), against_column)
        others = [name for name in dict.fromkeys(_text(row[other_at]) for row in other_rows) if name]
        found = names.match_many(wanted, others, label, scope, limit=limit, processes=processes)
        lines = [
            Line(row, others[other], "", verdict, score, reason)
            for row, other, verdict, score, reason in zip(
                found.rows, found.found, found.verdicts, found.scores, found.reasons, strict=True
            )
        ]
    by_row: dict[int, list[Line]] = {}
    for line in lines:
        by_row.setdefault(asked[line.row], []).append(line)
    table: list[Sequence[Any]] = []
    for n, row in enumerate(rows):
        candidates = by_row.get(n)
        if candidates is None:
            why = "没有名称。" if not written[n] else "没有值得比较的候选。" if n in set(asked) else f"名称超过 {LONGEST} 字。"
            table.append([*row, None, None, None, "无候选", None, why])
            continue
        for number, c in enumerate(candidates, start=1):
            table.append([*row, number, c.name, c.id, VERDICT_ZH[c.verdict], round(c.score, 3), c.reason])
    output.write_bytes(sheet_bytes([*headings, *_HEADINGS], table, output.suffix.lower().lstrip("."), "匹配结果"))
    best = [c[0].verdict for c in by_row.values()]
    counts = "，".join(f"{VERDICT_ZH[v]} {best.count(v)}" for v in ("same", "succeeds", "unsure", "different"))
    out.print(f"共 {len(rows)} 行：{counts}，无候选 {len(rows) - len(best)}；结果在 {output}。", highlight=False)


def _against_graph(wanted: list[str], label: str, scope: str, limit: int) -> list[Line]:
    lines: list[Line] = []
    with opened_or_served() as source, progress_bar("匹配") as progress:
        matcher = GraphMatcher(source, label) if not isinstance(source, str) else None
        distinct = list(dict.fromkeys(wanted))
        found: dict[str, list[dict[str, Any]]] = {}
        for first in range(0, len(distinct), _AT_ONCE):
            part = distinct[first : first + _AT_ONCE]
            progress(first, len(distinct), part[0])
            if isinstance(source, str):
                body = {"queries": [{"name": n, "label": label} for n in part], "scope": scope, "limit": limit}
                found |= zip(part, ask(source, "/api/match", body=body).json()["results"], strict=True)
            elif matcher is not None:
                for name in part:
                    found[name] = [
                        {
                            "name": c.name,
                            "id": c.id,
                            "verdict": c.decision.verdict,
                            "score": c.decision.score,
                            "reason": c.decision.reason,
                        }
                        for c in matcher.best(name, scope, limit)
                    ]
    for row, name in enumerate(wanted):
        lines += [Line(row, c["name"], c["id"], c["verdict"], c["score"], c["reason"]) for c in found[name]]
    return lines


def _column(file: Path, column: str) -> tuple[list[str], list[list[Any]], int]:
    """Headings, rows below them, and where the names are."""
    if not file.is_file():
        stop(f"找不到“{file}”，请检查路径。")
    try:
        tables = [t for t in read(file).tables if t.rows and not t.hidden]
    except Unreadable as error:
        stop(str(error))
    wanted = (column,) if column else _USUAL
    for name in wanted:
        for table in tables:
            for n, row in enumerate(table.rows[:_SEARCHED_ROWS]):
                headings = [_text(c) for c in row]
                if name in headings:
                    return headings, [list(r) for r in table.rows[n + 1 :]], headings.index(name)
    seen = "、".join(dict.fromkeys(h for t in tables[:3] for h in _first(t)))
    which = f"“{column}”列" if column else "名称列"
    stop(f"“{file.name}”里没有{which}（首行是：{seen or '空'}），请用 --column 写明。")


def _first(table: Table) -> list[str]:
    return [_text(c) for c in table.rows[0] if _text(c)]


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()
