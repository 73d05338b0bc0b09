"""Damaged files of every format through the readers: no crash, no hang, no growth of memory, no silent skip.

    python -m bench.fuzz_files [COUNT] [--seed N] [--workers N] [--ocr] [--office N]

Seeds are made on the spot and damaged by a fixed random source, so that number N of a run is always the same file. Each is
read in a worker process under a watchdog of 30 seconds and a ceiling of memory. What fails is kept under bench/out/fuzz.

A whole file must be read, with the seed's words in it. A silent skip is a result that is not refused, holds nothing though
its seed held text, and no unit says so; or a table, a page or a member without a unit of its own. ``thin`` counts results
with less than a fifth of the seed's words of which no unit says anything: damage that left a smaller whole file (elements
taken out), kept to be looked at, no failure.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing as mp
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench._fuzz_mutations import mutated
from bench._fuzz_seeds import MARK, Seed, seeds
from graph.evidence import UnitStatus
from ingest.readers import Canonical, Limits, Unreadable, read
from ingest.readers.bundle import is_bundle, unpack

WATCHDOG = 30.0
CEILING = 4 << 30
GROWTH = 300 << 20
"""Resident bytes by which a worker may grow between its first and its last files."""

OUT = Path(__file__).parent / "out" / "fuzz"
_LIMITS = Limits(seconds=25)


@dataclass(slots=True)
class Verdict:
    """What became of one file: read, told (nothing in it, and a unit says so), refused, or a failure and why."""

    outcome: str
    why: str = ""
    seconds: float = 0.0
    resident: int = 0


def examine(path: Path, has_text: bool, expected: int = 0) -> Verdict:
    """Read one file, bundles with all that is in them, and hold the result against the rules.

    ``expected`` is the length of what the undamaged seed holds, 0 where that says nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        if not is_bundle(path):
            return _one(path, has_text, expected)
        try:
            inside = unpack(path, folder, _LIMITS)
        except Unreadable as error:
            return _refused(str(error), path)
        if not inside.members and all(u.status == "read" for u in inside.units):
            return Verdict("silent", "a bundle without members, and no unit says so")
        if any(folder not in m.path.resolve().parents for m in inside.members):
            return Verdict("crash", "a member outside the folder")
        each = [_one(m.path, False) for m in inside.members]
        return next((v for v in each if v.outcome in ("crash", "silent")), Verdict("read" if each else "told"))
    except Exception:
        return Verdict("crash", traceback.format_exc(limit=-6))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _one(path: Path, has_text: bool, expected: int = 0) -> Verdict:
    try:
        canonical = read(path, _LIMITS)
    except Unreadable as error:
        return _refused(str(error), path)
    except Exception:
        return Verdict("crash", traceback.format_exc(limit=-6))
    if problem := _unaccounted(canonical):
        return Verdict("silent", problem)
    holds = bool(canonical.text.strip()) or any(c is not None for t in canonical.tables[:50] for row in t.head(50) for c in row)
    told = any(u.status != "read" for u in canonical.units) or bool(canonical.rejected)
    if has_text and not holds and not told:
        return Verdict("silent", f"nothing in it, and no unit says so: {canonical.units[:5]}")
    if expected and not told and holding(canonical) * 5 < expected:
        return Verdict("thin", f"{holding(canonical)} of {expected}")
    return Verdict("read" if holds else "told")


def holding(canonical: Canonical) -> int:
    """Characters of the text and of the tables."""
    return len(canonical.text) + sum(len(str(c)) for t in canonical.tables for row in t.head(500) for c in row if c is not None)


def _refused(message: str, path: Path) -> Verdict:
    if not message.endswith("。") or message.count("。") != 1 or path.name not in message:
        return Verdict("crash", f"not one sentence with the file's name: {message!r}")
    return Verdict("refused")


