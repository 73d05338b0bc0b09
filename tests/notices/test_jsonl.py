"""Claims as JSON Lines: of notices with spans, of lists with locators."""

from __future__ import annotations

import datetime as dt
import json

from graph.evidence import ClaimBatch, DocumentRecord, Extraction, PassageColumns
from ingest.notices import claims_jsonl, extract

from .plain import Plain


def test_a_notice() -> None:
    text = "县水利局下辖水政大队。处罚权仍在县水利局。水利站现有12名队员。"
    rows = list(claims_jsonl(extract(Plain(text), "")))
    kept = next(r for r in rows if r.get("relation_detail") == "RETAINS_POWER")
    assert kept["relation"] == "HOLDS_POWER"
    assert kept["subject"] == {"type": "Organ", "name": "县水利局"}
    assert text[kept["start"] : kept["end"]] == kept["quote"]
    staff = next(r for r in rows if r["relation"] == "HAS_STAFFING")
    assert staff["object"] == {"type": "Quantity", "value": 12.0, "unit": "名"}
    assert all(json.loads(json.dumps(r, ensure_ascii=False)) == r for r in rows)


def test_a_date_is_a_date() -> None:
    rows = list(claims_jsonl(extract(Plain("2021年3月，河北省印发《关于推进乡镇执法的意见》。"), "")))
    assert next(r["object"] for r in rows if r["relation"] == "ISSUED_ON") == {"type": "Date", "value": "2021-03"}


def test_a_list() -> None:
    document = DocumentRecord("doc-1", "清单.xlsx", "xlsx", "0" * 64, "power", "published_list")
    passages = PassageColumns("doc-1", "row", ["doc-1#1"], ["清单!A2:C2"], ["事项：占道经营"], [None], [None], [2])
    grant = "占道经营|区城管局"
    held = ClaimBatch(
        "PowerGrant",
        "HELD_BY",
        [grant],
        ["doc-1#1"],
        object_label="Organ",
        objects=["区城管局"],
        scopes=("上海市闵行区",),
    )
    since = ClaimBatch("PowerGrant", "valid_from", [grant, None], ["doc-1#1"] * 2, values=[dt.date(2021, 1, 1), None])
    exists = ClaimBatch("PowerItem", "EXISTS", ["占道经营"], ["doc-1#1"])
    unkept = ClaimBatch("Case", "EXISTS", ["1"], ["doc-1#1"], keep=False)
    rows = list(claims_jsonl(Extraction(document, [passages], [held, since, exists, unkept])))
    assert [r["relation"] for r in rows] == ["HELD_BY", "valid_from", "EXISTS"]
    assert all(r["doc"] == "清单.xlsx" and r["locator"] == "清单!A2:C2" and "start" not in r for r in rows)
    assert rows[0]["object"] == {"type": "Organ", "name": "区城管局"}
    assert rows[1]["object"]["value"] == "2021-01-01"
