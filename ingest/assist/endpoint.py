"""The model's endpoint 模型服务: one question, one answer, within limits; nothing goes anywhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .prompt import schema
from .settings import ModelSettings

ABSENT = "没有安装语言模型的附加组件，请先运行 pip install 'tiaokuai[model]'，或去掉环境变量 TIAOKUAI_MODEL_URL。"
_LONGEST_PAUSE = 30.0
_MODES = ("schema", "object", "plain")


class ModelError(Exception):
    """The model cannot be used at all: one Chinese sentence. Asking again would not help."""


class NoAnswer(Exception):
    """This question got no usable answer: why, in Chinese. ``too_long`` where a shorter passage may get one."""

    def __init__(self, why: str, too_long: bool = False) -> None:
        super().__init__(why)
        self.too_long = too_long


class Spent(Exception):
    """A limit of the document is reached: which, in Chinese."""


@dataclass(slots=True)
class Use:
    """What a document cost so far."""

    calls: int = 0
    tokens: int = 0
    started: float = 0.0


class Endpoint:
    """A model that is asked, within the limits of one document. Raises ModelError where the client is not installed."""

    def __init__(self, settings: ModelSettings, pause: Callable[[float], None] = time.sleep) -> None:
        try:
            import openai

            from .transport import client
        except ImportError as error:
            raise ModelError(ABSENT) from error
        self._openai = openai
        self._settings, self._pause = settings, pause
        # everything that the client would take from the environment is given, so that nothing is
        self._client = openai.OpenAI(
            api_key=settings.key or "none",
            base_url=settings.url,
            admin_api_key="",
            organization="",
            project="",
            webhook_secret="",
            max_retries=0,
            timeout=settings.timeout,
            http_client=client(settings.url, settings.key, settings.timeout),
        )
        self._mode = 0
        self.use = Use(started=time.monotonic())

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, system: str, user: str) -> str:
        """The answer's text. Raises NoAnswer, Spent or ModelError."""
        for attempt in range(self._settings.retries + 1):
            try:
                return self._once(system, user)
            except _Passing as error:
                if attempt == self._settings.retries:
                    raise NoAnswer(f"{error}，试了 {attempt + 1} 次") from error
                wait = max(self._settings.pause * 2**attempt, error.wait)
                self._pause(min(wait, _LONGEST_PAUSE, max(0.0, self._left())))
        raise AssertionError

    def _left(self) -> float:
        return self._settings.seconds - (time.monotonic() - self.use.started)

    def _check_limits(self) -> None:
        if self.use.calls >= self._settings.calls:
            raise Spent(f"已到每份文件 {self._settings.calls} 次的上限")
        if self.use.tokens >= self._settings.tokens:
            raise Spent(f"已到每份文件 {self._settings.tokens} 个词元的上限")
        if self._left() <= 0:
            raise Spent(f"已到每份文件 {self._settings.seconds:g} 秒的上限")

    def _once(self, system: str, user: str) -> str:
        openai = self._openai
        while True:
            self._check_limits()
            self.use.calls += 1
            try:
                answer = self._client.chat.completions.create(
                    model=self._settings.name,
                    messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
                    temperature=0,
                    timeout=min(self._settings.timeout, max(1.0, self._left())),
                    **self._format(),
                )
            except openai.APITimeoutError as error:
                raise _Passing("模型服务没有在时限内答复") from error
            except openai.APIConnectionError as error:
                raise _Passing("连不上模型服务，请核对 TIAOKUAI_MODEL_URL 和网络") from error
            except openai.APIStatusError as error:
                if error.status_code in (400, 415, 422, 501) and self._mode < len(_MODES) - 1:
                    self._mode += 1  # a server that knows no JSON schema
                    continue
                raise _status_error(error.status_code, error.response.headers) from error
            except (openai.OpenAIError, ValueError, TypeError) as error:
                raise _Passing("模型服务的答复不合规范") from error
            return self._text(answer, system, user)

    def _format(self) -> dict[str, Any]:
        mode = _MODES[self._mode]
        if mode == "schema":
            shape = {"name": "claims", "strict": True, "schema": schema()}
            return {"response_format": {"type": "json_schema", "json_schema": shape}}
        return {"response_format": {"type": "json_object"}} if mode == "object" else {}

    def _text(self, answer: Any, system: str, user: str) -> str:
        try:
            used = answer.usage.total_tokens if answer.usage is not None else None
            choice = answer.choices[0]
            refusal, content, reason = choice.message.refusal, choice.message.content, choice.finish_reason
        except (AttributeError, IndexError, TypeError) as error:
            self.use.tokens += len(system) + len(user)
            raise _Passing("模型服务的答复不合规范") from error
        self.use.tokens += used if isinstance(used, int) and used > 0 else len(system) + len(user) + len(str(content or ""))
        if refusal or reason == "content_filter":
            raise NoAnswer("模型拒绝回答")
        if reason == "length":
            raise NoAnswer("模型的答复被截断", too_long=True)
        if not isinstance(content, str) or not content.strip():
            raise _Passing("模型的答复是空的")
        return content


class _Passing(Exception):
    """A failure that may pass. ``wait``: seconds that the server asks for."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


def _status_error(status: int, headers: Mapping[str, str]) -> Exception:
    if status in (401, 403):
        return ModelError("模型服务不认这个密钥，请核对环境变量 TIAOKUAI_MODEL_KEY。")
    if status == 404:
        return ModelError("模型服务没有这个地址或模型，请核对 TIAOKUAI_MODEL_URL 和 TIAOKUAI_MODEL_NAME。")
    if 300 <= status < 400:
        return ModelError("模型服务要转到别的地址，为防材料外流没有跟去，请把 TIAOKUAI_MODEL_URL 改成最终地址。")
    if status in (408, 409, 425, 429) or status >= 500:
        asked = headers.get("retry-after", "")
        return _Passing(f"模型服务答复 {status}", float(asked) if asked.isdecimal() else 0.0)
    return NoAnswer(f"模型服务拒绝了请求（{status}）", too_long=status == 413)
