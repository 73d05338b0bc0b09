"""The command line 命令行: ``tiaokuai``."""

from .main import main

__all__ = ["main"]
