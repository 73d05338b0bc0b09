"""待审 and 名称匹配: what a person decides, by mouse and by keyboard, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from api.app import create_app
from graph.identity.log import read_judgements
from graph.store import Store, StoreSettings, open_store
from ingest import review
from ingest.pipeline import Options, commit, report_of, take

from . import access, samples
from .conftest import serving

if TYPE_CHECKING:
    from .conftest import OpenPage

LINES = (
    "关于街镇水务管理的通知",
    "莘庄镇水务站由莘庄镇人民政府管理。",
    "虹桥镇水务站由虹桥镇人民政府管理。",
    "七宝镇水务站由七宝镇人民政府管理。",
    "浦江镇水务站由浦江镇人民政府管理。",
)
ROSTER = (
    ("机构名称", "机构类别", "主管单位"),
    ("闵行区住房保障和房屋管理局", "条线部门", "闵行区人民政府"),
    ("闵行区住房和城乡建设局", "条线部门", "闵行区人民政府"),
)


@pytest.fixture
def store(tmp_path: Path, pages: Path) -> Iterator[Store]:
    """A graph in which every claim of one notice waits, whatever the reader thinks of it."""
    store = open_store(StoreSettings(uri=str(tmp_path / "graph.lbdb"), buffer_pool=256 << 20))
    options = Options(scope=samples.DISTRICT)
    path = samples.word(tmp_path / "待审通知.docx", LINES)
    extraction = take(path, path.name, options)
    review.split(extraction, line=1.01)
    commit(store, extraction, report_of(str(path), extraction), options)
    yield store
    store.close()


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    with serving(create_app(store)) as base:
        yield f"{base}/"


def waiting(store: Store) -> int:
    return int(store.read("MATCH (c:ProposedClaim) WHERE c.verdict IS NULL RETURN count(c) AS n")[0]["n"])


def managed(store: Store) -> int:
    return int(store.read("MATCH (c:Claim) WHERE c.relation = 'MANAGED_BY' RETURN count(c) AS n")[0]["n"])


def cards(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".card")


def menu(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("navigation", name="页面").get_by_role("link", name="待审")


def test_a_quotation_shows_its_subject_and_object(open_page: OpenPage, store: Store, address: str) -> None:
    total = waiting(store)
    assert total >= 4
    page = open_page(f"{address}#/review")
    expect(cards(page)).to_have_count(total)
    expect(menu(page)).to_contain_text(str(total))
    card = cards(page).filter(has_text="虹桥镇水务站由虹桥镇人民政府管理").filter(has_text="由…管理").first
    expect(card.locator("mark.mark-subject")).to_have_text("虹桥镇水务站")
    expect(card.locator("mark.mark-object")).to_have_text("虹桥镇人民政府")
    expect(card.get_by_role("img", name=re.compile("^把握"))).to_be_visible()
    expect(card).to_contain_text("规则读出")
    access.check(page)
    card.get_by_role("link", name="待审通知.docx").click()
    expect(page.locator("mark.wanted")).to_contain_text("虹桥镇水务站")


def test_pressing_on_a_card_does_not_move_the_page(open_page: OpenPage, store: Store, address: str) -> None:
    """The last link in sight, its card reaching below the window: were the page to scroll, the release would miss it."""
    page = open_page(f"{address}#/review")
    expect(cards(page)).to_have_count(waiting(store))
    link = cards(page).last.get_by_role("link", name="待审通知.docx")
    page.set_viewport_size({"width": 1200, "height": 4000})
    box = link.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.set_viewport_size({"width": 1200, "height": int(box["y"] + box["height"]) + 2})
    page.mouse.move(x, y)
    page.mouse.down()
    expect(cards(page).last).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.scrollY") == 0
    page.mouse.up()
    expect(page.locator("mark.wanted")).to_be_visible()


def test_the_keyboard_decides_and_goes_on(open_page: OpenPage, store: Store, address: str) -> None:
    total = waiting(store)
    page = open_page(f"{address}#/review")
    expect(cards(page)).to_have_count(total)
    expect(cards(page).nth(0)).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(cards(page).nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(cards(page).nth(0)).to_contain_text("已采纳")
    expect(cards(page).nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("r")
    expect(cards(page).nth(1)).to_contain_text("未采纳")
    expect(menu(page)).to_contain_text(str(total - 2))
    assert waiting(store) == total - 2
    verdicts = store.read("MATCH (c:ProposedClaim) WHERE c.verdict IS NOT NULL RETURN c.verdict AS v ORDER BY v")
    assert [row["v"] for row in verdicts] == ["accepted", "rejected"]


def test_letters_that_are_typed_or_switched_off_decide_nothing(open_page: OpenPage, store: Store, address: str) -> None:
    total = waiting(store)
    page = open_page(f"{address}#/review")
    expect(cards(page)).to_have_count(total)
    page.get_by_role("textbox", name="理由").fill("")
    page.get_by_role("textbox", name="理由").press_sequentially("arj")
    expect(page.get_by_role("textbox", name="理由")).to_have_value("arj")
    expect(cards(page).nth(0)).to_have_attribute("aria-current", "true")
    page.get_by_role("switch", name="快捷键").click()
    page.locator("body").press("a")
    page.locator("body").press("j")
    expect(cards(page).nth(0)).to_have_attribute("aria-current", "true")
    assert waiting(store) == total


def test_accepting_puts_a_claim_into_the_graph_and_taking_back_takes_it_out(
    open_page: OpenPage, store: Store, address: str
) -> None:
    before = managed(store)
    page = open_page(f"{address}#/review")
    card = cards(page).filter(has_text="七宝镇水务站由七宝镇人民政府管理").filter(has_text="由…管理").first
    card.click()
    card.get_by_role("textbox", name="理由").fill("原文写明")
    card.get_by_role("button", name="采纳 A", exact=True).click()
    expect(card).to_contain_text("已采纳")
    assert managed(store) == before + 1
    page.get_by_text("已有结论", exact=True).click()
    expect(cards(page)).to_have_count(1)
    cards(page).first.get_by_role("button", name="收回 U").click()
    expect(cards(page).first).to_contain_text("未定")
    assert managed(store) == before


def test_a_failing_decision_is_said_on_its_card(open_page: OpenPage, store: Store, address: str, watch: object) -> None:
    watch.allowed = ("503", "Failed to load resource")  # type: ignore[attr-defined]
    page = open_page(f"{address}#/review")
    expect(cards(page).first).to_be_visible()
    page.route(
        "**/api/review/claims/*",
        lambda route: route.fulfill(status=503, json={"message": "图库正被另一个程序写入，请稍后再试。"}),
    )
    page.keyboard.press("a")
    expect(cards(page).first.get_by_role("alert")).to_have_text("图库正被另一个程序写入，请稍后再试。")
    expect(cards(page).first).to_have_attribute("aria-current", "true")


def test_two_names_are_judged_and_taken_back(open_page: OpenPage, store: Store, address: str, tmp_path: Path) -> None:
    path = samples.workbook(tmp_path / "部门名册.xlsx", ROSTER)
    extraction = take(path, path.name, Options(scope=samples.DISTRICT))
    commit(store, extraction, report_of(str(path), extraction), Options(scope=samples.DISTRICT))
    page = open_page(f"{address}#/review?tab=names")
    card = cards(page).filter(has_text="闵行区住房和城乡建设局").first
    expect(card).to_contain_text("闵行区住房保障和房屋管理局")
    expect(card.get_by_role("list", name="判断过程").locator("li").first).to_be_visible()
    expect(card).to_contain_text(re.compile(r"会改动 \d+ 个节点"))
    access.check(page)
    card.click()
    page.keyboard.press("s")
    card.get_by_role("group", name="哪一个是后设的").get_by_role("button", name="闵行区住房和城乡建设局").click()
    expect(card).to_contain_text("已判为闵行区住房和城乡建设局承继闵行区住房保障和房屋管理局")
    assert [j.verdict for j in read_judgements(store) if j.by_person and not j.withdrawn] == ["succeeds"]
    page.get_by_text("已有结论", exact=True).click()
    page.get_by_role("button", name=re.compile("^撤销 ")).click()
    expect(page.get_by_text("还没有人工判定过的名称。")).to_be_visible()
    assert not [j for j in read_judgements(store) if j.by_person and not j.withdrawn]


def test_two_names_are_compared_with_their_reasons(open_page: OpenPage, store: Store, address: str) -> None:
    page = open_page(f"{address}#/match")
    page.get_by_role("textbox", name="甲").fill("闵行区市场监管局")
    page.get_by_role("textbox", name="乙").fill("闵行区市场监督管理局")
    page.get_by_role("button", name=re.compile("比较$")).click()
    answer = page.locator(".match-answer")
    expect(answer.locator(".verdict")).to_have_text("同一")
    expect(answer.get_by_role("list", name="判断过程").locator("li").first).to_be_visible()
    page.get_by_role("textbox", name="乙").fill("闵行区水务局")
    page.get_by_role("textbox", name="乙").press("Enter")
    expect(answer.locator(".verdict")).to_have_text("不同")
    access.check(page)


def test_names_are_looked_up_in_the_graph(open_page: OpenPage, store: Store, address: str, tmp_path: Path) -> None:
    path = samples.workbook(tmp_path / "部门名册.xlsx", ROSTER)
    extraction = take(path, path.name, Options(scope=samples.DISTRICT))
    commit(store, extraction, report_of(str(path), extraction), Options(scope=samples.DISTRICT))
    page = open_page(f"{address}#/match")
    looking = page.get_by_role("region", name="在图谱中查找")
    looking.get_by_role("textbox").fill("闵行区住建局\n没有这样的名称处")
    looking.get_by_role("button", name="查找 2 个").click()
    rows = looking.locator("tbody tr.ant-table-row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("闵行区住房和城乡建设局")
