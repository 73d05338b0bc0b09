"""A Neo4j of our own for tests: jars from Maven Central, a temporary home, loopback, free ports, ended by its process.

``TIAOKUAI_NEO4J_VERSION`` chooses the version (default 5.26.30), ``TIAOKUAI_NEO4J_JARS`` the folder that keeps the jars (default
``.cache/neo4j`` in the checkout), ``TIAOKUAI_JAVA21`` a Java home of 21 or newer for versions that need it.
``TIAOKUAI_TEST_NEO4J`` names a running server instead (user and password as for the program); its graph will be erased.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.store import Store, StoreSettings

DEFAULT_VERSION = "5.26.30"
_POM = Path(__file__).with_name("pom.xml")
_CHECKOUT = Path(__file__).parents[2]
_OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch", "java.lang")]
_READY_SECONDS = 120


def version() -> str:
    """The version to test with."""
    return os.environ.get("TIAOKUAI_NEO4J_VERSION") or DEFAULT_VERSION


@contextlib.contextmanager
def running() -> Iterator[StoreSettings]:
    """Settings of a live server: the one named by TIAOKUAI_TEST_NEO4J, or one started here and ended afterwards."""
    if uri := os.environ.get("TIAOKUAI_TEST_NEO4J"):
        user, password = os.environ.get("TIAOKUAI_NEO4J_USER", "neo4j"), os.environ.get("TIAOKUAI_NEO4J_PASSWORD", "")
        yield StoreSettings(uri=uri, user=user, password=password)
        return
    home = Path(tempfile.mkdtemp(prefix="tiaokuai-neo4j-"))
    try:
        with _started(version(), home) as settings:
            yield settings
    finally:
        shutil.rmtree(home, ignore_errors=True)


def wipe(store: Store) -> None:
    """Erase all nodes and relationships; the schema stays."""
    with store.write() as tx:
        tx.run("MATCH (n) WHERE NOT n:StoreMeta DETACH DELETE n")


def jars(wanted: str) -> Path:
    """The folder with the server's jars, fetched once."""
    kept = Path(os.environ.get("TIAOKUAI_NEO4J_JARS") or _CHECKOUT / ".cache" / "neo4j")
    folder = kept.resolve() / wanted / "lib"
    done = folder.with_name("complete")
    if not done.exists():
        subprocess.run(
            [
                "mvn",
                "-q",
                "-B",
                "-f",
                str(_POM),
                f"-Dneo4j.version={wanted}",
                "dependency:copy-dependencies",
                "-DincludeScope=runtime",
                f"-DoutputDirectory={folder}",
            ],
            check=True,
        )
        done.touch()
    return folder


def java(at_least: int) -> Path:
    """The ``java`` program of the lowest version that will do. Raises FileNotFoundError when there is none."""
    found = sorted((release, program) for program in _java_programs() if (release := _release(program)) >= at_least)
    if not found:
        raise FileNotFoundError(f"no Java {at_least} or newer: install one, or set TIAOKUAI_JAVA21 to its home")
    return found[0][1]


def _java_programs() -> Iterator[Path]:
    homes = [Path(value) for name, value in os.environ.items() if name == "TIAOKUAI_JAVA21" or name.startswith("JAVA_HOME")]
    for folder in ("/usr/lib/jvm", "/opt", "/Library/Java/JavaVirtualMachines", "~/.sdkman/candidates/java", "~/.jdks"):
        with contextlib.suppress(OSError):
            homes += sorted(Path(folder).expanduser().iterdir())
    for home in homes:
        for program in (home / "bin" / "java", home / "Contents" / "Home" / "bin" / "java"):
            if program.is_file():
                yield program
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve()


def _release(program: Path) -> int:
    with contextlib.suppress(OSError, ValueError):
        text = (program.parents[1] / "release").read_text(encoding="utf-8")
        if match := re.search(r'JAVA_VERSION="(\d+)', text):
            return int(match[1])
    output = subprocess.run([str(program), "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(\d+)', output)
    return int(match[1]) if match else 0


@contextlib.contextmanager
def _started(wanted: str, home: Path) -> Iterator[StoreSettings]:
    calendar = int(wanted.split(".")[0]) >= 2025
    main = "org.neo4j.server.Neo4jCommunity" if calendar else "org.neo4j.server.CommunityEntryPoint"
    program = [str(java(21 if calendar else 17)), "-cp", f"{jars(wanted)}{os.sep}*"]
    bolt, http = _free_port(), _free_port()
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(
        "\n".join(
            (
                "server.default_listen_address=127.0.0.1",
                f"server.bolt.listen_address=127.0.0.1:{bolt}",
                f"server.bolt.advertised_address=127.0.0.1:{bolt}",
                f"server.http.listen_address=127.0.0.1:{http}",
                "server.https.enabled=false",
                "server.memory.pagecache.size=128m",
                "dbms.usage_report.enabled=false",
            )
        ),
        encoding="utf-8",
    )
    password = secrets.token_hex(8)
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    subprocess.run(
        [*program, "org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", password],
        env=environment,
        check=True,
        capture_output=True,
    )
    with (home / "console.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *program[:1],
                "-Xms256m",
                "-Xmx1g",
                *_OPENS,
                *program[1:],
                main,
                f"--home-dir={home}",
                f"--config-dir={home / 'conf'}",
            ],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        settings = StoreSettings(uri=f"neo4j://127.0.0.1:{bolt}", user="neo4j", password=password)
        _wait(process, settings, home / "console.log")
        yield settings
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], settings: StoreSettings, log: Path) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while True:
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-4000:]
            raise RuntimeError(f"Neo4j did not become ready (exit code {process.returncode}):\n{tail}")
        address, auth = settings.uri.replace("neo4j:", "bolt:"), (settings.user, settings.password)
        with contextlib.suppress(DriverError, Neo4jError, OSError), neo4j.GraphDatabase.driver(address, auth=auth) as driver:
            driver.verify_connectivity()
            return
        time.sleep(0.3)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
