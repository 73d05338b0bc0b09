"""Checks every 实施依据 of the sample against the statutes: ``python examples/check_bases.py FOLDER`` of unpacked statutes.

A basis holds when a statute of that name has that clause, and the article (with the paragraph that sets the penalty)
says what the item's type needs: a fine, warning or order for a penalty, a permission for a licence.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from catalogue import Item, items  # noqa: E402

from ingest.statutes import BasisRef, extract, instrument_name, title_beside  # noqa: E402
from ingest.statutes.document import sections  # noqa: E402
from ingest.statutes.survey import plain_text  # noqa: E402

WORDS = {
    "处罚": r"罚款|警告|没收|吊销|责令", "许可": r"许可|批准|审批|同意|核准", "检查": r"检查|巡查",
    "强制": r"强制|强行|查封|扣押|拆除|暂扣|停止供", "确认": r"手续|确认|备案",
}  # fmt: skip


def clauses(folder: Path, titles: set[str]) -> dict[str, list[str]]:
    """Provision name → its texts, for the statutes of these names, in every version that the folder holds."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.md")):
        document = plain_text(path)
        names = {section.heading.name for section in sections(document.text, title_beside(path))}
        if not names & titles:
            continue
        for batch in extract(document, title_beside(path)).claims:
            if batch.subject_label == "Provision" and batch.relation == "text":
                for name, text in zip(batch.subjects, batch.values, strict=True):
                    found.setdefault(str(name), []).append(str(text))
    return found


def problem(item: Item, known: dict[str, list[str]]) -> str:
    """What is wrong with the basis of an item, or ""."""
    basis = item.basis
    assert basis.article is not None
    article = known.get(BasisRef(basis.title, basis.article, sub=basis.sub).provision_name, [])
    if not article:
        return "没有这一条"
    if basis.provision_name not in known:
        return "没有这一款、项"
    if not any(re.search(WORDS[item.power_type], text) for text in article):
        return f"条文没有{item.power_type}的用语"
    return ""


def check(folder: Path) -> tuple[int, list[str]]:
    """How many items were checked, and the faults, one line each."""
    listed = items()
    known = clauses(folder, {instrument_name(item.basis.title) for item in listed})
    return len(listed), [f"{item.cited} {item.name}：{fault}" for item in listed if (fault := problem(item, known))]


def main(arguments: list[str]) -> int:
    """Prints the faults; 3 when there is one, 2 without a folder."""
    if len(arguments) != 1:
        print("请给出存放法规 Markdown 文件的文件夹", file=sys.stderr)
        return 2
    count, faults = check(Path(arguments[0]))
    print("\n".join([f"核对 {count} 项依据，{len(faults)} 项有误", *faults]))
    return 3 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
