"""Roles 角色: what a part of a pattern names in its sentence, from the form, or from what was said before."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from .grammar import Pattern
from .lexicon import load_yaml
from .model import LABEL_OF_KIND, Item, Named
from .reference import Context
from .stream import Stream


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    """What may stand before the subject of a clause: connectives (data), a date or number, a phrase with a preposition."""
    words = "|".join(
        map(
            re.escape,
            sorted(
                str(load_yaml("ingest.notices.patterns", "words.yaml")["before_subject"]).split(),
                key=len,
                reverse=True,
            ),
        )
    )
    return re.compile(
        rf"^(?:[ “\ue008]|第?[一二三四五六七八九十百\d]+(?:是|、|条)|{words}|[\ue00d\ue020-\ue025]"
        r"|\d+[.、]|\([一二三四五六七八九十\d]+\)"
        r"|(?:在|从|自|按照|根据|通过|针对|围绕|结合|除|截止)[^,;:\ue000-\ue00d]{0,24}(?:的|中|上|下|内|时|后|前|起|里|来|方面|层面|看|基础上))*$"
    )


_EXAMPLE = re.compile(r"以[\u4e00-\u9fff]{0,4}(?P<i>[\ue000-\ue008])[系统条线]{0,2}为例")
_PLACE = re.compile(r"在(?:每个)?[\u4e00-\u9fff]{0,4}?(?P<i>[\ue001\ue004\ue008])(?:内|中|里)")
_THIS_DOCUMENT = re.compile(r"该(?:办法|条例|意见|方案|通知|规定|文件|决定|法)")
_THIS = re.compile("本(?:办法|规定|通知|意见|细则|方案|制度|规则|公告|条例)")
ENUMERATED = re.compile(r"[一二三四五六七八九十]是|\([一二三四五六七八九十]\)|\d[.、]")
_BASES = ("为基", "为根", "为依", "为主", "为核", "为支", "为例", "为重", "为代")
_FOUNDED = re.compile(r"(?:组建|成立|设立|建立|组成)(?:了|一支|一个)?[\ue020-\ue025]?(?:民办非企业?)?$")
_TRIM = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五])? *|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|的|着|相关(?:业务)?(?:范围)?的|其(?=相关|所)|也|均|[一二三四五六七八九十]是|其中|同时|目前|此外|另外|即(?!将)|并且|并|而|且"
    r"|但是|但|因此|由于|例如|比如|如|加之)+"
)
_PART = re.compile(r"[ “]*(?:其中,?|两个|三个|[\ue024])*[\ue00b\ue00a“]|[一二三四五六]是|一[条个支张套]")
_POWERS = re.compile(r"(?:\d+大?类)?\d+项[\u4e00-\u9fff]{0,8}?(?:权限|权力|职权|事项|职责)")
_LISTED = re.compile(r"^.*(?:出|了|成|制定|编制|梳理)(?=.{2})")
_LISTING = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:清单|目录|名录|名单)(?=,(?:包含|包括|涵盖))")
_AUTHOR = re.compile(r"(?:(?<=[:、,：，(（])|^)[\u4e00-\u9fff]{2,3}$")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a text slot matched."""

    value: str


Bound = Item | Text


@lru_cache(maxsize=4096)
def leads(lead: str) -> bool:
    """Whether what stands before a mention in its clause may stand before the subject."""
    return _lead().match(lead) is not None


def topic_of(stream: Stream, before: int) -> Item | None:
    """The subject of a sentence before a place in it: the first actor in subject position of the clause, or of an earlier one."""
    if before not in stream.topics:
        stream.topics[before] = _topic_of(stream, before)
    return stream.topics[before]