def _unaccounted(canonical: Canonical) -> str:
    units: list[UnitStatus] = canonical.units
    if not units:
        return "no unit at all"
    names = {u.unit for u in units}
    for table in canonical.tables:
        if table.name not in names:
            return f"table {table.name!r} without a unit"
        rows = table.head(2000)
        if len({len(r) for r in rows}) > 1:
            return f"table {table.name!r} with ragged rows"
    missing = [p.number for p in canonical.pages if f"第{p.number}页" not in names]
    if missing:
        return f"pages without a unit: {missing[:5]}"
    end = 0
    for block in canonical.blocks:
        if not (end <= block.start < block.end <= len(canonical.text)) or not canonical.text[block.start : block.end].strip():
            return f"a block that is no part of the text: {block}"
        end = block.end
    for place in canonical.places:
        if not 0 <= place.start <= place.end <= len(canonical.text):
            return f"a place outside the text: {place}"
    return ""


def _resident() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _worker(pipe: Connection, ocr: bool) -> None:
    """Reads what it is told to until it is told to stop."""
    if hasattr(os, "setsid"):
        os.setsid()  # so that what it starts can be ended with it
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (CEILING, CEILING))
    except (ImportError, ValueError, OSError):
        pass
    if not ocr:
        for module in list(sys.modules.values()):
            if (getattr(module, "__name__", "") or "").startswith("ingest.readers.") and hasattr(module, "installed"):
                vars(module)["installed"] = lambda: False
    while (job := pipe.recv()) is not None:
        path, has_text, expected = job
        started = time.monotonic()
        verdict = examine(Path(path), has_text, expected)
        verdict.seconds = time.monotonic() - started
        gc.collect()
        verdict.resident = _resident()
        pipe.send(verdict)


