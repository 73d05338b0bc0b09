"""Pseudonyms 假名化 of persons and firms that cases are about: a keyed hash, so that the graph never holds a name.

The key comes from ``TIAOKUAI_PSEUDONYM_KEY``, else from ``pseudonym.key`` in the data folder (``TIAOKUAI_DATA``, default
``data``), made at first use and readable by its owner only. It is no part of the graph, its exports or back-ups.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from ingest.readers import Cell, Unreadable

from .values import is_nothing, squeezed

PREFIX = "相对人-"
_BODIES = (
    *("公司", "集团", "企业", "厂", "店", "铺", "馆", "行", "部", "社", "所", "院", "校", "园", "站", "场", "局", "会"),
    *("中心", "超市", "酒店", "宾馆", "学校", "市场", "工作室", "网吧", "药房", "个体工商户", "）", ")"),
)


class Pseudonyms:
    """Names to pseudonyms under one key. ``kinds`` tells of each given pseudonym whether it stands for 个人 or 单位."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = hashlib.sha256(key).digest() if key else None
        self.kinds: dict[str, str] = {}

    def of_cell(self, cell: Cell) -> str | None:
        """The pseudonym of a cell: ``相对人-`` and 12 hexadecimal digits; None for an empty one."""
        name = squeezed(cell)
        if is_nothing(name):
            return None
        if self._key is None:
            self._key = hashlib.sha256(stored_key()).digest()
        pseudonym = PREFIX + hashlib.blake2b(name.encode(), key=self._key, digest_size=6).hexdigest()
        self.kinds[pseudonym] = "个人" if len(name) <= 4 else "单位" if name.endswith(_BODIES) else "未知"
        return pseudonym


def stored_key() -> bytes:
    """The key of this installation; made where there is none yet. Raises Unreadable where none can be kept."""
    given = os.environ.get("TIAOKUAI_PSEUDONYM_KEY")
    if given:
        return given.encode()
    path = Path(os.environ.get("TIAOKUAI_DATA") or "data") / "pseudonym.key"
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="utf-8").strip().encode()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"假名密钥“{path}”读写不了，请检查数据目录的权限，或设置环境变量 TIAOKUAI_PSEUDONYM_KEY。") from error
    if len(key) < 16:  # an empty key would make every pseudonym guessable
        raise Unreadable(f"假名密钥“{path}”已损坏，请从备份恢复，或设置环境变量 TIAOKUAI_PSEUDONYM_KEY。")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(fresh, path)  # whoever comes first decides, also between processes
        except FileExistsError:
            pass
        except OSError:  # FAT and some network drives know no links
            if not path.exists():
                fresh.rename(path)
    finally:
        fresh.unlink(missing_ok=True)
