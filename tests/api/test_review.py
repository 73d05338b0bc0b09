"""Review of claims over HTTP on an embedded store: listing, paging, deciding, and what the graph shows afterwards."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.evidence import ClaimBatch
from ingest import pipeline, review

OURS = {"X-Tiaokuai": "1"}
TEXT = """关于规范水务站管理的通知

莘庄镇水务站由莘庄镇人民政府管理，业务上接受区水务局指导。
"""


@pytest.fixture
def client(store, tmp_path, monkeypatch):
    """A service over one notice, of which every second claim is made unsure."""
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    understand = pipeline.understand

    def unsure(*args):
        extraction = understand(*args)
        extraction.claims = [_doubted(b) for b in extraction.claims]
        return extraction

    monkeypatch.setattr(pipeline, "understand", unsure)
    (report,) = pipeline.ingest(store, [path], pipeline.Options(scope="上海市闵行区"))
    assert report.status == "done", report.message
    assert report.proposed > 0
    return TestClient(create_app(store))


def _doubted(batch: ClaimBatch) -> ClaimBatch:
    if batch.keep and batch.relation in ("GUIDED_BY", "MANAGED_BY"):
        batch.confidence = [0.5 - i / 100 for i in range(len(batch))]
    return batch


def waiting(client, **parameters):
    answer = client.get("/api/review/claims", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def guides(store):
    return store.read("MATCH (a:Organ)-[:GUIDED_BY]->(b:Organ) RETURN a.name AS a, b.name AS b")


def test_accept_shows_in_the_graph_and_can_be_taken_back(client, store):
    listed = waiting(client)
    assert listed["line"] == review.REVIEW_LINE
    one = next(c for c in listed["claims"] if c["relation"] == "GUIDED_BY")
    assert one["quote"] in TEXT
    assert one["relation_zh"] == "受…指导"
    assert one["method"] == "rules"
    assert one["document"]["name"] == "通知.txt"
    assert guides(store) == []
    answer = client.post(f"/api/review/claims/{one['id']}", json={"verdict": "accepted", "reason": "原文如此"}, headers=OURS)
    assert answer.status_code == 200, answer.text
    assert answer.json()["verdict"] == "accepted"
    assert [g["b"] for g in guides(store)] == ["闵行区水务局"]
    assert one["id"] not in [c["id"] for c in waiting(client)["claims"]]
    assert [c["id"] for c in waiting(client, decided=True)["claims"]] == [one["id"]]
    client.post(f"/api/review/claims/{one['id']}", json={"verdict": "undecided"}, headers=OURS)
    assert guides(store) == []
    assert waiting(client)["total"] == listed["total"]


def test_pages_hold_every_proposal_once(client):
    whole = waiting(client, first=200)["claims"]
    seen, after = [], ""
    while True:
        page = waiting(client, first=1, after=after)["claims"]
        if not page:
            break
        seen += page
        after = page[-1]["id"]
    assert seen == whole
    assert [c["confidence"] for c in whole] == sorted((c["confidence"] for c in whole), reverse=True)


def test_what_is_asked_wrongly_changes_nothing(client, store):
    one = waiting(client)["claims"][0]["id"]
    for json, headers, status in (
        ({"verdict": "ja"}, OURS, 400),
        ({"verdict": "accepted", "reason": 7}, OURS, 400),
        ([], OURS, 400),
        ({"verdict": "accepted"}, {}, 403),
    ):
        answer = client.post(f"/api/review/claims/{one}", json=json, headers=headers)
        assert answer.status_code == status
        assert answer.json()["message"].endswith("。")
    assert client.post("/api/review/claims/proposedclaim-0", json={"verdict": "accepted"}, headers=OURS).status_code == 404
    assert client.get("/api/review/claims", params={"first": 0}).status_code == 400
    assert waiting(client, decided=True)["claims"] == []


def test_only_of_one_document(client, store):
    document = store.read("MATCH (c:ProposedClaim) RETURN DISTINCT c.document AS d")[0]["d"]
    assert waiting(client, document=document)["total"] > 0
    assert waiting(client, document="doc-0")["total"] == 0
