"""A small run of the fuzz: damaged files of every format are read, told or refused. The large one is bench/fuzz_files.py."""

from __future__ import annotations

import random

import pytest

from bench._fuzz_mutations import mutated
from bench._fuzz_seeds import seeds
from bench.fuzz_files import examine
from ingest.readers import BY_SUFFIX, read
from ingest.readers.bundle import is_bundle

SEEDS = {s.name: s for s in seeds(with_office=False)}
LIGHT = [n for n, s in SEEDS.items() if s.suffix not in (".pdf", ".png", ".jpg", ".xls")]


@pytest.fixture(autouse=True)
def without_recognising(monkeypatch):
    """Recognition takes seconds a page, and damaged pictures are the same to the readers."""
    for module in ("scans", "images", "pdf", "ofd_scan", "docx_pictures"):
        monkeypatch.setattr(f"ingest.readers.{module}.installed", lambda: False, raising=False)


@pytest.mark.parametrize("name", SEEDS)
def test_whole_files_are_read(tmp_path, name):
    seed = SEEDS[name]
    path = tmp_path / name
    path.write_bytes(seed.data)
    verdict = examine(path, seed.has_text)
    assert verdict.outcome == "read" if seed.has_text else verdict.outcome in ("told", "refused"), verdict
    if seed.has_text and not is_bundle(path):
        found = read(path)
        assert "河道" in found.text + str([t.rows for t in found.tables])


@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("name", LIGHT)
def test_damaged_files_do_no_harm(tmp_path, name, number):
    called, data, done = mutated(random.Random(f"{name}-{number}"), SEEDS[name], list(SEEDS.values()))
    path = tmp_path / called
    path.write_bytes(data)
    verdict = examine(path, SEEDS[name].has_text)
    assert verdict.outcome in ("read", "told", "refused"), (done, verdict)


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("name", sorted(set(SEEDS) - set(LIGHT)))
def test_damaged_files_read_in_processes_of_their_own(tmp_path, name, number):
    called, data, done = mutated(random.Random(f"{name}-{number}"), SEEDS[name], list(SEEDS.values()))
    path = tmp_path / called
    path.write_bytes(data)
    verdict = examine(path, SEEDS[name].has_text)
    assert verdict.outcome in ("read", "told", "refused"), (done, verdict)


def test_seeds_of_all_formats():
    held = {BY_SUFFIX[s.suffix].kind for s in SEEDS.values()}
    by_office = {f.kind for f in BY_SUFFIX.values() if f.how == "office"}
    refused = {f.kind for f in BY_SUFFIX.values() if f.how == "refused"}
    assert held == {f.kind for f in BY_SUFFIX.values()} - by_office - refused
