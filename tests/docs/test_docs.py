"""The docs say what the program is: generated pages are current, every dependency and setting is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from api.reference import reference

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "ingest", "queries", "api")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_ontology_page_is_current():
    assert read("docs/ontology.md") == reference(), "运行 make docs"


def test_every_dependency_has_its_line():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    page = read("docs/dependencies.md")
    missing = [name for d in wanted if (name := re.split(r"[\[<>=!~ ]", d, maxsplit=1)[0]) not in page]
    assert missing == []


def test_every_environment_variable_is_documented():
    used = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            used |= set(re.findall(r"TIAOKUAI_[A-Z_]+", path.read_text(encoding="utf-8")))
    pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md")) + read("README.md")
    assert sorted(v for v in used if v not in pages) == []


def test_links_between_pages_lead_somewhere():
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_no_path_of_a_machine_and_no_registry_in_the_project():
    places = re.compile(r"/root/|/home/|/work/|files\.pythonhosted|registry\.npmjs|pypi\.org|localhost:\d{4}/simple")
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if (
            not path.is_file()
            or inside[0] in (".git", ".venv", "data", "build", "dist")
            or "node_modules" in inside
            or "pages_dist" in inside
        ):
            continue
        if any(part.startswith(".") and part not in (".ci",) for part in inside[:-1]) or path == Path(__file__):
            continue
        if (
            path.suffix in (".py", ".md", ".toml", ".lock", ".json", ".ts", ".tsx", ".cypher", ".yaml", ".yml", ".xml", "")
            and path.stat().st_size < 5_000_000
        ):
            found = places.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


def test_rooms_import_only_forward():
    allowed = {"graph": {"graph"}, "ingest": {"graph", "ingest"}, "queries": {"graph", "queries"}, "api": set(PACKAGES)}
    for package, rooms in allowed.items():
        for path in (ROOT / package).rglob("*.py"):
            for room in re.findall(r"^\s*(?:from|import) (graph|ingest|queries|api)\b", path.read_text(encoding="utf-8"), re.M):
                assert room in rooms, f"{path.relative_to(ROOT)} imports {room}"
