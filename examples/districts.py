"""Facts of the sample district 闵行区 and of 红花街道 that lists and cases share."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT = "上海市闵行区"
HONGHUA = "南京市秦淮区红花街道"


@dataclass(frozen=True)
class Street:
    """One of the 14 街镇: its name, its own body, and what its teams are called after."""

    name: str
    kind: str

    @property
    def body(self) -> str:
        """The street office, town government or committee."""
        return {"街道": f"{self.name}办事处", "镇": f"{self.name}人民政府", "工业区": f"{self.name}管理委员会"}[self.kind]

    @property
    def centre(self) -> str:
        """The 城运中心 that runs the grids."""
        return f"{self.name}城市运行管理中心"

    def team(self, kind: str) -> str:
        """The street's own team of a kind: 莘庄镇水务站."""
        return f"{self.name}{kind}"


STREETS = (
    *(Street(f"{n}街道", "街道") for n in ("江川路", "古美", "新虹", "浦锦")),
    *(Street(f"{n}镇", "镇") for n in ("莘庄", "七宝", "颛桥", "华漕", "虹桥", "梅陇", "吴泾", "马桥", "浦江")),
    Street("莘庄工业区", "工业区"),
)
CODES = dict(
    zip(
        (s.name for s in STREETS),
        ("001", "006", "008", "009", "101", "102", "103", "106", "107", "108", "110", "112", "114", "501"),
        strict=True,
    )
)

BUREAUX = {
    "城管": "区城管执法局",
    "房管": "区房管局",
    "水务": "区水务局",
    "规划资源": "区规划资源局",
    "应急": "区应急局",
    "生态环境": "区生态环境局",
    "市场监管": "区市场监管局",
    "文旅": "区文旅局",
}
"""Domain → the district bureau that holds its items by law."""

TEAMS = {
    "城管中队": ("城管", "参公事业单位", 636),
    "房管办": ("房管", "事业单位", 125),
    "水务站": ("水务", "事业单位", 78),
    "规土所": ("规划资源", "事业单位", 89),
    "安监所": ("应急", "事业单位", None),
}
"""Sunk team → line, status, and the establishment of all 14 together. None: the source gives no figure for 安监所 (C1)."""

PERFORMS = {
    "城管中队": (
        "乱设摊",
        "跨门营业",
        "占道堆物",
        "乱张贴涂写",
        "暴露垃圾",
        "建筑垃圾偷倒",
        "渣土运输遗撒",
        "垃圾混投",
        "违法搭建",
        "毁绿占绿",
        "市容环境",
    ),
    "房管办": ("群租", "损坏承重结构", "擅自改变物业使用性质", "占用物业共用部分", "物业服务不到位"),
    "水务站": ("填堵河道", "非法排污", "排入河道", "河道管理范围违建", "损坏防汛设施", "违法取水"),
    "规土所": ("未批先建", "违法用地", "破坏耕地"),
    "安监所": ("安全生产隐患", "危险化学品", "特种作业无证", "三合一场所", "烟花爆竹"),
}
"""Sunk team → the matters that it looks after day by day."""

ENFORCING = ("城管中队", "规土所", "安监所")
"""The teams that the source says have both management and enforcement."""

HONGHUA_BUREAUX = {
    "城管": "秦淮区城市管理局",
    "绿化": "秦淮区城市管理局",
    "建设市政": "秦淮区住房和城乡建设局",
    "规划资源": "南京市规划和自然资源局秦淮分局",
    "房管": "秦淮区住房保障和房产局",
    "水务": "秦淮区水务局",
    "应急": "秦淮区应急管理局",
    "消防": "秦淮区消防救援大队",
}
HONGHUA_OFFICE = "红花街道办事处"
HONGHUA_TEAM = "红花街道综合行政执法局"


def shares(total: int, weights: list[int]) -> list[int]:
    """A total split by weights so that the parts add up to it exactly."""
    parts = [total * w // sum(weights) for w in weights]
    for index in range(total - sum(parts)):
        parts[index % len(parts)] += 1
    return parts


WEIGHTS = [9, 7, 5, 6, 12, 11, 9, 9, 7, 12, 7, 8, 13, 5]
"""Relative size of the 14 街镇, our own guess: only the sums are facts."""
