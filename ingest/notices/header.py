"""What a document says of itself 文头、落款: title, date, journal, authors, document number; and numbers 文号 beside titles."""

from __future__ import annotations

import re

from .model import Found, Item, Named
from .numbers import date

_DATE = re.compile(
    r"(?P<d>\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?|[二一][〇零九][〇零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
_ALONE = re.compile(rf"^[(（\s]*(?:发布(?:时间|日期)|成文日期|时间|日期|印发日期)?[:：]?\s*{_DATE.pattern}[)）\s]*(?:印发)?$")
_JOURNAL = re.compile(r"^(?P<j>《[^《》]{2,30}》\s*\d{4}年第\d+期(?:[(（][^()（）]{2,16}[)）])?)$")
_AUTHOR = re.compile(r"^(?:作者|执笔|撰稿|课题组|调研组|发布机关|发文机关|单位)[:：]\s*(?P<a>[^\s].{1,40})$")
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十\d]+[)）、.．]")
"""The number of a heading: what follows is a subject, no author."""
_BODY = re.compile(r"(?:局|委|办|部|厅|院|所|中心|办公室|委员会|政府|党校|小组|课题组|调研组|研究室|大学|学院|街道|办事处)$")
_YEAR = re.compile(r"[(\[]\d{4}[)\]]\s?第?\d{1,4}号")
_ISSUER = re.compile(
    r"(?:(?!根据|按照|依据|印发|[的和与及由见])[\u4e00-\u9fff]){0,6}?(?:政办发|政办函|政办规|政发|政规|政函|府办发|府办规|府办|府发|府规|府函|委办发|委发|委办|厅发|厅字|办发|办字|办函|国发|国函|国办发|中发|中办发|"
    r"府令|发改|人社|编办发|编发|编办|城管|综执|司发|财发|建发|字|函|规|发|令|办)\s?$"
)


def document_numbers(folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of document numbers 文号: an issuer's code, the year in brackets, and the number (闵府办发(2018)9号)."""
    out: list[tuple[int, int]] = []
    for found in _YEAR.finditer(folded, start, len(folded) if end is None else end):
        left = max(start, found.start() - 12)
        issuer = _ISSUER.search(folded[left : found.start()])
        if issuer is not None:
            out.append((left + issuer.start(), found.end()))
    return out


def read_header(text: str, folded: str, title: str, items: list[Item]) -> list[Found]:
    """Claims of a document about itself, from its first and last lines."""
    if not title:
        return []
    subject = Named("Instrument", title)
    out: list[Found] = []
    lines = _lines(folded)
    head = lines[:10]
    dated = False
    for start, end in head:
        line = folded[start:end]
        if (
            title in text[start:end]
            and (found := _DATE.search(line))
            and not dated
            and len(line) < len(title) + 24
            and found.start() >= line.find("》")
        ):
            out.append(Found("ISSUED_ON", subject, start, end, "header.dated_title", date=date(found["d"]), confidence=0.9))
            dated = True
        elif (alone := _ALONE.match(line)) and not dated:
            out.append(Found("ISSUED_ON", subject, start, end, "header.date", date=date(alone["d"]), confidence=0.9))
            dated = True
        elif journal := _JOURNAL.match(line):
            out.append(
                Found(
                    "PART_OF",
                    subject,
                    start,
                    end,
                    "header.journal",
                    object=Named("Instrument", text[start:end][journal.start("j") : journal.end("j")]),
                    confidence=0.9,
                )
            )
        elif author := _AUTHOR.match(line):
            out.append(
                Found(
                    "AUTHORED_BY",
                    subject,
                    start,
                    end,
                    "header.author",
                    object=Named("Organ", text[start + author.start("a") : start + author.end("a")]),
                    confidence=0.85,
                )
            )
        elif (
            4 <= len(line) <= 40
            and _BODY.search(line)
            and title not in line
            and not re.search(r"[,。;:!?]", line)
            and not _NUMBERED.match(line)
            and start > text.find(title)
        ):
            out.append(
                Found(
                    "AUTHORED_BY",
                    subject,
                    start,
                    end,
                    "header.body",
                    object=Named("Organ", text[start:end]),
                    confidence=0.8,
                )
            )
    if not dated:
        out.extend(_signature(text, folded, subject, lines[-8:]))
    for start, end in document_numbers(folded, 0, min(len(folded), 500)):
        if start - (folded.rfind("\n", 0, start) + 1) <= 8:
            out.append(Found("HAS_DOC_NUMBER", subject, start, end, "header.number", text=text[start:end], confidence=0.9))
            break
    return out


def _signature(text: str, folded: str, subject: Named, tail: list[tuple[int, int]]) -> list[Found]:
    """The issuing body and the date under a document."""
    out: list[Found] = []
    for i, (start, end) in enumerate(tail):
        alone = _ALONE.match(folded[start:end])
        if alone is None:
            continue
        out.append(Found("ISSUED_ON", subject, start, end, "header.signature", date=date(alone["d"]), confidence=0.9))
        if i and _BODY.search(folded[tail[i - 1][0] : tail[i - 1][1]]) and tail[i - 1][1] - tail[i - 1][0] <= 40:
            a, b = tail[i - 1]
            out.append(Found("ISSUED_BY", subject, a, b, "header.signature", object=Named("Organ", text[a:b]), confidence=0.9))
        break
    return out


def numbered(text: str, folded: str, items: list[Item]) -> list[Found]:
    """Document numbers 文号 that stand directly after a title in running text."""
    out: list[Found] = []
    titles = {i.end: i for i in items if i.kind == "I"}
    for start, end in document_numbers(folded):
        title = next((titles[start - gap] for gap in range(4) if start - gap in titles), None)
        if title is not None:
            out.append(
                Found(
                    "HAS_DOC_NUMBER",
                    Named("Instrument", title.name),
                    title.start,
                    end,
                    "instrument.number",
                    text=text[start:end],
                    confidence=0.95,
                )
            )
    return out


def _lines(folded: str) -> list[tuple[int, int]]:
    out = []
    for found in re.finditer(r"[^\n]+", folded):
        start, end = found.span()
        while start < end and folded[start] in " \u3000":
            start += 1
        while end > start and folded[end - 1] in " \u3000":
            end -= 1
        if end > start:
            out.append((start, end))
    return out
