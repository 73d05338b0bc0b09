"""The ontology reference page of the docs, computed from the declaration."""

from __future__ import annotations

from pathlib import Path

from graph.ontology import ONTOLOGY, Property

_TYPES = {"string": "文本", "integer": "整数", "number": "数值", "boolean": "是否", "date": "日期", "strings": "文本列表"}


def _property(p: Property) -> str:
    kind = f"词表 {p.vocabulary.zh}（{p.vocabulary.name}）" if p.vocabulary else _TYPES[p.type]
    unit = f"，单位 {p.unit}" if p.unit else ""
    return f"| `{p.name}` | {p.zh} | {kind}{unit} | {p.note} |"


def reference() -> str:
    """The page as Markdown."""
    lines = [
        "# 本体参考 · Ontology reference",
        "",
        f"本页由 `graph/ontology/` 的声明生成（`make docs`），请勿手改。版本 {ONTOLOGY.version}。",
        "This page is generated from the declaration in `graph/ontology/`; do not edit it by hand.",
        "",
        "## 节点类型 · Node labels",
        "",
    ]
    lines += [
        "每个节点都有：",
        "",
        "| 属性 | 中文 | 类型 | 说明 |",
        "|---|---|---|---|",
        *map(_property, ONTOLOGY.node_common),
        "",
    ]
    for label in ONTOLOGY.labels:
        lines += [f"### {label.name} {label.zh}", ""]
        if label.note:
            lines += [label.note, ""]
        lines += [f"GraphQL：`{label.plural}`" + (f"；编码：`{label.code_property}`" if label.code_property else ""), ""]
        lines += ["| 属性 | 中文 | 类型 | 说明 |", "|---|---|---|---|", *map(_property, label.properties), ""]
    lines += ["## 关系 · Relationships", "", "每条边都有：", "", "| 属性 | 中文 | 类型 | 说明 |", "|---|---|---|---|"]
    lines += [
        *map(_property, ONTOLOGY.edge_common),
        "",
        "| 关系 | 中文 | 从 → 到 | GraphQL | 自有属性 |",
        "|---|---|---|---|---|",
    ]
    for r in ONTOLOGY.relationships:
        sources = "、".join(dict.fromkeys(s for s, _ in r.pairs))
        targets = "、".join(dict.fromkeys(t for _, t in r.pairs))
        if len(r.pairs) > 20:
            targets = "各类实体"
        own = "、".join(f"`{p.name}` {p.zh}" + ("（区分平行边）" if p.name in r.key else "") for p in r.properties)
        lines.append(f"| {r.name} | {r.zh} | {sources} → {targets} | `{r.forward}` / `{r.backward}` | {own} |")
    lines += ["", "## 主张关系 · Claim relations", "", "| 关系 | 中文 | 关系族 | 成为 |", "|---|---|---|---|"]
    lines += [f"| {c.name} | {c.zh} | {c.family} | {c.projects} |" for c in ONTOLOGY.claim_relations]
    lines += ["", "## 词表 · Vocabularies", ""]
    for v in ONTOLOGY.vocabularies:
        lines += [f"### {v.name} {v.zh}", "", "、".join(f"`{t.value}` {t.zh}" for t in v.terms), ""]
    return "\n".join(lines).rstrip() + "\n"


def write_reference(folder: Path) -> Path:
    """Write ``ontology.md`` into the docs folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ontology.md"
    path.write_text(reference(), encoding="utf-8")
    return path
