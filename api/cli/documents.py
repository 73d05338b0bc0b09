"""``documents``, ``retract``, ``restore`` and ``erase`` 来源文件."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api import documents as rest
from api.cli import keep, reports, served
from api.cli.access import opened_or_served
from api.cli.console import DONE, REFUSED, out, stop
from api.rest import Refused
from graph.store import Store
from ingest.jobs import runner
from ingest.jobs.apart import Reader
from ingest.jobs.erasure import versions_called
from ingest.jobs.library import Library, LibraryError, folder_from_environment
from ingest.jobs.queue import Queue

_PAGE = 200


def documents(
    q: Annotated[str, typer.Argument(help="名称中的字词；不写则列出全部")] = "",
    first: Annotated[int, typer.Option(help="最多列几份", min=1, max=10_000)] = 50,
) -> None:
    """列出图谱中的来源文件。"""
    with opened_or_served() as store, closing(_library()) as library:
        found, total = _listed(store, library, q, first)
    table = Table(title=f"来源文件 {total} 份", title_justify="left")
    for heading in ("标识", "名称", "种类", "地域", "载入", "主张", "待审", "原件", "状态"):
        table.add_column(heading, overflow="fold")
    for d in found:
        table.add_row(
            d["id"],
            d["name"],
            d["kind"] or "",
            d["scope"] or "",
            str(d["ingested_on"] or ""),
            str(d["claims"]),
            str(d["proposed"]),
            "有" if d["has_original"] else "",
            "全部读入" if d["status"] == "read" else "有未读",
        )
    out.print(table)


def retract(document: Annotated[str, typer.Argument(help="来源文件的标识或名称")]) -> None:
    """撤回一份来源文件：只由它支持的内容随之消失，别处也支持的保留；旧版不会自动恢复。"""
    with opened_or_served() as store, closing(_library()) as library:
        chosen = _one(store, library, document)
        if isinstance(store, str):
            done = served.send(store, "DELETE", f"/api/documents/{chosen['id']}")
        else:
            try:
                done = rest.withdraw(store, library, chosen["id"])
            except Refused as error:
                stop(error.message)
    older = done["older"]
    out.print(f"已撤回 {chosen['name']}（{chosen['id']}）。", highlight=False)
    if older:
        out.print(f"旧版 {older['id']} 没有自动恢复；需要时运行 tiaokuai restore {older['id']}。", highlight=False)


def erase(
    document: Annotated[str, typer.Argument(help="已撤回或已换版的文件的标识或名称")],
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """永久删除一份已撤回（或已换版）的文件保存的原件；删除后不能恢复。"""
    with opened_or_served() as store, closing(_library()) as library:
        known = versions_called(library, document)
        if not known:
            stop(f"资料库里没有“{document}”这份文件的记录，请核对标识或名称。")
        if len(known) > 1:
            which = "、".join(f"{v['document']}（{v['began_at'][:10]} 载入）" for v in known)
            stop(f"有 {len(known)} 份文件叫“{document}”，请用标识指明一份：{which}。")
        chosen, name = known[0]["document"], known[0]["name"]
        if not yes:
            if not sys.stdin.isatty():
                stop(f"删除“{name}”的原件后不能恢复；确要删除，请加 --yes。")
            typer.confirm(f"永久删除“{name}”的原件，不能恢复。删除吗？", abort=True)
        if isinstance(store, str):
            done = served.send(store, "DELETE", f"/api/documents/{chosen}/original")
        else:
            try:
                done = rest.erased(store, library, chosen)
            except Refused as error:
                stop(error.message)
    out.print(done["message"], highlight=False)


def restore(what: Annotated[str, typer.Argument(help="旧版文件的标识；或备份文件夹")]) -> None:
    """由保存的原件恢复一份文件的旧版；给备份文件夹则把备份恢复到空的图谱。"""
    if Path(what).is_dir():
        keep.restore(Path(what))
        return
    with opened_or_served() as store, closing(_library()) as library:
        if isinstance(store, str):
            job = served.send(store, "POST", f"/api/documents/{what}/restore")["jobs"][0]
            done = served.follow(store, job)
        else:
            done = _restored_here(store, library, what)
    reports.show(done)
    raise typer.Exit(DONE if all(r.complete for r in done) else REFUSED)


def _restored_here(store: Store, library: Library, document: str) -> list[Any]:
    reader = Reader()
    library.reconcile(store)
    try:
        with closing(Queue(library)) as queue:
            job = rest.restored(store, queue, document)
        finished = runner.run(library, store, job["id"], reader)
    except Refused as error:
        stop(error.message)
    except LibraryError as error:
        stop(str(error))
    finally:
        reader.close()
    return list(finished.files) if finished is not None else []


def _library() -> Library:
    try:
        return Library(folder_from_environment())
    except LibraryError as error:
        stop(str(error))


def _listed(store: Store | str, library: Library, q: str, most: int) -> tuple[list[dict[str, Any]], int]:
    found: list[dict[str, Any]] = []
    after: str | None = ""
    total = 0
    while after is not None and len(found) < most:
        first = min(_PAGE, most - len(found))
        if isinstance(store, str):
            page = served.send(store, "GET", "/api/documents", params={"q": q, "first": first, "after": after})
        else:
            page = rest.listed(store, library, q.strip().lower(), first, after)
        found += page["documents"]
        after, total = page["after"], page["total"]
    return found, total


def _one(store: Store | str, library: Library, document: str) -> dict[str, Any]:
    """The one document of that id or name."""
    rows = [d for d in _listed(store, library, "", 1_000_000)[0] if document in (d["id"], d["name"])]
    if not rows:
        stop(f"图谱中没有来源文件“{document}”。")
    if len(rows) > 1:
        which = "、".join(f"{r['id']}（{r['ingested_on']} 载入）" for r in rows)
        stop(f"有 {len(rows)} 份来源文件叫“{document}”，请用标识指明一份：{which}。")
    return rows[0]
