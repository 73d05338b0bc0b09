from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph.store import Store

sys.path.insert(0, str(Path(__file__).parent))

from graph_sample import Sample, make_sample


@pytest.fixture(scope="session")
def sample() -> Sample:
    return make_sample()


@pytest.fixture(scope="module")
def filled(module_store: Store, sample: Sample) -> Store:
    """A store of each engine that holds the sample; tests only read it."""
    sample.load(module_store)
    return module_store
