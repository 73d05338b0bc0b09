"""Names as text: what may differ between two ways of writing the same words."""

from __future__ import annotations

import re
import unicodedata

from opencc import OpenCC

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』〝〞＂＇`´")
_SIMPLIFIED = OpenCC("t2s")
_CONJUNCTION = re.compile(r"(?<=.)(?:和|与|及|暨|、)(?=.)")
_WRAPPED = re.compile(r"^[《〈](.*)[》〉]$")


_MISREAD = {
    "人民": "入民 八民",
    "市场": "市埸 巿场 市扬",
    "市": "巿",
    "管理": "管埋 菅理 菅埋 管珵",
    "社会": "杜会 社佘 祉会",
    "执法": "执祛 执怯 执沾 执浩 孰法",
    "司法": "司怯 司祛",
    "行政": "行攻 行玫 行致 仃政",
    "民政": "民攻 民玫",
    "财政": "财攻 财玫",
    "政府": "攻府 政俯 玫府",
    "街道": "街遒 街逍 衔道",
    "办事处": "办亊处 办事外",
    "办公室": "办公窒 办公宝 办公空",
    "监督": "监瞀 监替 臨督",
    "监管": "监菅",
    "城管": "城菅",
    "生态": "生杰 生志 牛态",
    "卫生": "卫牛",
    "健康": "健庚",
    "教育": "教肓",
    "规划": "规戈 规刬 现划",
    "资源": "资沥 资渊 资原",
    "综合": "综台 综含 踪合",
    "发展": "发晨 发屐",
    "房屋": "房犀 房层",
    "水务": "水努",
    "税务": "税努",
    "商务": "商努",
    "服务": "服努 眼务",
    "事务": "亊务 事努",
    "中队": "中臥",
    "大队": "大臥",
    "派出所": "派岀所 派出斫 派山所",
    "委员会": "委贝会 委员合 委負会",
    "住房": "任房 往房",
    "城市": "城巿 城帀",
    "农村": "农材",
    "应急": "应总 应恳",
    "审计": "审汁 宙计",
    "统计": "统汁",
    "保障": "保璋 保章",
    "公安": "公妄",
    "交通": "交诵",
    "建设": "建没",
    "绿化": "绿北 缘化",
}
"""Words of organisations' names and what machines that read scans make of them. Words of places are not here: two places
may differ by such a character."""
_RIGHT = {wrong: right for right, words in _MISREAD.items() for wrong in words.split()}
_WRONG = re.compile("|".join(sorted(map(re.escape, _RIGHT), key=lambda w: -len(w))))
_BUREAU_MISREAD = re.compile(r"(?<=[理设务政育法障计革游源])[周同屙]$")


def simplified(text: str) -> str:
    """Text in simplified script, for comparison with words of ours; what is shown and quoted stays as written."""
    return str(_SIMPLIFIED.convert(text))


def clean(name: str) -> str:
    """The words of a name: NFKC (full-width to half-width), simplified script, no white space and invisible characters."""
    return simplified(_SPACE.sub("", unicodedata.normalize("NFKC", name)))


def plain(name: str) -> str:
    """A name for comparison: :func:`clean`, without quotation marks and misread characters."""
    text = unicodedata.normalize("NFKC", clean(name).translate(_QUOTES))
    if text.isascii():
        return text
    return _BUREAU_MISREAD.sub("局", _WRONG.sub(lambda m: _RIGHT[m.group()], text))


def without_conjunctions(core: str) -> str:
    """A core without 和, 与, 及 and 、 between its words."""
    return _CONJUNCTION.sub("", core)


def unwrapped(title: str) -> str:
    """A title without its outer 《》."""
    found = _WRAPPED.match(title)
    return found.group(1) if found and not re.search(r"[》〉].*[《〈]", found.group(1)) else title
