"""Titles of sections 小标题 and numbers of sub-items 子项编号: what they say of the rows below them."""

from __future__ import annotations

import re
from typing import Any

from graph.ontology import Vocabulary
from ingest import names
from ingest.readers import Cell

from . import places
from .body import Body
from .enumerations import is_body
from .model import Kind, Recognition
from .values import BadValue, parse_term, show, squeezed

_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|[、.．,，])|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．]|[（(]\d{1,2}[)）])\s*"
)
_COUNTED = re.compile(r"[（(](?:共|计)?\d+[项条个件类][)）]$|(?:共|计)\d+[项条个件]$")
_DOMAIN = re.compile(r"^(.{2,12}?)(?:执法|管理)?(?:领域|条线|系统|方面)$")
_CLASS = {"duty": "duty_class", "power": "power_type", "conferral": "power_type"}
_BODY = {"power": "holder", "conferral": "from_organ"}


def said_by_sections(kind: Kind, body: Body, columns: dict[str, list[Any]]) -> None:
    """A section's title says the class, the body or the domain of its rows where the list has no such column.

    A title holds until the next one of its own or a higher rank (一、 over （一） over 1.).
    """
    if not body.sections:
        return
    wanted = [c for c in (_CLASS.get(kind.name), _BODY.get(kind.name), "domain", "area") if c and kind.column(c)]
    wanted = [c for c in wanted if c not in columns]
    titles = sorted(body.sections)
    said: dict[str, list[Any]] = {c: [] for c in wanted}
    standing: list[tuple[int, dict[str, Any]]] = []
    at = 0
    for number in body.numbers:
        while at < len(titles) and titles[at][0] < number:
            rank, facts = _rank(titles[at][1]), _facts(kind, titles[at][1], wanted)
            standing = [s for s in standing if s[0] < rank] + [(rank, facts)]
            at += 1
        for column in wanted:
            said[column].append(next((f[column] for _, f in reversed(standing) if column in f), None))
    for column, values in said.items():
        if any(v is not None for v in values):
            columns[column] = values


def _rank(title: str) -> int:
    text = squeezed(title)
    if re.match(r"^第?[一二三四五六七八九十]+(?:部分|章|[、.,])", text):
        return 1
    return 2 if re.match(r"^\([一二三四五六七八九十]+\)", text) else 3 if re.match(r"^\(?\d", text) else 1


def _facts(kind: Kind, title: str, wanted: list[str]) -> dict[str, Any]:
    text = _COUNTED.sub("", _NUMBERED.sub("", "".join(title.split()))).strip("：:")
    facts: dict[str, Any] = {}
    for column in wanted:
        declared = kind.column(column)
        assert declared is not None
        if declared.vocabulary is not None:
            value = _term_in(text, declared.vocabulary)
            if value is not None:
                facts[column] = value
        elif column == "domain":
            if match := _DOMAIN.match(text):
                facts[column] = match.group(1)
        elif column == "area":
            entry = names.area_by_name(text)
            if kind.name == "conferral" and entry is not None and entry.level == "street":
                facts[column] = (text,)
        elif len(text) <= 24 and is_body(text) and names.parse(text).head and not places.is_street(text):
            facts[column] = (text,)
    return facts


def _term_in(text: str, vocabulary: Vocabulary) -> str | None:
    try:
        return parse_term(text, vocabulary)
    except BadValue:
        return None


_MAIN = re.compile(r"^\d{1,4}$")
_SUB = re.compile(r"^(\d{1,4})[.\-－—](\d{1,3})$")
_SUB_MARK = re.compile(r"^[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]$|^[①-⑳]$|^(?:\d{1,2}|[a-z])[)）]$")
_OF_WHICH = re.compile(r"^(?:其中[:：]|[-—－–]{1,3}|[·•])\s*(.+)$")
_OWN_NUMBER = re.compile(r"^\d{1,3}\s*[.、．)）]\s*(?=\D)")


def numbered_sub_items(kind: Kind, found: Recognition, body: Body, columns: dict[str, list[Any]]) -> None:
    """Rows numbered 1.1, （1） or begun with 其中 under a row numbered 1 are sub-items 子项 of it: 占道许可（临时占道）."""
    shown = columns.get("name")
    if shown is None or kind.name not in ("power", "conferral", "duty") or "sub_item" in columns:
        return
    at = found.index("sequence")
    marks: list[Cell] = list(body.columns[at]) if at is not None else [None] * len(body)
    if at is None:
        _without_numbers(shown)
    main, number = -1, ""
    for i, name in enumerate(shown):
        if name is None:
            continue
        mark = squeezed(show(marks[i]))
        sub = _SUB.match(mark)
        within = _OF_WHICH.match(name)
        below = main >= 0 and (
            (sub is not None and sub.group(1) == number)
            or _SUB_MARK.match(mark)
            or (within is not None and not _MAIN.match(mark))
        )
        if not below:
            main, number = i, mark if _MAIN.match(mark) else ""
            continue
        own = within.group(1) if within is not None else name
        shown[i] = f"{_main_name(shown[main])}（{own}）"
        for column in ("power_type", "duty_class", "domain", "holder"):
            if column in columns and columns[column][i] is None:
                columns[column][i] = columns[column][main]


def _main_name(name: str) -> str:
    return name.rstrip("：:")


def _without_numbers(shown: list[Any]) -> None:
    """Names that carry their own serial number where the list has no column for it."""
    named = [n for n in shown if n]
    if named and sum(1 for n in named if _OWN_NUMBER.match(n)) >= 0.6 * len(named):
        shown[:] = [_OWN_NUMBER.sub("", n) if n else n for n in shown]
