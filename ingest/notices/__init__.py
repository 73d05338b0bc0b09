"""Notices 通知、报告等叙述文本: running Chinese text → claims with exact character spans.

``mentions`` finds names, ``coordination`` joins lists, ``grammar`` holds the patterns as data, ``engine`` matches them,
``extract`` puts the
claims in columns.
"""

from __future__ import annotations

from .extract import extract, read_text
from .jsonl import claims_jsonl
from .named import named
from .organs import Mention, organisations

__all__ = ["Mention", "claims_jsonl", "extract", "named", "organisations", "read_text"]
