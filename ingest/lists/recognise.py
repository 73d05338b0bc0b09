"""Which kind of list a sheet is, where its headings are, and what each column means 识别, all with scores to show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from ingest.names import simplified
from ingest.readers import Cell, Table

from .headings import clean_heading, heading_cell, is_note, joined
from .kinds import KINDS, kind_named
from .model import Kind, MatchedColumn, Recognition, SheetMapping

THRESHOLD = 72.0
"""Below this score (0 to 100) a heading is not taken for a column."""

_SEARCHED = 25
_DEPTHS = (1, 2, 3)
_GROUP_ALONE = 0.74
_ACCEPT = 0.45
_EACH_COLUMN = 0.012
"""How much a column more speaks for a reading of the headings: of two that explain all they see, the one that sees more."""


@lru_cache(maxsize=1 << 14)
def _scores(kind: str, heading: str) -> tuple[tuple[str, float, str], ...]:
    """Columns of a kind that a cleaned heading may mean: name, score, synonym."""
    declared = kind_named(kind)
    assert declared is not None
    found = []
    for column in declared.columns:
        best, word = 0.0, ""
        for synonym in column.synonyms:
            score = similarity(heading, clean_heading(synonym))
            if score > best:
                best, word = score, synonym
        if best >= THRESHOLD:
            found.append((column.name, best, word))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def similarity(heading: str, synonym: str) -> float:
    """How much a heading is like a synonym, from 0 to 100: the same, one within the other, or nearly the same."""
    if heading == synonym:
        return 100.0
    if len(synonym) >= 2 and synonym in heading:
        return 78.0 + 17.0 * len(synonym) / len(heading)
    if len(heading) >= 2 and heading in synonym:
        return 60.0 + 32.0 * len(heading) / len(synonym)
    ratio = fuzz.ratio(heading, synonym)
    return 0.9 * ratio if ratio >= 80 else 0.0


def _assign(kind: Kind, readings: Sequence[Sequence[str]], shown: Sequence[str]) -> list[MatchedColumn]:
    """Columns to headings, the best pairs first; each column once."""
    told = {c.name: c.telling for c in kind.columns}
    pairs: list[tuple[float, float, int, str, str]] = []
    for index, options in enumerate(readings):
        for position, reading in enumerate(options):
            factor = _GROUP_ALONE if position == 2 else 1.0
            for name, score, synonym in _scores(kind.name, reading):
                pairs.append((score * factor, told[name], -index, name, synonym))
    pairs.sort(reverse=True)
    of_index: dict[int, tuple[str, float, str]] = {}
    taken: set[str] = set()
    for score, _, negative, name, synonym in pairs:
        if score >= THRESHOLD and -negative not in of_index and name not in taken:
            of_index[-negative] = (name, score, synonym)
            taken.add(name)
    return [MatchedColumn(i, heading, *of_index.get(i, ("", 0.0, ""))) for i, heading in enumerate(shown) if heading]


def _fits(kind: Kind, columns: Sequence[MatchedColumn], hint: float) -> float:
    """How well a kind explains the headings, from 0; 0 where a required column is missing."""
    got = {c.column: c.score for c in columns if c.column}
    if any(not any(name in got for name in group) for group in kind.required):
        return 0.0
    told = {c.name: c.telling for c in kind.columns}
    distinct: dict[str, float] = {}
    for c in columns:  # a merged heading over several columns counts once
        distinct[c.heading] = max(distinct.get(c.heading, 0.0), c.score)
    understood = sum(distinct.values()) / 100 / max(1, len(distinct))
    telling = min(1.0, sum(told[name] * score / 100 for name, score in got.items()) / 2)
    return 0.5 * understood + 0.3 * telling + 0.35 * hint


def _hints(title: str, beside: str) -> dict[str, float]:
    """How much the title, or the names of sheet and file, name each kind; the longest words found decide."""
    found: dict[str, float] = {}
    for text, weight in ((title, 1.0), (beside, 0.6)):
        lengths = {k.name: max((len(t) for t in k.titles if t in text), default=0) for k in KINDS}
        longest = max(lengths.values())
        for name, length in lengths.items():
            if length:
                found[name] = max(found.get(name, 0.0), weight * (1.0 if length == longest else 0.5))
    return found


def title_of(table: Table, rows: int) -> str:
    """What stands over the headings: the caption, and the rows above, each text once."""
    parts = [table.title] if table.title else []
    for row in table.head(rows):
        for cell in row:
            text = "".join(str(cell).split()) if isinstance(cell, str) else ""
            if text and text not in parts:
                parts.append(text)
    return "\n".join(parts)


def recognise(table: Table, file_name: str = "", mapping: SheetMapping | None = None) -> Recognition:
    """What a table is. ``mapping`` overrides: its kind, its heading row and its columns stand, the rest is recognised."""
    kinds = KINDS
    if mapping is not None and mapping.kind:
        named = kind_named(mapping.kind)
        kinds = (named,) if named is not None else ()
    # who writes a mapping names headings as they stand; joined ones are shown, and written, with a dot between
    depths: tuple[int, ...] = _DEPTHS
    if mapping is not None and (mapping.columns or mapping.heading_row) and not any("·" in h for h in mapping.columns):
        depths = _DEPTHS[:1]
    best: dict[str, tuple[float, Recognition]] = {}
    top = table.head(4 * _SEARCHED + len(_DEPTHS))
    if mapping is not None and mapping.heading_row:
        top = table.head(mapping.heading_row + len(_DEPTHS))
    for start in _starts(table, top, mapping):
        if any(found.score >= 0.9 and found.heading_row + 2 < start for _, found in best.values()):
            break  # the headings stood above
        title = title_of(table, start)
        hints = _hints(simplified(title), simplified(f"{table.name} {file_name}"))
        for depth in depths:
            rows = top[start : start + depth]
            if len(rows) < depth or (depth > 1 and not _may_continue(rows)):
                break
            width = max(len(r) for r in rows)
            read = [joined(rows, column) for column in range(width)]
            readings, shown = [r for r, _ in read], [s for _, s in read]
            for kind in kinds:
                if depth > 1 and not _row_is_headings(kind, rows, readings):
                    continue
                columns = _override(kind, _assign(kind, readings, shown), mapping)
                score = _fits(kind, columns, hints.get(kind.name, 0.0))
                if mapping is not None and mapping.kind and not score:
                    score = 0.01 + sum(c.score for c in columns) / 1e5
                score -= 0.004 * (depth - 1) + 0.002 * start
                rank = score + _EACH_COLUMN * sum(1 for c in columns if c.column)
                if score > 0 and (kind.name not in best or rank > best[kind.name][0]):
                    best[kind.name] = (rank, Recognition(table.name, kind.name, round(score, 3), start, depth, columns, title))
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    if not ranked or (ranked[0][1].score < _ACCEPT and not (mapping and mapping.kind)):
        seen = Recognition(table.name, others=[(r.kind, r.score) for _, r in ranked])
        seen.columns = [MatchedColumn(i, h) for i, h in enumerate(_seen_headings(table)) if h]
        return seen
    winner = ranked[0][1]
    winner.others = [(r.kind, r.score) for _, r in ranked[1:4]]
    winner.by_mapping = mapping is not None
    return winner


def _row_is_headings(kind: Kind, rows: Sequence[Sequence[Cell]], readings: Sequence[Sequence[str]]) -> bool:
    """Whether the last row belongs to the headings: most of what it adds is a heading, alone or with what stands above it."""
    added = known = 0
    for index, options in enumerate(readings):
        own = heading_cell(rows[-1][index]) if index < len(rows[-1]) else ""
        if own and own != (heading_cell(rows[-2][index]) if index < len(rows[-2]) else ""):
            added += 1
            known += any(_scores(kind.name, reading) for reading in options if own in reading)
    return added > 0 and known * 2 >= added


def _starts(table: Table, top: Sequence[Sequence[Cell]], mapping: SheetMapping | None) -> list[int]:
    if mapping is not None and mapping.heading_row:
        at = mapping.heading_row - table.first_row
        return [at] if 0 <= at < len(top) else []
    found = []
    for number, row in enumerate(top[: 4 * _SEARCHED]):
        texts = {t for cell in row if (t := heading_cell(cell))}
        first = next((c for c in row if c is not None), None)
        if len(texts) >= 2 and not (isinstance(first, str) and is_note(first)):
            found.append(number)
            if len(found) >= _SEARCHED:
                break
    return found


def _may_continue(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the last row may still be headings: nothing but short text in it."""
    return all(cell is None or heading_cell(cell) for cell in rows[-1]) and any(cell is not None for cell in rows[-1])


def _override(kind: Kind, columns: list[MatchedColumn], mapping: SheetMapping | None) -> list[MatchedColumn]:
    if mapping is None or not mapping.columns:
        return columns
    wanted = {clean_heading(heading): name for heading, name in mapping.columns.items()}
    taken = {name for name in wanted.values() if name}
    out = []
    for c in columns:
        readings = [clean_heading(c.heading.replace("·", "")), *(clean_heading(p) for p in c.heading.split("·"))]
        key = next((r for r in readings if r in wanted), None)
        if key is not None:
            column = kind.column(wanted[key])
            out.append(MatchedColumn(c.index, c.heading, column.name if column else "", 100.0 if column else 0.0, "对照文件"))
        elif c.column in taken:
            out.append(MatchedColumn(c.index, c.heading))
        else:
            out.append(c)
    return out


def _seen_headings(table: Table) -> list[str]:
    """The headings of the fullest of the first rows, to show where no kind fits."""
    rows = table.head(_SEARCHED)
    if not rows:
        return []
    fullest = max(rows, key=lambda row: len({heading_cell(c) for c in row} - {""}))
    return ["".join(str(c).split())[:20] if c is not None else "" for c in fullest]
