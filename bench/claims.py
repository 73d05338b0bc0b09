"""Scores the notices reader against hand-checked claims, and calibrates its confidence.

Usage: ``python -m bench.claims GOLD.jsonl SEEDS_FOLDER SCORER.py [--missed] [--extra] [--sample N --seed S] [--calibrate]``

Writes the predictions in the scorer's JSON Lines format to a temporary file (or ``--out``) and runs the scorer on them: all, and
those above the review line. ``--missed`` lists the gold facts without a match, ``--extra`` the predictions without one, each
with its quotation, to be judged by reading; ``--sample`` draws some of them. Verdicts are kept in ``judged_claims.csv``.
``--calibrate`` writes the reader's ``data/calibration.yaml`` from them. The reliability table says, by stated confidence, how
many judged claims were right, and what a review line at that confidence would give.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._claims_judged import Judged, calibrate, judge, judge_passages, reliability
from ingest.notices import claims_jsonl, extract
from ingest.notices.calibration import REVIEW_LINE


@dataclass
class Plain:
    name: str
    text: str
    format: str = "txt"
    sha256: str = "0" * 64

    @property
    def document_id(self) -> str:
        return "doc-" + self.sha256[:12]


def scope_of(text: str) -> str:
    try:
        from ingest.names import district_of
    except ImportError:
        return ""
    return str(district_of(text))


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def line(p: dict[str, Any]) -> str:
    o = p["object"]
    return (
        f"{p['doc'][:3]}@{p.get('start')} {p['relation']}({p['subject']['name']}; {o.get('name', o.get('value'))}"
        f"{o.get('unit', '')}) "
        f"{p['modality']} {p['confidence']} {p.get('qualifiers', '')} 「{p['quote']}」"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--extra", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--above", action="store_true", help="sample claims above the review line only")
    parser.add_argument("--calibrate", action="store_true")
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp()) / "predicted.jsonl"
    rows: list[dict[str, Any]] = []
    characters = 0
    texts = {f.name: f.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for f in sorted(args.folder.glob("*.txt"))}
    scopes = {name: scope_of(text) for name, text in texts.items()}
    for text in texts.values():
        extract(Plain("warm", text), "上海市闵行区")
    if args.calibrate:
        scorer = load(args.scorer)
        calibrate(judge(texts, scopes, scorer, scorer.load(args.gold)) + judge_passages(scorer))
        print("data/calibration.yaml is new: run again to see what it gives")
        return
    started = time.process_time()
    for name, text in texts.items():
        characters += len(text)
        rows += claims_jsonl(extract(Plain(name, text), scopes[name]))
    seconds = time.process_time() - started
    write(out, rows)
    print(
        f"{characters} characters in {seconds:.3f} s: {characters / seconds:,.0f} a second of one core; "
        f"{len(rows)} claims in {out}"
    )
    subprocess.run([sys.executable, str(args.scorer), str(args.gold), str(out)], check=True)
    above = out.with_suffix(".above.jsonl")
    write(above, [r for r in rows if not r.get("review")])
    print(f"\nabove the review line {REVIEW_LINE:g}:")
    subprocess.run([sys.executable, str(args.scorer), str(args.gold), str(above)], check=True)
    scorer = load(args.scorer)
    gold = scorer.load(args.gold)
    judged: list[Judged] = judge(texts, scopes, scorer, gold)
    print(reliability(judged, len(gold)))
    hit = {id(p) for g in gold for p in found(scorer, g, rows)}
    if args.missed:
        for g in gold:
            if not found(scorer, g, rows):
                o = g["object"]
                print(
                    f"- {scorer.FAMILY[g['relation']]} {g['doc'][:3]}@{g['start']} "
                    f"{g['relation']}({g['subject']['name']}; {o.get('name', o.get('value'))}) 「{g['quote']}」"
                )
    extra = [p for p in rows if id(p) not in hit and not (args.above and p.get("review"))]
    if args.sample:
        extra = random.Random(args.seed).sample(extra, min(args.sample, len(extra)))
    if args.extra or args.sample:
        for p in extra:
            print("+ " + line(p))


def found(scorer: Any, g: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        p
        for p in rows
        if p["doc"] == g["doc"]
        and scorer.FAMILY.get(p["relation"]) == scorer.FAMILY.get(g["relation"])
        and "start" in p
        and scorer.overlaps(g, p)
        and scorer.same_name(g["subject"]["name"], p["subject"]["name"])
        and scorer.same_object(g["object"], p["object"])
    ]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
