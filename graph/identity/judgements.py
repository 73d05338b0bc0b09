"""Judgements 判定: that two names mean one thing, do not, that one followed the other, or that nobody knows yet; by whom, why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from graph.evidence import digest

Verdict: TypeAlias = Literal["same", "different", "succeeds", "unsure"]

MATCHER = "名称匹配"
"""Who judges where no person does."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement on two keys of one label. ``left`` is the smaller key, so that a pair is one pair.

    Of ``succeeds`` (机构承继: two bodies, one after the other), ``successor`` is the key of the younger.
    """

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
    successor: str = ""

    def __post_init__(self) -> None:
        if (self.verdict == "succeeds") != (self.successor in (self.left, self.right)):
            raise ValueError("判定为承继时须写明两者中哪一个是后设的，其他判定不写。")
        if self.left == self.right:
            raise ValueError(f"判定的两个名称是同一个标识“{self.left}”，不需要判定。")
        if self.left > self.right:
            left, right = (self.left, self.left_name), (self.right, self.right_name)
            for field, value in zip(("left", "left_name", "right", "right_name"), (*right, *left), strict=True):
                object.__setattr__(self, field, value)

    @property
    def id(self) -> str:
        """Made of what is judged, how and by whom: the same judgement again is the same record."""
        return "judgement-" + digest(
            self.label, self.left, self.right, self.verdict, self.by, *([self.successor] if self.successor else [])
        )

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys."""
        return self.left, self.right

    @property
    def by_person(self) -> bool:
        """Whether a person judged."""
        return self.by != MATCHER


_WORDS = {"same": "人工确认为同一个", "different": "人工确认不是同一个", "succeeds": "人工确认为前后承继", "unsure": "人工存疑"}


def judge(judgement: Judgement, verdict: Verdict, by: str, on: dt.date, *, successor: str = "", reason: str = "") -> Judgement:
    """A person's judgement on the pair of another judgement, with the person's own reason if given.

    ``successor`` (one of the two keys) is needed for ``succeeds``, unless the judgement that was shown said it. Raises
    ValueError, with one Chinese sentence, where it is not known.
    """
    younger = (successor or judgement.successor) if verdict == "succeeds" else ""
    return replace(
        judgement,
        verdict=verdict,
        score=0.0 if verdict == "different" else 1.0,
        reason=f"{_WORDS[verdict]}。" if not reason else f"{_WORDS[verdict]}：{reason}",
        successor=younger,
        by=by,
        on=on,
        withdrawn=False,
    )
