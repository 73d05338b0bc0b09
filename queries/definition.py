"""Definitions 发现定义: each is one ``.cypher`` file with a YAML header and named sections.

The header says what is asked, of whom, with which parameters, what the columns mean, how grave it is, and which lists an
answer needs; the sections are portable Cypher. See ``docs/adding-a-finding.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.ontology import ONTOLOGY

FINDINGS = Path(__file__).parent / "findings"
"""Where the finding files live."""

SECTIONS = ("data", "refuted", "unknown", "stated", "denied")
"""``data``: the pattern holds in lists and cases; ``refuted``: candidates checked and found sound; ``unknown``: candidates
that the loaded lists cannot judge; ``stated``: documents say so; ``denied``: documents say the opposite."""

STANDARD = (
    "subject",
    "subject_name",
    "subject_label",
    "area",
    "area_name",
    "topic",
    "evidence",
    "entities",
    "match",
    "document",
    "domain",
    "matter",
    "since",
    "until",
    "certain",
    "missing",
    "basis",
)
"""Columns with a meaning of their own in every section. ``subject``, ``subject_name``, ``subject_label`` and ``evidence`` are
required; ``evidence`` collects passage ids of what the pattern walked, ``entities`` those of nodes with many passages."""

REQUIRED = ("subject", "subject_name", "subject_label", "evidence")

FOLDS = ("first", "list", "count", "sum", "min", "max", "any")

_HEADER = re.compile(r"\A\s*/\*(.*?)\*/", re.DOTALL)
_SECTION = re.compile(r"^//\s*:(\w+)[^\n]*$", re.MULTILINE)
_PARAMETER = re.compile(r"\$(\w+)")
BUILT_IN = frozenset({"asOf"})
"""Parameters that the runner always provides."""


class DefinitionError(ValueError):
    """A file that cannot be used, said in one Chinese sentence with the file's name."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter 参数. With ``months_before`` its value is the as-of date minus so many months, otherwise ``default``."""

    name: str
    zh: str
    default: Any = None
    months_before: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A finding's own column 列. ``fold`` says how the rows of one finding become one value; hidden ones are no facts."""

    name: str
    zh: str
    fold: str = "first"
    hidden: bool = False
    terms: tuple[tuple[str, str], ...] = ()
    """Chinese terms of stored values, as summaries show them; facts keep the stored value."""

    def zh_of(self, value: Any) -> str:
        """A value as a summary shows it."""
        return dict(self.terms).get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Legal:
    """The legal part L of severity: fixed, or by the value of a column (1.0 unlawful, 0.6 accountability, 0.3 efficiency)."""

    fixed: float
    column: str = ""
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class WithinDays:
    """Keep a row only when two of its dates lie at most so many days (a parameter's value) apart."""

    first: str
    second: str
    days: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One kind of finding, as its file declares it."""

    code: str
    title_zh: str
    title_en: str
    question: str
    family: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    legal: Legal
    severity_notes: Mapping[str, str]
    legal_hook: str
    remedy: str
    coverage: tuple[str, ...]
    """List levels that must be complete for the area and domain before absence may be claimed; empty for findings of presence."""
    summaries: Mapping[str, str]
    sections: Mapping[str, tuple[str, ...]]
    """Section name → its statements; a name may be repeated in a file, and the rows of its statements then add up."""
    within_days: WithinDays | None = None
    at_least: tuple[str, str] | None = None
    """(column, parameter): below that folded value a candidate is no finding."""

    def column(self, name: str) -> Column | None:
        """The declared column of that name, or None."""
        return next((c for c in self.columns if c.name == name), None)


def used_parameters(statement: str) -> frozenset[str]:
    """The parameters that a statement uses."""
    return frozenset(_PARAMETER.findall(statement))


def split(text: str, name: str) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """A file's header and its statements by section name; comment lines inside a statement are dropped."""
    header = _HEADER.match(text)
    if header is None:
        raise DefinitionError(f"{name}：文件开头没有 /* … */ 说明块，请按 docs/adding-a-finding.md 补上。")
    try:
        meta = yaml.safe_load(header.group(1))
    except yaml.YAMLError as error:
        raise DefinitionError(f"{name}：说明块不是有效的 YAML（{str(error).splitlines()[0]}），请改正。") from error
    if not isinstance(meta, dict):
        raise DefinitionError(f"{name}：说明块应由“键: 值”组成。")
    parts = _SECTION.split(text[header.end() :])
    statements: dict[str, tuple[str, ...]] = {}
    for section, body in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line for line in body.splitlines() if line.strip() and not line.lstrip().startswith("//")]
        statements[section] = (*statements.get(section, ()), "\n".join(lines).strip().rstrip(";"))
    return meta, statements


