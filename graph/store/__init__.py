"""Stores 图数据库: one interface, two engines, and what works on both (back-up, integrity check)."""

from __future__ import annotations

from .holder import Holder
from .interface import QueryTimeout, Row, Store, StoreBusy, StoreError, Transaction
from .lock import holder_of
from .open import open_store
from .settings import StoreSettings

__all__ = [
    "Holder",
    "QueryTimeout",
    "Row",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreSettings",
    "Transaction",
    "holder_of",
    "open_store",
]