def _topic_of(stream: Stream, before: int) -> Item | None:
    said, items = stream.text, stream.items
    example = _EXAMPLE.search(said, 0, before) if "为例" in said else None
    if example is not None:
        return items.get(example.start("i"))
    starts = stream.begins[: bisect_left(stream.begins, before) or 1]
    places = list(items)
    b = before
    for a in reversed(starts):
        founded: Item | None = None
        for i in places[bisect_left(places, a) : bisect_left(places, b)]:
            item = items[i]
            if item.kind in "AGDTCLXPR" and item.name != "党组":
                lead = said[a:i]
                after = said[i + 1 : i + 2]
                if i == a and a and after in ("", "。", ";", "和", "及") and item.members:
                    continue  # …3个,区城管大队、区环卫处: the last of a list, not who is spoken of
                if (not lead or leads(lead)) and after not in ("的", "内") and said[i + 1 : i + 3] not in _BASES:
                    return item
                if founded is None and after in ("", ",", "。", ";") and _FOUNDED.search(lead):
                    founded = item
        if founded is not None:
            return founded
        b = a - 1
    return None


def label_for(pattern: Pattern, role: str, thing: Bound) -> str:
    """The label that a pattern gives a role; one written ``~Organ`` is for words only, a mention keeps its own."""
    label = pattern.labels.get(role, "")
    return label if not label.startswith("~") else label[1:] if isinstance(thing, Text) else ""


_COLLECTIVE = re.compile("各|每|部分|有的|其他|单位$|部门$|机构$|有关|相关|一些|多数")
_GOVERNED = re.compile(
    "(?:组织|配合|协助|指导|督促|会同|联合|推动|要求|引导|帮助|[对向给为与同从将把被])(?:辖区|所属|全区|各|下属)?$"
)
"""What stands before a body that is not the one that acts: 组织辖区居委开展…"""


def _founded_before(stream: Stream, at: int) -> Item | None:
    """The team or centre that the sentence has just founded: 成立联合执法队,由…组成."""
    return next(
        (
            item
            for i, item in reversed(list(stream.items.items()))
            if i < at and item.kind in "TC" and _FOUNDED.search(stream.text[:i].rpartition(",")[2])
        ),
        None,
    )


def _owner(stream: Stream, at: int, kinds: str, context: Context) -> Item | None:
    """Whose number it is: the last body before it in its clause, else the subject of an earlier clause or sentence."""
    start, _ = stream.clause(at, at + 1)
    example = _EXAMPLE.search(stream.text, 0, at)
    if example is not None and (shown := stream.items.get(example.start("i"))) is not None and shown.kind in kinds:
        return shown
    for i in range(at - 1, start - 1, -1):
        item = stream.items.get(i)
        after = stream.text[i + 1 : i + 2]
        if item is not None and item.kind in kinds and after not in ("等", "、"):
            before = stream.items.get(i - 1)
            if before is not None and before.kind == "N" and (after in ("", ",", "和", "及", "。", ";")):
                continue  # 3个中队和…: counted themselves
            if not _COLLECTIVE.match(item.name) and not _GOVERNED.search(stream.text[start:i]):
                return item
    for i in range(at, len(stream.text)):  # 县中心的处置时间由7天缩短至3天: at its head
        item = stream.items.get(i)
        if item is not None:
            if item.kind in kinds and i == at == start:
                return item
            break
    end = start - 1
    while end > 0:
        begin, _ = stream.clause(end - 1, end)
        for i in range(begin, end):
            item = stream.items.get(i)
            if (
                item is not None
                and item.kind in kinds
                and stream.text[i + 1 : i + 2] != "内"
                and leads(stream.text[begin:i])
                and not _COLLECTIVE.match(item.name)
            ):
                return item
        end = begin - 1
    return next((t for t in reversed(context.topics[-4:]) if t.kind in kinds and not _COLLECTIVE.match(t.name)), None)


_PREDICATES = frozenset(("派出机构", "派出机关", "机构", "直属机构", "下属单位"))
"""What someone is, after 的, is not who is spoken of next: 它属于县公安局的派出机构,其…"""