def parse(text: str, name: str) -> Definition:
    """A definition out of a file's text. Raises DefinitionError with the reason."""
    meta, statements = split(text, name)

    def need(key: str) -> Any:
        if key not in meta:
            raise DefinitionError(f"{name}：说明块缺少 {key}。")
        return meta[key]

    parameters = parse_parameters(meta.get("parameters") or ())
    columns = tuple(_column(c, name) for c in meta.get("columns") or ())
    severity = need("severity")
    legal = severity["legal"]
    rule = (
        Legal(float(legal))
        if not isinstance(legal, dict)
        else Legal(
            float(legal["otherwise"]),
            legal["column"],
            tuple((str(k), float(v)) for k, v in legal["values"].items()),
        )
    )
    within = meta.get("within_days")
    at_least = meta.get("at_least")
    definition = Definition(
        code=str(need("code")),
        title_zh=need("titles")["zh"],
        title_en=need("titles")["en"],
        question=need("question"),
        family=need("family"),
        parameters=parameters,
        columns=columns,
        legal=rule,
        severity_notes={k: str(v) for k, v in severity.items() if k != "legal"},
        legal_hook=need("legal_hook"),
        remedy=need("remedy"),
        coverage=tuple(need("coverage")),
        summaries={"no" if k is False else str(k): str(v) for k, v in need("summary").items()},  # YAML reads no as false
        sections=statements,
        within_days=WithinDays(within["first"], within["second"], within["days"]) if within else None,
        at_least=(at_least["column"], at_least["parameter"]) if at_least else None,
    )
    _check(definition, name)
    return definition


def _column(entry: dict[str, Any], name: str) -> Column:
    terms = entry.get("terms") or {}
    if isinstance(terms, str):
        vocabulary = next((v for v in ONTOLOGY.vocabularies if v.name == terms), None)
        if vocabulary is None:
            raise DefinitionError(f"{name}：列 {entry['name']} 的 terms 指向不存在的词表 {terms}。")
        terms = {t.value: t.zh for t in vocabulary.terms}
    return Column(
        entry["name"],
        entry["zh"],
        entry.get("fold", "first"),
        bool(entry.get("hidden", False)),
        tuple((str(k), str(v)) for k, v in terms.items()),
    )


def parse_parameters(entries: Any) -> tuple[Parameter, ...]:
    """The declared parameters of a header."""
    return tuple(Parameter(p["name"], p["zh"], p.get("default"), int(p.get("months_before", 0))) for p in entries)


def _check(definition: Definition, name: str) -> None:
    unknown_sections = set(definition.sections) - set(SECTIONS)
    if unknown_sections:
        raise DefinitionError(f"{name}：不认识段落 {'、'.join(sorted(unknown_sections))}，可用的有 {'、'.join(SECTIONS)}。")
    if not definition.sections:
        raise DefinitionError(f"{name}：没有任何查询段落。")
    declared = {p.name for p in definition.parameters} | BUILT_IN
    for section, statements in definition.sections.items():
        undeclared = {p for s in statements for p in used_parameters(s)} - declared
        if undeclared:
            raise DefinitionError(f"{name}：:{section} 用了未声明的参数 {'、'.join(sorted(undeclared))}。")
    levels = {v.name: v for v in ONTOLOGY.vocabularies}["ListLevel"].values
    wrong = set(definition.coverage) - set(levels)
    if wrong:
        raise DefinitionError(f"{name}：coverage 里的 {'、'.join(sorted(wrong))} 不是清单种类。")
    for column in definition.columns:
        if column.fold not in FOLDS:
            raise DefinitionError(f"{name}：列 {column.name} 的 fold 应为 {'、'.join(FOLDS)} 之一。")
    for part in ("volume", "duration", "outlier"):
        if part not in definition.severity_notes:
            raise DefinitionError(f"{name}：severity 没有说明 {part} 如何取值。")
    if "data" not in definition.summaries and "stated" not in definition.summaries:
        raise DefinitionError(f"{name}：summary 至少要有 data 或 stated 一句。")


@cache
def definitions() -> tuple[Definition, ...]:
    """All kinds of finding, in the order of their codes."""
    found = [parse(path.read_text(encoding="utf-8"), path.name) for path in sorted(FINDINGS.glob("*.cypher"))]
    codes = [d.code for d in found]
    if len(set(codes)) != len(codes):
        raise DefinitionError("有两个发现文件用了同一个编号，请改其中一个。")
    return tuple(sorted(found, key=lambda d: (len(d.code.rstrip("abcdefg")), d.code)))


def definition(code: str) -> Definition:
    """The definition of that code. Raises DefinitionError naming the known ones."""
    for known in definitions():
        if known.code.lower() == code.lower():
            return known
    raise DefinitionError(f"没有编号为 {code} 的发现，可用的有 {'、'.join(d.code for d in definitions())}。")
