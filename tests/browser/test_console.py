"""查询台: GraphiQL with no network but this host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from .conftest import run_query

if TYPE_CHECKING:
    from .conftest import OpenPage


def test_an_example_runs(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}#/graphiql")
    run_query(page)


def test_another_example_can_be_chosen_and_the_explorer_opens(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}#/graphiql")
    expect(page.locator(".examples:not(.ant-select-disabled)")).to_be_visible(timeout=60_000)
    page.locator(".examples").click()
    page.locator(".ant-select-item-option", has_text="条块权责矩阵").click()
    expect(page.locator(".graphiql-query-editor")).to_contain_text("responsibilityMatrix")
    page.get_by_role("button", name="Show GraphiQL Explorer").click()
    expect(page.locator(".docExplorerWrap")).to_contain_text("findings")
