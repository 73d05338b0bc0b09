"""The projection 投影: claims and judgements in, node and edge rows out, applied to the store as a difference."""

from .change import Difference, add_document, regroup, retract_document
from .columns import COMPOSITE_LABELS, Names
from .contribution import Contribution, Source, fold

__all__ = [
    "COMPOSITE_LABELS",
    "Contribution",
    "Difference",
    "Names",
    "Source",
    "add_document",
    "fold",
    "regroup",
    "retract_document",
]
