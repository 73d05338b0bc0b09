"""How the command line speaks: exit codes, one sentence an error, tables and progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

DONE, REFUSED, USAGE = 0, 3, 2
"""Exit codes: all done; some input refused; wrong usage (or a store that cannot be opened)."""

# a pipe has no width of its own, and 80 columns break Chinese tables to pieces
_WIDTH = None if sys.stdout.isatty() else 160
out = Console(width=_WIDTH)
err = Console(stderr=True, width=None if sys.stderr.isatty() else 160)


def stop(message: str, code: int = USAGE) -> NoReturn:
    """One clear sentence, then the end."""
    err.print(f"[red]×[/red] {message}", highlight=False)
    sys.exit(code)


def writable(path: Path) -> None:
    """Stop at once where a result could not be written to this file, rather than after the work."""
    folder = path.parent
    if not folder.is_dir():
        stop(f"没有文件夹“{folder}”，结果写不进去；请先建好，或换一个位置。")
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        stop(f"“{path}”不能写入，请换一个文件名或位置。")


def text_of(path: Path) -> str:
    """A text file that the user gives, in UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        stop(f"“{path}”不是 UTF-8 的文本文件，请另存为 UTF-8 再试。")
    except OSError as error:
        stop(f"“{path}”读不到（{error.strerror}），请检查路径与权限。")


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr, for what takes long."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
        console=err,
        transient=True,
    ) as bar:
        task = bar.add_task(title, total=None, name="")

        def update(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=name[-40:])

        yield update
