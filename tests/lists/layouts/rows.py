"""Rows that layouts are made of: what stands in the cells, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .model import Row

TYPES = {
    "行政处罚": "penalty",
    "行政许可": "licence",
    "行政检查": "inspection",
    "行政强制": "compulsion",
    "行政确认": "confirmation",
}


@dataclass(frozen=True)
class Item:
    """A power item of a list."""

    code: str
    name: str
    type: str
    basis: str
    cited: tuple[str, ...]
    holder: tuple[str, ...]
    domain: str = ""
    matters: tuple[str, ...] = ()


ITEMS = (
    Item(
        *("310112020101", "对占道堆物的处罚", "行政处罚", "《上海市市容环境卫生管理条例》第二十五条第一款"),
        *(("上海市市容环境卫生管理条例|第二十五条第一款",), ("区城管执法局",), "城管", ("占道堆物",)),
    ),
    Item(
        *("310112020102", "对乱设摊、跨门营业的处罚", "行政处罚", "《上海市市容环境卫生管理条例》第二十三条"),
        *(("上海市市容环境卫生管理条例|第二十三条",), ("区城管执法局",), "城管", ("乱设摊", "跨门营业")),
    ),
    Item(
        *("310112020103", "对损坏绿化的处罚", "行政处罚", "《上海市绿化条例》第四十条第一款"),
        *(("上海市绿化条例|第四十条第一款",), ("区绿化市容局",), "绿化", ("毁绿占绿",)),
    ),
    Item(
        *("310112020104", "河道管理范围内的检查", "行政检查", "《中华人民共和国水法》第六十条"),
        *(("中华人民共和国水法|第六十条",), ("区水务局",), "水务", ("填堵河道",)),
    ),
    Item(
        *("310112020105", "对排水户的检查", "行政检查", "《城镇排水与污水处理条例》第四十四条"),
        *(("城镇排水与污水处理条例|第四十四条",), ("区水务局",), "水务", ("雨污混接",)),
    ),
    Item(
        *("310112020106", "临时占用道路许可", "行政许可", "《城市道路管理条例》第三十一条"),
        *(("城市道路管理条例|第三十一条",), ("区建设管理委",), "建设", ()),
    ),
    Item(
        *("310112020107", "强制拆除违法建筑", "行政强制", "《中华人民共和国城乡规划法》第六十八条"),
        *(("中华人民共和国城乡规划法|第六十八条",), ("区人民政府",), "规划", ("违法搭建",)),
    ),
    Item(
        *("310112020108", "对群租的处罚", "行政处罚", "《上海市住房租赁条例》第十五条、第五十四条"),
        *(("上海市住房租赁条例|第十五条", "上海市住房租赁条例|第五十四条"), ("区房管局",), "房管", ("群租",)),
    ),
)

COLUMNS = {
    "code": "PowerItem.code",
    "name": "PowerItem.name",
    "type": "PowerItem.power_type",
    "basis": "PowerItem.BASED_ON",
    "holder": "PowerGrant.HELD_BY",
    "domain": "PowerItem.domain",
    "matters": "PowerItem.ADDRESSES",
}


def power(item: Item, *columns: str, number: int = 0, sheet: int = 0, shown: tuple[str, ...] = (), **changed: Any) -> Row:
    """The truth of an item of which these columns stand in the list; ``changed`` replaces facts by their column's name."""
    facts: dict[str, frozenset[Any]] = {}
    for column in dict.fromkeys((*columns, *(c for c in changed if c in COLUMNS))):
        value: Any = item.cited if column == "basis" else getattr(item, column)
        value = changed.get(column, value)
        if column == "type":
            value = TYPES.get(value, value)
        facts[COLUMNS[column]] = frozenset(value if isinstance(value, tuple) else (value,) if value else ())
    if "type" not in columns and "type" not in changed:
        guessed = next(
            (v for w, v in (("处罚", "penalty"), ("许可", "licence"), ("检查", "inspection")) if w in item.name[-8:]), ""
        )
        if guessed:
            facts["PowerItem.power_type"] = frozenset((guessed,))
    return Row("power", facts, shown, sheet, number, frozenset(COLUMNS[c] for c in changed.get("lost", ())))


def fact_row(kind: str, number: int = 0, sheet: int = 0, shown: tuple[str, ...] = (), **facts: Any) -> Row:
    """The truth of any row: facts by name (``Organ__kind`` for Organ.kind), values alone or in tuples."""
    told = {
        name.replace("__", "."): frozenset(value if isinstance(value, tuple) else (value,))
        for name, value in facts.items()
        if value is not None
    }
    return Row(kind, told, shown, sheet, number)


@dataclass
class Made:
    """Rows of a sheet as they are put down, and the truth beside them."""

    rows: list[list[Any]] = field(default_factory=list)
    truth: list[Row] = field(default_factory=list)

    def put(self, *cells: Any) -> int:
        """One more row; gives its number."""
        self.rows.append(list(cells))
        return len(self.rows)
