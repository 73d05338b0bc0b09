"""One passage a row 片段: its place in the sheet, and its cells as ``列名：值；…``, without the names of persons."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from graph.evidence import PassageColumns, RejectedRow
from ingest.readers import Cell, Table

from .body import Body
from .cells import many_distinct
from .headings import clean_heading
from .model import Kind, Recognition
from .regions import Region
from .values import show

_SECRET = re.compile(r"电话|手机|身份证|证件号|联系方式|住址|家庭地址|银行|账号")
_HOLDER = re.compile(
    r"姓名|网格长|网格员(?!数|人数|配备|总数)|联络员|联络人|联系人|负责人|责任人|经办人|填表人|领队|(?:队|站|所|科|组|处|局|镇|主)长(?!效|期|制)|分管领导|带班领导|包保领导|专管员|楼组长|志愿者姓名|法人代表|法定代表人"
)
"""Columns of rosters and other lists that name who holds a post 负责人, 网格长."""
_COUNTED = re.compile(r"人?数量?$|职数|人次|比例|占比|编制|是否|单位|部门|机构")
_PERSON = re.compile(
    r"姓名|当事人|相对人|诉求人|投诉人|举报人|联系人|来电人|被处罚人|法定代表人|被检查|检查对象|违法人|业主|经营者|信访人|反映人|申请人"
)
HIDDEN = "（略）"
"""Shown for telephone numbers, identity numbers and addresses of persons."""


def column_letters(number: int) -> str:
    """The letters of a column, from 1: 1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def personal(heading: str, kind: Kind) -> bool:
    """Whether a column holds what names or reaches a person and must not be shown."""
    words = clean_heading(heading)
    if _SECRET.search(words) or (kind.event and _PERSON.search(words)):
        return True
    return bool(_HOLDER.search(words)) and not _COUNTED.search(words)


def row_passages(
    document: str,
    first: int,
    mark: str,
    body: Body,
    found: Recognition,
    kind: Kind,
    parties: Sequence[str | None] | None,
    region: Region,
) -> PassageColumns:
    """The passages of a list's rows, numbered from ``first``. ``parties``: the pseudonym of each row's party."""
    table = region.table
    n = len(body)
    headings = [(c.index, c.heading, c.column) for c in found.columns]
    labelled: list[list[str]] = []
    raw: Sequence[Cell] | None = None
    for index, heading, column in headings:
        cells = body.columns[index] if index < len(body.columns) else [None] * n
        if column == "party" and parties is not None:
            raw = cells
            labelled.append([f"{heading}：{p}" if p else "" for p in parties])
        elif personal(heading, kind):
            labelled.append([f"{heading}：{HIDDEN}" if c is not None else "" for c in cells])
        else:
            labelled.append(_labelled(heading, cells))
    quotes = ["；".join(filter(None, row)) for row in zip(*labelled, strict=True)] if labelled else [""] * n
    free = any(column in ("", "detail", "note", "outcome", "title") for _, _, column in headings)
    if raw is not None and parties is not None and free:
        _hide_names(quotes, raw, parties)
    last = column_letters(table.first_column + max((i for i, _, _ in headings), default=0))
    left = column_letters(table.first_column + min((i for i, _, _ in headings), default=0))
    sheet = found.sheet
    numbers = body.numbers
    pages, boxes = places_of_rows(table, numbers)
    if region.transposed:
        top = table.first_column + min((i for i, _, _ in headings), default=0)
        bottom = table.first_column + max((i for i, _, _ in headings), default=0)
        locators = [f"{sheet}!{column_letters(x)}{top}:{column_letters(x)}{bottom}" for x in numbers]
    else:
        locators = [f"{sheet}!{left}{r}:{last}{r}" for r in numbers]
    return PassageColumns(
        document,
        "row",
        ids=[f"{document}#{mark}{i}" for i in range(first, first + n)],
        locators=locators,
        quotes=quotes,
        starts=[None] * n,
        ends=[None] * n,
        rows=[None] * n if region.transposed else list(numbers),
        pages=pages,
        boxes=boxes,
    )


def in_columns(rejected: RejectedRow, sheet: str) -> RejectedRow:
    """What was refused of a list whose headings stand down the side: its rows are the sheet's columns."""

    def lettered(match: re.Match[str]) -> str:
        return "第" + "、".join(column_letters(int(n)) for n in match.group(1).split("、")) + "列"

    where = rejected.where.removeprefix(f"{sheet}!")
    if where == rejected.where:
        return rejected
    return RejectedRow(f"{sheet}!" + re.sub(r"第([\d、]+)行", lettered, where), rejected.reason, rejected.advice)


def places_of_rows(table: Table, numbers: Sequence[int]) -> tuple[list[int | None], list[str | None]]:
    """Page and box of each row, by its number in the file; nothing for a table that stands on no page."""
    if not table.row_places:
        return [], []
    pages: list[int | None] = []
    boxes: list[str | None] = []
    for number in numbers:
        at = number - table.first_row
        if 0 <= at < len(table.row_places):
            page, box = table.row_places[at]
            pages.append(page)
            boxes.append(json.dumps([[round(edge, 2) for edge in box]]))
        else:
            pages.append(None)
            boxes.append(None)
    return pages, boxes


def _labelled(heading: str, cells: Sequence[Cell]) -> list[str]:
    if set(map(type, cells)) <= {str, type(None)}:
        prefix = f"{heading}："
        if many_distinct(cells):
            return [prefix + (_flat(c) if "\n" in c else c) if c else "" for c in cells]  # type: ignore[operator]
        known: dict[Cell, str] = {c: prefix + _flat(c) if c else "" for c in set(cells)}
        return list(map(known.__getitem__, cells))
    return [f"{heading}：{_flat(show(c))}" if c is not None else "" for c in cells]


def _flat(text: Cell) -> str:
    return str(text).replace("\r", "").replace("\n", " ").strip()


def _hide_names(quotes: list[str], raw: Sequence[Cell], parties: Sequence[str | None]) -> None:
    """A party's name may stand in the free text of its row too."""
    for i, (name, pseudonym) in enumerate(zip(raw, parties, strict=True)):
        if pseudonym and isinstance(name, str):
            text = name.strip()
            if len(text) > 1 and text in quotes[i]:
                quotes[i] = quotes[i].replace(text, pseudonym)
