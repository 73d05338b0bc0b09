"""Confidence: the measured precision of a pattern, drawn to its family where few claims were judged, less in doubtful places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.notices import read_text
from ingest.notices.calibration import REVIEW_LINE, Calibration, base, calibration, confidence
from ingest.notices.grammar import grammar
from ingest.notices.model import Found, Named

MEASURED = Calibration({"power": (80, 100)}, {"good": (40, 40), "bad": (5, 20)}, {"form": 0.5, "context": 2.0, "long_text": 1.5})
counts = st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def claim(pattern: str = "new", via: str = "S", text: str = "") -> Found:
    return Found("HOLDS_POWER", Named("Organ", "镇政府"), 0, 20, pattern, text=text, via=via, confidence=0.85)


def test_more_right_more_sure() -> None:
    good, new, bad = (base(MEASURED, p, "power", 0.85) for p in ("good", "new", "bad"))
    assert good > new > bad
    assert bad < REVIEW_LINE < good


def test_a_subject_from_afar_is_less_sure() -> None:
    near, topic, far = (confidence(MEASURED, claim(via=v), "power") for v in ("S", "topic/GD", "street"))
    assert near > topic > far


def test_long_words_are_less_sure() -> None:
    assert confidence(MEASURED, claim(text="长" * 90), "power") < confidence(MEASURED, claim(text="短"), "power")


@given(counts, counts, st.floats(0.5, 0.95), st.floats(0.4, 4))
def test_confidence_is_a_share(family: tuple[int, int], pattern: tuple[int, int], stated: float, factor: float) -> None:
    data = Calibration({"power": family}, {"p": pattern}, {"form": factor})
    found = Found("HOLDS_POWER", Named("Organ", "甲"), 0, 9, "p", via="S", confidence=stated)
    assert 0 < confidence(data, found, "power") < 1


@given(counts, st.floats(0.5, 0.95))
def test_one_more_right_never_lowers_it(pattern: tuple[int, int], stated: float) -> None:
    right, judged = pattern
    before = base(Calibration({}, {"p": pattern}, {}), "p", "power", stated)
    assert base(Calibration({}, {"p": (right + 1, judged + 1)}, {}), "p", "power", stated) >= before


def test_what_was_measured_is_of_this_grammar() -> None:
    data = calibration()
    ids = {p.id for p in grammar().patterns} | {"count.coordination", "name.placed", "instrument.number"}
    gone = {p for p in data.patterns if p.partition("/")[0] not in ids and not p.startswith("header.")}
    assert gone == set(), "run python -m bench.claims … --calibrate"
    assert all(0 <= right <= judged for right, judged in (*data.families.values(), *data.patterns.values()))


def test_a_pattern_judged_by_origin_is_taken_by_it() -> None:
    data = Calibration({}, {"p": (16, 20), "p/context": (1, 10)}, {"context": 2.0})
    near, afar = (confidence(data, claim("p", via=v), "power") for v in ("S", "area"))
    assert afar < REVIEW_LINE - 0.2 < near
    assert afar == round(base(data, "p/context", "power", 0.85), 2)


def test_doubtful_patterns_wait() -> None:
    """A list of powers under another subject was wrong each time it was judged."""
    found = read_text("石桥镇执法中队享有两类权力。一是可直接实施行政处罚权。")
    listed = [c for c in found if c.pattern == "power.list_item"]
    assert all(c.confidence < REVIEW_LINE for c in listed)
