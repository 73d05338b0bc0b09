"""Scores organisation mentions against hand-marked passages.

Usage: ``python -m bench.mentions [GOLD.jsonl SEEDS_FOLDER] [--list] [--unseen]``

First our own passages, ``tests/notices/mentions/*.txt`` (``[[…]]`` marks a mention): *unseen* were written before the reader
was run on them and are not tuned on, *fresh* were. Then the passages of GOLD, each read within its whole
document. A mention counts as
recalled when a prediction overlaps it, and as exact when the spans are equal. ``--list`` prints misses, extras and inexact
boundaries; those of the unseen passages only with ``--unseen``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.notices import organisations

Span = tuple[int, int]
HOME = Path(__file__).resolve().parent.parent / "tests" / "notices" / "mentions"
_MARK = re.compile(r"\[\[(.*?)\]\]", re.S)


@dataclass(slots=True)
class Passage:
    name: str
    text: str
    gold: list[Span]
    said: list[Span]


@dataclass(slots=True)
class Score:
    marked: int = 0
    said: int = 0
    recalled: int = 0
    right: int = 0
    exact: int = 0
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    inexact: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        def share(a: int, b: int) -> str:
            return f"{a / b:.3f}" if b else "  -  "

        return (
            f"{name:<10} {self.marked:>4} marked {self.said:>4} said   overlap recall {share(self.recalled, self.marked)} "
            f"precision {share(self.right, self.said)}   exact recall {share(self.exact, self.marked)} "
            f"precision {share(self.exact, self.said)}"
        )


def marked(text: str) -> tuple[str, list[Span]]:
    """A passage without its marks, and the spans of what they mark."""
    out: list[str] = []
    spans: list[Span] = []
    at = size = 0
    for found in _MARK.finditer(text):
        out += (text[at : found.start()], found[1])
        size += found.start() - at
        spans.append((size, size + len(found[1])))
        size += len(found[1])
        at = found.end()
    return "".join((*out, text[at:])), spans


def own(path: Path) -> Iterator[Passage]:
    """Our passages: a ``# title`` line, then the text."""
    for block in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, _, body = block.partition("\n")
        text, gold = marked(body.strip())
        yield Passage(title, text, gold, [(m.start, m.end) for m in organisations(text)])


def given(gold: Path, folder: Path) -> Iterator[Passage]:
    texts: dict[str, str] = {}
    spans: dict[str, list[Span]] = {}
    for line in gold.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        name = entry["doc"]
        if name not in texts:
            texts[name] = (folder / name).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
            spans[name] = [(m.start, m.end) for m in organisations(texts[name], scope_of(texts[name]))]
        a, b = entry["start"], entry["end"]
        yield Passage(
            f"{name[:3]}@{a}",
            texts[name],
            [(m["start"], m["end"]) for m in entry["mentions"]],
            [s for s in spans[name] if s[0] < b and s[1] > a],
        )


def scope_of(text: str) -> str:
    from ingest.names import district_of

    return str(district_of(text))


def score(passages: Iterable[Passage]) -> Score:
    out = Score()
    for p in passages:
        out.marked += len(p.gold)
        out.said += len(p.said)
        exact = set(p.gold) & set(p.said)
        out.exact += len(exact)
        for g in p.gold:
            over = [s for s in p.said if s[0] < g[1] and g[0] < s[1]]
            out.recalled += bool(over)
            if not over:
                out.misses.append(f"{p.name} {_show(p.text, g)}")
            elif g not in exact:
                out.inexact.append(f"{p.name} {_show(p.text, g)} ← {' '.join(p.text[a:b] for a, b in over)}")
        for s in p.said:
            over = [g for g in p.gold if s[0] < g[1] and g[0] < s[1]]
            out.right += bool(over)
            if not over:
                out.extras.append(f"{p.name} {_show(p.text, s)}")
    return out


def _show(text: str, span: Span) -> str:
    a, b = span
    return f"{text[max(0, a - 8) : a]}【{text[a:b]}】{text[b : b + 6]}".replace("\n", "⏎")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    args = parser.parse_args()
    sets = {p.stem: list(own(p)) for p in sorted(HOME.glob("*.txt"))}
    if args.gold and args.folder:
        sets["given"] = list(given(args.gold, args.folder))
    for name, passages in sets.items():
        result = score(passages)
        print(result.line(name), f"  ({len(passages)} passages)")
        if args.list and (name != "unseen" or args.unseen):
            for title, lines in (("missed", result.misses), ("extra", result.extras), ("inexact", result.inexact)):
                for line in lines:
                    print(f"  {title}: {line}")
    if args.folder:
        texts = [p.read_text(encoding="utf-8-sig") for p in sorted(args.folder.glob("*.txt"))]
        started = time.process_time()
        for text in texts:
            organisations(text)
        print(f"{sum(map(len, texts)) / (time.process_time() - started):,.0f} characters a second of one core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