def _before(stream: Stream, at: int, kinds: str) -> Item | None:
    """The last item of some kinds before a place in the sentence: whose 其日常管理 is."""
    for i in reversed(stream.items):
        item = stream.items[i]
        if i < at and item.kind in kinds and not (item.name in _PREDICATES and stream.text[i - 1 : i] == "的"):
            return item
    return None


def _counted_before(stream: Stream, item: Item) -> bool:
    """Whether a number stands before an item: 26个区级职能部门."""
    place = next((i for i, known in stream.items.items() if known is item), 0)
    before = stream.items.get(place - 1)
    return before is not None and before.kind == "N"


def _fits(model: Item, bound: dict[str, Bound]) -> bool:
    """“3”即… says a part of “1+3+46”, but “四重点”即… none of “三进三全”."""
    quoted = bound.get("x") or bound.get("X")
    if not isinstance(quoted, Item) or quoted.kind != "Q":
        return True
    return "+" in model.name or quoted.name.strip("“”‘’") in model.name


def is_part(stream: Stream, at: int) -> bool:
    """Whether a clause goes on to say what a model is made of: “3”即…, 一是…, or counts its parts in parentheses."""
    if stream.sentence.outer is not None:
        return stream.text[:1] >= "\ue020" and stream.text[:1] <= "\ue025"
    start, _ = stream.clause(at, at + 1)
    return bool(_PART.match(stream.text, start)) or bool(_PART.match(stream.text))


def clean(words: str) -> str:
    """Words of a text slot without what only joins them to what stands before (其中, 二是, 但)."""
    return _TRIM.sub("", words.strip(" \u3000,，。、;；:："))


def split(label: str, words: str) -> list[Named]:
    """A list of matters in words: 小区内乱停车、电动车上楼等安全隐患 are two."""
    if "一体" in words:
        return [Named(label, clean(words))]  # 集…和…为一体的中心 is one
    if label == "Organ" and any(len(w) < 3 for w in re.split("、|和", words)):
        return [Named(label, clean(words))]  # 市、区两级财政
    words = re.sub(r"等(?:[^、]{0,8})?$", "", words)
    return [Named(label, w) for piece in re.split(r"、|和(?=[^、]{3,})|以及|或者", words) if len(w := clean(piece)) >= 2]


