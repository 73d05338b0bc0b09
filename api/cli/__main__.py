"""``python -m api.cli`` is ``tiaokuai``."""

from .main import main

main()
