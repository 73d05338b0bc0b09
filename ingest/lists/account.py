"""Every row of a sheet accounted for 行数核对: read, refused, or told for what it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .body import Body
from .regions import Region


@dataclass(slots=True)
class Account:
    """The rows of one list within a sheet. ``counts`` says what became of them; they add up to ``rows``.

    Keys are 读入, 未读入 (refused, with a reason in the report), 标题, 表头, 重复表头, 小标题, 合计, 说明, 空行, and 没有认出 for
    all rows of what is no known list.
    """

    sheet: str
    first_row: int
    rows: int
    counts: Counter[str] = field(default_factory=Counter)

    def words(self) -> str:
        """All but what was read, in words."""
        return "，".join(f"{what} {n} 行" for what, n in self.counts.items() if n and what != "读入")


def account_of(region: Region, body: Body | None, refused: int) -> Account:
    """The account of a region; ``body`` are the rows read, None where no list was recognised."""
    table, found = region.table, region.found
    columns = table.columns()
    rows = len(columns[0]) if columns else 0
    account = Account(table.name, table.first_row, rows)
    if body is None:
        account.counts["没有认出"] = rows
        return account
    blank = sum(1 for row in table.head(found.heading_row) if all(c is None for c in row))
    account.counts.update({"标题": found.heading_row - blank, "表头": min(found.depth, rows - found.heading_row)})
    account.counts.update(body.skipped)
    account.counts.update({"空行": blank, "未读入": refused, "读入": len(body)})
    return account
