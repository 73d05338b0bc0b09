"""What documents said and where: the frozen types that pass between rooms."""

from .model import (
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

__all__ = [
    "ClaimBatch",
    "DocumentRecord",
    "Extraction",
    "Mention",
    "PassageColumns",
    "Quantity",
    "RejectedRow",
    "UnitStatus",
    "Value",
    "digest",
]
