"""``tiaokuai findings`` 列出发现."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.access import ask, opened_or_served
from api.cli.console import err, out, stop, writable
from api.findings_out import FORMATS, STATUS_ZH, as_bytes, as_table
from queries import definitions
from queries import findings as compute
from queries.areas import find as find_area


def findings(
    kind: Annotated[list[str] | None, typer.Option(help="发现代码，如 G04，可多次")] = None,
    area: Annotated[str, typer.Option(help="只看某区域：名称、代码或标识")] = "",
    as_of: Annotated[str, typer.Option(help="时点，如 2020-11-05；默认今天")] = "",
    status: Annotated[list[str] | None, typer.Option(help="yes、no、unknown，可多次；默认全部")] = None,
    format: Annotated[str, typer.Option(help="table、json、csv 或 xlsx")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到文件；xlsx 必须给出")] = None,
) -> None:
    """列出发现：有责无权、管理下沉执法保留、僵尸事项、重复执法……每条都带依据。"""
    if format not in ("table", *FORMATS):
        stop(f"不认识的格式“{format}”，可用：table、{'、'.join(FORMATS)}。")
    known = {d.code for d in definitions()}
    for code in kind or []:
        if code not in known:
            stop(f"没有代码为“{code}”的发现，可用：{'、'.join(sorted(known))}。")
    try:
        day = dt.date.fromisoformat(as_of) if as_of else None
    except ValueError:
        stop(f"日期“{as_of}”看不懂，请写成 2020-11-05 的样子。")
    if format == "xlsx" and output is None:
        stop("xlsx 须写到文件：请用 --output 文件名.xlsx。")
    for one in status or []:
        if one not in STATUS_ZH:
            stop(f"不认识的结论“{one}”，可用：{'、'.join(STATUS_ZH)}。")
    if output is not None:
        writable(output)
    wanted = tuple(status or ())
    rows: list[dict[str, Any]]
    with opened_or_served() as source:
        if not isinstance(source, str) and source.is_empty():
            err.print("图谱是空的：请先用 tiaokuai ingest 载入文件，或用 tiaokuai demo 看示例。")
        if area and not isinstance(source, str) and find_area(source, area) is None:
            stop(f"图谱中没有“{area}”这个区域，请写全称（如 上海市闵行区莘庄镇）、区划代码或标识。")
        if isinstance(source, str):
            params = {"codes": list(kind or []), "area": area, "as_of": as_of, "status": list(wanted)}
            rows = ask(source, "/api/findings", params=params).json()
        else:
            rows = [f.as_json() for f in compute(source, kinds=tuple(kind or ()), area=area, as_of=day, status=wanted)]
    if format == "table" and output is None:
        out.print(as_table(rows))
        return
    content = as_bytes(rows, "json" if format == "table" else format)
    if output is not None:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
