"""What documents said and where: the frozen types that pass between rooms."""

from .model import (
    FREE_TEXT,
    ClaimBatch,
    DocumentRecord,
    Extraction,
    Mention,
    PassageColumns,
    Quantity,
    RejectedRow,
    UnitStatus,
    Value,
    digest,
)
from .proposal import Proposal

__all__ = [
    "FREE_TEXT",
    "ClaimBatch",
    "DocumentRecord",
    "Extraction",
    "Mention",
    "PassageColumns",
    "Proposal",
    "Quantity",
    "RejectedRow",
    "UnitStatus",
    "Value",
    "digest",
]
