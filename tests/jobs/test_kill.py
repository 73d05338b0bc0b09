"""A handful of the kills of ``bench/kill.py``."""

from __future__ import annotations

import sys

import pytest

from bench.kill import run


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_ingests_run_again_give_the_graph_of_an_undisturbed_run():
    outcome = run(5, seed=11, most_a_round=5)
    assert outcome.kills == 5
    assert outcome.problems == []
