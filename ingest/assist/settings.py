"""Where the model is, and how much it may be asked 模型设置; the key comes from the environment only and is never shown."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit


class BadSettings(ValueError):
    """A setting that cannot be used, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """An OpenAI-compatible endpoint and the limits of one document.

    ``url`` is the base that ``/chat/completions`` is added to; ``calls`` requests, ``tokens`` and ``seconds`` for a document in
    all; ``timeout`` seconds for one answer; ``retries`` after a failure that may pass, the first after ``pause`` seconds and each
    after twice as long; ``window`` and ``overlap`` are characters.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    calls: int = 60
    tokens: int = 400_000
    seconds: float = 900.0
    timeout: float = 120.0
    retries: int = 3
    pause: float = 1.0
    window: int = 1500
    overlap: int = 200

    def __post_init__(self) -> None:
        """Raises BadSettings."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSettings("环境变量 TIAOKUAI_MODEL_URL 应是 http:// 或 https:// 开头的地址，请改正。")
        if parts.username or parts.password:
            raise BadSettings("环境变量 TIAOKUAI_MODEL_URL 里不要写账号密码，密钥请写在 TIAOKUAI_MODEL_KEY。")
        if not self.name.strip():
            raise BadSettings("请用环境变量 TIAOKUAI_MODEL_NAME 写明模型名称。")
        if self.overlap * 2 > self.window:
            raise BadSettings("模型每段的重叠不能超过半段。")

    @classmethod
    def from_environment(cls) -> ModelSettings | None:
        """The settings of the environment; None where no model is set, which is how it is by default. Raises BadSettings."""
        url = os.environ.get("TIAOKUAI_MODEL_URL", "").strip()
        name = os.environ.get("TIAOKUAI_MODEL_NAME", "").strip()
        if not url and not name:
            return None
        if not url:
            raise BadSettings("写了 TIAOKUAI_MODEL_NAME 却没有 TIAOKUAI_MODEL_URL，请补上模型服务的地址，或都不写。")
        given = {
            "calls": _number("TIAOKUAI_MODEL_CALLS", 60),
            "tokens": _number("TIAOKUAI_MODEL_TOKENS", 400_000),
            "seconds": _number("TIAOKUAI_MODEL_SECONDS", 900),
        }
        return cls(url.rstrip("/"), name, os.environ.get("TIAOKUAI_MODEL_KEY", "").strip(), **given)


def _number(name: str, otherwise: int) -> int:
    written = os.environ.get(name, "").strip()
    if not written:
        return otherwise
    if not written.isdecimal() or int(written) < 1:
        raise BadSettings(f"环境变量 {name} 应是正整数，现为“{written[:20]}”，请改正。")
    return int(written)
