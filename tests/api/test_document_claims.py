"""The claims of one document in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.store import Store
from ingest.pipeline import Options, ingest

NOTICE = (
    "关于东湖区街道管理的通知\n\n东湖区水务局由东湖区人民政府管理。\n清河街道办事处没有行政处罚权。\n清河街道水务站编制8名。\n"
)


@pytest.fixture
def document(ladybug_store: Store, tmp_path: Path) -> str:
    file = tmp_path / "通知.txt"
    file.write_text(NOTICE, encoding="utf-8")
    return ingest(ladybug_store, [file], Options(scope="武汉市东湖区"))[0].document


def test_claims_come_in_reading_order_with_chinese_relations(ladybug_store: Store, document: str) -> None:
    with TestClient(create_app(ladybug_store)) as client:
        whole = client.get(f"/api/documents/{document}/claims").json()
        assert whole["total"] == len(whole["claims"]) > 1
        starts = [claim["start"] for claim in whole["claims"]]
        assert starts == sorted(starts)
        assert all(claim["relation_zh"] and claim["relation"] != "EXISTS" for claim in whole["claims"])
        pages = [
            client.get(f"/api/documents/{document}/claims", params={"first": 1, "skip": n}).json() for n in range(whole["total"])
        ]
        assert [page["claims"][0] for page in pages] == whole["claims"]
        passage = whole["claims"][0]["passage"]
        of_passage = client.get(f"/api/documents/{document}/claims", params={"passage": passage}).json()
        assert of_passage["claims"] == [claim for claim in whole["claims"] if claim["passage"] == passage]


def test_an_unknown_document_and_a_bad_page_are_one_sentence(ladybug_store: Store) -> None:
    with TestClient(create_app(ladybug_store)) as client:
        missing = client.get("/api/documents/doc-none/claims")
        assert (missing.status_code, missing.json()["message"]) == (404, "图谱中没有这份文件，它可能已被撤回。")
        assert client.get("/api/documents/doc-none/claims", params={"first": 0}).status_code == 400
