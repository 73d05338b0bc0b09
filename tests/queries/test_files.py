"""Every .cypher file uses only the portable subset and declares its parameters; a file that cannot be used says why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.ontology import ONTOLOGY
from queries import DefinitionError, definitions, named_queries
from queries.definition import FINDINGS, parse, split, used_parameters
from queries.named_queries import NAMED
from queries.severity import WEIGHTS

FILES = sorted([*FINDINGS.glob("*.cypher"), *NAMED.glob("*.cypher")])

FORBIDDEN = {
    r"\bREMOVE\b": "REMOVE",
    r"\bFOREACH\b": "FOREACH",
    r"\bCALL\b": "CALL {}",
    r"\bCOLLECT\s*\{": "COLLECT {}",
    r"\breduce\s*\(": "reduce",
    r"\bsubstring\s*\(": "substring",
    r"\blabels\s*\(": "labels(n)",
    r"\bshortestPath\b": "shortestPath",
    r"\b(datetime|duration|elementId|timestamp)\s*[({.]": "time functions and elementId",
    r"\bdate\s*\(\s*\)": "date() of now",
    r"\bround\s*\([^,()]*\)": "round with one argument",
    r"\bSET\b|\bMERGE\b|\bCREATE\b|\bDELETE\b": "writes",
    r"\w\s*\{\s*\.": "map projection",
    r"\[\s*\w+\s+IN\b[^\]]*\|": "list comprehension",
    r"\[\s*\(": "pattern comprehension",
    r"[\w)]\[\s*[\d$]": "list index or slice",
    r"EXISTS\s*\{\s*\(": "EXISTS { pattern } without MATCH",
    r"\.(year|month|day)\b": "parts of a date",
    r"\$\w+\s+IS\s+(NOT\s+)?NULL": "a parameter compared with NULL",
    r"-\[[^\]]*\*\s*\d*\s*\.\.\s*\]": "a variable length without an upper bound",
    r"\)-\[[^\]]*\*[^\]]*\]-\(": "an undirected variable length",
    r"\(\w+:Case\b": "Case without backticks (a reserved word of one engine)",
}
"""What the two engines do not agree on, or what findings must not do."""


def statements(path: Path) -> list[str]:
    _, sections = split(path.read_text(encoding="utf-8"), path.name)
    return [s for group in sections.values() for s in group]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_only_the_portable_subset(path):
    for statement in statements(path):
        words = re.sub(r"'[^']*'", "''", statement)
        for pattern, what in FORBIDDEN.items():
            assert not re.search(pattern, words), f"{path.name}: {what}"


@pytest.mark.parametrize(
    "bad",
    [
        "MATCH (n) REMOVE n.a RETURN n.b AS b",
        "MATCH (n) RETURN [x IN n.xs | x.a] AS b",
        "MATCH (n) RETURN n.xs[0] AS b",
        "MATCH (n) RETURN n {.a} AS b",
        "MATCH (n) WHERE EXISTS { (n)-[:R]->() } RETURN n.b AS b",
        "MATCH (a)-[:R*1..]->(b) RETURN a.b AS b",
        "MATCH (a)-[:R*1..3]-(b) RETURN a.b AS b",
        "MATCH (c:Case) RETURN c.id AS id",
        "MATCH (n) WHERE $k IS NULL OR n.k = $k RETURN n.b AS b",
    ],
)
def test_the_list_of_forbidden_things_catches(bad):
    assert any(re.search(pattern, bad) for pattern in FORBIDDEN)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_label_and_type_is_of_the_ontology(path):
    labels = {label.name for label in ONTOLOGY.labels}
    types = {r.name for r in ONTOLOGY.relationships}
    for statement in statements(path):
        for name in re.findall(r"\(\w*:`?(\w+)`?", statement):
            assert name in labels, f"{path.name}: {name}"
        for group in re.findall(r"-\[\w*:([\w|]+)", statement):
            assert set(group.split("|")) <= types, f"{path.name}: {group}"


def test_no_union_returns_one_expression_twice():
    """One engine folds equal expressions of a UNION's branch into one column, silently."""
    for path in FILES:
        for statement in statements(path):
            if "UNION" not in statement:
                continue
            for branch in re.split(r"\bUNION(?: ALL)?\b", statement):
                returned = [
                    e.rsplit(" AS ", 1)[0].strip()
                    for e in re.split(r"RETURN(?: DISTINCT)?", branch)[-1].split(",")
                    if " AS " in e
                ]
                assert len(returned) == len(set(returned)), path.name


def test_all_kinds_of_this_catalogue_are_there():
    assert [d.code for d in definitions()] == [
        "G01", "G04", "G05", "G06", "G06b", "G11", "G12", "G13", "G14", "G18", "G19", "G22", "G25", "G30", "G38",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", definitions(), ids=lambda d: d.code)
def test_definitions_are_complete(kind):
    assert kind.title_zh
    assert kind.title_en
    assert kind.question.endswith("？")
    assert kind.legal_hook
    assert kind.remedy
    assert {name for name, _ in WEIGHTS[1:]} == set(kind.severity_notes)
    used = {p for group in kind.sections.values() for s in group for p in used_parameters(s)}
    programmatic = {
        name for name in (kind.within_days.days if kind.within_days else "", kind.at_least[1] if kind.at_least else "") if name
    }
    assert {p.name for p in kind.parameters} == (used | programmatic) - {"asOf"}
    assert all(p.zh for p in kind.parameters)
    if "data" in kind.sections:
        assert all("$asOf" in s for s in kind.sections["data"]) or kind.code == "G38"


def test_named_queries_are_described():
    assert {"responsibility_matrix", "unassigned_powers", "coverage", "holders"} <= set(named_queries())
    assert all(q.zh and q.question for q in named_queries().values())


GOOD = (FINDINGS / "G30.cypher").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.split("*/", 1)[1], "说明块"),
        (lambda t: t.replace("code: G30\n", ""), "code"),
        (lambda t: t.replace("// :data", "// :dat"), "dat"),
        (lambda t: t.replace("$asOf", "$when", 1), "when"),
        (lambda t: t.replace("coverage: [organ]", "coverage: [organs]"), "organs"),
        (lambda t: t.replace("fold: list", "fold: heap"), "fold"),
        (lambda t: t.replace("  outlier:", "  outliers:"), "outlier"),
        (lambda t: t.replace("code: G30", "code: [G30"), "YAML"),
        (lambda t: t.split("// :")[0], "段落"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(change, message):
    assert parse(GOOD, "G30.cypher").code == "G30"
    with pytest.raises(DefinitionError, match=message):
        parse(change(GOOD), "G30.cypher")
