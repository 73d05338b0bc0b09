"""``tiaokuai query`` 运行 GraphQL 查询."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.access import ask, opened_or_served
from api.cli.console import REFUSED, stop, text_of


def query(
    file: Annotated[Path, typer.Argument(help="GraphQL 查询文件")],
    variables: Annotated[str, typer.Option(help="变量（JSON）")] = "{}",
) -> None:
    """运行一个 GraphQL 查询，结果为 JSON。"""
    if not file.is_file():
        stop(f"找不到查询文件“{file}”，请检查路径。")
    try:
        given: dict[str, Any] = json.loads(variables)
    except ValueError:
        stop('--variables 不是合法的 JSON，例如 \'{"area": "…"}\'。')
    text = text_of(file)
    with opened_or_served() as source:
        if isinstance(source, str):
            result = ask(source, "/graphql", body={"query": text, "variables": given}).json()
        else:
            from api.schema import execute_query

            result = execute_query(source, text, given)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))
    if result.get("errors"):
        raise typer.Exit(REFUSED)
