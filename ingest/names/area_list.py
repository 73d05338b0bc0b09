"""The list of areas 区划名录 as its source has it: the statistics bureau's codes of one vintage, to street level."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data" / "gazetteer.txt.gz"

LEVELS = ("province", "prefecture", "county", "street")

RANK = {"province": 0, "prefecture": 1, "county": 2, "street": 3}

_ETHNIC = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|"
    "撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_SHORTEN = (
    re.compile(rf"(?:(?:{_ETHNIC})(?:族)?)*(?:自治区|自治州|自治县|自治旗)$"),
    re.compile(rf"(?:(?:{_ETHNIC})族)+乡$"),
    re.compile(r"(?:街道办事处|街道|新区|地区|苏木|林区|矿区|省|市|盟|州|区|县|旗|镇|乡)$"),
    re.compile(r"区$"),  # 碑林区, of which 林区 would leave one character
)


class AreaEntry(NamedTuple):
    """One area 行政区域: 12-digit code, own name, full name (上海市闵行区莘庄镇), level of the ontology, code of its parent.

    ``first`` and ``last`` are the years in which it came to be and ceased, 0 where it is older than what is known, or still is.
    The code of a former area carries its last year and is no code of any list (see :mod:`former`).
    """

    code: str
    name: str
    full_name: str
    level: str
    parent_code: str
    first: int = 0
    last: int = 0

    @property
    def short(self) -> str:
        """The name without its suffix (闵行, 莘庄); the name itself where nothing of two characters would be left."""
        return short_name(self.name)

    @property
    def prefix(self) -> str:
        """The digits of the code that its descendants share."""
        return self.code[: (2, 4, 6, 9)[RANK[self.level]]]

    def stood(self, year: int) -> bool:
        """Whether it existed in (a part of) a year, as far as is known."""
        return self.first <= year and (not self.last or year <= self.last)


@lru_cache(maxsize=65536)
def short_name(name: str) -> str:
    """An area's short name 简称: 闵行区 → 闵行, 江川路街道 → 江川路, 延边朝鲜族自治州 → 延边."""
    for pattern in _SHORTEN:
        short = pattern.sub("", name)
        if short != name and len(short) >= 2:
            return short
    return name


class Gazetteer(NamedTuple):
    """What is listed, with look-ups."""

    header: dict[str, str]
    sha256: str
    entries: tuple[AreaEntry, ...]
    by_code: dict[str, AreaEntry]
    by_full: dict[str, AreaEntry]
    by_name: dict[str, list[tuple[int, AreaEntry]]]
    children: dict[str, list[AreaEntry]]


@lru_cache(maxsize=1)
def listed() -> Gazetteer:
    """The gazetteer as its source has it, without former and newer areas."""
    data = DATA.read_bytes()
    first, *lines = gzip.decompress(data).decode().splitlines()
    entries: list[AreaEntry] = []
    at: dict[str, AreaEntry] = {}
    by_name: dict[str, list[tuple[int, AreaEntry]]] = defaultdict(list)
    children: dict[str, list[AreaEntry]] = defaultdict(list)
    for line in lines:
        code, name = line.split("\t")
        parent = at.get(code[:6]) or at.get(code[:4]) or at.get(code[:2]) if len(code) > 2 else None
        level = {2: "province", 4: "prefecture", 6: "county", 9: "street"}[len(code)]
        above, parent_code = (parent.full_name, parent.code) if parent else ("", "")
        entry = AreaEntry(code.ljust(12, "0"), name, above + name, level, parent_code)
        at[code] = entry
        entries.append(entry)
        if parent:
            children[parent.code].append(entry)
        for rank, variant in variants(entry):
            by_name[variant].append((rank, entry))
    return Gazetteer(
        json.loads(first),
        hashlib.sha256(data).hexdigest(),
        tuple(entries),
        {e.code: e for e in entries},
        {e.full_name: e for e in entries},
        dict(by_name),
        dict(children),
    )


def variants(entry: AreaEntry) -> list[tuple[int, str]]:
    """Names under which an area is found, each with a rank: 0 its own, 1 short, 2 and 3 looser ways of writing."""
    name, short = entry.name, entry.short
    found = [(0, name)]
    if short != name:
        found.append((1, short))
    if entry.level == "street":
        if name.endswith("街道"):
            found.append((2, name[:-1]))  # 车陂街
            base = short[:-1] if short.endswith("路") else short + "路"  # 古美街道 is also written 古美路街道
            if len(base) >= 2:
                found += [(3, base + "街道"), (3, base)]
        elif name.endswith("地区"):
            found += [(2, name + "街道"), (3, short + "镇")]  # 北京的“地区”多与镇同设
        elif name.endswith("办事处") and not name.endswith("街道办事处"):
            found.append((2, name.removesuffix("办事处") + "街道"))
    return found
