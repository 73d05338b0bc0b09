"""Old and foreign office formats 旧版文档: a child process (LibreOffice, where installed) converts, the usual reader reads."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .canonical import Progress, Unreadable
from .formats import BY_KIND
from .limits import Limits

VARIABLE = "TIAOKUAI_SOFFICE"
"""The environment variable that says where soffice is."""

_PLACES = (
    "{ProgramFiles}/LibreOffice/program/soffice.exe",
    "{ProgramFiles(x86)}/LibreOffice/program/soffice.exe",
    "{ProgramW6432}/LibreOffice/program/soffice.exe",
    "{LOCALAPPDATA}/Programs/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}
# said outright: LibreOffice would take a damaged file for plain text, and read noise
_READ_AS = {
    "doc": "MS Word 97",
    "wps": "MS Word 97",
    "rtf": "Rich Text Format",
    "odt": "writer8",
    "ods": "calc8",
    "xlsb": "Calc MS Excel 2007 Binary",
    "wordxml": "MS Word 2003 XML",
    "excelxml": "MS Excel 2003 XML",
    "uof": "Unified Office Format text",
    "uos": "Unified Office Format spreadsheet",
}
_FLAT = {"odt": "OpenDocument Text Flat XML", "ods": "OpenDocument Spreadsheet Flat XML"}
# no macros, no links followed, no remote picture fetched: a converted file must not act
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
# limits of memory, of processor time and of what may be written are set in the child, then it becomes soffice
_CHILD = """
import os, sys
try:
    import resource
    limits = {resource.RLIMIT_AS: 6 << 30, resource.RLIMIT_CPU: int(sys.argv[1]), resource.RLIMIT_FSIZE: int(sys.argv[2])}
    for what, most in limits.items():
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            pass
except ImportError:
    pass
os.execv(sys.argv[3], sys.argv[3:])
"""


def find_soffice() -> Path | None:
    """LibreOffice's soffice: the one that TIAOKUAI_SOFFICE names, else on PATH, else in its usual places."""
    if named := os.environ.get(VARIABLE, "").strip():
        given = Path(named)
        inside = (given / "soffice.exe", given / "soffice", given / "program" / "soffice.exe", given / "program" / "soffice")
        return next((p for p in (given, *inside) if p.is_file()), None)
    for command in ("soffice", "libreoffice"):
        if found := shutil.which(command):
            return Path(found)
    for place in _PLACES:
        with contextlib.suppress(KeyError):
            path = Path(place.format_map(os.environ))
            if path.is_file():
                return path
    return None


@contextlib.contextmanager
def converted(path: Path, kind: str, limits: Limits, progress: Progress | None = None) -> Iterator[Path]:
    """The file as docx, xlsx or pdf, for as long as the context lasts. Raises Unreadable; Cancelled ends the child."""
    known = BY_KIND[kind]
    wanted = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf"}[known.becomes]
    soffice = find_soffice()
    if soffice is None:
        wrong = os.environ.get(VARIABLE, "").strip()
        hint = f"环境变量 {VARIABLE} 指的“{wrong}”不存在" if wrong else "本机没有找到"
        raise Unreadable(
            f"“{path.name}”是{known.title}（{kind}），要由 LibreOffice 转换，而{hint}；"
            f"请安装 LibreOffice（或用 {VARIABLE} 指明 soffice 的位置），或者用 Word、WPS 另存为 {wanted} 后再载入。"
        )
    with tempfile.TemporaryDirectory(prefix="tiaokuai-office-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        profile = work / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        # a plain name and the true suffix: names of any script, and old WPS files, are then no question
        source = work / ("source." + ("doc" if kind == "wps" else _suffix(path, kind)))
        shutil.copyfile(path, source)
        flat = kind in _FLAT and not zipfile.is_zipfile(source)
        read_as = _FLAT[kind] if flat else _READ_AS.get(kind, "")
        command = [
            *(str(soffice), f"-env:UserInstallation={(work / 'profile').as_uri()}"),
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
            *([f"--infilter={read_as}"] if read_as else []),
            *("--convert-to", _FILTERS[wanted], "--outdir", str(work / "made"), str(source)),
        ]
        _run(command, work, path.name, wanted, limits, progress)
        made = work / "made" / f"source.{wanted}"
        if not made.is_file() or not made.stat().st_size:
            raise Unreadable(f"“{path.name}”打不开：可能设有密码或已损坏，请用 Word 或 WPS 打开后另存为 {wanted} 再载入。")
        yield made


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _suffix(path: Path, kind: str) -> str:
    known = BY_KIND[kind]
    suffix = path.suffix.lower()
    if suffix in known.suffixes:
        return suffix[1:]
    return known.suffixes[0][1:] if known.suffixes else "xml"


def _run(command: list[str], work: Path, name: str, wanted: str, limits: Limits, progress: Progress | None) -> None:
    windows = sys.platform == "win32"
    if not windows:
        command = [sys.executable, "-I", "-c", _CHILD, str(limits.seconds), str(limits.unpacked), *command]
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=work,
            start_new_session=not windows,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Unreadable(f"“{name}”要由 LibreOffice 转换，而它启动不了（{error.strerror or error}），请检查其安装。") from error
    end = time.monotonic() + limits.seconds
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.5)
                return
            if progress is not None:
                progress("reading", 0, None)
            if time.monotonic() > end:
                raise Unreadable(f"“{name}”在 {limits.seconds} 秒内没有转换完，请用 Word 或 WPS 另存为 {wanted} 后再载入。")
    finally:
        _end(child, windows)


def _end(child: subprocess.Popen[bytes], windows: bool) -> None:
    """End the child and what it started: soffice is a script that starts another process."""
    if child.poll() is not None:
        return
    if windows:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
