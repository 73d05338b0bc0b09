"""文件: uploads that become documents, what is said of those that do not, versions, retraction, cancelling."""

from __future__ import annotations

import base64
import re
import textwrap
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

import queries

from . import access, samples
from .conftest import SAMPLE

if TYPE_CHECKING:
    from .conftest import Desk, OpenPage

DONE = 180_000
"""Milliseconds for a job to end: the first one starts a process that loads the readers."""


def choose(page: Page, *files: Path) -> None:
    page.get_by_test_id("files").set_input_files([str(file) for file in files])


def job(page: Page, name: str) -> Locator:
    """The newest job of that name."""
    return page.locator(".jobs > li").filter(has=page.locator(".job-name", has_text=name)).first


def ended(page: Page, name: str, word: str = "完成") -> Locator:
    expect(job(page, name).locator(".job-status")).to_have_text(word, timeout=DONE)
    return job(page, name)


def document_id(desk: Desk, name: str) -> str:
    return str(desk.store.read("MATCH (d:Document) WHERE d.name = $name RETURN d.id AS id", {"name": name})[0]["id"])


def test_many_at_once_the_bad_one_does_not_touch_the_good(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    expect(page.get_by_role("region", name="文件")).to_contain_text("还没有文件")
    choose(
        page,
        samples.pdf(tmp_path / "水务通知.pdf"),
        samples.broken(tmp_path / "坏文件.pdf"),
        samples.word(tmp_path / "水务通知.docx"),
        samples.workbook(tmp_path / "水务站名册.xlsx"),
    )
    for name in ("水务通知.pdf", "水务通知.docx", "水务站名册.xlsx"):
        ended(page, name)
    bad = ended(page, "坏文件.pdf", "失败")
    expect(bad.locator(".job-message")).to_contain_text("坏文件.pdf")
    expect(bad.get_by_role("button", name="重试")).to_be_visible()
    listed = page.get_by_role("region", name="文件", exact=True)
    for name in ("水务通知.pdf", "水务通知.docx", "水务站名册.xlsx"):
        expect(listed.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(listed.get_by_role("link", name="坏文件.pdf", exact=True)).to_have_count(0)
    access.check(page)


def test_a_claim_of_a_pdf_is_shown_on_its_page(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.pdf(tmp_path / "体制通知.pdf"))
    ended(page, "体制通知.pdf").get_by_role("link", name="打开文件").click()
    expect(page.locator("h1")).to_have_text("体制通知.pdf")
    claim = page.locator(".claim", has_text="虹桥镇水务站").filter(has_text="第 2 页").first
    claim.click()
    shown = page.get_by_role("region", name="页面", exact=True)
    expect(shown.get_by_role("img", name="第 2 页")).to_be_visible()
    expect(shown.locator("rect.box-wanted").first).to_be_in_viewport()
    expect(shown.get_by_role("img", name="第 2 页")).to_have_js_property("naturalWidth", 1000)
    # the same place, straight from a link as a finding's evidence gives it
    passage = re.search(r"passage=([^&]+)", page.url)
    assert passage is not None
    other = open_page(f"{desk.address}#/documents/{document_id(desk, '体制通知.pdf')}?passage={passage[1]}")
    expect(other.locator("rect.box-wanted").first).to_be_in_viewport()
    page.get_by_text("正文", exact=True).click()
    expect(page.locator("mark.wanted").first).to_be_in_viewport()
    access.check(page)


def test_a_findings_evidence_leads_to_its_place_on_the_page(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    words = (SAMPLE / "20-红花街道情况.md").read_text(encoding="utf-8").split("\n\n")
    lines = [line for paragraph in words for line in textwrap.wrap(paragraph.lstrip("# "), 34)]
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.pdf(tmp_path / "街道情况.pdf", (lines[:9], lines[9:])))
    ended(page, "街道情况.pdf")
    document = document_id(desk, "街道情况.pdf")
    finding, quotation = next(
        (found, evidence)
        for found in queries.findings(desk.store)
        for evidence in found.evidence
        if evidence.document.id == document
    )
    page.goto(f"{desk.address}#/?finding={finding.id}")
    shown = (
        page.get_by_role("dialog").locator(".evidence li").filter(has_text=quotation.quote).filter(has_text="街道情况.pdf").first
    )
    shown.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("街道情况.pdf")
    expect(page.locator("rect.box-wanted").first).to_be_in_viewport()


def test_a_claim_of_a_list_is_shown_in_its_cells(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.workbook(tmp_path / "名册.xlsx"))
    ended(page, "名册.xlsx").get_by_role("link", name="打开文件").click()
    page.locator(".claim", has_text="七宝镇水务站").first.click()
    cells = page.get_by_role("region", name="单元格")
    expect(cells).to_contain_text("机构名册")
    expect(cells.locator("tr.wanted")).to_contain_text("七宝镇水务站")
    expect(cells.locator("thead")).to_contain_text("机构名称")
    access.check(page)


def test_a_claim_of_a_text_is_marked_in_it(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.word(tmp_path / "管理通知.docx"))
    ended(page, "管理通知.docx").get_by_role("link", name="打开文件").click()
    page.locator(".claim", has_text="虹桥镇水务站").first.click()
    expect(page.locator("mark.wanted").first).to_contain_text("虹桥镇")
    expect(page.locator("mark.wanted").first).to_be_in_viewport()
    # and from the text to its claims
    page.locator(".document-text mark:not(.wanted)").first.click()
    expect(page.locator(".claim.here").first).to_be_visible()


def test_the_report_shows_every_sheet_as_a_tile(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.workbook(tmp_path / "两张表.xlsx"))
    row = ended(page, "两张表.xlsx")
    row.get_by_role("button", name="详情").click()
    tiles = row.locator(".unit")
    expect(tiles).to_have_count(2)
    expect(row.locator("button.unit-read")).to_have_attribute("aria-label", "机构名册，已读")
    expect(row.locator("button.unit-empty")).to_have_attribute("aria-label", "备注，空白")
    tiles.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(tiles.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(row.locator(".report tbody tr.ant-table-row")).to_have_count(1)


def test_a_new_version_shows_what_changed(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.workbook(tmp_path / "换版名册.xlsx"))
    ended(page, "换版名册.xlsx")
    first = document_id(desk, "换版名册.xlsx")
    (tmp_path / "新").mkdir()
    changed = [[9 if value == 6 else value for value in row] for row in samples.ROSTER]
    choose(page, samples.workbook(tmp_path / "新" / "换版名册.xlsx", changed))
    expect(page.locator(".jobs > li").filter(has=page.locator(".job-name", has_text="换版名册.xlsx"))).to_have_count(2)
    row = ended(page, "换版名册.xlsx")
    expect(row).to_contain_text("已替换旧版")
    row.get_by_role("button", name="详情").click()
    row.get_by_role("link", name="查看差异").click()
    differences = page.locator(".differences")
    expect(differences).to_be_visible()
    expect(differences.locator(".difference-changed", has_text="虹桥镇水务站").locator("del")).to_have_text(re.compile("^6"))
    expect(differences.locator(".difference-changed", has_text="虹桥镇水务站").locator("ins")).to_have_text(re.compile("^9"))
    expect(page.locator(".versions li")).to_have_count(2)
    assert document_id(desk, "换版名册.xlsx") != first
    access.check(page)
    page.get_by_role("button", name="恢复这个版本").click()
    ended(page, "换版名册.xlsx")
    expect(page.locator(".jobs > li").filter(has=page.locator(".job-name", has_text="换版名册.xlsx"))).to_have_count(3)
    ended(page, "换版名册.xlsx")
    assert document_id(desk, "换版名册.xlsx") == first


def test_retraction_asks_first_and_removes_exactly_that(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    choose(
        page,
        samples.workbook(
            tmp_path / "撤回名册.xlsx", [samples.ROSTER[0], ("梅陇镇水务站", "派出机构", "区水务局", "梅陇镇", 5, 5)]
        ),
    )
    ended(page, "撤回名册.xlsx")
    there = "MATCH (o:Organ) WHERE o.name CONTAINS '梅陇镇水务站' RETURN count(o) AS n"
    assert desk.store.read(there)[0]["n"] == 1
    before = desk.store.read("MATCH (d:Document) RETURN count(d) AS n")[0]["n"]
    page.get_by_role("button", name="撤回 撤回名册.xlsx").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("撤回名册.xlsx")
    question.get_by_role("button", name="不撤回").click()
    expect(question).to_be_hidden()
    assert desk.store.read(there)[0]["n"] == 1
    page.get_by_role("button", name="撤回 撤回名册.xlsx").click()
    question.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="已撤回“撤回名册.xlsx”")).to_be_visible()
    expect(
        page.get_by_role("region", name="文件", exact=True).get_by_role("link", name="撤回名册.xlsx", exact=True)
    ).to_have_count(0)
    assert desk.store.read(there)[0]["n"] == 0
    assert desk.store.read("MATCH (d:Document) RETURN count(d) AS n")[0]["n"] == before - 1


def test_an_original_is_erased_when_asked_for(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    station = ("虹桥镇水务站", "派出机构", "区水务局", "虹桥镇", 5)
    choose(page, samples.workbook(tmp_path / "删原件名册.xlsx", [samples.ROSTER[0], (*station, 5)]))
    ended(page, "删原件名册.xlsx")
    first = document_id(desk, "删原件名册.xlsx")
    choose(page, samples.workbook(tmp_path / "删原件名册.xlsx", [samples.ROSTER[0], (*station, 4)]))
    expect(page.locator(".jobs > li").filter(has=page.locator(".job-name", has_text="删原件名册.xlsx"))).to_have_count(2)
    ended(page, "删原件名册.xlsx")
    second = document_id(desk, "删原件名册.xlsx")
    assert desk.queue.library.original(first) is not None
    page.goto(f"{desk.address}#/documents/{second}?tab=versions")
    page.get_by_role("button", name="删除原件").click()
    page.locator(".ant-popconfirm").get_by_role("button", name="删除", exact=True).click()
    expect(page.get_by_text("原件已于")).to_be_visible()
    expect(page.get_by_role("button", name="恢复这个版本")).to_have_count(0)
    assert desk.queue.library.original(first) is None
    assert desk.queue.library.original(second) is not None
    page.goto(f"{desk.address}#/documents")
    page.get_by_role("button", name="撤回 删原件名册.xlsx").click()
    question = page.get_by_role("dialog")
    question.get_by_role("checkbox").check()
    question.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="已删除“删原件名册.xlsx”的原件")).to_be_visible()
    assert desk.queue.library.original(second) is None


def test_a_waiting_job_is_cancelled_and_tried_again(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    desk.queue.stop()  # nobody works: the job is sure to wait
    page = open_page(f"{desk.address}#/documents")
    choose(page, samples.word(tmp_path / "取消通知.docx", ("关于取消的通知", "莘庄镇水务站由莘庄镇人民政府管理。")))
    expect(job(page, "取消通知.docx").locator(".job-status")).to_have_text("排队")
    page.get_by_role("button", name="取消 取消通知.docx").click()
    ended(page, "取消通知.docx", "已取消")
    desk.queue.start(desk.store)
    page.get_by_role("button", name="重试 取消通知.docx").click()
    ended(page, "取消通知.docx")


def test_of_a_bundle_only_what_failed_is_tried_again(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    bundle = tmp_path / "材料.zip"
    with zipfile.ZipFile(bundle, "w") as zipped:
        zipped.write(samples.word(tmp_path / "a.docx", ("关于材料的通知", "虹桥镇水务站由虹桥镇人民政府管理。")), "好通知.docx")
        zipped.write(samples.broken(tmp_path / "b.pdf"), "坏附件.pdf")
    page = open_page(f"{desk.address}#/documents")
    choose(page, bundle)
    row = ended(page, "材料.zip", "部分完成")
    row.get_by_role("button", name="详情").click()
    files = row.locator(".job-file-name")
    expect(files.filter(has=page.get_by_role("link", name="好通知.docx")).locator(".file-status")).to_have_text("已载入")
    expect(files.filter(has_text="坏附件.pdf").locator(".file-status")).to_have_text("未读入")
    row.get_by_role("button", name="重试").click()
    expect(row.locator(".job-name")).to_contain_text("第 2 次处理", timeout=DONE)
    ended(page, "材料.zip", "部分完成")


def test_files_may_be_dropped_anywhere_on_the_page(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    page = open_page(f"{desk.address}#/documents")
    content = base64.b64encode("关于拖放的通知\n七宝镇水务站由七宝镇人民政府管理。\n".encode()).decode()
    transfer = page.evaluate_handle(
        """(content) => {
          const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0))
          const transfer = new DataTransfer()
          transfer.items.add(new File([bytes], '拖来的通知.txt', { type: 'text/plain' }))
          return transfer
        }""",
        content,
    )
    page.dispatch_event("main", "dragover", {"dataTransfer": transfer})
    expect(page.get_by_text("松开即上传")).to_be_visible()
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    expect(page.get_by_text("松开即上传")).to_be_hidden()
    ended(page, "拖来的通知.txt")


def test_the_district_is_chosen_by_part_of_its_name(open_page: OpenPage, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "无地名.txt"
    file.write_text("关于水务管理的通知\n区水务局负责水务监督。\n水务站由街道办事处管理。\n", encoding="utf-8")
    page = open_page(f"{desk.address}#/documents")
    page.get_by_role("combobox", name="区县").fill("秦淮")
    page.locator(".ant-select-item-option", has_text="江苏省南京市秦淮区").click()
    choose(page, file)
    expect(ended(page, "无地名.txt").locator(".job-name")).to_contain_text("江苏省南京市秦淮区")


def test_a_refused_upload_says_why(open_page: OpenPage, desk: Desk, tmp_path: Path, watch: object) -> None:
    watch.allowed = ("507", "400", "413", "Failed to load resource")  # type: ignore[attr-defined]
    page = open_page(f"{desk.address}#/documents")
    page.route(
        "**/api/uploads",
        lambda route: route.fulfill(status=507, json={"message": "磁盘空间不够，文件没有存下，请腾出空间后重新上传。"}),
    )
    choose(page, samples.word(tmp_path / "放不下.docx"))
    sending = page.get_by_role("list", name="正在上传")
    expect(sending).to_contain_text("磁盘空间不够")
    sending.get_by_role("button", name="知道了").click()
    expect(sending).to_be_hidden()


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_fit_and_have_names_for_everything(open_page: OpenPage, desk: Desk, width: int) -> None:
    for path in ("documents", "review", "review?tab=names", "match"):
        page = open_page(f"{desk.address}#/{path}", width=width, height=768)
        expect(page.locator("h1")).to_be_attached()
        expect(page.locator(".ant-skeleton")).to_have_count(0)
        access.check(page)
        assert access.fits(page), path
        page.close()


def test_the_keyboard_reaches_what_the_mouse_does(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(f"{desk.address}#/documents")
    expect(page.get_by_role("region", name="文件", exact=True)).to_be_visible()
    reached = access.tabbed(page)
    order = ["总览", "文件", "待审", "名称匹配", "查询台", "选择文件", 'aria-label="区县"', 'aria-label="查找文件"']
    places = [next((n for n, html in enumerate(reached) if word in html), -1) for word in order]
    assert -1 not in places, (order, reached)
    assert places == sorted(places)
