"""A stand-in for a model's endpoint: a real server on a loopback port that answers what a test tells it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ingest.assist import ModelSettings


def answer(content: Any, *, reason: str = "stop", refusal: str | None = None, tokens: int = 10) -> dict[str, Any]:
    """A chat completion; ``content`` is put down as JSON unless it is text."""
    words = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": words, "refusal": refusal}
    return {
        "id": "a",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": reason, "message": message, "logprobs": None}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 5, "total_tokens": tokens},
    }


@dataclass
class Stub:
    """What the server was asked, and how it answers: ``reply`` takes the request's JSON and gives status, headers and body."""

    url: str = ""
    reply: Callable[[dict[str, Any]], tuple[int, dict[str, str], Any]] = lambda _: (200, {}, answer({"claims": []}))
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    drip: float = 0.0

    def settings(self, **changed: Any) -> ModelSettings:
        return ModelSettings(**({"url": self.url, "name": "m", "key": "钥匙".encode().hex(), "pause": 0.001} | changed))

    def says(self, *claims: dict[str, Any]) -> None:
        """Always answer with these claims."""
        self.reply = lambda _: (200, {}, answer({"claims": list(claims)}))

    def in_turn(self, *replies: tuple[int, dict[str, str], Any]) -> None:
        """Answer with one after the other, then always with the last."""
        left = list(replies)
        self.reply = lambda _: left.pop(0) if len(left) > 1 else left[0]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    for name in ("URL", "NAME", "KEY", "CALLS", "TOKENS", "SECONDS"):
        monkeypatch.delenv(f"TIAOKUAI_MODEL_{name}", raising=False)
    made = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            made.asked.append(json.loads(body))
            made.headers.append({k.lower(): v for k, v in self.headers.items()})
            made.paths.append(self.path)
            status, headers, content = made.reply(made.asked[-1])
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", "content-length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if made.drip:
                    for at in range(len(data)):
                        self.wfile.write(data[at : at + 1])
                        self.wfile.flush()
                        time.sleep(made.drip)
                else:
                    self.wfile.write(data)
            except OSError:
                pass  # whoever asked has had enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()
