"""All statutes of the reference corpus go in, with a report."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest

from ingest.statutes import extract, is_statute
from ingest.statutes.survey import plain_text, survey

pytestmark = pytest.mark.corpus


def corpus() -> Path:
    root = Path(os.environ.get("TIAOKUAI_CORPUS", Path(__file__).parents[3] / "shared"))
    if not (root / "data").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("reference texts are missing: set TIAOKUAI_CORPUS")
        pytest.skip("no reference texts beside the checkout")
    return root


@pytest.fixture(scope="module")
def statutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("statutes")
    for archive in sorted((corpus() / "data").glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return folder


def test_every_file_goes_in(statutes: Path) -> None:
    report = survey(sorted(statutes.rglob("*.md")))
    print("\n".join(report.lines()))
    assert report.files >= 3300
    # what is refused are index pages without text, and one order that has neither head nor articles
    assert len([name for name, _ in report.refused if not name.endswith("_index.md")]) <= 1
    assert report.articles >= 155_000
    assert report.provisions >= 400_000
    assert report.out_of_order <= 5
    assert report.stated["issued_on"] >= 3100
    assert report.stated["effective_on"] >= 2800


def test_known_clauses(statutes: Path) -> None:
    path = next(statutes.rglob("行政处罚法(2021*.md"))
    source = plain_text(path)
    assert is_statute(source)
    texts = {
        name: batch.values[i]
        for batch in extract(source).claims
        if batch.relation == "text"
        for i, name in enumerate(batch.subjects)
    }
    article = texts["中华人民共和国行政处罚法|第二十四条"]
    assert isinstance(article, str)
    assert "乡镇人民政府、街道办事处" in article


def test_reports_are_no_statutes() -> None:
    for path in (corpus() / "seeds").glob("*.txt"):
        assert not is_statute(plain_text(path)), path.name
