"""Settings of the service 服务设置, from the environment. Every one is listed in ``docs/graphql.md``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.limits import Limits


class SettingsError(ValueError):
    """A setting that cannot be used, said in one Chinese sentence."""


VARIABLES: tuple[tuple[str, str, str], ...] = (
    ("TIAOKUAI_TOKEN", "token", "访问令牌；设了它，除 /healthz 外每个请求都须带 Authorization: Bearer 令牌"),
    ("TIAOKUAI_QUERY_SECONDS", "seconds", "一次请求的时限（秒），缺省 30"),
    ("TIAOKUAI_MAX_DEPTH", "depth", "GraphQL 查询的最大层数，缺省 16"),
    ("TIAOKUAI_MAX_COST", "cost", "GraphQL 查询最多可能返回的对象数，缺省 500000"),
    ("TIAOKUAI_MAX_PAGE", "page", "一页最多几项，缺省 500"),
    ("TIAOKUAI_MAX_BODY", "body", "请求体最大字节数（上传除外），缺省 1000000"),
    ("TIAOKUAI_MAX_UPLOAD", "upload_bytes", "上传的一个文件最大字节数，缺省 209715200（200 MB）"),
    ("TIAOKUAI_MAX_FILES", "upload_files", "一次最多上传几个文件，缺省 100"),
    ("TIAOKUAI_WORKERS", "workers", "同时执行几个载入任务，缺省 1"),
    ("TIAOKUAI_RECONCILE_ORIGINS", "origins", "哪些来源的网页可读对账服务 /reconcile，逗号分隔，缺省没有"),
)
"""Environment variable, what it sets, and what it means."""
_UPLOADS = {"upload_bytes": "bytes", "upload_files": "files", "workers": "workers"}


@dataclass(frozen=True, slots=True)
class Uploads:
    """How much may be uploaded: ``bytes`` a file, ``files`` a request; ``workers`` jobs run at a time."""

    bytes: int = 200 * 2**20
    files: int = 100
    workers: int = 1

    @property
    def body(self) -> int:
        """Most bytes of one request."""
        return self.bytes * self.files + 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service behaves. The address to listen on is given to the server, by default the loopback only."""

    token: str = field(default="", repr=False)
    limits: Limits = field(default_factory=Limits)
    uploads: Uploads = field(default_factory=Uploads)
    origins: tuple[str, ...] = ()
    """Origins (http://127.0.0.1:3333) whose pages may read ``/reconcile``."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from the variables of ``VARIABLES``. Raises SettingsError for a value that is no number."""
        env = os.environ if environment is None else environment
        changes: dict[str, Any] = {}
        for variable, name, _ in VARIABLES:
            raw = env.get(variable, "").strip()
            if not raw or name in ("token", "origins"):
                continue
            try:
                value = float(raw) if name == "seconds" else int(raw)
            except ValueError:
                raise SettingsError(f"环境变量 {variable} 的值“{raw}”不是数字，请改正或去掉它。") from None
            if value <= 0:
                raise SettingsError(f"环境变量 {variable} 的值“{raw}”须大于 0，请改正或去掉它。")
            changes[name] = value
        uploads = {_UPLOADS[name]: changes.pop(name) for name in list(changes) if name in _UPLOADS}
        return cls(
            token=env.get("TIAOKUAI_TOKEN", "").strip(),
            limits=replace(Limits(), **changes),
            uploads=replace(Uploads(), **uploads),
            origins=_origins(env.get("TIAOKUAI_RECONCILE_ORIGINS", "")),
        )


def _origins(raw: str) -> tuple[str, ...]:
    found = tuple(filter(None, (part.strip().rstrip("/") for part in raw.split(","))))
    for origin in found:
        if not re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?|https?://\[[0-9a-fA-F:]+\](:\d{1,5})?", origin):
            raise SettingsError(
                f"环境变量 TIAOKUAI_RECONCILE_ORIGINS 里的“{origin}”不是网页来源，请写成 http://127.0.0.1:3333 的样子。"
            )
    return found
