"""The optional language model 语言模型: proposes claims of a text, each anchored to its words; all of them wait for review.

Off unless ``TIAOKUAI_MODEL_URL`` and ``TIAOKUAI_MODEL_NAME`` are set. Knows nothing of stores and file formats.
"""

from __future__ import annotations

from .endpoint import ModelError
from .propose import add, propose
from .settings import ModelSettings

__all__ = ["ModelError", "ModelSettings", "add", "propose"]
