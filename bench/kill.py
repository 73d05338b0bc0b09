"""Ingests killed outright at random points and run again: the graph must equal that of an undisturbed run, sound each time.

python -m bench.kill [KILLS] [SEED]

The points are spread over the stages (reading, extracting, resolving, writing), the rows of a transaction, the steps around its
commit, checkpoints, reports, the start and a retraction; most kills fall some milliseconds after the point, at random.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench._dump import difference, dump
from bench._kill_child import POINTS
from graph.store import StoreSettings, open_store
from graph.store.check import check
from ingest.jobs.library import Library

ROOT = Path(__file__).resolve().parents[1]
HEADER = "机构名称,机构类别,编制数,在岗数,执法证数,业务指导单位\n"
NOTICE = (
    "关于理顺街镇水务站管理体制的通知\n\n各街镇，各有关单位：\n一、街镇水务站由所在街镇负责日常管理，区水务局负责业务指导。\n"
    "二、莘庄镇水务站人员编制为6名，经费由莘庄镇人民政府承担。\n三、水务执法权仍由区水务局行使，街镇水务站没有执法权。\n"
)
STREETS = ("莘庄镇", "马桥镇", "七宝镇", "浦江镇", "颛桥镇", "吴泾镇", "江川路街道", "古美路街道")
TEAMS = ("水务站", "水务管理站", "房管办", "房屋管理办公室", "城管中队", "城管执法中队")


@dataclass
class Outcome:
    """What was found. ``problems`` is empty where all is well."""

    kills: int = 0
    rounds: int = 0
    points: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def write_files(folder: Path) -> None:
    """Lists that share names, a notice, a bundle, and second versions of two of the lists."""
    place = folder / "in"
    place.mkdir(parents=True)

    def roster(seed: int, posts: int) -> str:
        chosen = random.Random(seed)
        rows = [f"{s}{t},下沉执法队伍,{posts},5,1,区水务局" for s in STREETS for t in chosen.sample(TEAMS, 3)]
        return HEADER + "\n".join(rows) + "\n"

    for n in range(4):
        (place / f"1{n}-{n}机构编制名册.csv").write_text(roster(n, n + 3), encoding="utf-8")
    (place / "14-关于理顺管理体制的通知.txt").write_text(NOTICE, encoding="utf-8")
    with zipfile.ZipFile(place / "15-材料.zip", "w") as bundle:
        for n in (7, 8):
            entry = zipfile.ZipInfo(f"{n}机构编制名册.csv", (2024, 1, 1, 0, 0, 0))
            bundle.writestr(entry, roster(n, n))
    for n in range(2):
        (place / f"2{n}-{n}机构编制名册.csv").write_text(roster(n, n + 13), encoding="utf-8")


def child(folder: Path, mode: str, point: str = "none", nth: int = 0, delay: float = 0.0) -> int:
    """Run the child; gives its exit code, -9 where it was killed."""
    command = [sys.executable, "-m", "bench._kill_child", str(folder), mode, point, str(nth), str(delay)]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False)
    if done.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{mode} {point} {nth} {delay}: exit {done.returncode}\n{done.stderr[-3000:]}")
    return done.returncode


def looked_at(folder: Path, finished: bool) -> tuple[dict[str, list[str]], list[str]]:
    """The graph as plain values, and what is wrong with the store or the library."""
    store = open_store(StoreSettings(uri=str(folder / "data" / "graph.lbdb"), buffer_pool=256 << 20))
    library = Library(folder / "data")
    try:
        problems = [flaw.message for flaw in check(store)]
        if finished:
            there = {r["id"] for r in store.read("MATCH (d:Document) WHERE d.kind <> 'gazetteer' RETURN d.id AS id")}
            current = {r["document"] for r in library.rows("SELECT document FROM versions WHERE ended_at IS NULL")}
            problems += [f"the library says {current ^ there} otherwise than the graph"] if current != there else []
            problems += [f"no original of {d}" for d in there if library.original(d) is None]
            problems += [f"no lines of {d}" for d in there if library.lines(d) is None]
            problems += ["intentions left"] if library.rows("SELECT 1 FROM intents") else []
            for row in library.rows("SELECT id, status FROM jobs WHERE status <> 'done'"):
                problems.append(f"{row['id']} is {row['status']}")
        return (dump(store) if finished else {}), problems
    finally:
        library.close()
        store.close()


def run(kills: int, seed: int = 4, most_a_round: int = 12) -> Outcome:
    """Kill so often, in as many rounds as it takes; each round begins anew and ends with an undisturbed run to the end."""
    chosen = random.Random(seed)
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as base:
        calm: dict[str, dict[str, list[str]]] = {}
        queue: list[str] = []
        while outcome.kills < kills:
            mode = "files" if outcome.rounds % 3 == 2 else "jobs"
            outcome.rounds += 1
            if mode not in calm:
                folder = Path(base) / f"calm-{mode}"
                write_files(folder)
                child(folder, mode)
                calm[mode], problems = looked_at(folder, True)
                outcome.problems += [f"undisturbed {mode}: {p}" for p in problems]
            folder = Path(base) / f"round{outcome.rounds}"
            write_files(folder)
            reached = POINTS if mode == "jobs" else tuple(p for p in POINTS if p not in ("reported", "retracting"))
            for _ in range(min(most_a_round, kills - outcome.kills)):
                if not any(p in reached for p in queue):
                    queue += chosen.sample(POINTS, len(POINTS))
                point = next(p for p in reversed(queue) if p in reached)
                queue.remove(point)
                delay = 0.0 if chosen.random() < 0.3 else chosen.uniform(0, 60)
                nth = chosen.randint(1, 30) if point == "rows" else chosen.choice((1, 1, 2, 3))
                if child(folder, mode, point, nth, delay) == 0:
                    break  # the point was not reached any more: this round is at its end
                outcome.kills += 1
                outcome.points[point] += 1
                here = f"{mode} {point} {nth} {delay:.0f} ms"
                print(f"{outcome.kills}: {here}, {len(outcome.problems)} problems", file=sys.stderr, flush=True)
                _, problems = looked_at(folder, False)
                outcome.problems += [f"after {mode} {point} {nth} {delay:.0f}: {p}" for p in problems]
            else:
                child(folder, mode)
            graph, problems = looked_at(folder, True)
            outcome.problems += [f"round {outcome.rounds} {mode}: {p}" for p in problems]
            outcome.problems += [f"round {outcome.rounds} {mode}: {d}" for d in difference(graph, calm[mode])]
            print(f"round {outcome.rounds} at its end, {len(outcome.problems)} problems", file=sys.stderr, flush=True)
            shutil.rmtree(folder)
    return outcome


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    began = time.perf_counter()
    outcome = run(kills, seed)
    points = ", ".join(f"{name} {n}" for name, n in sorted(outcome.points.items()))
    print(
        f"{outcome.kills} kills in {outcome.rounds} rounds ({points}), {time.perf_counter() - began:.0f} s: "
        f"{len(outcome.problems)} problems, seed {seed}"
    )
    for problem in outcome.problems[:20]:
        print("  " + problem)
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
