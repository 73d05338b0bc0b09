"""What can be told from a statement's text 语句 before an engine sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .interface import StoreError

_NOT_CODE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_PARAMETER = re.compile(r"\$(\w+)")


@lru_cache(maxsize=2048)
def one_statement(cypher: str) -> tuple[str, frozenset[str]]:
    """The statement without a closing semicolon, and the parameters it names.

    Raises StoreError for several statements: the second could leave the transaction of the first.
    """
    text = cypher.strip().rstrip(";").rstrip()
    code = _NOT_CODE.sub("", text)
    if ";" in code:
        raise StoreError("一次只能执行一条语句：请去掉查询中间的分号。")
    return text, frozenset(_PARAMETER.findall(code))


def prepared(cypher: str, parameters: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """The statement and just the parameters it names. Raises StoreError for one that is not given, which ladybug would take
    for null without a word."""
    text, names = one_statement(cypher)
    given = parameters or {}
    missing = sorted(names.difference(given))
    if missing:
        raise StoreError(f"图库拒绝了这条语句（缺少参数 {'、'.join(missing)}）：请检查语句与参数。")
    return text, {name: given[name] for name in names}
