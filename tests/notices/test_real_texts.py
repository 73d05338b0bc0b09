"""What findings rely on, out of the three real texts, unedited."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.ontology import ONTOLOGY
from ingest.notices import read_text
from ingest.notices.model import Found

pytestmark = pytest.mark.corpus

LABELS = {label.name for label in ONTOLOGY.labels}
SCOPES = {"minhang-2020": "上海市闵行区", "honghua-2023": "江苏省南京市秦淮区", "tianhe-2016": "广东省广州市天河区"}


@pytest.fixture(scope="module")
def claims(corpus: Path) -> dict[str, list[Found]]:
    out = {}
    for name, scope in SCOPES.items():
        text = (corpus / "seeds" / f"{name}.txt").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        out[name] = read_text(text, scope)
        assert all(0 <= c.start < c.end <= len(text) for c in out[name])
        assert {c.subject.label for c in out[name]} <= LABELS
    return out


def has(found: list[Found], relation: str, subject: str, target: str = "", **qualifiers: object) -> bool:
    for c in found:
        said = (c.object.name if c.object else "") + c.text + c.date
        if c.relation == relation and subject in c.subject.name and target in said:
            own = dict(c.qualifiers)
            if c.quantity is not None:
                own |= {"value": c.quantity.value, "maximum": c.quantity.maximum}
            if all(own.get(k) == v for k, v in qualifiers.items()):
                return True
    return False


def test_minhang(claims: dict[str, list[Found]]) -> None:
    found = claims["minhang-2020"]
    for team in ("房管办", "水务站"):
        assert has(found, "LACKS_POWER", team, aspect="enforcement")
        assert not has(found, "HOLDS_POWER", team, aspect="enforcement")
    for team in ("城管中队", "规土所"):
        assert has(found, "HOLDS_POWER", team, aspect="enforcement")
        assert not has(found, "LACKS_POWER", team, aspect="enforcement")
    assert has(found, "RETAINS_POWER", "区水务局", aspect="enforcement", topic="水务")
    for aspect in ("management", "enforcement"):
        assert has(found, "NOT_TRANSFERRED_TO", "棋牌室", "街镇", aspect=aspect)
    assert has(found, "TRANSFERRED_TO", "房办", "城管", resource="power", value=168.0, unit="项")
    for resource in ("staff", "establishment"):
        assert has(found, "NOT_TRANSFERRED_TO", "房办", "城管", resource=resource)
    for matter in ("排入河道", "超标排入市政管道"):
        assert has(found, "OVERLAPPING_BETWEEN", "水务", "环保", topic=matter)
    for line in ("市容", "林业养护"):
        assert has(found, "OVERLAPPING_BETWEEN", line, "第三方公司")
    assert has(found, "HAS_CERTIFICATES", "水务局", value=14.0)
    assert has(found, "HAS_CERTIFICATES", "水务站", value=1.0, aspect="per_unit")
    assert has(found, "HAS_CERTIFICATES", "执法队伍", value=1.0, maximum=2.0)
    for facet in ("personnel", "finance"):
        assert has(found, "MANAGED_BY", "下沉队伍", "街镇", facet=facet)
    assert has(found, "HAS_STAFFING", "闵行区", value=985.0)
    for team, posts in {"土地所": 89, "房管办": 125, "水务站": 78, "城管中队": 636, "卫监所": 57}.items():
        assert has(found, "HAS_STAFFING", team, value=float(posts))
    planned = next(c for c in found if c.relation == "TRANSFERRED_TO" and dict(c.qualifiers).get("value") == 168.0)
    assert planned.modality == "planned"
    advice = next(c for c in found if c.relation == "ENTRUSTED_BY" and "水务稽查支队" in (c.object.name if c.object else ""))
    assert advice.modality == "recommended"


def test_honghua(claims: dict[str, list[Found]]) -> None:
    found = claims["honghua-2023"]
    assert has(found, "HOLDS_POWER", "红花街道", value=274.0, resource="power")
    assert has(found, "HAS_METRIC", "红花街道", value=30.0, aspect="power_used")
    assert has(found, "TRANSFERRED_TO", "市场监管", "红花街道", resource="staff", topic="市场监管")
    assert has(found, "NOT_TRANSFERRED_TO", "市场监管", "红花街道", resource="power", topic="市场监管")
    assert has(found, "NOT_TRANSFERRED_TO", "环保", "红花街道", resource="power", topic="环保")
    for matter in ("小区内乱停车", "电动车上楼"):
        assert has(found, "LACKS_POWER", "红花街道", matter, aspect="legal_basis")
    assert has(found, "LACKS_SUPERIOR", "街道综合执法局")


def test_tianhe(claims: dict[str, list[Found]]) -> None:
    found = claims["tianhe-2016"]
    assert has(found, "BEARS_DUTY", "街道办事处", "属地管理责任")
    assert has(found, "LACKS_POWER", "街道办事处", "行政处罚权", aspect="enforcement")
    assert has(found, "HAS_STAFFING", "城管综合执法", value=328.0)
    assert has(found, "HAS_STAFFING", "越秀区", value=464.0)
    assert has(found, "HAS_STAFFING", "执法队", value=11.0, maximum=13.0)
    assert has(found, "HAS_STAFFING", "越秀区", value=19.0, aspect="per_unit")
