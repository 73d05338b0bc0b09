"""How the command line speaks: exit codes, one sentence an error, tables and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    err.print(f"[red]✗[/red] {message}", highlight=False)
    sys.exit(code)


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
