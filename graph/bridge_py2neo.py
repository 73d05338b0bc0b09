"""A bridge for notebooks 笔记本桥接: the same Neo4j database through py2neo, and a finding's subgraph in its types.

py2neo has had no release since 2021 and reached its end of life in 2023, so the program itself never uses it; this module
needs the extra ``py2neo`` and only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.ontology import ONTOLOGY
from graph.store import StoreError, StoreSettings

if TYPE_CHECKING:
    from py2neo import Graph, Subgraph

_QUERIES = (
    "MATCH (s:{label}) WHERE s.id = $subject RETURN s",
    "MATCH (s:{label})-[r]-(other) WHERE s.id = $subject AND any(e IN r.evidence WHERE e IN $passages) RETURN s, r, other",
    "MATCH (p:Passage) WHERE p.id IN $passages OPTIONAL MATCH (p)-[r:IN_DOCUMENT]->(d:Document) RETURN p, r, d",
    "MATCH (c:Claim)-[r:SUPPORTED_BY]->(p:Passage) WHERE p.id IN $passages "
    "OPTIONAL MATCH (c)-[a:ASSERTS]->(what) RETURN c, r, p, a, what",
)


def open_graph(settings: StoreSettings) -> Graph:
    """The Neo4j database of these settings as a py2neo ``Graph``.

    Raises StoreError when the extra is not installed, the store is not Neo4j, or it cannot be reached.
    """
    try:
        import py2neo
    except ImportError as error:
        raise StoreError("没有安装 py2neo：请执行 pip install 'tiaokuai[py2neo]'。") from error
    if settings.engine != "neo4j":
        raise StoreError(f"py2neo 只能打开 Neo4j，而当前图库是“{settings.uri}”：请把 TIAOKUAI_STORE 设为 neo4j://主机:端口。")
    try:
        graph = py2neo.Graph(settings.uri, auth=(settings.user, settings.password) if settings.user else None)
        graph.run("RETURN 1").evaluate()
    except Exception as error:  # py2neo raises unrelated classes for refusal, time-out and bad passwords
        raise StoreError(f"py2neo 连不上 Neo4j“{settings.uri}”：请检查地址、用户名与密码。") from error
    return graph


def finding_subgraph(graph: Graph, finding: Mapping[str, Any]) -> Subgraph:
    """The nodes and relationships behind a finding 发现, as ``tiaokuai findings --format json`` prints it.

    Holds the subject, the passages of its evidence with their documents, the claims that rest on them with what they are
    about, and the subject's relationships that cite them. Raises StoreError when the subject is not in the database.
    """
    subject = finding["subject"]
    if all(label.name != subject["label"] for label in ONTOLOGY.labels):
        raise StoreError(f"发现的主体类型“{subject['label']}”不在本体中：请用本程序输出的发现。")
    passages = [entry["passage"] for entry in finding["evidence"]]
    whole: Subgraph | None = None
    for query in _QUERIES:
        found = graph.run(query.format(label=f"`{subject['label']}`"), subject=subject["id"], passages=passages).to_subgraph()
        if found is not None:
            whole = found if whole is None else whole | found
        elif whole is None:
            raise StoreError(f"库中没有发现的主体“{subject.get('name') or subject['id']}”：请确认打开的是同一个数据库。")
    assert whole is not None
    return whole
