"""Places at the head of a name: 上海市闵行区莘庄镇|水务站, by the gazetteer and by their suffixes where it does not know them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .former import prefixes_of
from .gazetteer import AreaEntry, area_by_name, areas_at_name, lengths_of_names, short_name
from .vocabulary import COMMON_PLACES, CORES, WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a name: as written, its level, and its gazetteer entry where that is certain."""

    written: str
    level: str
    entry: AreaEntry | None = None

    @property
    def name(self) -> str:
        """The gazetteer's name where there is one."""
        return self.entry.name if self.entry else self.written

    @property
    def short(self) -> str:
        """The short name, without a closing 路 of a street (古美路街道 and 古美街道 are one)."""
        short = short_name(self.name)
        if self.level == "street" and short.endswith("街") and len(short) > 2:
            short = short[:-1]
        return short[:-1] if self.level == "street" and short.endswith("路") and len(short) > 2 else short

    @property
    def kind(self) -> str:
        """Which kind of place: 街道, 镇, 乡, 村 …, or the level where the suffix does not tell."""
        for suffix in ("街道", "镇", "乡", "苏木", "村", "社区"):
            if self.name.endswith(suffix):
                return suffix
        return "街道" if self.name.endswith("街") else self.level


_UNLISTED_STREET = re.compile(r"^([一-鿿]{1,6}?(?:街道(?!办$)|(?<![城乡街村集])镇|(?<![城])乡)|[一-鿿]{2,6}?工业区)")
_UNLISTED_COUNTY = re.compile(
    r"^(?:(?!街道|社区)[一-鿿]){2,5}?(?:(?<![地片社园小辖城发务街校防开税假范验])(?<!高新)区|县|旗)(?!域|划|级|属|间)"
)
_UNLISTED_CITY = re.compile(
    r"^(?:(?!街道|社区|镇|乡)[一-鿿]){2,5}?(?:省|自治区|自治州|市)(?!场|监|容|民|域|面|政(?!府|协|法|务|数))"
)
_COMMUNITY = re.compile(r"^[一-鿿]{1,6}?(?:村(?!民委|委|居|镇)|社区)(?=$|党|居|村|委|工作站|民)")
_NOT_PLACE = re.compile(
    r"^(?:本|我|该|各|全|某|有关|相关|街道|街镇|乡镇|镇街|镇|乡|区|县|市|省|社区|城市|农村|村镇|城镇|小城镇|居|网格|综合|行政|联合|机动|路面|"
    r"经济|经开|高新|保税|综保|自贸|自由贸易|旅游|度假|产业|工业园|开发区|国家级|直属)"
)

_FUNCTIONS: frozenset[str] = frozenset(
    {v.split("@")[0] for _, _, variants in CORES for v in variants if len(v.split("@")[0]) >= 2} | set(WORDS)
)
_FUNCTION_PREFIXES = tuple(sorted(_FUNCTIONS, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=65536)
def begins_with_function(text: str) -> bool:
    """Whether a text begins with a word of functions (公安, 市场 …) and so not with a place of that name."""
    return text.startswith(_FUNCTION_PREFIXES)


def scan(text: str, scope: str = "", after: tuple[Place, ...] = ()) -> tuple[tuple[Place, ...], str]:
    """The explicit places at the head of a name, the widest first, and what follows them; ``after`` stand before them."""
    here = area_by_name(scope) if scope else None
    places: list[Place] = list(after)
    rest = text
    while rest:
        found = _listed(rest, places, here) or _unlisted(rest, places, here)
        if found is None:
            break
        places.append(found)
        rest = rest[len(found.written) :]
    return tuple(places), rest


_ORDER = {"province": 0, "prefecture": 1, "county": 2, "street": 3, "community": 4}


def _listed(rest: str, places: list[Place], here: AreaEntry | None) -> Place | None:
    depth = _ORDER[places[-1].level] if places else -1
    above = places[-1].entry if places else None
    for length in lengths_of_names(rest[:2]):
        written = rest[:length]
        listed = areas_at_name(written) if length <= len(rest) else []
        if above is not None:
            prefix = prefixes_of(above)
            listed = [(rank, e) for rank, e in listed if e.code.startswith(prefix)]
        elif places:  # below a place that the gazetteer does not know for certain: the kind is known, the entry is not
            listed = [(rank, e) for rank, e in listed if rank == 0]
        if not listed:
            continue
        if len(listed) == 1 and (above is not None or not places):  # the common case, decided at once
            rank, entry = listed[0]
            if _ORDER[entry.level] > depth and _fits(written, rank, entry.level, rest[length:]):
                return Place(written, entry.level, entry)
            continue
        fitting = {
            kind
            for kind in {(rank, e.level) for rank, e in listed}
            if _ORDER[kind[1]] > depth and _fits(written, *kind, rest[length:])
        }
        options = [(rank, e) for rank, e in listed if (rank, e.level) in fitting]
        if not options:
            continue
        if above is None and places:
            return Place(written, options[0][1].level)
        chosen = _choose(options, here)
        if chosen is not None:
            return Place(written, chosen.level, chosen)
        if len(written) > 2 and all(rank == 0 for rank, _ in options):
            return Place(written, min((e.level for _, e in options), key=_ORDER.__getitem__))
    return None


def _fits(written: str, rank: int, level: str, after: str) -> bool:
    if written in COMMON_PLACES:
        return False
    if rank == 0:
        if level == "street":
            return len(written) > 2 and written.endswith(("街道", "镇", "乡", "苏木", "工业区", "开发区", "地区", "农场"))
        return not (written.endswith("市") and after.startswith(("场", "监", "容")))
    if rank == 1:
        return level in ("province", "prefecture") and _short_before(after)
    if level != "street":
        return False
    return written.endswith(("街道", "镇")) or (written.endswith("街") and not after.startswith(("道", "面", "镇")))


def _short_before(after: str) -> bool:
    """A province's or city's short name counts before another place or a body of its own (江苏省…, 上海社科院)."""
    return not after.startswith(("路", "街", "镇", "乡", "村", "社区", "派出所", "南", "北", "东", "西"))


def _choose(options: list[tuple[int, AreaEntry]], here: AreaEntry | None) -> AreaEntry | None:
    rank = min(r for r, _ in options)
    best = [e for r, e in options if r == rank]
    if here is not None:
        for prefix in (here.prefix, here.code[:4], here.code[:2]):
            near = [e for e in best if e.code.startswith(prefix) or prefix.startswith(e.prefix)]
            if near:
                best = near
                break
    level = min(_ORDER[e.level] for e in best)
    best = [e for e in best if _ORDER[e.level] == level]
    return best[0] if len({e.code for e in best}) == 1 else None


def _unlisted(rest: str, places: list[Place], here: AreaEntry | None) -> Place | None:
    depth = _ORDER[places[-1].level] if places else -1
    if _NOT_PLACE.match(rest):
        return None
    for level, pattern in (
        ("prefecture", _UNLISTED_CITY),
        ("county", _UNLISTED_COUNTY),
        ("street", _UNLISTED_STREET),
        ("community", _COMMUNITY),
    ):
        if _ORDER[level] <= depth:
            continue
        found = pattern.match(rest)
        if found and not begins_with_function(found.group()) and len(found.group()) > 1:
            return Place(found.group(), level)
    return None
