"""What every request passes 请求防护: an id, the token, the size of its body, headers, time and count."""

from __future__ import annotations

import base64
import hmac
import logging
import secrets
import time
from typing import TYPE_CHECKING, Any

import orjson
from starlette.datastructures import Headers, MutableHeaders

from api.errors import INTERNAL_MESSAGE
from api.metrics import Metrics
from api.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("tiaokuai.http")
OPEN_PATHS = frozenset({"/healthz"})
UPLOADS = "/api/uploads"
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For answers that are no pages; pages set their own."""
ROUTES = (
    *(f"/api/findings{suffix}" for suffix in ("", ".json", ".csv", ".xlsx")),
    "/api/uploads",
    "/api/jobs",
    "/api/documents",
    "/graphql",
    "/healthz",
    "/readyz",
    "/metrics",
    "/",
)
"""Routes that metrics tell apart; anything else counts as one, so that paths tried at random make no new series."""


_NO_TOKEN = (
    "需要访问令牌（服务的 TIAOKUAI_TOKEN）：程序请在请求头写 Authorization: Bearer 令牌；浏览器询问时用户名任意，密码填令牌。"
)


class _TooLarge(Exception):
    pass


class Protection:
    """The outermost layer. Whatever goes wrong inside, the caller sees one sentence and the request's id."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = number
        started = time.perf_counter()
        status = 500
        began = False

        async def sending(message: Message) -> None:
            nonlocal status, began
            if message["type"] == "http.response.start":
                status, began = message["status"], True
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = number
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal:
                await _answer(sending, number, *refusal)
            else:
                await self.app(scope, self._limited(scope, receive), sending)
        except _TooLarge:
            if not began:
                await _answer(sending, number, 413, self._too_large(scope), "TOO_LARGE")
        except Exception:
            LOG.exception("请求 %s 内部出错", number)
            if not began:
                await _answer(sending, number, 500, INTERNAL_MESSAGE, "INTERNAL")
        finally:
            route = scope["path"] if scope["path"] in ROUTES else "other"
            self.metrics.requests.labels(route, scope["method"], str(status)).inc()
            self.metrics.seconds.labels(route).observe(time.perf_counter() - started)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers = Headers(scope=scope)
        wanted = self.settings.token.encode()
        if (
            wanted
            and scope["path"] not in OPEN_PATHS
            and not hmac.compare_digest(_token(headers.get("authorization", "")), wanted)
        ):
            return 401, _NO_TOKEN, "UNAUTHORIZED"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most(scope):
            return 413, self._too_large(scope), "TOO_LARGE"
        return None

    def _most(self, scope: Scope) -> int:
        """Most bytes of a request's body: uploads go to the disk as they come, and limit each file themselves."""
        return self.settings.uploads.body if scope["path"] == UPLOADS else self.settings.limits.body

    def _too_large(self, scope: Scope) -> str:
        return f"请求体超过 {self._most(scope)} 字节，请拆成几次请求。"

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        # a chunked body declares no length
        read, most = 0, self._most(scope)

        async def receiving() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise _TooLarge
            return message

        return receiving


def _token(authorization: str) -> bytes:
    """The token of a request: Bearer from programs; Basic, with any user name, from browsers, which ask for it themselves."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(given, validate=True).partition(b":")[2]
        except ValueError:
            return b""
    # headers come as Latin-1, whatever bytes were sent
    return given.encode("latin-1") if scheme == "Bearer" else b""


async def _answer(send: Any, number: str, status: int, message: str, code: str) -> None:
    body = orjson.dumps({"message": message, "code": code, "request_id": number})
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b'Basic realm="tiaokuai", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
