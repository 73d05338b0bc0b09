"""Who holds an embedded store 占用者."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a store: process id, command line, since when (local time, ISO), and the address it serves, or ""."""

    pid: int
    command: str
    since: str
    url: str = ""

    def describe(self) -> str:
        """The holder in words, for messages."""
        served = f"，服务地址 {self.url}" if self.url else ""
        return f"进程 {self.pid}（{self.command}）自 {self.since} 起占用{served}"
