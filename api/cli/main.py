"""The commands, put together."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from api.cli.claims import claims_app
from api.cli.console import USAGE, err, stop
from api.cli.demo import demo
from api.cli.documents import documents, erase, restore, retract
from api.cli.findings import findings
from api.cli.ingest import ingest
from api.cli.jobs import jobs
from api.cli.keep import backup, check, docs
from api.cli.names import gazetteer_app, match, review_app
from api.cli.query import query
from api.cli.serve import serve
from api.cli.usage import sentence, speak_chinese

speak_chinese()
app = typer.Typer(
    name="tiaokuai",
    help="条块：组织权责知识图谱与查询服务。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (demo, serve, ingest, jobs, documents, findings, query, match, backup, restore, check, retract, erase, docs):
    app.command()(command)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(review_app, name="review")
app.add_typer(claims_app, name="claims")


def main() -> None:
    """Run the command line; whatever goes wrong, users get one sentence and never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # on Windows a pipe is GBK: a character outside it must not end the command
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(app(standalone_mode=False))
    except (KeyboardInterrupt, typer.Abort):
        err.print("已中断。")
        sys.exit(130)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help was printed; nothing is wrong but the missing command
            sys.exit(USAGE)
        stop(sentence(error))
    except Exception as error:
        err.print(
            f"[red]×[/red] 程序内部错误：{type(error).__name__}：{error}。请把这一行连同所用命令反馈给维护者。", highlight=False
        )
        sys.exit(USAGE)
