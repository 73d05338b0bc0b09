"""The way to the endpoint 连接: to that one host only, with the headers a request needs, and bodies of bounded size and time.

Imported only where a model is set, since the client's HTTP library comes with it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2

_LARGEST = 4 * 2**20
_KEPT_HEADERS = frozenset(("host", "accept", "connection", "content-type", "content-length"))


class _Bounded(httpx2.SyncByteStream):
    """A body that may not be larger than a limit, nor drip on beyond a moment."""

    def __init__(self, inner: httpx2.SyncByteStream, until: float) -> None:
        self._inner, self._until = inner, until

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._inner:
            size += len(chunk)
            if size > _LARGEST:
                raise httpx2.ReadError("too large")
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("too slow")
            yield chunk

    def close(self) -> None:
        self._inner.close()


class OneHost(httpx2.HTTPTransport):
    """Connects to one host and port, through no proxy, and follows nowhere else."""

    def __init__(self, base: str, key: str, timeout: float) -> None:
        super().__init__(trust_env=False, retries=0)
        url = httpx2.URL(base)
        self._place, self._key, self._timeout = (url.scheme, url.host, url.port), key, timeout

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request without what the client adds about this machine, or the environment about other accounts."""
        if (request.url.scheme, request.url.host, request.url.port) != self._place:
            raise httpx2.ConnectError("not the endpoint")
        for name in [n for n in request.headers if n.lower() not in _KEPT_HEADERS]:
            del request.headers[name]
        request.headers["user-agent"] = "tiaokuai"
        request.headers["accept-encoding"] = "identity"
        if self._key:
            request.headers["authorization"] = f"Bearer {self._key}"
        response = super().handle_request(request)
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, time.monotonic() + self._timeout)
        return response


def client(base: str, key: str, timeout: float) -> httpx2.Client:
    """An HTTP client for one endpoint."""
    return httpx2.Client(transport=OneHost(base, key, timeout), timeout=timeout, follow_redirects=False, trust_env=False)
