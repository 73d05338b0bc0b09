"""Reaching the graph 打开图谱: the store itself, or the running service that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from api.cli.console import stop
from api.settings import Settings
from graph.store import Store, StoreBusy, StoreError, StoreSettings, open_store


@contextmanager
def opened() -> Iterator[Store]:
    """The store of the environment; a store that cannot be opened ends the program with one sentence."""
    try:
        store = open_store(StoreSettings.from_environment())
    except StoreError as error:
        stop(str(error))
    try:
        yield store
    except StoreError as error:
        stop(str(error))
    finally:
        store.close()


@contextmanager
def opened_or_served() -> Iterator[Store | str]:
    """The store, or the address of the service that holds it (``tiaokuai serve`` in another process)."""
    try:
        store = open_store(StoreSettings.from_environment())
    except StoreBusy as busy:
        url = busy.holder.url if busy.holder else ""
        if not url:
            stop(str(busy))
        yield url
        return
    except StoreError as error:
        stop(str(error))
    try:
        yield store
    except StoreError as error:
        stop(str(error))
    finally:
        store.close()


def ask(url: str, path: str, *, params: dict[str, Any] | None = None, body: dict[str, Any] | None = None) -> httpx.Response:
    """Put a read to the running service; its refusal ends the program with its own sentence."""
    token = Settings.from_environment().token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with httpx.Client(base_url=url, timeout=120, headers=headers, trust_env=False) as client:
            answer = client.post(path, json=body) if body is not None else client.get(path, params=params)
    except httpx.HTTPError as error:
        stop(f"图谱正由服务 {url} 使用，但连不上它（{error.__class__.__name__}）；请检查该服务，或停止它后再试。")
    if answer.status_code >= 400:
        stop(_sentence(answer))
    return answer


def _sentence(answer: httpx.Response) -> str:
    try:
        content = answer.json()
        return str(content.get("message") or content.get("detail") or content)
    except ValueError:
        return f"服务返回 {answer.status_code}。"
