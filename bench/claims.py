"""Scores the notices reader against hand-checked claims.

Usage: ``python bench/claims.py GOLD.jsonl SEEDS_FOLDER SCORER.py [--missed] [--extra]``

Writes the predictions in the scorer's JSON Lines format to a temporary file (or ``--out``) and runs the scorer on them.
``--missed`` lists the
gold facts without a match, ``--extra`` the predictions without one, each with its quotation, to be judged by reading.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.notices import claims_jsonl, extract


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--extra", action="store_true")
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp()) / "predicted.jsonl"
    rows: list[dict[str, Any]] = []
    characters = 0
    extract(Plain("warm", "区水务局保留执法权。"), "")
    texts = {f.name: f.read_text(encoding="utf-8-sig").replace("\r\n", "\n") for f in sorted(args.folder.glob("*.txt"))}
    scopes = {name: scope_of(text) for name, text in texts.items()}
    for text in texts.values():
        extract(Plain("warm", text), "上海市闵行区")
    started = time.process_time()
    for name, text in texts.items():
        characters += len(text)
        rows += claims_jsonl(extract(Plain(name, text), scopes[name]))
    seconds = time.process_time() - started
    out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    print(
        f"{characters} characters in {seconds:.3f} s: {characters / seconds:,.0f} a second of one core; "
        f"{len(rows)} claims in {out}"
    )
    subprocess.run([sys.executable, str(args.scorer), str(args.gold), str(out)], check=True)
    if args.missed or args.extra:
        spec = importlib.util.spec_from_file_location("scorer", args.scorer)
        assert spec is not None
        assert spec.loader is not None
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        gold = scorer.load(args.gold)
        hit: set[int] = set()
        for g in gold:
            found = [
                i
                for i, p in enumerate(rows)
                if p["doc"] == g["doc"]
                and scorer.FAMILY.get(p["relation"]) == scorer.FAMILY.get(g["relation"])
                and "start" in p
                and scorer.overlaps(g, p)
                and scorer.same_name(g["subject"]["name"], p["subject"]["name"])
                and scorer.same_object(g["object"], p["object"])
            ]
            hit.update(found)
            if args.missed and not found:
                o = g["object"]
                print(
                    f"- {scorer.FAMILY[g['relation']]} {g['doc'][:3]}@{g['start']} "
                    f"{g['relation']}({g['subject']['name']}; {o.get('name', o.get('value'))}) 「{g['quote']}」"
                )
        if args.extra:
            for i, p in enumerate(rows):
                if i not in hit:
                    o = p["object"]
                    print(
                        f"+ {p['doc'][:3]}@{p.get('start')} {p['relation']}({p['subject']['name']}; "
                        f"{o.get('name', o.get('value'))}{o.get('unit', '')}) {p.get('qualifiers', '')} 「{p['quote']}」"
                    )


if __name__ == "__main__":
    main()
