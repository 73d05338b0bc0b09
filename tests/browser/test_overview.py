"""总览: findings, filters, evidence, what is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

import queries

if TYPE_CHECKING:
    from graph.store import Store

    from .conftest import OpenPage


def rows(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("tr.openable")


def first_of(store: Store, status: str) -> queries.Finding:
    return next(f for f in queries.findings(store, status=[status]))


def test_counts_and_findings_are_the_stores_own(open_page: OpenPage, address: str, sample_store: Store) -> None:
    page = open_page(address)
    held = queries.findings(sample_store, status=["yes"])
    strip = page.get_by_role("region", name="数量")
    expect(strip).to_contain_text(f"{len(held):,}")
    expect(page.get_by_role("region", name="发现明细")).to_contain_text(f"共 {len(held):,} 条")
    expect(rows(page).first).to_contain_text(held[0].code)
    expect(rows(page).first).to_contain_text(held[0].title)
    expect(page.get_by_role("region", name="发现分类").locator("tbody tr")).to_have_count(len(queries.definitions()))


def test_filter_by_kind_keeps_only_that_kind(open_page: OpenPage, address: str, sample_store: Store) -> None:
    code = first_of(sample_store, "yes").code
    page = open_page(f"{address}#/?kind={code}")
    wanted = len(queries.findings(sample_store, kinds=[code], status=["yes"]))
    expect(page.get_by_role("region", name="发现明细")).to_contain_text(f"共 {wanted} 条")
    expect(rows(page)).to_have_count(min(wanted, 20))
    for text in rows(page).locator("code").all_inner_texts():
        assert text == code


def test_clicking_a_kind_filters_the_table(open_page: OpenPage, address: str, sample_store: Store) -> None:
    code = first_of(sample_store, "yes").code
    page = open_page(address)
    page.get_by_role("region", name="发现分类").locator("button", has_text=re.compile(rf"^{code}(?!\w)")).click()
    expect(page).to_have_url(re.compile(rf"kind={code}\b"))
    everything = len(queries.findings(sample_store, kinds=[code]))
    expect(page.get_by_role("region", name="发现明细")).to_contain_text(f"共 {everything} 条")


def test_a_row_opens_its_evidence_and_leads_to_the_document(open_page: OpenPage, address: str, sample_store: Store) -> None:
    finding = first_of(sample_store, "yes")
    page = open_page(address)
    rows(page).first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text(finding.title)
    evidence = finding.evidence[0]
    quotation = drawer.locator("blockquote").first
    expect(quotation).to_have_text(evidence.quote)
    expect(drawer.locator(".evidence footer").first).to_contain_text(evidence.locator)
    drawer.locator(".evidence a").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("mark.wanted, tr.wanted").first).to_be_visible()


def test_a_link_to_a_finding_shows_it(open_page: OpenPage, address: str, sample_store: Store) -> None:
    finding = first_of(sample_store, "yes")
    page = open_page(f"{address}#/?finding={finding.id}")
    expect(page.get_by_role("dialog").locator("blockquote").first).to_have_text(finding.evidence[0].quote)


def test_unknown_is_shown_as_such_with_what_is_missing(open_page: OpenPage, address: str, sample_store: Store) -> None:
    unknown = next(f for f in queries.findings(sample_store, status=["unknown"]) if f.missing)
    page = open_page(address)
    page.get_by_role("region", name="发现明细").locator(".ant-segmented-item", has_text="未知").click()
    expect(rows(page).first.locator(".status-unknown")).to_have_text("未知")
    page.goto(f"{address}#/?status=unknown&finding={unknown.id}")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("尚不能判断")
    expect(drawer).to_contain_text(unknown.missing[0])


def test_a_matrix_cell_opens_the_streets_findings(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("region", name="条块权责矩阵").locator("button.cell").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("街镇职责")


def test_synthetic_data_is_announced(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    expect(page.get_by_role("alert").filter(has_text="含合成数据")).to_be_visible()


def test_a_narrow_screen_does_not_scroll_sideways(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, height=844)
    expect(rows(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
