"""A report on a folder of statutes 法规读入报告: ``python -m ingest.statutes.survey FOLDER…``.

Reads every Markdown and text file as ingest would, without a store, and counts what came out and what was refused.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from .document import is_statute, title_beside
from .extract import extract


@dataclass(slots=True)
class PlainText:
    """A text file as its decoded text: BOM removed, line ends unified, nothing else changed."""

    name: str
    format: str
    sha256: str
    text: str

    @property
    def document_id(self) -> str:
        """``doc-`` and the first 12 digits of the SHA-256."""
        return f"doc-{self.sha256[:12]}"


@dataclass(slots=True)
class Survey:
    """What a folder of statutes gave."""

    files: int = 0
    characters: int = 0
    instruments: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    articles: int = 0
    provisions: int = 0
    out_of_order: int = 0
    amends: int = 0
    repeals: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    without_articles: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """The report, one Chinese line a figure."""
        kinds = "，".join(f"{kind} {count}" for kind, count in self.instruments.most_common())
        stated = "，".join(f"{name} {count}" for name, count in self.stated.most_common())
        return [
            f"文件 {self.files} 个，{self.characters:,} 字，用时 {self.seconds:.1f} 秒",
            f"文件依据 {self.instruments.total()} 件（不同名称 {len(self.names)}）：{kinds}",
            f"条 {self.articles:,}，条款（含款、项）{self.provisions:,}；次序不对而作正文的行 {self.out_of_order}",
            f"题注与附则写明：{stated}；修改 {self.amends}，废止 {self.repeals}",
            f"没有分条的 {len(self.without_articles)} 件：{'、'.join(self.without_articles[:40])}",
            f"拒收 {len(self.refused)} 个：{'；'.join(f'{name}（{why}）' for name, why in self.refused[:40])}",
        ]


def plain_text(path: Path) -> PlainText:
    """A UTF-8 text file. Raises UnicodeDecodeError for another encoding."""
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    return PlainText(path.name, path.suffix.lstrip("."), sha256(raw).hexdigest(), text)


def survey(paths: Iterable[Path]) -> Survey:
    """Reads each file and counts."""
    report, began = Survey(), time.perf_counter()
    for path in paths:
        report.files += 1
        canonical = plain_text(path)
        report.characters += len(canonical.text)
        if not is_statute(canonical):
            report.refused.append((f"{path.parent.name}/{path.name}", "没有法规名称与条文"))
            continue
        extraction = extract(canonical, title_beside(path))
        report.refused.extend((f"{path.parent.name}/{path.name}", row.reason) for row in extraction.rejected)
        for unit in extraction.units:
            if unit.status == "read":
                report.articles += unit.rows
                report.names.add(unit.unit)
                if not unit.rows:
                    report.without_articles.append(unit.unit)
                elif "次序不对" in unit.detail:
                    report.out_of_order += 1
        for batch in extraction.claims:
            if batch.subject_label == "Provision" and batch.relation == "EXISTS":
                report.provisions += len(batch)
            elif batch.relation == "kind":
                report.instruments[str(batch.values[0])] += 1
            elif batch.relation in ("document_number", "issuer", "issued_on", "effective_on", "jurisdiction"):
                report.stated[batch.relation] += 1
            elif batch.relation == "AMENDS":
                report.amends += 1
            elif batch.relation == "REPEALS":
                report.repeals += 1
    report.seconds = time.perf_counter() - began
    return report


def main(arguments: list[str]) -> int:
    """Prints the report on the folders named; 2 when none is named."""
    if not arguments:
        print("请给出一个或多个存放法规文件的文件夹", file=sys.stderr)
        return 2
    paths = sorted(p for a in arguments for s in ("*.md", "*.txt") for p in Path(a).rglob(s))
    print("\n".join(survey(paths).lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
