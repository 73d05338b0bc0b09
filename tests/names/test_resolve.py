"""Resolution on a real store: exact keys, judged sameness, review, and taking a judgement back."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from graph.evidence import Mention
from graph.identity import clusters, entity_key, judge
from graph.identity.log import append_judgements, read_judgements, withdraw
from graph.store import Store
from ingest.names import Resolution, resolve, review

DAY = dt.date(2026, 11, 22)
SCOPE = "上海市闵行区"


def organs(*names: str, scope: str = SCOPE) -> list[Mention]:
    return [Mention("Organ", name, scope) for name in names]


def keep(store: Store, resolution: Resolution, label: str = "Organ") -> None:
    """What an ingest writes of names: a node for each cluster, and the judgements."""
    of = clusters([*read_judgements(store), *resolution.judgements])
    rows = {of.get(k, k): n for k, n in sorted(resolution.names.items()) if k.startswith(label.lower())}
    with store.write() as tx:
        append_judgements(tx, resolution.judgements)
        tx.upsert_nodes(
            label,
            pa.table(
                {
                    "id": list(rows),
                    "name": list(rows.values()),
                    "evidence": pa.array([["doc-1#1"]] * len(rows), pa.list_(pa.string())),
                    "contributions": [""] * len(rows),
                    "known_from": pa.array([DAY] * len(rows), pa.date32()),
                }
            ),
        )


def verdicts(resolution: Resolution) -> dict[frozenset[str], str]:
    return {frozenset((j.left_name, j.right_name)): j.verdict for j in resolution.judgements}


def test_spellings_of_one_document_are_judged(store: Store) -> None:
    found = resolve(organs("区水务局", "闵行区水务局", "区城管执法局", "区城市管理行政执法局", "区税务局"), store, DAY)
    assert found.keys[Mention("Organ", "区水务局", SCOPE)] == found.keys[Mention("Organ", "闵行区水务局", SCOPE)]
    assert found.names[entity_key("Organ", "闵行区水务局")] == "闵行区水务局"
    assert verdicts(found) == {frozenset(("闵行区城管执法局", "闵行区城市管理行政执法局")): "same"}
    judgement = found.judgements[0]
    assert judgement.on == DAY
    assert judgement.score >= 0.8
    assert judgement.reason.endswith("。")


def test_names_of_later_documents_meet_those_of_earlier_ones(store: Store) -> None:
    keep(store, resolve(organs("区城管执法局", "莘庄镇水务站", "徐汇区城管执法局"), store, DAY))
    later = resolve(organs("区城市管理行政执法局", "莘庄水务管理站", "马桥镇水务站"), store, DAY)
    assert verdicts(later) == {
        frozenset(("闵行区城管执法局", "闵行区城市管理行政执法局")): "same",
        frozenset(("闵行区莘庄镇水务站", "闵行区莘庄镇水务管理站")): "same",
    }
    keep(store, later)
    assert resolve(organs("区城市管理行政执法局", "莘庄水务管理站"), store, DAY).judgements == []


def test_unsure_waits_for_a_person_and_merges_nothing(store: Store) -> None:
    found = resolve(organs("区水务局", "区水利局"), store, DAY)
    assert verdicts(found) == {frozenset(("闵行区水务局", "闵行区水利局")): "unsure"}
    keep(store, found)
    assert clusters(read_judgements(store)) == {}
    waiting = review(store)
    assert len(waiting) == 1
    with store.write() as tx:
        append_judgements(tx, [judge(waiting[0], "same", "王某", DAY)])
    assert review(store) == []
    assert len(set(clusters(read_judgements(store)).values())) == 1


def test_what_a_person_took_back_stays_taken_back(store: Store) -> None:
    found = resolve(organs("区城管执法局", "区城市管理行政执法局"), store, DAY)
    keep(store, found)
    with store.write() as tx:
        withdraw(tx, found.judgements[0])
    assert clusters(read_judgements(store)) == {}
    again = resolve(organs("区城管执法局", "区城市管理行政执法局", "区水务局"), store, DAY)
    assert again.judgements == []
    with store.write() as tx:
        assert append_judgements(tx, found.judgements) == 0
    assert clusters(read_judgements(store)) == {}


def test_never_the_same_is_permanent(store: Store) -> None:
    found = resolve(organs("区城管执法局", "区城市管理行政执法局"), store, DAY)
    keep(store, found)
    apart = judge(found.judgements[0], "different", "王某", DAY)
    with store.write() as tx:
        append_judgements(tx, [apart])
    assert clusters(read_judgements(store)) == {}
    with store.write() as tx:
        withdraw(tx, apart)
    assert clusters(read_judgements(store)) == clusters(found.judgements) != {}


def test_districts_stay_apart(store: Store) -> None:
    keep(store, resolve(organs("区城管执法局"), store, DAY))
    other = resolve(organs("区城管执法局", "区城市管理行政执法局", scope="上海市徐汇区"), store, DAY)
    assert verdicts(other) == {frozenset(("徐汇区城管执法局", "徐汇区城市管理行政执法局")): "same"}


def test_collectives_are_not_their_members(store: Store) -> None:
    found = resolve(organs("各街镇水务站", "水务站", "莘庄镇水务站", "马桥镇水务站", "城管", "城管中队"), store, DAY)
    assert verdicts(found) == {frozenset(("闵行区街镇城管", "闵行区街镇城管中队")): "same"}


def test_vague_names_are_not_compared_and_unsure_ones_not_joined_by_a_detour(store: Store) -> None:
    vague = organs("相关部门", "相关职能部门", "执法力量", "下沉执法力量")
    assert resolve(vague, store, DAY).judgements == []
    found = resolve(organs("房管", "房管办", "房管所", "规土", "规土所", "土地所"), store, DAY)
    of = clusters(found.judgements)
    keys = {name: entity_key("Organ", f"闵行区街镇{name}") for name in ("房管", "房管办", "房管所", "规土", "规土所", "土地所")}
    assert of[keys["房管"]] == of[keys["房管办"]]
    assert of[keys["规土"]] == of[keys["规土所"]]
    assert keys["房管所"] not in of
    assert keys["土地所"] not in of


def test_other_labels(store: Store) -> None:
    mentions = [
        Mention("AuxTeam", "社区保安(公安)", SCOPE),
        Mention("AuxTeam", "社区保安（辅警）", SCOPE),
        Mention("AuxTeam", "市容环境协管", SCOPE),
        Mention("Instrument", "中华人民共和国水法", SCOPE),
        Mention("Instrument", "《水法》", SCOPE),
        Mention("Matter", "棋牌室", SCOPE),
        Mention("Area", "莘庄镇", SCOPE),
        Mention("Area", "上海市闵行区莘庄镇", ""),
        Mention("PowerItem", "330217001", SCOPE),
    ]
    found = resolve(mentions, store, DAY)
    assert found.keys[mentions[6]] == found.keys[mentions[7]] == entity_key("Area", "上海市闵行区莘庄镇")
    assert verdicts(found) == {
        frozenset(("闵行区社区保安(公安)", "闵行区社区保安(辅警)")): "same",
        frozenset(("中华人民共和国水法", "水法")): "same",
    }


def test_hostile_names_are_names(store: Store) -> None:
    hostile = ["区\"局' OR 1=1 //", "`x`) DETACH DELETE n", "$begin", "区水务局\\", "“区水务局”", "", "　", "🙂局"]
    found = resolve(organs(*hostile), store, DAY)
    keep(store, found)
    assert set(found.keys) == set(organs(*hostile))
    assert resolve(organs(*hostile), store, DAY).judgements == []


def test_order_of_mentions_does_not_matter(store: Store) -> None:
    mentions = organs("区城管执法局", "区城市管理行政执法局", "城管中队", "区环保局", "区生态环境局", "城管")
    one, other = resolve(mentions, store, DAY), resolve(reversed(mentions), store, DAY)
    assert one.judgements == other.judgements
    assert one.keys == other.keys
