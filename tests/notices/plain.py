"""A canonical document made of a text alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass
class Plain:
    text: str
    name: str = "通知.txt"
    format: str = "txt"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def document_id(self) -> str:
        return "doc-" + self.sha256[:12]
