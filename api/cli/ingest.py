"""``tiaokuai ingest`` 载入文件."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.cli import reports, served
from api.cli.access import opened, opened_or_served
from api.cli.console import DONE, REFUSED, err, stop, writable
from graph.evidence import Extraction
from graph.store import Store
from ingest import names
from ingest.jobs.journal import LibraryJournal
from ingest.jobs.library import Library, LibraryError, folder_from_environment
from ingest.notices.jsonl import claims_jsonl
from ingest.pipeline import Options, files_in
from ingest.pipeline import ingest as run
from ingest.readers.canonical import Cancelled
from ingest.report import FileReport, StageProgress
from ingest.versions import Choice

_STAGES = {"reading": "读取", "extracting": "识别", "resolving": "对名称", "writing": "写入"}
_VERSIONS: dict[str, Choice] = {"auto": "auto", "new": "new", "replace": "replace"}


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹，可多个；压缩包与邮件逐个读其中的文件")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读不写：看看会读出什么")] = False,
    claims: Annotated[Path | None, typer.Option(help="把读出的主张写成 JSON Lines")] = None,
    report: Annotated[Path | None, typer.Option(help="把读入报告写成 JSON")] = None,
    scope: Annotated[str, typer.Option(help="文件未写明地域时按此区县理解，如 上海市闵行区")] = "",
    mapping: Annotated[Path | None, typer.Option(help="列对应文件（YAML 或 JSON），优先于自动识别")] = None,
    version: Annotated[
        str, typer.Option("--as", help="与同名的旧文件：auto 看内容是否相近，new 作为另一份，replace 替换")
    ] = "auto",
) -> None:
    """载入通知、清单、名册、案件与法规文本。"""
    options = Options(scope=_checked(paths, (claims, report), scope, mapping), mapping=mapping, dry_run=dry_run)
    if version not in _VERSIONS:
        stop(f"--as 须是 {'、'.join(_VERSIONS)} 之一。")
    options = Options(options.scope, mapping, dry_run, options.today, _VERSIONS[version], again=version == "replace")
    try:
        # the claims are written while files are read here; a service reads them elsewhere
        with nullcontext(None) if dry_run else opened() if claims else opened_or_served() as store:
            if isinstance(store, str):
                with _two_bars() as bars:
                    done = served.upload(store, list(files_in(paths)), options, bars.files)
            else:
                done = _here(store, paths, options, claims)
    except KeyboardInterrupt:
        err.print("已中断：已完成的文件都在图谱中，未完成的一个没有写入；再次运行会接着做。")
        raise typer.Exit(130) from None
    except LibraryError as error:
        stop(str(error))
    reports.show(done)
    if report is not None:
        reports.write(done, report)
    if any(r.status == "cancelled" for r in done):
        raise typer.Exit(130)
    raise typer.Exit(DONE if all(r.complete for r in done) else REFUSED)


def _checked(paths: list[Path], targets: tuple[Path | None, ...], scope: str, mapping: Path | None) -> str:
    """The scope's full name; anything that cannot be used ends the program before the work."""
    for path in paths:
        if not path.exists():
            stop(f"找不到“{path}”，请检查路径。")
    if mapping is not None and not mapping.is_file():
        stop(f"找不到列对应文件“{mapping}”，请检查路径。")
    for target in targets:
        if target is not None:
            writable(target)
    if not scope:
        return ""
    area = names.area_by_name(scope)
    if area is None:
        stop(f"区划名录里没有唯一叫“{scope}”的区域，请写全称，如 上海市闵行区。")
    return area.full_name


def _here(store: Store | None, paths: list[Path], options: Options, claims: Path | None) -> list[FileReport]:
    """Ingest in this process."""
    sink = claims.open("w", encoding="utf-8") if claims else None

    def write_claims(extraction: Extraction) -> None:
        if sink is not None:
            for line in claims_jsonl(extraction):
                sink.write(json.dumps(line, ensure_ascii=False) + "\n")

    library = Library(folder_from_environment()) if store is not None else None
    journal = None
    if library is not None and store is not None:
        library.reconcile(store)
        text = options.mapping.read_text(encoding="utf-8-sig") if options.mapping else ""
        journal = LibraryJournal(library, again=options.again, mapping=text)
    try:
        with _two_bars() as bars, _gently_stopped(bars.stage) as stages:
            return run(store, paths, options, bars.files, write_claims, stages=stages, journal=journal)
    finally:
        if sink is not None:
            sink.close()
        if library is not None:
            library.close()


@contextmanager
def _gently_stopped(show: StageProgress) -> Iterator[StageProgress]:
    """Ctrl-C stops between two pages or stages, never within a commit; a second one stops at once, and rolls back."""
    asked = False

    def interrupted(*_: Any) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        err.print("正在停下：手头这一页或这一步做完就停；再按一次 Ctrl-C 立即停下，当前文件不写入。")

    def stages(stage: str, done: int, total: int | None) -> None:
        if asked:
            raise Cancelled
        show(stage, done, total)

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stages
    finally:
        signal.signal(signal.SIGINT, before)


class _Bars:
    """Files on one line, the current file's stage and pages on the other."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._files = bar.add_task("读入", total=None, name="")
        self._pages = bar.add_task("", total=None, name="", visible=False)

    def files(self, done: int, total: int, name: str) -> None:
        """How many files are done."""
        self._bar.update(self._files, completed=done, total=total, name=name[-40:])
        self._bar.update(self._pages, visible=False)

    def stage(self, stage: str, done: int, total: int | None) -> None:
        """Which step of the current file, and how many of its pages."""
        self._bar.update(
            self._pages, description=f"　{_STAGES.get(stage, stage)}", completed=done, total=total, visible=True, name=""
        )


@contextmanager
def _two_bars() -> Iterator[_Bars]:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
        console=err,
        transient=True,
    ) as bar:
        yield _Bars(bar)
