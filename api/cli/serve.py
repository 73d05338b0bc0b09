"""``tiaokuai serve`` 提供网页与接口."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn

from api.cli.access import opened
from api.cli.console import out, stop
from graph.store import Store
from ingest.jobs.library import Library, LibraryError, folder_from_environment
from ingest.jobs.queue import Queue


def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口", min=1, max=65535)] = 8000,
) -> None:
    """启动服务：网页、GraphQL、GraphiQL 与 REST。"""
    with opened() as store:
        run(store, host, port)


def run(store: Store, host: str, port: int) -> None:
    """Serve until stopped, on a port that is free; the store's lock tells other commands where."""
    from api.app import create_app
    from api.settings import Settings

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            stop(f"地址 {host}:{port} 已被占用，请换一个端口：--port {port + 1}。")
    settings = Settings.from_environment()
    url = f"http://{host}:{port}"
    store.announce(url)
    out.print(f"网页与接口：[bold]{url}[/bold]（GraphiQL：{url}/#/graphiql）。按 Ctrl-C 停止。", highlight=False)
    # uvicorn gives the signal back when it has stopped; by default the process would end without closing anything
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with working(store, settings.uploads.workers) as queue:
        uvicorn.run(create_app(store, settings, queue), host=host, port=port, log_level="warning")


@contextmanager
def working(store: Store, workers: int = 1) -> Iterator[Queue]:
    """The library of the environment with workers on its jobs; what they cannot finish waits for the next start."""
    try:
        library = Library(folder_from_environment())
        queue = Queue.from_environment(library)
        queue.start(store, workers)
    except LibraryError as error:
        stop(str(error))
    try:
        yield queue
    finally:
        queue.close()
        library.close()
