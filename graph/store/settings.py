"""Where the graph is 图数据库的位置, and how to reach it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .interface import StoreError

_NEO4J_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
_LADYBUG_SCHEME = "ladybug:"
_LARGEST = 1e9


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Which store to open.

    ``uri`` is ``ladybug:PATH``, a plain path, or ``neo4j://…`` / ``bolt://…``. ``timeout`` bounds one read, in seconds (0 for
    none). ``buffer_pool`` is ladybug's memory in bytes; 0 takes 30 % of the machine's, between 1 and 8 GiB.
    """

    uri: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    buffer_pool: int = 0

    @property
    def engine(self) -> str:
        """``neo4j`` or ``ladybug``, from the address."""
        if self.uri.startswith(_NEO4J_SCHEMES):
            return "neo4j"
        if "://" in self.uri:
            raise StoreError(
                f"图库地址“{self.uri}”的协议不受支持：请写文件路径、ladybug:路径、neo4j://主机:端口 或 bolt://主机:端口。"
            )
        return "ladybug"

    @property
    def path(self) -> Path:
        """The file of an embedded store, absolute. Raises StoreError for a server."""
        if self.engine != "ladybug":
            raise StoreError(f"图库“{self.uri}”是服务器，没有本地文件。")
        name = self.uri.removeprefix(_LADYBUG_SCHEME)
        if not name:
            raise StoreError("图库地址里没有文件路径：请写成 ladybug:data/graph.lbdb 的样子。")
        return Path(name).expanduser().resolve()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> StoreSettings:
        """Settings from TIAOKUAI_STORE, TIAOKUAI_NEO4J_USER, TIAOKUAI_NEO4J_PASSWORD, TIAOKUAI_DATA, TIAOKUAI_TIMEOUT
        (seconds) and TIAOKUAI_BUFFER_POOL (MiB).

        Without TIAOKUAI_STORE the store is ``graph.lbdb`` in TIAOKUAI_DATA (default ``data``).
        """
        env = os.environ if environment is None else environment
        uri = env.get("TIAOKUAI_STORE") or str(Path(env.get("TIAOKUAI_DATA") or "data") / "graph.lbdb")
        return cls(
            uri=uri,
            user=env.get("TIAOKUAI_NEO4J_USER", ""),
            password=env.get("TIAOKUAI_NEO4J_PASSWORD", ""),
            timeout=_number(env, "TIAOKUAI_TIMEOUT", 30, "秒数"),
            buffer_pool=int(_number(env, "TIAOKUAI_BUFFER_POOL", 0, "兆字节数")) << 20,
        )


def _number(environment: Mapping[str, str], name: str, default: float, what: str) -> float:
    raw = environment.get(name) or str(default)
    try:
        number = float(raw)
    except ValueError:
        number = -1
    if not 0 <= number < _LARGEST:
        raise StoreError(f"环境变量 {name} 的值“{raw}”不是{what}：请写不小于零的数字，如 {default or 2048}。")
    return number
