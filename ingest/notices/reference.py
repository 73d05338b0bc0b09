"""Reference 指代与省略: whose sentence it is when it names nobody, which street 街道 is, which bureau 区局 is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from .model import LABEL_OF_KIND, Item, Named

_HEADING = re.compile(
    r"^[ ●]*(?:(?P<a>第?[一二三四五六七八九十]{1,3}[、章.])|(?P<b>\([一二三四五六七八九十]{1,3}\))"
    r"|(?P<c>\d{1,2}[.、])|(?P<d>\(\d{1,2}\)))"
)
_ADVICE = re.compile(r"建议|对策|构想|启示|展望|下一步|改进措施|实现路径|努力方向|怎么办")
_PRESENT = re.compile(r"问题|不足|现状|做法|成效|背景|经验|概况|探索|实践|原因|困境|难点")
_BARE_STREET = frozenset(
    [
        "街道",
        "镇",
        "本街道",
        "本镇",
        "我街道",
        "我镇",
        "我街",
        "该街道",
        "该镇",
        "该街",
        "街道办事处",
        "镇政府",
        "镇人民政府",
        "街道办",
        "办事处",
        "全街道",
        "全镇",
        "街道党工委",
        "党工委",
        "镇党委",
        "街道工委",
    ]
)
_SELF = frozenset(["我区", "本区", "全区", "我市", "本市", "全市", "我县", "本县", "全县", "区", "市", "县"])
_MANY_ONES = re.compile(r"“[二三四五六七八九十两]个[一化力心]”|“(?:\d|[一二三四五六七八九十])[\u4e00-\u9fff]?\+")
_SPECIFIC = re.compile(r"[\u4e00-\u9fff]{2,}(?:街道|镇|乡|街)$")
_GENERIC = re.compile(
    r"^(?:各|所有|该|本|我|每|上述|有关|相关|属地|其他|部分|不少|很多|一些|试点|全)|^(?:街道|街镇|乡镇|镇街|街乡)"
    "|级|政府|驻地|所在|发达|重点|特色|示范|中心镇|的"
)


_PREDICATES = frozenset(("派出机构", "派出机关"))
"""What a body is, not which."""
_REST = re.compile("^(?:其余|其他|其它|上述|原有|原|包括|属地)(?=..)")
_LEVEL = re.compile("^(镇|街道|区|县|市)级(?=.{2})")
_EACH = re.compile("^(?:各个|各|所有|全部|这支|该)(?=..)")
_WHOLE = re.compile("[全我本](区|市|县)(?=.{2})")


@dataclass(slots=True)
class Context:
    """What the text so far makes of the words 街道, 本区, 区局, and who is being spoken of."""

    scope: str
    title: str
    main_street: str = ""
    street: str = ""
    street_level: int = 99
    advice: bool = False
    advice_level: int = 99
    actor: Item | None = None
    topic: list[Item] = field(default_factory=list)
    topics: list[Item] = field(default_factory=list)
    via: str = ""
    last_named: dict[str, str] = field(default_factory=dict)
    last_group: Item | None = None
    last_force: Item | None = None
    last_team: Item | None = None
    last_instrument: Item | None = None
    title_actor: Item | None = None
    model: Item | None = None
    matter: str = ""

    @property
    def area(self) -> str:
        """The short name of the document's district (闵行区), or ""."""
        rest = self.scope
        while found := re.match(r".{2,}?(?:省|自治区|自治州|市|盟|地区)(?=.{2,}(?:区|县|市|旗)$)", rest):
            rest = rest[found.end() :]
        return rest

    def paragraph(self, shadow: str, start: int, end: int, items: list[Item], item_starts: list[int]) -> None:
        """Enter a paragraph: headings set the street that is spoken of, and whether what follows is advice."""
        line = shadow[start:end]
        head = _HEADING.match(line)
        self.topic = []
        self.topics = []
        if head is None:
            return
        level = "abcd".index(head.lastgroup or "d") + 1
        heading = line[: line.find("。")] if 0 < line.find("。") < 60 else line
        if len(heading) > 70:
            return
        if level <= 3:
            self.actor = self.title_actor
        if level <= self.street_level:
            self.street, self.street_level = self.main_street, 99
            self.model = None
        if level <= self.advice_level:
            self.advice, self.advice_level = False, 99
        named = [
            i
            for i in items[bisect_left(item_starts, start) : bisect_left(item_starts, start + len(heading))]
            if i.kind == "G" and is_specific(i)
        ]
        if named and level <= 3:
            self.street, self.street_level = named[0].parts()[0].name, level
        if _ADVICE.search(heading) and not (_PRESENT.search(heading) and not re.search("建议|对策|构想|路径", heading)):
            self.advice, self.advice_level = True, level

    def resolve(self, item: Item, label: str = "") -> Named:
        """What an item names here."""
        label = label or LABEL_OF_KIND.get(item.kind, "Organ")
        name = self.localised(_REST.sub("", item.name))
        if item.kind in "TDCX":
            name = _EACH.sub("", _LEVEL.sub(r"\1", name))
        if name == "队伍" and self.last_force is not None and not item.listed:
            return Named(
                "AuxTeam" if self.last_force.kind == "X" else label,
                self.last_force.counted or self.last_force.parts()[-1].name,
            )
        if item.kind == "G" and name in _BARE_STREET and self.street and not item.listed and self._is_street(name):
            name = self.street
        elif item.kind == "A" and name in _SELF and self.scope:
            name = self.area
        elif item.kind == "D" and name in ("区局", "市局", "县局") and (known := self.last_named.get(name[0])):
            name = known
        return Named(label, name)

    def _is_street(self, bare: str) -> bool:
        """Whether a bare 街道 is the street spoken of: one that the section is headed with, or of its own rank (no 镇)."""
        return self.street_level < 99 or "街" not in bare or self.street.endswith(("街道", "街"))

    def localised(self, name: str) -> str:
        """全区城管综合执法 with the district that 全区 means; other names unchanged."""
        found = _WHOLE.match(name)
        return self.area + name[found.end() :] if found is not None and self.area.endswith(found[1]) else name

    def resolve_all(self, item: Item, label: str = "") -> list[Named]:
        """What an item names here, one by one: 上述派出机构 are those that were listed before."""
        if item.name.startswith("上述") and self.last_group is not None and not item.members:
            kind = item.name[2:]
            if self.last_group.name.endswith(kind) or kind in ("部门", "单位", "机构", "队伍", "力量"):
                return [self.resolve(part, label) for part in self.last_group.parts()]
        return [self.resolve(item, label)]

    def note_model(self, items: Iterable[Item]) -> None:
        """Note the model 模式 that a sentence names, before what it says of its parts is read."""
        for item in items:
            if (item.kind == "M" or _MANY_ONES.match(item.name)) and not item.members:
                self.model = item

    def remember(self, item: Item) -> None:
        """Note a mention for later references."""
        kind = item.kind
        if kind in "NY":
            return
        if kind in "TX" and item.name not in _PREDICATES:
            self.last_team = item
            if kind == "X" and item.name not in ("志愿者", "社工"):
                self.last_force = item
        elif kind == "I":
            self.last_instrument = item
        if item.members and kind in "GDTCLXP":
            self.last_group = item
        if (item.kind == "M" or _MANY_ONES.match(item.name)) and not item.members:
            self.model = item
        for part in item.parts():
            if part.kind == "D" and part.name.endswith("局") and len(part.name) > 2:
                for level in ("区", "市", "县"):
                    if part.name.startswith(level):
                        self.last_named[level] = part.name


def is_specific(item: Item) -> bool:
    """Whether a street item is one street with its own name (莘庄镇), not streets in general (各街镇)."""
    name = item.parts()[0].name
    return (
        item.kind == "G"
        and bool(_SPECIFIC.search(name))
        and not _GENERIC.search(name)
        and not name.endswith(("街镇", "乡镇", "镇街"))
    )


def main_street(items: list[Item]) -> str:
    """The one street that a whole text is about, or "": it has most of the mentions of named streets."""
    counts: dict[str, int] = {}
    for item in items:
        for part in item.parts():
            if part.kind == "G" and is_specific(part):
                short = re.sub(r"^.*(?:区|县|市)(?=.{2,6}(?:街道|镇|乡)$)", "", part.name)
                counts[short] = counts.get(short, 0) + 1
    if not counts:
        return ""
    best = max(counts, key=lambda n: counts[n])
    return best if counts[best] >= 3 and counts[best] >= 0.75 * sum(counts.values()) else ""