@dataclass(slots=True)
class Report:
    """Figures of a run."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    thin: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    resident: list[list[int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def growth(self) -> int:
        """The largest growth of a worker that lived: the median of its last tenth over that of its first after warming up."""
        most = 0
        for seen in self.resident:
            if len(seen) >= 60:
                part = max(10, len(seen) // 10)
                first, last = sorted(seen[part : 2 * part]), sorted(seen[-part:])
                most = max(most, last[len(last) // 2] - first[len(first) // 2])
        return most


def job(number: int, base: int, of: list[Seed], old: list[Seed], every_old: int) -> tuple[Seed, str, bytes, str]:
    """File number N of a run; the first ones are the seeds as they are."""
    rng = random.Random(f"{base}-{number}")
    whole = [*of, *old]
    if number < len(whole):
        return whole[number], whole[number].name, whole[number].data, "as it is"
    seed = rng.choice(old) if old and number % every_old == 0 else rng.choices(of, [s.weight for s in of])[0]
    name, data, done = mutated(rng, seed, of)
    return seed, name, data, done


def run(count: int, base: int, workers: int, ocr: bool, office: int) -> Report:
    """Read ``count`` files."""
    made = seeds(with_office=office > 0)
    of, old = [s for s in made if s.weight], [s for s in made if not s.weight]
    every = max(1, count // office) if office else 0
    report = Report()
    numbers = iter(range(count))
    expected = _expected(of)

    def drive() -> None:
        seen: list[int] = []
        with report.lock:
            report.resident.append(seen)
        pipe, process = _start(ocr)
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            while True:
                with report.lock:
                    number = next(numbers, None)
                if number is None:
                    break
                seed, name, data, done = job(number, base, of, old, every)
                path = Path(folder) / name
                path.write_bytes(data)
                started = time.monotonic()
                verdict = _ask(pipe, process, (str(path), seed.has_text and done != "as it is", expected.get(seed.name, 0)))
                verdict.seconds = verdict.seconds or time.monotonic() - started
                if verdict.outcome in ("hang", "died"):
                    pipe, process = _start(ocr)
                    seen = []
                    with report.lock:
                        report.resident.append(seen)
                else:
                    seen.append(verdict.resident)
                if done == "as it is":
                    verdict = _whole(seed, path, verdict)
                with report.lock:
                    _note(report, verdict, number, seed, name, data, done)
                path.unlink()
        pipe.send(None)
        process.join(10)

    threads = [threading.Thread(target=drive) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return report


def _whole(seed: Seed, path: Path, verdict: Verdict) -> Verdict:
    """A seed as it is must be read, not refused; its words are looked for where it is one file."""
    if verdict.outcome == "refused" and not seed.has_text:
        return verdict
    if verdict.outcome == "read" and seed.has_text and not is_bundle(path):
        canonical = read(path, _LIMITS)
        shown = canonical.text + str([t.head(20) for t in canonical.tables])
        if MARK not in shown and "河道" not in shown:
            return Verdict("silent", "the seed's words are not in the result")
    if verdict.outcome not in ("read", "told"):
        return Verdict("crash", f"a whole file: {verdict.outcome} {verdict.why}")
    return verdict


def _note(report: Report, verdict: Verdict, number: int, seed: Seed, name: str, data: bytes, done: str) -> None:
    report.outcomes[seed.suffix, verdict.outcome] += 1
    report.slowest = max(report.slowest, (verdict.seconds, f"#{number} {name} {done}"))
    if verdict.outcome in ("crash", "hang", "died", "silent", "thin"):
        OUT.mkdir(parents=True, exist_ok=True)
        kept = OUT / f"{number}-{verdict.outcome}{Path(name).suffix}"
        kept.write_bytes(data)
        line = f"#{number} {name} ({done}): {verdict.outcome} {verdict.why}"
        (report.thin if verdict.outcome == "thin" else report.failures).append(line)


def _start(ocr: bool) -> tuple[Connection, Any]:
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_worker, args=(theirs, ocr), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _expected(of: list[Seed]) -> dict[str, int]:
    """How much each seed of a container format holds; a cut text file is a shorter text, and cannot say so."""
    out: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for seed in of:
            if seed.has_text and seed.suffix in (".docx", ".xlsx", ".xls", ".ofd", ".pdf"):
                path = Path(folder) / seed.name
                path.write_bytes(seed.data)
                out[seed.name] = holding(read(path, _LIMITS))
    return out


def _ask(pipe: Connection, process: Any, job: tuple[str, bool, int]) -> Verdict:
    pipe.send(job)
    try:
        if pipe.poll(WATCHDOG):
            found: Verdict = pipe.recv()
            return found
        outcome = "hang"
    except (EOFError, OSError):
        outcome = "died"
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            process.kill()
    else:
        process.kill()
    process.join(10)
    return Verdict(outcome, f"exit code {process.exitcode}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=500)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ocr", action="store_true", help="recognise pictures too, where the extra is installed")
    parser.add_argument("--office", type=int, default=8, help="how many files go through LibreOffice")
    given = parser.parse_args()
    started = time.monotonic()
    report = run(given.count, given.seed, given.workers, given.ocr, given.office)
    kinds = sorted({k for k, _ in report.outcomes})
    columns = ("read", "told", "refused", "thin", "crash", "died", "hang", "silent")
    print(f"{'':8}" + "".join(f"{c:>9}" for c in columns))
    for kind in kinds:
        print(f"{kind:8}" + "".join(f"{report.outcomes[kind, c]:9}" for c in columns))
    total = {c: sum(n for (_, outcome), n in report.outcomes.items() if outcome == c) for c in columns}
    print(f"{'all':8}" + "".join(f"{total[c]:9}" for c in columns))
    print(f"{given.count} files in {time.monotonic() - started:.0f} s, slowest {report.slowest[0]:.1f} s {report.slowest[1]}")
    growth = report.growth()
    peak = max((max(seen) for seen in report.resident if seen), default=0)
    print(f"memory: highest {peak >> 20} MB after a file, growth {growth >> 20} MB")
    for failure in (report.failures + report.thin)[:60]:
        print(failure)
    if growth > GROWTH:
        print("memory grows")
    return 1 if report.failures or growth > GROWTH else 0


if __name__ == "__main__":
    raise SystemExit(main())
