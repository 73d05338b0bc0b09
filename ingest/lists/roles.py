"""Roles that stand beside the names in a cell 格内角色: 区水务局（牵头）, 牵头单位：区水务局；配合单位：区房管局."""

from __future__ import annotations

import re
from typing import Any

from .matrix import ROLES, role_named

_BEFORE = re.compile(r"^([一-鿿]{1,6})[:：](.*)$", re.S)
_AFTER = re.compile(r"^(.+?)[（(]([一-鿿]{1,6})[）)]$", re.S)


def roles_in_cells(columns: dict[str, list[Any]]) -> None:
    """Move each body to the column of the role that its cell gives it; without a word of a role it stays where it stands."""
    for column in [c for c in ROLES if c in columns]:
        for i, cell in enumerate(columns[column]):
            if not cell or not any(_BEFORE.match(n) or _AFTER.match(n) for n in cell):
                continue
            told = _told(cell, column)
            if all(role == column for _, role in told) and [n for n, _ in told] == list(cell):
                continue
            columns[column][i] = None
            for role in dict.fromkeys(r for _, r in told):
                values = columns.setdefault(role, [None] * len(columns[column]))
                mine = [n for n, r in told if r == role]
                values[i] = tuple(dict.fromkeys([*(values[i] or ()), *mine]))


def _told(cell: tuple[str, ...], column: str) -> list[tuple[str, str]]:
    """Names and their roles: a word before holds for what follows, one in brackets for what came since the last."""
    out: list[tuple[str, str]] = []
    since = 0
    standing = column
    for name in cell:
        before, after = _BEFORE.match(name), _AFTER.match(name)
        if before is not None and (role := role_named(before.group(1))):
            standing, name = role, before.group(2).strip()
            since = len(out)
            after = _AFTER.match(name)
        if after is not None and (role := role_named(after.group(2))):
            out.append((after.group(1), role))
            out[since:] = [(n, role) for n, _ in out[since:]]
            since = len(out)
        elif name:
            out.append((name, standing))
    return out
