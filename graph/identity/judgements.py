"""Judgements 判定: that two names mean one thing, do not, or that nobody knows yet; by whom, why, with what score."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from graph.evidence import digest

Verdict: TypeAlias = Literal["same", "different", "unsure"]

MATCHER = "名称匹配"
"""Who judges where no person does."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement on two keys of one label. ``left`` is the smaller key, so that a pair is one pair."""

    left: str
    right: str
    left_name: str
    right_name: str
    label: str
    verdict: Verdict
    score: float
    reason: str
    by: str = MATCHER
    on: dt.date | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise ValueError(f"判定的两个名称是同一个标识“{self.left}”，不需要判定。")
        if self.left > self.right:
            left, right = (self.left, self.left_name), (self.right, self.right_name)
            for field, value in zip(("left", "left_name", "right", "right_name"), (*right, *left), strict=True):
                object.__setattr__(self, field, value)

    @property
    def id(self) -> str:
        """Made of what is judged, how and by whom: the same judgement again is the same record."""
        return "judgement-" + digest(self.label, self.left, self.right, self.verdict, self.by)

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys."""
        return self.left, self.right

    @property
    def by_person(self) -> bool:
        """Whether a person judged."""
        return self.by != MATCHER


def judge(judgement: Judgement, verdict: Verdict, by: str, on: dt.date) -> Judgement:
    """A person's judgement on the pair of another judgement."""
    words = {"same": "人工确认为同一个", "different": "人工确认不是同一个", "unsure": "人工存疑"}[verdict]
    return replace(
        judgement,
        verdict=verdict,
        score=0.0 if verdict == "different" else 1.0,
        reason=f"{words}。",
        by=by,
        on=on,
        withdrawn=False,
    )