def named(
    pattern: Pattern,
    sources: tuple[str, ...],
    bound: dict[str, Bound],
    stream: Stream,
    at: int,
    context: Context,
    text: str = "",
) -> list[Named]:
    """The first source of a name that gives one: a role of the form, the sentence's topic, the street, the district …

    ``context.via`` says which one it was."""
    for source in sources:
        context.via = source
        role, _, kinds = source.partition("/")
        thing: Bound | None
        if source.startswith("'"):
            return [Named(pattern.labels.get("'", "Organ"), source.strip("'"))]
        if len(role) == 1:
            thing = bound.get(role)
        elif role == "topic":
            earlier = (
                context.topic[-1]
                if context.topic and not (pattern.family == "problem" and ENUMERATED.match(stream.text))
                else None
            )
            thing = topic_of(stream, at) or earlier
            if isinstance(thing, Item) and kinds and thing.kind not in kinds:
                thing = next((t for t in reversed(context.topics[-3:]) if t.kind in kinds), None)
        elif role == "helper":
            thing = _before(stream, at, "X")
        elif role == "founded":
            thing = _founded_before(stream, at)
        elif role == "section":
            if context.street and context.street_level < 99:
                return [Named("Organ", context.street)]
            continue
        elif role == "owner":
            thing = _owner(stream, at, kinds or "GDTCRX", context)
        elif role == "here":
            thing = topic_of(stream, at)
            if isinstance(thing, Item) and "#" in kinds and _counted_before(stream, thing):
                thing = None
            if isinstance(thing, Item) and kinds and thing.kind not in kinds:
                thing = None
        elif role == "place":
            inside = _PLACE.search(stream.text, 0, at)
            thing = stream.items.get(inside.start("i")) if inside else None
        elif role == "powers":
            before = _POWERS.findall(text, max(0, stream.sentence.start - 200), stream.starts[at])
            thing = Text(before[-1]) if before else None
        elif role == "listing":
            listing = _LISTING.search(stream.text, 0, at + 3)
            thing = Text(_LISTED.sub("", clean(text[slice(*stream.span(*listing.span()))]))) if listing else None
        elif role == "instrument":
            said = text[stream.sentence.start : stream.starts[at]]
            titles = [i for i in stream.items.values() if i.kind == "I" and i.start < stream.starts[at]]
            thing = (titles[-1] if titles else context.last_instrument) if _THIS_DOCUMENT.search(said) else None
        elif role == "its":
            thing = _before(stream, at, "TXC") or context.last_team
        elif role == "cited":
            thing = next((i for i in reversed(list(stream.items.values())) if i.kind == "I"), None) or context.last_instrument
            if thing is not None and _THIS.search(stream.text):
                thing = None
        elif role == "model_here":
            known = [i for p, i in stream.items.items() if p < at and (i.kind == "M" or "+" in i.name) and i.kind in "MQ"]
            thing = known[-1] if known else None
        elif role == "scheme":
            thing = context.model
        elif role == "inner":
            thing = next((i for i in stream.inside if i.start > stream.starts[at]), None)
        elif role == "model":
            thing = context.model if context.model is not None and is_part(stream, at) and _fits(context.model, bound) else None
        elif role == "person":
            words = (
                _AUTHOR.search(text[max(0, stream.sentence.start - 5) : stream.sentence.start - 1])
                if stream.sentence.outer is not None
                else None
            )
            thing = Text(words[0]) if words else None
        elif role == "matter":
            thing = Text(context.matter) if context.matter else None
        elif role == "group":
            thing = context.last_group
        elif role == "actor":
            here = topic_of(stream, at)
            first = next((i for i in stream.items.values() if i.kind == "A"), None)
            lead = stream.items.get(0)
            thing = (
                lead if lead is not None and lead is first else here if here is not None and here.kind == "A" else context.actor
            )
        elif role == "street":
            if context.street:
                return [Named("Organ", context.street)]
            continue
        elif role == "area":
            if context.area:
                return [Named("Area", context.area)]
            continue
        elif role == "document":
            if context.title:
                return [Named("Instrument", context.title)]
            continue
        elif role[-1] in "12" and isinstance(whole := bound.get(role[0]), Item):
            parts = whole.parts()
            thing = parts[int(role[-1]) - 1] if len(parts) == 2 else None
        else:
            thing = bound.get(role)
        if thing is None:
            continue
        label = label_for(pattern, role, thing)
        if isinstance(thing, Text):
            if thing.value:
                return (
                    split(label, thing.value)
                    if label == "Matter" and role == "M"
                    else [
                        Named(
                            ("" if label == "text" else label) or ("Post" if role == "person" else "Matter"),
                            context.localised(thing.value),
                        )
                    ]
                )
            continue
        if thing.kind in "NY":
            continue
        if role in pattern.together:
            return [
                context.resolve(
                    Item(
                        thing.kind,
                        thing.start,
                        thing.end,
                        thing.name if len(thing.name) <= 20 else thing.counted or thing.name,
                        listed=bool(thing.members),
                    ),
                    label or LABEL_OF_KIND.get(thing.parts()[0].kind, "Organ"),
                )
            ]
        found = [
            n for part in thing.parts() for n in context.resolve_all(part, "" if part.kind == "A" and label == "Organ" else label)
        ]
        if thing.counted and thing.quantity is not None and thing.quantity.value >= 6:
            found.append(Named(found[0].label, thing.counted))
        return found
    return []
