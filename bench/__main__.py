"""Every benchmark, one after the other; each prints its own lines. ``python -m bench [name …]``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    wanted = sys.argv[1:]
    scripts = sorted(p for p in HERE.glob("*.py") if not p.name.startswith("_") and (not wanted or p.stem in wanted))
    failed = 0
    for script in scripts:
        print(f"== {script.stem}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.{script.stem}"], cwd=HERE.parent, check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
